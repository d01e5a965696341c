// Pages are whole without it.
{
  const root = document.documentElement;
  const kept = (place, key) => {
    try {
      return JSON.parse(globalThis[place].getItem(key)) ?? {};
    } catch {
      return {}; // nothing kept, or damaged
    }
  };

  // before the first paint: what the reader chose
  const { theme, answers: chosen, keys } = kept("localStorage", "prepbook.settings");
  if (theme) root.dataset.theme = theme;
  if (chosen) root.dataset.answers = chosen;

  addEventListener("DOMContentLoaded", () => {
    const main = document.querySelector("main");
    const say = document.querySelector("script[data-copy]").dataset;
    const all = (selector, within = main) => [...within.querySelectorAll(selector)];

    const element = (name, properties, ...children) => {
      const made = Object.assign(document.createElement(name), properties);
      made.append(...children);
      return made;
    };

    const answers = all("details.reveal");
    const open = (state) => answers.forEach((answer) => (answer.open = state));
    if (root.dataset.answers) open(root.dataset.answers === "open");
    addEventListener("beforeprint", () => open(true));

    const { clipboard } = navigator; // not there over plain http
    for (const code of clipboard ? all("pre") : []) {
      const button = element("button", { type: "button", className: "copy" }, say.copy);
      const copied = () => {
        button.textContent = say.copied;
        setTimeout(() => (button.textContent = say.copy), 2000);
      };
      const refused = () => getSelection().selectAllChildren(code);
      button.onclick = () => clipboard.writeText(code.textContent.trimEnd()).then(copied, refused);
      const frame = element("div", { className: "copyable" });
      code.before(frame);
      frame.append(code, button);
    }

    for (const heading of all(".text :is(h2, h3, h4)[id], section[id] > h2, .entry > h2[id]")) {
      const { id } = heading.id ? heading : heading.parentElement;
      const link = element("a", { className: "permalink", href: `#${id}` }, "#");
      link.ariaLabel = `${say.part}: ${heading.textContent}`;
      heading.append(link);
    }

    // a try before the answer
    for (const button of all(".timer")) {
      const { seconds, stop, over } = button.dataset;
      const start = button.textContent;
      const status = button.nextElementSibling;
      let ticking;
      const end = (said) => {
        clearInterval(ticking);
        ticking = undefined;
        button.textContent = start;
        status.textContent = said;
      };
      button.onclick = () => {
        if (ticking) return end("");
        const until = Date.now() + seconds * 1000;
        status.textContent = "";
        const show = () => {
          const left = Math.ceil((until - Date.now()) / 1000);
          if (left <= 0) return end(over);
          button.textContent = `${stop} ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
        };
        ticking = setInterval(show, 250);
        show();
      };
    }

    // the list a reader comes from
    const list = "prepbook.list";
    const here = location.pathname;
    for (const rows of all("[data-list]")) {
      rows.addEventListener("click", ({ target }) => {
        if (!target.closest("a.words")) return;
        const items = all("a.words", rows).map((link) => [link.pathname, link.textContent]);
        const from = [here + location.search, main.querySelector("h1").textContent];
        sessionStorage.setItem(list, JSON.stringify({ from, items }));
      });
    }
    const { from, items = [] } = kept("sessionStorage", list);
    const at = items.findIndex(([path]) => path === here);
    const neighbors = document.querySelector(".neighbors");
    if (at >= 0 && neighbors) {
      // in its own interview, a question keeps its neighbors
      const home = all(".crumbs a", document).some(({ pathname }) => pathname === from[0]);
      const link = (item, rel, label) => {
        if (!item) return (home && neighbors.querySelector(`[rel=${rel}]`)) || "";
        const said = element("span", { className: "label" }, label);
        return element("a", { href: item[0], rel }, said, ` ${item[1]}`);
      };
      neighbors.replaceChildren(
        element("a", { href: from[0], className: "back" }, `${say.back} ${from[1]}`),
        link(items[at - 1], "prev", say.previous),
        link(items[at + 1], "next", say.next),
      );
    }

    const field = document.querySelector(".find input");
    const find = field && (() => field.select());
    const acts = {
      j: () => document.querySelector(".neighbors [rel=next]")?.click(),
      k: () => document.querySelector(".neighbors [rel=prev]")?.click(),
      o: () => open(answers.some((answer) => !answer.open)),
      "?": () => location.assign(say.help),
      "/": find,
    };
    addEventListener("keydown", (event) => {
      const { key, target } = event;
      const typing = target.closest("input, textarea, select, dialog, [contenteditable]");
      const act = event.ctrlKey || event.metaKey ? key === "k" && find : keys !== "off" && !typing && !event.altKey && acts[key];
      if (!act) return;
      event.preventDefault();
      act();
    });
    for (const button of all("button.print")) button.onclick = () => print();
  });
}
