//! Divides a text into words, exactly as the search page does: in lower case, without accents,
//! apostrophes and layout characters. Scripts without spaces between words are divided into bigrams
//! of characters.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::source::is_hidden;

/// The maximum length of a word, in characters.
const LONGEST: usize = 40;

/// Calls `each` with the words of `text`, in order.
pub(super) fn words(text: &str, mut each: impl FnMut(&str)) {
    let mut word = String::with_capacity(LONGEST);
    if text.is_ascii() {
        return ascii(text, &mut word, &mut each);
    }
    for chunk in text.split_whitespace() {
        if chunk.is_ascii() {
            ascii(chunk, &mut word, &mut each)
        } else {
            any(&plain(chunk), &mut word, &mut each)
        }
    }
}

/// Does what `any` does, but faster, for the common case of ASCII. Most words need no change.
fn ascii(text: &str, word: &mut String, each: &mut impl FnMut(&str)) {
    let is_plain = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        part.len() <= LONGEST && part.bytes().all(plain)
    };
    let parts = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'');
    for part in parts.filter(|part| !part.is_empty()) {
        if is_plain(part) {
            each(part)
        } else {
            folded(part, word, each)
        }
    }
}

/// Splits a part of letters, digits and apostrophes into words. An apostrophe belongs to a word
/// only inside it.
fn folded(part: &str, word: &mut String, each: &mut impl FnMut(&str)) {
    let mut bytes = part.bytes().peekable();
    let mut letter_before = false;
    while let Some(byte) = bytes.next() {
        let letter_after = bytes.peek().is_some_and(u8::is_ascii_alphabetic);
        match byte {
            b'\'' if letter_before && letter_after => {}
            b'\'' => flush(word, each),
            _ if word.len() < LONGEST => word.push(char::from(byte.to_ascii_lowercase())),
            _ => {}
        }
        letter_before = byte.is_ascii_alphabetic();
    }
    flush(word, each);
}

fn any(chunk: &str, word: &mut String, each: &mut impl FnMut(&str)) {
    let mut run: Vec<char> = Vec::new();
    for part in chunk.split_word_bounds() {
        for c in part.chars() {
            if is_unspaced(c) {
                flush(word, each);
                run.push(c);
                continue;
            }
            bigrams(&mut run, each);
            if is_letter(c) {
                if word.chars().count() < LONGEST {
                    word.push(c);
                }
            } else if !matches!(c, '\'' | '’') || part.chars().count() == 1 {
                flush(word, each);
            }
        }
        // a word ends with its part, but a run of characters continues
        flush(word, each);
    }
    bigrams(&mut run, each);
}

/// Ends a word and passes it on.
fn flush(word: &mut String, each: &mut impl FnMut(&str)) {
    if !word.is_empty() {
        each(word);
        word.clear();
    }
}

/// Passes on every two neighbors of a run, or its only character.
fn bigrams(run: &mut Vec<char>, each: &mut impl FnMut(&str)) {
    let mut pair = String::with_capacity(8);
    let width = run.len().min(2);
    for two in run.windows(width.max(1)) {
        pair.clear();
        pair.extend(two);
        each(&pair);
    }
    run.clear();
}

/// Returns a text in lower case, without accents, width variants, ligatures and layout characters.
fn plain(text: &str) -> String {
    let bare = text
        .nfkd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}') && !is_layout(*c));
    bare.nfkc().collect::<String>().to_lowercase()
}

/// Returns whether a character is invisible inside a word: soft hyphens, joiners, marks of
/// direction.
fn is_layout(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}') || !c.is_control() && is_hidden(c)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Returns whether the script of a character has no spaces between words: Thai, Lao, Burmese,
/// Khmer, kana and ideographs.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
        && is_letter(c)
}
