// Every page type of the shipped handbook in a real browser: on a phone and a laptop, light and dark,
// with scripts and without. To look at another page type, add its address to `PAGES`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, serve, watched } from "./book.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const INTERVIEW = "/interviews/tiktok-content-operations/";
const QUESTION = "/questions/growth-plateau/";
const PAGES = [
  "/",
  "/questions/",
  QUESTION,
  "/interviews/",
  INTERVIEW,
  `${INTERVIEW}cases/`,
  "/frameworks/",
  "/frameworks/growth-equation/",
  "/topics/",
  "/topics/user-growth/",
  "/companies/",
  "/companies/tiktok/",
  "/roles/",
  "/roles/content-operations/",
  "/rounds/",
  "/rounds/case/",
  "/difficulties/hard/",
  "/formats/case/",
  "/years/2026/",
  "/takeaways/",
  "/faq/",
  "/guide/how-to-use/",
  "/search/",
  "/settings/",
  "/print/",
  `${INTERVIEW}print/`,
  "/topics/user-growth/print/",
  "/no/such/page/here/",
];

let server, browser;

before(async () => {
  server = await serve(".");
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.stop();
});

/** Opens a page and gives it to `look`, with the faults it shows; the page's own 404 is none. */
async function on(options, path, look) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const { page, faults } = await watched(context, server.address);
  await page.goto(server.address + path);
  const result = await look(page, faults);
  await context.close();
  const known = (fault) => path.startsWith("/no/") && /404/.test(fault);
  assert.deepEqual(faults.filter((fault) => !known(fault)), [], path);
  return result;
}

const VIEWS = [
  { viewport: { width: 390, height: 844 }, colorScheme: "light" },
  { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
  { viewport: { width: 1280, height: 800 }, colorScheme: "light" },
  { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
];

for (const view of VIEWS) {
  const name = `${view.viewport.width} px, ${view.colorScheme}`;
  test(`pages are accessible, strict and in their bounds: ${name}`, async () => {
    for (const path of PAGES) {
      await on(view, path, async (page) => {
        await page.evaluate(axe);
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
        const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
        const violations = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
        assert.deepEqual(violations, [], path);
        const ids = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((one) => one.id));
        assert.equal(new Set(ids).size, ids.length, `${path}: an id stands twice`);
      });
    }
  });
}

test("nothing runs over the edge of a narrow phone, with wide spacing neither", async () => {
  const spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }";
  for (const path of PAGES) {
    await on({ viewport: { width: 320, height: 640 }, bypassCSP: true }, path, async (page) => {
      const over = () => document.documentElement.scrollWidth - innerWidth;
      assert.ok((await page.evaluate(over)) <= 0, `${path} at 320 px`);
      await page.addStyleTag({ content: spacing });
      assert.ok((await page.evaluate(over)) <= 0, `${path} at 320 px with wide spacing`);
    });
  }
});

test("pages are whole without scripts", async () => {
  const said = (page) => page.locator("main").evaluate((main) => main.textContent.replace(/\s+/g, ""));
  for (const path of PAGES.filter((path) => path !== "/settings/")) {
    const plain = await on({ javaScriptEnabled: false }, path, said);
    const full = await on({}, path, said);
    assert.ok(plain.length >= 0.98 * full.length, `${path}: ${plain.length} of ${full.length}`);
  }
});

test("what has the focus is seen, in order, and never a trap", async () => {
  for (const path of PAGES) {
    await on({ viewport: { width: 390, height: 844 } }, path, async (page) => {
      const seen = new Set();
      for (let step = 0; step < 25; step++) {
        await page.keyboard.press("Tab");
        const focus = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === document.body) return null;
          const box = element.getBoundingClientRect();
          const at = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + box.height / 2);
          const style = getComputedStyle(element);
          return {
            name: `${element.tagName} ${element.textContent.trim().slice(0, 40)}`,
            key: [...document.querySelectorAll("*")].indexOf(element),
            outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
            covered: Boolean(at) && !element.contains(at) && !at.contains(element) && !at.closest("label")?.contains(element),
          };
        });
        if (!focus) break;
        assert.ok(focus.outlined, `${path}: ${focus.name} has no outline`);
        assert.ok(!focus.covered, `${path}: ${focus.name} is covered`);
        seen.add(focus.key);
      }
      assert.ok(seen.size >= 5, `${path}: only ${seen.size} stops`);
    });
  }
});

