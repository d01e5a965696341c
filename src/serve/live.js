// Keeps an open page current. Only the development server serves this script; no build contains it.

const own = new URL(import.meta.url).searchParams;
const page = own.get("page");
const version = own.get("version");
const memory = `prepbook:${location.pathname}`;

// Restores the state of the page after a reload: scroll position, open details and focus.

const focusable = "a[href],button,input,select,textarea,summary,[tabindex]";

/** Returns the elements of a selector, with names that stay the same when other elements change. */
function named(selector) {
  const seen = new Map();
  return [...document.querySelectorAll(selector)].map((element) => {
    const words = element.id || element.querySelector("summary")?.textContent || element.textContent;
    const name = `${element.tagName} ${words.trim()}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { element, name: `${name} ${count}` };
  });
}

function remember() {
  const open = named("details").map(({ element, name }) => [name, element.open]);
  const focus = named(focusable).find(({ element }) => element === document.activeElement)?.name;
  const state = { x: scrollX, y: scrollY, open, focus };
  try {
    sessionStorage.setItem(memory, JSON.stringify(state));
    history.scrollRestoration = "manual";
  } catch {
    // without storage the page is reloaded without its state
  }
}

function recall() {
  let state;
  try {
    state = JSON.parse(sessionStorage.getItem(memory));
    sessionStorage.removeItem(memory);
  } catch {
    return;
  }
  if (!state) return;
  const open = new Map(state.open);
  for (const { element, name } of named("details")) {
    if (open.has(name)) element.open = open.get(name);
  }
  const focus = named(focusable).find(({ name }) => name === state.focus);
  focus?.element.focus({ preventScroll: true });
  scrollTo({ left: state.x, top: state.y, behavior: "instant" });
  history.scrollRestoration = "auto";
}

// Exchanges style sheets in place. Their names contain a hash that changes with their content.

const stem = (address) => address.replace(/-[0-9a-f]{12}\.css$/, ".css");

function restyle(styles) {
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    const path = new URL(link.href).pathname;
    const fresh = styles.find((style) => stem(style) === stem(path) && style !== path);
    if (!fresh) continue;
    const next = link.cloneNode();
    next.removeAttribute("integrity"); // it belongs to the old style sheet
    next.href = fresh;
    next.addEventListener("load", () => link.remove());
    link.after(next);
  }
}

// Shows the report over the page when the book has errors. It is shown as text, whatever it contains.

const place = /^(\s*(?:-->|:::) )(.+):(\d+):(\d+)$/;

function line(text, editor) {
  const found = editor && place.exec(text);
  if (!found) return [`${text}\n`];
  const [, arrow, file, row, column] = found;
  const link = document.createElement("a");
  const address = { path: encodeURI(`${editor.root}/${file}`), line: row, column };
  link.href = editor.url.replace(/\{(path|line|column)\}/g, (_, name) => address[name]);
  link.textContent = `${file}:${row}:${column}`;
  return [arrow, link, "\n"];
}

function overlay(report, editor) {
  document.getElementById("prepbook-report")?.remove();
  if (!report) return;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = "/.prepbook/live.css";
  const heading = document.createElement("h1");
  heading.textContent = "The book has mistakes; this is the last good page";
  const text = document.createElement("pre");
  text.tabIndex = 0;
  text.append(...report.split("\n").flatMap((row) => line(row, editor)));
  const box = document.createElement("section");
  box.id = "prepbook-report";
  box.setAttribute("role", "alert");
  box.append(sheet, heading, text);
  document.body.append(box);
}

// Keeps one connection while the page is visible, because a browser allows only a few.

let source;

function listen() {
  source = new EventSource(`/.prepbook/events?page=${encodeURIComponent(page)}`);
  source.addEventListener("update", (event) => {
    const update = JSON.parse(event.data);
    if (update.version !== version) {
      source.close();
      remember();
      location.reload();
      return;
    }
    restyle(update.styles);
    overlay(update.report, update.editor);
    document.documentElement.dataset.current = version;
  });
}

function attend() {
  source?.close();
  if (document.visibilityState === "visible") listen();
}

recall();
attend();
document.addEventListener("visibilitychange", attend);
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => event.persisted && attend());
