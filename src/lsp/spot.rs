//! One place of a book that an editor asks about, and all that is needed to answer.

use std::sync::Arc;

use super::atlas::Atlas;
use super::context::Form;
use super::known::Known;
use super::position::{Encoding, Lines};
use super::shelf::Desk;
use crate::kinds::{AnyKey, file_keys, heading_at, heading_keys};
use crate::source::{SourceFile, SourceSet};
use crate::syntax::{self, ParsedFile};

/// Byte `at` of a file of the book.
pub(super) struct Spot<'a> {
    pub(super) known: Arc<Known>,
    pub(super) sources: &'a SourceSet,
    pub(super) desk: &'a Desk,
    pub(super) encoding: Encoding,
    pub(super) file: &'a SourceFile,
    pub(super) at: usize,
}

impl<'a> Spot<'a> {
    pub(super) fn atlas(&self) -> Atlas<'a> {
        Atlas::new(self.sources, self.desk, self.encoding)
    }

    /// The lines of the file.
    pub(super) fn lines(&self) -> Lines<'a> {
        Lines::new(&self.file.text, self.encoding)
    }

    fn parsed(&self) -> ParsedFile {
        let config = &self.sources.config;
        syntax::parse(self.file, &config.markers, &config.limits)
    }

    /// The keys that may be written here.
    pub(super) fn keys(&self, form: Form) -> Vec<&'static dyn AnyKey> {
        match form {
            Form::FrontMatter => file_keys(&self.file.within),
            Form::Text | Form::Bare | Form::Quoted => heading_keys(&self.parsed(), self.at),
        }
    }

    /// Those of them that are not written here yet.
    pub(super) fn open_keys(&self, form: Form) -> Vec<&'static dyn AnyKey> {
        let written: Vec<String> = match form {
            // while one is typed, nobody can read the others as YAML
            Form::FrontMatter => {
                let lines = self.file.text.lines().skip(1);
                let lines = lines.take_while(|line| line.trim_end() != "---");
                let keys = lines.filter_map(|line| line.split_once(':'));
                keys.map(|(key, _)| key.to_owned()).collect()
            }
            Form::Text | Form::Bare | Form::Quoted => {
                let parsed = self.parsed();
                let heading = heading_at(&parsed, self.at);
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

    /// The key of that name, where one may be written here.
    pub(super) fn key(&self, name: &str, form: Form) -> Option<&'static dyn AnyKey> {
        self.keys(form).into_iter().find(|key| key.name() == name)
    }
}
