// Looks words and phrases up in the index of the book. Loads nothing before there is a query.
// `search.js` is the page that asks.
{
  const home = new URL("../", document.querySelector(".find").action);

  // words, divided as the index divides them
  const dense = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const run = `(?:(?=[\\p{Alphabetic}\\p{N}\\p{M}])[${dense}])+`;
  const letter = `(?:(?![${dense}])[\\p{Alphabetic}\\p{N}\\p{M}])`;
  const word = new RegExp(`${run}|${letter}+`, "gu");
  const shown = new RegExp(`${run}|${letter}+(?:['’\u00ad]${letter}+)*`, "gu");
  const unspaced = new RegExp(`^[${dense}]`, "u");
  const plain = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu, "")
      .normalize("NFKC").toLowerCase().replace(/(?<=\p{Alphabetic})['’](?=\p{Alphabetic})/gu, "");
  const words = (text) => (plain(text).match(word) ?? []).map((one) => (unspaced.test(one) ? one : [...one].slice(0, 40).join("")));

  /** Returns every two neighbors of a list. */
  const bigramsOf = (all) => all.slice(1).map((one, at) => [all[at], one]);
  /** Returns a word as the index has it: a run of characters becomes bigrams. */
  const cut = (one) => (unspaced.test(one) && [...one].length > 1 ? bigramsOf([...one]).map((pair) => pair.join("")) : [one]);

  // each file is loaded once
  let version = "";
  const files = new Map();
  const get = (name, options) => {
    // pages that are opened without a server have all files in one script
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

  // digits of base 45; the last digit of a number is one of the first 45 characters. `"`, `<` and `\` are no digits
  const numbers = (text) => {
    const all = [];
    let number = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      const digit = code - 33 - (code > 34) - (code > 60) - (code > 92);
      number = number * 45 + (digit % 45);
      if (digit >= 45) continue;
      all.push(number);
      number = 0;
    }
    return all;
  };

  const sums = (steps) => {
    let sum = 0;
    return steps.map((step) => (sum += step));
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
      known.set(spelling, known.size);
    }
    const kinds = [...head.kinds].map((kind) => kind.toLowerCase().charCodeAt(0) - 97);
    const facets = head.facets.map(({ id, label, values }, facet) => ({
      id, label,
      values: values.map(([value, name, listed], at) => {
        const records = facet ? sums(numbers(listed)) : kinds.flatMap((kind, record) => (kind === at ? [record] : []));
        return { value, name, records };
      }),
    }));
    // for each record, the question that it follows or the page that it is a section of
    const roots = [];
    for (const kind of head.kinds) roots.push(kind < "a" ? roots.at(-1) : roots.length);
    // how much a hit of each kind counts
    const weights = facets[0].values.map(({ value }) => head.weights[value]);
    return { ...head, shards: sums(numbers(head.shards)), kinds, weights, roots, facets, spellings, groups, known, size: kinds.length };
  };

  const groupOf = ({ groups, known }, word) => groups[known.get(word)];

  // whether one edit turns a word into the other: a letter replaced, added or removed, or two neighbors swapped
  const near = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let at = 0;
    while (at < a.length && a[at] === b[at]) at += 1;
    const rest = (skip, other) => a.slice(at + skip) === b.slice(at + other);
    return rest(1, 1) || rest(1, 0) || rest(0, 1) ||
      (a[at] === b[at + 1] && a[at + 1] === b[at] && rest(2, 2));
  };

  /** Returns the groups that a word can mean, with how well each fits. */
  const expand = (index, term, last) => {
    const found = new Map();
    const add = (at, fit) => found.set(index.groups[at], Math.max(found.get(index.groups[at]) ?? 0, fit));
    const some = (fits, most, fit) => {
      const all = index.spellings.flatMap((spelling, at) => (fits(spelling) ? [at] : []));
      all.sort((a, b) => index.spellings[a].length - index.spellings[b].length);
      for (const at of all.slice(0, most)) add(at, fit(index.spellings[at]));
    };
    const group = groupOf(index, term);
    const single = unspaced.test(term);
    if (group !== undefined) found.set(group, 1);
    if (single ? [...term].length === 1 : term.length > 1 && (last || !found.size)) {
      some((one) => one !== term && one.startsWith(term), single || term.length > 3 ? 24 : 8, (one) => 0.3 + (0.5 * term.length) / one.length);
    }
    if (!found.size && !single && term.length > 2) some((one) => near(one, term), 12, () => 0.5);
    if (!found.size && !single && term.length > 3 && last) {
      some((one) => one.length > term.length && [-1, 0, 1].some((by) => near(one.slice(0, term.length + by), term)), 12, () => 0.3);
    }
    // a word of the book with another ending
    for (let end = term.length - 1; !found.size && !single && end >= Math.max(4, term.length - 4); end -= 1) {
      some((one) => one.startsWith(term.slice(0, end)), 12, () => 0.4);
    }
    return found;
  };

  // how many bigrams of a phrase are looked up; a longer phrase is checked in the texts
  const lookups = 5;
  /** Returns a phrase with every second bigram of its words and the last: their positions determine the rest. A single character at an end gives no bigram, because it may be part of a longer run. */
  const phraseOf = (all) => {
    const sound = all.filter((one, at) => (at && at < all.length - 1) || !unspaced.test(one) || [...one].length > 1);
    const bigrams = bigramsOf(sound.flatMap(cut)).map((pair, at) => ({ pair, at })).filter(({ at }, _, { length }) => at % 2 === 0 || at === length - 1);
    return { all, bigrams: bigrams.slice(0, lookups), sure: bigrams.length > 0 && bigrams.length <= lookups && sound.length === all.length };
  };

  const ask = (text) => {
    const phrases = [];
    // the words of a phrase are looked up by its bigrams, if it has any
    const rest = text.replace(/["“”]([^"“”]*)["“”]/g, (_, inner) => {
      const phrase = phraseOf(words(inner));
      if (phrase.all.length) phrases.push(phrase);
      return phrase.bigrams.length ? " " : ` ${inner} `;
    });
    const all = words(text).slice(0, 24);
    const loose = words(rest).slice(0, 24);
    const open = /[\p{Alphabetic}\p{N}\p{M}]$/u.test(text);
    const terms = loose.flatMap((term, at) => cut(term).map((one) => ({ term: one, last: one === term && open && at === loose.length - 1 })));
    const seen = new Set();
    return { phrases, all, terms: terms.filter(({ term }) => !seen.has(term) && seen.add(term)) };
  };

  /** Returns the positions of a bigram, each as the number of its text times the positions of a text, plus the position in it. Where the bigram is divided, returns the first position of each block and the number of the first block. */
  const positionsOf = async (index, [first, second]) => {
    const shards = index.sizes[2];
    const all = numbers(await get(`pairs/${(first + second) % shards}`));
    for (let [at, word] = [0, 0]; at < all.length;) {
      const isDivided = !all[at + 2];
      const begin = at + (isDivided ? 5 : 3);
      const end = begin + all[isDivided ? at + 3 : at + 2];
      word += all[at];
      if (word === first && all[at + 1] === Math.floor(second / shards)) return { from: isDivided ? all[at + 4] : -1, positions: sums(all.slice(begin, end)) };
      at = end;
    }
    return { from: -1, positions: [] };
  };

  const blockOf = async ({ sizes: [, , shards, , files] }, number) => {
    const all = numbers(await get(`pairs/${shards + number % files}`));
    let at = 0;
    while (all[at] < Math.floor(number / files)) at += 2 + all[at + 1];
    return sums(all.slice(at + 2, at + 2 + all[at + 1]));
  };

  /** Returns the records that fit and have a phrase, with its score. `more` is set if there may be others that this many blocks do not show. */
  const seek = async (index, { bigrams }, blocks, fits) => {
    const known = bigrams.map(({ pair }) => pair.map((word) => index.known.get(word)));
    if (known.flat().includes(undefined)) return { found: new Map() };
    const perText = index.sizes[3];
    const textAt = (position) => Math.floor(position / perText);
    const moved = (position, by) => position - position % perText + (position % perText + by + perText) % perText;
    let starts;
    const narrow = (found, at) => {
      const own = new Set(found.map((position) => moved(position, -at % perText)));
      starts = (starts ?? [...own]).filter((start) => own.has(start) && fits(textAt(start) % index.size));
    };
    const heads = await Promise.all(bigrams.map(async ({ at }, which) => ({ at, ...await positionsOf(index, known[which]) })));
    for (const { positions, from, at } of heads) if (from < 0) narrow(positions, at);
    let more = false;
    const rest = heads.filter(({ from }) => from >= 0).sort((a, b) => a.positions.length - b.positions.length);
    for (const { positions: begins, from, at } of rest) {
      const holding = (start) => begins.findLastIndex((begin) => begin <= moved(start, at));
      const fitting = (block) => {
        const end = begins[block + 1] ?? 2 * index.size * perText - 1;
        for (let text = textAt(begins[block]); text <= textAt(end); text += 1) if (fits(text % index.size)) return true;
      };
      const held = new Set(starts?.map(holding));
      const wanted = [...begins.keys()].filter((block) => (starts ? held.has(block) : fitting(block)));
      const some = wanted.slice(0, Math.max(1, Math.floor(blocks / rest.length)));
      more ||= some.length < wanted.length;
      narrow((await Promise.all(some.map((block) => blockOf(index, from + block)))).flat(), at);
    }
    const texts = [...new Set(starts.map(textAt))];
    const rare = Math.log(1 + index.size / texts.length);
    // texts are numbered after the titles
    return { more, found: new Map(texts.reverse().map((text) => [text % index.size, rare * (text < index.size ? 24 : 3)])) };
  };

  /** Returns the records that have all phrases and all other words, or as many of these words as any record has, with their scores. */
  const look = async (index, { all, phrases, terms }, chosen, blocks) => {
    const asked = terms.map(({ term, last }) => expand(index, term, last));
    const shard = (group) => {
      let at = index.shards.findIndex((first) => first > group);
      at = at < 0 ? index.shards.length : at;
      // an empty shard begins where the next one does
      while (at > 1 && index.shards[at - 1] > group) at -= 1;
      return at - 1;
    };
    const groups = [...new Set(asked.flatMap((found) => [...found.keys()]))];
    const lists = new Map(await Promise.all(groups.map(async (group) => {
      const at = shard(group);
      return [group, numbers((await get(`words/${at}`))[group - index.shards[at]])];
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
        // the bodies of a very common word are not listed: any record may have it
        all ||= steps.length / 2 < count;
      }
      for (const [record, score] of best) {
        scores[record] += score;
        if (!all) counts[record] += 1;
      }
    }
    // as many words as any record has, or fewer once everything that may have them is read
    let least = counts.reduce((most, count) => Math.max(most, count), 0);
    let [sought, some, more] = [[], [], false];
    while (least >= 0) {
      const fits = (record) => counts[record] >= least;
      sought = await Promise.all(phrases.filter(({ bigrams }) => bigrams.length).map((phrase) => seek(index, phrase, blocks, fits)));
      more = sought.some(({ more }) => more);
      some = [...index.kinds.keys()].filter((record) => fits(record) && (scores[record] || sought.length) && sought.every(({ found }) => found.has(record)));
      if (some.length && (!more || choose(index, some.map((record) => ({ record })), chosen).fitting.length)) break;
      if (more) blocks *= 4;
      else least -= 1;
    }
    for (const { found } of sought) {
      for (const [record, score] of found) scores[record] += score;
    }
    const hits = some.map((record) => ({ record, score: scores[record] * index.weights[index.kinds[record]] }));
    hits.sort((a, b) => b.score - a.score || a.record - b.record);
    return { hits, more, groups: new Set([...groups, ...all.map((one) => groupOf(index, one)).filter((group) => group !== undefined)]) };
  };

  /** Returns the hits whose texts contain the phrases. Reads texts best first, until `enough` fit or too many do not. */
  const sift = async (index, hits, phrases, chosen, enough) => {
    const has = (text, { all }) => {
      const edge = (word) => (unspaced.test(word) ? "" : " ");
      return ` ${words(text).join(" ")} `.includes(edge(all[0]) + all.join(" ") + edge(all.at(-1)));
    };
    const fits = async ({ record }) => {
      const [title] = await titleOf(index, record);
      const rest = phrases.filter((phrase) => !has(title, phrase));
      if (!rest.length) return true;
      const text = await textOf(index, record);
      return rest.every((phrase) => has(text, phrase));
    };
    const kept = [];
    let [at, fitting] = [0, 0];
    while (at < hits.length && fitting < enough && (!fitting || at < 6 * enough)) {
      const some = hits.slice(at, at += Math.max(4, enough - fitting));
      const held = await Promise.all(some.map(fits));
      kept.push(...some.filter((_, at) => held[at]));
      fitting = choose(index, kept, chosen).fitting.length;
    }
    return { hits: kept, more: at < hits.length };
  };

  const titleOf = async ({ sizes: [size] }, record) => (await get(`titles/${Math.floor(record / size)}`))[record % size];
  const textOf = async ({ sizes: [, size] }, record) => (await get(`texts/${Math.floor(record / size)}`))[record % size];

  /** Returns the hits that fit the chosen values, and how many hits each value would leave. */
  const choose = (index, hits, chosen) => {
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

  /** Returns hits by family, each family in the place of its best hit. */
  const families = ({ roots }, hits) => {
    const found = new Map();
    for (const { record } of hits) {
      const root = roots[record];
      if (found.has(root)) found.get(root).push(record);
      else found.set(root, [record]);
    }
    return [...found];
  };

  /** Finds about `enough` hits; sets `more` if there may be others. */
  const find = async (index, asked, chosen, enough) => {
    const { hits, more, groups } = asked.all.length
      ? await look(index, asked, chosen, enough / 2)
      : { hits: index.kinds.map((_, record) => ({ record })), groups: new Set() };
    const unsure = asked.phrases.filter(({ sure }) => !sure);
    const sifted = unsure.length ? await sift(index, hits, unsure, chosen, enough) : { hits, more: false };
    return { index, asked, groups, more: more || sifted.more, ...choose(index, sifted.hits, chosen) };
  };

  globalThis.bookIndex = { home, open, ask, find, families, titleOf, textOf, groupOf, plain, words, shown, unspaced };
}
