// A search page on Pagefind, as small as can be: five hits, as many as its own interface shows at first.
import * as pagefind from "./pagefind/pagefind.js";

const field = document.querySelector("input");
const list = document.querySelector("ol");
const status = document.querySelector("output");

let turns = 0;
const update = async () => {
  const turn = ++turns;
  const { results } = await pagefind.search(field.value);
  const hits = await Promise.all(results.slice(0, 5).map((result) => result.data()));
  if (turn !== turns) return;
  list.replaceChildren(...hits.map(({ url, sub_results: [part], meta: { title }, excerpt }) => {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: part?.url ?? url, textContent: title });
    item.append(link, Object.assign(document.createElement("p"), { innerHTML: excerpt }));
    return item;
  }));
  status.textContent = results.length;
};
field.addEventListener("input", update);
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) update();
