//! The model of a printed page: everything open, one thing below the other.

use std::sync::Arc;

use serde::Serialize;

use crate::render::model::{Fact, Link, LinkGroup, Pager};
use crate::render::{Html, Shared};

/// `/print/`, `/interviews/<id>/print/`, `/topics/<id>/print/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub(super) struct Print {
    pub(super) heading: Arc<str>,
    /// What it is a sheet of: "Interview", "Topic"; none where it is the whole book.
    pub(super) kind: Option<String>,
    /// The page that it prints.
    pub(super) of: Link,
    /// The whole address of that page, where the book names its host.
    pub(super) address: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) facts: Vec<Fact>,
    pub(super) texts: Vec<PrintedText>,
    pub(super) sections: Vec<Printed>,
    /// The sheets of a book that is too long for one.
    pub(super) sheets: Vec<LinkGroup>,
    pub(super) pager: Option<Pager>,
}

/// A heading with all that stands below it.
#[derive(Clone, Debug, Hash, Serialize)]
pub(super) struct Printed {
    /// What it is, in any language: `question`, `chapter` or `part`.
    pub(super) kind: &'static str,
    pub(super) anchor: String,
    /// Of its heading, from 2 to 6.
    pub(super) level: u8,
    /// What stands above the heading: "Question 3", "Probe".
    pub(super) labels: Vec<String>,
    pub(super) heading: Arc<str>,
    pub(super) summary: Option<String>,
    /// How hard it is.
    pub(super) level_html: Option<Shared<Html>>,
    pub(super) topics: Vec<Link>,
    pub(super) facts: Vec<Fact>,
    pub(super) texts: Vec<PrintedText>,
    /// Where the rest of it stands, if that was printed further up.
    pub(super) above: Option<Link>,
    pub(super) sections: Vec<Printed>,
}

/// A text on a sheet.
#[derive(Clone, Debug, Hash, Serialize)]
pub(super) struct PrintedText {
    /// Which it is, in any language: `text`, `prompt`, `answer`, `pitfalls`.
    pub(super) kind: &'static str,
    /// None where it needs no name.
    pub(super) title: Option<String>,
    pub(super) body_html: Shared<Html>,
}
