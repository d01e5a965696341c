// The search in a real browser: what is found, the keys, the facets, the address, and what must not run.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, serve, watched } from "./book.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const queries = JSON.parse(await readFile(new URL("search.queries.json", import.meta.url), "utf8"));
const folders = { shipped: ".", search: "tests/books/search" };

let browser;
const servers = {};

before(async () => {
  for (const [name, folder] of Object.entries(folders)) servers[name] = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  for (const server of Object.values(servers)) server.stop();
});

/** Opens the search of a book and gives it to `look`; nothing may go wrong in it. */
async function on(book, query, look, options = {}) {
  const { address } = servers[book];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const { page, faults } = await watched(context, address);
  await page.goto(`${address}/search/${query}`);
  await look(page, faults);
  await context.close();
  assert.deepEqual(faults, []);
}

const hits = (page) => page.locator(".hits a.words");
const status = (page) => page.locator(".search [role=status]");

/** Types a query over the last, and waits until its hits are there. */
async function ask(page, query) {
  await page.evaluate(() => (document.querySelector(".search [role=status]").textContent = ""));
  await page.fill(".find input", query);
  await page.waitForFunction(() => document.querySelector(".search [role=status]").textContent);
}

const paths = (page, address) =>
  hits(page).evaluateAll((links, from) => links.map((link) => decodeURI(link.href).slice(from.length + 1)), address);

test("queries find what they should", async () => {
  let [all, first, third] = [0, 0, 0];
  const missed = [];
  for (const [book, table] of Object.entries(queries)) {
    await on(book, "", async (page) => {
      for (const [kind, query, wanted] of table) {
        await ask(page, query);
        const found = await paths(page, servers[book].address);
        const at = found.findIndex((path) => [wanted].flat().includes(path));
        all += 1;
        first += at === 0;
        third += at >= 0 && at < 3;
        if (at !== 0) missed.push(`${kind}: ${query}: ${at + 1 || "not found"} after ${found.slice(0, 3)}`);
      }
    });
  }
  assert.ok(all >= 60, `${all} queries`);
  const report = `${first} first, ${third} in the first three of ${all}\n${missed.join("\n")}`;
  assert.ok(first >= 0.9 * all && third >= 0.97 * all, report);
  console.log(report);
});

test("the keyboard is enough, from every page", async () => {
  await on("shipped", "", async (page) => {
    const { address } = servers.shipped;
    await page.goto(`${address}/questions/growth-plateau/`);
    const requests = [];
    page.on("request", (request) => request.url().includes("search") && requests.push(request.url()));
    const field = page.locator(".find input");
    await page.keyboard.press("/");
    await page.waitForFunction(() => document.activeElement.name === "q");
    await field.evaluate((one) => one.blur());
    await page.keyboard.press("Control+k");
    await page.waitForFunction(() => document.activeElement.name === "q");
    await page.keyboard.type("a/b");
    assert.equal(await field.inputValue(), "a/b");
    assert.deepEqual(requests, [], "nothing is loaded before first use");
    await field.fill("instagram");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${address}/search/?q=instagram`);
    await hits(page).first().waitFor();
    await page.focus(".find input");
    await page.keyboard.press("ArrowDown");
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("href") ?? document.activeElement.name);
    const first = await hits(page).first().getAttribute("href");
    assert.equal(await focused(), first);
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await focused(), first);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), "q");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "q");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${address}/questions/tiktok-or-instagram/`);
    await page.goBack();
    await hits(page).first().waitFor();
    assert.equal(await page.inputValue(".find input"), "instagram");
  });
});

test("facets narrow, count, and stand in the address", async () => {
  await on("shipped", "?q=event", async (page) => {
    const number = async () => Number(/\d+/.exec(await status(page).textContent())[0]);
    await status(page).filter({ hasText: /\d/ }).waitFor();
    const before = await number();
    await page.locator(".choices summary").first().click();
    const box = page.locator(".choices input[name=kind][value=question]");
    const said = Number(await box.locator("xpath=../span[@class='number']").textContent());
    assert.ok(said > 0 && said < before, `${said} of ${before}`);
    await box.focus();
    await page.keyboard.press("Space");
    await page.waitForFunction((wanted) => document.querySelector(".search [role=status]").textContent.includes(wanted), String(said));
    assert.equal(await number(), said);
    assert.equal(await page.evaluate(() => document.activeElement.value), "question", "the focus stays");
    assert.equal(new URL(page.url()).search, "?q=event&kind=question");
    await page.locator(".choices input[name=kind][value=follow-up]").check();
    await page.waitForFunction((wanted) => !document.querySelector(".search [role=status]").textContent.startsWith(`${wanted} `), said);
    assert.ok((await number()) > said, "either of two values");
    const shared = page.url();
    const found = await hits(page).allTextContents();
    await page.goto("about:blank");
    await page.goto(shared);
    await hits(page).first().waitFor();
    assert.deepEqual(await hits(page).allTextContents(), found);
  });
});

