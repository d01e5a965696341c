// The search page: what is asked, what is chosen, and the hits that `find.js` has for them.
{
  const { home, open, ask, find, families, titleOf, textOf, groupOf, plain, words, shown, unspaced } = globalThis.bookIndex;
  const form = document.querySelector(".find");
  const field = form.elements.q;
  const place = document.querySelector(".search");
  const status = place.querySelector("[role=status]");
  const choices = place.querySelector(".choices");
  const say = place.dataset;
  const step = 10;

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const list = element("ul", { className: "rows hits" });
  place.append(list);

  // what is chosen, as the address has it
  let chosen = new Map();

  const showChoices = (index, counts) => {
    const focused = document.activeElement?.closest(".choices input");
    const opened = new Set([...choices.querySelectorAll("details[open]")].map((one) => one.dataset.id));
    const facets = index.facets.map(({ id, label, values }, at) => {
      const wanted = chosen.get(id) ?? new Set();
      const offered = values.map(({ value, name }, number) => ({ value, name, count: counts[at][number] }));
      const some = offered.filter(({ value, count }) => count || wanted.has(value));
      if (some.length < 2 && !wanted.size) return "";
      const more = some.length > 12;
      if (more) some.sort((a, b) => wanted.has(b.value) - wanted.has(a.value) || b.count - a.count);
      const labels = some.slice(0, Math.max(12, wanted.size)).map(({ value, name, count }) => {
        const box = element("input", { type: "checkbox", name: id, value, checked: wanted.has(value) });
        return element("label", {}, box, element("span", {}, name), element("span", { className: "number" }, count));
      });
      const number = wanted.size ? ` (${wanted.size})` : "";
      const group = element("details", { open: opened.has(id) || wanted.size > 0 },
        element("summary", {}, label + number),
        element("fieldset", {}, element("legend", { className: "hidden" }, label), ...labels));
      group.dataset.id = id;
      return group;
    });
    choices.replaceChildren(...facets);
    choices.hidden = false;
    if (focused) [...choices.querySelectorAll("input")].find((one) => one.name === focused.name && one.value === focused.value)?.focus();
  };

  /** A text with marks around what was asked for, as nodes. */
  const marked = (index, text, asked, groups, from = 0, to = text.length) => {
    const nodes = [];
    let at = from;
    for (const [start, end] of marks(index, text, asked, groups)) {
      if (start < at || end > to) continue;
      nodes.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    nodes.push(text.slice(at, to));
    return nodes;
  };

  const marks = (index, text, { all }, groups) => {
    const found = [];
    const runs = all.filter((term) => unspaced.test(term));
    for (const { 0: one, index: at } of text.matchAll(shown)) {
      if (unspaced.test(one)) {
        const within = runs.map((run) => [one.indexOf(run), run.length]).filter(([start]) => start >= 0);
        found.push(...within.map(([start, length]) => [at + start, at + start + length]));
      } else if (groups.has(groupOf(index, words(one)[0]))) {
        found.push([at, at + one.length]);
      }
    }
    return found;
  };

  const extract = (index, text, asked, groups) => {
    const found = marks(index, text, asked, groups);
    // where most of them stand together
    const width = 180;
    let best = 0;
    let most = 0;
    found.forEach(([start], at) => {
      const count = found.slice(at, at + 20).filter(([, end]) => end <= start + width).length;
      if (count > most) [most, best] = [count, start];
    });
    let from = Math.max(0, best - 40);
    if (from) from = Math.max(from, text.indexOf(" ", from) + 1 || from);
    from = Math.min(from, best);
    let to = Math.min(text.length, from + width + 40);
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), found.find(([start]) => start === best)?.[1] ?? 0, from + width / 2);
    return [from ? "… " : "", ...marked(index, text, asked, groups, from, to), to < text.length ? " …" : ""];
  };

  const address = (path) => {
    const url = new URL(path, home);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };

  /** A hit; `root` is what it belongs to, where that does not stand above it. */
  const entry = async (record, root = record) => {
    const { index, asked, groups } = view;
    const [title, path] = await titleOf(index, record);
    const link = element("a", { className: "words", href: address(path) }, ...marked(index, title, asked, groups));
    const names = index.facets.flatMap(({ id, values }) =>
      id === "kind" || id === "difficulty" || id === "topic" ? values.filter(({ records }) => records.includes(record)).slice(0, 2) : []);
    const said = names.map(({ name }) => name);
    if (root !== record) said.push((await titleOf(index, root))[0]);
    const made = element("li", {}, link, element("p", { className: "meta" }, ...said.map((one) => element("span", {}, one))));
    if (asked.all.length) made.dataset.record = record;
    return made;
  };

  // extracts come to what is looked at, once nobody types
  let view, pause, moved = () => {};
  const extracts = () => {
    clearTimeout(pause);
    pause = setTimeout(() => list.querySelectorAll("[data-record]").forEach((one) => watcher.observe(one)), 250);
  };
  const watcher = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      const { index, asked, groups } = view;
      const { record } = target.dataset;
      delete target.dataset.record;
      textOf(index, +record).then((text) => {
        if (text && target.isConnected) {
          target.querySelector(".meta").before(element("p", { className: "extract" }, ...extract(index, text, asked, groups)));
          moved();
        }
      }, () => {});
    }
  });

  const rows = (from, to) => Promise.all(families(view.index, view.fitting).slice(from, to).map(async ([root, [first, ...others]]) => {
    const row = await entry(first, root);
    if (others.length) row.append(element("ul", { className: "tree" }, ...await Promise.all(others.slice(0, 5).map((record) => entry(record)))));
    return row;
  }));

  const show = async (from, to, turn) => {
    const made = await rows(from, to);
    if (turn !== turns) return;
    const shown = from + made.length;
    if (view.more || families(view.index, view.fitting).length > shown) {
      const next = element("button", { type: "button" }, say.more);
      const last = element("li", {}, next);
      next.onclick = async () => {
        const found = view.more ? await find(view.index, view.asked, chosen, shown + step) : view;
        if (turn !== turns) return;
        // what is shown stays where it is, though what came now may be better
        const known = new Set(view.fitting.map(({ record }) => record));
        view = { ...found, fitting: [...view.fitting, ...found.fitting.filter(({ record }) => !known.has(record))] };
        status.textContent = count(view);
        await show(shown, shown + step, turn);
        last.remove();
        (list.children[shown] ?? list.lastElementChild).querySelector("a, button").focus();
      };
      made.push(last);
    }
    list[from ? "append" : "replaceChildren"](...made);
    extracts();
  };

  const nearest = (index, text) => {
    const cut = (one) => [...one].slice(1).map((letter, at) => [...one][at] + letter);
    const mine = cut(plain(text).slice(0, 40));
    let best, most = 0;
    for (const topic of index.facets.find(({ id }) => id === "topic").values) {
      const its = cut(plain(topic.name));
      const score = (2 * its.filter((pair) => mine.includes(pair)).length) / (its.length + mine.length || 1);
      if (score > most) [most, best] = [score, topic];
    }
    return best;
  };

  const count = ({ fitting: { length }, more }) =>
    length > 1 || more ? say.other.replace("{n}", more ? `${length}+` : length) : length ? say.one : say.nothing;

  let turns = 0;
  const update = async (rows = step) => {
    const turn = ++turns;
    const text = field.value.slice(0, 300);
    const url = new URL(location);
    url.search = "";
    if (text.trim()) url.searchParams.set("q", text);
    for (const [id, values] of chosen) if (values.size) url.searchParams.set(id, [...values].join(","));
    if (url.href !== location.href) history.replaceState(history.state, "", url);
    const any = [...chosen.values()].some((values) => values.size);
    if (!text.trim() && !any) {
      list.replaceChildren();
      choices.hidden = true;
      status.textContent = "";
      return;
    }
    try {
      const index = await open();
      const found = await find(index, ask(text), chosen, rows);
      if (turn !== turns) return;
      view = found;
      showChoices(index, found.counts);
      await show(0, rows, turn);
      if (turn !== turns) return;
      status.textContent = count(found);
      if (!found.fitting.length) {
        const topic = nearest(index, text);
        const link = topic && element("a", { href: address(`topics/${encodeURIComponent(topic.value)}/`) }, topic.name);
        list.replaceChildren(...(topic ? [element("li", {}, `${say.nearest} `, link)] : []));
      }
    } catch (error) {
      if (turn === turns) status.textContent = say.failed;
      console.info(error);
    }
  };

  const restore = () => {
    const given = new URLSearchParams(location.search);
    field.value = given.get("q") ?? "";
    chosen = new Map();
    for (const [id, values] of given) if (id !== "q") chosen.set(id, new Set(values.split(",")));
    return update(history.state?.rows);
  };

  let last = Promise.resolve();
  field.addEventListener("input", () => (last = update()));
  field.addEventListener("focus", () => open().catch(() => {}));
  choices.addEventListener("change", ({ target: { name, value, checked } }) => {
    const values = chosen.get(name) ?? new Set();
    if (checked) values.add(value);
    else values.delete(value);
    chosen.set(name, values);
    last = update();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await last;
    list.querySelector("a")?.click();
  });

  // arrows move the focus over the links, and Escape brings it back
  addEventListener("keydown", (event) => {
    const { key, target } = event;
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(target);
    if (at < 0 && target !== field) return;
    if (key === "Escape" && at >= 0) field.focus();
    else if (key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus();
    else return;
    event.preventDefault();
  });

  // Back leads to the same hits, and the first that was in view stands where it stood
  history.scrollRestoration = "manual";
  const tops = () => [...list.querySelectorAll("a")].map((link) => link.getBoundingClientRect().top);
  addEventListener("pagehide", () => {
    const seen = tops().findIndex((top) => top >= 0);
    const rows = Math.max(step, list.querySelectorAll(":scope > li > a").length);
    history.replaceState({ rows, seen, top: tops()[seen] }, "");
  });
  const { seen, top } = history.state ?? {};
  const stay = () => scrollBy(0, (tops()[seen] ?? top) - top || 0);
  last = restore().then(() => (moved = stay)).then(stay);
  for (const kind of ["wheel", "touchmove", "pointerdown", "keydown"]) addEventListener(kind, () => (moved = () => {}), { passive: true });
  if (!field.value && !location.hash) field.focus();
}
