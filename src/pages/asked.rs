//! How and where questions were asked.

use std::sync::Arc;

use super::builder::PageBuilder;
use crate::catalog::{Appearance, AskedNode};
use crate::kinds::Body;
use crate::render::Strings;

impl PageBuilder<'_> {
    /// Returns the position of a question where it was asked: "Question 3 of round 2".
    pub fn position(
        &self,
        strings: &Strings,
        appearance: &Appearance,
        is_follow_up: bool,
    ) -> String {
        let Some(round) = &appearance.round else {
            let key = if is_follow_up {
                "follow-up-to-question"
            } else {
                "question-number"
            };
            return strings.count(key, appearance.position);
        };
        let numbers = &self.catalog.ids.round_positions;
        let number = numbers.get(round.idx).unwrap_or(&1);
        let key = if is_follow_up {
            "follow-up-to-question-of-round"
        } else {
            "question-of-round"
        };
        strings.with(key, &[("n", &appearance.position), ("round", number)])
    }

    /// Returns the words that a question was asked in.
    pub fn asked_as(&self, asked: &AskedNode) -> Arc<str> {
        let asking = asked.asking.as_ref();
        let words = asking.and_then(|asking| asking.words.clone());
        words.unwrap_or_else(|| self.whole_title(&asked.question).clone())
    }
}

/// Returns what the candidate of an asking answered, if that was written down.
pub fn asking_answer(asked: &AskedNode) -> Option<&Body> {
    let asking = asked.asking.as_ref()?;
    Some(&asking.answer).filter(|body| !body.is_empty())
}
