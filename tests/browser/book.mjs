// A book behind the development server, and a browser to look at it with.

import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { chromium } from "playwright-core";

const program = resolve(process.env.PREPBOOK ?? "target/debug/prepbook");
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Serves the book in a folder, without reloads: pages are byte for byte those of a build. */
export async function serve(folder) {
  const server = spawn(program, ["serve", "--port", "0", "--no-reload"], { cwd: folder });
  const address = await new Promise((found, failed) => {
    let printed = "";
    const look = (part) => {
      printed += part;
      const at = /serving (http:\S+)/.exec(printed);
      if (at) found(at[1].replace(/\/$/, ""));
    };
    server.stdout.on("data", look);
    server.stderr.on("data", look);
    server.on("error", failed);
    server.on("exit", () => failed(new Error(printed)));
  });
  return { address, stop: () => server.kill("SIGTERM") };
}

export const launch = () => chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** What a browser says, and no reader sees, of pages that fade into each other: one moved on while the last
 * still faded, or on a busy machine the next was there before it could begin to. */
const FADING = /view ?transition|transition was (aborted|skipped)/i;

/** A page that keeps what goes wrong in it: messages of the console, violations, foreign requests. */
export async function watched(context, address) {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults = [];
  const fault = (text) => FADING.test(text) || faults.push(text);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) fault(message.text());
  });
  page.on("pageerror", (error) => fault(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) fault(`a request to ${request.url()}`);
  });
  return { page, faults };
}
