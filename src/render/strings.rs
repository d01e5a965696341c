//! The site's own texts in one language, for templates and page models.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use crate::config::{Language, Phrase, Phrases};
use crate::source::ContentHash;

/// All texts in one language. A text that the language lacks is in a wider language or in English.
#[derive(Clone, Debug)]
pub struct Strings {
    /// The language of most texts, in lower case.
    pub tag: Arc<str>,
    phrases: Arc<BTreeMap<String, Phrase>>,
    /// Hash of all texts.
    pub hash: ContentHash,
}

/// The language that has a text for every key.
pub(super) const FALLBACK: &str = "en";

impl Strings {
    /// Combines the strings of the file for `tag` with those of wider languages and of English.
    pub(super) fn from_files(tag: &str, files: &BTreeMap<String, Phrases>) -> Self {
        let language = Language::parse(tag).unwrap_or_default();
        let chain = language.wider().chain([FALLBACK.to_owned()]);
        let mut phrases = BTreeMap::new();
        for file in chain.filter_map(|tag| files.get(&tag)) {
            for (key, phrase) in file {
                phrases.entry(key.clone()).or_insert_with(|| phrase.clone());
            }
        }
        Self::new(tag, phrases)
    }

    fn new(tag: &str, phrases: BTreeMap<String, Phrase>) -> Self {
        Self {
            tag: tag.into(),
            hash: ContentHash::new(&phrases),
            phrases: Arc::new(phrases),
        }
    }

    /// Replaces the labels of the fixed values that `labels` names.
    #[must_use]
    pub fn labeled(&self, labels: &BTreeMap<&'static str, String>) -> Self {
        if labels.is_empty() {
            return self.clone();
        }
        let mut phrases = (*self.phrases).clone();
        for (word, label) in labels {
            let other = label.clone();
            phrases.insert(format!("value-{word}"), Phrase { one: None, other });
        }
        Self::new(&self.tag, phrases)
    }

    /// Returns all keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.phrases.keys().map(String::as_str)
    }

    /// Returns the texts without placeholders, by their keys.
    pub(super) fn fixed(&self) -> impl Iterator<Item = (&str, &str)> {
        let fixed = |phrase: &Phrase| phrase.one.is_none() && !phrase.other.contains('{');
        let phrases = self.phrases.iter().filter(move |(_, phrase)| fixed(phrase));
        phrases.map(|(key, phrase)| (key.as_str(), phrase.other.as_str()))
    }

    /// Returns the text of a key. Returns the key itself if there is no text, so that the error is
    /// visible.
    pub fn text(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// Returns the label of a fixed value, such as `hard` or `take-home`.
    pub fn value(&self, word: &str) -> Arc<str> {
        self.text(&format!("value-{word}")).into()
    }

    /// Returns the text of a key for a count.
    pub fn count(&self, key: &str, n: usize) -> String {
        self.with(key, &[("n", &n)])
    }

    /// Returns the text of a key with values inserted. The value `n` selects the singular or plural
    /// form.
    pub fn with(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        let value = |name: &str| {
            let value = values.iter().find(|(known, _)| *known == name);
            value.map(|(_, value)| value.to_string())
        };
        let text = self.phrases.get(key).map(|phrase| fill(phrase, value));
        text.and_then(Result::ok).unwrap_or_else(|| key.to_owned())
    }

    /// Returns the text of a key with the values that `value` returns by name.
    ///
    /// # Errors
    /// The missing text, or a value that the text needs.
    pub(super) fn try_with(
        &self,
        key: &str,
        value: impl Fn(&str) -> Option<String>,
    ) -> Result<String, String> {
        let tag = &self.tag;
        match self.phrases.get(key) {
            Some(phrase) => fill(phrase, value)
                .map_err(|name| format!("the text `{key}` needs a value for `{name}`")),
            None => Err(format!("there is no text `{key}` in `strings/{tag}.toml`")),
        }
    }
}

/// Fills the values into the form of a phrase that fits the value `n`.
fn fill(phrase: &Phrase, value: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let form = match &phrase.one {
        Some(one) if value("n").as_deref() == Some("1") => one,
        _ => &phrase.other,
    };
    let mut text = String::with_capacity(form.len() + 16);
    let mut rest = form.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        text.push_str(before);
        text.push_str(&value(name).ok_or_else(|| name.to_owned())?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}
