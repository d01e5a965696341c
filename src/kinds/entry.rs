//! Entries of collecting sections: takeaways and FAQ entries.

use std::sync::Arc;

use super::body::Body;
use super::head::{Head, Visibility};
use super::keys;
use super::lowering::{EntrySection, Lowering, aliases};
use super::round::names;
use super::schema::AnyKey;
use super::values::{Name, Reference, References};

/// The keys of an entry.
pub const KEYS: &[&dyn AnyKey] = &[&keys::EVIDENCE, &keys::TOPICS, &keys::ALIASES];

/// A takeaway or an FAQ entry, with its text and its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    pub head: Head,
    pub evidence: Vec<Reference>,
    pub topics: Vec<Name>,
    pub text: Body,
    /// The anchors of all headings.
    pub anchors: Vec<Arc<str>>,
}

/// Lowers the heading of an entry and all its text. `kind` is the name of the kind with its
/// article.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    kind: &str,
    entry: &EntrySection,
    visibility: Visibility,
) -> Entry {
    let section = &entry.section;
    let id = lowering.id(section, &section.text);
    let mut fields = lowering.heading_fields(kind, KEYS, section);
    let head = lowering.heading(section, id, visibility, aliases(&mut fields));
    let References(evidence) = fields.get(&keys::EVIDENCE).unwrap_or_default();
    let topics = names(fields.get(&keys::TOPICS));
    lowering.finish(fields);
    let book = lowering.anchors([entry.text]);
    let text = lowering.body(vec![entry.text], section.level, &book);
    Entry {
        head,
        evidence,
        topics,
        text,
        anchors: book.all,
    }
}
