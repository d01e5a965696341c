//! What the server knows at one moment, and what open pages are told of it.

use std::sync::Arc;

use serde::Serialize;

use super::site::{Site, Version};

/// The last good site, and what is wrong with the book now. Replaced as a whole, so that every
/// answer is of one build.
#[derive(Clone, Debug)]
pub enum News {
    Current(Arc<Current>),
    /// The server is about to end.
    Closing,
}

/// The state between two rounds.
#[derive(Debug, Default)]
pub struct Current {
    /// None before the first good build.
    pub site: Option<Arc<Site>>,
    /// The report, as the terminal has it; empty if there is no error.
    pub report: Arc<str>,
    /// Where places in the report lead.
    pub editor: Option<Editor>,
}

/// How a place in a report is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Editor {
    /// With `{path}`, `{line}` and `{column}`.
    pub url: Arc<str>,
    /// The folder that paths in reports are relative to.
    pub root: Arc<str>,
}

/// What a page is told when it may no longer be what it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tidings {
    /// The version that a reader of that page would get now.
    pub version: String,
    pub styles: Vec<String>,
    pub report: Arc<str>,
    pub editor: Option<Editor>,
}

impl Current {
    /// What the page at the decoded path of an address is told.
    pub fn tidings(&self, path: &str) -> Tidings {
        let site = self.site.as_ref();
        Tidings {
            version: shown(site.and_then(|site| site.version(path))),
            styles: site.map_or_else(Vec::new, |site| site.styles().to_vec()),
            report: self.report.clone(),
            editor: self.editor.clone(),
        }
    }
}

/// A version in an address or a message.
pub fn shown(version: Option<Version>) -> String {
    version.map_or_else(|| "none".to_owned(), |version| version.to_string())
}
