//! Everything that pages are made from: the catalog, the theme, and what pages share.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fragments::Fragments;
use super::tracker::Tracker;
use crate::catalog::{Catalog, Texts};
use crate::config::Language;
use crate::kinds::Document;
use crate::render::model::Site;
use crate::render::{BodyMemo, Shared, Strings, Theme};

/// What happens to a rendered body after the page that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// The body is cached for other pages and for later builds.
    Cache,
    /// A body that is in the cache is used, but a new one is not added.
    ReadOnly,
}

/// Everything that pages are made from. Titles and bodies are reached through a [`Tracker`] only.
#[derive(Clone, Debug)]
pub struct SiteContext {
    pub catalog: Arc<Catalog>,
    texts: Arc<Texts>,
    pub theme: Arc<Theme>,
    pub memo: Arc<BodyMemo>,
    /// Interface strings in the book's language.
    pub strings: Strings,
    /// Interface strings in the languages of single files; empty if all files have the book's language.
    pub locales: BTreeMap<Arc<str>, Strings>,
    pub bodies: CachePolicy,
    pub(super) fragments: Fragments,
}

impl SiteContext {
    /// Creates a context without rows and links.
    pub(super) fn new(
        catalog: &Arc<Catalog>,
        texts: &Arc<Texts>,
        theme: &Arc<Theme>,
        memo: &Arc<BodyMemo>,
        site: Shared<Site>,
    ) -> Self {
        let config = &catalog.config;
        let languages = catalog
            .documents
            .iter()
            .filter_map(|document| document.facts.language.as_ref());
        let locales = languages.map(|language| {
            let strings = theme.strings(&[language, &config.language]);
            (strings.tag.clone(), strings.labeled(&config.labels))
        });
        Self {
            locales: locales.collect(),
            strings: book_strings(catalog, theme),
            catalog: catalog.clone(),
            texts: texts.clone(),
            theme: theme.clone(),
            memo: memo.clone(),
            bodies: CachePolicy::Cache,
            fragments: Fragments::new(site),
        }
    }

    /// Sets whether rendered bodies are cached.
    #[must_use]
    pub(super) fn with_bodies(mut self, bodies: CachePolicy) -> Self {
        self.bodies = bodies;
        self
    }

    /// Returns a context of the same catalog with other texts.
    pub(super) fn with_texts(
        &self,
        texts: &Arc<Texts>,
        theme: &Arc<Theme>,
        memo: &Arc<BodyMemo>,
    ) -> Self {
        Self {
            texts: texts.clone(),
            theme: theme.clone(),
            memo: memo.clone(),
            ..self.clone()
        }
    }

    /// Returns a tracker over the texts of the book.
    pub fn tracker(&self) -> Tracker<'_> {
        Tracker::new(&self.texts)
    }

    /// Returns the texts that the pages were made from, to compare them with others.
    pub(super) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Returns the interface strings in each language of the book.
    pub(super) fn all_strings(&self) -> impl Iterator<Item = &Strings> {
        self.locales.values().chain([&self.strings])
    }

    /// Returns the interface strings for the page of a file.
    pub fn strings_of(&self, document: &Document) -> &Strings {
        let language = document.facts.language.as_ref();
        let book = &self.catalog.config.language;
        let tag = language.map(|language| &self.theme.strings(&[language, book]).tag);
        tag.and_then(|tag| self.locales.get(tag))
            .unwrap_or(&self.strings)
    }

    /// Returns the language that the texts of a file are marked with on pages of other files; `None` in
    /// a book of one language.
    pub(super) fn marked_language<'l>(&'l self, document: &'l Document) -> Option<&'l Language> {
        let language = document.facts.language.as_ref();
        let book = &self.catalog.config.language;
        (!self.locales.is_empty()).then_some(language.unwrap_or(book))
    }
}

/// Returns the interface strings in the book's language, with its labels.
pub(super) fn book_strings(catalog: &Catalog, theme: &Theme) -> Strings {
    let config = &catalog.config;
    theme.strings(&[&config.language]).labeled(&config.labels)
}
