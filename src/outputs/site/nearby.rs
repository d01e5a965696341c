//! Questions to go on to: those near another, and those that were asked most often.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::parts::Maker;
use crate::catalog::Node;
use crate::kinds::Question;

/// How many are shown.
const SHOWN: usize = 5;
/// How many neighbors on each side are looked at in the list of each topic.
const REACH: usize = 4;
/// A list shorter than this shows at a glance what was asked most often.
const LONG: usize = 12;

type Questions = Vec<Arc<Node<Question>>>;

impl Maker<'_> {
    /// Questions on the same topics: of those that stand near it in the lists of its topics, first
    /// those with the most topics in common. What follows it, or what it follows, is on its page.
    pub(super) fn related(&self, node: &Node<Question>) -> Questions {
        let indices = &self.catalog.indices;
        let askings = &self.catalog.askings;
        let mut shared: BTreeMap<usize, (usize, &Arc<Node<Question>>)> = BTreeMap::new();
        for topic in indices.topics.of(node.number) {
            let list = indices.of_topic.questions.of(topic.number);
            let at = list.partition_point(|other| other.number < node.number);
            let near = list
                .iter()
                .skip(at.saturating_sub(REACH))
                .take(2 * REACH + 1);
            for other in near.filter(|other| other.number != node.number) {
                shared.entry(other.number).or_insert((0, other)).0 += 1;
            }
        }
        let parent = |number| askings.parent.get(number).map(|parent| parent.number);
        shared.retain(|number, _| {
            parent(*number) != Some(node.number) && parent(node.number) != Some(*number)
        });
        let mut found: Vec<_> = shared.into_values().collect();
        let apart = |other: &Node<Question>| other.number.abs_diff(node.number);
        found.sort_by_key(|(count, other)| (Reverse(*count), apart(other), other.number));
        let found = found.into_iter().take(SHOWN);
        found.map(|(_, other)| other.clone()).collect()
    }

    /// Of a long list, the questions that were asked more than once, the most often asked first.
    pub(super) fn often(&self, questions: &[Arc<Node<Question>>]) -> Questions {
        let times = |node: &Node<Question>| self.catalog.askings.of_question.of(node.number).len();
        let mut often: Questions = match questions.len() < LONG {
            true => Vec::new(),
            false => questions
                .iter()
                .filter(|node| times(node) > 1)
                .cloned()
                .collect(),
        };
        often.sort_by_key(|node| (Reverse(times(node)), node.number));
        often.truncate(SHOWN);
        often
    }
}
