//! What leads to what, both ways: uses, rests on, mentions.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::askings::Askings;
use super::ids::Ids;
use super::node::{Node, Table, Target, TargetKey, TargetKind};
use super::resolve::{Found, LinkTable, Resolver};
use super::terms::Terms;
use crate::diag::{Diagnostic, Diagnostics};
use crate::kinds::{Body, Document, Framework, Question, Reference, Takeaway};

/// The edges of the book, and its resolved links.
#[derive(Debug)]
pub struct Relations {
    /// The frameworks that a question's answers use.
    pub uses: Table<Vec<Arc<Node<Framework>>>>,
    /// The questions whose answers use a framework.
    pub used_by: Table<Vec<Arc<Node<Question>>>>,
    /// What a takeaway rests on.
    pub evidence: Table<Vec<Target>>,
    /// The takeaways that rest on something.
    pub evidence_for: BTreeMap<TargetKey, Vec<Arc<Node<Takeaway>>>>,
    /// Whose text mentions something.
    pub mentioned_by: BTreeMap<TargetKey, Vec<Target>>,
    /// The links of each file, by its path in the content folder.
    pub links: HashMap<Arc<str>, LinkTable>,
    pub diagnostics: Diagnostics,
}

/// Some text of an entity, and what its links to frameworks mean.
struct Passage<'a> {
    source: Target,
    document: &'a Arc<Document>,
    body: &'a Body,
    /// The question whose answer this is.
    answers: Option<&'a Arc<Node<Question>>>,
}

/// Resolves every link and typed reference of the visible book.
pub fn collect(ids: &Ids, terms: &Terms, askings: &Askings, resolver: &Resolver<'_>) -> Relations {
    let passages = passages(ids, terms, askings);
    let mut relations = Relations {
        uses: Table::new(ids.questions.len()),
        used_by: Table::new(ids.frameworks.len()),
        evidence: Table::new(ids.takeaways.len()),
        evidence_for: BTreeMap::new(),
        mentioned_by: BTreeMap::new(),
        links: HashMap::new(),
        diagnostics: Diagnostics::default(),
    };
    for question in &ids.questions {
        relations.typed_uses(question, resolver);
    }
    for takeaway in &ids.takeaways {
        relations.typed_evidence(takeaway, resolver);
    }
    let resolved: Vec<Resolved> = passages
        .par_iter()
        .map(|passage| resolve(passage, resolver))
        .collect();
    for (passage, resolved) in passages.iter().zip(resolved) {
        relations.passage(passage, resolved);
    }
    relations
}

#[derive(Default)]
struct Resolved {
    links: Vec<(String, Found)>,
    mistakes: Vec<Diagnostic>,
}

fn resolve(passage: &Passage<'_>, resolver: &Resolver<'_>) -> Resolved {
    let mut resolved = Resolved::default();
    for link in &passage.body.links {
        match resolver.link(passage.document, &passage.source, link) {
            Ok(Some(found)) => resolved.links.push((link.target.clone(), found)),
            Ok(None) => {}
            Err(diagnostic) => resolved.mistakes.push(*diagnostic),
        }
    }
    resolved
}

impl Relations {
    fn typed_uses(&mut self, question: &Arc<Node<Question>>, resolver: &Resolver<'_>) {
        for reference in &question.entity.uses {
            if let Some(Target::Framework(framework)) = self.typed(
                &question.document,
                reference,
                &[TargetKind::Framework],
                resolver,
            ) {
                self.add_use(question, &framework);
            }
        }
    }

    fn typed_evidence(&mut self, takeaway: &Arc<Node<Takeaway>>, resolver: &Resolver<'_>) {
        let wanted = [
            TargetKind::Question,
            TargetKind::Round,
            TargetKind::Framework,
        ];
        for reference in &takeaway.entity.evidence {
            if let Some(target) = self.typed(&takeaway.document, reference, &wanted, resolver) {
                self.evidence_for
                    .entry(target.key())
                    .or_default()
                    .push(takeaway.clone());
                self.evidence.add(takeaway.number, target);
            }
        }
    }

