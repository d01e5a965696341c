//! The text of an advice, as a report shows it.

use super::words;
use crate::diag::{Advice, nearest};

/// The text of an advice, and its position in a human report.
pub(super) enum Hint<'a> {
    /// Next to the caret, because it is about the marked word.
    AtCaret(String),
    /// On a line of its own.
    Below(&'a str),
}

impl<'a> Hint<'a> {
    /// Returns the text of an advice. It may search for similar names, so call it only for
    /// diagnostics that are shown.
    pub(super) fn from_advice(advice: &'a Advice) -> Option<Self> {
        match advice {
            Advice::None => None,
            Advice::Help(help) | Advice::Fix(help, _) => Some(Self::Below(help)),
            Advice::DidYouMean {
                given,
                among,
                otherwise,
            } => {
                let near = nearest(given, among.iter().map(AsRef::as_ref));
                let below = (!otherwise.is_empty()).then_some(Self::Below(otherwise));
                did_you_mean(&near).map(Self::AtCaret).or(below)
            }
        }
    }

    /// Returns the text.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::AtCaret(text) => text,
            Self::Below(text) => text,
        }
    }

    /// Returns the text if it belongs to the caret.
    pub(super) fn at_caret(&self) -> Option<&str> {
        match self {
            Self::AtCaret(text) => Some(text),
            Self::Below(_) => None,
        }
    }

    /// Returns the text if it has a line of its own.
    pub(super) fn below(&self) -> Option<&str> {
        match self {
            Self::AtCaret(_) => None,
            Self::Below(text) => Some(text),
        }
    }
}

fn did_you_mean(near: &[&str]) -> Option<String> {
    let quoted: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    words::either(&quoted).map(|names| format!("did you mean {names}?"))
}
