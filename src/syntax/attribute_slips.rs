//! Attribute blocks that are written in another form, as front matter or other tools have it.

use std::borrow::Cow;

use super::slug::slug;

/// The names of all keys of all kinds. A brace that holds one of them is meant as attributes.
pub const KNOWN_KEYS: &[&str] = &[
    "added",
    "aliases",
    "applied-via",
    "asks",
    "company",
    "date",
    "description",
    "difficulty",
    "draft",
    "duration",
    "evidence",
    "experience",
    "first-contact",
    "format",
    "heard-back",
    "interviewer",
    "kind",
    "lang",
    "level",
    "location",
    "minutes",
    "nav",
    "order",
    "parent",
    "practice",
    "pressure",
    "private",
    "result",
    "reviewed",
    "role",
    "shape",
    "summary",
    "synonyms",
    "title",
    "told-by",
    "tone",
    "topics",
    "updated",
    "url",
    "use-when",
    "uses",
];

/// Returns `line` with code spans and formulas replaced by letters, of the same length.
pub fn without_code(line: &str) -> Cow<'_, str> {
    if !line.contains(['`', '$']) {
        return line.into();
    }
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '`' => code_span(rest).unwrap_or_default(),
            '$' => formula(rest).unwrap_or_default(),
            _ => 0,
        };
        if length > 0 {
            plain.extend(std::iter::repeat_n('x', length));
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        let signs = match c {
            // A run of backticks that opens no code is text as a whole.
            '`' => rest.len() - rest.trim_start_matches('`').len(),
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            _ => c.len_utf8(),
        };
        let (text, after) = rest.split_at_checked(signs).unwrap_or((rest, ""));
        plain.push_str(text);
        rest = after;
    }
    plain.into()
}

/// Returns the length of the code span at the start of a text.
fn code_span(text: &str) -> Option<usize> {
    let opening = text.len() - text.trim_start_matches('`').len();
    let mut end = opening;
    while let Some(found) = text.get(end..)?.find('`') {
        let start = end + found;
        let rest = text.get(start..)?;
        let run = rest.len() - rest.trim_start_matches('`').len();
        end = start + run;
        if run == opening {
            return Some(end);
        }
    }
    None
}

/// Returns the length of the formula at the start of a text.
fn formula(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('$')?;
    let end = inner.find('$').filter(|end| *end > 0)?;
    let formula = inner.get(..end)?;
    let is_tight = formula.trim() == formula;
    is_tight.then_some(end + 2)
}

/// Returns whether a text holds a known key before `=` or `:`.
pub(super) fn holds_known_key(text: &str) -> bool {
    known_key_at(text).is_some()
}

/// Returns the byte of the first known key before `=` or `:`.
pub(super) fn known_key_at(text: &str) -> Option<usize> {
    let mut start = 0;
    let mut before = ' ';
    for word in text.split_inclusive(|c: char| !is_word(c)) {
        let key = word.trim_end_matches(|c: char| !is_word(c));
        let rest = text.get(start + key.len()..).unwrap_or_default();
        let starts_word = before.is_whitespace() || ",;{".contains(before);
        if starts_word && is_known(key) && assigns(rest).is_some() {
            return Some(start);
        }
        start += word.len();
        before = word.chars().next_back().unwrap_or(before);
    }
    None
}

pub(super) fn is_known(key: &str) -> bool {
    KNOWN_KEYS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(key))
}

/// Returns what follows the sign between a key and its value.
fn assigns(rest: &str) -> Option<&str> {
    let value = rest.trim_start().strip_prefix(['=', ':', '＝', '：'])?;
    Some(value.trim_start())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// Returns the inner text of a block as attributes are written, or `None` if it cannot be told what
/// is meant.
pub(super) fn repaired(inner: &str) -> Option<String> {
    let mut items: Vec<String> = Vec::new();
    let mut rest = skip(inner);
    let mut has_id = false;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('#') {
            let end = after
                .find(|c: char| c.is_whitespace() || c == ',')
                .unwrap_or(after.len());
            let (id, after) = after.split_at_checked(end)?;
            let id = slug(id);
            if id.is_empty() || has_id {
                return None;
            }
            has_id = true;
            items.push(format!("#{id}"));
            rest = skip(after);
            continue;
        }
        let word_end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(word_end)?;
        if word.is_empty() {
            return None;
        }
        let is_key = is_known(word) || after.starts_with('=');
        match assigns(after).filter(|_| is_key) {
            Some(after) => {
                let (value, after) = value(after)?;
                items.push(format!("{}={value}", word.to_lowercase()));
                rest = skip(after);
            }
            None if items.is_empty() && !has_id && ends_word(after) && slug(word) == word => {
                has_id = true;
                items.push(format!("#{word}"));
                rest = skip(after);
            }
            None => return None,
        }
    }
    (!items.is_empty()).then(|| items.join(" "))
}

fn ends_word(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ',')
}

fn skip(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || c == ',' || c == ';')
}

/// Reads a value in any form, and returns it as it is written in a block.
fn value(text: &str) -> Option<(String, &str)> {
    const QUOTES: [(char, &str); 7] = [
        ('"', "\""),
        ('\'', "'"),
        ('“', "”"),
        ('„', "“”"),
        ('‘', "’"),
        ('’', "’"),
        ('[', "]"),
    ];
    let first = text.chars().next()?;
    if let Some((open, close)) = QUOTES.iter().find(|(open, _)| *open == first) {
        let inner = text.get(open.len_utf8()..)?;
        let end = inner.find(|c| close.contains(c))?;
        let after = inner.get(end..)?;
        let closing = after.chars().next()?;
        return Some((written(inner.get(..end)?), after.get(closing.len_utf8()..)?));
    }
    let end = value_end(text);
    let (value, after) = text.split_at_checked(end)?;
    let value = value.trim_end().trim_end_matches([',', ';']);
    let is_plain = !value.is_empty() && !value.contains(['"', '{', '}', '“', '”']);
    is_plain.then(|| (written(value), after))
}

/// Returns where a value without quotes ends: before the next item.
fn value_end(text: &str) -> usize {
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let rest = text.get(end..).unwrap_or_default();
        let name = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let after = rest.get(name..).unwrap_or_default();
        let is_key = rest.get(..name).is_some_and(is_known) && assigns(after).is_some();
        if end > 0 && (is_key || name > 0 && after.starts_with('=') || rest.starts_with('#')) {
            return end;
        }
        end += word.len();
    }
    text.len()
}

/// Returns a value with quotes if it needs them. A list has no blanks behind its commas.
fn written(value: &str) -> String {
    let parts = value
        .split(',')
        .map(|part| part.trim().trim_matches(['"', '\'']));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let is_list = value.contains(',') && parts.iter().all(|part| !part.contains(' '));
    let value = if is_list {
        parts.join(",")
    } else {
        value.trim().to_owned()
    };
    let is_bare = !value.is_empty() && !value.contains([' ', '\t', '"', '{', '}', '\'']);
    if is_bare {
        return value;
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
