//! The settings of a book.

use std::collections::BTreeMap;

use super::language::Language;
use super::limits::Limits;
use super::markers::Markers;
use crate::diag::{Code, Diagnostics, Severity};

/// The settings of a book, with all defaults.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    pub title: String,
    /// A sentence about the whole handbook.
    pub description: Option<String>,
    pub language: Language,
    pub authors: Vec<String>,
    pub base: Base,
    /// The folder of the sources, relative to the book.
    pub content: String,
    /// The folder of the site, relative to the book.
    pub output: String,
    /// The name of the theme. Files in `themes/<name>/` take precedence over the embedded ones.
    pub theme: String,
    pub topics: Vocabulary,
    pub companies: Vocabulary,
    pub roles: Vocabulary,
    pub markers: Markers,
    /// The treatment of raw HTML.
    pub html: RawHtml,
    /// Whether straight quotes become curly, `--` a dash and `...` an ellipsis.
    pub smart_punctuation: bool,
    /// The labels of fixed values, by the word that authors write.
    pub labels: BTreeMap<&'static str, String>,
    /// Whether SVG files are accepted.
    pub svg: bool,
    /// The hosts whose images may be shown.
    pub remote_hosts: Vec<String>,
    /// The number of entries of the feed, if there is one.
    pub feed: Option<usize>,
    /// Whether there are print versions.
    pub print: bool,
    /// Whether there is a data export.
    pub data: bool,
    /// Whether each page has a markdown export.
    pub markdown_export: bool,
    /// Whether there is a search.
    pub search: bool,
    pub site: Site,
    pub limits: Limits,
    /// The levels that the book gives to warnings.
    pub checks: BTreeMap<Code, Level>,
}

/// The settings of the site that readers see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Site {
    pub answers: Answers,
    /// The address at which a page can be edited; `{path}` stands for its file.
    pub edit_url: Option<String>,
    /// The book's own colors and fonts, by their names in `site.css`.
    pub tokens: BTreeMap<&'static str, String>,
}

/// How answers are shown at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Answers {
    #[default]
    Closed,
    Open,
}

/// The treatment of raw HTML in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// HTML that marks up text is kept, and the rest is left out.
    #[default]
    Sanitize,
    /// HTML is shown as it is written.
    Escape,
    /// HTML is passed through unchanged.
    Allow,
}

impl RawHtml {
    pub(super) fn parse(word: &str) -> Self {
        match word {
            "escape" => Self::Escape,
            "allow" => Self::Allow,
            _ => Self::Sanitize,
        }
    }
}

/// The names that a vocabulary accepts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Vocabulary {
    /// Any name; each one makes an index.
    #[default]
    Open,
    /// Only names with a file.
    Closed,
    /// These names, and names with a file.
    Listed(Vec<String>),
}

/// The level that a book gives to a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    Ignore,
    Warning,
    Error,
}

impl Config {
    /// Returns the diagnostics at the levels of the book.
    #[must_use]
    pub fn leveled(&self, diagnostics: Diagnostics) -> Diagnostics {
        if self.checks.is_empty() {
            return diagnostics;
        }
        let leveled = diagnostics.into_iter().filter_map(|mut diagnostic| {
            match self.checks.get(&diagnostic.code) {
                // Errors stay errors, even if their code is usually a warning.
                Some(Level::Ignore) if diagnostic.severity == Severity::Warning => return None,
                Some(Level::Error) => diagnostic.severity = Severity::Error,
                Some(Level::Ignore | Level::Warning) | None => {}
            }
            Some(diagnostic)
        });
        leveled.collect()
    }
}

/// The address of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base {
    /// The origin `https://host`, if `base-url` names a host.
    pub origin: Option<String>,
    /// The path in front of every address, without a `/` at the end. It is empty at the root of a
    /// host.
    pub path: String,
    pub links: Links,
}

/// The start of the links between pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Links {
    /// Links begin at the root of the host.
    #[default]
    FromRoot,
    /// Links begin at the page, so the site can lie in any folder and needs no server.
    FromPage,
}

impl Base {
    /// Returns the base of a site in a folder that is opened without a server.
    pub fn portable() -> Self {
        Self {
            links: Links::FromPage,
            ..Self::default()
        }
    }

    /// Parses `https://host/path/`, `http://host/path/` or `/path/`.
    pub fn parse(url: &str) -> Option<Self> {
        if let Some(path) = url.strip_prefix('/') {
            return plain_path(path).map(|path| Self {
                path,
                ..Self::default()
            });
        }
        let (scheme, rest) = url.split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let known = matches!(scheme, "http" | "https") && !host.is_empty();
        let clean = !host.contains(|c: char| c.is_whitespace() || "\"<>?#@\\".contains(c));
        if !known || !clean {
            return None;
        }
        plain_path(path).map(|path| Self {
            origin: Some(format!("{scheme}://{host}")),
            path,
            ..Self::default()
        })
    }
}

/// Turns `a/b/` into `/a/b`. Returns `None` if the path has a character that no address may have.
fn plain_path(path: &str) -> Option<String> {
    let path = path.trim_end_matches('/');
    let plain = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part.contains(|c: char| c.is_whitespace() || "\"<>?#\\".contains(c))
    };
    match path {
        "" => Some(String::new()),
        _ => path.split('/').all(plain).then(|| format!("/{path}")),
    }
}
