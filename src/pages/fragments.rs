//! Links and rows that many pages show, made once for all of them. To take one records that its title
//! is shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;

use super::tracker::Tracker;
use crate::catalog::{Idx, Node, TermNode};
use crate::kinds::{Difficulty, Document, Framework, Interview, Question, RoundKind};
use crate::render::model::{Filters, InterviewRow, Link, Site};
use crate::render::{Html, Shared};

/// Links to what documents define, by the document and the index of the title in it.
pub(super) type NodeLinks = Arc<HashMap<(Idx<Document>, usize), Link>>;

/// Rendered rows by the index of their node, in each language that the theme speaks in the book.
pub(super) type RowsByLocale = BTreeMap<Arc<str>, Arc<[Shared<Html>]>>;

/// What pages share. A row shows no title but that of its own node, and nothing of a body.
#[derive(Clone, Debug)]
pub(super) struct Fragments {
    pub(super) site: Shared<Site>,
    pub(super) node_links: NodeLinks,
    pub(super) topics: Arc<[Link]>,
    pub(super) companies: Arc<[Link]>,
    pub(super) roles: Arc<[Link]>,
    /// In the order of `RoundKind::ALL`, in each language.
    pub(super) round_kinds: BTreeMap<Arc<str>, Arc<[Link]>>,
    /// In the order of `Difficulty::ALL`.
    pub(super) difficulties: RowsByLocale,
    pub(super) questions: RowsByLocale,
    pub(super) interviews: Arc<[Shared<InterviewRow>]>,
    pub(super) frameworks: RowsByLocale,
    /// The filters of the bank, if there is something to choose.
    pub(super) bank_filters: Option<Shared<Filters>>,
}

impl Fragments {
    /// Creates fragments that contain the frame of the site alone.
    pub(super) fn new(site: Shared<Site>) -> Self {
        Self {
            site,
            node_links: NodeLinks::default(),
            topics: Arc::new([]),
            companies: Arc::new([]),
            roles: Arc::new([]),
            round_kinds: BTreeMap::new(),
            difficulties: RowsByLocale::new(),
            questions: RowsByLocale::new(),
            interviews: Arc::new([]),
            frameworks: RowsByLocale::new(),
            bank_filters: None,
        }
    }

    /// Returns the link to an entity.
    pub(super) fn node_link<T>(&self, tracker: &Tracker<'_>, node: &Node<T>) -> Option<Link> {
        tracker.read_title(node.document_idx);
        self.node_links
            .get(&(node.document_idx, node.title_idx))
            .cloned()
    }

    /// Returns the link to a topic.
    pub(super) fn topic(&self, topic: &TermNode) -> Option<Link> {
        self.topics.get(topic.idx.get()).cloned()
    }

    /// Returns the link to a company.
    pub(super) fn company(&self, company: &TermNode) -> Option<Link> {
        self.companies.get(company.idx.get()).cloned()
    }

    /// Returns the link to a role.
    pub(super) fn role(&self, role: &TermNode) -> Option<Link> {
        self.roles.get(role.idx.get()).cloned()
    }

    /// Returns the link to a term of any of the three vocabularies.
    pub(super) fn term(&self, idx: Idx<TermNode>, href: &str) -> Option<Link> {
        let vocabularies = [&self.topics, &self.companies, &self.roles];
        let mut links = vocabularies.iter().filter_map(|links| links.get(idx.get()));
        links.find(|link| **link.href() == *href).cloned()
    }

    /// Returns the link to the rounds of a kind, in a language.
    pub(super) fn round_kind(&self, locale: &str, kind: RoundKind) -> Option<Link> {
        let place = RoundKind::ALL.iter().position(|known| *known == kind)?;
        self.round_kinds.get(locale)?.get(place).cloned()
    }

    /// Returns a difficulty as the theme shows it, in a language.
    pub(super) fn difficulty(&self, locale: &str, difficulty: Difficulty) -> Option<Shared<Html>> {
        let mut all = Difficulty::ALL.iter();
        let place = all.position(|known| *known == difficulty)?;
        self.difficulties.get(locale)?.get(place).cloned()
    }

    /// Returns the row of a question, in a language.
    pub(super) fn question(
        &self,
        tracker: &Tracker<'_>,
        locale: &str,
        node: &Node<Question>,
    ) -> Option<Shared<Html>> {
        tracker.read_title(node.document_idx);
        self.questions.get(locale)?.get(node.idx.get()).cloned()
    }

    /// Returns the row of an interview.
    pub(super) fn interview(
        &self,
        tracker: &Tracker<'_>,
        node: &Node<Interview>,
    ) -> Option<Shared<InterviewRow>> {
        tracker.read_title(node.document_idx);
        self.interviews.get(node.idx.get()).cloned()
    }

    /// Returns the row of a framework, in a language.
    pub(super) fn framework(
        &self,
        tracker: &Tracker<'_>,
        locale: &str,
        node: &Node<Framework>,
    ) -> Option<Shared<Html>> {
        tracker.read_title(node.document_idx);
        self.frameworks.get(locale)?.get(node.idx.get()).cloned()
    }
}