    fn typed(
        &mut self,
        document: &Document,
        reference: &Reference,
        wanted: &[TargetKind],
        resolver: &Resolver<'_>,
    ) -> Option<Target> {
        match resolver.reference(document, reference, wanted) {
            Ok(target) => Some(target),
            Err(diagnostic) => {
                self.diagnostics.push(*diagnostic);
                None
            }
        }
    }

    fn add_use(&mut self, question: &Arc<Node<Question>>, framework: &Arc<Node<Framework>>) {
        let known = self
            .uses
            .of(question.number)
            .iter()
            .any(|known| known.number == framework.number);
        if !known {
            self.uses.add(question.number, framework.clone());
            self.used_by.add(framework.number, question.clone());
        }
    }

    fn passage(&mut self, passage: &Passage<'_>, resolved: Resolved) {
        self.diagnostics.extend(resolved.mistakes);
        for (text, found) in resolved.links {
            match (&found.target, passage.answers) {
                (Target::Framework(framework), Some(question)) => self.add_use(question, framework),
                (target, _) if target.key() == passage.source.key() => {}
                (target, _) => {
                    let sources = self.mentioned_by.entry(target.key()).or_default();
                    if sources
                        .iter()
                        .all(|known| known.key() != passage.source.key())
                    {
                        sources.push(passage.source.clone());
                    }
                }
            }
            let links = self
                .links
                .entry(passage.document.within.clone())
                .or_default();
            links.insert(text, found);
        }
    }
}

/// All text of the visible book, in path order of its kinds.
fn passages<'a>(ids: &'a Ids, terms: &'a Terms, askings: &'a Askings) -> Vec<Passage<'a>> {
    let mut passages = Vec::new();
    let mut add = |source: Target, document: &'a Arc<Document>, body: &'a Body, answers| {
        if !body.links.is_empty() {
            passages.push(Passage {
                source,
                document,
                body,
                answers,
            });
        }
    };
    for node in ids.cover.iter().chain(&ids.pages) {
        add(
            Target::Page(node.clone()),
            &node.document,
            &node.entity.text,
            None,
        );
    }
    for node in &ids.interviews {
        add(
            Target::Interview(node.clone()),
            &node.document,
            &node.entity.text,
            None,
        );
    }
    for node in &ids.rounds {
        for body in node.entity.own_text() {
            add(Target::Round(node.clone()), &node.document, body, None);
        }
    }
    for node in &ids.questions {
        let source = Target::Question(node.clone());
        add(source.clone(), &node.document, &node.entity.prompt, None);
        for body in node.entity.own_text() {
            add(source.clone(), &node.document, body, Some(node));
        }
        for occasion in askings.of_question.of(node.number) {
            if let Some(asking) = &occasion.asked.asking {
                add(
                    source.clone(),
                    &occasion.asked.document,
                    &asking.answer,
                    Some(node),
                );
            }
        }
    }
    for node in &ids.frameworks {
        let bodies = std::iter::once(&node.entity.text)
            .chain(node.entity.steps.iter().map(|step| &step.text));
        for body in bodies {
            add(Target::Framework(node.clone()), &node.document, body, None);
        }
    }
    for node in &ids.takeaways {
        add(
            Target::Takeaway(node.clone()),
            &node.document,
            &node.entity.text,
            None,
        );
    }
    for node in &ids.faq {
        add(
            Target::Faq(node.clone()),
            &node.document,
            &node.entity.text,
            None,
        );
    }
    let vocabularies: [(_, fn(_) -> Target); 3] = [
        (&terms.topics, Target::Topic),
        (&terms.companies, Target::Company),
        (&terms.roles, Target::Role),
    ];
    for (vocabulary, target) in vocabularies {
        for node in &vocabulary.terms {
            if let Some((term, document)) = &node.file {
                add(target(node.clone()), document, &term.text, None);
            }
        }
    }
    passages
}
