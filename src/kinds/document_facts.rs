//! The keys that files of every kind have.

use std::sync::Arc;

use super::values::Date;
use crate::config::Language;

/// The values of front matter that every file can have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FileFacts {
    /// The short form of the title, for lists and `<title>`.
    pub short_title: Option<Arc<str>>,
    pub description: Option<String>,
    pub added: Option<Date>,
    pub updated: Option<Date>,
    pub reviewed: Option<Date>,
    /// The language of the file, if it is not the language of the book.
    pub language: Option<Language>,
}

impl FileFacts {
    /// Returns the day on which the author last changed the file, if a day is written.
    pub fn changed(&self) -> Option<&Date> {
        self.updated.iter().chain(&self.added).max()
    }
}
