//! Finds lines that begin with a colon and define nothing.

use super::masks::{Masks, SIGN};

/// Masks the colon of each line that is no definition: a definition has a blank after its colon, and
/// its term is no such line either.
pub(super) fn mask(text: &str, masks: &mut Masks) {
    let mut masked = None;
    for (at, _) in text.match_indices(':') {
        let before = text.get(..at).unwrap_or_default();
        let above = before.trim_end_matches([' ', '\t', '>']);
        if !above.is_empty() && !above.ends_with('\n') {
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or_default();
        let is_definition = rest.starts_with([' ', '\t']);
        let term = above.trim_end_matches([' ', '\t', '>', '\n', '\r']);
        let term_at = term.rfind('\n').map_or(0, |end| end + 1);
        let term_is_masked = masked.is_some_and(|colon| colon >= term_at);
        if !is_definition || term_is_masked {
            masks.swap(at, SIGN);
            masked = Some(at);
        }
    }
}
