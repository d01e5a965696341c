//! Finds dollar signs that mean money.
//!
//! A formula opens only before a character that is no blank. It closes only after one, and not before
//! a digit or letter. An amount such as `US$5` or `5$/h` opens none.

use std::ops::Range;

use super::bytes::has_byte;
use super::masks::{Masks, SIGN};

/// Masks the dollar signs that delimit no formula. Those in `addresses` have no meaning.
pub(super) fn mask(text: &str, addresses: &[Range<usize>], masks: &mut Masks) {
    if !has_byte(text, |byte| byte == b'$') {
        return;
    }
    let mut scan = Scan {
        text,
        bytes: text.as_bytes(),
        masks,
        open: None,
        unclosed: Vec::new(),
    };
    let mut start = 0;
    let mut fence: Option<(u8, usize)> = None;
    let mut block_start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or_default();
        let end = start + rest.find('\n').map_or(rest.len(), |at| at + 1);
        let line = rest.get(..end - start).unwrap_or_default();
        let words = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let run = fence_run(words);
        let is_fenced = match (fence, run) {
            (Some((sign, length)), Some((own_sign, own_length))) => {
                let is_end = sign == own_sign && own_length >= length;
                fence = fence.filter(|_| !is_end);
                true
            }
            (Some(_), None) => true,
            (None, Some(run)) => {
                fence = Some(run);
                true
            }
            (None, None) => false,
        };
        if is_fenced || words.is_empty() || begins_block(words) {
            scan.block(block_start..start, addresses);
            block_start = start;
        }
        if is_fenced || words.starts_with(['#', '|']) {
            if !is_fenced {
                scan.block(start..end, addresses);
            }
            block_start = end;
        }
        start = end;
    }
    scan.block(block_start..text.len(), addresses);
}

/// Returns the sign of a code fence and its length.
fn fence_run(words: &str) -> Option<(u8, usize)> {
    let sign = words
        .bytes()
        .next()
        .filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = words.bytes().take_while(|byte| *byte == sign).count();
    let is_fence = length >= 3 && !(sign == b'`' && words.get(length..)?.contains('`'));
    is_fence.then_some((sign, length))
}

/// Returns whether a line ends the paragraph above it.
fn begins_block(words: &str) -> bool {
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = number.len() < words.len() && number.starts_with([')', '.']);
    words.starts_with(['#', '|'])
        || is_numbered
        || ["- ", "* ", "+ "]
            .iter()
            .any(|mark| words.starts_with(mark))
}

/// Returns whether a place is in one of the ranges, which are in order.
fn is_in(ranges: &[Range<usize>], at: usize) -> bool {
    let index = ranges.partition_point(|range| range.end <= at);
    ranges.get(index).is_some_and(|range| range.contains(&at))
}

struct Scan<'t, 'm> {
    text: &'t str,
    bytes: &'t [u8],
    masks: &'m mut Masks,
    /// The sign that may open a formula.
    open: Option<usize>,
    /// The lengths of backtick runs that nothing closes in the rest of the block.
    unclosed: Vec<usize>,
}

impl Scan<'_, '_> {
    /// Masks the dollar signs of a block that delimit no formula.
    fn block(&mut self, block: Range<usize>, addresses: &[Range<usize>]) {
        let mut at = block.start;
        self.unclosed.clear();
        while at < block.end {
            let rest = self.bytes.get(at..block.end).unwrap_or_default();
            let Some(step) = rest
                .iter()
                .position(|byte| matches!(byte, b'$' | b'`' | b'\\'))
            else {
                break;
            };
            at += step;
            let length = self.run(at, block.end);
            match self.bytes.get(at) {
                Some(b'\\') => at += 2,
                Some(b'`') => at = self.code(at, length, block.end),
                _ if is_in(addresses, at) => at += length,
                _ => at = self.dollars(at, length, block.end),
            }
        }
        if let Some(open) = self.open.take() {
            self.masks.swap(open, SIGN);
        }
    }

    /// Returns the number of equal bytes from a place on.
    fn run(&self, at: usize, end: usize) -> usize {
        let rest = self.bytes.get(at..end).unwrap_or_default();
        let first = rest.first();
        rest.iter().take_while(|byte| Some(*byte) == first).count()
    }

    /// Returns the end of a code span. Dollar signs in it close no formula.
    fn code(&mut self, at: usize, length: usize, end: usize) -> usize {
        let start = at + length;
        let mut close = start;
        if self.unclosed.contains(&length) {
            return start;
        }
        while close < end {
            let rest = self.bytes.get(close..end).unwrap_or_default();
            let Some(step) = rest.iter().position(|byte| *byte == b'`') else {
                break;
            };
            close += step;
            let own_length = self.run(close, end);
            if own_length == length {
                if self.open.is_some() {
                    let inside = self.bytes.get(start..close).unwrap_or_default();
                    for (index, _) in inside.iter().enumerate().filter(|(_, byte)| **byte == b'$') {
                        self.masks.swap(start + index, SIGN);
                    }
                }
                return close + length;
            }
            close += own_length;
        }
        self.unclosed.push(length);
        start
    }

    fn dollars(&mut self, at: usize, length: usize, end: usize) -> usize {
        match length {
            1 => {
                self.single(at);
                at + 1
            }
            // In `$a$$b$` a formula ends and another begins.
            2 if self.open.is_some() && self.closes(at) => {
                self.open = Some(at + 1);
                at + 2
            }
            2 => {
                let rest = self.text.get(at + 2..end).unwrap_or_default();
                let close = rest
                    .match_indices("$$")
                    .map(|(close, _)| close)
                    .find(|close| {
                        let before = rest.get(..*close).unwrap_or_default();
                        !before.ends_with('\\') && self.run(at + 2 + close, end) == 2
                    });
                match close {
                    Some(close) if close > 0 => at + 2 + close + 2,
                    _ => self.mask_run(at, 2),
                }
            }
            _ => self.mask_run(at, length),
        }
    }

    fn mask_run(&mut self, at: usize, length: usize) -> usize {
        (at..at + length).for_each(|at| self.masks.swap(at, SIGN));
        at + length
    }

    fn single(&mut self, at: usize) {
        if self.open.is_some() && self.closes(at) {
            self.open = None;
            return;
        }
        if let Some(open) = self.open.take() {
            self.masks.swap(open, SIGN);
        }
        if self.opens(at) {
            self.open = Some(at);
        } else {
            self.masks.swap(at, SIGN);
        }
    }

    fn opens(&self, at: usize) -> bool {
        let Some(next) = self.after(at) else {
            return false;
        };
        let before = self.before(at).filter(char::is_ascii_alphanumeric);
        let is_amount = match before {
            Some(before) => {
                next.is_ascii_digit() || before.is_ascii_digit() && ",./;:!?)-–—+".contains(next)
            }
            None => false,
        };
        !next.is_whitespace() && !is_amount
    }

    fn closes(&self, at: usize) -> bool {
        let follows = |c: char| c.is_alphanumeric() && c < FIRST_WITHOUT_BLANKS;
        self.before(at).is_some_and(|c| !c.is_whitespace()) && !self.after(at).is_some_and(follows)
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text.get(at + 1..)?.chars().next()
    }
}

/// The first letter of the scripts that set no blanks between words and formulas, as Chinese does,
/// or whose words are not those of amounts.
const FIRST_WITHOUT_BLANKS: char = '\u{530}';
