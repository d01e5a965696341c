//! The first line of an alert: `[!TIP]`, `[!TIP] A title`, `[!TIP]- A title that folds`.

use super::markdown::BlockQuoteKind;

/// What an alert begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertMark<'a> {
    /// As written, without brackets.
    pub word: &'a str,
    /// None for a word that is no kind of alert.
    pub kind: Option<BlockQuoteKind>,
    pub fold: Fold,
    /// How many bytes the mark takes.
    pub len: usize,
}

/// Whether readers can close an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// They cannot.
    None,
    /// `-`: closed at first.
    Closed,
    /// `+`: open at first.
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

/// The mark that `text` begins with.
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

/// The mark of a quote's source, and where in it the mark stands.
pub(super) fn mark_of_quote(source: &str) -> Option<(usize, AlertMark<'_>)> {
    let inner = source.trim_start_matches(' ').strip_prefix('>')?;
    let inner = inner.trim_start_matches(' ');
    Some((source.len() - inner.len(), alert_mark(inner)?))
}
