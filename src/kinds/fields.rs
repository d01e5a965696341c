//! The keys written for one entity, checked against its kind and read one by one.

use std::sync::Arc;

use super::schema::{AnyKey, BadValue, Key, KeyValue, Shape};
use crate::diag::{Code, Diagnostic, Place, SourcePath, Span};
use crate::syntax::{Attributes, Field, Value, slug};

/// A value as it was written for a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawField {
    pub key: String,
    pub key_span: Span,
    pub value: Value,
    pub span: Span,
}

/// The keys of one entity.
#[derive(Debug)]
pub struct Fields<'a> {
    path: &'a SourcePath,
    given: Vec<RawField>,
    /// Some keys may be written that nobody could read.
    incomplete: bool,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Keys from front matter and from the heading's attributes. A key that is not of the kind is
    /// `unknown-key`, one that stands twice `duplicate-key`; both are then left out.
    pub fn new(
        path: &'a SourcePath,
        kind: &str,
        keys: &[&[&dyn AnyKey]],
        front_matter: &[Field],
        attributes: &Attributes,
    ) -> Self {
        let mut fields = Self {
            path,
            given: Vec::new(),
            incomplete: false,
            diagnostics: Vec::new(),
        };
        let keys = keys.concat();
        for given in front_matter
            .iter()
            .map(from_field)
            .chain(attributes.items.iter().map(from_item))
        {
            fields.take(given, kind, &keys);
        }
        fields
    }

    /// The same, where the front matter could not be read: no key of it is missed.
    pub fn incomplete(mut self) -> Self {
        self.incomplete = true;
        self
    }

    fn take(&mut self, given: RawField, kind: &str, keys: &[&dyn AnyKey]) {
        let place = Place::new(self.path, given.key_span);
        if !keys.iter().any(|key| key.name() == given.key) {
            let among: Arc<[Arc<str>]> = keys.iter().map(|key| Arc::from(key.name())).collect();
            let listed: Vec<&str> = keys.iter().map(|key| key.name()).collect();
            let message = format!("unknown key `{}` for {kind}", given.key);
            let otherwise = format!("known here: `{}`", listed.join("`, `"));
            let found = Diagnostic::new(Code::UnknownKey, place, message);
            self.diagnostics
                .push(one_of(found, &given.key, among, otherwise));
        } else if let Some(first) = self.given.iter().find(|first| first.key == given.key) {
            let first = Place::new(self.path, first.key_span);
            let message = format!("the key `{}` is given twice", given.key);
            self.diagnostics.push(
                Diagnostic::new(Code::DuplicateKey, place, message)
                    .label(first, "first given here")
                    .help("keep one of the two"),
            );
        } else {
            self.given.push(given);
        }
    }

    /// The value of a key, if it is given and good; a bad one is a diagnostic.
    pub fn get<T: KeyValue>(&mut self, key: &Key<T>) -> Option<T> {
        let given = self.given.iter().find(|given| given.key == key.name())?;
        match T::read(given) {
            Ok(value) => Some(value),
            Err(bad) => {
                let diagnostic = self.bad(given, T::SHAPE, bad);
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// The value of a key that must be there; its absence is `missing-key` at `owner`.
    pub fn require<T: KeyValue>(&mut self, key: &Key<T>, owner: Span, example: &str) -> Option<T> {
        if !self.incomplete && !self.given.iter().any(|given| given.key == key.name()) {
            let message = format!("the key `{}` is missing", key.name());
            let help = format!("write `{}: {example}` in the front matter", key.name());
            let place = Place::new(self.path, owner);
            self.diagnostics
                .push(Diagnostic::new(Code::MissingKey, place, message).help(help));
        }
        self.get(key)
    }

    fn bad(&self, given: &RawField, shape: Shape, bad: BadValue) -> Diagnostic {
        let place = Place::new(self.path, given.span);
        let key = &given.key;
        match bad {
            BadValue::WrongType(found) => {
                let message = format!("`{key}` must be {}, found {found}", shape.wanted());
                let help = format!("write it as `{key}: {}`", shape.example());
                Diagnostic::new(Code::WrongType, place, message).help(help)
            }
            BadValue::UnknownWord(word) => {
                let words = match shape {
                    Shape::OneOf(words) => words,
                    _ => &[],
                };
                let among: Arc<[Arc<str>]> = words.iter().copied().map(Arc::from).collect();
                let otherwise = format!("write {}", shape.wanted());
                let message = format!("unknown value `{word}` for `{key}`");
                let found = Diagnostic::new(Code::UnknownValue, place, message);
                one_of(found, &word, among, otherwise)
            }
            BadValue::EmptySlug(text) => {
                let message = format!("`{text}` holds no letter or digit");
                Diagnostic::new(Code::EmptySlug, place, message).help("write a name")
            }
        }
    }
}

/// With the word of `among` that `given` should have been. One that differs only by letter case or
/// by what stands between its parts (`Take home`, `heard_back`) is beyond doubt.
fn one_of(found: Diagnostic, given: &str, among: Arc<[Arc<str>]>, otherwise: String) -> Diagnostic {
    let plain = slug(given);
    let Span { start, end } = found.place.span;
    if end - start == given.len() && among.iter().any(|word| **word == *plain) {
        let place = found.place.clone();
        return found.fix(format!("write `{plain}`"), place, plain);
    }
    found.did_you_mean(given, among, otherwise)
}

fn from_field(field: &Field) -> RawField {
    RawField {
        key: field.key.clone(),
        key_span: field.key_span,
        value: field.value.clone(),
        span: field.value_span,
    }
}

fn from_item(item: &crate::syntax::Item) -> RawField {
    RawField {
        key: item.key.clone(),
        key_span: item.key_span,
        value: Value::Text(item.value.clone()),
        span: item.value_span,
    }
}
