//! The days on which content changed: the dates that authors wrote, never the clock.

use std::sync::Arc;

use crate::catalog::{Catalog, Node, Target, TermIndex, TermNode};
use crate::kinds::{Date, Document, Question};

/// Returns the day on which a question was last changed; else the day when it was added, or first asked.
pub fn question_day<'c>(catalog: &'c Catalog, node: &'c Node<Question>) -> Option<&'c Date> {
    let home = catalog.askings.home.get(node.idx);
    let asked = || home.and_then(|home| home.interview.entity.date.as_ref());
    node.document.facts.changed().or_else(asked)
}

/// Returns the latest date of what a page shows. Lists of everything show the whole book.
pub(super) fn changed(catalog: &Catalog, about: Option<&Target>) -> Option<Date> {
    let indices = &catalog.indices;
    match about {
        None => catalog.changed.clone(),
        Some(Target::Question(node)) => {
            let asked = catalog.askings.appearances.of(node.idx).iter();
            latest(asked.map(|one| &one.asked.document).chain([&node.document]))
        }
        Some(Target::Interview(node)) => {
            let rounds = catalog.ids.rounds_of.of(node.idx).iter();
            latest(rounds.map(|round| &round.document).chain([&node.document]))
        }
        Some(Target::Topic(term)) => of_term(term, &indices.of_topic),
        Some(Target::Company(term)) => of_term(term, &indices.of_company),
        Some(Target::Role(term)) => of_term(term, &indices.of_role),
        Some(Target::Round(node)) => latest([&node.document].into_iter()),
        Some(Target::Framework(node)) => latest([&node.document].into_iter()),
        Some(Target::Faq(node) | Target::Takeaway(node)) => latest([&node.document].into_iter()),
        Some(Target::Page(node)) => latest([&node.document].into_iter()),
    }
}

fn of_term(term: &TermNode, index: &TermIndex) -> Option<Date> {
    let term_file = term.file.iter().map(|(_, document)| document);
    let questions = index.questions.of(term.idx).iter();
    let interviews = index.interviews.of(term.idx).iter();
    latest(
        term_file
            .chain(questions.map(|node| &node.document))
            .chain(interviews.map(|node| &node.document)),
    )
}

fn latest<'a>(documents: impl Iterator<Item = &'a Arc<Document>>) -> Option<Date> {
    documents
        .filter_map(|one| one.facts.changed())
        .max()
        .cloned()
}
