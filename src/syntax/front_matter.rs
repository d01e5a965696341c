//! The YAML between `---` lines at the top of a file, each key and value with its place.
//!
//! This is the only module that names the YAML crate. The crate's spans count from the start of the
//! YAML text; the caller's offset turns them into places in the file.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::granit_parser::ErrorKind;
use serde_yaml::{
    DefaultMessageFormatter, ExternalMessageSource, Localizer, MessageFormatter, Spanned,
};

use crate::config::Limits;
use crate::diag::{LineIndex, Position, Span, excerpt};

/// A `key: value` of front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    pub key: String,
    pub key_span: Span,
    pub value: Value,
    pub value_span: Span,
}

/// A value. Scalars stay the text that was written (`007`, `no`, `2026-03`), because their meaning
/// depends on the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    List(Vec<(String, Span)>),
    /// An empty value, or `~`.
    Null,
    /// A map, or a list of something other than text. The word names it.
    Other(&'static str),
}

/// An error in YAML with its message and place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlFault {
    pub kind: YamlFaultKind,
    pub message: String,
    pub span: Span,
}

/// The kind of an error in YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YamlFaultKind {
    /// The text is not YAML, or not a map.
    Syntax,
    /// A backslash is followed by a character that it does not escape.
    Escape,
    /// The text has an anchor or an alias, which are not allowed.
    Anchors,
    /// The nesting is deeper than the limit.
    Depth,
    /// There are more values than the limit.
    Nodes,
    /// The text has a tag such as `!something`.
    Tag,
}

/// Reads the YAML of `yaml`, a span of `text`, as a flat map.
///
/// # Errors
/// If the text is not YAML, or not a map. The span of the error counts in `text`.
pub fn fields(text: &str, yaml: Span, limits: &Limits) -> Result<Vec<Field>, YamlFault> {
    let source = excerpt(text, yaml);
    if source
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        return Ok(Vec::new());
    }
    if let Some(at) = tag(source) {
        let span = Span::new(at, next_break(source, at)).shifted(yaml.start);
        let message = "a YAML tag has no meaning here".to_owned();
        return Err(YamlFault {
            kind: YamlFaultKind::Tag,
            message,
            span,
        });
    }
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! {
            max_documents: 1,
            max_nodes: limits.yaml_nodes,
            max_anchors: 0,
            max_aliases: 0,
            max_depth: limits.yaml_depth,
        },
        duplicate_keys: serde_yaml::options::DuplicateKeyPolicy::PassThrough,
        merge_keys: serde_yaml::options::MergeKeyPolicy::AsOrdinary,
        // Scalars stay the text that was written.
        non_finite_float_policy: serde_yaml::options::NonFiniteFloatPolicy::PassThrough,
        with_snippet: false,
    };
    let read: Result<Fields, _> = serde_yaml::from_str_with_options(source, options);
    match read {
        Ok(Fields(pairs)) => Ok(pairs
            .into_iter()
            .map(|(key, value)| field(source, yaml.start, key, value))
            .collect()),
        Err(error) => {
            let location = error.location();
            let start = location.map_or(0, |location| offset_of(source, &location));
            let (kind, message) = described(&error, limits);
            Err(YamlFault {
                kind,
                message,
                span: Span::new(start, next_break(source, start)).shifted(yaml.start),
            })
        }
    }
}

/// Returns the kind of an error and its message.
fn described(error: &serde_yaml::Error, limits: &Limits) -> (YamlFaultKind, String) {
    let too_deep = || {
        let message = format!("nested deeper than {}", limits.yaml_depth);
        (YamlFaultKind::Depth, message)
    };
    match error {
        serde_yaml::Error::Budget { breach, .. } => match breach {
            BudgetBreach::Anchors { .. } | BudgetBreach::Aliases { .. } => (
                YamlFaultKind::Anchors,
                "anchors and aliases are not allowed here".to_owned(),
            ),
            BudgetBreach::Depth { .. } => too_deep(),
            _ => (
                YamlFaultKind::Nodes,
                format!("more than {} values", limits.yaml_nodes),
            ),
        },
        other => match parser_error(other) {
            // The parser has a limit of its own, which it meets before the budget is counted.
            Some(ErrorKind::RecursionLimitExceeded) => too_deep(),
            Some(ErrorKind::UnknownQuotedScalarEscape) => (
                YamlFaultKind::Escape,
                "a `\\` in double quotes begins an escape, and this is none".to_owned(),
            ),
            Some(_) | None => {
                let message = other.render_with_formatter(&MessageOnly);
                let first_line = message.lines().next().unwrap_or_default();
                let message = first_line.trim_end_matches('.').to_owned();
                (YamlFaultKind::Syntax, message)
            }
        },
    }
}

/// Formats errors without their location, which diagnostics show themselves.
struct MessageOnly;

