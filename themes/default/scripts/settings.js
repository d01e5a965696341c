// The settings page: each choice is kept at once, and seen at once.
{
  const key = "prepbook.settings";
  const form = document.querySelector(".settings");
  const root = document.documentElement;
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    // damaged: the first choice replaces it
  }

  const show = () => {
    for (const name of ["theme", "answers", "keys"]) {
      form.elements[name].value = kept[name] ?? "";
      if (kept[name]) root.dataset[name] = kept[name];
      else delete root.dataset[name];
    }
  };

  form.addEventListener("change", ({ target }) => {
    if (target.value) kept[target.name] = target.value;
    else delete kept[target.name];
    localStorage.setItem(key, JSON.stringify(kept));
    show();
  });

  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const place of [localStorage, sessionStorage]) {
      for (const name of Object.keys(place)) {
        if (name.startsWith("prepbook.")) place.removeItem(name);
      }
    }
    kept = {};
    show();
    form.querySelector("[role=status]").textContent = form.dataset.cleared;
  });

  show();
}
