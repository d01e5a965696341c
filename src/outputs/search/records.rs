//! Records: one for each entity that can be found, with all texts that lead to it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::page_text::TextContext;
use super::sections::sections;
use crate::catalog::{Appearance, AskedNode, Catalog, Idx, Node, Route, TermNode, Vocabulary};
use crate::config::PartUse;
use crate::kinds::{self, Body, Document, Name};
use crate::pages::{SiteContext, Tracker};
use crate::render::Strings;
use crate::syntax::LinkForm;

/// The inputs of the records.
pub(super) struct Sources {
    pub site: Arc<SiteContext>,
}

/// The kind of a record. Readers can filter by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum RecordKind {
    Question,
    FollowUp,
    Framework,
    Topic,
    Interview,
    Round,
    Takeaway,
    Faq,
    Company,
    Role,
    Page,
}

impl RecordKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Question,
        Self::FollowUp,
        Self::Framework,
        Self::Topic,
        Self::Interview,
        Self::Round,
        Self::Takeaway,
        Self::Faq,
        Self::Company,
        Self::Role,
        Self::Page,
    ];

    /// Returns the name of the kind in addresses and in the index.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::FollowUp => "follow-up",
            Self::Framework => "framework",
            Self::Topic => "topic",
            Self::Interview => "interview",
            Self::Round => "round",
            Self::Takeaway => "takeaway",
            Self::Faq => "faq",
            Self::Company => "company",
            Self::Role => "role",
            Self::Page => "page",
        }
    }

    /// Returns the weight of a hit of this kind, in percent of its score. Readers who search for
    /// words want questions and frameworks before the pages that lead to them.
    pub const fn weight(self) -> u8 {
        match self {
            Self::Question | Self::Framework => 100,
            Self::FollowUp => 95,
            Self::Topic | Self::Faq | Self::Company => 90,
            Self::Interview | Self::Takeaway | Self::Role | Self::Page => 80,
            Self::Round => 70,
        }
    }

    /// Returns the name of the kind as readers see it.
    pub fn label(self, strings: &Strings) -> String {
        match self {
            Self::Question => strings.text("questions"),
            Self::FollowUp => strings.text("follow-ups"),
            Self::Framework => strings.text("frameworks"),
            Self::Topic => strings.text("topics"),
            Self::Interview => strings.text("interviews"),
            Self::Round => strings.text("rounds"),
            Self::Takeaway => strings.text("takeaways"),
            Self::Faq => strings.text("faq"),
            Self::Company => strings.text("companies"),
            Self::Role => strings.text("roles"),
            Self::Page => strings.text("guide"),
        }
    }
}

/// The values of the other facets of a record.
#[derive(Clone, Debug, Default)]
pub(super) struct Facets {
    pub topics: Vec<usize>,
    pub companies: Vec<usize>,
    pub roles: Vec<usize>,
    pub difficulty: Option<kinds::Difficulty>,
    pub rounds: Vec<kinds::RoundKind>,
}

/// An entity, or a section of a page, that can be found.
pub(super) struct Record<'a> {
    pub kind: RecordKind,
    pub title: Arc<str>,
    pub route: Route,
    /// Other names: the wordings of askings, synonyms.
    pub wordings: Vec<Arc<str>>,
    /// The names of the entities that it belongs to.
    pub related: Vec<Arc<str>>,
    /// Texts outside its bodies.
    pub lines: Vec<Arc<str>>,
    pub bodies: Vec<ShownBody<'a>>,
    pub facets: Facets,
    /// Whether it belongs to the record before it: to the same question or the same page.
    pub follows: bool,
}

/// A text of an entity with the words that it shows from elsewhere.
pub(super) struct ShownBody<'a> {
    pub document: &'a Document,
    pub body: Cow<'a, Body>,
    pub shown: TextContext,
}

/// Returns the number of records of a catalog, without making them.
pub(super) fn count(catalog: &Catalog) -> usize {
    let (ids, terms) = (&catalog.ids, &catalog.terms);
    let vocabularies = [&terms.topics, &terms.companies, &terms.roles];
    let terms: usize = vocabularies
        .iter()
        .map(|vocabulary| vocabulary.terms.len())
        .sum();
    let entries = ids.takeaways.len() + ids.faq.len();
    let pages = ids.cover.iter().chain(&ids.pages);
    let pages: usize = pages.map(|page| 1 + page.entity.text.anchors.len()).sum();
    let tellings = ids.interviews.len() + ids.rounds.len();
    ids.questions.len() + ids.frameworks.len() + tellings + entries + pages + terms
}

