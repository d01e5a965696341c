//! Related questions, and the questions that were asked most often.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::builder::PageBuilder;
use crate::catalog::{Askings, Idx, Node, in_order};
use crate::kinds::Question;

/// The most questions that are shown.
const SHOWN: usize = 5;
/// The number of neighbors on each side that are considered in the list of each topic.
const REACH: usize = 4;
/// The length from which a list has a part for what was asked most often.
const LONG: usize = 12;

type Questions = Vec<Arc<Node<Question>>>;

/// The questions that a question's own page shows elsewhere: those that it follows, and its follow-ups.
struct Family<'c> {
    own: Idx<Question>,
    above: BTreeSet<Idx<Question>>,
    /// Follow-ups where it is defined, those that are asked again there among them.
    below: BTreeSet<Idx<Question>>,
    askings: &'c Askings,
}

impl<'c> Family<'c> {
    fn new(node: &Node<Question>, askings: &'c Askings) -> Self {
        let below = in_order(askings.follow_ups.of(node.idx));
        Self {
            own: node.idx,
            above: above(node.idx, askings),
            below: below.iter().map(|below| below.idx).collect(),
            askings,
        }
    }

    fn contains(&self, other: Idx<Question>) -> bool {
        other == self.own
            || self.above.contains(&other)
            || self.below.contains(&other)
            || above(other, self.askings).contains(&self.own)
    }
}

/// Returns the question that a question follows, the one that this follows, and so on. Two questions can
/// follow each other, each in an interview of its own, so the walk ends where it has been.
fn above(question: Idx<Question>, askings: &Askings) -> BTreeSet<Idx<Question>> {
    let mut ancestors = BTreeSet::new();
    let mut current = question;
    while let Some(parent) = askings.parent.get(current)
        && ancestors.insert(parent.idx)
    {
        current = parent.idx;
    }
    ancestors
}

impl PageBuilder<'_> {
    /// Returns questions on the same topics: the neighbors in the lists of its topics, those with the most
    /// topics in common first. Its family is left out, as its page shows them elsewhere.
    pub(super) fn related(&self, node: &Node<Question>) -> Questions {
        let indices = &self.catalog.indices;
        let family = Family::new(node, &self.catalog.askings);
        let mut shared: BTreeMap<Idx<Question>, (usize, &Arc<Node<Question>>)> = BTreeMap::new();
        for topic in indices.topics.of(node.idx) {
            let list = indices.of_topic.questions.of(topic.idx);
            let place = list.partition_point(|other| other.idx < node.idx);
            let (before, after) = list.split_at(place);
            let is_outside = |other: &&Arc<Node<Question>>| !family.contains(other.idx);
            let before = before.iter().rev().filter(is_outside).take(REACH);
            for other in before.chain(after.iter().filter(is_outside).take(REACH)) {
                shared.entry(other.idx).or_insert((0, other)).0 += 1;
            }
        }
        let mut related: Vec<_> = shared.into_values().collect();
        let distance = |other: &Node<Question>| other.idx.get().abs_diff(node.idx.get());
        related.sort_by_key(|(count, other)| (Reverse(*count), distance(other), other.idx));
        let related = related.into_iter().take(SHOWN);
        related.map(|(_, other)| other.clone()).collect()
    }

    /// Returns the questions of a long list that were asked more than once, the most often asked first.
    pub(super) fn asked_often(&self, questions: &[Arc<Node<Question>>]) -> Questions {
        let times = |node: &Node<Question>| self.catalog.askings.appearances.of(node.idx).len();
        if questions.len() < LONG {
            return Vec::new();
        }
        let often = questions.iter().filter(|node| times(node) > 1);
        let mut often: Questions = often.cloned().collect();
        often.sort_by_key(|node| (Reverse(times(node)), node.idx));
        often.truncate(SHOWN);
        often
    }
}
