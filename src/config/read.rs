//! `book.toml` against the list of keys: unknown keys, wrong types and bad values get their place.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{Base, KEYS, Key, Markers, Shape};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath, Span};

/// The values that are of the right type, and what was wrong with the others.
pub(super) struct Values {
    path: SourcePath,
    found: BTreeMap<(&'static str, &'static str), (Span, Value)>,
    pub(super) diagnostics: Diagnostics,
}

enum Value {
    Text(String),
    Texts(Vec<String>),
}

pub(super) fn values(path: &SourcePath, text: &str) -> Values {
    let mut values = Values {
        path: path.clone(),
        found: BTreeMap::new(),
        diagnostics: Diagnostics::default(),
    };
    let (tables, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or_default().into();
        values.bad(span, error.message().to_owned());
    }
    for (name, value) in tables.get_ref() {
        values.table(name, value);
    }
    if errors.is_empty() && !values.found.contains_key(&("book", "title")) {
        let help = "write `title = \"…\"` under `[book]`";
        let message = "the book has no title";
        values
            .diagnostics
            .push(Diagnostic::new(Code::BadConfig, Place::start_of(path), message).help(help));
    }
    values
}

impl Values {
    fn bad(&mut self, span: Span, message: String) {
        let place = Place::new(&self.path, span);
        self.diagnostics
            .push(Diagnostic::new(Code::BadConfig, place, message));
    }

    fn unknown(
        &mut self,
        span: Span,
        what: &str,
        name: &str,
        among: impl Iterator<Item = &'static str>,
    ) {
        let among: Arc<[Arc<str>]> = among.map(Arc::from).collect();
        let listed: Vec<&str> = among.iter().map(|name| &**name).collect();
        let otherwise = format!("known here: `{}`", listed.join("`, `"));
        let message = format!("unknown {what} `{name}`");
        self.diagnostics.push(
            Diagnostic::new(Code::BadConfig, Place::new(&self.path, span), message).did_you_mean(
                name,
                among.clone(),
                otherwise,
            ),
        );
    }

    fn table(&mut self, name: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        let span = Span::from(name.span());
        let mut keys = KEYS
            .iter()
            .filter(|key| key.table == name.get_ref())
            .peekable();
        match (keys.peek(), value.get_ref()) {
            (None, _) => {
                let mut tables: Vec<_> = KEYS.iter().map(|key| key.table).collect();
                tables.dedup();
                self.unknown(span, "table", name.get_ref(), tables.into_iter());
            }
            (Some(key), _) if key.shape == Shape::NotBuiltYet => {
                self.bad(span, format!("`[{}]` is not built yet", key.table));
            }
            (Some(key), DeValue::Table(entries)) => {
                for (name, value) in entries {
                    self.entry(key.table, name, value);
                }
            }
            (Some(key), _) => self.bad(span, format!("`{0}` is a table: write `[{0}]`", key.table)),
        }
    }

    fn entry(
        &mut self,
        table: &'static str,
        name: &Spanned<DeString<'_>>,
        value: &Spanned<DeValue<'_>>,
    ) {
        let mut keys = KEYS.iter().filter(|key| key.table == table);
        match keys.clone().find(|key| key.name == name.get_ref()) {
            None => {
                let names = keys.by_ref().map(|key| key.name);
                self.unknown(name.span().into(), "key", name.get_ref(), names);
            }
            Some(key) => match typed(key, value.get_ref()) {
                Ok(typed) => {
                    let entry = (value.span().into(), typed);
                    self.found.insert((key.table, key.name), entry);
                }
                Err(wanted) => {
                    let found = value.get_ref().type_str();
                    let message = format!("`{}` must be {wanted}, found {found}", key.name);
                    self.bad(value.span().into(), message);
                }
            },
        }
    }

    pub(super) fn text(&mut self, table: &'static str, name: &'static str) -> Option<String> {
        match self.found.get(&(table, name)) {
            Some((_, Value::Text(text))) if !text.trim().is_empty() => Some(text.clone()),
            Some((span, Value::Text(_))) => {
                self.bad(*span, format!("`{name}` is empty"));
                None
            }
            _ => None,
        }
    }

    pub(super) fn list(&self, table: &'static str, name: &'static str) -> Option<Vec<String>> {
        match self.found.get(&(table, name)) {
            Some((_, Value::Texts(texts))) => Some(texts.clone()),
            _ => None,
        }
    }

    /// A text that `parse` understands; otherwise `bad-config` says that it must be `wanted`.
    fn parsed<T>(
        &mut self,
        table: &'static str,
        name: &'static str,
        wanted: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(table, name)?;
        let parsed = parse(&text);
        if parsed.is_none()
            && let Some(&(span, _)) = self.found.get(&(table, name))
        {
            self.bad(span, format!("`{name}` must be {wanted}, found `{text}`"));
        }
        parsed
    }

    pub(super) fn base(&mut self, table: &'static str, name: &'static str) -> Option<Base> {
        let wanted = "an address such as `https://example.org/prep/` or a path such as `/prep/`";
        self.parsed(table, name, wanted, Base::parse)
    }

    /// A folder inside the book.
    pub(super) fn folder(
        &mut self,
        table: &'static str,
        name: &'static str,
        usual: &str,
    ) -> String {
        let wanted = "a folder inside the book, without `..`";
        self.parsed(table, name, wanted, inner_folder)
            .unwrap_or_else(|| usual.into())
    }

    /// A name of one path part.
    pub(super) fn name(&mut self, table: &'static str, name: &'static str) -> Option<String> {
        self.parsed(table, name, "a plain name", |text| {
            inner_folder(text).filter(|path| !path.contains('/'))
        })
    }

    pub(super) fn markers(&self) -> Markers {
        let given = KEYS
            .iter()
            .filter(|key| key.table == "markers")
            .filter_map(|key| Some((key.name, self.list(key.table, key.name)?)));
        Markers::with(&given.collect())
    }
}

fn inner_folder(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    text.split('/').all(plain).then(|| text.to_owned())
}

/// The value as its key wants it, or what it should have been.
fn typed(key: &Key, value: &DeValue<'_>) -> Result<Value, &'static str> {
    match (key.shape, value) {
        (Shape::Text, DeValue::String(text)) => Ok(Value::Text(text.clone().into_owned())),
        (Shape::Text, _) => Err("a string"),
        (Shape::Texts, DeValue::Array(items)) => items
            .iter()
            .map(|item| item.get_ref().as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .map(Value::Texts)
            .ok_or("a list of strings"),
        (Shape::Texts | Shape::NotBuiltYet, _) => Err("a list of strings"),
    }
}