impl Sources {
    /// Returns all records. Every question is followed by its follow-ups.
    pub fn records(&self) -> Vec<Record<'_>> {
        let builder = RecordBuilder::new(self);
        let (ids, terms) = (&self.site.catalog.ids, &self.site.catalog.terms);
        let mut all = Vec::with_capacity(count(&self.site.catalog));
        all.extend(builder.in_families().map(|node| builder.question(node)));
        all.extend(ids.frameworks.iter().map(|node| builder.framework(node)));
        all.extend(builder.terms(&terms.topics, RecordKind::Topic));
        all.extend(ids.interviews.iter().map(|node| builder.interview(node)));
        for interview in &ids.interviews {
            let rounds = ids.rounds_of.of(interview.idx).iter();
            all.extend(rounds.map(|node| builder.round(node, interview)));
        }
        let takeaways = ids.takeaways.iter();
        all.extend(takeaways.map(|node| builder.entry(node, RecordKind::Takeaway)));
        all.extend(
            ids.faq
                .iter()
                .map(|node| builder.entry(node, RecordKind::Faq)),
        );
        all.extend(builder.terms(&terms.companies, RecordKind::Company));
        all.extend(builder.terms(&terms.roles, RecordKind::Role));
        let pages = ids.cover.iter().chain(&ids.pages);
        all.extend(pages.flat_map(|node| builder.page(node)));
        all
    }
}

struct RecordBuilder<'a> {
    catalog: &'a Catalog,
    texts: Tracker<'a>,
    /// The follow-ups of each question.
    below: BTreeMap<Idx<kinds::Question>, Vec<Idx<kinds::Question>>>,
}

impl<'a> RecordBuilder<'a> {
    fn new(sources: &'a Sources) -> Self {
        let catalog = &sources.site.catalog;
        let mut below: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for node in &catalog.ids.questions {
            if let Some(parent) = catalog.askings.parent.get(node.idx) {
                below.entry(parent.idx).or_default().push(node.idx);
            }
        }
        Self {
            catalog,
            texts: sources.site.tracker(),
            below,
        }
    }

