//! The position that an editor asks about, with everything that an answer needs.

use std::sync::Arc;

use super::location_mapper::LocationMapper;
use super::open_documents::OpenDocuments;
use super::position::{Encoding, Lines};
use super::symbol_index::SymbolIndex;
use super::typed_text::Form;
use crate::kinds::{AnyKey, file_keys, heading_at, heading_keys};
use crate::source::{SourceFile, SourceSet};
use crate::syntax::{self, ParsedFile};

/// A byte of a file, and the book around it.
pub(super) struct PositionContext<'a> {
    pub(super) index: Arc<SymbolIndex>,
    pub(super) sources: &'a SourceSet,
    pub(super) documents: &'a OpenDocuments,
    pub(super) encoding: Encoding,
    pub(super) file: &'a SourceFile,
    pub(super) offset: usize,
}

impl<'a> PositionContext<'a> {
    pub(super) fn mapper(&self) -> LocationMapper<'a> {
        LocationMapper::new(self.sources, self.documents, self.encoding)
    }

    /// Returns the lines of the file.
    pub(super) fn lines(&self) -> Lines<'a> {
        Lines::new(&self.file.text, self.encoding)
    }

    fn parsed(&self) -> ParsedFile {
        let config = &self.sources.config;
        syntax::parse(self.file, &config.markers, &config.limits)
    }

    /// Returns the keys that are allowed at the position.
    pub(super) fn keys(&self, form: Form) -> Vec<&'static dyn AnyKey> {
        match form {
            Form::FrontMatter => file_keys(&self.file.within),
            Form::Text | Form::Bare | Form::Quoted => heading_keys(&self.parsed(), self.offset),
        }
    }

    /// Returns the allowed keys that are not written yet.
    pub(super) fn missing_keys(&self, form: Form) -> Vec<&'static dyn AnyKey> {
        let written: Vec<String> = match form {
            // front matter is no valid YAML while a key is typed, so its lines are read one by one
            Form::FrontMatter => {
                let lines = self.file.text.lines().skip(1);
                let lines = lines.take_while(|line| line.trim_end() != "---");
                let keys = lines.filter_map(|line| line.split_once(':'));
                keys.map(|(key, _)| key.to_owned()).collect()
            }
            Form::Text | Form::Bare | Form::Quoted => {
                let parsed = self.parsed();
                let heading = heading_at(&parsed, self.offset);
                let items = heading
                    .into_iter()
                    .flat_map(|heading| &heading.attributes.items);
                items.map(|item| item.key.clone()).collect()
            }
        };
        let mut keys = self.keys(form);
        keys.retain(|key| written.iter().all(|written| written != key.name()));
        keys
    }

    /// Returns the key of that name, if it is allowed at the position.
    pub(super) fn key(&self, name: &str, form: Form) -> Option<&'static dyn AnyKey> {
        self.keys(form).into_iter().find(|key| key.name() == name)
    }
}
