//! Texts that code fences show by `include="…"`: which ones a book names, and the lines they ask for.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// The file that `target` names, seen from the file `within`: relative to its folder, or with a `/`
/// in front to the content folder. `None` where it leaves that.
pub fn included_path(within: &str, target: &str) -> Option<String> {
    let path = target.split('#').next().unwrap_or_default();
    let path: String = path.replace('\\', "/").nfc().collect();
    let mut start = path.chars();
    let letter = start.next().is_some_and(|c| c.is_ascii_alphabetic());
    // `C:` and `//` name places of some machine
    if path.starts_with("//") || letter && start.next() == Some(':') {
        return None;
    }
    let mut parts: Vec<&str> = if path.starts_with('/') {
        Vec::new()
    } else {
        within.split('/').collect()
    };
    if !path.starts_with('/') {
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The files that a text seems to include. Read before anyone knows what is a fence: a word too many
/// costs the reading of a file, and shows nothing.
pub(super) fn named(within: &str, text: &str) -> BTreeSet<String> {
    // most texts include nothing, and to look takes less time than to divide
    if !text.contains("include=") {
        return BTreeSet::new();
    }
    let values = text.split("include=").skip(1).filter_map(|rest| {
        let line = rest.lines().next()?;
        match line.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => line.split([' ', '\t', '{']).next(),
        }
    });
    values
        .filter_map(|target| included_path(within, target))
        .collect()
}

/// Why an excerpt cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExcerptFault {
    /// Behind the `#` stands neither `L3`, `L3-L9` nor a name.
    Garbled,
    /// The text has only so many lines.
    Beyond(usize),
    /// No such region; those that there are.
    NoRegion(Vec<String>),
    /// The region does not end.
    Open,
}

/// The lines of `text` that the part of `target` behind `#` asks for, without the blanks that all of
/// them begin with: `#L3`, `#L3-L9`, `#name` for what stands between the comments `region: name` and
/// `endregion`; all lines where there is no such part.
///
/// # Errors
/// Why there are none.
pub fn excerpt(text: &str, target: &str) -> Result<String, ExcerptFault> {
    let Some((_, part)) = target.split_once('#') else {
        return Ok(text.to_owned());
    };
    let lines: Vec<&str> = text.lines().collect();
    let chosen = match (range(part), is_name(part)) {
        (Some((first, last)), _) => lines
            .get(first - 1..last)
            .ok_or(ExcerptFault::Beyond(lines.len()))?
            .to_vec(),
        (None, true) => region(&lines, part)?,
        (None, false) => return Err(ExcerptFault::Garbled),
    };
    Ok(flush(&chosen))
}

/// `L3` or `L3-L9`, from 1.
fn range(part: &str) -> Option<(usize, usize)> {
    let number = |text: &str| text.strip_prefix('L')?.parse::<usize>().ok();
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let (first, last) = (number(first)?, number(last)?);
    (1 <= first && first <= last).then_some((first, last))
}

fn is_name(part: &str) -> bool {
    let range = part
        .strip_prefix('L')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    !part.is_empty() && !range && part.chars().all(plain)
}

/// What a comment's line says of regions.
enum Mark<'t> {
    Begin(&'t str),
    End,
}

fn mark(line: &str) -> Option<Mark<'_>> {
    if line.contains("endregion") {
        return Some(Mark::End);
    }
    let (_, name) = line.split_once("region:")?;
    Some(Mark::Begin(name.split_whitespace().next()?))
}

/// The lines of a region, without the marks of others inside it.
fn region<'t>(lines: &[&'t str], name: &str) -> Result<Vec<&'t str>, ExcerptFault> {
    let begins = |line: &&str| matches!(mark(line), Some(Mark::Begin(found)) if found == name);
    let Some(start) = lines.iter().position(begins) else {
        let names = lines.iter().filter_map(|line| match mark(line)? {
            Mark::Begin(name) => Some(name.to_owned()),
            Mark::End => None,
        });
        return Err(ExcerptFault::NoRegion(names.collect()));
    };
    let mut open = 0_usize;
    let mut chosen = Vec::new();
    for line in lines.iter().skip(start + 1) {
        match mark(line) {
            Some(Mark::End) if open == 0 => return Ok(chosen),
            Some(Mark::End) => open -= 1,
            Some(Mark::Begin(_)) => open += 1,
            None => chosen.push(*line),
        }
    }
    Err(ExcerptFault::Open)
}

/// The lines without the blanks that all of them begin with.
fn flush(lines: &[&str]) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let full = lines.iter().filter(|line| !line.trim().is_empty());
    let least = full.map(|line| indent(line)).min().unwrap_or_default();
    let mut text = String::new();
    for line in lines {
        text.push_str(line.get(least..).unwrap_or_default());
        text.push('\n');
    }
    text
}
