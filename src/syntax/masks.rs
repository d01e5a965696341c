//! Masks characters that the markdown library would misread, and restores them in its events.
//!
//! The library cannot be told that a dollar sign means money, or that a full stop is Chinese. It gets
//! a text in which such a character is replaced by one of the same length that it reads as meant.
//! A line can also be inserted, where a block ends that the library would continue. Events and their
//! places are those of the author's text again.

use std::ops::Range;

use pulldown_cmark::CowStr;

/// Replaces ASCII punctuation. It is punctuation without a meaning in markdown.
pub(super) const SIGN: char = '%';
/// Replaces punctuation that is to be read as a letter.
pub(super) const LETTER: char = '\u{A015}';
/// Replaces a letter that is to be read as punctuation.
pub(super) const PUNCTUATION: char = '\u{A4FE}';
/// [`PUNCTUATION`] for letters of four bytes.
pub(super) const WIDE_PUNCTUATION: char = '\u{16FE2}';

/// The changes to a text, by their places in it.
#[derive(Debug, Default)]
pub(super) struct Masks {
    swaps: Vec<(usize, char)>,
    lines: Vec<(usize, String)>,
}

impl Masks {
    /// Replaces the character at a place by one of the same length. The first mask of a place stays.
    pub(super) fn swap(&mut self, at: usize, mask: char) {
        self.swaps.push((at, mask));
    }

    /// Inserts a line at the beginning of a line. The places must come in order.
    pub(super) fn insert_line(&mut self, at: usize, line: String) {
        self.lines.push((at, line));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.swaps.is_empty() && self.lines.is_empty()
    }

    /// Returns the text with all changes.
    pub(super) fn apply<'a>(&mut self, text: &'a str) -> MaskedText<'a> {
        self.swaps.sort_by_key(|(at, _)| *at);
        self.swaps.dedup_by_key(|(at, _)| *at);
        let mut masked = String::with_capacity(text.len() + 8 * self.lines.len());
        let mut lines = self.lines.iter().peekable();
        let mut inserted = Vec::new();
        let mut end = 0;
        for (at, mask) in &self.swaps {
            while let Some((line_at, line)) = lines.next_if(|(line_at, _)| line_at <= at) {
                masked.push_str(text.get(end..*line_at).unwrap_or_default());
                inserted.push(masked.len()..masked.len() + line.len());
                masked.push_str(line);
                end = *line_at;
            }
            let Some(masked_char) = text.get(*at..).and_then(|rest| rest.chars().next()) else {
                continue;
            };
            if masked_char.len_utf8() != mask.len_utf8() {
                continue;
            }
            masked.push_str(text.get(end..*at).unwrap_or_default());
            masked.push(*mask);
            end = at + mask.len_utf8();
        }
        for (at, line) in lines {
            masked.push_str(text.get(end..*at).unwrap_or_default());
            inserted.push(masked.len()..masked.len() + line.len());
            masked.push_str(line);
            end = *at;
        }
        masked.push_str(text.get(end..).unwrap_or_default());
        MaskedText {
            original: text,
            masked,
            inserted,
        }
    }
}

/// A text for the library, with the author's text that it is made from.
#[derive(Debug)]
pub(super) struct MaskedText<'a> {
    original: &'a str,
    masked: String,
    /// The inserted lines, by their places in the masked text.
    inserted: Vec<Range<usize>>,
}

impl<'a> MaskedText<'a> {
    pub(super) fn as_str(&self) -> &str {
        &self.masked
    }

    /// Returns the author's place for a place in the masked text.
    fn original_place(&self, place: usize) -> usize {
        let before = self.inserted.iter().take_while(|line| line.start < place);
        let inserted: usize = before.map(|line| line.end.min(place) - line.start).sum();
        place - inserted
    }

    pub(super) fn original_range(&self, range: &Range<usize>) -> Range<usize> {
        self.original_place(range.start)..self.original_place(range.end)
    }

    /// Returns the author's text in a range of the masked text.
    pub(super) fn original_text(&self, range: &Range<usize>) -> &'a str {
        let range = self.original_range(range);
        self.original.get(range).unwrap_or_default()
    }

    /// Restores a text of the library that comes from `range` of the masked text, with all its
    /// masks. `after` is a text that comes from the end of the range.
    pub(super) fn restore(
        &self,
        text: &CowStr<'_>,
        range: &Range<usize>,
        side: Side<'_>,
    ) -> CowStr<'a> {
        if let CowStr::Borrowed(borrowed) = text
            && let Some(start) = self.place_of(borrowed)
        {
            let range = start..start + borrowed.len();
            return CowStr::Borrowed(self.original_text(&range));
        }
        let count = text.chars().filter(is_mask).count();
        if count == 0 {
            return CowStr::from(text.to_string());
        }
        let masked = self.masked.get(range.clone()).unwrap_or_default();
        let places = masked.char_indices().filter(|(_, c)| is_mask(c));
        let mut originals: Vec<char> = places
            .filter_map(|(at, _)| {
                let place = self.original_place(range.start + at);
                self.original.get(place..)?.chars().next()
            })
            .collect();
        if let Side::End { before } = side {
            let before = before.chars().filter(is_mask).count();
            let skipped = originals.len().saturating_sub(before + count);
            originals.drain(..skipped);
        }
        let mut originals = originals.into_iter();
        let restored = text.chars().map(|c| match is_mask(&c) {
            true => originals.next().unwrap_or(c),
            false => c,
        });
        CowStr::from(restored.collect::<String>())
    }

    /// Returns the place of a part of the masked text in it.
    fn place_of(&self, part: &str) -> Option<usize> {
        let start = part
            .as_ptr()
            .addr()
            .checked_sub(self.masked.as_ptr().addr())?;
        (start + part.len() <= self.masked.len()).then_some(start)
    }
}

/// The side of a range from which a text comes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Side<'t> {
    Start,
    /// The end, before another text.
    End {
        before: &'t str,
    },
}

fn is_mask(c: &char) -> bool {
    matches!(*c, SIGN | LETTER | PUNCTUATION | WIDE_PUNCTUATION)
}
