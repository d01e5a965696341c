// A YAML language server with a handbook's schemas: what it says of front matter.
//
// node yaml.mjs FOLDER FILE SETTINGS: prints one JSON document with what the server finds in the file's
// text, which comes on standard input, and what it completes at the end of it.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, file, settings] = process.argv.slice(2);
const text = readFileSync(0, "utf8");
const require = createRequire(import.meta.url);
const server = spawn(process.execPath, [require.resolve("yaml-language-server/bin/yaml-language-server"), "--stdio"]);
server.stderr.pipe(process.stderr);

const configured = JSON.parse(settings);
const answers = new Map();
let waiting = () => {};
let next = 1;

const send = (message) => {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};
const notify = (method, params) => send({ method, params });
const ask = (method, params) =>
  new Promise((done) => {
    answers.set(next, done);
    send({ id: next, method, params });
    next += 1;
  });

const take = (message) => {
  if (message.method === "workspace/configuration") {
    const part = ({ section }) => configured[section] ?? null;
    send({ id: message.id, result: message.params.items.map(part) });
  } else if (message.method === "textDocument/publishDiagnostics") {
    waiting(message.params.diagnostics);
  } else if (message.method && message.id !== undefined) {
    send({ id: message.id, result: null });
  } else if (message.id !== undefined) {
    answers.get(message.id)?.(message.result);
  }
};

let bytes = Buffer.alloc(0);
server.stdout.on("data", (more) => {
  bytes = Buffer.concat([bytes, more]);
  for (;;) {
    const head = bytes.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(bytes.subarray(0, head).toString())[1]);
    if (bytes.length < head + 4 + length) return;
    const body = bytes.subarray(head + 4, head + 4 + length);
    bytes = bytes.subarray(head + 4 + length);
    take(JSON.parse(body));
  }
});

const root = pathToFileURL(folder).href;
const uri = `${root}/${file}`;
await ask("initialize", {
  processId: process.pid,
  rootUri: root,
  workspaceFolders: [{ uri: root, name: "book" }],
  capabilities: { workspace: { configuration: true }, textDocument: { completion: {} } },
});
notify("initialized", {});
notify("workspace/didChangeConfiguration", { settings: configured });
const diagnostics = new Promise((done) => (waiting = done));
notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
const found = await diagnostics;
const lines = text.split("\n");
const position = { line: lines.length - 1, character: lines.at(-1).length };
const completed = await ask("textDocument/completion", { textDocument: { uri }, position });
process.stdout.write(
  JSON.stringify({
    diagnostics: found.map((one) => ({ line: one.range.start.line + 1, message: one.message })),
    completed: (completed?.items ?? completed ?? []).map((item) => item.label),
  }),
);
server.kill();
process.exit(0);
