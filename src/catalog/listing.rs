//! Lists the entities of a book with their fields, filtered by topic, company, role, round or
//! difficulty.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::askings::in_order;
use super::assemble::Catalog;
use super::node::{Node, Target, TermNode};
use super::terms::Vocabulary;
use crate::diag::{Place, SourcePath, line_of, nearest};
use crate::kinds::{Difficulty, Interview, Question, Round, RoundKind, Slug, TargetKind};

/// The filters of a list, with names as the user typed them.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    pub topic: Option<&'a str>,
    pub company: Option<&'a str>,
    pub role: Option<&'a str>,
    /// A kind of round, or the id of a round.
    pub round: Option<&'a str>,
    pub difficulty: Option<&'a str>,
}

/// A name that nothing in the book has, and similar names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuch {
    pub what: &'static str,
    pub name: String,
    pub near: Vec<String>,
}

/// An entity in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    pub kind: &'static str,
    pub id: String,
    pub title: String,
    /// The file that defines it, and the line in that file, from 1. A topic without a file has
    /// neither.
    pub file: Option<String>,
    pub line: Option<usize>,
    /// The address in the site.
    pub address: String,
    pub fields: Fields,
}

/// The fields of an entity, by name.
pub type Fields = serde_json::Map<String, serde_json::Value>;

/// The values by which an entity can be filtered; `None` if it has no such value.
#[derive(Default)]
struct Facets {
    topic: Option<BTreeSet<String>>,
    company: Option<BTreeSet<String>>,
    role: Option<BTreeSet<String>>,
    round: Option<BTreeSet<String>>,
    difficulty: Option<BTreeSet<String>>,
}

/// Lists the entities of one kind, or of every kind, that pass the filters.
///
/// # Errors
/// If nothing in the book has one of the names.
pub fn listed(
    catalog: &Catalog,
    kind: Option<TargetKind>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Row>, NoSuch> {
    let wanted = wanted.resolved(catalog)?;
    let mut rows = Vec::new();
    for listed in TargetKind::ALL {
        if kind.is_some_and(|kind| kind != listed) {
            continue;
        }
        for target in targets(catalog, listed) {
            if fits(&catalog.facets(&target), &wanted) {
                rows.push(catalog.row(&target));
            }
        }
    }
    Ok(rows)
}

/// Returns all entities of a kind in the order of the book.
pub fn targets(catalog: &Catalog, kind: TargetKind) -> Vec<Target> {
    fn all<T>(nodes: &[Arc<T>], target: fn(Arc<T>) -> Target) -> Vec<Target> {
        nodes.iter().cloned().map(target).collect()
    }
    let (ids, terms) = (&catalog.ids, &catalog.terms);
    match kind {
        TargetKind::Interview => all(&ids.interviews, Target::Interview),
        TargetKind::Round => all(&ids.rounds, Target::Round),
        TargetKind::Question => all(&ids.questions, Target::Question),
        TargetKind::Framework => all(&ids.frameworks, Target::Framework),
        TargetKind::Topic => all(&terms.topics.terms, Target::Topic),
        TargetKind::Company => all(&terms.companies.terms, Target::Company),
        TargetKind::Role => all(&terms.roles.terms, Target::Role),
        TargetKind::Faq => all(&ids.faq, Target::Faq),
        TargetKind::Takeaway => all(&ids.takeaways, Target::Takeaway),
        TargetKind::Page => all(&ids.pages, Target::Page),
    }
}

fn fits(facets: &Facets, wanted: &[(&'static str, String)]) -> bool {
    wanted.iter().all(|(name, id)| {
        let facet = match *name {
            "topic" => &facets.topic,
            "company" => &facets.company,
            "role" => &facets.role,
            "round" => &facets.round,
            _ => &facets.difficulty,
        };
        facet.as_ref().is_some_and(|values| values.contains(id))
    })
}

impl Wanted<'_> {
    /// Returns the ids of the names.
    fn resolved(&self, catalog: &Catalog) -> Result<Vec<(&'static str, String)>, NoSuch> {
        let terms = &catalog.terms;
        let mut ids = Vec::new();
        for (what, name, vocabulary) in [
            ("topic", self.topic, &terms.topics),
            ("company", self.company, &terms.companies),
            ("role", self.role, &terms.roles),
        ] {
            if let Some(name) = name {
                ids.push((what, term(what, name, vocabulary)?));
            }
        }
        if let Some(name) = self.round {
            let kinds = RoundKind::ALL.iter().map(|kind| kind.as_str());
            let rounds = catalog.ids.rounds.iter().map(|node| &*node.id);
            ids.push(("round", known_word("round", name, kinds.chain(rounds))?));
        }
        if let Some(name) = self.difficulty {
            let words = Difficulty::ALL.iter().map(|level| level.as_str());
            ids.push(("difficulty", known_word("difficulty", name, words)?));
        }
        Ok(ids)
    }
}

fn term(what: &'static str, name: &str, vocabulary: &Vocabulary) -> Result<String, NoSuch> {
    let term = Slug::from_text(name).and_then(|id| vocabulary.get(&id));
    term.map(|term| term.id.to_string()).ok_or_else(|| {
        let ids = vocabulary.terms.iter().map(|term| term.id.as_str());
        NoSuch::new(what, name, ids)
    })
}

fn known_word<'a>(
    what: &'static str,
    name: &str,
    mut words: impl Iterator<Item = &'a str> + Clone,
) -> Result<String, NoSuch> {
    let all = words.clone();
    if words.any(|word| word == name) {
        Ok(name.to_owned())
    } else {
        Err(NoSuch::new(what, name, all))
    }
}

impl NoSuch {
    fn new<'a>(what: &'static str, name: &str, among: impl Iterator<Item = &'a str>) -> Self {
        let near = nearest(name, among);
        Self {
            what,
            name: name.to_owned(),
            near: near.into_iter().map(str::to_owned).collect(),
        }
    }
}

