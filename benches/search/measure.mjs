// What a search costs and what it finds, beside Pagefind:
//
//     npm ci --prefix benches/search && cargo build --release
//     node benches/search/measure.mjs BOOK       build, bytes, requests and time, with queries made of its titles
//     node benches/search/measure.mjs --table    the queries of tests/browser/search.queries.json
//
// PREPBOOK and CHROMIUM name other programs than target/release/prepbook and /usr/bin/chromium; TURNS (3) builds
// are made, QUERIES (36) asked, ONLY=prepbook leaves Pagefind out. TMPDIR=/dev/shm builds into memory: writing thousands
// of files to a disk can take more of a processor than making them.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ENGINES, build, pagefind } from "./engines.mjs";
import { host } from "./site.mjs";

const root = new URL("../../", import.meta.url).pathname;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const folder = mkdtempSync(join(tmpdir(), "search-bench-"));
const engines = Object.entries(ENGINES).filter(([name]) => !process.env.ONLY || process.env.ONLY === name);

/** Two sites of a book, one for each search, behind a host. */
async function built(book, turns) {
  const site = join(folder, "site");
  rmSync(site, { recursive: true, force: true });
  const costs = { prepbook: build(book, site, turns) };
  if (engines.length > 1) costs.Pagefind = pagefind(site);
  return { costs, server: await host(site) };
}

