//! Topics, companies and roles. A term exists as soon as a visible entity names it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::HashMap;

use super::clashes::reserved_id;
use super::ids::{Drafts, Ids};
use super::idx::Idx;
use super::node::{Node, Target, TermNode};
use super::route::Route;
use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath, Span};
use crate::kinds::{Document, Entity, IsEntity, Name, Slug, TargetKind, Term, from_id};
use crate::source::is_reserved;

/// The three vocabularies of a book.
#[derive(Debug, Default)]
pub struct Terms {
    pub topics: Vocabulary,
    pub companies: Vocabulary,
    pub roles: Vocabulary,
    pub diagnostics: Diagnostics,
}

impl Terms {
    /// Returns the term of that kind with a name.
    pub fn target(&self, kind: TargetKind, id: &Slug) -> Option<Target> {
        match kind {
            TargetKind::Topic => self.topics.get(id).cloned().map(Target::Topic),
            TargetKind::Company => self.companies.get(id).cloned().map(Target::Company),
            TargetKind::Role => self.roles.get(id).cloned().map(Target::Role),
            _ => None,
        }
    }

    /// Returns all terms: topics, then companies, then roles.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        let topics = self.topics.terms.iter().cloned().map(Target::Topic);
        let companies = self.companies.terms.iter().cloned().map(Target::Company);
        let roles = self.roles.terms.iter().cloned().map(Target::Role);
        topics.chain(companies).chain(roles)
    }
}

/// The terms of a vocabulary, by id.
#[derive(Debug, Default)]
pub struct Vocabulary {
    pub terms: Vec<Arc<TermNode>>,
    by_id: HashMap<Slug, Arc<TermNode>>,
    files: HashMap<Arc<str>, Arc<TermNode>>,
}

impl Vocabulary {
    /// Returns the term with that id or synonym.
    pub fn get(&self, id: &Slug) -> Option<&Arc<TermNode>> {
        self.by_id.get(id)
    }

    /// Returns the term of a file.
    pub fn by_file(&self, within: &str) -> Option<Arc<TermNode>> {
        self.files.get(within).cloned()
    }

    /// Returns the terms of some names, each once, in the order of the names.
    pub fn of(&self, names: &[Name]) -> Vec<Arc<TermNode>> {
        let mut seen = BTreeSet::new();
        let terms = names.iter().filter_map(|name| self.get(&name.id));
        terms
            .filter(|term| seen.insert(term.idx))
            .cloned()
            .collect()
    }
}

/// Collects the terms of files and the terms that visible entities name.
pub fn collect(config: &Config, documents: &[Arc<Document>], ids: &Ids, drafts: Drafts) -> Terms {
    let mut topics = TermCollector::new(TargetKind::Topic, "topics", &config.topics);
    let mut companies = TermCollector::new(TargetKind::Company, "companies", &config.companies);
    let mut roles = TermCollector::new(TargetKind::Role, "roles", &config.roles);
    let mut diagnostics = Diagnostics::default();
    for document in documents {
        let (collector, term) = match &document.entity {
            Entity::Topic(term) => (&mut topics, term),
            Entity::Company(term) => (&mut companies, term),
            Entity::Role(term) => (&mut roles, term),
            Entity::Cover(_)
            | Entity::Page(_)
            | Entity::Interview(_)
            | Entity::Round(_)
            | Entity::Question(_)
            | Entity::Framework(_)
            | Entity::Faq(_) => continue,
        };
        if drafts.show(term.head.visibility) {
            diagnostics.extend(collector.file(term, document));
        }
    }
    for collector in [&mut topics, &mut companies, &mut roles] {
        collector.living_synonyms();
    }
    let mut collectors = [&mut topics, &mut companies, &mut roles];
    names(&mut collectors, &ids.interviews);
    names(&mut collectors, &ids.rounds);
    names(&mut collectors, &ids.questions);
    names(&mut collectors, &ids.frameworks);
    names(&mut collectors, &ids.takeaways);
    names(&mut collectors, &ids.faq);
    topics.parents();
    diagnostics.extend(topics.cycles());
    for collector in [&mut topics, &mut companies, &mut roles] {
        diagnostics.extend(collector.undeclared());
        diagnostics.extend(collector.near_misses());
        diagnostics.extend(collector.reserved());
        diagnostics.extend(std::mem::take(&mut collector.diagnostics));
    }
    Terms {
        topics: topics.vocabulary(TitleRule::FromId),
        companies: companies.vocabulary(TitleRule::AsSpelled),
        roles: roles.vocabulary(TitleRule::AsSpelled),
        diagnostics,
    }
}

