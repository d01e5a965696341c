//! Finds invisible characters, and makes them visible. Those that a script needs are let through where
//! they do their work.

use std::borrow::Cow;

use super::bytes::has_byte;
use crate::diag::Span;
use crate::source::is_hidden;

/// Returns the places of all invisible characters that can deceive, with their code points.
pub(super) fn find(text: &str) -> Vec<(Span, char)> {
    let mut found = Vec::new();
    if is_plain(text) {
        return found;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if !is_plain(line) && line.chars().any(is_candidate) {
            let line = Line::new(line);
            let deceiving = line
                .candidates()
                .filter(|(index, _, c)| !line.needs(*index, *c));
            found.extend(deceiving.map(|(_, place, c)| {
                let place = start + place;
                (Span::new(place, place + c.len_utf8()), c)
            }));
        }
        start += line.len();
    }
    found
}

/// Returns whether a text is ASCII without control characters.
fn is_plain(text: &str) -> bool {
    text.is_ascii() && !has_byte(text, is_control)
}

fn is_control(byte: u8) -> bool {
    byte < 0x20 && byte != b'\n' && byte != b'\t' || byte == 0x7F
}

fn is_candidate(c: char) -> bool {
    is_hidden(c) || is_joiner(c)
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// A line with invisible characters.
struct Line {
    chars: Vec<(usize, char)>,
    /// Whether it has a letter that is written from right to left.
    is_right_to_left: bool,
    /// The indices of isolates that are closed, and of the characters that close them.
    isolates: Vec<usize>,
    /// The indices of the tags of flags.
    flags: Vec<usize>,
}

impl Line {
    fn new(line: &str) -> Self {
        let chars: Vec<(usize, char)> = line.char_indices().collect();
        Self {
            is_right_to_left: line.chars().any(is_right_to_left),
            isolates: isolates(&chars),
            flags: flags(&chars),
            chars,
        }
    }

    /// Returns the index, the place and the character of all that may deceive.
    fn candidates(&self) -> impl Iterator<Item = (usize, usize, char)> {
        let chars = self.chars.iter().enumerate();
        let candidates = chars.filter(|(_, (_, c))| is_candidate(*c));
        candidates.map(|(index, (place, c))| (index, *place, *c))
    }

    fn char_at(&self, index: Option<usize>) -> Option<char> {
        self.chars.get(index?).map(|(_, c)| *c)
    }

    /// Returns whether the script needs an invisible character at its place.
    fn needs(&self, index: usize, c: char) -> bool {
        let last = self.char_at(index.checked_sub(1));
        let next = self.char_at(Some(index + 1));
        let beside = |test: fn(char) -> bool| last.is_some_and(test) || next.is_some_and(test);
        match c {
            '\u{200C}' | '\u{200D}' => beside(can_be_joined) && !beside(is_joiner),
            '\u{200B}' => beside(has_no_blanks) && !beside(is_hidden),
            '\u{200E}' | '\u{200F}' => self.is_right_to_left && !beside(is_mark),
            '\u{2066}'..='\u{2069}' => self.isolates.binary_search(&index).is_ok(),
            '\u{E0020}'..='\u{E007F}' => self.flags.binary_search(&index).is_ok(),
            _ => false,
        }
    }
}

/// Returns whether a joiner can do its work beside a character: a letter of a script other than Latin,
/// or an emoji. Between Latin letters, it makes one word look like another.
fn can_be_joined(c: char) -> bool {
    let is_latin = matches!(c, '\u{0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}' | '\u{FF00}'..='\u{FF5E}');
    !is_latin && !c.is_whitespace() && !is_candidate(c)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}')
}

/// Returns whether a letter is of a script that is written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Returns whether a letter is of a script that sets no blanks between words: Thai, Lao, Burmese and
/// Khmer.
fn has_no_blanks(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{19E0}'..='\u{19FF}')
}

