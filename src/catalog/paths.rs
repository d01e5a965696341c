//! Paths in links, relative to the file that contains the link.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::diag::{Code, Diagnostic, Place, percent_decode};

/// Why a path leads to no file of the content folder.
pub(super) enum Stray {
    Escapes,
    Absolute,
    Garbled,
}

impl Stray {
    /// Returns the diagnostic of the link `target` at `place`.
    pub(super) fn diagnostic(&self, target: &str, place: Place) -> Diagnostic {
        let (code, message, help) = match self {
            Self::Escapes => (
                Code::PathEscape,
                format!("`{target}` leaves the content folder"),
                "link to a file of the content folder",
            ),
            Self::Absolute => (
                Code::PathEscape,
                format!("`{target}` is an absolute path"),
                "write it relative to this file, or write `[[id]]`",
            ),
            Self::Garbled => (
                Code::BrokenLink,
                format!("`{target}` holds a `%` that stands for no letter"),
                "write `%25` for a percent sign",
            ),
        };
        Diagnostic::new(code, place, message).help(help)
    }
}

/// Returns a text in NFC, the form of ids and paths.
pub(super) fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    text.nfc().collect()
}

/// Resolves the path `target` in the file `within` to a path in the content folder. The result
/// depends only on the decoded parts and not on existing files.
///
/// # Errors
/// If the path leads to no file of the content folder.
pub(super) fn join(within: &str, target: &str) -> Result<String, Stray> {
    let decoded = percent_decode(target).ok_or(Stray::Garbled)?;
    let decoded = if decoded.contains('\\') {
        Cow::Owned(decoded.replace('\\', "/"))
    } else {
        decoded
    };
    let decoded = composed(&decoded);
    let mut start = decoded.chars();
    let letter = start.next().is_some_and(|c| c.is_ascii_alphabetic());
    // `C:` is a drive of some machine.
    if decoded.starts_with('/') || letter && start.next() == Some(':') {
        return Err(Stray::Absolute);
    }
    let mut parts: Vec<&str> = within.split('/').collect();
    parts.pop();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(Stray::Escapes)?;
            }
            _ => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}
