//! The names of languages: those of the grammars, those that authors use, and those of plain text.

/// Names that authors use and the grammars do not have, each with a name that they have.
const ALIASES: &[(&str, &str)] = &[
    ("apache", "htaccess"),
    ("apacheconf", "htaccess"),
    ("asm", "nasm"),
    ("assembly", "nasm"),
    ("batch", "bat"),
    ("c#", "cs"),
    ("console", "sh"),
    ("csharp", "cs"),
    ("cshtml", "html"),
    ("cuda", "cpp"),
    ("docker", "dockerfile"),
    ("dos", "bat"),
    ("ejs", "html"),
    ("fortran", "f90"),
    ("fsharp", "fs"),
    ("git", "sh"),
    ("golang", "go"),
    ("graphviz", "dot"),
    ("handlebars", "html"),
    ("hbs", "html"),
    ("hlsl", "glsl"),
    ("ipython", "py"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("jsx", "tsx"),
    ("jupyter", "py"),
    ("ksh", "sh"),
    ("liquid", "html"),
    ("logs", "log"),
    ("mustache", "html"),
    ("mysql", "sql"),
    ("ndjson", "json"),
    ("node", "js"),
    ("nodejs", "js"),
    ("objc", "objective-c"),
    ("objectivec", "objective-c"),
    ("octave", "matlab"),
    ("opencl", "c"),
    ("pgsql", "sql"),
    ("plsql", "sql"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("powershell", "ps1"),
    ("psql", "sql"),
    ("pwsh", "ps1"),
    ("pycon", "py"),
    ("python2", "py"),
    ("python3", "py"),
    ("razor", "html"),
    ("react", "tsx"),
    ("regex", "re"),
    ("regexp", "re"),
    ("scheme", "lisp"),
    ("sh-session", "sh"),
    ("shell", "sh"),
    ("shellsession", "sh"),
    ("sqlite", "sql"),
    ("starlark", "py"),
    ("systemd", "ini"),
    ("terminal", "sh"),
    ("tsql", "sql"),
    ("x86asm", "nasm"),
    ("zsh", "sh"),
];

/// Names of plain text, which has no grammar and gives no warning.
const PLAIN: &[&str] = &[
    "ascii",
    "mermaid",
    "math",
    "none",
    "output",
    "plain",
    "plaintext",
    "pseudo",
    "pseudocode",
    "stdout",
    "text",
    "txt",
];

/// Returns the grammar's name of a language, or `None` for plain text.
pub(super) fn known_as(language: &str) -> Option<String> {
    let name = language.to_lowercase();
    if name.is_empty() || PLAIN.contains(&name.as_str()) {
        return None;
    }
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    Some(alias.map_or(name, |(_, known)| (*known).to_owned()))
}

/// Returns all names that no grammar has.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let aliases = ALIASES.iter().map(|(alias, _)| *alias);
    aliases.chain(PLAIN.iter().copied())
}
