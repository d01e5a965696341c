//! FAQ entries: of one interview, or of a file in `faq/`.

use std::sync::Arc;

use super::body::{AnchorBook, Body};
use super::fields::Fields;
use super::file::TitleSection;
use super::keys;
use super::lowering::{Entry, Head, Lowering, Visibility, aliases};
use super::round::names;
use super::schema::AnyKey;
use super::values::Name;

/// The keys of an FAQ entry.
pub const KEYS: &[&dyn AnyKey] = &[&keys::TOPICS, &keys::ALIASES];

/// The keys of an FAQ file.
pub const FILE_KEYS: &[&dyn AnyKey] = &[&keys::TOPICS, &keys::ORDER];

/// One question that readers often have, with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaqEntry {
    pub head: Head,
    pub topics: Vec<Name>,
    pub text: Body,
}

/// A file of `faq/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaqFile {
    pub head: Head,
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
    let topics = names(fields.get(&keys::TOPICS));
    lowering.finish(fields);
    let title = entry.section.text.as_str().into();
    let text = lowering.body(
        vec![entry.text],
        entry.section.level,
        &mut AnchorBook::default(),
    );
    FaqEntry {
        head: Head {
            id,
            title,
            span,
            title_span: entry.section.text_span,
            visibility,
            aliases,
            id_slot,
        },
        topics,
        text,
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
    let entries = if found.is_empty() {
        let text = lowering.body(title.text.clone(), title.level, &mut AnchorBook::default());
        vec![Arc::new(FaqEntry {
            head: head.clone(),
            topics,
            text,
        })]
    } else {
        let shared = |mut entry: FaqEntry| {
            let known = entry.topics.clone();
            let more = topics
                .iter()
                .filter(|name| known.iter().all(|own| own.id != name.id));
            entry.topics.extend(more.cloned());
            Arc::new(entry)
        };
        found
            .iter()
            .map(|entry| shared(lower(lowering, entry, head.visibility)))
            .collect()
    };
    FaqFile { head, entries }
}
