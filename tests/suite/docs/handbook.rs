//! What the handbook that this repository ships owes its readers.

use prepbook::build::{BuildOptions, Memo, Mode, assemble};
use prepbook::catalog::{Catalog, Drafts};

use crate::book::Book;

fn handbook() -> Catalog {
    let sources = Book::shipped().load();
    let options = BuildOptions::new(Mode::Check, Drafts::Hidden);
    assemble(&sources, &options, &mut Memo::default()).0
}

#[test]
fn every_question_has_a_full_answer() {
    let catalog = handbook();
    let mut wrong = Vec::new();
    for question in &catalog.ids.questions {
        let text = |body| question.document.body_text(body);
        let entity = &question.entity;
        let words = text(&entity.answer).split_whitespace().count();
        let short = entity.short_answer().is_empty();
        let bare = ["pitfalls", "hints"]
            .iter()
            .all(|key| entity.parts.get(key).is_empty());
        if !(120..=350).contains(&words) || short || bare {
            wrong.push(format!("{}: {words} words", question.id));
        }
    }
    assert_eq!(catalog.ids.questions.len(), 21);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_framework_has_a_worked_example() {
    let catalog = handbook();
    for framework in &catalog.ids.frameworks {
        let entity = &framework.entity;
        assert!(entity.use_when.is_some(), "{}", framework.id);
        assert!(entity.steps.len() >= 3, "{}", framework.id);
        for step in &entity.steps {
            let text = framework.document.body_text(&step.text);
            assert!(
                text.contains("**Example.**"),
                "{}: {}",
                framework.id,
                step.name
            );
        }
    }
    assert!((10..=14).contains(&catalog.ids.frameworks.len()));
}
