//! The keys that are written for an entity.

use std::sync::Arc;

use super::bad_value::BadValue;
use super::one_reading;
use super::raw_field::RawField;
use super::schema::{AnyKey, Key, KeyValue, Shape};
use crate::diag::{Code, Diagnostic, Place, SourcePath, Span};
use crate::syntax::{Attributes, Field, Value, slug};

/// The keys of an entity. They are checked against its kind, and read one by one.
#[derive(Debug)]
pub struct Fields<'a> {
    path: &'a SourcePath,
    fields: Vec<RawField>,
    /// Whether there may be keys that could not be read.
    incomplete: bool,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Collects the keys of front matter and of the heading's attributes. A key that the kind does
    /// not have is `unknown-key`, and a key that is written twice is `duplicate-key`; both are left
    /// out.
    pub fn new(
        path: &'a SourcePath,
        kind: &str,
        keys: &[&[&dyn AnyKey]],
        front_matter: &[Field],
        attributes: &Attributes,
    ) -> Self {
        let mut fields = Self {
            path,
            fields: Vec::new(),
            incomplete: false,
            diagnostics: Vec::new(),
        };
        let keys = keys.concat();
        let in_attributes = attributes.items.iter().map(RawField::from);
        for field in front_matter.iter().map(RawField::from).chain(in_attributes) {
            fields.take(field, kind, &keys);
        }
        fields
    }

    /// Marks the front matter as unreadable, so that no key counts as missing.
    pub fn incomplete(mut self) -> Self {
        self.incomplete = true;
        self
    }

    /// Gives the empty value at `span` a text.
    pub(super) fn fill(&mut self, span: Span, text: &str) {
        let mut fields = self.fields.iter_mut();
        if let Some(field) = fields.find(|field| field.span == span) {
            field.value = Value::Text(text.to_owned());
        }
    }

    fn take(&mut self, field: RawField, kind: &str, keys: &[&dyn AnyKey]) {
        let place = Place::new(self.path, field.key_span);
        if !keys.iter().any(|key| key.name() == field.key) {
            let among: Arc<[Arc<str>]> = keys.iter().map(|key| Arc::from(key.name())).collect();
            let listed: Vec<&str> = keys.iter().map(|key| key.name()).collect();
            let message = format!("unknown key `{}` for {kind}", field.key);
            let otherwise = format!("known here: `{}`", listed.join("`, `"));
            let diagnostic = Diagnostic::new(Code::UnknownKey, place, message);
            self.diagnostics
                .push(one_of(diagnostic, &field.key, among, otherwise));
        } else if let Some(first) = self.fields.iter().find(|first| first.key == field.key) {
            let first = Place::new(self.path, first.key_span);
            let message = format!("the key `{}` is given twice", field.key);
            self.diagnostics.push(
                Diagnostic::new(Code::DuplicateKey, place, message)
                    .label(first, "first given here")
                    .help("keep one of the two"),
            );
        } else {
            self.fields.push(field);
        }
    }

    /// Returns the value of a key, if it is written and valid. An invalid value is a diagnostic.
    pub fn get<T: KeyValue>(&mut self, key: &Key<T>) -> Option<T> {
        let field = self.fields.iter().find(|field| field.key == key.name())?;
        match T::read(field) {
            Ok(value) => Some(value),
            Err(bad) => {
                let diagnostic = self.bad(field, T::SHAPE, bad);
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    /// Returns the value of a required key. If it is absent, `owner` is the place of a
    /// `missing-key`.
    pub fn require<T: KeyValue>(&mut self, key: &Key<T>, owner: Span, example: &str) -> Option<T> {
        if !self.incomplete && !self.fields.iter().any(|field| field.key == key.name()) {
            let message = format!("the key `{}` is missing", key.name());
            let help = format!("write `{}: {example}` in the front matter", key.name());
            let place = Place::new(self.path, owner);
            self.diagnostics
                .push(Diagnostic::new(Code::MissingKey, place, message).help(help));
        }
        self.get(key)
    }

    fn bad(&self, field: &RawField, shape: Shape, bad: BadValue) -> Diagnostic {
        let place = Place::new(self.path, field.span);
        let key = &field.key;
        match bad {
            BadValue::WrongType(found) => {
                let message = format!("`{key}` must be {}, found {found}", shape.wanted());
                let diagnostic = Diagnostic::new(Code::WrongType, place.clone(), message);
                let Some(meant) = meant(field, shape) else {
                    let example = field.form.written(key, shape.example());
                    return diagnostic.help(format!("write it as in `{example}`"));
                };
                let help = format!("write it as `{}`", field.form.written(key, &meant));
                match &field.value {
                    Value::Text(text) if text.len() == place.span.end - place.span.start => {
                        diagnostic.fix(help, place, &meant)
                    }
                    _ => diagnostic.help(help),
                }
            }
            BadValue::UnknownWord(word) => {
                let words = match shape {
                    Shape::OneOf(words) => words,
                    _ => &[],
                };
                let among: Arc<[Arc<str>]> = words.iter().copied().map(Arc::from).collect();
                let otherwise = format!("write {}", shape.wanted());
                let message = format!("unknown value `{word}` for `{key}`");
                let diagnostic = Diagnostic::new(Code::UnknownValue, place, message);
                one_of(diagnostic, &word, among, otherwise)
            }
            BadValue::EmptySlug(text) => {
                let message = format!("`{text}` holds no letter or digit");
                Diagnostic::new(Code::EmptySlug, place, message).help("write a name")
            }
        }
    }
}

/// Returns the value that was meant, if a value in another form can mean only one.
fn meant(field: &RawField, shape: Shape) -> Option<String> {
    let text = field.text().ok()?;
    match shape {
        Shape::Count => one_reading::count(text),
        Shape::Date => one_reading::date(text),
        _ => None,
    }
}

/// Adds help with the word of `among` that `given` is meant to be. A word that differs only in
/// letter case or in separators (`Take home`, `heard_back`) can be fixed.
fn one_of(
    diagnostic: Diagnostic,
    given: &str,
    among: Arc<[Arc<str>]>,
    otherwise: String,
) -> Diagnostic {
    let plain = slug(given);
    let Span { start, end } = diagnostic.place.span;
    if end - start == given.len() && among.iter().any(|word| **word == *plain) {
        let place = diagnostic.place.clone();
        return diagnostic.fix(format!("write `{plain}`"), place, plain);
    }
    diagnostic.did_you_mean(given, among, otherwise)
}
