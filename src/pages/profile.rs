//! The round profile of a company or role: its interviews compared round by round.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::builder::PageBuilder;
use crate::catalog::{Idx, Node, Route, TermNode, in_order};
use crate::kinds::{Interview, Round, RoundKind};
use crate::render::model::Count;

/// The first, second … rounds of some interviews, compared.
#[derive(Clone, Debug, Hash, Serialize)]
pub(super) struct ProfileRow {
    /// The number of the round, from 1.
    number: usize,
    /// The number of interviews with such a round.
    rounds: usize,
    kinds: Vec<Count>,
    /// `45`, or `45–60`.
    minutes: Option<String>,
    interviewers: Vec<String>,
    heard_back: Vec<String>,
    /// Topics of the questions, the most frequent first.
    topics: Vec<Count>,
}

/// The most topics of a round that are shown.
const TOPICS: usize = 6;

impl PageBuilder<'_> {
    /// Returns a row for the first rounds of some interviews, one for the second rounds, and so on.
    pub(super) fn profile(&self, interviews: &[Arc<Node<Interview>>]) -> Vec<ProfileRow> {
        let mut by_place: BTreeMap<usize, Vec<&Arc<Node<Round>>>> = BTreeMap::new();
        for interview in interviews {
            for (index, round) in self.rounds_of(interview).iter().enumerate() {
                by_place.entry(index + 1).or_default().push(round);
            }
        }
        by_place
            .into_iter()
            .map(|(number, rounds)| self.profile_row(number, &rounds))
            .collect()
    }

    fn profile_row(&self, number: usize, rounds: &[&Arc<Node<Round>>]) -> ProfileRow {
        let entities = || rounds.iter().map(|round| &round.entity);
        let mut kinds: BTreeMap<RoundKind, usize> = BTreeMap::new();
        for kind in entities().filter_map(|round| round.kind) {
            *kinds.entry(kind).or_default() += 1;
        }
        let counted = |(kind, count): (RoundKind, usize)| Count {
            link: self.titled(
                &Route::from_parts(["rounds", kind.as_str()]),
                &self.strings.value(kind.as_str()),
            ),
            count,
        };
        let minutes: Vec<u32> = entities()
            .filter_map(|round| round.minutes)
            .map(|minutes| minutes.0)
            .collect();
        ProfileRow {
            number,
            rounds: rounds.len(),
            kinds: kinds.into_iter().map(counted).collect(),
            minutes: range(&minutes),
            interviewers: distinct(entities().filter_map(|round| round.interviewer.as_deref())),
            heard_back: distinct(entities().filter_map(|round| round.heard_back.as_deref())),
            topics: self.asked_topics(rounds),
        }
    }

    /// Returns the topics of the questions in some rounds, the most frequent first.
    fn asked_topics(&self, rounds: &[&Arc<Node<Round>>]) -> Vec<Count> {
        let catalog = &self.catalog;
        let mut counts: BTreeMap<Idx<TermNode>, (Arc<TermNode>, usize)> = BTreeMap::new();
        for round in rounds {
            for question in in_order(catalog.askings.in_round.of(round.idx)) {
                for topic in catalog.indices.topics.of(question.idx) {
                    counts
                        .entry(topic.idx)
                        .or_insert_with(|| (topic.clone(), 0))
                        .1 += 1;
                }
            }
        }
        let mut topics: Vec<(Arc<TermNode>, usize)> = counts.into_values().collect();
        topics.sort_by_key(|(topic, count)| (Reverse(*count), topic.title.clone()));
        let shown = topics.iter().take(TOPICS);
        shown
            .map(|(topic, count)| self.counted(topic, *count))
            .collect()
    }
}

/// Returns `45`, or `45–60` if the rounds differ.
fn range(minutes: &[u32]) -> Option<String> {
    let (least, most) = (minutes.iter().min()?, minutes.iter().max()?);
    Some(if least == most {
        least.to_string()
    } else {
        format!("{least}–{most}")
    })
}

/// Returns each text once, in order.
fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for text in texts {
        if !unique.iter().any(|known| known == text) {
            unique.push(text.to_owned());
        }
    }
    unique
}