test("a question is found by topic and difficulty, with scripts and without", async () => {
  for (const javaScriptEnabled of [true, false]) {
    await on({ javaScriptEnabled, viewport: { width: 390, height: 844 } }, "/questions/", async (page) => {
      const rows = page.locator(".rows > li:visible");
      const all = await rows.count();
      await page.locator(".filters summary").click();
      await page.getByLabel("Hard").check();
      await page.getByLabel("User growth").check();
      const title = page.getByRole("link", { name: /stopped growing/ });
      await title.waitFor();
      assert.ok((await rows.count()) < all);
      if (javaScriptEnabled) {
        assert.match(page.url(), /d=hard/);
        assert.match(page.url(), /t=user-growth/);
        await page.getByText(/questions? fit/).waitFor();
        const shared = await page.context().newPage();
        await shared.goto(page.url());
        await shared.getByText(/questions? fit/).waitFor();
        assert.equal(await shared.locator(".rows > li:visible").count(), await rows.count());
        await page.locator(".rows .words").first().click();
        await page.waitForURL(/\/questions\/[^/]+\/$/);
        await page.goBack();
        await page.getByText(/questions? fit/).waitFor();
        assert.equal(await page.locator(".filters summary").textContent(), "Filters (2)");
        await page.locator(".filters summary").click();
        assert.ok(await page.getByLabel("Hard").isChecked());
      }
      await page.getByRole("button", { name: "Clear" }).click();
      await page.waitForFunction((all) => [...document.querySelectorAll(".rows > li")].filter((row) => row.checkVisibility()).length === all, all);
    });
  }
});

test("where the bank's data cannot be had, the page shown is filtered", async () => {
  const page = await browser.newPage();
  await page.route("**/bank.json", (route) => route.abort());
  await page.goto(`${server.address}/questions/?d=hard`);
  const rows = page.locator(".rows > li");
  await page.waitForFunction(() => document.querySelector(".rows > li[hidden]"));
  const levels = await rows.evaluateAll((all) => all.filter((row) => row.checkVisibility()).map((row) => row.dataset.d));
  assert.ok(levels.length > 0 && levels.every((level) => level === "hard"), `${levels}`);
  await page.close();
});

test("a question is answered by keyboard alone, and the list leads on", async () => {
  await on({}, "/topics/user-growth/", async (page) => {
    await page.locator("a.words").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/questions\//);
    await page.locator("details.reveal summary").first().focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.locator("details.reveal").first().evaluate((one) => one.open));
    assert.match(await page.locator(".neighbors").textContent(), /Back to User growth/);
    await page.keyboard.press("j");
    await page.waitForURL((url) => url.pathname.startsWith("/questions/"));
    await page.keyboard.press("o");
    assert.ok(await page.locator("details.reveal").last().evaluate((one) => one.open));
  });
});

