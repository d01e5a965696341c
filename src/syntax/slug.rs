//! Slugs, the form of names in ids, anchors and addresses.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The length of the longest slug in characters.
pub const MAX_CHARS: usize = 60;
/// The length of the longest slug in bytes.
pub const MAX_BYTES: usize = 100;

/// Returns the slug of a text: NFC and lower case, with letters, digits and marks of any script,
/// and with one `-` for every run of other characters. Signs that tell names apart are spelled out:
/// `C++`, `C#` and `.NET` are `c-plus-plus`, `c-sharp` and `dot-net`. It is cut at a `-` to at most
/// 60 characters and 100 bytes. It is empty if the text has no letter or digit.
pub fn slug(text: &str) -> String {
    if text.bytes().any(|byte| matches!(byte, b'+' | b'#' | b'.')) {
        return slug_without_signs(&spelled_out(text));
    }
    slug_without_signs(text)
}

/// Returns the text with the signs spelled out that tell names apart: a run of `+` behind a letter
/// or digit if it is two or more or ends the word, a `#` that ends a word of one letter, and a lone
/// `.` at the start of a word before a letter.
fn spelled_out(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len() + text.len() / 2);
    // The two characters in front, and the first of them that is part of a run.
    let (mut before_last, mut last) = (None, None);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_behind = last.is_some_and(char::is_alphanumeric);
        let ends_word = |next: Option<&char>| !next.is_some_and(|next| next.is_alphanumeric());
        match c {
            '+' if is_behind => {
                let mut run = 1;
                while chars.next_if_eq(&'+').is_some() {
                    run += 1;
                }
                if run > 1 || ends_word(chars.peek()) {
                    spelled.extend(std::iter::repeat_n("-plus", run));
                }
                spelled.push('-');
            }
            '#' if is_behind
                && last.is_some_and(char::is_alphabetic)
                && !before_last.is_some_and(char::is_alphanumeric)
                && chars.peek() != Some(&'#')
                && ends_word(chars.peek()) =>
            {
                spelled.push_str("-sharp-");
            }
            '.' if !is_behind
                && last != Some('.')
                && chars.peek().is_some_and(|next| next.is_alphabetic()) =>
            {
                spelled.push_str("-dot-");
            }
            c => spelled.push(c),
        }
        (before_last, last) = (last, Some(c));
    }
    spelled
}

/// Returns the slug of a text as it was up to version 0.1, when all signs were left out.
pub fn slug_without_signs(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_tell_names_apart_are_spelled_out() {
        for (name, id) in [
            ("C", "c"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("F#", "f-sharp"),
            (".NET", "dot-net"),
            ("ASP.NET Core", "asp-net-core"),
            ("C++11", "c-plus-plus-11"),
            ("c++/CLI", "c-plus-plus-cli"),
            ("Google+", "google-plus"),
            ("What is C++?", "what-is-c-plus-plus"),
            ("(.NET)", "dot-net"),
            ("A + B", "a-b"),
            ("a+b", "a-b"),
            ("#1", "1"),
            ("PR #12", "pr-12"),
            ("issue#", "issue"),
            ("Node.js", "node-js"),
            ("...args", "args"),
            ("Why? ...", "why"),
            ("3.5", "3-5"),
            ("C##", "c"),
        ] {
            assert_eq!(slug(name), id, "{name}");
        }
    }
}
