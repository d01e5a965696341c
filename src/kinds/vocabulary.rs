//! Topics, companies and roles: files that add text to an index page.

use std::sync::Arc;

use super::body::Body;
use super::fields::Fields;
use super::head::Head;
use super::inherited::Inherited;
use super::keys;
use super::lowering::{Lowering, Owner};
use super::round::names;
use super::schema::{AnyKey, Key};
use super::title_section::TitleSection;
use super::values::{Name, Names, WebAddress};

/// The keys of a topic.
pub const TOPIC_KEYS: &[&dyn AnyKey] = &[&keys::SUMMARY, &keys::PARENT, &SYNONYMS, &keys::ORDER];

/// The keys of a company or role.
pub const PLACE_KEYS: &[&dyn AnyKey] = &[&keys::SUMMARY, &URL, &SYNONYMS];

const SYNONYMS: Key<Names> = Key::new("synonyms", "Other names that mean the same.");
const URL: Key<WebAddress> = Key::new("url", "Its own site.");

/// The content of a file about a topic, a company or a role.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    pub head: Head,
    /// Whether the file gives the title. Otherwise the id or a spelling does.
    pub titled: bool,
    pub summary: Option<String>,
    pub parent: Option<Name>,
    pub synonyms: Vec<Name>,
    pub order: Option<i32>,
    pub url: Option<WebAddress>,
    pub text: Body,
    /// The anchors of all headings.
    pub anchors: Vec<Arc<str>>,
}

pub(super) fn topic(
    lowering: &mut Lowering<'_>,
    head: Head,
    mut fields: Fields<'_>,
    title: &TitleSection<'_>,
) -> Term {
    let parent = fields.get(&keys::PARENT);
    let order = fields.get(&keys::ORDER);
    let mut term = place(lowering, head, fields, title);
    term.parent = parent;
    term.order = order;
    term
}

pub(super) fn place(
    lowering: &mut Lowering<'_>,
    head: Head,
    mut fields: Fields<'_>,
    title: &TitleSection<'_>,
) -> Term {
    let summary = fields.get(&keys::SUMMARY);
    let synonyms = names(fields.get(&SYNONYMS));
    let url = fields.get(&URL);
    lowering.finish(fields);
    let (text, anchors) = prose(lowering, title);
    Term {
        head,
        titled: title.written,
        summary,
        parent: None,
        synonyms,
        order: None,
        url,
        text,
        anchors,
    }
}

/// Lowers a file that contains only prose, and returns its text with the anchors of its headings.
pub(super) fn prose(
    lowering: &mut Lowering<'_>,
    title: &TitleSection<'_>,
) -> (Body, Vec<Arc<str>>) {
    let owner = Owner {
        level: 0,
        text: title.text.clone(),
        reserves: |_| false,
        collecting: &[],
        inherited: Inherited::default(),
    };
    let contents = lowering.walk(&owner, &mut |lowering, section, _| {
        let help = "rounds and questions stand in `interviews/` or `questions/`";
        lowering.misplaced(section, "this file holds prose only", help);
    });
    let book = lowering.anchors(contents.extent());
    (lowering.body(contents.text, title.level, &book), book.all)
}
