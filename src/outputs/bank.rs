//! The bank's own files: a style sheet that filters without a script, and the whole bank as data for pages
//! with scripts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::output::Book;
use super::{Artifact, OutputContext};
use crate::catalog::{Idx, TermNode};
use crate::pages::{BANK_DATA, bank_style, facets};
use crate::render::Html;

/// Returns the style sheet of the filters.
pub(super) fn style(context: &OutputContext) -> Vec<Artifact> {
    let style = bank_style(context.catalog());
    Artifact::ready(&style.path, style.text.as_bytes())
        .into_iter()
        .collect()
}

/// Returns the bank as data, if there are questions.
pub(super) fn data(context: &OutputContext) -> Vec<Artifact> {
    let has_questions = !context.catalog().ids.questions.is_empty();
    let data = has_questions.then(|| context.file(BANK_DATA, text));
    data.flatten().into_iter().collect()
}

#[derive(Serialize)]
struct Bank<T, Q> {
    topics: Vec<T>,
    questions: Vec<Q>,
}

/// Returns `{"topics": [[id, title]], "questions": [[id, title, difficulty, format, kinds, topics,
/// follow-ups]]}`.
fn text(book: &Book) -> String {
    let catalog = book.catalog();
    let tracker = book.site.tracker();
    let topics: Vec<_> = catalog.terms.topics.terms.iter().collect();
    let numbers: BTreeMap<Idx<TermNode>, usize> = (0..)
        .zip(&topics)
        .map(|(place, topic)| (topic.idx, place))
        .collect();
    let questions = catalog.ids.questions.iter().map(|node| {
        let facets = facets(catalog, node);
        let topics = catalog.indices.topics.of(node.idx).iter();
        let topics = topics.filter_map(|topic| numbers.get(&topic.idx));
        (
            &*node.id,
            &**tracker.title(node),
            facets.difficulty,
            facets.format,
            facets.kinds,
            topics.collect::<Vec<_>>(),
            catalog.askings.follow_ups.of(node.idx).len(),
        )
    });
    let topics = topics.iter();
    Html::data_text(&Bank {
        topics: topics
            .map(|topic| (topic.id.as_str(), &*topic.title))
            .collect(),
        questions: questions.collect(),
    })
}
