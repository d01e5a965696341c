//! Reads `book.toml` by the list of keys. Unknown keys, wrong types and bad values are diagnostics
//! with a place.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::keys::{self, ANY, KEYS, Key, Shape, Status};
use super::labels::LABELS;
use super::language::Language;
use super::markers::{self, MarkerClash, Markers};
use super::settings::{Base, Level, Vocabulary};
use super::value::{Value, shown, typed};
use crate::diag::{CODES, Code, Diagnostic, Diagnostics, Place, Severity, SourcePath, Span};

/// The values with the right type, and the diagnostics of the others.
pub(super) struct Values {
    path: SourcePath,
    values: BTreeMap<(&'static str, &'static str), (Span, Value)>,
    pub(super) levels: BTreeMap<Code, Level>,
    pub(super) labels: BTreeMap<&'static str, String>,
    pub(super) diagnostics: Diagnostics,
}

pub(super) fn values(path: &SourcePath, text: &str) -> Values {
    let mut values = Values {
        path: path.clone(),
        values: BTreeMap::new(),
        levels: BTreeMap::new(),
        labels: BTreeMap::new(),
        diagnostics: Diagnostics::default(),
    };
    let (tables, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let span = error.span().unwrap_or_default().into();
        let help = "write `key = \"value\"` below a `[table]`; see https://toml.io";
        values.bad(span, error.message().to_owned(), help);
    }
    for (name, value) in tables.get_ref() {
        values.table(name, value);
    }
    if errors.is_empty() && !values.values.contains_key(&("book", "title")) {
        let help = "write `title = \"…\"` under `[book]`";
        let message = "the book has no title";
        values
            .diagnostics
            .push(Diagnostic::new(Code::BadConfig, Place::start_of(path), message).help(help));
    }
    values
}

