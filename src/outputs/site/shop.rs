//! What many pages show, made once for all of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::parts::Maker;
use crate::catalog::{Catalog, TermNode};
use crate::kinds::Document;
use crate::render::model::{FrameworkRow, InterviewRow, Link, QuestionRow, Site};
use crate::render::{BodyMemo, Shared, Theme, Words};

/// What makes the models of all pages share.
pub(super) struct Shop<'a> {
    pub(super) catalog: &'a Catalog,
    /// The documents as they are now: the catalog may hold older ones with the same skeletons.
    pub(super) documents: &'a [Arc<Document>],
    /// Where each is among them, by its path in the content folder.
    pub(super) places: Arc<HashMap<Arc<str>, usize>>,
    pub(super) memo: &'a BodyMemo,
    pub(super) theme: &'a Theme,
    /// The texts in the book's language.
    pub(super) words: Words,
    /// The same in the languages of single files; empty where all are of one.
    pub(super) voices: BTreeMap<Arc<str>, Words>,
    pub(super) rows: Rows,
}

/// Rows and links that many pages show, by the numbers of their nodes. They say nothing that only
/// the words of a body say.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) site: Shared<Site>,
    pub(super) topics: Arc<[Shared<Link>]>,
    pub(super) companies: Arc<[Shared<Link>]>,
    pub(super) roles: Arc<[Shared<Link>]>,
    pub(super) questions: Arc<[Shared<QuestionRow>]>,
    pub(super) interviews: Arc<[Shared<InterviewRow>]>,
    pub(super) frameworks: Arc<[Shared<FrameworkRow>]>,
}

impl<'a> Shop<'a> {
    /// A shop without rows.
    pub(super) fn empty(
        catalog: &'a Catalog,
        documents: &'a [Arc<Document>],
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
            documents,
            places: Arc::default(),
            memo,
            theme,
            words: super::book_words(catalog, theme),
            voices: voices.collect(),
            rows: Rows {
                site,
                topics: Arc::new([]),
                companies: Arc::new([]),
                roles: Arc::new([]),
                questions: Arc::new([]),
                interviews: Arc::new([]),
                frameworks: Arc::new([]),
            },
        }
    }

    /// The shop with all that is made once.
    pub(super) fn furnished(mut self) -> Self {
        let places = self.documents.iter().enumerate();
        let places = places.map(|(at, document)| (document.within.clone(), at));
        self.places = Arc::new(places.collect());
        let terms = &self.catalog.terms;
        let links = |shop: &Self, terms: &[Arc<TermNode>]| {
            let maker = Maker::of(shop);
            let links = terms.iter().map(|term| Shared::new(maker.term_link(term)));
            links.collect()
        };
        self.rows.topics = links(&self, &terms.topics.terms);
        self.rows.companies = links(&self, &terms.companies.terms);
        self.rows.roles = links(&self, &terms.roles.terms);
        let ids = &self.catalog.ids;
        let shop = &self;
        let questions: Vec<_> = ids
            .questions
            .par_iter()
            .map(|node| Shared::new(Maker::of(shop).question_row(node)))
            .collect();
        let maker = Maker::of(shop);
        let interviews = ids.interviews.iter();
        let interviews = interviews
            .map(|node| Shared::new(maker.interview_row(node)))
            .collect();
        let frameworks = ids.frameworks.iter();
        let frameworks = frameworks
            .map(|node| Shared::new(maker.framework_row(node)))
            .collect();
        self.rows.questions = questions.into();
        self.rows.interviews = interviews;
        self.rows.frameworks = frameworks;
        self
    }

    /// The shop with what another made of the same catalog and theme.
    pub(super) fn furnished_as(mut self, fittings: &Fittings) -> Self {
        self.rows = fittings.rows.clone();
        self.places = fittings.places.clone();
        self
    }

    /// What can be kept of it.
    pub(super) fn fittings(&self) -> Fittings {
        Fittings {
            rows: self.rows.clone(),
            places: self.places.clone(),
        }
    }
}

/// What a shop can hand on to the next.
#[derive(Debug)]
pub(super) struct Fittings {
    rows: Rows,
    places: Arc<HashMap<Arc<str>, usize>>,
}

impl Fittings {
    pub(super) fn site(&self) -> Shared<Site> {
        self.rows.site.clone()
    }
}
