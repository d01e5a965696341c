//! Warns of a question without an answer, both where it is defined and where it was asked.

use crate::catalog::{Catalog, Idx, Node};
use crate::diag::{Code, Diagnostic};
use crate::kinds::Question;

/// Returns the questions without an answer.
pub(super) fn open(catalog: &Catalog) -> impl Iterator<Item = &Node<Question>> {
    let answered_when_asked = move |question: Idx<Question>| {
        let appearances = catalog.askings.appearances.of(question).iter();
        let mut askings = appearances.filter_map(|appearance| appearance.asked.asking.as_ref());
        askings.any(|asking| !asking.answer.is_empty())
    };
    let questions = catalog.ids.questions.iter().map(|node| &**node);
    questions.filter(move |node| {
        let entity = &node.entity;
        let answered = !entity.answer.is_empty() || !entity.short_answer().is_empty();
        !answered && !answered_when_asked(node.idx)
    })
}

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let diagnostics = open(catalog).map(|node| {
        let place = node.title_place();
        Diagnostic::new(Code::NoAnswer, place, "the question has no answer")
            .help("write the answer under its heading")
    });
    diagnostics.collect()
}