test("a question stands with its follow-ups, and what was found is marked", async () => {
  await on("shipped", "", async (page) => {
    await ask(page, "event");
    const family = page.locator(".hits > li", { has: page.locator(".tree") }).first();
    assert.ok(await family.locator(".tree a").count());
    const marks = await page.locator(".hits mark").allTextContents();
    assert.ok(marks.length > 3 && marks.every((mark) => /^event/i.test(mark)), String(marks));
    await page.locator(".hits .extract mark").first().waitFor();
  });
});

test("nothing found leads to the nearest topic", async () => {
  await on("shipped", "", async (page) => {
    await ask(page, "zzgrowthzz qqq");
    assert.equal(await hits(page).count(), 0);
    await page.locator(".hits a[href$='/topics/user-growth/']").waitFor();
  });
});

test("a phrase is found wherever it stands, and a single part leads to its whole", async () => {
  await on("shipped", "", async (page) => {
    await ask(page, '"for a nervous reader"');
    assert.deepEqual(await paths(page, servers.shipped.address), ["guide/contribute/#be-fair-and-careful"]);
    assert.match(await page.locator(".hits .meta").first().textContent(), /How to contribute/);
    await ask(page, '"for a nerv');
    assert.ok(await hits(page).count(), "words, until the phrase is whole");
    await ask(page, '"reader a nervous for"');
    assert.equal(await hits(page).count(), 0);
  });
});

