//! A theme's texts in one language: the file `strings/<language>.toml`.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::diag::Span;

/// The texts of one file, by key.
pub type Phrases = BTreeMap<String, Phrase>;

/// A text, with another form for one thing where it counts. `{name}` in it stands for what is put
/// there, `{n}` for the number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phrase {
    pub one: Option<String>,
    pub other: String,
}

/// What is wrong with a file of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringsFault {
    pub span: Span,
    pub message: String,
}

/// Reads a file of texts: `key = "text"`, or `key = { one = "…", other = "…" }`.
///
/// # Errors
/// The first thing in it that is neither.
pub fn parse_strings(text: &str) -> Result<Phrases, StringsFault> {
    let table = DeTable::parse(text).map_err(|error| StringsFault {
        span: error.span().unwrap_or_default().into(),
        message: error.message().to_owned(),
    })?;
    let mut phrases = Phrases::new();
    for (key, value) in table.get_ref() {
        let phrase = phrase(value.get_ref()).ok_or_else(|| StringsFault {
            span: value.span().into(),
            message: format!(
                "`{}` must be a text, or `{{ one = \"…\", other = \"…\" }}`",
                key.get_ref()
            ),
        })?;
        phrases.insert(key.get_ref().clone().into_owned(), phrase);
    }
    Ok(phrases)
}

fn phrase(value: &DeValue<'_>) -> Option<Phrase> {
    if let Some(text) = value.as_str() {
        let other = text.to_owned();
        return Some(Phrase { one: None, other });
    }
    let DeValue::Table(forms) = value else {
        return None;
    };
    let known = forms
        .keys()
        .all(|form| matches!(form.get_ref().as_ref(), "one" | "other"));
    let form = |name: &str| Some(forms.get(name)?.get_ref().as_str()?.to_owned());
    known.then_some(())?;
    Some(Phrase {
        one: form("one"),
        other: form("other")?,
    })
}
