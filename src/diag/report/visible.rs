//! Text that is safe to show on a terminal.

use std::borrow::Cow;

/// Replaces every character that could move the cursor, start an escape sequence, reorder the line
/// or hide in it by an escape such as `\u{1b}`. Texts may come from anyone, and a terminal executes
/// what it is sent.
pub fn visible(text: &str) -> Cow<'_, str> {
    visible_but(text, &[])
}

/// Does the same for several lines: line feeds and tabs stay.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    visible_but(text, &['\n', '\t'])
}

/// Does the same, but keeps the characters in `plain`.
pub(super) fn visible_but<'a>(text: &'a str, plain: &[char]) -> Cow<'a, str> {
    let is_written_out = |c: char| is_unseen(c) && !plain.contains(&c);
    if !text.contains(is_written_out) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_written_out(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Returns whether a character is a control, a bidirectional override or mark, or has no width. The
/// two joiners are kept, because some scripts and emoji need them.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}
