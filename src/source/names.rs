//! Names of files that every system can check out, and names that are one on some systems.

use unicode_normalization::UnicodeNormalization;

use super::hidden::is_hidden;

/// Returns why a file or folder cannot have its name, and the help; `None` if it can.
pub(super) fn fault(name: &str) -> Option<(String, &'static str)> {
    let hidden = |c: char| c.is_control() || is_hidden(c);
    if let Some(c) = name.chars().find(|c| hidden(*c)) {
        let code = u32::from(c);
        let message =
            format!("the name `{name}` holds a character that cannot be seen: U+{code:04X}");
        return Some((message, "rename it"));
    }
    if let Some(c) = name.chars().find(|c| r#"<>:"|?*\"#.contains(*c)) {
        let message = format!("the name `{name}` holds `{c}`, which not every system allows");
        return Some((message, "rename it"));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        let message = format!("the name `{name}` begins with a blank, or ends with one or a dot");
        return Some((message, "rename it"));
    }
    is_reserved(name).then(|| {
        let message = format!("`{name}` is a name that Windows keeps for devices");
        (message, "give it another name")
    })
}

/// Returns whether Windows reserves the name for a device, with any extension.
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_lowercase();
    let port = |name: &str| {
        let number = stem.strip_prefix(name).unwrap_or_default();
        matches!(
            number,
            "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
        )
    };
    matches!(
        stem.as_str(),
        "con" | "prn" | "aux" | "nul" | "conin$" | "conout$"
    ) || port("com")
        || port("lpt")
}

/// Returns a path as a system sees it that ignores letter case and the composition of characters.
pub(super) fn folded(path: &str) -> String {
    let folded = if path.is_ascii() {
        path.to_ascii_lowercase()
    } else {
        let upper = path.nfc().flat_map(char::to_uppercase);
        upper.flat_map(char::to_lowercase).nfc().collect()
    };
    let parts = folded
        .split('/')
        .map(|part| part.trim_end_matches(['.', ' ']));
    parts.collect::<Vec<_>>().join("/")
}
