//! A question that nobody answers: neither where it is defined nor where it was asked.

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic};

pub(super) fn run(catalog: &Catalog) -> Vec<Diagnostic> {
    let answered_when_asked = |number: usize| {
        let occasions = catalog.askings.of_question.of(number).iter();
        let mut askings = occasions.filter_map(|occasion| occasion.asked.asking.as_ref());
        askings.any(|asking| !asking.answer.is_empty())
    };
    let open = catalog.ids.questions.iter().filter(|node| {
        let entity = &node.entity;
        let answered = !entity.answer.is_empty() || !entity.parts.short_answer.is_empty();
        !answered && !answered_when_asked(node.number)
    });
    let found = open.map(|node| {
        let place = node.title_place();
        Diagnostic::new(Code::NoAnswer, place, "the question has no answer")
            .help("write the answer under its heading")
    });
    found.collect()
}