test("phrases of texts find the texts that hold them, and no others", async () => {
  for (const book of Object.keys(folders)) {
    await on(book, "", async (page) => {
      const { address } = servers[book];
      const index = await (await fetch(`${address}/search/index.json`)).json();
      const all = async (folder, size) => {
        const files = Array.from({ length: Math.ceil(index.kinds.length / size) }, (_, at) => fetch(`${address}/search/${folder}/${at}.json`));
        return (await Promise.all((await Promise.all(files)).map((file) => file.json()))).flat();
      };
      const titles = await all("titles", index.sizes[0]);
      const texts = await all("texts", index.sizes[1]);
      // an apostrophe is nothing, what else stands between letters is one blank: this needs nothing of how the page cuts words
      const bare = (text) => ` ${text.toLowerCase().replace(/['’]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
      const places = titles.map(([title], at) => [bare(title), bare(texts[at])]);
      // words and signs that are cut in more than one way are left out
      const parts = texts.flatMap((text) => text.toLowerCase().match(/(?<=^| )[a-z]{2,}(?: [a-z]{2,})+(?=$| )/g) ?? []);
      for (let at = 0; at < 24; at += 1) {
        const words = parts[Math.floor((at * parts.length) / 24)].split(" ").slice(0, [2, 3, 4, 5, 9, 12][at % 6]);
        const phrase = words.join(" ");
        await ask(page, `"${phrase}"`);
        const more = page.locator(".hits > li > button");
        while (await more.count()) {
          const before = await hits(page).count();
          await more.click();
          await page.waitForFunction((before) => document.querySelectorAll(".hits a.words").length > before, before);
        }
        const holds = places.flatMap((both, record) => (both.some((text) => text.includes(` ${phrase} `)) ? [titles[record][1]] : []));
        const shown = await page.locator(".search [role=status]").textContent();
        assert.equal(Number(/\d+/.exec(shown)?.[0] ?? 0), holds.length, `${phrase}: ${shown}`);
        const found = await paths(page, address);
        assert.ok(found.length && found.every((path) => holds.includes(path)), `${phrase}: ${found} of ${holds}`);
      }
    });
  }
});

test("of a phrase that is everywhere no more is read than tells", async () => {
  const book = await mkdtemp(join(tmpdir(), "everywhere-"));
  const questions = 100;
  await mkdir(join(book, "content/questions"), { recursive: true });
  await writeFile(join(book, "book.toml"), '[book]\ntitle = "T"\ndescription = "D"\nbase-url = "https://example.org/"\n');
  for (let at = 0; at < questions; at += 1) {
    const text = `${"ask and listen for ".repeat(400)}${{ 70: "rain", 99: "a pelican" }[at] ?? "it"}.`;
    await writeFile(join(book, `content/questions/q${at}.md`), `# Case ${at}\n\n${text}\n`);
  }
  // follow-ups come first in the book and last in the list: what more brings belongs between
  const followUps = 20;
  await mkdir(join(book, "content/interviews"));
  for (let at = 0; at < followUps; at += 1) {
    const asked = `### Q: Why ${at}?\n\nSo.\n\n#### F: And then ${at}?\n\n${"ask and listen for ".repeat(400)}it.\n`;
    await writeFile(join(book, `content/interviews/i${at}.md`), `---\ncompany: Acme\nrole: Cook\n---\n# At Acme ${at}\n\n## Round: Case ${at} {kind=case}\n\n${asked}`);
  }
  for (let at = 0; at < 60; at += 1) {
    const text = (at < 30 ? "sun moon tree " : "moon star leaf ").repeat(400);
    await writeFile(join(book, `content/questions/z${at + 10}.md`), `# Sky ${at}\n\n${text}${at === 59 ? "and a sun moon star" : ""}.\n`);
  }
  servers.everywhere = await serve(book);
  try {
    await on("everywhere", "", async (page) => {
      const asked = [];
      page.on("request", (request) => asked.push(...(/pairs\/\d+/.exec(request.url()) ?? [])));
      await ask(page, '"and listen for rain"');
      assert.deepEqual(await paths(page, servers.everywhere.address), ["questions/q70/"]);
      assert.ok(asked.length <= 4, `two pairs, and a piece or two of the one that is everywhere: ${asked}`);
      await ask(page, '"listen for ask"');
      assert.match(await status(page).textContent(), /\d\+/, "not all is read before anybody wants it");
      const more = page.locator(".hits > li > button");
      while (await more.count()) {
        const before = await hits(page).count();
        await more.click();
        await page.waitForFunction(
          (before) => document.querySelectorAll(".hits a.words").length > before || !document.querySelector(".hits > li > button"),
          before,
        );
      }
      assert.equal(new Set(await paths(page, servers.everywhere.address)).size, questions + followUps);
      assert.match(await status(page).textContent(), /\b120\b(?!\+)/);
      await ask(page, '"for listen"');
      assert.equal(await hits(page).count(), 0);
      await ask(page, '"listen for ask" pelican');
      assert.deepEqual(await paths(page, servers.everywhere.address), ["questions/q99/"], "other words say where to look");
      await ask(page, '"sun moon star"');
      assert.deepEqual(await paths(page, servers.everywhere.address), ["questions/z69/"], "both are in many, together in the last");
    });
  } finally {
    await rm(book, { recursive: true });
  }
});

test("a phrase is the same through accents, case, marks and scripts without blanks", async () => {
  await on("search", "", async (page) => {
    const one = async (query) => {
      await ask(page, query);
      return paths(page, servers.search.address);
    };
    const found = await one('"衡量用户"');
    assert.deepEqual(found, ["questions/growth/"]);
    for (const part of ['"量用户"', '"量用"']) assert.deepEqual(await one(part), found, part);
    assert.deepEqual(await one('"用量户"'), []);
    const whole = await one('"thundering herd"');
    assert.ok(whole.length);
    assert.deepEqual(await one('“Thundering, HERD!”'), whole);
    assert.deepEqual(await one('"thunders herd"'), [], "no other ending");
    assert.deepEqual(await one('"hundering herd"'), [], "no part of a word");
  });
});

test("Back leads to the same hits at the same place", async () => {
  await on("shipped", "?q=the", async (page) => {
    await page.getByRole("button", { name: "Show more" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".hits > li").length > 15);
    const all = await page.locator(".hits > li > a").allTextContents();
    const link = page.locator(".hits > li > a").nth(14);
    const center = () => link.evaluate((one) => one.scrollIntoView({ block: "center" }));
    await center();
    await page.locator(".hits > li:nth-child(15) > .extract").waitFor();
    await page.waitForTimeout(600);
    await center();
    const top = () => link.evaluate((one) => one.getBoundingClientRect().top);
    const before = await top();
    assert.ok(before > 0 && before < 800, `${before}`);
    await link.click();
    await page.waitForURL((url) => !url.pathname.startsWith("/search/"));
    await page.goBack();
    await page.waitForFunction((count) => document.querySelectorAll(".hits > li > a").length === count, all.length);
    assert.deepEqual(await page.locator(".hits > li > a").allTextContents(), all);
    await page.waitForFunction(() => scrollY > 0);
    await page.waitForTimeout(600);
    assert.ok(Math.abs((await top()) - before) < 60, `${before} before, ${await top()} now`);
  }, { viewport: { width: 390, height: 800 } });
});

test("queries without end take no longer than others", async () => {
  await on("search", "", async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const busy = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return 1000 * metrics.find(({ name }) => name === "TaskDuration").value;
    };
    await ask(page, "cache");
    const endless = ["constructor café 增长 __proto__ ", "growth", "增长", '"a b" ', "([{\\*+?.^$|/", "\u0301a", "<b>", "'"];
    for (const part of endless) {
      const query = part.repeat(10_000 / part.length + 1);
      const begun = await busy();
      await ask(page, query);
      const took = (await busy()) - begun;
      assert.ok(took < 100, `${part}: ${took} ms of the page's thread`);
    }
    await ask(page, `constructor ${"inheritance ".repeat(1_000)}`);
    assert.equal((await paths(page, servers.search.address))[0], "questions/proto/");
  });
});

