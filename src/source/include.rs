//! Texts that code fences include with `include="…"`.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

/// Returns the file that `target` names in the file `within`: relative to the folder of that file,
/// or with a `/` in front to the content folder. Returns `None` if the path leaves the content
/// folder.
pub fn included_path(within: &str, target: &str) -> Option<String> {
    let path = target.split('#').next().unwrap_or_default();
    let path: String = path.replace('\\', "/").nfc().collect();
    let mut start = path.chars();
    let letter = start.next().is_some_and(|c| c.is_ascii_alphabetic());
    // `C:` and `//` are paths on some machine.
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

/// Returns the files that a text seems to include. Fences are not known yet, so a wrong hit is
/// possible; it costs the reading of a file and shows nothing.
pub(super) fn named(within: &str, text: &str) -> BTreeSet<String> {
    // Most texts include nothing.
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
    /// The part after `#` is neither `L3`, `L3-L9` nor a name.
    Garbled,
    /// The text has only this many lines.
    Beyond(usize),
    /// There is no such region. The names are those of the existing regions.
    NoRegion(Vec<String>),
    /// The region does not end.
    Open,
}

/// Returns the lines of `text` that the part of `target` after `#` selects, without their common
/// indentation: `#L3`, `#L3-L9`, or `#name` for the lines between the comments `region: name` and
/// `endregion`. Without such a part it returns all lines.
///
/// # Errors
/// If the part selects no lines.
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

/// Parses `L3` or `L3-L9`, counted from 1.
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

/// The meaning of a line for regions.
enum RegionMark<'t> {
    Begin(&'t str),
    End,
}

fn region_mark(line: &str) -> Option<RegionMark<'_>> {
    if line.contains("endregion") {
        return Some(RegionMark::End);
    }
    let (_, name) = line.split_once("region:")?;
    Some(RegionMark::Begin(name.split_whitespace().next()?))
}

/// Returns the lines of a region, without the marks of regions inside it.
fn region<'t>(lines: &[&'t str], name: &str) -> Result<Vec<&'t str>, ExcerptFault> {
    let begins =
        |line: &&str| matches!(region_mark(line), Some(RegionMark::Begin(begun)) if begun == name);
    let Some(start) = lines.iter().position(begins) else {
        let names = lines.iter().filter_map(|line| match region_mark(line)? {
            RegionMark::Begin(name) => Some(name.to_owned()),
            RegionMark::End => None,
        });
        return Err(ExcerptFault::NoRegion(names.collect()));
    };
    let mut open = 0_usize;
    let mut chosen = Vec::new();
    for line in lines.iter().skip(start + 1) {
        match region_mark(line) {
            Some(RegionMark::End) if open == 0 => return Ok(chosen),
            Some(RegionMark::End) => open -= 1,
            Some(RegionMark::Begin(_)) => open += 1,
            None => chosen.push(*line),
        }
    }
    Err(ExcerptFault::Open)
}

/// Returns the lines without their common indentation.
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
