//! The state of the server at one moment, and what an open page receives of it.

use std::sync::Arc;

use serde::Serialize;

use super::site::{Site, Version};

/// Whether the server runs, and on what. It is replaced as a whole, so every response comes from one
/// build.
#[derive(Clone, Debug)]
pub enum ServerState {
    Running(Arc<Snapshot>),
    /// The server is about to end.
    Closing,
}

/// The last good site, and the errors that the book has now.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// None before the first good build.
    pub site: Option<Arc<Site>>,
    /// The report as the terminal shows it; empty if there are no errors.
    pub report: Arc<str>,
    /// How to open a place that the report names.
    pub editor: Option<Editor>,
}

/// The editor that links in a report open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Editor {
    /// A URL with `{path}`, `{line}` and `{column}`.
    pub url: Arc<str>,
    /// The folder that paths in reports are relative to.
    pub root: Arc<str>,
}

/// The message to an open page whose version, style sheets or report may have changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageUpdate {
    /// The version that a reader of that page would get now.
    pub version: String,
    pub styles: Vec<String>,
    pub report: Arc<str>,
    pub editor: Option<Editor>,
}

impl Snapshot {
    /// Returns the update for the page at the decoded path of an address.
    pub fn page_update(&self, path: &str) -> PageUpdate {
        let site = self.site.as_ref();
        PageUpdate {
            version: version_text(site.and_then(|site| site.version(path))),
            styles: site.map_or_else(Vec::new, |site| site.styles().to_vec()),
            report: self.report.clone(),
            editor: self.editor.clone(),
        }
    }
}

/// Writes a version for an address or a message.
pub fn version_text(version: Option<Version>) -> String {
    version.map_or_else(|| "none".to_owned(), |version| version.to_string())
}
