//! What many pages show, made once for all of them.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::parts::Maker;
use crate::catalog::{Catalog, Node, TermNode, Texts};
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
    pub(super) rows: Rows,
}

/// Rows and links that many pages show, by the numbers of their nodes. They say nothing that only
/// the words of a body say; of what other documents call things they show their own node's name.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) site: Shared<Site>,
    pub(super) topics: Arc<[Shared<Link>]>,
    pub(super) companies: Arc<[Shared<Link>]>,
    pub(super) roles: Arc<[Shared<Link>]>,
    pub(super) questions: Voiced,
    pub(super) interviews: Arc<[Shared<InterviewRow>]>,
    pub(super) frameworks: Voiced,
}

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
            rows: Rows {
                site,
                topics: Arc::new([]),
                companies: Arc::new([]),
                roles: Arc::new([]),
                questions: Voiced::new(),
                interviews: Arc::new([]),
                frameworks: Voiced::new(),
            },
        }
    }

    /// The shop with all that is made once.
    pub(super) fn furnished(mut self) -> Result<Self, Fault> {
        let terms = &self.catalog.terms;
        let links = |shop: &Self, terms: &[Arc<TermNode>]| {
            let maker = Maker::of(shop);
            let links = terms.iter().map(|term| Shared::new(maker.term_link(term)));
            links.collect()
        };
        self.rows.topics = links(&self, &terms.topics.terms);
        self.rows.companies = links(&self, &terms.companies.terms);
        self.rows.roles = links(&self, &terms.roles.terms);
        self.with_rows(&|_| true)
    }

    /// The shop with other rows for what documents define, these by their places.
    pub(super) fn with_rows(mut self, of: &(dyn Fn(usize) -> bool + Sync)) -> Result<Self, Fault> {
        let ids = &self.catalog.ids;
        let maker = Maker::of(&self);
        let interviews = ids.interviews.iter().map(|node| {
            let kept = self.rows.interviews.get(node.number);
            let kept = kept.filter(|_| !of(node.file)).cloned();
            kept.unwrap_or_else(|| Shared::new(maker.interview_row(node)))
        });
        let interviews = interviews.collect();
        let name = ("question_row", "row");
        let known = &self.rows.questions;
        let questions = self.shown(name, &ids.questions, (known, of), |maker, node| {
            maker.question_row(node)
        })?;
        let name = ("framework_row", "row");
        let known = &self.rows.frameworks;
        let frameworks = self.shown(name, &ids.frameworks, (known, of), |maker, node| {
            maker.framework_row(node)
        })?;
        self.rows.interviews = interviews;
        self.rows.questions = questions;
        self.rows.frameworks = frameworks;
        Ok(self)
    }

    /// The rows of some nodes, as a component of the theme shows them; new ones for those of
    /// documents that are `of`.
    fn shown<T: Send + Sync, R: Hash + Serialize>(
        &self,
        component: (&'static str, &'static str),
        nodes: &[Arc<Node<T>>],
        (known, of): (&Voiced, &(dyn Fn(usize) -> bool + Sync)),
        row: impl Fn(&Maker<'_>, &Node<T>) -> R + Sync,
    ) -> Result<Voiced, Fault> {
        let voices = self.voices.values().chain([&self.words]);
        let in_voice = |voice: &Words| {
            let known = known.get(&voice.tag);
            let again = |node: &Arc<Node<T>>| {
                let kept = known.filter(|_| !of(node.file));
                if let Some(kept) = kept.and_then(|rows| rows.get(node.number)) {
                    return Ok(kept.clone());
                }
                let row = row(&Maker::of(self), node);
                self.memo.fragment(self.theme, voice, component, &row)
            };
            let rows: Result<Vec<_>, Fault> = nodes.par_iter().map(again).collect();
            Ok((voice.tag.clone(), rows?.into()))
        };
        voices.map(in_voice).collect()
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
