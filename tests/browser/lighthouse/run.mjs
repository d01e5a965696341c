// What Lighthouse says of the shipped handbook, as a host would send it:
// `npm ci --prefix tests/browser/lighthouse && npm run --prefix tests/browser/lighthouse lighthouse`.
// Performance is the median of five runs, everything else the least of them.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const PAGES = {
  home: "/",
  question: "/questions/growth-plateau/",
  bank: "/questions/",
  topic: "/topics/user-growth/",
  interview: "/interviews/tiktok-content-operations/",
};
const KINDS = ["performance", "accessibility", "best-practices", "seo"];
const RUNS = 5;
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".txt": "text/plain", ".xml": "application/xml" };

const root = fileURLToPath(new URL("../../..", import.meta.url));
const program = resolve(root, process.env.PREPBOOK ?? "target/debug/prepbook");
const site = mkdtempSync(join(tmpdir(), "prepbook-lighthouse-"));
execFileSync(program, ["build", "--quiet", "--output", site], { cwd: root, stdio: "inherit" });

const server = createServer(({ url }, response) => {
  const path = new URL(url, "http://localhost").pathname;
  try {
    const file = join(site, path.endsWith("/") ? `${path}index.html` : path);
    const body = gzipSync(readFileSync(file));
    const kept = path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    const type = `${TYPES[extname(file)] ?? "application/octet-stream"}; charset=utf-8`;
    response.writeHead(200, { "Content-Type": type, "Content-Encoding": "gzip", "Cache-Control": kept });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${server.address().port}`;

let below = 0;
for (const [name, path] of Object.entries(PAGES)) {
  const runs = [];
  for (let run = 0; run < RUNS; run++) {
    const chrome = await launch({
      chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      chromeFlags: ["--headless=new", "--no-sandbox"],
    });
    const { lhr } = await lighthouse(address + path, { port: chrome.port, onlyCategories: KINDS, logLevel: "error" });
    await chrome.kill();
    runs.push(lhr);
  }
  const scores = Object.fromEntries(KINDS.map((kind) => {
    const all = runs.map(({ categories }) => Math.round(100 * categories[kind].score)).sort((a, b) => a - b);
    return [kind, kind === "performance" ? all[Math.floor(RUNS / 2)] : all[0]];
  }));
  const middle = (audit) => runs.map(({ audits }) => audits[audit].numericValue).sort((a, b) => a - b)[Math.floor(RUNS / 2)];
  const times = ["largest-contentful-paint", "total-blocking-time"].map((audit) => `${Math.round(middle(audit))} ms`);
  below += Object.values(scores).filter((score) => score < 100).length;
  console.log(name.padEnd(10), Object.entries(scores).map(([kind, score]) => `${kind} ${score}`).join(", "),
    `(LCP ${times[0]}, TBT ${times[1]}, CLS ${middle("cumulative-layout-shift").toFixed(3)})`);
  const ids = KINDS.flatMap((kind) => runs[0].categories[kind].auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id));
  for (const id of new Set(ids)) {
    const { score, title } = runs[0].audits[id];
    if (score !== null && score < 0.9) console.log(`  ${id}: ${title}`);
  }
}
server.close();
rmSync(site, { recursive: true });
process.exitCode = below ? 1 : 0;
