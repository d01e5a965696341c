//! The keys that files of every kind have.

use std::sync::Arc;

use super::values::Date;
use crate::config::Language;

/// What front matter says about any file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FileFacts {
    /// The short form of the title, for lists and `<title>`.
    pub short_title: Option<Arc<str>>,
    pub description: Option<String>,
    pub added: Option<Date>,
    pub updated: Option<Date>,
    pub reviewed: Option<Date>,
    /// The language of the file, where it is not the book's.
    pub language: Option<Language>,
}

impl FileFacts {
    /// The day on which its author last changed it, as far as was written down.
    pub fn changed(&self) -> Option<&Date> {
        self.updated.iter().chain(&self.added).max()
    }
}
