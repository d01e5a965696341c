//! Topics, companies and roles: they exist as soon as something visible names them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::ids::{Drafts, Ids};
use super::node::{Route, TermNode};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::kinds::{Document, Entity, Name, Slug, Term, from_id};

/// The three vocabularies of a book.
#[derive(Debug, Default)]
pub struct Terms {
    pub topics: Vocabulary,
    pub companies: Vocabulary,
    pub roles: Vocabulary,
    pub diagnostics: Diagnostics,
}

/// The terms of one vocabulary, by id.
#[derive(Debug, Default)]
pub struct Vocabulary {
    pub terms: Vec<Arc<TermNode>>,
    by_id: HashMap<Slug, Arc<TermNode>>,
}

impl Vocabulary {
    /// The term that a name stands for, itself or by a synonym.
    pub fn get(&self, id: &Slug) -> Option<&Arc<TermNode>> {
        self.by_id.get(id)
    }

    /// The terms of some names, each once, in the order named.
    pub fn of(&self, names: &[Name]) -> Vec<Arc<TermNode>> {
        let mut terms: Vec<Arc<TermNode>> = Vec::with_capacity(names.len());
        for term in names.iter().filter_map(|name| self.get(&name.id)) {
            if terms.iter().all(|known| known.number != term.number) {
                terms.push(term.clone());
            }
        }
        terms
    }
}

/// Gathers the terms that files and visible entities name.
pub fn collect(documents: &[Arc<Document>], ids: &Ids, drafts: Drafts) -> Terms {
    let mut topics = Gathering::new("topics");
    let mut companies = Gathering::new("companies");
    let mut roles = Gathering::new("roles");
    let mut diagnostics = Diagnostics::default();
    for document in documents {
        let (gathering, term) = match &document.entity {
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
            diagnostics.extend(gathering.file(term, document));
        }
    }
    for interview in &ids.interviews {
        companies.names(interview.entity.company.iter());
        roles.names(interview.entity.role.iter());
        topics.names(&interview.entity.topics);
    }
    for round in &ids.rounds {
        topics.names(&round.entity.topics);
    }
    for question in &ids.questions {
        topics.names(&question.entity.topics);
    }
    for framework in &ids.frameworks {
        topics.names(&framework.entity.topics);
    }
    for takeaway in &ids.takeaways {
        topics.names(&takeaway.entity.topics);
    }
    for entry in &ids.faq {
        topics.names(&entry.entity.topics);
    }
    topics.parents();
    Terms {
        topics: topics.vocabulary(TitleRule::FromId),
        companies: companies.vocabulary(TitleRule::AsSpelled),
        roles: roles.vocabulary(TitleRule::AsSpelled),
        diagnostics,
    }
}

/// What a term is called that has no file with a title.
#[derive(Clone, Copy)]
enum TitleRule {
    /// The id with spaces and a capital.
    FromId,
    /// The spelling met first.
    AsSpelled,
}

/// One vocabulary while it is gathered.
struct Gathering {
    folder: &'static str,
    files: BTreeMap<Slug, (Arc<Term>, Arc<Document>)>,
    /// What a synonym stands for.
    synonyms: BTreeMap<Slug, Slug>,
    /// Ids with the spelling met first.
    named: BTreeMap<Slug, Arc<str>>,
}

impl Gathering {
    fn new(folder: &'static str) -> Self {
        Self {
            folder,
            files: BTreeMap::new(),
            synonyms: BTreeMap::new(),
            named: BTreeMap::new(),
        }
    }

    fn file(&mut self, term: &Arc<Term>, document: &Arc<Document>) -> Option<Diagnostic> {
        let id = term.head.id.clone();
        if let Some((first, other)) = self.files.get(&id) {
            let place = Place::new(&document.path, term.head.span);
            let message = format!("the id `{id}` exists already in `{}`", self.folder);
            let label = Place::new(&other.path, first.head.span);
            let found =
                Diagnostic::new(Code::DuplicateId, place, message).label(label, "the other one");
            return Some(found.help("make one file of the two"));
        }
        for synonym in &term.synonyms {
            self.synonyms.insert(synonym.id.clone(), id.clone());
        }
        self.files.insert(id, (term.clone(), document.clone()));
        None
    }

    fn names<'a>(&mut self, names: impl IntoIterator<Item = &'a Name>) {
        for name in names {
            let id = self.synonyms.get(&name.id).unwrap_or(&name.id).clone();
            self.named
                .entry(id)
                .or_insert_with(|| name.spelling.clone());
        }
    }

    /// A parent exists because its child names it.
    fn parents(&mut self) {
        let parents: Vec<Name> = self
            .files
            .values()
            .filter_map(|(term, _)| term.parent.clone())
            .collect();
        self.names(&parents);
    }

    fn vocabulary(self, rule: TitleRule) -> Vocabulary {
        let ids: std::collections::BTreeSet<&Slug> =
            self.files.keys().chain(self.named.keys()).collect();
        let mut vocabulary = Vocabulary::default();
        for (number, id) in ids.into_iter().enumerate() {
            let file = self.files.get(id).cloned();
            let titled = file
                .as_ref()
                .filter(|(term, _)| term.titled)
                .map(|(term, _)| term.head.title.clone());
            let spelled = || match rule {
                TitleRule::FromId => from_id(id).into(),
                TitleRule::AsSpelled => self
                    .named
                    .get(id)
                    .cloned()
                    .unwrap_or_else(|| from_id(id).into()),
            };
            let node = Arc::new(TermNode {
                number,
                id: id.clone(),
                title: titled.unwrap_or_else(spelled),
                route: Route::of([self.folder, id.as_str()]),
                file,
            });
            vocabulary.by_id.insert(id.clone(), node.clone());
            vocabulary.terms.push(node);
        }
        for (synonym, id) in &self.synonyms {
            if let Some(node) = vocabulary.by_id.get(id).cloned() {
                vocabulary.by_id.entry(synonym.clone()).or_insert(node);
            }
        }
        vocabulary
    }
}