    /// Returns the questions, each followed by its follow-ups.
    fn in_families(&self) -> impl Iterator<Item = &'a Arc<Node<kinds::Question>>> {
        let questions = &self.catalog.ids.questions;
        let mut order = Vec::with_capacity(questions.len());
        let first = |node: &&Arc<Node<kinds::Question>>| !self.follows(node);
        let mut stack: Vec<Idx<kinds::Question>> = questions
            .iter()
            .filter(first)
            .map(|node| node.idx)
            .collect();
        stack.reverse();
        while let Some(number) = stack.pop() {
            order.push(number);
            let below = self.below.get(&number).into_iter().flatten();
            stack.extend(below.rev());
        }
        order.into_iter().filter_map(|idx| questions.get(idx.get()))
    }

    fn follows(&self, node: &'a Node<kinds::Question>) -> bool {
        self.catalog.askings.parent.get(node.idx).is_some()
    }

    fn body(&self, document: &'a Arc<Document>, body: &'a Body) -> ShownBody<'a> {
        let current = self.texts.document(document);
        let body = current.body(body);
        let table = self.catalog.links(current);
        let links = body.links.iter().filter(|link| link.form == LinkForm::Wiki);
        let titles = links.filter_map(|link| {
            let target = &table?.get(&link.target)?.target;
            Some((link.target.clone(), self.texts.title_of(target).clone()))
        });
        let shown = TextContext {
            titles: titles.collect(),
            html: self.catalog.config.html,
        };
        ShownBody {
            document: current,
            body,
            shown,
        }
    }

    fn record(kind: RecordKind, title: &Arc<str>, route: &Route) -> Record<'a> {
        Record {
            kind,
            title: title.clone(),
            route: route.clone(),
            wordings: Vec::new(),
            related: Vec::new(),
            lines: Vec::new(),
            bodies: Vec::new(),
            facets: Facets::default(),
            follows: false,
        }
    }

    fn question(&self, node: &'a Node<kinds::Question>) -> Record<'a> {
        let entity = &node.entity;
        let follows = self.follows(node);
        let kind = if follows {
            RecordKind::FollowUp
        } else {
            RecordKind::Question
        };
        let mut record = Self::record(kind, self.texts.title(node), &node.route);
        record.follows = follows;
        let parts = entity.parts.shown_in(PartUse::Search);
        let texts = [&entity.prompt, &entity.answer].into_iter();
        let texts = texts.chain(parts.map(|(_, body)| body));
        record.bodies = texts.map(|body| self.body(&node.document, body)).collect();
        self.add_topics(&mut record, self.catalog.indices.topics.of(node.idx));
        record.facets.difficulty = entity.difficulty;
        for appearance in self.catalog.askings.appearances.of(node.idx) {
            self.add_appearance(&mut record, appearance);
        }
        record
    }

    /// Adds an appearance of a question: its wording, its answer and its interview.
    fn add_appearance(&self, record: &mut Record<'a>, appearance: &'a Appearance) {
        let AskedNode {
            asking, document, ..
        } = &*appearance.asked;
        if let Some(asking) = asking {
            record.wordings.extend(asking.words.clone());
            record.bodies.push(self.body(document, &asking.answer));
        }
        self.add_interview(record, &appearance.interview.entity);
        if let Some(kind) = appearance
            .round
            .as_ref()
            .and_then(|round| round.entity.kind)
        {
            record.facets.rounds.push(kind);
        }
    }

    fn add_interview(&self, record: &mut Record<'a>, interview: &kinds::Interview) {
        let terms = &self.catalog.terms;
        let company = interview.company.as_ref();
        let company = company.and_then(|name| terms.companies.get(&name.id));
        let role = interview
            .role
            .as_ref()
            .and_then(|name| terms.roles.get(&name.id));
        record
            .facets
            .companies
            .extend(company.map(|term| term.idx.get()));
        record.facets.roles.extend(role.map(|term| term.idx.get()));
        for term in company.into_iter().chain(role) {
            add_names(record, term);
        }
    }

    fn add_topics(&self, record: &mut Record<'a>, topics: &[Arc<TermNode>]) {
        for topic in topics {
            record.facets.topics.push(topic.idx.get());
            add_names(record, topic);
        }
    }

    fn add_named_topics(&self, record: &mut Record<'a>, names: &[Name]) {
        let topics = self.catalog.terms.topics.of(names);
        self.add_topics(record, &topics);
    }

    fn framework(&self, node: &'a Node<kinds::Framework>) -> Record<'a> {
        let entity = &node.entity;
        let mut record = Self::record(RecordKind::Framework, self.texts.title(node), &node.route);
        record.lines.push(entity.summary.as_str().into());
        record
            .lines
            .extend(entity.use_when.as_deref().map(Arc::from));
        record.bodies.push(self.body(&node.document, &entity.text));
        for step in &entity.steps {
            record.lines.push(step.name.clone());
            record.bodies.push(self.body(&node.document, &step.text));
        }
        self.add_named_topics(&mut record, &entity.topics);
        record
    }

    fn interview(&self, node: &'a Node<kinds::Interview>) -> Record<'a> {
        let mut record = Self::record(RecordKind::Interview, self.texts.title(node), &node.route);
        record
            .bodies
            .push(self.body(&node.document, &node.entity.text));
        self.add_interview(&mut record, &node.entity);
        self.add_named_topics(&mut record, &node.entity.topics);
        let rounds = self.catalog.ids.rounds_of.of(node.idx).iter();
        record
            .facets
            .rounds
            .extend(rounds.filter_map(|round| round.entity.kind));
        record
    }

    fn round(
        &self,
        node: &'a Node<kinds::Round>,
        interview: &'a Node<kinds::Interview>,
    ) -> Record<'a> {
        let entity = &node.entity;
        let mut record = Self::record(RecordKind::Round, self.texts.title(node), &node.route);
        let texts = entity.own_text();
        record.bodies = texts.map(|body| self.body(&node.document, body)).collect();
        record.related.push(self.texts.title(interview).clone());
        self.add_interview(&mut record, &interview.entity);
        self.add_named_topics(&mut record, &entity.topics);
        record.facets.rounds.extend(entity.kind);
        record.facets.difficulty = entity.difficulty;
        record
    }

    fn entry(&self, node: &'a Node<kinds::Entry>, kind: RecordKind) -> Record<'a> {
        let mut record = Self::record(kind, self.texts.title(node), &node.route);
        record
            .bodies
            .push(self.body(&node.document, &node.entity.text));
        self.add_named_topics(&mut record, &node.entity.topics);
        record
    }

    /// Returns a page and its sections, because readers want to get to the right place.
    fn page(&self, node: &'a Node<kinds::Page>) -> Vec<Record<'a>> {
        let body = self.body(&node.document, &node.entity.text);
        let markdown = body.document.body_text(&body.body);
        let (text, sections) = sections(&markdown, &node.entity.text.anchors, &body.shown);
        let mut page = Self::record(RecordKind::Page, self.texts.title(node), &node.route);
        page.lines.push(text.into());
        let mut records = vec![page];
        records.extend(sections.into_iter().map(|section| {
            let route = node.route.at(&section.anchor);
            let mut record = Self::record(RecordKind::Page, &section.title.into(), &route);
            record.lines.push(section.text.into());
            record.related.push(self.texts.title(node).clone());
            record.follows = true;
            record
        }));
        records
    }

    fn terms(
        &self,
        vocabulary: &'a Vocabulary,
        kind: RecordKind,
    ) -> impl Iterator<Item = Record<'a>> {
        let record = move |term: &'a Arc<TermNode>| {
            let mut record = Self::record(kind, &term.title, &term.route);
            match kind {
                RecordKind::Company => record.facets.companies.push(term.idx.get()),
                RecordKind::Role => record.facets.roles.push(term.idx.get()),
                _ => record.facets.topics.push(term.idx.get()),
            }
            if let Some((file, document)) = &term.file {
                let names = file.synonyms.iter().map(|name| name.spelling.clone());
                record.wordings.extend(names);
                record.lines.extend(file.summary.as_deref().map(Arc::from));
                record.bodies.push(self.body(document, &file.text));
            }
            record
        };
        vocabulary.terms.iter().map(record)
    }
}

/// Adds the title and synonyms of a term, so that they lead to the entities that it classifies.
fn add_names(record: &mut Record<'_>, term: &TermNode) {
    if record.related.contains(&term.title) {
        return;
    }
    record.related.push(term.title.clone());
    if let Some((file, _)) = &term.file {
        let names = file.synonyms.iter().map(|name| name.spelling.clone());
        record.related.extend(names);
    }
}
