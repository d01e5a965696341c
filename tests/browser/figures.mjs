// What a page costs its reader: `node tests/browser/figures.mjs` prints a line for each page type of the
// shipped handbook, against the bars of the design. Bytes are gzipped, as hosts send them.

import { gzipSync } from "node:zlib";
import { launch, serve } from "./book.mjs";

const PAGES = {
  home: "/",
  bank: "/questions/",
  filtered: "/questions/?d=hard&k=case",
  question: "/questions/growth-plateau/",
  interview: "/interviews/tiktok-content-operations/",
  topic: "/topics/user-growth/",
  framework: "/frameworks/growth-equation/",
  print: "/interviews/tiktok-content-operations/print/",
  settings: "/settings/",
};
const BARS = { requests: 6, bytes: 25_000, scripts: 2_048, styles: 8_192, elements: 1_500, shift: 0.01 };

const server = await serve(process.argv[2] ?? ".");
const browser = await launch();
let beyond = 0;
for (const [name, path] of Object.entries(PAGES)) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const figures = { requests: 0, bytes: 0, scripts: 0, styles: 0 };
  page.on("response", async (response) => {
    const size = gzipSync(await response.body(), { level: 9 }).length;
    const kind = { script: "scripts", stylesheet: "styles" }[response.request().resourceType()];
    figures.requests += 1;
    figures.bytes += size;
    if (kind) figures[kind] += size;
  });
  await page.addInitScript(() => {
    globalThis.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.shift += entry.value)))
      .observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(server.address + path, { waitUntil: "networkidle" });
  figures.elements = await page.evaluate(() => document.querySelectorAll("*").length);
  figures.shift = Number((await page.evaluate(() => globalThis.shift)).toFixed(4));
  // the bank and the settings bring a script of their own, and what was chosen in the bank its data;
  // a sheet to print is as long as what it prints
  const bank = { scripts: 2_048 };
  const more = { bank, filtered: { ...bank, requests: 1 }, settings: { scripts: 1_024 }, print: { bytes: 75_000 } }[name] ?? {};
  const over = Object.entries(BARS).filter(([key, bar]) => figures[key] > bar + (more[key] ?? 0));
  beyond += over.length;
  console.log(`${name.padEnd(10)}`, Object.entries(figures).map(([key, value]) => `${key} ${value}`).join(", "),
    over.length ? `BEYOND: ${over.map(([key]) => key).join(", ")}` : "");
  await context.close();
}
await browser.close();
server.stop();
process.exitCode = beyond ? 1 : 0;