/** Opens a search page with an empty cache. */
async function opened({ page: path }, server, query = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${server.address}/${path}${query}`);
  return page;
}

/** Puts a text into the field, and gives how long it took until the hits were there; none may come for a while. */
const enter = (page, { field, status }, text) => page.evaluate(([field, status, text]) => new Promise((done) => {
  const input = document.querySelector(field);
  const begun = performance.now();
  const answer = new MutationObserver(() => {
    answer.disconnect();
    done(performance.now() - begun);
  });
  setTimeout(done, 5_000, NaN);
  answer.observe(document.querySelector(status), { childList: true, characterData: true, subtree: true });
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}), [field, status, text]);

const paths = (page, { hits }) => page.locator(hits).evaluateAll((links) => links.map(({ href }) => decodeURI(href).replace(/^[^/]*\/\/[^/]*\//, "")));

const quiet = (page) => page.waitForLoadState("networkidle").then(() => page.waitForTimeout(250));

/** What a first query costs: opened by its address, then entered at once, then typed key by key. */
async function first(engine, server, query) {
  const cost = (from) => {
    const read = server.log.slice(from).filter(({ path }) => engine.files.test(path));
    return { bytes: read.reduce((sum, one) => sum + one.bytes, 0), requests: read.length };
  };
  const marks = [server.log.length];
  let page = await opened(engine, server, `?q=${encodeURIComponent(query)}`);
  await page.locator(engine.hits).first().waitFor({ timeout: 3_000 }).catch(() => {});
  await quiet(page);
  const whole = cost(marks[0]);
  await page.context().close();

  page = await opened(engine, server);
  await quiet(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return 1e3 * metrics.find(({ name }) => name === "TaskDuration").value;
  };
  const before = await busy();
  const time = await enter(page, engine, query);
  const thread = (await busy()) - before;
  await page.context().close();

  marks.push(server.log.length);
  page = await opened(engine, server);
  await quiet(page);
  let slowest = 0;
  const letters = [...query];
  for (let at = 1; at <= letters.length; at += 1) {
    slowest = Math.max(slowest, await enter(page, engine, letters.slice(0, at).join("")));
    await page.waitForTimeout(120);
  }
  await quiet(page);
  const typed = cost(marks[1]);
  await page.context().close();
  return {
    "KB, asked at once": whole.bytes / 1e3, "requests, asked at once": whole.requests,
    "KB, typed": typed.bytes / 1e3, "requests, typed": typed.requests,
    "ms, first": time, "ms of CPU in the page's thread, first": thread, "ms, slowest key": slowest,
  };
}

/** Queries as readers type them, made of the titles of some questions of a book. */
function queries(book, count) {
  const names = readdirSync(join(book, "content/questions")).filter((name) => name.endsWith(".md"));
  const every = Math.floor(names.length / count);
  return Array.from({ length: count }, (_, at) => {
    const name = names[at * every + (every >> 1)];
    const title = /^# (.*)$/m.exec(readFileSync(join(book, "content/questions", name), "utf8"))[1];
    const words = title.toLowerCase().match(/\p{L}{4,}/gu);
    const word = words.reduce((a, b) => (b.length > a.length ? b : a));
    const forms = [
      word, word.slice(0, 5), word.slice(0, 3) + word[4] + word[3] + word.slice(5), `${word}s`, words.slice(-2).join(" "),
      `"${title.split(" ").slice(-2).join(" ").replace("?", "")}"`,
    ];
    return forms[at % forms.length];
  });
}

const ordered = (list) => list.toSorted((a, b) => a - b);
const middle = (list) => ordered(list)[list.length >> 1];

async function costs(book) {
  const { costs, server } = await built(book, Number(process.env.TURNS ?? 3));
  for (const [name, { cpu, whole, files, bytes }] of Object.entries(costs)) {
    console.log(`${name}: ${cpu.toFixed(2)} CPU s${whole ? ` of ${whole.toFixed(2)}` : ""}, ${files} files, ${(bytes / 1e6).toFixed(1)} MB`);
  }
  for (const [name, engine] of engines) {
    const all = [];
    for (const query of queries(book, Number(process.env.QUERIES ?? 36))) all.push([query, await first(engine, server, query)]);
    const phrases = all.filter(([query]) => query.startsWith('"'));
    const kinds = { words: all.filter((one) => !phrases.includes(one)), phrases };
    for (const [kind, some] of Object.entries(kinds)) {
      for (const key of Object.keys(some[0][1])) {
        const [query, worst] = some.reduce((a, b) => (b[1][key] > a[1][key] ? b : a));
        console.log(`${name}, ${kind}, ${key}: median ${middle(some.map(([, one]) => one[key])).toFixed(1)}, most ${worst[key].toFixed(1)} (${query})`);
      }
    }
  }
  server.stop();
}

async function table() {
  const tables = JSON.parse(readFileSync(join(root, "tests/browser/search.queries.json"), "utf8"));
  const books = { shipped: root, search: join(root, "tests/books/search") };
  const found = {};
  for (const [book, rows] of Object.entries(tables)) {
    const { server } = await built(books[book], 1);
    for (const [name, engine] of engines) {
      const page = await opened(engine, server);
      for (const [kind, query, wanted] of rows) {
        if (isNaN(await enter(page, engine, query))) console.log(`${name}: no answer to ${query}`);
        // a hit on the right page counts for Pagefind, wherever on it
        const plain = (path) => (name === "Pagefind" ? path.replace(/[#?].*/, "") : path);
        const right = new Set([wanted].flat().map(plain));
        const hits = await paths(page, engine);
        const at = hits.findIndex((path) => right.has(plain(path)));
        if (process.env.MISSES && at) console.log(`${name}, ${kind} ${query}: ${hits.slice(0, 3)}`);
        for (const key of [kind, "all"]) {
          const cell = ((found[key] ??= {})[name] ??= { of: 0, first: 0, "first three": 0 });
          cell.of += 1;
          cell.first += at === 0;
          cell["first three"] += at >= 0 && at < 3;
        }
      }
      await page.context().close();
    }
    server.stop();
  }
  const { all, ...kinds } = found;
  for (const [kind, cells] of Object.entries({ ...kinds, all })) {
    console.log(kind, Object.entries(cells).map(([name, { of, first, ...rest }]) => `${name}: ${first} first, ${rest["first three"]} in three of ${of}`).join("; "));
  }
}

const load = () => console.log(`load ${loadavg()[0].toFixed(1)}`);

try {
  const [what] = process.argv.slice(2);
  load();
  await (what === "--table" ? table() : costs(what));
  load();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
