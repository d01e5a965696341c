//! Files of `faq/`, whose entries belong to no single interview.

use std::sync::Arc;

use super::body::Body;
use super::entry::{Entry, lower};
use super::fields::Fields;
use super::head::Head;
use super::keys;
use super::lowering::Lowering;
use super::round::names;
use super::schema::AnyKey;
use super::title_section::TitleSection;
use super::values::References;
use crate::diag::Code;

/// The keys of an FAQ file.
pub const FILE_KEYS: &[&dyn AnyKey] = &[&keys::EVIDENCE, &keys::TOPICS, &keys::ORDER];

/// A file of `faq/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FaqFile {
    pub head: Head,
    /// The text above the entries.
    pub intro: Body,
    pub entries: Vec<Arc<Entry>>,
}

/// Lowers a file. Each `##` is an entry; without any, the file is a single entry.
pub(super) fn file(
    lowering: &mut Lowering<'_>,
    head: Head,
    mut fields: Fields<'_>,
    title: &TitleSection<'_>,
) -> FaqFile {
    fields.get(&keys::ORDER);
    let topics = names(fields.get(&keys::TOPICS));
    let References(evidence) = fields.get(&keys::EVIDENCE).unwrap_or_default();
    lowering.finish(fields);
    let sections = lowering.top_entries(title.level);
    let book = lowering.anchors(title.text.clone());
    let text = lowering.body(title.text.clone(), title.level, &book);
    if sections.is_empty() {
        let whole = Entry {
            head: head.clone(),
            evidence,
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
    if let Some(first) = evidence.first() {
        let message = "`evidence` of a file with several entries supports none of them";
        let help = "write it where the entry begins: `## … {evidence=…}`";
        lowering.report(Code::UnknownKey, first.span, message, help);
    }
    let shared = |mut entry: Entry| {
        let known = entry.topics.clone();
        let more = topics
            .iter()
            .filter(|name| known.iter().all(|own| own.id != name.id));
        entry.topics.extend(more.cloned());
        Arc::new(entry)
    };
    let entries = sections
        .iter()
        .map(|entry| shared(lower(lowering, "an FAQ entry", entry, head.visibility)));
    let entries = entries.collect();
    FaqFile {
        head,
        intro: text,
        entries,
    }
}