test("behind the last question of a round comes the next round, from the list of a round too", async () => {
  await on({}, INTERVIEW, async (page) => {
    const rounds = page.locator(".timeline > li");
    const next = await rounds.nth(1).locator("a.words").first().getAttribute("href");
    await rounds.first().locator("h3 a").click();
    await page.locator("main .tree a.words").last().click();
    await page.waitForURL(/\/questions\//);
    assert.match(await page.locator(".neighbors").textContent(), /Back to/);
    assert.equal(await page.locator(".neighbors [rel=next]").getAttribute("href"), next);
  });
});

test("on a phone, with nothing but keys, a question is found, tried, answered and followed up", async () => {
  await on({ viewport: { width: 390, height: 844 } }, "/questions/", async (page) => {
    const tabTo = async (selector) => {
      for (let step = 0; step < 80; step++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
      }
      assert.fail(`no ${selector} within 80 steps`);
    };
    const open = () => page.evaluate(() => document.activeElement.parentElement.open);
    await tabTo(".filters summary");
    await page.keyboard.press("Enter");
    for (const value of ["hard", "user-growth"]) {
      await tabTo(`.filters input[value="${value}"]`);
      await page.keyboard.press("Space");
    }
    await page.getByText(/questions? fit/).waitFor();
    await tabTo(".rows a.words");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => /^\/questions\/[^/]+\/$/.test(url.pathname));
    await tabTo(".timer");
    await page.keyboard.press("Enter");
    for (const [box, key] of [["section > details.reveal", "Space"], [".tree details.reveal", "Enter"]]) {
      await tabTo(`${box} > summary`);
      assert.ok(!(await open()), box);
      await page.keyboard.press(key);
      assert.ok(await open(), box);
    }
    await page.keyboard.press("?");
    await page.waitForURL("**/settings/#keys");
    assert.ok(await page.getByText("The next question").isVisible());
  });
});

test("a try of one's own is timed", async () => {
  await on({}, QUESTION, async (page) => {
    await page.clock.install();
    const button = page.locator(".timer");
    const label = await button.textContent();
    await button.click();
    await page.clock.fastForward("00:30");
    assert.match(await button.textContent(), /\d:\d\d/);
    await page.clock.fastForward("10:00");
    assert.equal(await button.textContent(), label);
    assert.match(await page.locator(".try [role=status]").textContent(), /Time is up/);
  });
});

test("a look that was chosen is there at the first paint", async () => {
  await on({ colorScheme: "light" }, "/settings/", async (page) => {
    await page.getByLabel("Dark").check();
    const background = () => getComputedStyle(document.documentElement).backgroundColor;
    const dark = await page.evaluate(background);
    await page.addInitScript(() => {
      requestAnimationFrame(() => (globalThis.first = getComputedStyle(document.documentElement).backgroundColor));
    });
    await page.goto(server.address + QUESTION);
    assert.equal(await page.evaluate(() => globalThis.first), dark);
    assert.equal(await page.evaluate(background), dark);
    await page.goto(`${server.address}/settings/`);
    assert.ok(await page.getByLabel("Dark").isChecked());
    await page.getByRole("button").click();
    assert.notEqual(await page.evaluate(background), dark);
  });
});

test("a sheet leads from the screen to paper", async () => {
  await on({}, INTERVIEW, async (page) => {
    await page.getByRole("link", { name: "Print" }).first().click();
    await page.waitForURL(`**${INTERVIEW}print/`);
    await page.evaluate(() => (globalThis.print = () => (globalThis.printed = true)));
    await page.getByRole("button", { name: "Print this sheet" }).click();
    assert.ok(await page.evaluate(() => globalThis.printed));
    await page.emulateMedia({ media: "print" });
    for (const frame of ["header.top", ".crumbs", "footer", "button.print"]) {
      assert.ok(await page.locator(frame).isHidden(), frame);
    }
    const behind = (selector) => page.locator(selector).first().evaluate((link) => getComputedStyle(link, "::after").content);
    assert.equal(await behind('.text a[href="/frameworks/content-loop/"]'), '" (/frameworks/content-loop/)"');
    assert.equal(await behind(".contents a"), "none");
    const sheet = (await page.pdf({ format: "A4" })).toString("latin1");
    const pages = sheet.match(/\/Type\s*\/Page\b/g).length;
    assert.ok(pages > 5 && pages < 25, `${pages} pages`);
  });
});

test("paper has every answer", async () => {
  await on({}, QUESTION, async (page) => {
    await page.emulateMedia({ media: "print" });
    const hidden = await page.evaluate(() =>
      [...document.querySelectorAll("details.reveal .text")].filter((text) => !text.getBoundingClientRect().height).length);
    assert.equal(hidden, 0);
    assert.ok(await page.locator("header.top").isHidden());
  });
});