test("names of prototypes are names like others", async () => {
  await on("search", "?q=loops&__proto__=a&constructor=b&toString=c", async (page) => {
    await hits(page).first().waitFor();
    assert.deepEqual(await paths(page, servers.search.address), ["questions/constructor/"]);
    for (const word of ["toString", "hasOwnProperty", "valueOf", "__defineGetter__"]) {
      await ask(page, word);
      assert.equal(await hits(page).count(), 0, word);
    }
    await page.goto(`${servers.search.address}/search/?q=loops&kind=__proto__,constructor`);
    await status(page).filter({ hasText: "没有找到" }).waitFor();
  });
});

test("hostile titles, texts and queries are text, and the policy holds", async () => {
  await on("search", "?q=onerror", async (page) => {
    await page.evaluate(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
    });
    await hits(page).first().waitFor();
    assert.match(await hits(page).first().textContent(), /<img src=x onerror="window\.ran=1">/);
    await ask(page, "bold stays");
    const extract = page.locator(".hits .extract").first();
    await extract.waitFor();
    assert.match(await extract.textContent(), /<script>window\.ran=1<\/script>/);
    for (const query of ['<img src=x onerror="window.ran=1">', "javascript:window.ran=1", '"><script>window.ran=1</script>', "zz<b>zz"]) {
      await page.goto(`${servers.search.address}/search/?q=${encodeURIComponent(query)}`);
      await status(page).filter({ hasText: /./ }).waitFor();
      assert.equal(await page.inputValue(".find input"), query);
    }
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.equal(await page.locator(".search img, .search script, .search b").count(), 0);
    assert.deepEqual(await page.evaluate(() => window.violations ?? []), []);
    const policy = await page.locator("meta[http-equiv]").first().getAttribute("content");
    assert.match(policy, /require-trusted-types-for 'script'; trusted-types 'none'/);
  });
});

test("results are accessible, light and dark, on a phone too", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1280]) {
      await on("shipped", "?q=event&kind=question", async (page) => {
        await page.locator(".hits .extract").first().waitFor();
        await page.evaluate(axe);
        const found = await page.evaluate(async () => (await axe.run()).violations.map(({ id, nodes }) => [id, nodes[0].html]));
        assert.deepEqual(found, []);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${over} px over`);
      }, { colorScheme, viewport: { width, height: 800 } });
    }
  }
});

test("without scripts the page says so and leads on", async () => {
  await on("shipped", "?q=event", async (page) => {
    const links = await page.locator("main .no-script a").evaluateAll((all) => all.map((one) => one.pathname));
    assert.deepEqual(links, ["/questions/", "/topics/"]);
    assert.ok(await page.locator("main .no-script").isVisible());
  }, { javaScriptEnabled: false });
});
