//! What many pages show, made once for all of them.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;
use serde::Serialize;

use super::links::href;
use super::parts::Maker;
use crate::catalog::{Catalog, Idx, Node, TermNode, Texts};
use crate::kinds::{Difficulty, Document, RoundKind};
use crate::render::model::{InterviewRow, Link, Site};
use crate::render::{BodyMemo, Fault, Html, Shared, Theme, Words};

/// What makes the models of all pages share.
pub(super) struct Shop<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) texts: &'a Texts,
    pub(super) memo: &'a BodyMemo,
    pub(super) theme: &'a Theme,
    /// The texts in the book's language.
    pub(super) words: Words,
    /// The same in the languages of single files; empty where all are of one.
    pub(super) voices: BTreeMap<Arc<str>, Words>,
    pub(super) bodies: Bodies,
    pub(super) rows: Rows,
}

/// What becomes of a rendered body beside the page that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bodies {
    /// It is kept for other pages, and for the builds to come.
    Kept,
    /// It goes with its page.
    Dropped,
}

/// Rows and links that many pages show, by the numbers of their nodes. They say nothing that only
/// the words of a body say; of what other documents call things they show their own node's name.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) site: Shared<Site>,
    pub(super) links: Links,
    pub(super) topics: Arc<[Link]>,
    pub(super) companies: Arc<[Link]>,
    pub(super) roles: Arc<[Link]>,
    /// In the order of `RoundKind::ALL`, in each language.
    pub(super) kinds: BTreeMap<Arc<str>, Arc<[Link]>>,
    /// In the order of `Difficulty::ALL`.
    pub(super) levels: Voiced,
    pub(super) questions: Voiced,
    pub(super) interviews: Arc<[Shared<InterviewRow>]>,
    pub(super) frameworks: Voiced,
}

/// Links to what documents define, by the document's place and the number of its title.
pub(super) type Links = Arc<HashMap<(Idx<Document>, usize), Link>>;

/// Rows as the theme shows them, in each language that it speaks in the book.
pub(super) type Voiced = BTreeMap<Arc<str>, Arc<[Shared<Html>]>>;

impl<'a> Shop<'a> {
    /// A shop without rows.
    pub(super) fn empty(
        catalog: &'a Catalog,
        texts: &'a Texts,
        theme: &'a Theme,
        memo: &'a BodyMemo,
        site: Shared<Site>,
    ) -> Self {
        let book = &catalog.config.language;
        let languages = catalog
            .documents
            .iter()
            .filter_map(|document| document.facts.language.as_ref());
        let voices = languages.map(|language| {
            let words = theme.words(&[language, book]);
            (words.tag.clone(), words.labeled(&catalog.config.labels))
        });
        Self {
            catalog,
            texts,
            memo,
            theme,
            words: super::book_words(catalog, theme),
            voices: voices.collect(),
            bodies: Bodies::Kept,
            rows: Rows {
                site,
                links: Links::default(),
                topics: Arc::new([]),
                companies: Arc::new([]),
                roles: Arc::new([]),
                kinds: BTreeMap::new(),
                levels: Voiced::new(),
                questions: Voiced::new(),
                interviews: Arc::new([]),
                frameworks: Voiced::new(),
            },
        }
    }

    /// The same where another thing becomes of bodies.
    pub(super) fn with_bodies(mut self, bodies: Bodies) -> Self {
        self.bodies = bodies;
        self
    }

    /// The shop with all that is made once.
    pub(super) fn furnished(mut self) -> Result<Self, Fault> {
        let terms = &self.catalog.terms;
        let links = |shop: &Self, terms: &[Arc<TermNode>]| {
            let maker = Maker::of(shop);
            let links = terms.iter().map(|term| maker.term_link(term));
            links.collect()
        };
        self.rows.topics = links(&self, &terms.topics.terms);
        self.rows.companies = links(&self, &terms.companies.terms);
        self.rows.roles = links(&self, &terms.roles.terms);
        self.rows.kinds = self.kinds();
        self.rows.levels = self.levels()?;
        self.with_rows(&|_| true)
    }

    fn kinds(&self) -> BTreeMap<Arc<str>, Arc<[Link]>> {
        let maker = Maker::of(self);
        let in_voice = |voice: &Words| {
            let kinds = RoundKind::ALL.iter();
            let links = kinds.map(|kind| maker.kind_of(voice, *kind));
            (voice.tag.clone(), links.collect())
        };
        self.speaking().map(in_voice).collect()
    }

    fn levels(&self) -> Result<Voiced, Fault> {
        let maker = Maker::of(self);
        let in_voice = |voice: &Words| {
            let shown = Difficulty::ALL.iter().map(|difficulty| {
                let level = maker.level_of(*difficulty);
                self.memo
                    .fragment(self.theme, voice, ("level", "level"), &level)
            });
            let shown: Result<Vec<_>, Fault> = shown.collect();
            Ok((voice.tag.clone(), shown?.into()))
        };
        self.speaking().map(in_voice).collect()
    }

