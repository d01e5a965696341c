//! The names of languages: those of the grammars, those that authors write, and those of plain text.

/// Names that authors write and the grammars do not know, each with one that they do.
pub(super) const ALIASES: &[(&str, &str)] = &[
    ("asm", "assembly"),
    ("bat", "cmd"),
    ("c#", "cs"),
    ("console", "sh"),
    ("csharp", "cs"),
    ("golang", "go"),
    ("jsonc", "json"),
    ("jsx", "tsx"),
    ("node", "js"),
    ("powershell", "ps1"),
    ("shell", "sh"),
    ("zsh", "sh"),
];

/// Names of what has no grammar and needs none: shown as it is, without a warning.
const PLAIN: &[&str] = &[
    "ascii",
    "mermaid",
    "none",
    "output",
    "plain",
    "plaintext",
    "pseudo",
    "pseudocode",
    "text",
    "txt",
];

/// The name by which the grammars know a language; none for plain text.
pub(super) fn known_as(language: &str) -> Option<String> {
    let name = language.to_lowercase();
    if name.is_empty() || PLAIN.contains(&name.as_str()) {
        return None;
    }
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    Some(alias.map_or(name, |(_, known)| (*known).to_owned()))
}

/// All names that are no grammar's own.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let aliases = ALIASES.iter().map(|(alias, _)| *alias);
    aliases.chain(PLAIN.iter().copied())
}
