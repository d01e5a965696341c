//! Heading attributes: `{#id key=value key="a value"}` at the end of a heading's line.
//!
//! The parser is our own because each item needs its place, which the markdown library does not
//! give. A block counts only if its first item is `#…` or `word=…` or if it holds a known key, so
//! `{braces}` in prose stay.

use super::attribute_slips::{holds_known_key, known_key_at, repaired, without_code};
use crate::diag::Span;

/// A parsed attribute block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The span of the block with its braces.
    pub span: Span,
    /// The id as it is written, without `#`.
    pub id: Option<(String, Span)>,
    pub items: Vec<Item>,
    pub faults: Vec<Fault>,
}

/// A `key=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub key: String,
    pub key_span: Span,
    pub value: String,
    /// The span of the value without its quotes.
    pub value_span: Span,
}

/// An error in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub span: Span,
    pub message: String,
    /// The replacement of `span`, if there is one.
    pub fix: Option<String>,
}

/// Returns the attribute block at the end of `line`, which begins at byte `offset` of its file.
pub fn trailing(line: &str, offset: usize) -> Option<Attributes> {
    let line = line.trim_end();
    if !line.contains(['{', '}']) {
        return None;
    }
    let plain = without_code(line);
    match opening(&plain) {
        Some(open) => Some(block(line.get(open..)?, offset + open)),
        None => without_opening(line, &plain, offset),
    }
}

/// Reads a block from its `{` on. One in another form has one error with the block as it should be.
fn block(block: &str, offset: usize) -> Attributes {
    let strict = Reader::new(block, offset).read();
    let is_quoted = |item: &Item| item.value.len() > 1 && item.value.starts_with('\'');
    let is_told = strict.faults.iter().all(|fault| fault.fix.is_some());
    if is_told && !strict.items.iter().any(is_quoted) {
        return strict;
    }
    let inner = block.strip_prefix('{').unwrap_or(block);
    let inner = inner.strip_suffix('}').unwrap_or(inner);
    let span = Span::new(offset, offset + block.len());
    in_other_form(inner, span).unwrap_or(strict)
}

/// Returns the attributes of a block in another form, with the block as it should be as the fix.
fn in_other_form(inner: &str, span: Span) -> Option<Attributes> {
    let written = format!("{{{}}}", repaired(inner)?);
    let mut attributes = Reader::new(&written, 0).read();
    if !attributes.faults.is_empty() {
        return None;
    }
    attributes.span = span;
    if let Some((_, id_span)) = &mut attributes.id {
        *id_span = span;
    }
    for item in &mut attributes.items {
        (item.key_span, item.value_span) = (span, span);
    }
    attributes.faults.push(Fault {
        span,
        message: "these attributes are not written as `#id key=value`".into(),
        fix: Some(written),
    });
    Some(attributes)
}

/// Returns the block of a line that closes it and does not open it.
fn without_opening(line: &str, plain: &str, offset: usize) -> Option<Attributes> {
    let inner = plain.strip_suffix('}')?;
    if plain.contains('{') || inner.ends_with('\\') {
        return None;
    }
    let key = known_key_at(inner).unwrap_or(inner.len());
    let before = inner.get(..key)?.trim_end();
    let word = before.rfind(' ').map_or(0, |at| at + 1);
    let is_id = before
        .get(word..)?
        .strip_prefix('#')
        .is_some_and(|id| id.starts_with(char::is_alphanumeric));
    let start = if is_id && !before.ends_with('#') {
        word
    } else {
        key
    };
    if start == inner.len() {
        return None;
    }
    let span = Span::new(offset + start, offset + line.len());
    let mut attributes = in_other_form(line.get(start..line.len() - 1)?, span)?;
    for fault in &mut attributes.faults {
        fault.message = "the attribute block is not opened".into();
    }
    Some(attributes)
}