/// Adds the names in entities of one kind to the vocabularies that their keys point to.
fn names<T: IsEntity>(collectors: &mut [&mut TermCollector<'_>], nodes: &[Arc<Node<T>>]) {
    for node in nodes {
        for (key, names) in node.entity.names() {
            let mut collectors = collectors.iter_mut();
            let collector = collectors.find(|known| key.targets().contains(&known.kind));
            if let Some(collector) = collector {
                collector.names(&node.document.path, names);
            }
        }
    }
}

/// The title of a term whose file gives none.
#[derive(Clone, Copy)]
enum TitleRule {
    /// The title is the id with spaces and a capital, unless the first spelling has capitals or
    /// signs, as `API design` and `CI/CD` do.
    FromId,
    /// The title is the first spelling in the book.
    AsSpelled,
}

/// A vocabulary that is being collected.
struct TermCollector<'a> {
    kind: TargetKind,
    folder: &'static str,
    takes: &'a config::Vocabulary,
    files: BTreeMap<Slug, (Arc<Term>, Arc<Document>)>,
    /// The term and the place of each synonym.
    synonyms: BTreeMap<Slug, (Slug, Place)>,
    /// The ids of all names, with the first spelling and its place.
    named: BTreeMap<Slug, (Arc<str>, Place)>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> TermCollector<'a> {
    fn new(kind: TargetKind, folder: &'static str, takes: &'a config::Vocabulary) -> Self {
        Self {
            kind,
            folder,
            takes,
            files: BTreeMap::new(),
            synonyms: BTreeMap::new(),
            named: BTreeMap::new(),
            diagnostics: Vec::new(),
        }
    }

    fn file(&mut self, term: &Arc<Term>, document: &Arc<Document>) -> Option<Diagnostic> {
        let id = term.head.id.clone();
        if let Some((first, other)) = self.files.get(&id) {
            let place = Place::new(&document.path, term.head.span);
            let message = format!("the id `{id}` exists already in `{}`", self.folder);
            let label = Place::new(&other.path, first.head.span);
            let diagnostic =
                Diagnostic::new(Code::DuplicateId, place, message).label(label, "the other one");
            return Some(diagnostic.help("make one file of the two"));
        }
        for synonym in &term.synonyms {
            let place = Place::new(&document.path, synonym.span);
            self.synonym(synonym, &id, place);
        }
        self.files.insert(id, (term.clone(), document.clone()));
        None
    }

    /// Adds a synonym, which must belong to a single term.
    fn synonym(&mut self, synonym: &Name, id: &Slug, place: Place) {
        match self.synonyms.get(&synonym.id) {
            None => {
                let entry = (id.clone(), place);
                self.synonyms.insert(synonym.id.clone(), entry);
            }
            Some((first, _)) if first == id => {}
            Some((first, at)) => {
                let message = format!("`{}` is a synonym of `{first}` already", synonym.spelling);
                let diagnostic = Diagnostic::new(Code::AliasConflict, place, message)
                    .label(at.clone(), "first given here")
                    .help("leave it to one of the two");
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// Removes synonyms with a file of their own, which are terms, and reports them.
    fn living_synonyms(&mut self) {
        let living = self.synonyms.iter().filter_map(|(synonym, (id, place))| {
            let (term, document) = self.files.get(synonym)?;
            let other = Place::new(&document.path, term.head.span);
            let message = format!("`{synonym}` cannot stand for `{id}`: it has a file of its own");
            Some(
                Diagnostic::new(Code::AliasConflict, place.clone(), message)
                    .label(other, "this file")
                    .help("take the synonym out, or make one file of the two"),
            )
        });
        let reported: Vec<_> = living.collect();
        self.diagnostics.extend(reported);
        self.synonyms
            .retain(|synonym, _| !self.files.contains_key(synonym));
    }

    /// Returns the id of the term that a name leads to.
    fn meant<'g>(&'g self, id: &'g Slug) -> &'g Slug {
        self.synonyms.get(id).map_or(id, |(own, _)| own)
    }

    /// Reports ids that cannot be the name of a folder on every system, each at the place that
    /// gives it.
    fn reserved(&self) -> Vec<Diagnostic> {
        let named = self
            .named
            .iter()
            .map(|(id, (_, place))| (id, place.clone()));
        let in_files = self
            .files
            .iter()
            .map(|(id, (term, document))| (id, Place::new(&document.path, term.head.span)));
        let places: BTreeMap<&Slug, Place> = named.chain(in_files).collect();
        let reserved = places
            .into_iter()
            .filter(|(id, _)| is_reserved(id.as_str()));
        reserved
            .map(|(id, place)| reserved_id(id.as_str(), place, "call it by another name"))
            .collect()
    }

    fn names<'n>(&mut self, path: &SourcePath, names: impl IntoIterator<Item = &'n Name>) {
        for name in names {
            let id = self.meant(&name.id).clone();
            let is_synonym = id != name.id;
            let place = Place::new(path, name.span);
            match self.named.get(&id) {
                None => {
                    self.named.insert(id, (name.spelling.clone(), place));
                }
                // A synonym is no spelling of the term's own name, wherever it comes first.
                Some((first, _)) if !is_synonym && Slug::from_text(first).as_ref() != Some(&id) => {
                    self.named.insert(id, (name.spelling.clone(), place));
                }
                Some((first, at)) if !is_synonym && *first != name.spelling => {
                    self.diagnostics.push(two_spellings(name, place, first, at));
                }
                Some(_) => {}
            }
        }
    }

    /// Adds the parents of topics, which exist because a child names them.
    fn parents(&mut self) {
        let parent = |(term, document): &(Arc<Term>, Arc<Document>)| {
            Some((document.path.clone(), term.parent.clone()?))
        };
        let parents: Vec<(SourcePath, Name)> = self.files.values().filter_map(parent).collect();
        for (path, name) in &parents {
            self.names(path, [name]);
        }
    }

    /// Reports names that a closed vocabulary does not contain, each at its first place.
    fn undeclared(&self) -> Vec<Diagnostic> {
        let listed: BTreeSet<Slug> = match self.takes {
            config::Vocabulary::Open => return Vec::new(),
            config::Vocabulary::Closed => BTreeSet::new(),
            config::Vocabulary::Listed(names) => names
                .iter()
                .filter_map(|name| Slug::from_text(name))
                .collect(),
        };
        let known: BTreeSet<&Slug> = self.files.keys().chain(&listed).collect();
        let among: Arc<[Arc<str>]> = known.iter().map(|id| id.shared()).collect();
        let undeclared = self.named.iter().filter(|(id, _)| !known.contains(id));
        let diagnostics = undeclared.map(|(_, (spelling, place))| {
            let message = format!("`{spelling}` is none of the book's {}", self.folder);
            let otherwise = format!("add it to `[vocabulary]`, or a file to `{}/`", self.folder);
            Diagnostic::new(Code::UnknownValue, place.clone(), message).did_you_mean(
                &**spelling,
                among.clone(),
                otherwise,
            )
        });
        diagnostics.collect()
    }

    /// Reports ids of which one is the plural of the other, or that differ in one letter.
    fn near_misses(&self) -> Vec<Diagnostic> {
        let mut shapes: BTreeMap<String, &Slug> = BTreeMap::new();
        let mut diagnostics = Vec::new();
        let mut named: Vec<_> = self.named.iter().collect();
        named.sort_by_key(|(_, (_, place))| place);
        for (id, (spelling, place)) in named {
            let near = shortened(id.as_str()).into_iter().find_map(|shape| {
                let other = *shapes.entry(shape).or_insert(id);
                (other != id && alike(other.as_str(), id.as_str())).then_some(other)
            });
            if let Some((other, (first, at))) =
                near.and_then(|other| self.named.get_key_value(other))
            {
                let message =
                    format!("`{spelling}` is nearly `{first}`, and has a page of its own");
                diagnostics.push(
                    Diagnostic::new(Code::NearMiss, place.clone(), message)
                        .label(at.clone(), "the other one")
                        .help(format!(
                            "write `{other}` in both places, or make one a synonym of the other"
                        )),
                );
            }
        }
        diagnostics
    }

    /// Reports parents that lead back to their child, each cycle once.
    fn cycles(&self) -> Vec<Diagnostic> {
        let parent = |id: &Slug| {
            let (term, _) = self.files.get(id)?;
            term.parent.as_ref().map(|name| self.meant(&name.id))
        };
        let mut done: BTreeSet<&Slug> = BTreeSet::new();
        let mut diagnostics = Vec::new();
        for start in self.files.keys() {
            let mut way: Vec<&Slug> = Vec::new();
            let mut next = Some(start);
            while let Some(id) = next.filter(|id| !done.contains(id)) {
                done.insert(id);
                way.push(id);
                next = parent(id);
            }
            let cycle_from = next.and_then(|next| way.iter().position(|id| *id == next));
            if let Some(cycle) = cycle_from.and_then(|from| way.get(from..)) {
                diagnostics.extend(self.cycle(cycle));
            }
        }
        diagnostics
    }

    fn cycle(&self, cycle: &[&Slug]) -> Option<Diagnostic> {
        let first = *cycle.iter().min()?;
        let (term, document) = self.files.get(first)?;
        let place = Place::new(&document.path, term.parent.as_ref()?.span);
        let mut names: Vec<&str> = cycle
            .iter()
            .take(CYCLE_SHOWN)
            .map(|id| id.as_str())
            .collect();
        names.extend((cycle.len() > CYCLE_SHOWN).then_some("…"));
        names.extend(cycle.first().map(|id| id.as_str()));
        let message = format!(
            "the topic `{first}` is its own parent: {}",
            names.join(" → ")
        );
        Some(
            Diagnostic::new(Code::TopicCycle, place, message)
                .help("take the parent out of one of them"),
        )
    }

    fn vocabulary(self, rule: TitleRule) -> Vocabulary {
        let ids: std::collections::BTreeSet<&Slug> =
            self.files.keys().chain(self.named.keys()).collect();
        let mut vocabulary = Vocabulary::default();
        for (index, id) in ids.into_iter().enumerate() {
            let file = self.files.get(id).cloned();
            let titled = file
                .as_ref()
                .filter(|(term, _)| term.titled)
                .map(|(term, _)| term.head.title().clone());
            let spelled = || match rule {
                TitleRule::FromId => {
                    let named = self.named.get(id).map(|(spelling, _)| spelling);
                    let named = named.filter(|spelling| is_a_name(spelling));
                    named.cloned().unwrap_or_else(|| from_id(id).into())
                }
                TitleRule::AsSpelled => {
                    let named = self.named.get(id).map(|(spelling, _)| spelling.clone());
                    named.unwrap_or_else(|| from_id(id).into())
                }
            };
            let node = Arc::new(TermNode {
                idx: Idx::new(index),
                id: id.clone(),
                title: titled.unwrap_or_else(spelled),
                route: Route::from_parts([self.folder, id.as_str()]),
                file,
            });
            vocabulary.by_id.insert(id.clone(), node.clone());
            if let Some((_, document)) = &node.file {
                vocabulary
                    .files
                    .insert(document.within.clone(), node.clone());
            }
            vocabulary.terms.push(node);
        }
        for (synonym, (id, _)) in &self.synonyms {
            if let Some(node) = vocabulary.by_id.get(id).cloned() {
                vocabulary.by_id.entry(synonym.clone()).or_insert(node);
            }
        }
        vocabulary
    }
}

/// Returns whether a spelling has more than an id can say: a capital, or a sign.
fn is_a_name(spelling: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() && !c.is_uppercase() || " -_".contains(c);
    !spelling.chars().all(is_plain)
}

/// The number of names of a cycle that a message shows.
const CYCLE_SHOWN: usize = 10;

fn two_spellings(name: &Name, place: Place, first: &str, at: &Place) -> Diagnostic {
    let message = format!("`{}` is spelled `{first}` elsewhere", name.spelling);
    let help = format!("write `{first}`");
    let diagnostic = Diagnostic::new(Code::NearMiss, place.clone(), message)
        .label(at.clone(), "first spelled here");
    if fits(first, name) {
        diagnostic.fix(help, place, first)
    } else {
        diagnostic.help(help)
    }
}

/// Returns whether `first` can replace the text of `name`. A sign or blank that `name` does not
/// have may need quotes there, and with escapes the place of a name is not known exactly.
fn fits(first: &str, name: &Name) -> bool {
    let Span { start, end } = name.span;
    let known = |c: char| c.is_alphanumeric() || c == '-' || name.spelling.contains(c);
    end - start == name.spelling.len() && first.chars().all(known)
}

/// Returns the id, and the id without each of its letters. Two ids that differ in one letter share
/// one of these. Short ids are not shortened, because they often differ in one letter and mean
/// different things.
fn shortened(id: &str) -> Vec<String> {
    let chars: Vec<char> = id.chars().collect();
    if chars.len() < SHORTEST_NEAR {
        return vec![id.to_owned()];
    }
    let without = |skip: usize| {
        let kept = chars.iter().enumerate().filter(|(at, _)| *at != skip);
        kept.map(|(_, c)| c).collect()
    };
    std::iter::once(id.to_owned())
        .chain((0..chars.len()).map(without))
        .collect()
}

/// The length of the shortest id that is compared.
const SHORTEST_NEAR: usize = 5;

/// Returns whether two ids differ in one letter. A different digit makes a different name:
/// `http-1`, `http-2`.
fn alike(one: &str, other: &str) -> bool {
    let digits = |id: &str| id.chars().filter(char::is_ascii_digit).collect::<String>();
    strsim::levenshtein(one, other) == 1 && digits(one) == digits(other)
}