    /// The texts in each language that the theme speaks in the book.
    fn speaking(&self) -> impl Iterator<Item = &Words> {
        self.voices.values().chain([&self.words])
    }

    /// The shop with other rows for what documents define, these by their places.
    pub(super) fn with_rows(
        mut self,
        of: &(dyn Fn(Idx<Document>) -> bool + Sync),
    ) -> Result<Self, Fault> {
        self.rows.links = self.links(of);
        let ids = &self.catalog.ids;
        let maker = Maker::of(&self);
        let interviews = ids.interviews.iter().map(|node| {
            let kept = self.rows.interviews.get(node.idx.get());
            let kept = kept.filter(|_| !of(node.document_idx)).cloned();
            kept.unwrap_or_else(|| Shared::new(maker.interview_row(node)))
        });
        let interviews = interviews.collect();
        let name = ("question_row", "row");
        let known = &self.rows.questions;
        let questions = self.shown(name, &ids.questions, (known, of), |maker, voice, node| {
            maker.question_row(voice, node)
        })?;
        let name = ("framework_row", "row");
        let known = &self.rows.frameworks;
        let frameworks = self.shown(name, &ids.frameworks, (known, of), |maker, _, node| {
            maker.framework_row(node)
        })?;
        self.rows.interviews = interviews;
        self.rows.questions = questions;
        self.rows.frameworks = frameworks;
        Ok(self)
    }

    /// Links to what documents define; new ones for those that are `of`.
    fn links(&self, of: &(dyn Fn(Idx<Document>) -> bool + Sync)) -> Links {
        let ids = &self.catalog.ids;
        let known = self.rows.links.iter().filter(|((file, _), _)| !of(*file));
        let mut links: HashMap<_, _> = known.map(|(key, link)| (*key, link.clone())).collect();
        links.extend(self.linked(&ids.interviews, of));
        links.extend(self.linked(&ids.rounds, of));
        links.extend(self.linked(&ids.questions, of));
        links.extend(self.linked(&ids.frameworks, of));
        links.extend(self.linked(&ids.faq, of));
        links.extend(self.linked(&ids.takeaways, of));
        links.extend(self.linked(&ids.pages, of));
        Arc::new(links)
    }

    fn linked<T: Send + Sync>(
        &self,
        nodes: &[Arc<Node<T>>],
        of: &(dyn Fn(Idx<Document>) -> bool + Sync),
    ) -> Vec<((Idx<Document>, usize), Link)> {
        let nodes = nodes.par_iter().filter(|node| of(node.document_idx));
        let linked = nodes.map(|node| {
            let link = Link::new(
                href(self.catalog, &node.route),
                self.texts.title(node).clone(),
            );
            ((node.document_idx, node.title_idx), link)
        });
        linked.collect()
    }

    /// The rows of some nodes, as a component of the theme shows them; new ones for those of
    /// documents that are `of`.
    fn shown<T: Send + Sync, R: Hash + Serialize>(
        &self,
        component: (&'static str, &'static str),
        nodes: &[Arc<Node<T>>],
        (known, of): (&Voiced, &(dyn Fn(Idx<Document>) -> bool + Sync)),
        row: impl Fn(&Maker<'_>, &Words, &Node<T>) -> R + Sync,
    ) -> Result<Voiced, Fault> {
        let in_voice = |voice: &Words| {
            let known = known.get(&voice.tag);
            let again = |node: &Arc<Node<T>>| {
                let kept = known.filter(|_| !of(node.document_idx));
                if let Some(kept) = kept.and_then(|rows| rows.get(node.idx.get())) {
                    return Ok(kept.clone());
                }
                let row = row(&Maker::of(self), voice, node);
                self.memo.fragment(self.theme, voice, component, &row)
            };
            let rows: Result<Vec<_>, Fault> = nodes.par_iter().map(again).collect();
            Ok((voice.tag.clone(), rows?.into()))
        };
        self.speaking().map(in_voice).collect()
    }

    /// The shop with what another made of the same catalog and theme.
    pub(super) fn furnished_as(mut self, fittings: &Fittings) -> Self {
        self.rows = fittings.0.clone();
        self
    }

    /// What can be kept of it.
    pub(super) fn fittings(&self) -> Fittings {
        Fittings(self.rows.clone())
    }
}

/// What a shop can hand on to the next.
#[derive(Debug)]
pub(super) struct Fittings(Rows);

impl Fittings {
    pub(super) fn site(&self) -> Shared<Site> {
        self.0.site.clone()
    }
}
