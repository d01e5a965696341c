//! Takeaways: what a candidate learned, and what that rests on.

use std::sync::Arc;

use super::body::Body;
use super::keys;
use super::lowering::{Entry, Head, Lowering, Visibility, aliases};
use super::round::names;
use super::schema::AnyKey;
use super::values::{Name, Reference, References};

/// The keys of a takeaway.
pub const KEYS: &[&dyn AnyKey] = &[&keys::EVIDENCE, &keys::TOPICS, &keys::ALIASES];

/// One lesson of an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Takeaway {
    pub head: Head,
    pub evidence: Vec<Reference>,
    pub topics: Vec<Name>,
    pub text: Body,
    /// Anchors of its headings.
    pub anchors: Vec<Arc<str>>,
}

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    entry: &Entry,
    visibility: Visibility,
) -> Takeaway {
    let (id, span) = lowering.id(&entry.section, &entry.section.text);
    let id_slot = Lowering::id_slot(&entry.section, &id);
    let mut fields = lowering.heading_fields("a takeaway", KEYS, &entry.section);
    let aliases = aliases(&mut fields);
    let References(evidence) = fields.get(&keys::EVIDENCE).unwrap_or_default();
    let topics = names(fields.get(&keys::TOPICS));
    lowering.finish(fields);
    let title = entry.section.text.as_str().into();
    let book = lowering.anchors([entry.text]);
    let text = lowering.body(vec![entry.text], entry.section.level, &book);
    Takeaway {
        head: Head {
            id,
            title,
            span,
            title_span: entry.section.text_span,
            visibility,
            aliases,
            id_slot,
            links: lowering.heading_links(&entry.section),
        },
        evidence,
        topics,
        text,
        anchors: book.all,
    }
}
