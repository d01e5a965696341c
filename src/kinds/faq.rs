//! FAQ entries: of one interview, or of a file in `faq/`.

use std::sync::Arc;

use super::body::Body;
use super::fields::Fields;
use super::file::TitleSection;
use super::keys;
use super::lowering::{Entry, Head, Lowering, Visibility, aliases};
use super::round::names;
use super::schema::AnyKey;
use super::values::{Name, Reference, References};

/// The keys of an FAQ entry.
pub const KEYS: &[&dyn AnyKey] = &[&keys::EVIDENCE, &keys::TOPICS, &keys::ALIASES];

/// The keys of an FAQ file.
pub const FILE_KEYS: &[&dyn AnyKey] = &[&keys::TOPICS, &keys::ORDER];

/// One question that readers often have, with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaqEntry {
    pub head: Head,
    pub evidence: Vec<Reference>,
    pub topics: Vec<Name>,
    pub text: Body,
    /// Anchors of its headings.
    pub anchors: Vec<Arc<str>>,
}

/// A file of `faq/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaqFile {
    pub head: Head,
    /// What stands above its entries.
    pub intro: Body,
    pub entries: Vec<Arc<FaqEntry>>,
}

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    entry: &Entry,
    visibility: Visibility,
) -> FaqEntry {
    let (id, span) = lowering.id(&entry.section, &entry.section.text);
    let id_slot = Lowering::id_slot(&entry.section, &id);
    let mut fields = lowering.heading_fields("an FAQ entry", KEYS, &entry.section);
    let aliases = aliases(&mut fields);
    let References(evidence) = fields.get(&keys::EVIDENCE).unwrap_or_default();
    let topics = names(fields.get(&keys::TOPICS));
    lowering.finish(fields);
    let title = entry.section.text.as_str().into();
    let book = lowering.anchors([entry.text]);
    let text = lowering.body(vec![entry.text], entry.section.level, &book);
    FaqEntry {
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

/// Each `##` is an entry; without any, the file is one.
pub(super) fn file(
    lowering: &mut Lowering<'_>,
    head: Head,
    mut fields: Fields<'_>,
    title: &TitleSection<'_>,
) -> FaqFile {
    fields.get(&keys::ORDER);
    let topics = names(fields.get(&keys::TOPICS));
    lowering.finish(fields);
    let found = lowering.top_entries(title.level);
    let book = lowering.anchors(title.text.clone());
    let text = lowering.body(title.text.clone(), title.level, &book);
    if found.is_empty() {
        let whole = FaqEntry {
            head: head.clone(),
            evidence: Vec::new(),
            topics,
            text,
            anchors: book.all,
        };
        return FaqFile {
            head,
            intro: Body::default(),
            entries: vec![Arc::new(whole)],
        };
    }
    let shared = |mut entry: FaqEntry| {
        let known = entry.topics.clone();
        let more = topics
            .iter()
            .filter(|name| known.iter().all(|own| own.id != name.id));
        entry.topics.extend(more.cloned());
        Arc::new(entry)
    };
    let entries = found
        .iter()
        .map(|entry| shared(lower(lowering, entry, head.visibility)));
    let entries = entries.collect();
    FaqFile {
        head,
        intro: text,
        entries,
    }
}