/// Returns the attribute block of an HTML comment that fills `line`.
pub fn in_comment(line: &str, offset: usize) -> Option<Attributes> {
    let inner = line.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    let start = line.find("<!--")? + "<!--".len();
    let blank = inner.len() - inner.trim_start().len();
    let inner = inner.trim();
    let start = offset + start + blank;
    if inner.starts_with('{') {
        return trailing(inner, start);
    }
    if !inner.starts_with('#') && known_key_at(inner) != Some(0) || !holds_known_key(inner) {
        return None;
    }
    let attributes = in_other_form(inner, Span::new(start, start + inner.len()))?;
    // `title: rework this` is a note.
    let is_note = |item: &Item| item.value.contains(' ') && !inner.contains('=');
    (!attributes.items.iter().any(is_note)).then_some(attributes)
}

/// Returns the attribute block that is alone on the line below a heading.
pub(super) fn alone(line: &str, offset: usize) -> Option<Attributes> {
    let start = line.len() - line.trim_start_matches(' ').len();
    let text = line.trim();
    if start > 3 || !text.starts_with('{') || !text.ends_with('}') {
        return None;
    }
    let mut attributes =
        trailing(text, offset + start).filter(|block| block.span.start == offset + start)?;
    let written = attributes.faults.iter().find_map(|fault| fault.fix.clone());
    let whole = written.filter(|written| written.starts_with('{'));
    if whole.is_some() || attributes.faults.is_empty() {
        let written = whole.unwrap_or_else(|| text.to_owned());
        attributes.faults = vec![Fault {
            span: attributes.span,
            message: "these attributes are below their heading".into(),
            fix: Some(format!("<!-- {written} -->")),
        }];
    }
    Some(attributes)
}

/// Returns the attribute block in front of the text of a heading, or behind its marker.
pub(super) fn leading(line: &str, offset: usize) -> Option<Attributes> {
    let line = line.trim_end();
    let plain = without_code(line);
    let open = plain.find('{')?;
    let before = plain.get(..open)?;
    let words = before.trim_start_matches(['#', ' ']).trim_end();
    let is_first = words.is_empty()
        || words.ends_with([':', '：']) && words.chars().filter(|c| *c == ' ').count() <= 1;
    let close = closing(&plain, open)?;
    let rest = line.get(close + 1..)?.trim();
    if !is_first || rest.is_empty() || !counts(plain.get(open + 1..close)?) {
        return None;
    }
    let mut attributes = block(line.get(open..=close)?, offset + open);
    let written = attributes.faults.iter().find_map(|fault| fault.fix.clone());
    let written = match (written, line.get(open..=close)) {
        (Some(written), _) if written.starts_with('{') => written,
        (_, text) => text?.to_owned(),
    };
    attributes.faults = vec![Fault {
        span: Span::new(offset + open, offset + line.len()),
        message: "these attributes are before the text of their heading".into(),
        fix: Some(format!("{rest} {written}")),
    }];
    Some(attributes)
}

/// Returns the opening brace of the block at the end of the line, if it is not escaped. A block
/// that never closes counts too, so that it can be reported; a block that closes earlier is text.
fn opening(line: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = line.get(from..)?.find('{').map(|at| from + at) {
        let escaped = line.get(..at)?.ends_with('\\');
        let close = closing(line, at);
        if escaped || !counts(line.get(at + 1..close.unwrap_or(line.len()))?) {
            from = at + 1;
            continue;
        }
        match close {
            Some(close) if close + 1 < line.len() => from = close + 1,
            _ => return Some(at),
        }
    }
    None
}

/// Returns whether the text in braces is meant as attributes.
pub(super) fn counts(inner: &str) -> bool {
    starts_like_attributes(inner) || holds_known_key(inner)
}

/// Returns the `}` outside of quotes that closes the block opened at a byte.
fn closing(line: &str, open: usize) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate().skip(open) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'}' if !quoted => return Some(at),
            _ => {}
        }
    }
    None
}

