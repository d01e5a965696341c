// A host: serves a folder as hosts do, with text compressed, and counts what it sends.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  html: "text/html", css: "text/css", js: "text/javascript", mjs: "text/javascript", json: "application/json",
  xml: "text/xml", svg: "image/svg+xml", txt: "text/plain", md: "text/markdown", wasm: "application/wasm",
};

/** The bytes of a file as they are sent. */
async function read(file) {
  const bytes = await readFile(file);
  const type = TYPES[file.split(".").at(-1)];
  return { type: type ?? "application/octet-stream", gzip: !!type, bytes: type ? gzipSync(bytes, { level: 6 }) : bytes };
}

/** Serves `folder`; `log` holds the path and the bytes of each answer. */
export async function host(folder) {
  const log = [];
  // read and compressed once, so that no query waits for that twice
  const ready = new Map();
  const sent = (file) => {
    if (!ready.has(file)) ready.set(file, read(file));
    return ready.get(file);
  };
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    try {
      const { type, gzip, bytes } = await sent(join(folder, normalize(path), path.endsWith("/") ? "index.html" : ""));
      log.push({ path, bytes: bytes.length });
      response.writeHead(200, { "content-type": type, ...(gzip && { "content-encoding": "gzip" }) }).end(bytes);
    } catch {
      log.push({ path, bytes: 0 });
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { address: `http://127.0.0.1:${server.address().port}`, log, stop: () => server.close() };
}
