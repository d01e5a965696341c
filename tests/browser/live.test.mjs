// An open page in a real browser, while its book is edited under the development server.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const program = resolve(process.env.PREPBOOK ?? "target/debug/prepbook");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

const paragraphs = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} of the answer.`);
const question = `---\ntopics: [motives]\n---\n# Why us?\n\n${paragraphs.join("\n\n")}\n\n## Hints\n\nA hint.\n`;

let root, server, address, browser, context, page, violations;

const write = async (path, text) => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
};
const edit = async (path, from, to) => {
  const text = await readFile(join(root, path), "utf8");
  assert.ok(text.includes(from), `${from} is not in ${path}`);
  await writeFile(join(root, path), text.replace(from, to));
};
const file = "content/questions/why-us.md";

before(async () => {
  root = await mkdtemp(join(tmpdir(), "prepbook-"));
  await write("book.toml", '[book]\ntitle = "A book"\n');
  await write("content/index.md", "# Cover\n\nWelcome. See [[why-us]].\n");
  await write(file, question);
  const editor = "editor://open/{path}:{line}:{column}";
  server = spawn(program, ["serve", "--port", "0", "--editor", editor], { cwd: root });
  address = await new Promise((found, failed) => {
    let printed = "";
    const look = (part) => {
      printed += part;
      const at = /serving (http:\S+)/.exec(printed);
      if (at) found(at[1]);
    };
    server.stdout.on("data", look);
    server.stderr.on("data", look);
    server.on("exit", () => failed(new Error(printed)));
  });
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  context = await browser.newContext({ viewport: { width: 900, height: 600 } });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  violations = [];
  page.on("console", (message) => {
    if (message.type() === "error") violations.push(message.text());
  });
  page.on("pageerror", (error) => violations.push(String(error)));
});

after(async () => {
  await browser?.close();
  server?.kill("SIGKILL");
  await rm(root, { recursive: true, force: true });
});

const open = async () => {
  await page.goto(`${address}questions/why-us/`);
  // the page has heard that it is current
  await page.locator("html[data-current]").waitFor();
};

test("an edit shows without a reload by hand, at the same place", async () => {
  await open();
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    scrollTo(0, 700);
    document.querySelector("footer a").focus({ preventScroll: true });
  });
  const state = () =>
    page.evaluate(() => ({
      scroll: scrollY,
      open: [...document.querySelectorAll("details")].map((details) => details.open),
      focus: document.activeElement.textContent,
    }));
  const before = await state();
  assert.equal(before.scroll, 700);
  assert.ok(before.open.length > 0 && before.open.every((open) => open));
  await edit(file, "Paragraph 30 of", "Paragraph XXX of");
  await page.getByText("Paragraph XXX of").waitFor();
  await page.waitForFunction(() => scrollY === 700);
  assert.deepEqual(await state(), before);
});

test("a page whose bytes did not change stays as it is", async () => {
  await open();
  await page.evaluate(() => (window.untouched = true));
  await edit("content/index.md", "Welcome.", "Come in.");
  await new Promise((done) => setTimeout(done, 800));
  assert.equal(await page.evaluate(() => window.untouched), true);
});

test("a style sheet changes in the open page", async () => {
  await open();
  await page.evaluate(() => (window.untouched = true));
  await write("themes/default/site.css", "h1 { color: rgb(1, 2, 3) }\n");
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector("h1")).color === "rgb(1, 2, 3)",
  );
  assert.equal(await page.evaluate(() => window.untouched), true);
  await rm(join(root, "themes"), { recursive: true });
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector("h1")).color !== "rgb(1, 2, 3)",
  );
});

test("a mistake shows over the page with its place, and goes by itself", async () => {
  await open();
  await edit(file, "topics: [motives]", "topics: [motives");
  const report = page.locator("#prepbook-report");
  await report.waitFor();
  const text = await report.textContent();
  assert.match(text, /error\[invalid-front-matter\]/);
  assert.match(text, /content\/questions\/why-us\.md:\d+:\d+/);
  const link = report.locator("a").first();
  const place = await link.textContent();
  assert.equal(await link.getAttribute("href"), `editor://open/${root.slice(1)}/${place}`);
  assert.ok(await page.getByRole("heading", { name: "Why us?" }).isVisible(), "the last good page");
  await edit(file, "topics: [motives", "topics: [motives]");
  await report.waitFor({ state: "detached" });
});

test("a report is text, whatever stands in it", async () => {
  await open();
  await edit(file, "A hint.", 'A hint <img src=x onerror="window.hit=1"> [[no-such-<b>id</b>]].');
  const report = page.locator("#prepbook-report");
  await report.waitFor();
  assert.match(await report.textContent(), /<b>id<\/b>/);
  assert.equal(await report.locator("b, img").count(), 0);
  assert.equal(await page.evaluate(() => window.hit), undefined);
  await edit(file, 'A hint <img src=x onerror="window.hit=1"> [[no-such-<b>id</b>]].', "A hint.");
  await report.waitFor({ state: "detached" });
});

test("nothing of all that broke the page's policy", () => {
  assert.deepEqual(violations, []);
});