fn starts_like_attributes(inner: &str) -> bool {
    let inner = inner.trim_start();
    match inner.strip_prefix('#') {
        Some(rest) => rest.starts_with(|c: char| !c.is_whitespace()),
        None => {
            let word = inner.trim_start_matches(is_word);
            word.len() < inner.len() && word.starts_with('=')
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

/// Reads the items of a block.
pub(super) struct Reader<'a> {
    block: &'a str,
    /// The number of bytes read so far.
    position: usize,
    offset: usize,
    /// Whether a quote was never closed. Such a quote takes the rest of the line with the closing
    /// brace.
    quote_open: bool,
    attributes: Attributes,
}

impl Attributes {
    /// Adds the block of the comment below the heading.
    pub(super) fn join(&mut self, other: Self) {
        match (&self.id, other.id) {
            (Some(_), Some((_, span))) => self.faults.push(Fault {
                span,
                message: "a second id".into(),
                fix: None,
            }),
            (None, id) => self.id = id,
            (Some(_), None) => {}
        }
        self.items.extend(other.items);
        self.faults.extend(other.faults);
    }
}

impl<'a> Reader<'a> {
    fn new(block: &'a str, offset: usize) -> Self {
        Self {
            block,
            position: 1,
            offset,
            quote_open: false,
            attributes: Attributes {
                span: Span::new(offset, offset + block.len()),
                ..Attributes::default()
            },
        }
    }

    /// Creates a reader of a text that is not enclosed in braces.
    pub(super) fn from_start(text: &'a str, offset: usize) -> Self {
        Self {
            position: 0,
            ..Self::new(text, offset)
        }
    }

    /// Returns the attributes that were read.
    pub(super) fn into_attributes(self) -> Attributes {
        self.attributes
    }

    /// Returns whether `key=` comes next.
    pub(super) fn at_key(&self) -> bool {
        let after = self.rest().trim_start_matches(is_word);
        after.len() < self.rest().len() && after.starts_with('=')
    }

    /// Reads the characters up to one that `ends`.
    pub(super) fn read_until(&mut self, ends: impl Fn(char) -> bool) -> (&'a str, Span) {
        let end = self.rest().find(ends).unwrap_or(self.rest().len());
        self.take(end)
    }

    /// Reads a text in braces, with the braces. If the second brace is missing, it reads to the
    /// end.
    pub(super) fn braces(&mut self) -> (&'a str, Span) {
        let end = self.rest().find('}').map_or(self.rest().len(), |at| at + 1);
        self.take(end)
    }

    fn take(&mut self, bytes: usize) -> (&'a str, Span) {
        let taken = self.rest().get(..bytes).unwrap_or_default();
        let start = self.position;
        self.position += taken.len();
        (taken, self.span(start, self.position))
    }

    fn read(mut self) -> Attributes {
        loop {
            self.skip_blanks();
            match self.rest().chars().next() {
                None if self.quote_open => break,
                None => {
                    let end = Span::point(self.offset + self.position);
                    // If there is another error, the brace may be only a part of it.
                    let brace = self.attributes.faults.is_empty().then_some("}");
                    self.fault(end, "the attribute block is not closed", brace);
                    break;
                }
                Some('}') => break,
                Some('#') => self.id(),
                Some(_) => self.item(),
            }
        }
        self.attributes
    }

    pub(super) fn rest(&self) -> &'a str {
        self.block.get(self.position..).unwrap_or_default()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.offset + start, self.offset + end)
    }

    fn fault(&mut self, span: Span, message: &str, fix: Option<&str>) {
        self.attributes.faults.push(Fault {
            span,
            message: message.into(),
            fix: fix.map(Into::into),
        });
    }

    pub(super) fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.position += rest.len() - rest.trim_start().len();
    }

    /// Reads the characters up to one that ends a bare word.
    fn bare(&mut self) -> (&'a str, Span) {
        self.read_until(|c| c.is_whitespace() || c == '}' || c == '{' || c == '"')
    }

    fn id(&mut self) {
        self.position += 1;
        if self.rest().starts_with('"') {
            let (id, inner) = self.quoted();
            let span = Span::new(inner.start - 1, self.offset + self.position);
            let bare = crate::syntax::slug(&id);
            let fix = Some(bare.as_str()).filter(|bare| !bare.is_empty());
            self.fault(span, "an id stands without quotes", fix);
            self.attributes.id.get_or_insert((bare, span));
            return;
        }
        let (id, span) = self.bare();
        if self.attributes.id.is_some() {
            self.fault(span, "a second id", None);
        } else {
            self.attributes.id = Some((id.into(), span));
        }
    }

    pub(super) fn item(&mut self) {
        let start = self.position;
        let rest = self.rest();
        let word_end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let key = rest.get(..word_end).unwrap_or_default();
        let key_span = self.span(start, start + word_end);
        self.position += word_end;
        if key.is_empty() || !self.rest().starts_with('=') {
            self.odd_word(start);
            return;
        }
        self.position += 1;
        let (value, value_span) = match self.rest().chars().next() {
            Some('"') => self.quoted(),
            Some('“' | '”' | '„' | '‘' | '’') => self.curly(),
            _ => {
                let (value, span) = self.bare();
                (value.to_owned(), span)
            }
        };
        if self.quote_open {
            return;
        }
        self.attributes.items.push(Item {
            key: key.into(),
            key_span,
            value,
            value_span,
        });
    }

    /// Reports a word that is neither `#id` nor `key=value`, and skips it.
    fn odd_word(&mut self, start: usize) {
        self.position = start;
        let (word, _) = self.bare();
        if word.is_empty() {
            // The word is a single quote or brace.
            self.position += self.rest().chars().next().map_or(1, char::len_utf8);
        }
        let span = self.span(start, self.position);
        let word = self.block.get(start..self.position).unwrap_or_default();
        self.fault(
            span,
            &format!("`{word}` is neither `#id` nor `key=value`"),
            None,
        );
    }

    /// Reads `"…"` with `\"` and `\\`.
    fn quoted(&mut self) -> (String, Span) {
        self.position += 1;
        let start = self.position;
        let mut value = String::new();
        let mut chars = self.rest().char_indices();
        while let Some((index, c)) = chars.next() {
            match c {
                '"' => {
                    let span = self.span(start, start + index);
                    self.position = start + index + 1;
                    return (value, span);
                }
                '\\' => value.extend(chars.next().map(|(_, escaped)| escaped)),
                _ => value.push(c),
            }
        }
        self.position = self.block.len();
        let span = self.span(start - 1, self.position);
        self.fault(span, "the quoted value is not closed", None);
        self.quote_open = true;
        (value, span)
    }

    /// Reads a text in typographic quotes, and reports the quotes.
    fn curly(&mut self) -> (String, Span) {
        let start = self.position;
        let opening = self.rest().chars().next().unwrap_or_default();
        // An apostrophe does not close a double quote.
        let pair = ["“”„", "‘’"]
            .into_iter()
            .find(|pair| pair.contains(opening));
        let quotes = |c: char| pair.is_some_and(|pair| pair.contains(c));
        let open = opening.len_utf8();
        let inner = self.rest().get(open..).unwrap_or_default();
        let end = inner.find(quotes).unwrap_or(inner.len());
        let close = inner
            .get(end..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        let value = inner.get(..end).unwrap_or_default().to_owned();
        self.position = start + open + end + close;
        let span = self.span(start, self.position);
        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
        let straight = (close > 0).then(|| format!("\"{escaped}\""));
        self.quote_open = close == 0;
        let message = "curly quotes do not enclose a value";
        self.fault(span, message, straight.as_deref());
        (value, self.span(start + open, start + open + end))
    }
}
