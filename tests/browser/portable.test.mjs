// A portable site, opened from its folder: every page is styled, every link leads to a file, and the
// browser has nothing to complain about.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const program = process.env.PREPBOOK ?? "target/debug/prepbook";
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const run = promisify(execFile);

test("a portable site needs no server", async () => {
  const folder = await mkdtemp(join(tmpdir(), "prepbook portable "));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    await run(program, ["build", "--portable", "--output", folder]);
    const page = await browser.newPage();
    const complaints = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText;
      // an icon that is not there yet when the next page is asked for
      if (why !== "net::ERR_ABORTED") complaints.push(`${why}: ${request.url()}`);
    });
    const files = await readdir(folder, { recursive: true });
    const pages = files.filter((path) => path.endsWith(".html"));
    assert.ok(pages.length > 60, `${pages.length} pages`);
    let links = 0;
    for (const path of pages) {
      await page.goto(pathToFileURL(join(folder, path)).href);
      const found = await page.evaluate(() => ({
        address: location.href,
        styled: getComputedStyle(document.documentElement).getPropertyValue("--accent") !== "",
        links: [...document.querySelectorAll("a[href], link[href], script[src], img[src]")].map((one) => one.href || one.src),
      }));
      assert.ok(found.styled, path);
      for (const link of found.links.filter((link) => !/^(https?|mailto):/.test(link))) {
        const url = new URL(link);
        url.hash = url.search = "";
        assert.ok(existsSync(fileURLToPath(url)) && !url.pathname.endsWith("/"), `${path}: ${link}`);
        links += 1;
      }
    }
    assert.ok(links > 1000, `${links} links`);
    assert.deepEqual(complaints, []);
    // and the way that a reader goes
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
    await page.click("main a[href*='questions/']");
    assert.match(page.url(), /questions\/.*index\.html$/);
    await page.waitForSelector("main h1");
    // the search reads its index from a script
    await page.goto(`${pathToFileURL(join(folder, "search/index.html")).href}?q=instagram`);
    await page.click(".hits a.words");
    await page.waitForURL(/questions\/tiktok-or-instagram\/index\.html$/);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
});
