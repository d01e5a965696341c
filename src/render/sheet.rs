//! What stands on a sheet to print: everything open, one thing below the other.

use std::sync::Arc;

use serde::Serialize;

use super::model::{Fact, Link, LinkGroup, Pager};
use super::{Html, Shared};

/// `/print/`, `/interviews/<id>/print/`, `/topics/<id>/print/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Print {
    pub heading: Arc<str>,
    /// What it is a sheet of: "Interview", "Topic"; none where it is the whole book.
    pub kind: Option<String>,
    /// The page that it prints.
    pub of: Link,
    /// The whole address of that page, where the book names its host.
    pub address: Option<String>,
    pub summary: Option<String>,
    pub facts: Vec<Fact>,
    pub texts: Vec<PrintedText>,
    pub sections: Vec<Printed>,
    /// The sheets of a book that is too long for one.
    pub sheets: Vec<LinkGroup>,
    pub pager: Option<Pager>,
}

/// A heading with all that stands below it.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Printed {
    /// What it is, in any language: `question`, `chapter` or `part`.
    pub kind: &'static str,
    pub anchor: String,
    /// Of its heading, from 2 to 6.
    pub level: u8,
    /// What stands above the heading: "Question 3", "Probe".
    pub labels: Vec<String>,
    pub heading: Arc<str>,
    pub summary: Option<String>,
    /// How hard it is.
    pub level_html: Option<Shared<Html>>,
    pub topics: Vec<Link>,
    pub facts: Vec<Fact>,
    pub texts: Vec<PrintedText>,
    /// Where the rest of it stands, if that was printed further up.
    pub above: Option<Link>,
    pub sections: Vec<Printed>,
}

/// A text on a sheet.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct PrintedText {
    /// Which it is, in any language: `text`, `prompt`, `answer`, `pitfalls`.
    pub kind: &'static str,
    /// None where it needs no name.
    pub title: Option<String>,
    pub body_html: Shared<Html>,
}
