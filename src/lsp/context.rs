//! What the author is about to write at a place: an id, a key or a value.
//!
//! A text that is being typed is broken as often as not, so only the line in front of the place is
//! looked at, and of front matter the lines above it.

use crate::diag::{Span, excerpt};

/// What is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Context<'a> {
    pub(super) of: Of<'a>,
    pub(super) form: Form,
    /// What was typed of it so far, up to the end of the word.
    pub(super) typed: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of<'a> {
    /// `[[…`
    Link,
    Key,
    /// One of the values of this key.
    Value(&'a str),
}

/// Where it is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    FrontMatter,
    /// In a heading's block, without quotes.
    Bare,
    /// The same inside of quotes.
    Quoted,
}

/// What is being written in front of byte `at`.
pub(super) fn context(text: &str, at: usize) -> Option<Context<'_>> {
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = before.get(start..)?;
    let found = match link(line) {
        Some(from) => (Of::Link, Form::Text, from),
        None if in_front_matter(before) => front_matter(before, line)?,
        None => attribute(line)?,
    };
    let (of, form, from) = found;
    let rest = text.get(at..)?;
    let word = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
    Some(Context {
        of,
        form,
        typed: Span::new(start + from, at + word),
    })
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// Where the target begins of a link that is open at the end of the line.
fn link(line: &str) -> Option<usize> {
    let from = line.rfind("[[")? + 2;
    let target = line.get(from..)?;
    (!target.contains("]]") && !target.contains('|')).then_some(from)
}

fn in_front_matter(before: &str) -> bool {
    let mut lines = before.split('\n');
    let opened = lines.next().is_some_and(|line| line.trim_end() == "---");
    // the last line is being written
    let above = lines.collect::<Vec<_>>();
    let above = above.split_last().map(|(_, above)| above);
    opened && above.is_some_and(|above| above.iter().all(|line| line.trim_end() != "---"))
}

fn front_matter<'a>(before: &'a str, line: &'a str) -> Option<(Of<'a>, Form, usize)> {
    let form = Form::FrontMatter;
    if let Some((key, value)) = line.split_once(':') {
        let from = line.len() - last_of(value).len();
        return Some((Of::Value(key.trim()), form, from));
    }
    let inner = line.trim_start();
    if let Some(item) = inner.strip_prefix('-') {
        let mut above = before.lines().rev().skip(1);
        let key = above.find(|line| !line.trim_start().starts_with('-'))?;
        let (key, _) = key.split_once(':')?;
        return Some((
            Of::Value(key.trim()),
            form,
            line.len() - last_of(item).len(),
        ));
    }
    (inner.len() == line.len()).then_some((Of::Key, form, 0))
}

/// The last of several values, without the blanks, bracket or quote in front of it.
fn last_of(values: &str) -> &str {
    let last = values.rsplit([',', '[']).next().unwrap_or(values);
    last.trim_start().trim_start_matches(['"', '\''])
}

/// A word of an attribute block that is open at the end of a heading's line or of a comment.
fn attribute(line: &str) -> Option<(Of<'_>, Form, usize)> {
    let inner = line.trim_start();
    (inner.starts_with('#') || inner.starts_with("<!--")).then_some(())?;
    let open = line
        .rfind('{')
        .filter(|at| !line.get(..*at).unwrap_or_default().ends_with('\\'))?;
    let (mut from, mut quoted) = (open + 1, false);
    for (at, c) in line.char_indices().skip_while(|(at, _)| *at <= open) {
        match c {
            '"' => quoted = !quoted,
            '}' if !quoted => return None,
            c if c.is_whitespace() && !quoted => from = at + c.len_utf8(),
            _ => {}
        }
    }
    let word = line.get(from..)?;
    match word.split_once('=') {
        _ if word.starts_with('#') => None,
        None => Some((Of::Key, Form::Bare, from)),
        Some((key, value)) => {
            let form = if quoted { Form::Quoted } else { Form::Bare };
            Some((Of::Value(key), form, line.len() - last_of(value).len()))
        }
    }
}

impl Context<'_> {
    /// What was typed of it in front of the place.
    pub(super) fn prefix<'t>(&self, text: &'t str, at: usize) -> &'t str {
        excerpt(text, Span::new(self.typed.start, at))
    }
}
