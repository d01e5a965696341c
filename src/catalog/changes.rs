//! The differences between two books that readers see.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::assemble::Catalog;
use super::listing::targets;
use super::node::{Node, Target, TermNode};
use super::route::Route;
use crate::kinds::{Body, Difficulty, Document, Format, Question, RoundKind, TargetKind};

/// All differences, each list in the order of its book.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Changes {
    pub added: Vec<Named>,
    pub removed: Vec<Named>,
    /// Questions with another title or prompt.
    pub reworded: Vec<Reworded>,
    /// Questions with other topics.
    pub moved: Vec<Moved>,
    /// Questions with another answer, where they are defined or from a candidate.
    pub answers: Vec<Named>,
    /// Addresses of the old site that lead nowhere in the new one.
    pub dead: Vec<Dead>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    pub id: String,
    pub title: String,
}

/// A question with another title or prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reworded {
    pub id: String,
    pub title: String,
    pub was: String,
}

/// A question with other topics, by their titles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    pub id: String,
    pub title: String,
    pub from: Vec<String>,
    pub to: Vec<String>,
}

/// An address that leads nowhere, and the title of its old page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dead {
    pub address: String,
    pub title: String,
}

impl Changes {
    /// Returns whether there is no difference of these kinds.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two books. A question is the same if its id is, or if the new one has the old id as an
/// alias.
pub fn changes(old: &Catalog, new: &Catalog) -> Changes {
    let mut changes = Changes::default();
    let mut known = BTreeSet::new();
    for was in &old.ids.questions {
        match successor(new, &was.id) {
            Some(is) => {
                known.insert(is.idx);
                changes.compare(old, was, new, &is);
            }
            None => changes.removed.push(named(was)),
        }
    }
    let added = new.ids.questions.iter();
    let added = added.filter(|node| !known.contains(&node.idx));
    changes.added = added.map(|node| named(node)).collect();
    changes.dead = dead(old, new);
    changes
}

fn named(node: &Node<Question>) -> Named {
    Named {
        id: node.id.to_string(),
        title: node.entity.head.title().to_string(),
    }
}

/// Returns the question that an id leads to.
fn successor(catalog: &Catalog, id: &Arc<str>) -> Option<Arc<Node<Question>>> {
    let key = (TargetKind::Question, id.clone());
    let known = catalog.ids.by_id.get(&key);
    match known.or_else(|| catalog.aliases.by_id.get(&key))? {
        Target::Question(node) => Some(node.clone()),
        _ => None,
    }
}

impl Changes {
    fn compare(&mut self, old: &Catalog, was: &Node<Question>, new: &Catalog, is: &Node<Question>) {
        let Named { id, title } = named(is);
        let before = named(was).title;
        let prompt = |node: &Node<Question>| spoken(&node.document, &node.entity.prompt);
        if before != title || prompt(was) != prompt(is) {
            self.reworded.push(Reworded {
                id: id.clone(),
                title: title.clone(),
                was: before,
            });
        }
        let (from, to) = (
            old.indices.topics.of(was.idx),
            new.indices.topics.of(is.idx),
        );
        let ids = |topics: &[Arc<TermNode>]| -> BTreeSet<String> {
            topics.iter().map(|topic| topic.id.to_string()).collect()
        };
        if ids(from) != ids(to) {
            let titles = |topics: &[Arc<TermNode>]| {
                let titles = topics.iter().map(|topic| topic.title.to_string());
                titles.collect()
            };
            self.moved.push(Moved {
                id: id.clone(),
                title: title.clone(),
                from: titles(from),
                to: titles(to),
            });
        }
        if answers(old, was) != answers(new, is) {
            self.answers.push(Named { id, title });
        }
    }
}

/// Returns the text of a body without its line breaks.
fn spoken(document: &Document, body: &Body) -> String {
    let text = document.body_text(body);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns all answers to a question.
fn answers(catalog: &Catalog, node: &Node<Question>) -> Vec<String> {
    let texts = node.entity.own_text();
    let texts = texts.map(|body| spoken(&node.document, body));
    let appearances = catalog.askings.appearances.of(node.idx).iter();
    let candidates = appearances.filter_map(|appearance| {
        let asking = appearance.asked.asking.as_ref()?;
        Some(spoken(&appearance.asked.document, &asking.answer))
    });
    texts
        .chain(candidates.filter(|answer| !answer.is_empty()))
        .collect()
}

/// Returns the addresses of the old site that the new one neither has nor redirects.
fn dead(old: &Catalog, new: &Catalog) -> Vec<Dead> {
    let living: BTreeSet<Route> = addresses(new).into_iter().map(|(route, _)| route).collect();
    let gone = addresses(old).into_iter().filter(|(route, target)| {
        let entry = matches!(target, Some(Target::Takeaway(_) | Target::Faq(_)));
        let alias = || {
            let target = target.as_ref()?;
            let key = (target.kind(), Arc::from(target.id()));
            new.aliases.by_id.get(&key)
        };
        !(living.contains(route) || entry && alias().is_some())
    });
    let dead = gone.map(|(route, target)| Dead {
        address: route.to_string(),
        title: target.map_or_else(String::new, |target| target.title().to_string()),
    });
    dead.collect()
}

/// Returns every address of a book's own with its target. An old address has the target that it
/// leads to.
fn addresses(catalog: &Catalog) -> Vec<(Route, Option<Target>)> {
    let kinds = TargetKind::ALL.into_iter();
    let targets = kinds.flat_map(|kind| targets(catalog, kind));
    let mut all: Vec<_> = targets
        .map(|target| (target.route().clone(), Some(target)))
        .collect();
    let redirects = catalog.aliases.redirects.iter();
    all.extend(redirects.map(|(route, target)| (route.clone(), Some(target.clone()))));
    let indices = &catalog.indices;
    let kinds = indices
        .rounds_of_kind
        .keys()
        .copied()
        .map(RoundKind::as_str);
    let levels = indices
        .of_difficulty
        .keys()
        .copied()
        .map(Difficulty::as_str);
    let formats = indices.of_format.keys().copied().map(Format::as_str);
    let values = kinds
        .map(|word| ("rounds", word))
        .chain(levels.map(|word| ("difficulties", word)))
        .chain(formats.map(|word| ("formats", word)));
    all.extend(values.map(|(folder, word)| (Route::from_parts([folder, word]), None)));
    all
}