impl Catalog {
    fn facets(&self, target: &Target) -> Facets {
        let topic = || Some(ids_of(&self.terms.topics.of(target.topics())));
        match target {
            Target::Question(node) => self.facets_of_question(node),
            Target::Interview(node) => Facets {
                topic: topic(),
                ..self.facets_of_interview(node)
            },
            Target::Round(node) => {
                let interview = self.interview_of(node);
                Facets {
                    topic: topic(),
                    round: Some(round_names([node])),
                    difficulty: Some(words(node.entity.difficulty.map(Difficulty::as_str))),
                    ..interview
                        .map(|node| self.facets_of_interview(&node))
                        .unwrap_or_default()
                }
            }
            Target::Framework(_) | Target::Takeaway(_) | Target::Faq(_) => Facets {
                topic: topic(),
                ..Facets::default()
            },
            Target::Topic(_) | Target::Company(_) | Target::Role(_) | Target::Page(_) => {
                Facets::default()
            }
        }
    }

    fn facets_of_question(&self, node: &Node<Question>) -> Facets {
        let appearances = self.askings.appearances.of(node.idx);
        let interviews = appearances
            .iter()
            .map(|appearance| &appearance.interview.entity);
        let company = |interview: &Arc<Interview>| {
            let name = interview.company.as_ref()?;
            Some(self.terms.companies.get(&name.id)?.id.to_string())
        };
        let role = |interview: &Arc<Interview>| {
            let name = interview.role.as_ref()?;
            Some(self.terms.roles.get(&name.id)?.id.to_string())
        };
        let rounds = appearances
            .iter()
            .filter_map(|appearance| appearance.round.as_ref());
        Facets {
            topic: Some(ids_of(self.indices.topics.of(node.idx))),
            company: Some(interviews.clone().filter_map(company).collect()),
            role: Some(interviews.filter_map(role).collect()),
            round: Some(round_names(rounds)),
            difficulty: Some(words(node.entity.difficulty.map(Difficulty::as_str))),
        }
    }

    fn facets_of_interview(&self, node: &Node<Interview>) -> Facets {
        let of = |name: Option<&crate::kinds::Name>, vocabulary: &Vocabulary| {
            let term = name.and_then(|name| vocabulary.get(&name.id));
            term.map(|term| term.id.to_string()).into_iter().collect()
        };
        let rounds = self.ids.rounds_of.of(node.idx);
        Facets {
            company: Some(of(node.entity.company.as_ref(), &self.terms.companies)),
            role: Some(of(node.entity.role.as_ref(), &self.terms.roles)),
            round: Some(round_names(rounds)),
            ..Facets::default()
        }
    }

    fn interview_of(&self, round: &Node<Round>) -> Option<Arc<Node<Interview>>> {
        let id = round.id.split('/').next()?;
        match self.ids.by_id.get(&(TargetKind::Interview, id.into()))? {
            Target::Interview(node) => Some(node.clone()),
            _ => None,
        }
    }

    fn row(&self, target: &Target) -> Row {
        let place = place(target);
        Row {
            kind: target.kind().prefix(),
            id: target.id().to_owned(),
            title: target.title().to_string(),
            line: place.as_ref().and_then(|place| self.line(place)),
            file: place.map(|place| place.file.to_string()),
            address: format!("{}{}", self.config.base.path, target.route()),
            fields: self.fields(target),
        }
    }

