//! The bodies of a question as its own page shows them, which the data export shows too.

use super::asked::asking_answer;
use super::bodies::BodyPlacement;
use super::builder::PageBuilder;
use crate::catalog::{Node, Occasion};
use crate::kinds::{Body, Question};
use crate::render::model::{Link, Part};
use crate::render::{Html, Shared};

impl PageBuilder<'_> {
    /// Returns the words as they were spoken.
    pub fn prompt(&self, node: &Node<Question>) -> Option<Shared<Html>> {
        let placement = BodyPlacement::OwnPage { part: "prompt" };
        self.body(&node.document, &node.entity.prompt, 1, &placement)
    }

    /// Returns the short answer.
    pub fn short_answer(&self, node: &Node<Question>) -> Option<Shared<Html>> {
        let placement = BodyPlacement::OwnPage {
            part: "short-answer",
        };
        let body = &node.entity.parts.short_answer;
        self.body(&node.document, body, 2, &placement)
    }

    /// Returns the answer of the definition; if that is empty, the answer of the latest asking that has one,
    /// with a link to its interview.
    pub fn answer(&self, node: &Node<Question>) -> (Option<Shared<Html>>, Option<Link>) {
        let placement = BodyPlacement::OwnPage { part: "answer" };
        let answer = self.body(&node.document, &node.entity.answer, 2, &placement);
        if answer.is_some() {
            return (answer, None);
        }
        let mut occasions = self.catalog.askings.of_question.of(node.number).iter();
        let is_answered = |occasion: &&Occasion| asking_answer(&occasion.asked).is_some();
        let Some(occasion) = occasions.find(is_answered) else {
            return (None, None);
        };
        let placement = BodyPlacement::OtherPage {
            prefix: "candidate",
        };
        let document = &occasion.asked.document;
        let answer = asking_answer(&occasion.asked);
        let answer = answer.and_then(|body| self.body(document, body, 2, &placement));
        (answer, Some(self.link(&occasion.interview)))
    }

    /// Returns the other parts of a question that were written.
    pub fn question_parts(&self, node: &Node<Question>) -> Vec<Part> {
        let parts = &node.entity.parts;
        let named: [(&'static str, &Body); 5] = [
            ("hints", &parts.hints),
            ("why-they-ask", &parts.why_they_ask),
            ("pitfalls", &parts.pitfalls),
            ("rubric", &parts.rubric),
            ("references", &parts.references),
        ];
        let named = named.into_iter();
        named
            .filter_map(|(kind, body)| self.part(node, kind, kind, body))
            .collect()
    }
}
