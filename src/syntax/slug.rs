//! Slugs, the form of names in ids, anchors and addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The length of the longest slug in characters.
pub const MAX_CHARS: usize = 60;
/// The length of the longest slug in bytes.
pub const MAX_BYTES: usize = 100;

/// Returns the slug of a text: NFC and lower case, with letters, digits and marks of any script,
/// and with one `-` for every run of other characters. It is cut at a `-` to at most 60 characters
/// and 100 bytes. It is empty if the text has no letter or digit.
pub fn slug(text: &str) -> String {
    if text.is_ascii() {
        // Most texts are ASCII and need no tables.
        let room = String::with_capacity(text.len());
        let mut slug = dashed(room, text.chars().map(|c| c.to_ascii_lowercase()));
        slug.truncate(cut(slug.trim_end_matches('-')).len());
        return slug;
    }
    let slug = dashed(String::new(), text.nfc().flat_map(char::to_lowercase));
    let slug: String = slug.trim_end_matches('-').nfc().collect();
    cut(&slug).to_owned()
}

/// Adds the characters that stay, with one `-` between them for every run of other characters.
fn dashed(mut slug: String, chars: impl Iterator<Item = char>) -> String {
    for c in chars {
        if keeps(c) {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug
}

/// Returns whether `text` is its own slug, as a written id must be.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty() && slug(text) == text
}

fn keeps(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    (c.is_alphanumeric() || is_combining_mark(c)) && !is_invisible(c)
}

/// Returns whether a letter or mark is invisible (Default_Ignorable_Code_Point of the Unicode
/// database).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}' | '\u{E0100}'..='\u{E01EF}')
}

fn cut(slug: &str) -> &str {
    let fits = |end: usize, count: usize| end <= MAX_BYTES && count <= MAX_CHARS;
    if fits(slug.len(), slug.chars().count()) {
        return slug;
    }
    let within = slug
        .char_indices()
        .enumerate()
        .map(|(count, (start, c))| (count + 1, start + c.len_utf8()))
        .take_while(|&(count, end)| fits(end, count))
        .last()
        .and_then(|(_, end)| slug.get(..end))
        .unwrap_or_default();
    within.rsplit_once('-').map_or(within, |(whole, _)| whole)
}
