//! Masks double brackets that are no `[[id]]`: ordinary links with a bracket in their text, as in
//! `[[↑]](#toc)`, tests of a shell, as in `[[ $a = 1 ]]`, and nested lists, as in `[[1, 2], [3]]`.

use super::masks::{Masks, SIGN};

/// The number of bytes that are searched for the end of double brackets.
const LONGEST_INSIDE: usize = 400;

/// Masks the inner brackets of what is no wiki link.
pub(super) fn mask(text: &str, masks: &mut Masks) {
    let mut end = 0;
    // A search for one byte is much faster than one for two.
    for (open, _) in text.match_indices('[') {
        let start = open + "[[".len();
        let is_double = text.get(open..).is_some_and(|rest| rest.starts_with("[["));
        if open < end || !is_double {
            continue;
        }
        end = start;
        let Some(close) = closing(text, start) else {
            continue;
        };
        let inside = text.get(start..close).unwrap_or_default();
        let behind = text.get(close + "]]".len()..).unwrap_or_default();
        // No id has a bracket in it, but nested lists of code have.
        let is_nested = inside.contains(['[', ']']);
        if is_target(behind) || is_shell_test(inside) || is_nested {
            masks.swap(open + 1, SIGN);
            masks.swap(close, SIGN);
        }
    }
}

/// Returns the place of the `]]` on the line, if it is near.
fn closing(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(start..)?.iter().take(LONGEST_INSIDE);
    let mut is_after_bracket = false;
    for (offset, byte) in bytes.enumerate() {
        match byte {
            b']' if is_after_bracket => return Some(start + offset - 1),
            b'\n' => return None,
            _ => is_after_bracket = *byte == b']',
        }
    }
    None
}

/// Returns whether a text begins with the target of a link in parentheses. A word in parentheses may
/// also be a remark behind `[[id]]`.
fn is_target(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('(') else {
        return false;
    };
    let ends = |c: char| c == ')' || c.is_whitespace();
    let length = rest
        .char_indices()
        .take(LONGEST_INSIDE)
        .find(|(_, c)| ends(*c));
    let path = length
        .and_then(|(length, _)| rest.get(..length))
        .unwrap_or_default();
    path.starts_with(['#', '/', '<']) || path.contains(['/', '.', ':', '#'])
}

/// Returns whether the text in double brackets is a test of a shell, which has blanks around it and signs
/// that no name has.
fn is_shell_test(inside: &str) -> bool {
    let is_spaced = inside.starts_with(' ') && inside.ends_with(' ');
    let has_signs = inside.contains(['$', '=', '<', '>', '!', '&', ';', '"', '*']);
    is_spaced && (has_signs || inside.trim_start().starts_with('-'))
}
