//! The input and output of rendering a body.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Language, RawHtml};
use crate::diag::Span;
use crate::render::html::Html;
use crate::render::image::FileLink;
use crate::render::link::Link;
use crate::render::strings::Strings;
use crate::syntax::markdown::Dialect;

/// A body, with its placement on a page.
#[derive(Debug)]
pub struct BodyInput<'a> {
    pub markdown: &'a str,
    pub dialect: Dialect,
    /// The treatment of raw HTML in it.
    pub html: RawHtml,
    /// The anchors of its headings, in order.
    pub anchors: &'a [Arc<str>],
    /// The targets of its links, by what the author wrote.
    pub links: BTreeMap<&'a str, Link>,
    /// The files that it shows or links to, by what the author wrote.
    pub files: BTreeMap<&'a str, FileLink>,
    /// The lines that its code fences include, by what the author wrote.
    pub includes: BTreeMap<&'a str, Arc<str>>,
    /// The site's own texts in the language of the page.
    pub strings: &'a Strings,
    /// Its language, if the page may have another one.
    pub language: Option<&'a Language>,
    /// The level of the author's heading above the body.
    pub level: u8,
    /// The level of the page's heading above the body.
    pub page_level: u8,
    /// The prefix of every anchor, if the body is shown on another entity's page.
    pub anchor_prefix: &'a str,
    /// The prefix of the names of footnotes and tabs, so that those of two bodies on a page do not
    /// clash.
    pub part_prefix: &'a str,
    /// The page that has the anchors it links to but does not contain. Empty for its own page.
    pub home: &'a str,
}

/// A body as HTML, and the findings for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub html: Html,
    pub findings: Vec<Finding>,
}

/// Something in a body that is wrong or unusual.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The place in the body's markdown.
    pub at: Span,
    pub reason: Reason,
}

/// The reason of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No grammar has this language name.
    UnknownLanguage(String),
    /// A formula cannot be rendered, with the reason.
    InvalidMath(String),
    /// Some raw HTML is left out, with a description.
    RawHtml(String),
    /// The tag of an element that does not end in its paragraph.
    UnclosedTag(String),
    /// An end tag without an open element.
    UnopenedTag(String),
    /// Code of a known language has no colors, with the reason.
    Uncolored(&'static str),
}
