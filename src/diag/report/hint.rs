//! Advice as a report says it.

use super::words;
use crate::diag::{Advice, nearest};

/// What to do about a mistake, and where a human report says so.
pub(super) enum Hint<'a> {
    /// At the caret: it is about the very word above.
    AtCaret(String),
    /// On a line of its own.
    Below(&'a str),
}

impl<'a> Hint<'a> {
    /// What `advice` amounts to. Looking for near names is work: ask for what is shown only.
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

    /// The text, wherever it stands.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::AtCaret(text) => text,
            Self::Below(text) => text,
        }
    }

    /// The text, if it stands at the caret.
    pub(super) fn at_caret(&self) -> Option<&str> {
        match self {
            Self::AtCaret(text) => Some(text),
            Self::Below(_) => None,
        }
    }

    /// The text, if it stands on a line of its own.
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