    /// Returns the line of a place, from 1.
    fn line(&self, place: &Place) -> Option<usize> {
        let of_file = |path: &SourcePath| self.documents.iter().find(|one| one.path == *path);
        let document = of_file(&place.file)?;
        Some(line_of(&document.text, place.span.start))
    }

    fn fields(&self, target: &Target) -> Fields {
        let mut fields = Fields::new();
        let mut put = |name: &str, value: serde_json::Value| {
            let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
            if !empty {
                fields.insert(name.to_owned(), value);
            }
        };
        let facets = self.facets(target);
        let list = |facet: Option<BTreeSet<String>>| facet.into_iter().flatten().collect();
        match target {
            Target::Question(node) => {
                let entity = &node.entity;
                put("topics", list(facets.topic));
                put(
                    "difficulty",
                    entity.difficulty.map(Difficulty::as_str).into(),
                );
                put("format", entity.format.map(|format| format.as_str()).into());
                put("minutes", entity.minutes.map(|minutes| minutes.0).into());
                let uses = self.relations.uses.of(node.idx).iter();
                put("frameworks", uses.map(|node| node.id.to_string()).collect());
                let parent = self.askings.parent.get(node.idx);
                put("follows", parent.map(|node| node.id.to_string()).into());
                put("companies", list(facets.company));
                put("asked", self.askings.appearances.of(node.idx).len().into());
            }
            Target::Interview(node) => {
                let entity = &node.entity;
                put("company", list(facets.company));
                put("role", list(facets.role));
                put("date", entity.date.as_ref().map(ToString::to_string).into());
                put("level", entity.level.clone().into());
                put("location", entity.location.clone().into());
                put("result", entity.result.map(|result| result.as_str()).into());
                put("topics", list(facets.topic));
                let rounds = self.ids.rounds_of.of(node.idx);
                put("rounds", rounds.len().into());
                let apart = in_order(self.askings.in_interview.of(node.idx)).len();
                let inside = rounds.iter().map(|round| self.asked_in(round));
                put("questions", (apart + inside.sum::<usize>()).into());
            }
            Target::Round(node) => {
                let entity = &node.entity;
                put("kind", entity.kind.map(RoundKind::as_str).into());
                put("minutes", entity.minutes.map(|minutes| minutes.0).into());
                put("interviewer", entity.interviewer.clone().into());
                put(
                    "pressure",
                    entity.pressure.map(|pressure| pressure.as_str()).into(),
                );
                put("result", entity.result.map(|result| result.as_str()).into());
                put("topics", list(facets.topic));
                put("questions", self.asked_in(node).into());
            }
            Target::Framework(node) => {
                put(
                    "shape",
                    node.entity.shape.map(|shape| shape.as_str()).into(),
                );
                put("topics", list(facets.topic));
                put(
                    "questions",
                    self.relations.used_by.of(node.idx).len().into(),
                );
            }
            Target::Topic(node) => {
                let parent = node
                    .file
                    .as_ref()
                    .and_then(|(term, _)| term.parent.as_ref());
                put("parent", parent.map(|name| name.id.to_string()).into());
                put(
                    "questions",
                    self.indices.of_topic.questions.of(node.idx).len().into(),
                );
            }
            Target::Company(node) | Target::Role(node) => {
                let index = match target {
                    Target::Company(_) => &self.indices.of_company,
                    _ => &self.indices.of_role,
                };
                put("interviews", index.interviews.of(node.idx).len().into());
                put("questions", index.questions.of(node.idx).len().into());
            }
            Target::Takeaway(node) | Target::Faq(node) => {
                put("topics", list(facets.topic));
                let evidence = node.entity.evidence.iter();
                put("evidence", evidence.map(|one| one.target.clone()).collect());
            }
            Target::Page(_) => {}
        }
        fields
    }

    fn asked_in(&self, round: &Node<Round>) -> usize {
        in_order(self.askings.in_round.of(round.idx)).len()
    }
}

fn place(target: &Target) -> Option<Place> {
    match target.header() {
        Some(header) => Some(header.place()),
        None => target.id_place(),
    }
}

fn ids_of(terms: &[Arc<TermNode>]) -> BTreeSet<String> {
    terms.iter().map(|term| term.id.to_string()).collect()
}

fn words(word: Option<&'static str>) -> BTreeSet<String> {
    word.map(str::to_owned).into_iter().collect()
}

/// Returns the kinds and the ids of rounds.
fn round_names<'a>(rounds: impl IntoIterator<Item = &'a Arc<Node<Round>>>) -> BTreeSet<String> {
    let names = rounds.into_iter().flat_map(|round| {
        let kind = round.entity.kind.map(|kind| kind.as_str().to_owned());
        kind.into_iter().chain([round.id.to_string()])
    });
    names.collect()
}
