//! Emphasis beside Chinese, Japanese and Korean characters.
//!
//! CommonMark decides by blanks and punctuation whether `**` opens or closes. Text without blanks
//! between words needs two more rules: full-width punctuation counts as a letter, and a Chinese,
//! Japanese or Korean character counts as a blank beside other punctuation.

use super::masks::{LETTER, Masks, PUNCTUATION, WIDE_PUNCTUATION};

/// Masks the characters beside `*` and `~~` that the library would read by the rules of other scripts.
pub(super) fn mask(text: &str, masks: &mut Masks) {
    if text.is_ascii() {
        return;
    }
    let mut end = 0;
    for (at, sign) in text.match_indices(['*', '~']) {
        if at < end {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let run = rest.len() - rest.trim_start_matches(sign).len();
        end = at + run;
        if sign == "~" && run != 2 {
            continue;
        }
        let before = text.get(..at).unwrap_or_default();
        let (Some(last), Some(next)) = (
            before.chars().next_back(),
            text.get(end..).and_then(|rest| rest.chars().next()),
        ) else {
            continue;
        };
        if last.is_ascii() && next.is_ascii() || last == '\\' {
            continue;
        }
        let last_at = at - last.len_utf8();
        match (Beside::new(last), Beside::new(next)) {
            (Beside::WidePunctuation, Beside::Letter | Beside::WideLetter) => {
                masks.swap(last_at, LETTER)
            }
            (Beside::Letter | Beside::WideLetter, Beside::WidePunctuation) => {
                masks.swap(end, LETTER)
            }
            (Beside::WideLetter, Beside::Punctuation) => masks.swap(last_at, punctuation(last)),
            (Beside::Punctuation, Beside::WideLetter) => masks.swap(end, punctuation(next)),
            _ => {}
        }
    }
}

/// A character beside a run of `*`.
enum Beside {
    Blank,
    Punctuation,
    Letter,
    /// Punctuation of Chinese, Japanese and Korean.
    WidePunctuation,
    /// Another character of these scripts.
    WideLetter,
}

impl Beside {
    fn new(c: char) -> Self {
        match c {
            _ if c.is_whitespace() => Self::Blank,
            _ if c.is_ascii_punctuation() => Self::Punctuation,
            '\u{A1}'..='\u{A9}'
            | '\u{AB}'..='\u{B1}'
            | '\u{B4}'
            | '\u{B6}'..='\u{B8}'
            | '\u{BB}'
            | '\u{BF}'
            | '\u{2010}'..='\u{2027}'
            | '\u{2030}'..='\u{205E}'
            | '\u{20A0}'..='\u{20C0}'
            | '\u{2190}'..='\u{2BFF}'
            | '\u{1F000}'..='\u{1FAFF}' => Self::Punctuation,
            '\u{3001}'..='\u{3004}'
            | '\u{3008}'..='\u{3020}'
            | '\u{3030}'
            | '\u{3036}'
            | '\u{303D}'
            | '\u{30A0}'
            | '\u{30FB}'
            | '\u{FE10}'..='\u{FE19}'
            | '\u{FE30}'..='\u{FE6B}'
            | '\u{FF01}'..='\u{FF0F}'
            | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF3B}'..='\u{FF40}'
            | '\u{FF5B}'..='\u{FF65}'
            | '\u{FFE0}'..='\u{FFEE}' => Self::WidePunctuation,
            '\u{1100}'..='\u{11FF}'
            | '\u{2E80}'..='\u{A4CF}'
            | '\u{A960}'..='\u{A97F}'
            | '\u{AC00}'..='\u{D7FF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF10}'..='\u{FFDC}'
            | '\u{1B000}'..='\u{1B16F}'
            | '\u{20000}'..='\u{3FFFD}' => Self::WideLetter,
            _ => Self::Letter,
        }
    }
}

fn punctuation(letter: char) -> char {
    if letter.len_utf8() == WIDE_PUNCTUATION.len_utf8() {
        WIDE_PUNCTUATION
    } else {
        PUNCTUATION
    }
}
