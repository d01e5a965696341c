// A book behind the development server, and a browser to look at it with.

import { spawn } from "node:child_process";
import { chromium } from "playwright-core";

const program = process.env.PREPBOOK ?? "target/debug/prepbook";
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
    server.on("exit", () => failed(new Error(printed)));
  });
  return { address, stop: () => server.kill("SIGTERM") };
}

export const launch = () => chromium.launch({ executablePath, args: ["--no-sandbox"] });

/** A page that keeps what goes wrong in it: messages of the console, violations, foreign requests. */
export async function watched(context, address) {
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(address)) faults.push(`a request to ${request.url()}`);
  });
  return { page, faults };
}
