//! The settings of a book.

use std::collections::BTreeMap;

use super::language::Language;
use super::limits::Limits;
use super::markers::Markers;
use crate::diag::{Code, Diagnostics, Severity};

/// The settings of a book, all defaults filled in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    pub title: String,
    /// One sentence about the whole handbook.
    pub description: Option<String>,
    pub language: Language,
    pub authors: Vec<String>,
    pub base: Base,
    /// The folder of the sources, relative to the book.
    pub content: String,
    /// The folder of the site, relative to the book.
    pub output: String,
    /// The theme's name: its files in `themes/<name>/` go before the embedded ones.
    pub theme: String,
    pub topics: Vocabulary,
    pub companies: Vocabulary,
    pub roles: Vocabulary,
    pub markers: Markers,
    /// What becomes of raw HTML.
    pub html: RawHtml,
    /// Straight quotes become curly, `--` a dash and `...` an ellipsis.
    pub smart_punctuation: bool,
    /// What is shown for fixed values, by the word that authors write.
    pub labels: BTreeMap<&'static str, String>,
    /// Whether SVG files are taken.
    pub svg: bool,
    /// Hosts whose images may be shown.
    pub remote_hosts: Vec<String>,
    /// How many entries the feed has, if there is one.
    pub feed: Option<usize>,
    /// Whether there are sheets to print.
    pub print: bool,
    /// Whether there is a data export.
    pub data: bool,
    /// Whether each page has a markdown twin.
    pub markdown_export: bool,
    /// Whether there is a search.
    pub search: bool,
    pub site: Site,
    pub limits: Limits,
    /// Warnings that this book takes more or less seriously.
    pub checks: BTreeMap<Code, Level>,
}

/// What readers see that a book may choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Site {
    pub answers: Answers,
    /// Where a page can be edited; `{path}` stands for its file.
    pub edit_url: Option<String>,
    /// Own values of the look's colors and fonts, by their names in `site.css`.
    pub tokens: BTreeMap<&'static str, String>,
}

/// How answers are shown at first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Answers {
    #[default]
    Closed,
    Open,
}

/// What becomes of raw HTML in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RawHtml {
    /// What marks up text is kept, the rest left out.
    #[default]
    Sanitize,
    /// It is shown as it is written.
    Escape,
    /// It is put through, whatever it does.
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

/// Which names a vocabulary takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Vocabulary {
    /// Any; each makes an index.
    #[default]
    Open,
    /// Those with a file.
    Closed,
    /// These, and those with a file.
    Listed(Vec<String>),
}

/// How seriously a book takes a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    Ignore,
    Warning,
    Error,
}

impl Config {
    /// The diagnostics at the levels that the book gives its warnings.
    #[must_use]
    pub fn leveled(&self, found: Diagnostics) -> Diagnostics {
        if self.checks.is_empty() {
            return found;
        }
        let leveled = found.into_iter().filter_map(|mut one| {
            match self.checks.get(&one.code) {
                // errors stay errors, even those of a code that mostly warns
                Some(Level::Ignore) if one.severity == Severity::Warning => return None,
                Some(Level::Error) => one.severity = Severity::Error,
                Some(Level::Ignore | Level::Warning) | None => {}
            }
            Some(one)
        });
        leveled.collect()
    }
}

/// Where the site will stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base {
    /// `https://host`, where `base-url` names a host.
    pub origin: Option<String>,
    /// The path in front of every address, without a final `/`: empty at a host's root.
    pub path: String,
    pub links: Links,
}

/// Where the links between pages begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Links {
    /// At the root of their host.
    #[default]
    FromRoot,
    /// At the page, so that the site can lie in any folder and needs no server.
    FromPage,
}

impl Base {
    /// A folder that is opened without a server.
    pub fn portable() -> Self {
        Self {
            links: Links::FromPage,
            ..Self::default()
        }
    }

    /// `url` as `https://host/path/`, `http://host/path/` or `/path/`; `None` where it is neither.
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
        (known && clean).then_some(())?;
        plain_path(path).map(|path| Self {
            origin: Some(format!("{scheme}://{host}")),
            path,
            ..Self::default()
        })
    }
}

/// `a/b/` as `/a/b`; `None` if it holds what an address's path may not.
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
