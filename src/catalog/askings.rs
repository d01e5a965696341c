//! The trees of asked questions, and where each question belongs.

use std::cmp::Reverse;
use std::sync::Arc;

use super::ids::{Drafts, Ids};
use super::idx::Table;
use super::node::{Node, Target};
use super::resolve::Resolver;
use crate::diag::Diagnostics;
use crate::kinds::{
    AnyKey as _, Asked, Asking, Document, Entity, Interview, Question, Round, TargetKind, Tone,
    keys,
};

/// A question in a tree: defined there, or asked there again.
#[derive(Debug)]
pub struct AskedNode {
    pub question: Arc<Node<Question>>,
    /// The asking, if the question is defined elsewhere.
    pub asking: Option<Arc<Asking>>,
    pub document: Arc<Document>,
    pub follow_ups: Vec<Arc<AskedNode>>,
}

impl AskedNode {
    /// Returns the tone of the asking, or that of the question where it is defined.
    pub fn tone(&self) -> Option<Tone> {
        let asking = self.asking.as_ref();
        asking.map_or(self.question.entity.tone, |asking| asking.tone)
    }
}

/// A time when a question was asked.
#[derive(Clone, Debug)]
pub struct Appearance {
    pub interview: Arc<Node<Interview>>,
    pub round: Option<Arc<Node<Round>>>,
    /// The position among the questions that were asked first in the round, from 1. A follow-up has
    /// the position of the question that it followed.
    pub position: usize,
    pub asked: Arc<AskedNode>,
}

/// The trees and appearances of all nodes.
#[derive(Debug)]
pub struct Askings {
    /// The questions of a round.
    pub in_round: Table<Round, Vec<Arc<AskedNode>>>,
    /// The questions of an interview outside of its rounds.
    pub in_interview: Table<Interview, Vec<Arc<AskedNode>>>,
    /// The follow-ups of a question where it is defined.
    pub follow_ups: Table<Question, Vec<Arc<AskedNode>>>,
    /// The trees below questions with a file of their own.
    file_trees: Vec<Arc<AskedNode>>,
    /// The appearances of a question, the latest first, then by path.
    pub appearances: Table<Question, Vec<Appearance>>,
    /// The question that a question follows.
    pub parent: Table<Question, Option<Arc<Node<Question>>>>,
    /// The home of a question. A question that was never asked belongs to the question bank and has
    /// none.
    pub home: Table<Question, Option<Appearance>>,
    pub diagnostics: Diagnostics,
}

impl Askings {
    /// Returns every asking of every tree once.
    pub fn all_askings(&self) -> Vec<&AskedNode> {
        let mut all = Vec::new();
        let trees = self.in_round.all().chain(self.in_interview.all());
        for asked in trees.chain(self.file_trees.iter()) {
            asked.add_askings(&mut all);
        }
        all
    }
}

impl AskedNode {
    fn add_askings<'a>(&'a self, all: &mut Vec<&'a AskedNode>) {
        if self.asking.is_some() {
            all.push(self);
        }
        for below in &self.follow_ups {
            below.add_askings(all);
        }
    }
}

/// Builds all trees.
pub fn collect(ids: &Ids, resolver: &Resolver<'_>, drafts: Drafts) -> Askings {
    let questions = ids.questions.len();
    let mut builder = AskingTreeBuilder {
        ids,
        resolver,
        drafts,
        askings: Askings {
            in_round: Table::new(ids.rounds.len()),
            in_interview: Table::new(ids.interviews.len()),
            follow_ups: Table::new(questions),
            file_trees: Vec::new(),
            appearances: Table::new(questions),
            parent: Table::new(questions),
            home: Table::new(questions),
            diagnostics: Diagnostics::default(),
        },
    };
    for interview in &ids.interviews {
        builder.interview(interview);
    }
    for question in &ids.questions {
        if matches!(question.document.entity, Entity::Question(_)) {
            builder.file(question);
        }
    }
    builder.finish()
}

struct AskingTreeBuilder<'a> {
    ids: &'a Ids,
    resolver: &'a Resolver<'a>,
    drafts: Drafts,
    askings: Askings,
}

