//! Questions to go on to: those near another, and those that were asked most often.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::parts::Maker;
use crate::catalog::{Askings, Idx, Node, in_order};
use crate::kinds::Question;

/// How many are shown.
const SHOWN: usize = 5;
/// How many neighbors on each side are looked at in the list of each topic.
const REACH: usize = 4;
/// A list shorter than this shows at a glance what was asked most often.
const LONG: usize = 12;

type Questions = Vec<Arc<Node<Question>>>;

/// A question, all that it follows, and all that follows it.
struct Kin<'c> {
    own: Idx<Question>,
    above: BTreeSet<Idx<Question>>,
    /// Follow-ups where it is defined, those that are asked again there among them.
    below: BTreeSet<Idx<Question>>,
    askings: &'c Askings,
}

impl<'c> Kin<'c> {
    fn of(node: &Node<Question>, askings: &'c Askings) -> Self {
        let below = in_order(askings.follow_ups.of(node.idx));
        Self {
            own: node.idx,
            above: above(node.idx, askings),
            below: below.iter().map(|below| below.idx).collect(),
            askings,
        }
    }

    fn holds(&self, other: Idx<Question>) -> bool {
        other == self.own
            || self.above.contains(&other)
            || self.below.contains(&other)
            || above(other, self.askings).contains(&self.own)
    }
}

/// The question that one follows, the one that this follows, and so on: two can follow each other,
/// each in an interview of its own.
fn above(question: Idx<Question>, askings: &Askings) -> BTreeSet<Idx<Question>> {
    let mut found = BTreeSet::new();
    let mut at = question;
    while let Some(parent) = askings.parent.get(at)
        && found.insert(parent.idx)
    {
        at = parent.idx;
    }
    found
}

impl Maker<'_> {
    /// Questions on the same topics: of those that stand near it in the lists of its topics, first
    /// those with the most topics in common. What it follows, and what follows it at any depth, is left
    /// out: its page has it elsewhere.
    pub(super) fn related(&self, node: &Node<Question>) -> Questions {
        let indices = &self.catalog.indices;
        let kin = Kin::of(node, &self.catalog.askings);
        let mut shared: BTreeMap<Idx<Question>, (usize, &Arc<Node<Question>>)> = BTreeMap::new();
        for topic in indices.topics.of(node.idx) {
            let list = indices.of_topic.questions.of(topic.idx);
            let at = list.partition_point(|other| other.idx < node.idx);
            let (before, after) = list.split_at(at);
            let apart = |other: &&Arc<Node<Question>>| !kin.holds(other.idx);
            let before = before.iter().rev().filter(apart).take(REACH);
            for other in before.chain(after.iter().filter(apart).take(REACH)) {
                shared.entry(other.idx).or_insert((0, other)).0 += 1;
            }
        }
        let mut found: Vec<_> = shared.into_values().collect();
        let apart = |other: &Node<Question>| other.idx.get().abs_diff(node.idx.get());
        found.sort_by_key(|(count, other)| (Reverse(*count), apart(other), other.idx));
        let found = found.into_iter().take(SHOWN);
        found.map(|(_, other)| other.clone()).collect()
    }

    /// Of a long list, the questions that were asked more than once, the most often asked first.
    pub(super) fn often(&self, questions: &[Arc<Node<Question>>]) -> Questions {
        let times = |node: &Node<Question>| self.catalog.askings.appearances.of(node.idx).len();
        let mut often: Questions = match questions.len() < LONG {
            true => Vec::new(),
            false => questions
                .iter()
                .filter(|node| times(node) > 1)
                .cloned()
                .collect(),
        };
        often.sort_by_key(|node| (Reverse(times(node)), node.idx));
        often.truncate(SHOWN);
        often
    }
}
