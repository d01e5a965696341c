// The two searches, each as a page that takes a query and shows hits: how to build them, and how to ask.

import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Runs a command and gives the CPU seconds it took. */
function run(...command) {
  const quoted = command.map((word) => `'${word}'`).join(" ");
  const { status, stderr } = spawnSync("bash", ["-c", `TIMEFORMAT='%U %S'; time ${quoted} >/dev/null`], { encoding: "utf8" });
  if (status) throw new Error(stderr);
  return stderr.trim().split("\n").at(-1).split(" ").reduce((sum, part) => sum + Number(part), 0);
}

/** Files and bytes below a folder. */
function size(folder) {
  const files = readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name))).filter((one) => one.isFile());
  return { files: files.length, bytes: files.reduce((sum, one) => sum + one.size, 0) };
}

/** Builds a book with search and without, in turn, and gives the least CPU time of each. */
export function build(book, site, turns) {
  const program = process.env.PREPBOOK ?? here("../../target/release/prepbook");
  const without = `${site}-without`;
  cpSync(book, without, { recursive: true, filter: (path) => !/node_modules|target|\.git\b/.test(path) });
  const settings = readFileSync(join(without, "book.toml"), "utf8");
  if (/^\[search\]/m.test(settings)) throw new Error("the book has a `[search]` of its own");
  writeFileSync(join(without, "book.toml"), `${settings}\n[search]\nenabled = false\n`);
  const least = { with: Infinity, without: Infinity };
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [name, from, to] of [["with", book, site], ["without", without, `${without}-site`]]) {
      rmSync(to, { recursive: true, force: true });
      least[name] = Math.min(least[name], run(program, "build", from, "-o", to, "--base-url", "http://127.0.0.1/"));
    }
  }
  return { cpu: least.with - least.without, whole: least.with, ...size(join(site, "search")) };
}

/**
 * Indexes a site with Pagefind, as somebody would who wants it to do well: the main part of each page that is
 * about one thing, no lists, no sheets to print, and all languages of the book in one index.
 */
export function pagefind(site) {
  const program = here("node_modules/pagefind/lib/runner/bin.cjs");
  const sheets = readdirSync(site, { recursive: true }).filter((path) => path.endsWith("/print"));
  for (const sheet of sheets) rmSync(join(site, sheet), { recursive: true });
  const [, language] = /<html lang="([^"]*)"/.exec(readFileSync(join(site, "index.html"), "utf8"));
  const glob = "{questions/*,frameworks/*,topics/*,interviews/*,interviews/*/*,companies/*,roles/*,guide/*,faq,takeaways}/index.html";
  const cpu = run("node", program, "--site", site, "--glob", glob, "--root-selector", "main", "--force-language", language);
  const script = '<script type="module" src="pagefind.js"></script>';
  writeFileSync(join(site, "pagefind.html"), `<!doctype html><html lang="${language}"><title>-</title><input><output></output><ol></ol>${script}`);
  cpSync(here("pagefind.js"), join(site, "pagefind.js"));
  return { cpu, ...size(join(site, "pagefind")) };
}

/** Where each search is, its field, its hits, what changes with each answer, and which files it reads. */
export const ENGINES = {
  prepbook: { page: "search/", field: ".find input", hits: ".hits a.words", status: ".search [role=status]", files: /^\/search\/.|\/(find|search)-[^/]*\.js$/ },
  Pagefind: { page: "pagefind.html", field: "input", hits: "a", status: "output", files: /^\/pagefind\// },
};
