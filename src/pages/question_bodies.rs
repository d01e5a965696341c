//! The bodies of a question as its own page shows them, which the data export shows too.

use super::asked::asking_answer;
use super::bodies::BodyPlacement;
use super::builder::PageBuilder;
use crate::catalog::{Appearance, Node};
use crate::config::{PartPlace, PartUse};
use crate::kinds::Question;
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
        let body = node.entity.short_answer();
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
        let mut appearances = self.catalog.askings.appearances.of(node.idx).iter();
        let is_answered = |appearance: &&Appearance| asking_answer(&appearance.asked).is_some();
        let Some(appearance) = appearances.find(is_answered) else {
            return (None, None);
        };
        let placement = BodyPlacement::OtherPage {
            prefix: "candidate",
        };
        let document = &appearance.asked.document;
        let answer = asking_answer(&appearance.asked);
        let answer = answer.and_then(|body| self.body(document, body, 2, &placement));
        (answer, Some(self.link(&appearance.interview)))
    }

    /// Returns the parts of a question in one place that were written and that an output shows.
    pub fn question_parts(
        &self,
        node: &Node<Question>,
        place: PartPlace,
        output: PartUse,
    ) -> Vec<Part> {
        let parts = node.entity.parts.placed(place, output);
        parts
            .filter_map(|(part, body)| self.part(node, part.key, part.key, body))
            .collect()
    }
}
