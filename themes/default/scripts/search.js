// The search page: the index knows the words, and this looks them up. Nothing is loaded before
// there is something to look for.
{
  const form = document.querySelector(".find");
  const field = form.elements.q;
  const place = document.querySelector(".search");
  const status = place.querySelector("[role=status]");
  const choices = place.querySelector(".choices");
  const say = place.dataset;
  const home = new URL("../", form.action);
  const step = 10;
  // how much each kind counts, in the order of the first facet
  const weights = [1, 0.95, 1, 0.9, 0.8, 0.7, 0.8, 0.9, 0.9, 0.8, 0.8];

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const list = element("ul", { className: "rows hits" });
  place.append(list);

  // words, cut as the index cuts them
  const pairs = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const letter = `(?:(?![${pairs}])[\\p{Alphabetic}\\p{N}\\p{M}])`;
  const word = new RegExp(`[${pairs}]+|${letter}+`, "gu");
  const shown = new RegExp(`[${pairs}]+|${letter}+(?:['’\u00ad]${letter}+)*`, "gu");
  const unspaced = new RegExp(`^[${pairs}]`, "u");
  const plain = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu, "")
      .normalize("NFKC").toLowerCase().replace(/(?<=\p{Alphabetic})['’](?=\p{Alphabetic})/gu, "");
  const words = (text) => (plain(text).match(word) ?? []).map((one) => (unspaced.test(one) ? one : [...one].slice(0, 40).join("")));

  // files, each once
  let version = "";
  const files = new Map();
  const get = (name, options) => {
    // pages that are opened without a server have all of it
    const here = globalThis.bookSearch?.[name];
    if (here) return Promise.resolve(here);
    if (!files.has(name)) {
      const read = fetch(new URL(`search/${name}.json${version}`, home), options).then((answer) => {
        if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
        return answer.json();
      });
      read.catch(() => files.delete(name));
      files.set(name, read);
    }
    return files.get(name);
  };

  let opening;
  const open = () => {
    opening ??= get("index", { cache: "no-cache" }).then(read);
    opening.catch(() => (opening = undefined));
    return opening;
  };

  const read = (head) => {
    version = `?v=${head.version}`;
    const spellings = [];
    const groups = [];
    const known = new Map();
    let before = [];
    let next = 0;
    for (const line of head.words ? head.words.split("\n") : []) {
      const [rest, back] = line.slice(1).split(",");
      before = before.slice(0, parseInt(line[0], 36)).concat([...rest]);
      const spelling = before.join("");
      const group = back === undefined ? next++ : next - back;
      spellings.push(spelling);
      groups.push(group);
      known.set(spelling, group);
    }
    const kinds = [...head.kinds].map((kind) => kind.toLowerCase().charCodeAt(0) - 97);
    const facets = head.facets.map(({ id, label, values }, facet) => ({
      id, label,
      values: values.map(([value, name, steps], at) => {
        let last = 0;
        const records = facet ? steps.map((by) => (last += by)) : kinds.flatMap((kind, record) => (kind === at ? [record] : []));
        return { value, name, records };
      }),
    }));
    // the question of a follow-up, the page of a section
    const roots = [];
    for (const kind of head.kinds) roots.push(kind < "a" ? roots.at(-1) : roots.length);
    return { ...head, kinds, roots, facets, spellings, groups, known, size: kinds.length };
  };

  // whether two words are one letter apart: another, one more, one less, two in each other's place
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    const rest = (skip, other) => a.slice(at + skip) === b.slice(at + other);
    return rest(1, 1) || rest(1, 0) || rest(0, 1) ||
      (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2));
  };

  /** The groups that a word can stand for, and how well each fits. */
  const expand = (index, term, last) => {
    const found = new Map();
    const add = (at, fit) => found.set(index.groups[at], Math.max(found.get(index.groups[at]) ?? 0, fit));
    const some = (fits, most, fit) => {
      const all = index.spellings.flatMap((spelling, at) => (fits(spelling) ? [at] : []));
      all.sort((a, b) => index.spellings[a].length - index.spellings[b].length);
      for (const at of all.slice(0, most)) add(at, fit(index.spellings[at]));
    };
    const group = index.known.get(term);
    const single = unspaced.test(term);
    if (group !== undefined) found.set(group, 1);
    if (single ? [...term].length === 1 : term.length > 1 && (last || !found.size)) {
      some((one) => one !== term && one.startsWith(term), single || term.length > 3 ? 24 : 8, (one) => 0.3 + (0.5 * term.length) / one.length);
    }
    if (!found.size && !single && term.length > 2) some((one) => near(one, term), 12, () => 0.5);
    if (!found.size && !single && term.length > 3 && last) {
      some((one) => one.length > term.length && [-1, 0, 1].some((by) => near(one.slice(0, term.length + by), term)), 12, () => 0.3);
    }
    // another ending of a word that is there
    for (let end = term.length - 1; !found.size && !single && end >= Math.max(4, term.length - 4); end -= 1) {
      some((one) => one.startsWith(term.slice(0, end)), 12, () => 0.4);
    }
    return found;
  };

  const ask = (text) => {
    const phrases = [...text.matchAll(/["“”]([^"“”]*)["“”]/g)].map((match) => words(match[1])).filter((phrase) => phrase.length);
    const all = words(text).slice(0, 24);
    const open = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(text);
    const terms = all.flatMap((term, at) => {
      const last = open && at === all.length - 1;
      const letters = [...term];
      if (!unspaced.test(term) || letters.length < 3) return [{ term, last }];
      return letters.slice(1).map((one, before) => ({ term: letters[before] + one, last: false }));
    });
    const seen = new Set();
    return { phrases, all, terms: terms.filter(({ term }) => !seen.has(term) && seen.add(term)) };
  };

  /** The records that have all words, or as many as any has, with their scores. */
  const look = async (index, { terms }) => {
    const asked = terms.map(({ term, last }) => expand(index, term, last));
    const shard = (group) => {
      let at = index.shards.findIndex((first) => first > group);
      at = at < 0 ? index.shards.length : at;
      // empty shards begin where the next does
      while (at > 1 && index.shards[at - 1] > group) at -= 1;
      return at - 1;
    };
    const groups = [...new Set(asked.flatMap((found) => [...found.keys()]))];
    const lists = new Map(await Promise.all(groups.map(async (group) => {
      const at = shard(group);
      return [group, (await get(`words/${at}`))[group - index.shards[at]]];
    })));
    const scores = new Float64Array(index.size);
    const counts = new Uint8Array(index.size);
    for (const found of asked) {
      const best = new Map();
      let all = false;
      for (const [group, fit] of found) {
        const [count, ...steps] = lists.get(group);
        const rare = Math.log(1 + index.size / count);
        let record = 0;
        for (let at = 0; at < steps.length; at += 2) {
          record += steps[at];
          best.set(record, Math.max(best.get(record) ?? 0, rare * fit * steps[at + 1]));
        }
        // so common that bodies are not listed: it may be missing
        all ||= steps.length / 2 < count;
      }
      for (const [record, score] of best) {
        scores[record] += score;
        if (!all) counts[record] += 1;
      }
    }
    const most = counts.reduce((a, b) => Math.max(a, b), 0);
    const hits = [];
    for (let record = 0; record < index.size; record += 1) {
      if (!scores[record] || counts[record] < most) continue;
      hits.push({ record, score: scores[record] * weights[index.kinds[record]] });
    }
    hits.sort((a, b) => b.score - a.score || a.record - b.record);
    return { hits, groups: new Set(groups) };
  };

  /** Those of the hits that hold the phrases. Only texts tell: they are read best first, until `enough` have them, or a few of many. */
  const sift = async (index, hits, phrases, enough) => {
    const has = (text, phrase) => {
      const edge = (word) => (unspaced.test(word) ? "" : " ");
      return ` ${words(text).join(" ")} `.includes(edge(phrase[0]) + phrase.join(" ") + edge(phrase.at(-1)));
    };
    const fit = async ({ record }) => {
      const [title] = await titleOf(index, record);
      const rest = phrases.filter((phrase) => !has(title, phrase));
      if (!rest.length) return 2;
      const text = await textOf(index, record);
      return rest.every((phrase) => has(text, phrase)) ? 1 : 0;
    };
    const kept = [];
    let [at, fitting] = [0, 0];
    while (at < hits.length && fitting < enough && (!fitting || at < 6 * enough)) {
      const some = hits.slice(at, at += 8);
      const fits = await Promise.all(some.map(fit));
      kept.push(...[2, 1].flatMap((fit) => some.filter((_, at) => fits[at] === fit)));
      fitting = choose(index, kept).fitting.length;
    }
    return { hits: kept, more: at < hits.length };
  };

  const titleOf = async ({ sizes: [size] }, record) => (await get(`titles/${Math.floor(record / size)}`))[record % size];
  const textOf = async ({ sizes: [, size] }, record) => (await get(`texts/${Math.floor(record / size)}`))[record % size];

  // what is chosen, as the address has it
  let chosen = new Map();

  /** Those of the hits that fit what is chosen, and how many each value would leave. */
  const choose = (index, hits) => {
    const failed = new Uint8Array(index.size);
    const only = new Int8Array(index.size);
    index.facets.forEach(({ id, values }, at) => {
      const wanted = chosen.get(id);
      if (!wanted?.size) return;
      const fits = new Set(values.filter(({ value }) => wanted.has(value)).flatMap(({ records }) => records));
      for (const { record } of hits) {
        if (fits.has(record)) continue;
        failed[record] += 1;
        only[record] = at;
      }
    });
    const there = new Uint8Array(index.size);
    for (const { record } of hits) there[record] = 1;
    const counts = index.facets.map(({ values }, at) => values.map(({ records }) =>
      records.reduce((sum, record) => sum + (there[record] && (!failed[record] || (failed[record] === 1 && only[record] === at)) ? 1 : 0), 0)));
    return { fitting: hits.filter(({ record }) => !failed[record]), counts };
  };

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
      } else if (groups.has(index.known.get(words(one)[0]))) {
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
    if (asked.terms.length) made.dataset.record = record;
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

  /** Hits by family, each under its best. */
  const families = ({ roots }, hits) => {
    const found = new Map();
    for (const { record } of hits) {
      const root = roots[record];
      if (found.has(root)) found.get(root).push(record);
      else found.set(root, [record]);
    }
    return [...found];
  };

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
        const found = view.more ? await find(view.index, view.asked, shown + step) : view;
        if (turn !== turns) return;
        view = found;
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

  /** Finds at least `enough` hits, if there are as many. */
  const find = async (index, asked, enough) => {
    const { hits, groups } = asked.terms.length
      ? await look(index, asked)
      : { hits: index.kinds.map((_, record) => ({ record })), groups: new Set() };
    const sifted = asked.phrases.length ? await sift(index, hits, asked.phrases, enough) : { hits, more: false };
    return { index, asked, groups, more: sifted.more, ...choose(index, sifted.hits) };
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
      const found = await find(index, ask(text), rows);
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
