// Before the first paint: the look and the answers as the reader has chosen them.
{
  const root = document.documentElement;
  try {
    const { theme, answers } = JSON.parse(localStorage.getItem("prepbook.settings")) ?? {};
    if (theme) root.dataset.theme = theme;
    if (answers) root.dataset.answers = answers;
  } catch {
    // nothing kept, or no place to keep it: the system's look, and answers as the book has them
  }
}