impl AskingTreeBuilder<'_> {
    fn interview(&mut self, interview: &Arc<Node<Interview>>) {
        let loose = self.tree(&interview.document, &interview.entity.asked, None);
        self.appearances(interview, None, &loose);
        self.askings.in_interview.set(interview.idx, loose);
        let ids = self.ids;
        for round in ids.rounds_of.of(interview.idx) {
            let tree = self.tree(&round.document, &round.entity.asked, None);
            self.appearances(interview, Some(round), &tree);
            self.askings.in_round.set(round.idx, tree);
        }
    }

    /// Builds the tree of a question with a file of its own, unless it is a follow-up in that file.
    fn file(&mut self, question: &Arc<Node<Question>>) {
        let Entity::Question(own) = &question.document.entity else {
            return;
        };
        if Arc::ptr_eq(own, &question.entity) {
            let tree = self.tree(
                &question.document,
                &question.entity.follow_ups,
                Some(question),
            );
            self.askings.file_trees.extend(tree.iter().cloned());
            self.attach(question, tree);
        }
    }

    fn attach(&mut self, question: &Arc<Node<Question>>, tree: Vec<Arc<AskedNode>>) {
        self.askings.follow_ups.set(question.idx, tree);
    }

    fn tree(
        &mut self,
        document: &Arc<Document>,
        asked: &[Asked],
        parent: Option<&Arc<Node<Question>>>,
    ) -> Vec<Arc<AskedNode>> {
        asked
            .iter()
            .filter_map(|one| self.branch(document, one, parent))
            .collect()
    }

    fn branch(
        &mut self,
        document: &Arc<Document>,
        asked: &Asked,
        parent: Option<&Arc<Node<Question>>>,
    ) -> Option<Arc<AskedNode>> {
        let (question, asking, below) = match asked {
            Asked::Question(question) => {
                if !self.drafts.show(question.head.visibility) {
                    return None;
                }
                let node = self.defined(question)?;
                self.askings.parent.set(node.idx, parent.cloned());
                (node, None, &question.follow_ups)
            }
            Asked::Asking(asking) => {
                let diagnostics = &mut self.askings.diagnostics;
                let wanted = keys::ASKS.targets();
                let target =
                    self.resolver
                        .reference(document, &asking.question, wanted, diagnostics);
                let Some(Target::Question(node)) = target else {
                    return None;
                };
                (node, Some(asking.clone()), &asking.follow_ups)
            }
        };
        let follow_ups = self.tree(document, below, Some(&question));
        if asking.is_none() {
            self.attach(&question, follow_ups.clone());
        }
        Some(Arc::new(AskedNode {
            question,
            asking,
            document: document.clone(),
            follow_ups,
        }))
    }

    fn defined(&self, question: &Arc<Question>) -> Option<Arc<Node<Question>>> {
        match self
            .ids
            .by_id
            .get(&(TargetKind::Question, question.head.id.shared()))?
        {
            Target::Question(node) => Some(node.clone()),
            _ => None,
        }
    }

    fn appearances(
        &mut self,
        interview: &Arc<Node<Interview>>,
        round: Option<&Arc<Node<Round>>>,
        tree: &[Arc<AskedNode>],
    ) {
        for (index, asked) in tree.iter().enumerate() {
            self.appearance(interview, round, index + 1, asked);
        }
    }

    fn appearance(
        &mut self,
        interview: &Arc<Node<Interview>>,
        round: Option<&Arc<Node<Round>>>,
        position: usize,
        asked: &Arc<AskedNode>,
    ) {
        let appearance = Appearance {
            interview: interview.clone(),
            round: round.cloned(),
            position,
            asked: asked.clone(),
        };
        self.askings.appearances.add(asked.question.idx, appearance);
        for follow_up in &asked.follow_ups {
            self.appearance(interview, round, position, follow_up);
        }
    }

    /// Sorts the appearances, and gives each question its home: the place where it is defined, or
    /// for a question with its own file the first asking by date, then by path.
    fn finish(mut self) -> Askings {
        for question in &self.ids.questions {
            let Some(appearances) = self.askings.appearances.get_mut(question.idx) else {
                continue;
            };
            let defined = appearances
                .iter()
                .find(|appearance| appearance.asked.asking.is_none());
            // Interviews are in path order, and `min_by_key` returns the first of equal ones.
            let first = || {
                appearances.iter().min_by_key(|appearance| {
                    let date = appearance.interview.entity.date.clone();
                    (date.is_none(), date)
                })
            };
            let home = defined.or_else(first).cloned();
            appearances.sort_by_key(|appearance| Reverse(appearance.interview.entity.date.clone()));
            self.askings.home.set(question.idx, home);
        }
        self.askings
    }
}

/// Returns the questions of a tree in the order in which they were asked, each once.
pub fn in_order(tree: &[Arc<AskedNode>]) -> Vec<Arc<Node<Question>>> {
    fn add(tree: &[Arc<AskedNode>], list: &mut Vec<Arc<Node<Question>>>) {
        for asked in tree {
            list.push(asked.question.clone());
            add(&asked.follow_ups, list);
        }
    }
    let mut list = Vec::new();
    add(tree, &mut list);
    let mut seen = std::collections::HashSet::new();
    list.retain(|question| seen.insert(question.idx));
    list
}