impl MessageFormatter for MessageOnly {
    fn localizer(&self) -> &dyn Localizer {
        self
    }

    fn format_message<'a>(&self, error: &'a serde_yaml::Error) -> Cow<'a, str> {
        DefaultMessageFormatter.format_message(error)
    }
}

impl Localizer for MessageOnly {
    fn attach_location<'a>(&self, base: Cow<'a, str>, _: serde_yaml::Location) -> Cow<'a, str> {
        base
    }
}

/// Returns the kind of an error that the YAML parser found, as opposed to the deserializer.
fn parser_error(error: &serde_yaml::Error) -> Option<&ErrorKind> {
    match error {
        serde_yaml::Error::ExternalMessage { source, .. } => match &**source {
            ExternalMessageSource::Parser(error) => Some(error.kind()),
            _ => None,
        },
        _ => None,
    }
}

/// Finds a value that begins with `!` outside of quotes: after a colon, a dash, a comma or a
/// bracket.
fn tag(source: &str) -> Option<usize> {
    if !source.contains('!') {
        return None;
    }
    let mut quote = None;
    let mut opens = true;
    for (at, c) in source.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if opens => quote = Some(c),
            (None, '!') if opens => return Some(at),
            _ => {}
        }
        opens = match c {
            ':' | '-' | ',' | '[' | '{' | '\n' => true,
            _ => opens && c.is_whitespace(),
        };
    }
    None
}

/// Returns the byte of a location. Errors of the scanner have only a line and a column.
fn offset_of(source: &str, location: &serde_yaml::Location) -> usize {
    if let Some(offset) = location.span().byte_offset() {
        return usize::try_from(offset)
            .unwrap_or_default()
            .min(source.len());
    }
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    LineIndex::new(source).offset(Position {
        line: number(location.line()),
        column: number(location.column()),
    })
}

fn next_break(source: &str, at: usize) -> usize {
    let rest = source.get(at..).unwrap_or_default();
    at + rest.find('\n').unwrap_or(rest.len())
}

type Pair = (Spanned<String>, Spanned<Node>);

fn field(source: &str, offset: usize, key: Spanned<String>, value: Spanned<Node>) -> Field {
    let key_span = span_of(source, &key);
    let value_span = span_of(source, &value);
    let after_key = Span::point(key_span.end);
    Field {
        key: key.value,
        key_span: key_span.shifted(offset),
        value_span: match value.value {
            Node::Null => after_key,
            _ => unquoted(source, value_span),
        }
        .shifted(offset),
        value: match value.value {
            Node::Text(text) => Value::Text(text),
            Node::Plain => Value::Text(excerpt(source, value_span).trim().to_owned()),
            Node::Null => Value::Null,
            Node::Map => Value::Other("a map"),
            Node::List(items) => list(source, offset, items),
        },
    }
}

fn list(source: &str, offset: usize, items: Vec<Spanned<Node>>) -> Value {
    let mut texts = Vec::with_capacity(items.len());
    for item in items {
        let span = span_of(source, &item);
        let text = match item.value {
            Node::Text(text) => text,
            Node::Plain => excerpt(source, span).trim().to_owned(),
            Node::Null | Node::Map | Node::List(_) => {
                return Value::Other("a list of lists or maps");
            }
        };
        texts.push((text, unquoted(source, span).shifted(offset)));
    }
    Value::List(texts)
}

fn span_of<T>(source: &str, spanned: &Spanned<T>) -> Span {
    let span = spanned.defined.span();
    let start = span
        .byte_offset()
        .and_then(|at| usize::try_from(at).ok())
        .unwrap_or_default();
    let length = span
        .byte_len()
        .and_then(|at| usize::try_from(at).ok())
        .unwrap_or_default();
    let covered = excerpt(source, Span::new(start, start + length));
    Span::new(start, start + covered.trim_end().len())
}

/// Returns the span without the quotes around it, so that a replacement keeps them.
fn unquoted(source: &str, span: Span) -> Span {
    let text = excerpt(source, span);
    let quoted = ['"', '\'']
        .iter()
        .any(|&quote| text.len() >= 2 && text.starts_with(quote) && text.ends_with(quote));
    if quoted {
        Span::new(span.start + 1, span.end - 1)
    } else {
        span
    }
}

struct Fields(Vec<Pair>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("lines of the form `key: value`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Fields(pairs))
    }
}

/// A value whose meaning is not known yet.
enum Node {
    Text(String),
    /// A scalar that YAML would read as a number or a bool. The text of the source is used instead.
    Plain,
    List(Vec<Spanned<Node>>),
    Map,
    Null,
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list of texts, or nothing")
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.to_owned()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Plain)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        while map.next_entry::<Node, Node>()?.is_some() {}
        Ok(Node::Map)
    }
}
