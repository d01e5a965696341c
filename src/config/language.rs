//! Languages of texts.

use std::sync::Arc;

/// A language tag of BCP 47, such as `en` or `zh-Hans`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(Arc<str>);

/// Languages that are written from right to left, unless the tag names another script.
const RIGHT_TO_LEFT: &[&str] = &[
    "ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi",
];
/// Scripts that are written from right to left.
const RIGHT_TO_LEFT_SCRIPTS: &[&str] = &["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"];

impl Language {
    /// Returns the language with the tag `tag`, if `tag` has the form of one: letters, then parts
    /// of letters and digits.
    pub fn parse(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let first = parts.next()?;
        let fits = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        };
        let language =
            (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
        (language && parts.all(fits)).then(|| Self(tag.into()))
    }

    /// Returns the tag as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the direction of its text: `ltr` or `rtl`.
    pub fn direction(&self) -> &'static str {
        let tag = self.0.to_ascii_lowercase();
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        let script =
            parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
        let right = match script {
            Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
            None => RIGHT_TO_LEFT.contains(&language),
        };
        if right { "rtl" } else { "ltr" }
    }

    /// Returns the tag in lower case, then without its last part, and so on: `zh-hans`, `zh`.
    pub fn wider(&self) -> impl Iterator<Item = String> {
        let tag = self.0.to_ascii_lowercase();
        std::iter::successors(Some(tag), |tag| {
            tag.rsplit_once('-').map(|(wider, _)| wider.to_owned())
        })
    }
}

impl Default for Language {
    fn default() -> Self {
        Self("en".into())
    }
}
