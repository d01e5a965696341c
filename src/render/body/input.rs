//! A body with its place on a page, and what it becomes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Language, RawHtml};
use crate::diag::Span;
use crate::render::html::Html;
use crate::render::image::FileLink;
use crate::render::link::Link;
use crate::render::strings::Strings;
use crate::syntax::markdown::Dialect;

/// A body, and the place it gets on its page.
#[derive(Debug)]
pub struct BodyInput<'a> {
    pub markdown: &'a str,
    pub dialect: Dialect,
    /// What becomes of HTML in it.
    pub html: RawHtml,
    /// The anchors of its headings, in order.
    pub anchors: &'a [Arc<str>],
    /// What its links lead to, by what the author wrote.
    pub links: BTreeMap<&'a str, Link>,
    /// The files that it shows or links to, by what the author wrote.
    pub files: BTreeMap<&'a str, FileLink>,
    /// The lines that its code fences include, by what the author wrote.
    pub includes: BTreeMap<&'a str, Arc<str>>,
    /// The site's own texts.
    pub strings: &'a Strings,
    /// Its language, where it stands on a page that may be of another.
    pub language: Option<&'a Language>,
    /// The level that the author's heading above the body has.
    pub level: u8,
    /// The level that the page's heading above the body has.
    pub page_level: u8,
    /// In front of every anchor, where the body stands on another entity's page.
    pub anchor_prefix: &'a str,
    /// In front of the names of footnotes and tabs, so that two bodies of one page do not meet.
    pub part_prefix: &'a str,
    /// The page that has the anchors it names but does not hold itself; empty for its own.
    pub home: &'a str,
}

/// A body as HTML, and what its author should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub html: Html,
    pub findings: Vec<Finding>,
}

/// Something in a body that is wrong or odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where in the body's markdown.
    pub at: Span,
    pub reason: Reason,
}

/// What is wrong or odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No grammar knows the language of this name.
    UnknownLanguage(String),
    /// A formula that cannot be drawn, and why.
    InvalidMath(String),
    /// What of raw HTML is left out.
    RawHtml(String),
    /// Code of a known language that is shown without colors, and why.
    Uncolored(&'static str),
}
