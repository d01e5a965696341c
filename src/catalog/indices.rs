//! The lists of each topic, company, role, round kind and difficulty, and related topics.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::askings::Askings;
use super::ids::Ids;
use super::idx::{Idx, Table};
use super::node::{Node, TermNode};
use super::terms::{Terms, Vocabulary};
use crate::kinds::{Difficulty, Format, Framework, Interview, Question, Round, RoundKind};

/// The number of related topics that a topic shows.
const RELATED: usize = 8;

/// The lists behind the index pages. Each question is in a list once.
#[derive(Debug)]
pub struct Indices {
    pub of_topic: TermIndex,
    pub of_company: TermIndex,
    pub of_role: TermIndex,
    /// The topics of each question.
    pub topics: Table<Question, Vec<Arc<TermNode>>>,
    /// The topics that name a topic as their parent.
    pub children: Table<TermNode, Vec<Arc<TermNode>>>,
    pub frameworks_of_topic: Table<TermNode, Vec<Arc<Node<Framework>>>>,
    /// The topics that share questions with a topic, and the number of these questions.
    pub related: Table<TermNode, Vec<(Arc<TermNode>, usize)>>,
    pub rounds_of_kind: BTreeMap<RoundKind, Vec<Arc<Node<Round>>>>,
    pub questions_of_kind: BTreeMap<RoundKind, Vec<Arc<Node<Question>>>>,
    pub of_difficulty: BTreeMap<Difficulty, Vec<Arc<Node<Question>>>>,
    pub of_format: BTreeMap<Format, Vec<Arc<Node<Question>>>>,
    pub interviews_of_year: BTreeMap<u16, Vec<Arc<Node<Interview>>>>,
    pub questions_of_year: BTreeMap<u16, Vec<Arc<Node<Question>>>>,
}

/// The interviews and questions of the terms of a vocabulary.
#[derive(Debug)]
pub struct TermIndex {
    pub interviews: Table<TermNode, Vec<Arc<Node<Interview>>>>,
    pub questions: Table<TermNode, Vec<Arc<Node<Question>>>>,
}

impl TermIndex {
    fn new(vocabulary: &Vocabulary) -> Self {
        let size = vocabulary.terms.len();
        Self {
            interviews: Table::new(size),
            questions: Table::new(size),
        }
    }

    /// Adds a question to a term. Questions come in order, so a question that is already there is
    /// the last one.
    fn add_question(&mut self, term: &TermNode, question: &Arc<Node<Question>>) {
        let last = self.questions.of(term.idx).last();
        if last.is_none_or(|last| last.idx != question.idx) {
            self.questions.add(term.idx, question.clone());
        }
    }
}

/// Fills all lists.
pub fn collect(ids: &Ids, terms: &Terms, askings: &Askings) -> Indices {
    let size = terms.topics.terms.len();
    let mut indices = Indices {
        of_topic: TermIndex::new(&terms.topics),
        of_company: TermIndex::new(&terms.companies),
        of_role: TermIndex::new(&terms.roles),
        topics: Table::new(ids.questions.len()),
        children: Table::new(size),
        frameworks_of_topic: Table::new(size),
        related: Table::new(size),
        rounds_of_kind: BTreeMap::new(),
        questions_of_kind: BTreeMap::new(),
        of_difficulty: BTreeMap::new(),
        of_format: BTreeMap::new(),
        interviews_of_year: BTreeMap::new(),
        questions_of_year: BTreeMap::new(),
    };
    for interview in &ids.interviews {
        indices.interview(interview, terms);
    }
    for round in &ids.rounds {
        if let Some(kind) = round.entity.kind {
            indices
                .rounds_of_kind
                .entry(kind)
                .or_default()
                .push(round.clone());
        }
    }
    for question in &ids.questions {
        indices.question(question, terms, askings);
    }
    for framework in &ids.frameworks {
        for topic in terms.topics.of(&framework.entity.topics) {
            indices
                .frameworks_of_topic
                .add(topic.idx, framework.clone());
        }
    }
    for topic in &terms.topics.terms {
        let parent = topic
            .file
            .as_ref()
            .and_then(|(term, _)| term.parent.as_ref());
        if let Some(parent) = parent.and_then(|parent| terms.topics.get(&parent.id)) {
            indices.children.add(parent.idx, topic.clone());
        }
    }
    indices.relate(ids, terms);
    indices
}

