//! The parts that page models share: links, rows, entries.

use std::sync::Arc;

use serde::Serialize;

use super::html::Html;
pub use super::link::Link;
use super::shared::Shared;

/// A file of the theme as pages link to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ThemeFile {
    pub href: String,
    /// What a browser compares it with (W3C Subresource Integrity, section 3.1).
    pub integrity: String,
}

/// A link with a number behind it.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Count {
    pub link: Link,
    pub count: usize,
}

/// A name and a value, such as "Minutes" and "45"; the value may lead somewhere.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Fact {
    pub name: String,
    pub value: String,
    pub href: Option<Arc<str>>,
}

/// A question in a list. Pages hold it as the theme shows it: the component `question_row`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct QuestionRow {
    pub link: Link,
    pub level_html: Option<Shared<Html>>,
    pub topics: Vec<Link>,
    pub follow_ups: usize,
    pub asked: usize,
}

/// A question in the bank.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct BankRow {
    pub row_html: Shared<Html>,
    pub facets: Facets,
}

/// What the bank's filters go by: words in any language, those of a list divided by blanks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Facets {
    pub difficulty: Option<&'static str>,
    pub format: Option<&'static str>,
    pub kinds: String,
    pub topics: String,
}

/// The filters of the bank.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Filters {
    /// The style sheet that filters without a script.
    pub style: ThemeFile,
    /// The address of the whole bank as data.
    pub data: String,
    pub groups: Vec<Filter>,
}

/// One group of values to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Filter {
    /// In the address: `d`, `k`, `f` or `t`.
    pub name: &'static str,
    pub legend: String,
    /// Whether a question has one of the values at most.
    pub single: bool,
    pub values: Vec<FilterValue>,
    /// Where all values have their index, if not all of them are here.
    pub all: Option<Link>,
}

/// One value of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct FilterValue {
    pub id: String,
    pub value: Arc<str>,
    pub label: Arc<str>,
}

/// A difficulty as readers see it: a word, and one to three dots. Pages hold it as the theme shows it:
/// the component `level`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Level {
    pub link: Link,
    pub label: Arc<str>,
    pub dots: usize,
}

/// An interview in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct InterviewRow {
    pub link: Link,
    pub company: Option<Link>,
    pub role: Option<Link>,
    pub date: Option<String>,
    pub result: Option<Arc<str>>,
    pub level: Option<String>,
    pub rounds: usize,
    pub questions: usize,
}

/// A round in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct RoundRow {
    pub link: Link,
    pub kind: Option<Link>,
    pub facts: Vec<Fact>,
    pub questions_html: Vec<Shared<Html>>,
}

/// A framework in a list. Pages hold it as the theme shows it: the component `framework_row`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct FrameworkRow {
    pub link: Link,
    pub summary: String,
    pub use_when: Option<String>,
    /// Which shape it is drawn in, in any language.
    pub shape: &'static str,
    pub shape_label: Arc<str>,
    /// What is drawn; empty where there is nothing to draw.
    pub parts: Vec<ShapePart>,
    pub questions: usize,
}

/// A part of a framework as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ShapePart {
    pub name: Arc<str>,
    /// The anchor of its text on the framework's page.
    pub anchor: Arc<str>,
    /// What stands before it in a formula: `plus`, `minus`, `times` or `over`.
    pub sign: &'static str,
}

/// A takeaway or an FAQ entry, whole.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Entry {
    /// Its anchor on the page of all entries.
    pub anchor: String,
    /// Anchors it once had.
    pub old_anchors: Vec<String>,
    pub title: Arc<str>,
    pub body_html: Option<Shared<Html>>,
    /// The interview it comes from.
    pub source: Option<Link>,
    /// What it rests on.
    pub evidence: Vec<Link>,
    pub topics: Vec<Link>,
}

/// A named part of a page with text.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Part {
    /// Which part it is, in any language: `hints`, `pitfalls`.
    pub kind: &'static str,
    pub anchor: Arc<str>,
    pub title: String,
    pub body_html: Shared<Html>,
}

/// Links of one kind to a page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct LinkGroup {
    pub title: String,
    pub links: Vec<Link>,
}

/// A list's place among its pages.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Pager {
    pub number: usize,
    pub of: usize,
    pub previous: Option<Arc<str>>,
    pub next: Option<Arc<str>>,
}
