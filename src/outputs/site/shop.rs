//! What many pages show, made once for all of them.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;
use serde::Serialize;

use super::links::href;
use super::parts::Maker;
use crate::catalog::{Catalog, Node, TermNode, Texts};
use crate::kinds::{Difficulty, RoundKind};
use crate::render::model::{InterviewRow, Link, Site};
use crate::render::{BodyMemo, Fault, Html, Shared, Strings, Theme};

/// What makes the models of all pages share.
pub(super) struct Shop<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) texts: &'a Texts,
    pub(super) memo: &'a BodyMemo,
    pub(super) theme: &'a Theme,
    /// The texts in the book's language.
    pub(super) strings: Strings,
    /// The same in the languages of single files; empty where all are of one.
    pub(super) locales: BTreeMap<Arc<str>, Strings>,
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
    pub(super) levels: ByLocale,
    pub(super) questions: ByLocale,
    pub(super) interviews: Arc<[Shared<InterviewRow>]>,
    pub(super) frameworks: ByLocale,
}

/// Links to what documents define, by the document's place and the number of its title.
pub(super) type Links = Arc<HashMap<(usize, usize), Link>>;

/// Rows as the theme shows them, in each language that it speaks in the book.
pub(super) type ByLocale = BTreeMap<Arc<str>, Arc<[Shared<Html>]>>;

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
        let locales = languages.map(|language| {
            let strings = theme.strings(&[language, book]);
            (strings.tag.clone(), strings.labeled(&catalog.config.labels))
        });
        Self {
            catalog,
            texts,
            memo,
            theme,
            strings: super::book_strings(catalog, theme),
            locales: locales.collect(),
            bodies: Bodies::Kept,
            rows: Rows {
                site,
                links: Links::default(),
                topics: Arc::new([]),
                companies: Arc::new([]),
                roles: Arc::new([]),
                kinds: BTreeMap::new(),
                levels: ByLocale::new(),
                questions: ByLocale::new(),
                interviews: Arc::new([]),
                frameworks: ByLocale::new(),
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
        let in_locale = |locale: &Strings| {
            let kinds = RoundKind::ALL.iter();
            let links = kinds.map(|kind| maker.kind_of(locale, *kind));
            (locale.tag.clone(), links.collect())
        };
        self.all_locales().map(in_locale).collect()
    }

    fn levels(&self) -> Result<ByLocale, Fault> {
        let maker = Maker::of(self);
        let in_locale = |locale: &Strings| {
            let shown = Difficulty::ALL.iter().map(|difficulty| {
                let level = maker.level_of(*difficulty);
                self.memo
                    .fragment(self.theme, locale, ("level", "level"), &level)
            });
            let shown: Result<Vec<_>, Fault> = shown.collect();
            Ok((locale.tag.clone(), shown?.into()))
        };
        self.all_locales().map(in_locale).collect()
    }

    /// The texts in each language that the theme speaks in the book.
    fn all_locales(&self) -> impl Iterator<Item = &Strings> {
        self.locales.values().chain([&self.strings])
    }

    /// The shop with other rows for what documents define, these by their places.
    pub(super) fn with_rows(mut self, of: &(dyn Fn(usize) -> bool + Sync)) -> Result<Self, Fault> {
        self.rows.links = self.links(of);
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
        let questions = self.shown(name, &ids.questions, (known, of), |maker, locale, node| {
            maker.question_row(locale, node)
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
    fn links(&self, of: &(dyn Fn(usize) -> bool + Sync)) -> Links {
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
        of: &(dyn Fn(usize) -> bool + Sync),
    ) -> Vec<((usize, usize), Link)> {
        let nodes = nodes.par_iter().filter(|node| of(node.file));
        let linked = nodes.map(|node| {
            let link = Link::new(
                href(self.catalog, &node.route),
                self.texts.title(node).clone(),
            );
            ((node.file, node.head), link)
        });
        linked.collect()
    }

    /// The rows of some nodes, as a component of the theme shows them; new ones for those of
    /// documents that are `of`.
    fn shown<T: Send + Sync, R: Hash + Serialize>(
        &self,
        component: (&'static str, &'static str),
        nodes: &[Arc<Node<T>>],
        (known, of): (&ByLocale, &(dyn Fn(usize) -> bool + Sync)),
        row: impl Fn(&Maker<'_>, &Strings, &Node<T>) -> R + Sync,
    ) -> Result<ByLocale, Fault> {
        let in_locale = |locale: &Strings| {
            let known = known.get(&locale.tag);
            let again = |node: &Arc<Node<T>>| {
                let kept = known.filter(|_| !of(node.file));
                if let Some(kept) = kept.and_then(|rows| rows.get(node.number)) {
                    return Ok(kept.clone());
                }
                let row = row(&Maker::of(self), locale, node);
                self.memo.fragment(self.theme, locale, component, &row)
            };
            let rows: Result<Vec<_>, Fault> = nodes.par_iter().map(again).collect();
            Ok((locale.tag.clone(), rows?.into()))
        };
        self.all_locales().map(in_locale).collect()
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
