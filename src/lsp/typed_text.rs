//! Finds out what an author is typing at a position: a link, a key or a value.
//!
//! A text that is being typed is often not valid, so only the line before the position is read, and
//! in front matter the lines above it.

use crate::diag::{Span, excerpt};

/// The word that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TypedText<'a> {
    pub(super) expected: Expected<'a>,
    pub(super) form: Form,
    /// The text that was typed so far, up to the end of the word.
    pub(super) span: Span,
}

/// The kind of text that belongs at the position.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected<'a> {
    /// `[[…`
    Link,
    Key,
    /// A value of this key.
    Value(&'a str),
}

/// The syntax around the position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    FrontMatter,
    /// In an attribute block, without quotes.
    Bare,
    /// In an attribute block, inside quotes.
    Quoted,
}

/// Returns what is being typed at a byte of a text, if something can be completed there.
pub(super) fn typed_text(text: &str, offset: usize) -> Option<TypedText<'_>> {
    let before = text.get(..offset)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = before.get(start..)?;
    let (expected, form, word_start) = match open_link(line) {
        Some(target_start) => (Expected::Link, Form::Text, target_start),
        None if is_in_front_matter(before) => front_matter(before, line)?,
        None => attribute(line)?,
    };
    let rest = text.get(offset..)?;
    let word_end = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
    Some(TypedText {
        expected,
        form,
        span: Span::new(start + word_start, offset + word_end),
    })
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// Returns where the target of a link begins that is not closed at the end of the line.
fn open_link(line: &str) -> Option<usize> {
    let target_start = line.rfind("[[")? + 2;
    let target = line.get(target_start..)?;
    (!target.contains("]]") && !target.contains('|')).then_some(target_start)
}

fn is_in_front_matter(before: &str) -> bool {
    let mut lines = before.split('\n');
    let is_opened = lines.next().is_some_and(|line| line.trim_end() == "---");
    // the last line is the one that is being typed
    let lines = lines.collect::<Vec<_>>();
    let above = lines.split_last().map(|(_, above)| above);
    is_opened && above.is_some_and(|above| above.iter().all(|line| line.trim_end() != "---"))
}

fn front_matter<'a>(before: &'a str, line: &'a str) -> Option<(Expected<'a>, Form, usize)> {
    let form = Form::FrontMatter;
    if let Some((key, value)) = line.split_once(':') {
        let word_start = line.len() - last_value(value).len();
        return Some((Expected::Value(key.trim()), form, word_start));
    }
    let inner = line.trim_start();
    if let Some(item) = inner.strip_prefix('-') {
        let mut above = before.lines().rev().skip(1);
        let key = above.find(|line| !line.trim_start().starts_with('-'))?;
        let (key, _) = key.split_once(':')?;
        let word_start = line.len() - last_value(item).len();
        return Some((Expected::Value(key.trim()), form, word_start));
    }
    (inner.len() == line.len()).then_some((Expected::Key, form, 0))
}

/// Returns the last of several values, without the blanks, bracket or quote before it.
fn last_value(values: &str) -> &str {
    let last = values.rsplit([',', '[']).next().unwrap_or(values);
    last.trim_start().trim_start_matches(['"', '\''])
}

/// Returns the word of an attribute block that is not closed at the end of a heading or a comment.
fn attribute(line: &str) -> Option<(Expected<'_>, Form, usize)> {
    let inner = line.trim_start();
    if !inner.starts_with('#') && !inner.starts_with("<!--") {
        return None;
    }
    let is_escaped = |brace: usize| line.get(..brace).unwrap_or_default().ends_with('\\');
    let open = line.rfind('{').filter(|brace| !is_escaped(*brace))?;
    let (mut word_start, mut is_quoted) = (open + 1, false);
    for (index, c) in line.char_indices().skip_while(|(index, _)| *index <= open) {
        match c {
            '"' => is_quoted = !is_quoted,
            '}' if !is_quoted => return None,
            c if c.is_whitespace() && !is_quoted => word_start = index + c.len_utf8(),
            _ => {}
        }
    }
    let word = line.get(word_start..)?;
    match word.split_once('=') {
        _ if word.starts_with('#') => None,
        None => Some((Expected::Key, Form::Bare, word_start)),
        Some((key, value)) => {
            let form = if is_quoted { Form::Quoted } else { Form::Bare };
            let word_start = line.len() - last_value(value).len();
            Some((Expected::Value(key), form, word_start))
        }
    }
}

impl TypedText<'_> {
    /// Returns the part of the typed text that is before the position.
    pub(super) fn prefix<'t>(&self, text: &'t str, offset: usize) -> &'t str {
        excerpt(text, Span::new(self.span.start, offset))
    }
}
