//! Who asked what, when, and in which order: the trees of questions, and where each is at home.

use std::cmp::Reverse;
use std::sync::Arc;

use super::ids::{Drafts, Ids};
use super::node::{Node, Table, Target, TargetKind};
use super::resolve::Resolver;
use crate::diag::Diagnostics;
use crate::kinds::{Asked, Asking, Document, Entity, Interview, Question, Round, Tone};

/// A question in a tree of questions: as it is defined there, or asked there again.
#[derive(Debug)]
pub struct AskedNode {
    pub question: Arc<Node<Question>>,
    /// The asking, where the question is defined elsewhere.
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

/// One time a question was asked.
#[derive(Clone, Debug)]
pub struct Occasion {
    pub interview: Arc<Node<Interview>>,
    pub round: Option<Arc<Node<Round>>>,
    /// Counts the questions that were asked first in the round, from 1; a follow-up has the
    /// number of the question it followed.
    pub position: usize,
    pub asked: Arc<AskedNode>,
}

/// Trees and occasions, by the numbers of their nodes.
#[derive(Debug)]
pub struct Askings {
    /// What was asked in a round.
    pub in_round: Table<Vec<Arc<AskedNode>>>,
    /// What was asked in an interview outside its rounds.
    pub in_interview: Table<Vec<Arc<AskedNode>>>,
    /// The follow-ups of a question where it is defined.
    pub follow_ups: Table<Vec<Arc<AskedNode>>>,
    /// The trees below questions with a file of their own.
    file_trees: Vec<Arc<AskedNode>>,
    /// When a question was asked: the latest first, then by path.
    pub of_question: Table<Vec<Occasion>>,
    /// The question that one follows.
    pub parent: Table<Option<Arc<Node<Question>>>>,
    /// Where a question is at home; one that was never asked has no home but the bank.
    pub home: Table<Option<Occasion>>,
    pub diagnostics: Diagnostics,
}

impl Askings {
    /// Every asking in every tree, each once.
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
    let mut planter = Planter {
        ids,
        resolver,
        drafts,
        grown: Askings {
            in_round: Table::new(ids.rounds.len()),
            in_interview: Table::new(ids.interviews.len()),
            follow_ups: Table::new(questions),
            file_trees: Vec::new(),
            of_question: Table::new(questions),
            parent: Table::new(questions),
            home: Table::new(questions),
            diagnostics: Diagnostics::default(),
        },
    };
    for interview in &ids.interviews {
        planter.interview(interview);
    }
    for question in &ids.questions {
        if matches!(question.document.entity, Entity::Question(_)) {
            planter.file(question);
        }
    }
    planter.finish()
}

struct Planter<'a> {
    ids: &'a Ids,
    resolver: &'a Resolver<'a>,
    drafts: Drafts,
    grown: Askings,
}

impl Planter<'_> {
    fn interview(&mut self, interview: &Arc<Node<Interview>>) {
        let loose = self.tree(&interview.document, &interview.entity.asked, None);
        self.occasions(interview, None, &loose);
        if let Some(tree) = self.grown.in_interview.entry(interview.number) {
            *tree = loose;
        }
        let rounds = self
            .ids
            .rounds_of
            .get(interview.number)
            .cloned()
            .unwrap_or_default();
        for round in rounds {
            let tree = self.tree(&round.document, &round.entity.asked, None);
            self.occasions(interview, Some(&round), &tree);
            if let Some(grown) = self.grown.in_round.entry(round.number) {
                *grown = tree;
            }
        }
    }

    /// A question with a file of its own, unless it is one of that file's follow-ups.
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
            self.grown.file_trees.extend(tree.iter().cloned());
            self.grow(question, tree);
        }
    }

    fn grow(&mut self, question: &Arc<Node<Question>>, tree: Vec<Arc<AskedNode>>) {
        if let Some(follow_ups) = self.grown.follow_ups.entry(question.number) {
            *follow_ups = tree;
        }
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
                self.drafts.show(question.head.visibility).then_some(())?;
                let node = self.defined(question)?;
                if let Some(above) = self.grown.parent.entry(node.number) {
                    *above = parent.cloned();
                }
                (node, None, &question.follow_ups)
            }
            Asked::Asking(asking) => {
                let mistakes = &mut self.grown.diagnostics;
                let wanted = [TargetKind::Question];
                let found = self
                    .resolver
                    .reference(document, &asking.of, &wanted, mistakes);
                let Some(Target::Question(node)) = found else {
                    return None;
                };
                (node, Some(asking.clone()), &asking.follow_ups)
            }
        };
        let follow_ups = self.tree(document, below, Some(&question));
        if asking.is_none() {
            self.grow(&question, follow_ups.clone());
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

    fn occasions(
        &mut self,
        interview: &Arc<Node<Interview>>,
        round: Option<&Arc<Node<Round>>>,
        tree: &[Arc<AskedNode>],
    ) {
        for (index, asked) in tree.iter().enumerate() {
            self.occasion(interview, round, index + 1, asked);
        }
    }

    fn occasion(
        &mut self,
        interview: &Arc<Node<Interview>>,
        round: Option<&Arc<Node<Round>>>,
        position: usize,
        asked: &Arc<AskedNode>,
    ) {
        let occasion = Occasion {
            interview: interview.clone(),
            round: round.cloned(),
            position,
            asked: asked.clone(),
        };
        self.grown.of_question.add(asked.question.number, occasion);
        for follow_up in &asked.follow_ups {
            self.occasion(interview, round, position, follow_up);
        }
    }

    /// Sorts the occasions, and gives each question its home: where it is defined, or for one with
    /// its own file the first asking by date, then path.
    fn finish(mut self) -> Askings {
        for question in &self.ids.questions {
            let Some(occasions) = self.grown.of_question.entry(question.number) else {
                continue;
            };
            let defined = occasions
                .iter()
                .find(|occasion| occasion.asked.asking.is_none());
            // interviews are in path order, and `min_by_key` keeps the first of equals
            let first = || {
                occasions.iter().min_by_key(|occasion| {
                    let date = occasion.interview.entity.date.clone();
                    (date.is_none(), date)
                })
            };
            let home = defined.or_else(first).cloned();
            occasions.sort_by_key(|occasion| Reverse(occasion.interview.entity.date.clone()));
            if let Some(slot) = self.grown.home.entry(question.number) {
                *slot = home;
            }
        }
        self.grown
    }
}

/// The questions of a tree in the order they were asked, each once.
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
    list.retain(|question| seen.insert(question.number));
    list
}
