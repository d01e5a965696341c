//! What something of the book is, in a few lines of markdown.

use crate::catalog::{Catalog, Target};
use crate::diag::report::counted;
use crate::kinds::{Body, Document};

/// Longer summaries are cut.
const LONGEST: usize = 400;

/// `question, hard, 3 askings`.
pub(super) fn facts(target: &Target, catalog: &Catalog) -> String {
    let mut facts = vec![target.kind().prefix().to_owned()];
    match target {
        Target::Question(node) => {
            facts.extend(
                node.entity
                    .difficulty
                    .map(|value| value.as_str().to_owned()),
            );
            facts.extend(node.entity.format.map(|value| value.as_str().to_owned()));
            let asked = catalog.askings.appearances.of(node.idx).len();
            facts.push(counted(asked, "asking"));
        }
        Target::Framework(node) => {
            let users = catalog.relations.used_by.of(node.idx).len();
            facts.push(format!("used by {}", counted(users, "question")));
        }
        Target::Interview(node) => {
            let names = node.entity.company.iter().chain(&node.entity.role);
            facts.extend(names.map(|name| name.spelling.to_string()));
        }
        Target::Round(node) => {
            facts.extend(node.entity.kind.map(|kind| kind.as_str().to_owned()));
        }
        Target::Topic(_)
        | Target::Company(_)
        | Target::Role(_)
        | Target::Faq(_)
        | Target::Takeaway(_)
        | Target::Page(_) => {}
    }
    let hidden = target
        .head()
        .is_some_and(|head| head.visibility != Default::default());
    facts.extend(hidden.then(|| "draft".to_owned()));
    facts.join(", ")
}

/// What it says of itself first.
pub(super) fn summary(target: &Target) -> String {
    let written = match target {
        Target::Framework(node) => Some(node.entity.summary.clone()),
        Target::Topic(node) | Target::Company(node) | Target::Role(node) => node
            .file
            .as_ref()
            .and_then(|(term, _)| term.summary.clone()),
        Target::Interview(node) => node.document.facts.description.clone(),
        Target::Page(node) => node.document.facts.description.clone(),
        Target::Question(_) | Target::Round(_) | Target::Faq(_) | Target::Takeaway(_) => None,
    };
    let text = written.or_else(|| {
        let document = target.document()?;
        let mut texts = bodies(target)
            .into_iter()
            .map(|body| opening(document, body));
        texts.find(|text| !text.is_empty())
    });
    text.unwrap_or_default()
}

/// The texts to take a summary from, the best first.
fn bodies(target: &Target) -> Vec<&Body> {
    match target {
        Target::Question(node) => {
            let question = &node.entity;
            vec![&question.prompt, question.short_answer(), &question.answer]
        }
        Target::Interview(node) => vec![&node.entity.text],
        Target::Round(node) => vec![&node.entity.text, &node.entity.style],
        Target::Framework(node) => vec![&node.entity.text],
        Target::Faq(node) | Target::Takeaway(node) => vec![&node.entity.text],
        Target::Page(node) => vec![&node.entity.text],
        Target::Topic(node) | Target::Company(node) | Target::Role(node) => {
            node.file.iter().map(|(term, _)| &term.text).collect()
        }
    }
}

/// The first block of a body.
fn opening(document: &Document, body: &Body) -> String {
    let text = document.body_text(body);
    let block = text.trim().split("\n\n").next().unwrap_or_default();
    let mut short: String = block.chars().take(LONGEST).collect();
    if short.len() < block.len() {
        short.push('…');
    }
    short
}
