//! Finds front matter whose `---` lines are wrong, missing or not at the top.

use super::attribute_slips::is_known;
use super::front_matter_fences::{self, FrontMatter};
use crate::diag::Span;

/// A line of the file with its place, without the end of the line.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
    /// The start of the next line.
    next: usize,
}

impl Line<'_> {
    fn span(self) -> Span {
        Span::new(self.start, self.start + self.text.len())
    }
}

fn lines(text: &str, start: usize) -> impl Iterator<Item = Line<'_>> {
    let mut next = start;
    let rest = text.get(start..).unwrap_or_default();
    rest.split_inclusive('\n').map(move |line| {
        let start = next;
        next += line.len();
        Line {
            text: line.trim_end(),
            start,
            next,
        }
    })
}

/// Finds the front matter of `text`, with or without a slip in its `---` lines.
pub(super) fn find(text: &str) -> FrontMatter {
    let found = front_matter_fences::find(text);
    let corrected = match &found {
        FrontMatter::None => without_opening(text, text.len() - text.trim_start().len()),
        FrontMatter::Unclosed { fence, .. } => {
            let keys = lines(text, fence.start).next().map(|line| line.next);
            keys.and_then(|keys| closing(text, keys))
        }
        FrontMatter::Found { .. } | FrontMatter::Broken { .. } | FrontMatter::Late { .. } => None,
    };
    corrected.unwrap_or(found)
}

/// Finds front matter whose first line is not `---`, or that has text above it. `start` is the first
/// character of the text that is not a blank.
fn without_opening(text: &str, start: usize) -> Option<FrontMatter> {
    let first = lines(text, start).next()?;
    let fences = lines(text, start)
        .take(2)
        .take_while(|line| is_nearly_fence(line.text));
    let fence_end = fences.last().map(|line| line.next);
    let keys_start = fence_end.unwrap_or(first.start);
    if let Some(body) = end_of_keys(text, keys_start) {
        let (place, replacement) = match fence_end {
            Some(end) => (Span::new(first.start, end), "---\n".to_owned()),
            None => (Span::point(first.start), "---\n".to_owned()),
        };
        return Some(broken(first.span(), place, replacement, body));
    }
    // The first key is on the line of the fence.
    let joined = first.text.strip_prefix("---").map(str::trim_start);
    if let Some(key) = joined.filter(|rest| is_key(rest)) {
        let body = lines(text, first.next)
            .find(|line| !is_part_of_keys(line.text))
            .filter(|line| line.text == "---")?
            .next;
        return Some(broken(
            first.span(),
            first.span(),
            format!("---\n{key}"),
            body,
        ));
    }
    below_text(text, start)
}

fn broken(at: Span, place: Span, replacement: String, body: usize) -> FrontMatter {
    FrontMatter::Broken {
        at,
        fault: "front matter begins with a line `---`",
        fix: Some((place, replacement)),
        body,
    }
}

/// Finds front matter below text.
fn below_text(text: &str, start: usize) -> Option<FrontMatter> {
    if !text.get(start..)?.contains("\n---") {
        return None;
    }
    let above = lines(text, start).take_while(|line| !line.text.starts_with('#'));
    let fence = above.skip(1).find(|line| line.text == "---")?;
    let body = end_of_keys(text, fence.next)?;
    Some(FrontMatter::Broken {
        at: lines(text, start).next()?.span(),
        fault: "front matter begins on the first line, and there is text above it",
        fix: None,
        body,
    })
}

/// Returns the end of the closing `---` line below at least one known key.
fn end_of_keys(text: &str, start: usize) -> Option<usize> {
    let first = lines(text, start).next()?;
    if !is_key(first.text) {
        return None;
    }
    let end = lines(text, start).find(|line| !is_part_of_keys(line.text))?;
    (end.text == "---").then_some(end.next)
}

/// Finds the line that was meant to close front matter: the first that is nearly `---`, or a key
/// with the `---` at its end. `start` is the start of the keys.
fn closing(text: &str, start: usize) -> Option<FrontMatter> {
    let line = lines(text, start).find(|line| {
        let has_fence_at_end = line.text.ends_with("---") && is_part_of_keys(line.text);
        is_nearly_fence(line.text) || has_fence_at_end || !is_part_of_keys(line.text)
    })?;
    let key = line.text.strip_suffix("---").filter(|key| is_key(key));
    let rest = line.text.strip_prefix("---").map(str::trim_start);
    let heading = rest.filter(|rest| rest.starts_with("# "));
    let replacement = match (key, heading) {
        (Some(key), _) => format!("{}\n---", key.trim_end()),
        (None, Some(heading)) => format!("---\n{heading}"),
        (None, None) if is_nearly_fence(line.text) => "---".to_owned(),
        (None, None) => return None,
    };
    // Two halves of a fence are one.
    let second = lines(text, line.next).next();
    let split = second.filter(|second| is_nearly_fence(second.text) && is_half(line.text));
    let end = split.unwrap_or(line);
    Some(FrontMatter::Broken {
        at: line.span(),
        fault: "this line does not close the front matter, because it is not `---`",
        fix: Some((Span::new(line.start, end.span().end), replacement)),
        body: if heading.is_some() {
            line.start + "---".len()
        } else {
            end.next
        },
    })
}

/// Returns whether a line was meant as `---`: dashes with one other character, or text behind them.
fn is_nearly_fence(line: &str) -> bool {
    let signs = line.trim();
    if signs.starts_with("---") {
        let rest = signs.trim_start_matches('-').trim_start();
        return rest.is_empty() || rest.starts_with('{');
    }
    let others = signs.chars().filter(|c| !"- ".contains(*c)).count();
    let dashes = signs.matches('-').count();
    let is_item = signs.starts_with("- ") && others > 0;
    (1..=4).contains(&dashes) && others <= 1 && dashes > others && !is_item || is_half(signs)
}

fn is_half(line: &str) -> bool {
    matches!(line.trim(), "-" | "--")
}

/// Returns whether a line begins with a known key.
fn is_key(line: &str) -> bool {
    let word = line.split(':').next().unwrap_or_default();
    let after = line.get(word.len()..).unwrap_or_default();
    is_known(word) && (after == ":" || after.starts_with(": "))
}

/// Returns whether a line can be part of front matter: a key, a comment, an item or a line of a long
/// value.
fn is_part_of_keys(line: &str) -> bool {
    let word = line.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
    let has_key = word.len() < line.len() && (word == ":" || word.starts_with(": "));
    let is_comment = line.starts_with('#') && !line.starts_with("# ");
    has_key || is_comment || line.starts_with([' ', '\t']) || line.starts_with("- ")
}
