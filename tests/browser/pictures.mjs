// The pictures in `docs/pictures`: `node tests/browser/pictures.mjs` takes them again.

import { mkdir } from "node:fs/promises";
import { launch, serve } from "./book.mjs";

const PAGES = {
  home: "/",
  bank: "/questions/?d=hard",
  question: "/questions/growth-plateau/",
  topic: "/topics/user-growth/",
  framework: "/frameworks/growth-equation/",
  interview: "/interviews/tiktok-content-operations/",
  print: "/interviews/tiktok-content-operations/print/",
};

const server = await serve(".");
const browser = await launch();
await mkdir("docs/pictures", { recursive: true });
for (const [width, height] of [[390, 844], [1280, 800]]) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: "reduce" });
    for (const [name, path] of Object.entries(PAGES)) {
      const page = await context.newPage();
      await page.goto(server.address + path, { waitUntil: "networkidle" });
      await page.screenshot({ path: `docs/pictures/${name}-${width}-${colorScheme}.png` });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
server.stop();