impl Indices {
    fn interview(&mut self, interview: &Arc<Node<Interview>>, terms: &Terms) {
        let entity = &interview.entity;
        if let Some(company) = entity
            .company
            .as_ref()
            .and_then(|name| terms.companies.get(&name.id))
        {
            self.of_company
                .interviews
                .add(company.idx, interview.clone());
        }
        if let Some(role) = entity
            .role
            .as_ref()
            .and_then(|name| terms.roles.get(&name.id))
        {
            self.of_role.interviews.add(role.idx, interview.clone());
        }
        if let Some(date) = &entity.date {
            self.interviews_of_year
                .entry(date.year())
                .or_default()
                .push(interview.clone());
        }
        for topic in terms.topics.of(&entity.topics) {
            self.of_topic.interviews.add(topic.idx, interview.clone());
        }
    }

    fn question(&mut self, question: &Arc<Node<Question>>, terms: &Terms, askings: &Askings) {
        let topics = terms.topics.of(&question.entity.topics);
        for topic in &topics {
            self.of_topic.add_question(topic, question);
        }
        self.topics.set(question.idx, topics);
        for appearance in askings.appearances.of(question.idx) {
            let interview = &appearance.interview.entity;
            if let Some(company) = interview
                .company
                .as_ref()
                .and_then(|name| terms.companies.get(&name.id))
            {
                self.of_company.add_question(company, question);
            }
            if let Some(role) = interview
                .role
                .as_ref()
                .and_then(|name| terms.roles.get(&name.id))
            {
                self.of_role.add_question(role, question);
            }
            if let Some(kind) = appearance
                .round
                .as_ref()
                .and_then(|round| round.entity.kind)
            {
                add_once(self.questions_of_kind.entry(kind).or_default(), question);
            }
            if let Some(date) = &interview.date {
                add_once(
                    self.questions_of_year.entry(date.year()).or_default(),
                    question,
                );
            }
        }
        if let Some(format) = question.entity.format {
            self.of_format
                .entry(format)
                .or_default()
                .push(question.clone());
        }
        if let Some(difficulty) = question.entity.difficulty {
            self.of_difficulty
                .entry(difficulty)
                .or_default()
                .push(question.clone());
        }
    }

    /// Relates topics by the questions that they share: most questions first, then by title.
    fn relate(&mut self, ids: &Ids, terms: &Terms) {
        let mut shared: BTreeMap<(Idx<TermNode>, Idx<TermNode>), usize> = BTreeMap::new();
        for question in &ids.questions {
            let topics = self.topics.of(question.idx);
            if topics.len() > MOST_TOPICS {
                continue;
            }
            for one in topics {
                for other in topics.iter().filter(|other| other.idx != one.idx) {
                    *shared.entry((one.idx, other.idx)).or_default() += 1;
                }
            }
        }
        for ((one, other), count) in shared {
            if let Some(other) = terms.topics.terms.get(other.get()) {
                self.related.add(one, (other.clone(), count));
            }
        }
        for topic in &terms.topics.terms {
            if let Some(related) = self.related.get_mut(topic.idx) {
                related.sort_by_key(|(other, count)| (Reverse(*count), other.title.clone()));
                related.truncate(RELATED);
            }
        }
    }
}

/// The number of topics up to which a question relates its topics.
const MOST_TOPICS: usize = 20;

/// Adds a question to a list. Questions come in order, so a question that is already there is the
/// last one.
fn add_once(list: &mut Vec<Arc<Node<Question>>>, question: &Arc<Node<Question>>) {
    if list.last().is_none_or(|last| last.idx != question.idx) {
        list.push(question.clone());
    }
}
