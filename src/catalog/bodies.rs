//! The bodies of one file that readers see.

use std::sync::Arc;

use super::assemble::Catalog;
use super::node::Node;
use crate::kinds::{Body, Document};

impl Catalog {
    /// Returns every body of a document that readers see, in no order.
    pub fn bodies_in<'a>(&'a self, document: &Document) -> Vec<&'a Body> {
        let mut bodies = Bodies {
            document,
            bodies: Vec::new(),
        };
        let ids = &self.ids;
        bodies.add(&ids.cover, |page| vec![&page.text]);
        bodies.add(&ids.pages, |page| vec![&page.text]);
        bodies.add(&ids.interviews, |interview| vec![&interview.text]);
        bodies.add(&ids.rounds, |round| round.own_text().collect());
        bodies.add(&ids.questions, |question| {
            let prompt = std::iter::once(&question.prompt);
            prompt.chain(question.own_text()).collect()
        });
        bodies.add(&ids.frameworks, |framework| {
            let steps = framework.steps.iter().map(|step| &step.text);
            std::iter::once(&framework.text).chain(steps).collect()
        });
        bodies.add(&ids.takeaways, |entry| vec![&entry.text]);
        bodies.add(&ids.faq, |entry| vec![&entry.text]);
        for (file, of) in &ids.faq_files {
            bodies.extend(of, [&file.intro]);
        }
        for asked in self.askings.all_askings() {
            let answer = asked.asking.iter().map(|asking| &asking.answer);
            bodies.extend(&asked.document, answer);
        }
        let terms = &self.terms;
        let vocabularies = [&terms.topics, &terms.companies, &terms.roles];
        let terms = vocabularies.into_iter().flat_map(|known| &known.terms);
        for (term, of) in terms.filter_map(|term| term.file.as_ref()) {
            bodies.extend(of, [&term.text]);
        }
        bodies.bodies
    }
}

/// Collects the bodies of one document.
struct Bodies<'a, 'd> {
    document: &'d Document,
    bodies: Vec<&'a Body>,
}

impl<'a> Bodies<'a, '_> {
    /// Adds the bodies of the entities that are in the document.
    fn add<T>(
        &mut self,
        nodes: impl IntoIterator<Item = &'a Arc<Node<T>>>,
        bodies: fn(&'a T) -> Vec<&'a Body>,
    ) {
        for node in nodes {
            if node.document.path == self.document.path {
                self.bodies.extend(bodies(&node.entity));
            }
        }
    }

    /// Adds bodies if they are in the document.
    fn extend(&mut self, document: &Document, bodies: impl IntoIterator<Item = &'a Body>) {
        if document.path == self.document.path {
            self.bodies.extend(bodies);
        }
    }
}
