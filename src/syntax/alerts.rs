//! The first line of an alert: `[!TIP]`, `[!TIP] A title`, `[!TIP]- A title that folds`.

use super::markdown::BlockQuoteKind;

/// The mark at the start of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertMark<'a> {
    /// The word as it is written, without brackets.
    pub word: &'a str,
    /// The kind of alert; `None` if the word is not the name of a kind.
    pub kind: Option<BlockQuoteKind>,
    pub fold: Fold,
    /// The number of bytes of the mark.
    pub len: usize,
}

/// Whether readers can close an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// The alert cannot be closed.
    None,
    /// The alert is closed at first, written `-`.
    Closed,
    /// The alert is open at first, written `+`.
    Open,
}

/// The kinds of alerts, by the words that authors write.
pub const ALERTS: &[(&str, BlockQuoteKind)] = &[
    ("NOTE", BlockQuoteKind::Note),
    ("TIP", BlockQuoteKind::Tip),
    ("IMPORTANT", BlockQuoteKind::Important),
    ("WARNING", BlockQuoteKind::Warning),
    ("CAUTION", BlockQuoteKind::Caution),
];

/// Returns the mark at the start of `text`.
pub fn alert_mark(text: &str) -> Option<AlertMark<'_>> {
    let (word, rest) = text.strip_prefix("[!")?.split_once(']')?;
    let plain = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic());
    let (fold, after) = match rest.chars().next() {
        Some('-') => (Fold::Closed, rest.get(1..)?),
        Some('+') => (Fold::Open, rest.get(1..)?),
        _ => (Fold::None, rest),
    };
    let ends = after.is_empty() || after.starts_with(char::is_whitespace);
    let known = ALERTS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(word));
    (plain && ends).then(|| AlertMark {
        word,
        kind: known.map(|(_, kind)| *kind),
        fold,
        len: text.len() - after.len(),
    })
}

/// Returns the mark of a quote's source, and its byte in the source.
pub(super) fn mark_of_quote(source: &str) -> Option<(usize, AlertMark<'_>)> {
    let inner = source.trim_start_matches(' ').strip_prefix('>')?;
    let inner = inner.trim_start_matches(' ');
    Some((source.len() - inner.len(), alert_mark(inner)?))
}
