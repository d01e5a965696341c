//! The model of a printed page: everything open, one thing below the other.

use std::sync::Arc;

use serde::Serialize;

use crate::render::model::{Fact, Link, LinkGroup, Pager};
use crate::render::{Html, Shared};

/// `/print/`, `/interviews/<id>/print/`, `/topics/<id>/print/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub(super) struct Print {
    pub(super) heading: Arc<str>,
    /// The kind of what is printed: "Interview", "Topic"; `None` for the whole book.
    pub(super) kind: Option<String>,
    /// The page that is printed.
    pub(super) printed: Link,
    /// The whole URL of that page, if the book names its host.
    pub(super) address: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) facts: Vec<Fact>,
    pub(super) texts: Vec<PrintedText>,
    pub(super) sections: Vec<Printed>,
    /// The sheets of a book that is too long for one.
    pub(super) sheets: Vec<LinkGroup>,
    pub(super) pager: Option<Pager>,
}

/// A heading with everything below it.
#[derive(Clone, Debug, Hash, Serialize)]
pub(super) struct Printed {
    /// The kind of section, the same in any language: `question`, `chapter` or `part`.
    pub(super) kind: &'static str,
    pub(super) anchor: String,
    /// The level of the heading, from 2 to 6.
    pub(super) level: u8,
    /// Labels above the heading: "Question 3", "Probe".
    pub(super) labels: Vec<String>,
    pub(super) heading: Arc<str>,
    pub(super) summary: Option<String>,
    /// The difficulty.
    pub(super) level_html: Option<Shared<Html>>,
    pub(super) topics: Vec<Link>,
    pub(super) facts: Vec<Fact>,
    pub(super) texts: Vec<PrintedText>,
    /// The link to the rest, if it is printed further up.
    pub(super) above: Option<Link>,
    pub(super) sections: Vec<Printed>,
}

/// A text on a sheet.
#[derive(Clone, Debug, Hash, Serialize)]
pub(super) struct PrintedText {
    /// The kind of text, the same in any language: `text`, `prompt`, `answer`, `pitfalls`.
    pub(super) kind: &'static str,
    /// `None` if the text needs no title.
    pub(super) title: Option<String>,
    pub(super) body_html: Shared<Html>,
}
