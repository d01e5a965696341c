//! The anchors that GitHub gives to headings.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns the anchor of a heading on GitHub, without a number for repeats: lower case, without
/// punctuation, and with one `-` for each blank. It is in NFC, and empty for a heading of
/// punctuation alone. Other forges have the same rule (`github-slugger`, and jch/html-pipeline
/// before it).
pub fn forge_slug(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() {
        let kept = text.chars().filter_map(forge_char);
        return kept.map(|c| c.to_ascii_lowercase()).collect();
    }
    let kept = text.nfc().filter_map(forge_char);
    kept.flat_map(char::to_lowercase).nfc().collect()
}

/// Returns a character as it is in an anchor, or `None` if it is left out.
fn forge_char(c: char) -> Option<char> {
    match c {
        ' ' | '-' => Some('-'),
        // The other connecting punctuation beside `_`.
        '_'
        | '\u{203F}'
        | '\u{2040}'
        | '\u{2054}'
        | '\u{FE33}'
        | '\u{FE34}'
        | '\u{FE4D}'..='\u{FE4F}'
        | '\u{FF3F}' => Some(c),
        _ if c.is_ascii() => c.is_ascii_alphanumeric().then_some(c),
        _ if c.is_alphabetic() || is_combining_mark(c) => Some(c),
        _ => (c.is_numeric() && !is_other_number(c)).then_some(c),
    }
}

/// Returns whether a number is no digit and no letter (category No): fractions, superscripts,
/// numbers in circles.
fn is_other_number(c: char) -> bool {
    matches!(c,
        '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{BC}'..='\u{BE}' | '\u{2070}'..='\u{2089}'
        | '\u{2150}'..='\u{215F}' | '\u{2189}' | '\u{2460}'..='\u{249B}' | '\u{24EA}'..='\u{24FF}'
        | '\u{2776}'..='\u{2793}' | '\u{3192}'..='\u{3195}' | '\u{3220}'..='\u{3229}'
        | '\u{3248}'..='\u{324F}' | '\u{3251}'..='\u{325F}' | '\u{3280}'..='\u{3289}'
        | '\u{32B1}'..='\u{32BF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_github() {
        for (heading, expected) in [
            ("What's new in C++ & Rust?", "whats-new-in-c--rust"),
            ("--passes: add more", "--passes-add-more"),
            ("Folder: /assets/glyphs/", "folder-assetsglyphs"),
            (
                "Request/reply vs publish/subscribe",
                "requestreply-vs-publishsubscribe",
            ),
            ("  snake_case & CamelCase  ", "snake_case--camelcase"),
            ("1.2 Über uns – ÉTÉ", "12-über-uns--été"),
            ("1. 什么是闭包？", "1-什么是闭包"),
            ("🚀 Start", "-start"),
            ("a\u{A0}b", "ab"),
            ("x² and ½", "x-and-"),
            ("???", ""),
            ("हिन्दी में", "हिन्दी-में"),
        ] {
            assert_eq!(forge_slug(heading), expected, "{heading}");
        }
    }
}
