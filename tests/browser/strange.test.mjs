// What authors write and a page must bear: long words, wide tables, code and formulas in a text from right
// to left, a reader without a clipboard, a screen whose pixels are not whole.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { launch, serve } from "./book.mjs";

const LONG = "AbstractAutowireCapableBeanFactoryResolveDependencyWithQualifierAndFallback";
const ADDRESS = `https://docs.example.org/framework/reference/${LONG}/${LONG}.html`;
const CELL = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const FILES = {
  "book.toml": '[book]\ntitle = "A book"\n',
  "content/index.md": `# Cover\n\nSee [[long]], [[arabic]] and [[table]].\n`,
  "content/questions/long.md":
    `---\ntopics: [${LONG.toLowerCase()}]\n---\n# What does \`${LONG}.get()\` do?\n\nSee <${ADDRESS}> and [[arabic]].\n\n` +
    `## Hints\n\nA hint with \`${LONG}\`.\n\n## Follow-ups\n\n### F: Why not \`${LONG}.set()\`?\n\nAs it is $\\mathrm{${LONG}}$.\n`,
  "content/questions/arabic.md":
    "---\nlang: ar\n---\n# ما هي `std::vector<int>`؟\n\nاكتب `let a = [1, 2];` ثم [[long]].\n\n```js\nlet x = 1;\n```\n\n$a < b$\n\n<kbd>Ctrl+C</kbd>\n",
  "content/guide/table.md":
    `# A table\n\n[[long]]\n\n| a | b | c | d | e | last |\n|---|---|---|---|---|---|\n| ${Array(6).fill(CELL).join(" | ")} |\n\n` +
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n```sh\nls\n```\n\n<table><tr><td>" + `${CELL} `.repeat(6) + `</td><td>${LONG}</td></tr></table>\n`,
};
const PAGES = ["/", "/questions/", "/questions/long/", "/questions/arabic/", "/guide/table/", "/topics/", "/search/?q=bean", "/print/"];
const PHONE = { viewport: { width: 360, height: 640 } };

let root, server, browser;

before(async () => {
  root = await mkdtemp(join(tmpdir(), "prepbook-"));
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  server = await serve(root);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.stop();
  if (root) await rm(root, { recursive: true });
});

/** Opens a page with all its answers and gives it to `look`. */
async function on(options, path, look) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  if (options.init) await page.addInitScript(options.init);
  await page.goto(server.address + path);
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  if (path.startsWith("/search/")) await page.locator(".hits > li").first().waitFor();
  await look(page);
  await context.close();
  assert.deepEqual(faults, [], path);
}

test("long words, addresses and wide tables stay on a phone, and nothing of them is cut off", async () => {
  for (const path of PAGES) {
    await on(PHONE, path, async (page) => {
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, path);
      const cut = await page.evaluate(() => {
        const scrolls = (element) => element.closest(".table-scroll, table, pre, math");
        const range = document.createRange();
        return [...document.querySelectorAll("main :is(a, p, li, h1, h2, h3, dd)")].filter((element) => {
          range.selectNodeContents(element);
          return !scrolls(element) && !element.querySelector("table, pre, math") && range.getBoundingClientRect().right > 361;
        }).map((element) => element.outerHTML.slice(0, 120));
      });
      assert.deepEqual(cut, [], path);
    });
  }
});

test("code, keys and formulas run from left to right in a text from right to left", async () => {
  await on({}, "/questions/arabic/", async (page) => {
    const directions = await page.locator("main :is(code, pre, kbd, math)").evaluateAll((all) => all.map((element) => getComputedStyle(element).direction));
    assert.ok(directions.length >= 5, `${directions.length}`);
    assert.deepEqual(directions.filter((direction) => direction !== "ltr"), []);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("main p")).direction), "rtl");
  });
});

test("no field makes a phone zoom in", async () => {
  for (const path of ["/questions/", "/search/?q=bean", "/settings/"]) {
    await on(PHONE, path, async (page) => {
      const sizes = await page.locator("input, select, textarea").evaluateAll((all) => all.map((field) => parseFloat(getComputedStyle(field).fontSize)));
      assert.ok(sizes.length && sizes.every((size) => size >= 16), `${path}: ${sizes}`);
    });
  }
});

test("code is copied, or selected where a browser refuses, and has no button without a clipboard", async () => {
  const clipboard = (value) => `Object.defineProperty(navigator, "clipboard", { value: ${value}, configurable: true })`;
  const taken = clipboard("{ writeText: async (text) => { globalThis.copied = text; } }");
  await on({ init: taken }, "/guide/table/", async (page) => {
    await page.getByRole("button", { name: "Copy" }).click();
    assert.equal(await page.evaluate(() => globalThis.copied), "ls");
    await page.getByRole("button", { name: "Copied" }).waitFor();
  });
  const refused = clipboard('{ writeText: () => Promise.reject(new DOMException("no", "NotAllowedError")) }');
  await on({ init: refused }, "/guide/table/", async (page) => {
    await page.getByRole("button", { name: "Copy" }).click();
    assert.equal((await page.evaluate(() => String(getSelection()))).trim(), "ls");
    assert.equal(await page.getByRole("button", { name: "Copied" }).count(), 0);
  });
  await on({ init: clipboard("undefined") }, "/guide/table/", async (page) => {
    assert.equal(await page.locator("button.copy").count(), 0);
    assert.equal(await page.locator("main pre").first().isVisible(), true);
  });
});

test("a table that fits has no line at its sides, whatever the size of a pixel", async () => {
  for (const deviceScaleFactor of [1.25, 1.5, 2, 2.625]) {
    await on({ viewport: { width: 800, height: 800 }, deviceScaleFactor }, "/guide/table/", async (page) => {
      const table = page.locator(".table-scroll").nth(1);
      const bare = async (style) => {
        await table.evaluate((element, style) => (element.style.cssText = style), style);
        return (await table.screenshot()).toString("base64");
      };
      assert.equal(await bare(""), await bare("background-image: none"), `at ${deviceScaleFactor}`);
    });
  }
});

test("paper has every cell of a wide table", async () => {
  await on({ viewport: { width: 660, height: 900 } }, "/guide/table/", async (page) => {
    await page.emulateMedia({ media: "print" });
    const right = await page.locator("main :is(td, th)").evaluateAll((all) => Math.max(...all.map((cell) => cell.getBoundingClientRect().right)));
    assert.ok(right <= 661, `a cell ends at ${right} px of 660`);
  });
});
