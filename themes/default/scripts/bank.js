// The bank's filters over the whole bank: counts, several values of a group, an address to share.
// Without scripts a style sheet filters the page shown.
{
  const form = document.querySelector(".filters");
  const rows = document.querySelector(".rows");
  const pager = document.querySelector(".pager");
  const { data, home, one, other, more } = form.dataset;
  const inputs = [...form.querySelectorAll("input")].filter((input) => input.value);
  const groups = [...new Set(inputs.map((input) => input.name))];
  const status = form.querySelector("[role=status]");
  const step = 100;
  const page = [...rows.childNodes];
  const summary = form.querySelector("summary");
  const title = summary.textContent;
  let bank, loading;

  // several values of a group may be chosen, so none stands for "any"
  for (const input of form.querySelectorAll("[type=radio]")) {
    if (input.value) input.type = "checkbox";
    else input.closest("label").remove();
  }

  const load = async () => {
    const { topics, questions } = await (await fetch(data)).json();
    return questions.map(([id, title, d, f, k, t, follows]) => ({
      id, title, follows, topics: t.map((at) => topics[at]),
      d: [d ?? ""], f: [f ?? ""], k: k.split(" "), t: t.map((at) => topics[at][0]),
    }));
  };

  const chosen = () =>
    Object.fromEntries(groups.map((name) =>
      [name, inputs.filter((input) => input.name === name && input.checked).map((input) => input.value)]));

  const fits = (question, values, but) =>
    groups.every((name) => name === but || !values[name].length || values[name].some((value) => question[name].includes(value)));

  // what a row that came with the page says of its question
  const own = ({ dataset: { d = "", f = "", k, t } }) => ({ d: [d], f: [f], k: k.split(" "), t: t.split(" ") });

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const row = ({ id, title, d: [level], topics, follows }) => {
    const meta = element("p", { className: "meta" });
    const label = inputs.find((input) => input.name === "d" && input.value === level)?.nextElementSibling;
    if (label) {
      const dots = 1 + ["easy", "medium", "hard"].indexOf(level);
      const signs = element("span", { className: "dots", ariaHidden: "true" }, "●".repeat(dots) + "○".repeat(3 - dots));
      meta.append(element("span", { className: `level level-${dots}` }, signs, ` ${label.textContent}`));
    }
    for (const [topic, name] of topics) {
      meta.append(element("a", { href: home.replace("questions/", `topics/${topic}/`) }, name));
    }
    if (follows) meta.append(element("span", {}, follows === 1 ? one : other.replace("{n}", follows)));
    return element("li", { className: "q" }, element("a", { className: "words", href: `${home}${id}/` }, title), meta);
  };

  const show = (from, found) => {
    const next = element("button", { type: "button", className: "more" }, more);
    const last = element("li", {}, next);
    rows.append(...found.slice(from, from + step).map(row));
    if (found.length <= from + step) return;
    rows.append(last);
    next.onclick = () => {
      last.remove();
      show(from + step, found);
      rows.children[from].querySelector("a").focus();
    };
  };

  const filter = async () => {
    const values = chosen();
    const any = groups.reduce((sum, name) => sum + values[name].length, 0);
    summary.textContent = any ? `${title} (${any})` : title;
    const address = new URL(location);
    for (const name of groups) {
      if (values[name].length) address.searchParams.set(name, values[name].join(","));
      else address.searchParams.delete(name);
    }
    history.replaceState(null, "", address);
    if (any) rows.className = "rows filtered waiting";
    try {
      bank = await (loading ??= load());
    } catch {
      loading = undefined;
      // the page shown is better than nothing
      for (const row of page.filter((one) => one.dataset)) row.hidden = !fits(own(row), values);
      rows.className = "rows";
      return;
    }
    for (const input of inputs) {
      const count = bank.filter((question) => question[input.name].includes(input.value) && fits(question, values, input.name)).length;
      const number = input.parentElement.querySelector(".number") ?? input.parentElement.appendChild(element("span", { className: "number" }));
      number.textContent = count;
    }
    const found = bank.filter((question) => fits(question, values));
    status.textContent = any ? form.dataset[found.length === 1 ? "found" : "founds"].replace("{n}", found.length) : "";
    if (pager) pager.hidden = any > 0;
    if (any) {
      rows.replaceChildren();
      show(0, found);
    } else {
      rows.replaceChildren(...page);
    }
    rows.className = any ? "rows filtered" : "rows";
  };

  const read = () => {
    const given = new URLSearchParams(location.search);
    for (const input of inputs) input.checked = (given.get(input.name) ?? "").split(",").includes(input.value);
    return inputs.some((input) => input.checked);
  };

  form.addEventListener("change", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  // a browser that comes back sets the boxes later
  addEventListener("pageshow", () => read() && filter());
  if (read()) filter();
}
