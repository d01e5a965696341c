//! Finds tables right below a line of text. The library knows a table only as a block of its own.

use std::ops::Range;

use super::bytes::has_byte;

/// Returns the beginnings of lines that are the head of a table if they stand in a paragraph.
pub(super) fn candidates(text: &str) -> Vec<usize> {
    let mut heads = Vec::new();
    if !has_byte(text, |byte| byte == b'|') {
        return heads;
    }
    let mut above = Line::default();
    let mut head = Line::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = words(line);
        let length = line.len();
        let line = Line { start, words };
        start += length;
        if !above.words.is_empty()
            && !above.words.starts_with('#')
            && is_delimiter_row(words)
            && head.words.contains('|')
            && cells(head.words) == cells(words)
        {
            heads.push(head.start);
        }
        above = std::mem::replace(&mut head, line);
    }
    heads
}

#[derive(Default)]
struct Line<'t> {
    start: usize,
    words: &'t str,
}

/// Returns a line without the marks of its containers.
fn words(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>']).trim_end()
}

/// Returns what ends the paragraph above a line: an empty line in the same quotes.
pub(super) fn break_before(text: &str, at: usize) -> String {
    let line = text.get(at..).unwrap_or_default();
    let rest = line.trim_start_matches([' ', '\t', '>']);
    let quotes = line.get(..line.len() - rest.len()).unwrap_or_default();
    let mut empty = quotes.trim_end().to_owned();
    empty.push('\n');
    empty
}

/// Returns the candidates that stand in a paragraph: right after one of the `line_ends`.
pub(super) fn in_paragraphs(heads: Vec<usize>, line_ends: &[Range<usize>]) -> Vec<usize> {
    let follows = |head: &usize| {
        let index = line_ends.partition_point(|end| end.end < *head);
        let end = line_ends.get(index);
        end.is_some_and(|end| end.start < *head && *head <= end.end)
    };
    heads.into_iter().filter(follows).collect()
}

fn is_delimiter_row(words: &str) -> bool {
    let cell = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    words.contains('|') && without_bars(words).split('|').all(cell)
}

/// Returns the number of cells of a row.
fn cells(words: &str) -> usize {
    let row = without_bars(words);
    let bars = row.match_indices('|');
    let is_bar = |(at, _): &(usize, &str)| !row.get(..*at).is_some_and(|text| text.ends_with('\\'));
    bars.filter(is_bar).count() + 1
}

fn without_bars(row: &str) -> &str {
    let row = row.strip_prefix('|').unwrap_or(row);
    match row.strip_suffix('|') {
        Some(inner) if !inner.ends_with('\\') => inner,
        _ => row,
    }
}
