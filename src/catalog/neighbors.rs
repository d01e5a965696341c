//! The previous and the next question of each question.

use std::sync::Arc;

use foldhash::{HashSet, HashSetExt};

use super::askings::{Askings, in_order};
use super::ids::Ids;
use super::idx::Table;
use super::node::Node;
use crate::kinds::{Question, Round};

/// The questions before and after a question in a list.
#[derive(Clone, Debug)]
pub struct Neighbors {
    pub previous: Option<Arc<Node<Question>>>,
    pub next: Option<Arc<Node<Question>>>,
}

/// Collects the neighbors of every question with a home. They follow the page of its interview:
/// round by round, then the questions outside of rounds.
pub(super) fn collect(ids: &Ids, askings: &Askings) -> Table<Question, Option<Neighbors>> {
    let mut table: Table<Question, Option<Neighbors>> = Table::new(ids.questions.len());
    for interview in &ids.interviews {
        let rounds = ids.rounds_of.of(interview.idx);
        let in_round = |round: &Arc<Node<Round>>| {
            let list = in_order(askings.in_round.of(round.idx));
            (Some(round.idx), list)
        };
        let outside = in_order(askings.in_interview.of(interview.idx));
        let lists = rounds.iter().map(in_round).chain([(None, outside)]);
        // A question that is asked again is at another place of the list.
        let home = |question: &Node<Question>| {
            let home = askings.home.get(question.idx);
            home.filter(|home| home.interview.idx == interview.idx)
        };
        let mut seen = HashSet::new();
        let mut walk = Vec::new();
        for (round, list) in lists {
            walk.extend(list.into_iter().filter(|question| {
                let here = home(question)
                    .is_none_or(|home| home.round.as_ref().map(|round| round.idx) == round);
                here && seen.insert(question.idx)
            }));
        }
        for (at, question) in walk.iter().enumerate() {
            if home(question).is_some() {
                table.set(question.idx, Some(Neighbors::new(&walk, at)));
            }
        }
    }
    table
}

impl Neighbors {
    pub(super) fn new(list: &[Arc<Node<Question>>], at: usize) -> Self {
        let previous = at
            .checked_sub(1)
            .and_then(|before| list.get(before))
            .cloned();
        Self {
            previous,
            next: list.get(at + 1).cloned(),
        }
    }
}
