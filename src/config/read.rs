//! `book.toml` against the list of keys: unknown keys, wrong types and bad values get their place.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::keys::{ANY, Status};
use super::{Base, KEYS, Level, Markers, Shape, Vocabulary};
use crate::diag::{CODES, Code, Diagnostic, Diagnostics, Place, Severity, SourcePath, Span};

/// The values that are of the right type, and what was wrong with the others.
pub(super) struct Values {
    path: SourcePath,
    found: BTreeMap<(&'static str, &'static str), (Span, Value)>,
    pub(super) levels: BTreeMap<Code, Level>,
    pub(super) diagnostics: Diagnostics,
}

enum Value {
    Text(String),
    Texts(Vec<String>),
    Flag,
    Count,
}

pub(super) fn values(path: &SourcePath, text: &str) -> Values {
    let mut values = Values {
        path: path.clone(),
        found: BTreeMap::new(),
        levels: BTreeMap::new(),
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
        let keys = KEYS.iter().filter(|key| key.table == table);
        let span = Span::from(name.span());
        match keys
            .clone()
            .find(|key| key.name == name.get_ref() || key.name == ANY)
        {
            None => self.unknown(span, "key", name.get_ref(), keys.map(|key| key.name)),
            Some(key) if key.status == Status::NotBuiltYet => {
                self.bad(
                    span,
                    format!("`{}` in `[{table}]` is not built yet", name.get_ref()),
                );
            }
            Some(key) if key.shape == Shape::Level => self.level(name, value),
            Some(key) => match typed(key.shape, value.get_ref()) {
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

    /// `some-warning = "error"`.
    fn level(&mut self, name: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        let warnings = || {
            CODES
                .iter()
                .filter(|entry| entry.severity == Severity::Warning)
        };
        let Some(entry) = CODES.iter().find(|entry| entry.name == name.get_ref()) else {
            let among = warnings().map(|entry| entry.name);
            self.unknown(name.span().into(), "check", name.get_ref(), among);
            return;
        };
        let level = match value.get_ref().as_str() {
            Some("ignore") => Level::Ignore,
            Some("warning") => Level::Warning,
            Some("error") => Level::Error,
            _ => {
                let message = format!("`{}` must be {}", entry.name, Shape::Level.wanted());
                self.bad(value.span().into(), message);
                return;
            }
        };
        if entry.severity == Severity::Error && level != Level::Error {
            let message = format!("`{}` is an error, and errors stay errors", entry.name);
            self.bad(name.span().into(), message);
            return;
        }
        self.levels.insert(entry.code, level);
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

    /// Which names one of the vocabularies takes.
    pub(super) fn vocabulary(&mut self, name: &'static str) -> Vocabulary {
        let (span, word) = match self.found.get(&("vocabulary", name)) {
            Some((_, Value::Texts(names))) => return Vocabulary::Listed(names.clone()),
            Some((span, Value::Text(word))) => (*span, word.clone()),
            _ => return Vocabulary::Open,
        };
        match word.as_str() {
            "open" => Vocabulary::Open,
            "closed" => Vocabulary::Closed,
            _ => {
                let wanted = Shape::Vocabulary.wanted();
                self.bad(span, format!("`{name}` must be {wanted}, found `{word}`"));
                Vocabulary::Open
            }
        }
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
fn typed(shape: Shape, value: &DeValue<'_>) -> Result<Value, &'static str> {
    let fits = match (shape, value) {
        (Shape::Text | Shape::Vocabulary, DeValue::String(text)) => {
            Some(Value::Text(text.clone().into_owned()))
        }
        (Shape::Texts | Shape::Vocabulary, DeValue::Array(items)) => {
            let texts = items
                .iter()
                .map(|item| item.get_ref().as_str().map(str::to_owned));
            texts.collect::<Option<_>>().map(Value::Texts)
        }
        (Shape::Flag, DeValue::Boolean(_)) => Some(Value::Flag),
        (Shape::Count, DeValue::Integer(_)) => Some(Value::Count),
        _ => None,
    };
    fits.ok_or(shape.wanted())
}