impl Values {
    fn bad(&mut self, span: Span, message: String, help: impl Into<String>) {
        let place = Place::new(&self.path, span);
        self.diagnostics
            .push(Diagnostic::new(Code::BadConfig, place, message).help(help));
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
            (Some(key), _) => {
                let message = format!("`{}` is a table", key.table);
                let help = format!("write `[{}]` on a line of its own", key.table);
                self.bad(span, message, help);
            }
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
            Some(key) if key.shape == Shape::Names => self.names(key, value),
            Some(key) if key.shape == Shape::Level => self.level(name, value),
            Some(key) if key.table == "labels" => self.label(name, value),
            Some(key) => match (typed(key.shape, value.get_ref()), key.status) {
                (Some(typed), Status::Built) => {
                    let entry = (value.span().into(), typed);
                    self.values.insert((key.table, key.name), entry);
                }
                (Some(typed), Status::NotBuiltYet { but }) => {
                    if !but.is_some_and(|word| typed.is(word)) {
                        self.not_built_yet(span, table, name.get_ref(), but);
                    }
                }
                (None, _) => {
                    let wanted = key.shape.wanted();
                    let found = shown(value.get_ref());
                    let message = format!("`{}` must be {wanted}, found {found}", name.get_ref());
                    self.bad(value.span().into(), message, key.meaning());
                }
            },
        }
    }

    /// Reads a table inside a table.
    fn names(&mut self, key: &Key, value: &Spanned<DeValue<'_>>) {
        let inner = format!("{}.{}", key.table, key.name);
        let known = KEYS.iter().find(|known| known.table == inner);
        match (known, value.get_ref()) {
            (Some(known), DeValue::Table(entries)) => {
                for (name, value) in entries {
                    self.entry(known.table, name, value);
                }
            }
            _ => {
                let found = shown(value.get_ref());
                let message = format!(
                    "`{}` must be {}, found {found}",
                    key.name,
                    key.shape.wanted()
                );
                self.bad(value.span().into(), message, key.meaning());
            }
        }
    }

    fn not_built_yet(&mut self, span: Span, table: &str, name: &str, but: Option<&str>) {
        let message = format!("`{name}` in `[{table}]` is not built yet");
        let help = match but {
            Some("false") => "leave it out, or write `false`".to_owned(),
            Some(word) => format!("leave it out, or write `\"{word}\"`"),
            None => "leave it out".to_owned(),
        };
        let place = Place::new(&self.path, span);
        self.diagnostics
            .push(Diagnostic::new(Code::BadConfig, place, message).help(help));
    }

    /// Reads `some-warning = "error"`.
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
                let help = format!("write `{} = \"ignore\"`, or leave it out", entry.name);
                self.bad(value.span().into(), message, help);
                return;
            }
        };
        if entry.severity == Severity::Error && level != Level::Error {
            let message = format!("`{}` is an error, and errors stay errors", entry.name);
            self.bad(name.span().into(), message, "leave it out");
            return;
        }
        self.levels.insert(entry.code, level);
    }

    /// Reads `hard = "Senior"`.
    fn label(&mut self, name: &Spanned<DeString<'_>>, value: &Spanned<DeValue<'_>>) {
        let Some(word) = LABELS.iter().find(|word| **word == name.get_ref()) else {
            self.unknown(
                name.span().into(),
                "value",
                name.get_ref(),
                LABELS.iter().copied(),
            );
            return;
        };
        match value.get_ref().as_str().map(str::trim) {
            Some(label) if !label.is_empty() => {
                self.labels.insert(word, label.to_owned());
            }
            _ => self.bad(
                value.span().into(),
                format!("`{word}` must be a text that is not empty"),
                format!("write what readers see for it: `{word} = \"…\"`"),
            ),
        }
    }

    /// Returns a language.
    pub(super) fn language(&mut self, table: &'static str, name: &'static str) -> Option<Language> {
        self.parsed(
            table,
            name,
            "a language tag such as `en` or `zh-Hans`",
            Language::parse,
        )
    }

    pub(super) fn text(&mut self, table: &'static str, name: &'static str) -> Option<String> {
        match self.values.get(&(table, name)) {
            Some((_, Value::Text(text))) if !text.trim().is_empty() => Some(text.clone()),
            Some((span, Value::Text(_))) => {
                let help = "write a value, or leave the key out";
                self.bad(*span, format!("`{name}` is empty"), help);
                None
            }
            _ => None,
        }
    }

    pub(super) fn list(&self, table: &'static str, name: &'static str) -> Option<Vec<String>> {
        match self.values.get(&(table, name)) {
            Some((_, Value::Texts(texts))) => {
                Some(texts.iter().map(|(text, _)| text.clone()).collect())
            }
            _ => None,
        }
    }

    /// Returns a number or a size in bytes.
    pub(super) fn count(&self, table: &'static str, name: &'static str) -> Option<usize> {
        match self.values.get(&(table, name)) {
            Some((_, Value::Count(count))) => Some(*count),
            _ => None,
        }
    }

    /// Returns a `true` or `false`.
    pub(super) fn flag(&self, table: &'static str, name: &'static str) -> Option<bool> {
        match self.values.get(&(table, name)) {
            Some((_, Value::Flag(flag))) => Some(*flag),
            _ => None,
        }
    }

    /// Returns the names of hosts, without scheme, port and path.
    pub(super) fn hosts(&mut self, table: &'static str, name: &'static str) -> Vec<String> {
        let texts = match self.values.get(&(table, name)) {
            Some((_, Value::Texts(texts))) => texts.clone(),
            _ => return Vec::new(),
        };
        let (hosts, wrong): (Vec<_>, Vec<_>) =
            texts.into_iter().partition(|(host, _)| is_host(host));
        for (host, span) in wrong {
            let message = format!("`{host}` is no name of a host");
            let help = "write the name alone, such as `images.example.org`";
            self.bad(span, message, help);
        }
        hosts.into_iter().map(|(host, _)| host).collect()
    }

    /// Returns a text that `parse` accepts. For any other text a `bad-config` diagnostic says that
    /// it must be `wanted`.
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
            && let Some(&(span, _)) = self.values.get(&(table, name))
        {
            let message = format!("`{name}` must be {wanted}, found `{text}`");
            self.bad(span, message, keys::meaning(table, name));
        }
        parsed
    }

    pub(super) fn base(&mut self, table: &'static str, name: &'static str) -> Option<Base> {
        let wanted = "an address such as `https://example.org/prep/` or a path such as `/prep/`";
        self.parsed(table, name, wanted, Base::parse)
    }

    /// Returns the address at which a page can be edited.
    pub(super) fn edit_url(&mut self) -> Option<String> {
        let wanted = "an address with `{path}`, such as `https://example.org/edit/main/{path}`";
        self.parsed("site", "edit-url", wanted, |text| {
            let known = text.starts_with("https://") || text.starts_with("http://");
            let clean = !text.contains(|c: char| c.is_whitespace() || "\"<>".contains(c));
            (known && clean && text.contains("{path}")).then(|| text.to_owned())
        })
    }

    /// Returns the book's own values of design tokens.
    pub(super) fn tokens(&mut self) -> BTreeMap<&'static str, String> {
        let wanted = "one value of CSS, without `;` and braces";
        let plain = |text: &str| {
            let clean = !text.contains([';', '{', '}', '<', '\\', '\n']) && !text.contains("url(");
            clean.then(|| text.to_owned())
        };
        let keys = KEYS.iter().filter(|key| key.table == "site.tokens");
        keys.filter_map(|key| Some((key.name, self.parsed(key.table, key.name, wanted, plain)?)))
            .collect()
    }

    /// Returns a folder inside the book.
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

    /// Returns a name that is a single part of a path.
    pub(super) fn name(&mut self, table: &'static str, name: &'static str) -> Option<String> {
        self.parsed(table, name, "a plain name", |text| {
            inner_folder(text).filter(|path| !path.contains('/'))
        })
    }

    /// Returns the names that a vocabulary accepts.
    pub(super) fn vocabulary(&mut self, name: &'static str) -> Vocabulary {
        let (span, word) = match self.values.get(&("vocabulary", name)) {
            Some((_, Value::Texts(names))) => {
                return Vocabulary::Listed(names.iter().map(|(name, _)| name.clone()).collect());
            }
            Some((span, Value::Text(word))) => (*span, word.clone()),
            _ => return Vocabulary::Open,
        };
        match word.as_str() {
            "open" => Vocabulary::Open,
            "closed" => Vocabulary::Closed,
            _ => {
                let wanted = Shape::Vocabulary.wanted();
                let message = format!("`{name}` must be {wanted}, found `{word}`");
                self.bad(span, message, keys::meaning("vocabulary", name));
                Vocabulary::Open
            }
        }
    }

    pub(super) fn markers(&mut self) -> Markers {
        let keys = || KEYS.iter().filter(|key| key.table == "markers");
        let given = keys().filter_map(|key| Some((key.name, self.list(key.table, key.name)?)));
        let (markers, clashes) = Markers::with(&given.collect());
        for clash in clashes {
            self.clash(&clash);
        }
        for key in keys() {
            self.empty_words(key.name);
        }
        markers
    }

    /// Reports a word with two meanings.
    fn clash(&mut self, clash: &MarkerClash) {
        let place_in = |key: &'static str| match self.values.get(&("markers", key)) {
            Some((_, Value::Texts(words))) => words
                .iter()
                .find(|(word, _)| markers::fold(word) == clash.word)
                .map(|(_, span)| *span),
            _ => None,
        };
        let (first, second) = (place_in(clash.first), place_in(clash.second));
        let Some(at) = second.or(first) else { return };
        let message = format!(
            "`{}` cannot mean both `{}` and `{}`",
            clash.word, clash.first, clash.second
        );
        let place = Place::new(&self.path, at);
        let mut diagnostic = Diagnostic::new(Code::BadConfig, place, message);
        diagnostic = match (first, second) {
            (Some(first), Some(_)) => {
                diagnostic.label(Place::new(&self.path, first), "first given here")
            }
            _ => diagnostic,
        };
        let lacking = if second.is_some() {
            clash.first
        } else {
            clash.second
        };
        let help = format!("take the word out here, or give `{lacking}` other words");
        self.diagnostics.push(diagnostic.help(help));
    }

    fn empty_words(&mut self, key: &'static str) {
        let Some((_, Value::Texts(words))) = self.values.get(&("markers", key)) else {
            return;
        };
        let empty = words.iter().filter(|(word, _)| word.trim().is_empty());
        for span in empty.map(|(_, span)| *span).collect::<Vec<_>>() {
            let message = format!("a word of `{key}` is empty");
            self.bad(span, message, "take it out of the list");
        }
    }
}

/// Returns whether a text is a host name: labels of letters, digits and dashes between dots, in
/// lower case.
fn is_host(host: &str) -> bool {
    let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let label = |label: &str| !label.is_empty() && label.bytes().all(sign);
    host.contains('.') && host.split('.').all(label)
}

fn inner_folder(text: &str) -> Option<String> {
    let text = text.trim_end_matches('/');
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    text.split('/').all(plain).then(|| text.to_owned())
}
