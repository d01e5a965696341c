//! The values that several page types share: links, rows, entries.

use std::sync::Arc;

use serde::Serialize;

use super::html::Html;
pub use super::link::Link;
use super::shared::Shared;

/// A file of the theme, as pages link to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ThemeFile {
    pub href: String,
    /// The checksum that browsers compare it with (W3C Subresource Integrity, section 3.1).
    pub integrity: String,
}

/// A link followed by a number.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Count {
    pub link: Link,
    pub count: usize,
}

/// A name and a value, such as "Minutes" and "45". The value can be a link.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Fact {
    pub name: String,
    pub value: String,
    pub href: Option<Arc<str>>,
}

/// A question in a list. Pages contain it in rendered form, as the component `question_row`.
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

/// The values that the bank's filters use, which do not depend on the language. The values of a
/// list are separated by spaces.
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
    /// Its name in the address: `d`, `k`, `f` or `t`.
    pub name: &'static str,
    pub legend: String,
    /// Whether a question has at most one of the values.
    pub single: bool,
    pub values: Vec<FilterValue>,
    /// The index of all values, if not all of them are shown here.
    pub all: Option<Link>,
}

/// One value of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct FilterValue {
    pub id: String,
    pub value: Arc<str>,
    pub label: Arc<str>,
}

/// A difficulty as readers see it: a word, and one to three dots. Pages contain it in rendered
/// form, as the component `level`.
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

/// A framework in a list. Pages contain it in rendered form, as the component `framework_row`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct FrameworkRow {
    pub link: Link,
    pub summary: String,
    pub use_when: Option<String>,
    /// The name of the shape that it is drawn in. It does not depend on the language.
    pub shape: &'static str,
    pub shape_label: Arc<str>,
    /// The parts that are drawn. Empty if there is nothing to draw.
    pub parts: Vec<ShapePart>,
    pub questions: usize,
}

/// A part of a framework, as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ShapePart {
    pub name: Arc<str>,
    /// The anchor of its text on the framework's page.
    pub anchor: Arc<str>,
    /// The operator before it in a formula: `plus`, `minus`, `times` or `over`.
    pub sign: &'static str,
}

/// A takeaway or an FAQ entry with its text.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Entry {
    /// Its anchor on the page of all entries.
    pub anchor: String,
    /// Its former anchors.
    pub old_anchors: Vec<String>,
    pub title: Arc<str>,
    pub body_html: Option<Shared<Html>>,
    /// The interview that it comes from.
    pub source: Option<Link>,
    /// The evidence that supports it.
    pub evidence: Vec<Link>,
    pub topics: Vec<Link>,
}

/// A part of a page with a title and a text.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Part {
    /// The name of the part, such as `hints` or `pitfalls`. It does not depend on the language.
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

/// The position of a page among the pages of a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Pager {
    pub number: usize,
    pub pages: usize,
    pub previous: Option<Arc<str>>,
    pub next: Option<Arc<str>>,
}

/// The title and the text that an author gives a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Introduction {
    pub heading: Arc<str>,
    pub text_html: Option<Shared<Html>>,
}