/// Returns the indices of isolates that are closed in the line and contain something, and of the
/// characters that close them. One that turns text from right to left contains such a letter.
fn isolates(chars: &[(usize, char)]) -> Vec<usize> {
    let mut closed = Vec::new();
    // The index of each open isolate, and whether it contains text and a letter from right to left.
    let mut open: Vec<(usize, char, bool, bool)> = Vec::new();
    for (index, (_, c)) in chars.iter().enumerate() {
        match c {
            '\u{2066}'..='\u{2068}' => open.push((index, *c, false, false)),
            '\u{2069}' => {
                let Some((start, kind, has_text, has_letter)) = open.pop() else {
                    continue;
                };
                if has_text && (has_letter || kind != '\u{2067}') {
                    closed.extend([start, index]);
                }
                if let Some((_, _, outer_text, outer_letter)) = open.last_mut() {
                    *outer_text |= has_text;
                    *outer_letter |= has_letter;
                }
            }
            c => {
                if let Some((_, _, has_text, has_letter)) = open.last_mut() {
                    *has_text |= !c.is_whitespace() && !is_candidate(*c);
                    *has_letter |= is_right_to_left(*c);
                }
            }
        }
    }
    closed.sort_unstable();
    closed
}

/// Returns the indices of the tags that follow a black flag and end as the flag of a region does.
fn flags(chars: &[(usize, char)]) -> Vec<usize> {
    let mut flags = Vec::new();
    // The index of the first tag of an open flag.
    let mut open = None;
    for (index, (_, c)) in chars.iter().enumerate() {
        match (c, open) {
            ('\u{1F3F4}', _) => open = Some(index + 1),
            ('\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}', Some(_)) => {}
            ('\u{E007F}', Some(start)) => {
                if (3..=6).contains(&(index - start)) {
                    flags.extend(start..=index);
                }
                open = None;
            }
            _ => open = None,
        }
    }
    flags
}

/// Returns the text with invisible characters that can deceive made visible: control characters become
/// the replacement character, and the others their code points.
pub fn shown(text: &str) -> Cow<'_, str> {
    let hidden = find(text);
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8 * hidden.len());
    let mut end = 0;
    for (span, c) in hidden {
        shown.push_str(text.get(end..span.start).unwrap_or_default());
        if c.is_control() {
            shown.push(char::REPLACEMENT_CHARACTER)
        } else {
            shown.push_str(&format!("⟦U+{:04X}⟧", u32::from(c)))
        }
        end = span.end;
    }
    shown.push_str(text.get(end..).unwrap_or_default());
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_script_needs_is_let_through() {
        for text in [
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "👩\u{200D}💻",
            "لغة C++\u{200F} سريعة",
            "العربية\u{200E} (ar)",
            "a \u{2068}שלום\u{2069} b",
            "\u{2066}x \u{2067}שלום\u{2069}\u{2069}",
            "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
            "ภาษา\u{200B}ไทย",
            "ភាសា\u{200B}ខ្មែរ",
        ] {
            assert_eq!(find(text), [], "{text:?}");
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn what_can_deceive_is_found() {
        for (text, hidden) in [
            ("pay\u{200D}pal", 1),
            ("caf\u{E9}\u{200D}bar", 1),
            ("paypal\u{200D} ", 1),
            ("\u{200D}paypal", 1),
            ("see\u{200B}me", 1),
            ("left\u{200E} alone", 1),
            ("العربية\u{200E}\u{200E}\u{200E}", 3),
            ("\u{2067}abc\u{2069}", 2),
            ("\u{2068}never closed", 1),
            ("never opened\u{2069}", 1),
            ("\u{202E}cba", 1),
            ("שלום \u{202E}cba", 1),
            ("\u{E0067}\u{E0062}", 2),
            ("🏴\u{E0067}\u{E0062}", 2),
            ("ไท\u{200B}\u{200B}ย", 2),
            ("a\u{FEFF}b", 1),
        ] {
            assert_eq!(find(text).len(), hidden, "{text:?}");
        }
    }
}
