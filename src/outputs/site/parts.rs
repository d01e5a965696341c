//! Parts that many pages show, each made once: rows, chips, entries.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use foldhash::HashMap;

use super::findings::Findings;
use super::shapes::{drawn, shape};
use super::shop::{Bodies, Shop};
use super::shown::{Shown, each_once};
use crate::catalog::{Idx, Node, Route, Target, TargetKind, TermNode, anchor, entry_anchors};
use crate::config::Language;
use crate::kinds::{self, Body, Document};
use crate::render::model::{Entry, FrameworkRow, InterviewRow, Link, LinkGroup, QuestionRow};
use crate::render::{BodyInput, Finding, Html, Shared, Words, body};
use crate::source::ContentHash;
use crate::syntax::markdown::Dialect;

/// How many pages that mention something are shown.
const MENTIONS: usize = 20;

/// Whose page a body stands on.
pub(super) enum Standing<'a> {
    /// Its entity's own: anchors are as written. The name of the part keeps footnotes apart.
    Own(&'a str),
    /// Another's: everything gets this in front.
    Foreign(&'a str),
    /// On the page of another entity, which shows some of its parts: the entity's own page has
    /// the anchors of all.
    Guest {
        prefix: &'a str,
        part: &'a str,
        home: &'a str,
    },
    /// The same on a sheet to print. Nobody asks for it twice, so nothing of it is kept.
    Sheet {
        prefix: &'a str,
        part: &'a str,
        home: &'a str,
        /// Where on the sheet stands what has a page of its own, by the page's address.
        here: &'a HashMap<Arc<str>, String>,
    },
}

/// Makes the models of some pages, and remembers whose words they show.
pub(super) struct Maker<'a> {
    shop: &'a Shop<'a>,
    reads: RefCell<BTreeSet<Idx<Document>>>,
    pub(super) names: RefCell<Vec<Idx<Document>>>,
    pub(super) findings: Findings,
}

impl<'a> Deref for Maker<'a> {
    type Target = Shop<'a>;

    fn deref(&self) -> &Self::Target {
        self.shop
    }
}

impl<'a> Maker<'a> {
    pub(super) fn of(shop: &'a Shop<'a>) -> Self {
        Self {
            shop,
            reads: RefCell::default(),
            names: RefCell::default(),
            findings: Findings::default(),
        }
    }

    /// What it has shown of which documents.
    pub(super) fn shown(self) -> Shown {
        Shown {
            words: self.reads.into_inner().into_iter().collect(),
            names: each_once(self.names.into_inner()),
            found: self.findings.placed(),
        }
    }

    /// The document as it is now, and remembers that it was read.
    fn current<'d>(&'d self, document: &'d Arc<Document>) -> &'d Arc<Document> {
        self.reads.borrow_mut().extend(self.texts.idx(document));
        self.texts.current(document)
    }

    /// The texts for the page of a file.
    pub(super) fn words_of(&self, document: &Document) -> &Words {
        let book = &self.catalog.config.language;
        let own = document.facts.language.as_ref();
        let tag = own.map(|language| &self.theme.words(&[language, book]).tag);
        tag.and_then(|tag| self.voices.get(tag))
            .unwrap_or(&self.words)
    }

    /// The language that its texts are marked with on the pages of others: none in a book of one.
    fn marked_language<'l>(&'l self, document: &'l Document) -> Option<&'l Language> {
        let own = document.facts.language.as_ref();
        let book = &self.catalog.config.language;
        (!self.voices.is_empty()).then_some(own.unwrap_or(book))
    }

    /// What an entity is called in lists; remembers that its name was read.
    pub(super) fn title<'n, T>(&'n self, node: &'n Node<T>) -> &'n Arc<str> {
        self.names.borrow_mut().push(node.document_idx);
        self.texts.title(node)
    }

    /// What an entity is called on its own page; remembers that its name was read.
    pub(super) fn whole_title<'n, T>(&'n self, node: &'n Node<T>) -> &'n Arc<str> {
        self.names.borrow_mut().push(node.document_idx);
        self.texts.whole_title(node)
    }

    /// What a target is called in lists; remembers that its name was read.
    pub(super) fn title_of<'n>(&'n self, target: &'n Target) -> &'n Arc<str> {
        self.names.borrow_mut().extend(self.texts.idx_of(target));
        self.texts.title_of(target)
    }

    pub(super) fn topic_chips(&self, topics: &[Arc<TermNode>]) -> Vec<Link> {
        topics
            .iter()
            .filter_map(|topic| self.rows.topics.get(topic.idx.get()).cloned())
            .collect()
    }

    pub(super) fn names(&self, names: &[kinds::Name]) -> Vec<Link> {
        self.topic_chips(&self.catalog.terms.topics.of(names))
    }

    /// The rows of some questions, on a page in some language.
    pub(super) fn rows(
        &self,
        voice: &Words,
        questions: &[Arc<Node<kinds::Question>>],
    ) -> Vec<Shared<Html>> {
        questions
            .iter()
            .filter_map(|node| self.row(voice, node))
            .collect()
    }

    /// The row of a question, on a page in some language.
    pub(super) fn row(
        &self,
        voice: &Words,
        question: &Node<kinds::Question>,
    ) -> Option<Shared<Html>> {
        self.names.borrow_mut().push(question.document_idx);
        let rows = self.rows.questions.get(&voice.tag)?;
        rows.get(question.idx.get()).cloned()
    }

    pub(super) fn interview_rows(
        &self,
        interviews: &[Arc<Node<kinds::Interview>>],
    ) -> Vec<Shared<InterviewRow>> {
        let files = interviews.iter().map(|node| node.document_idx);
        self.names.borrow_mut().extend(files);
        interviews
            .iter()
            .filter_map(|node| self.rows.interviews.get(node.idx.get()).cloned())
            .collect()
    }

    pub(super) fn framework_rows(
        &self,
        voice: &Words,
        frameworks: &[Arc<Node<kinds::Framework>>],
    ) -> Vec<Shared<Html>> {
        let files = frameworks.iter().map(|node| node.document_idx);
        self.names.borrow_mut().extend(files);
        let rows = self.rows.frameworks.get(&voice.tag);
        let rows = rows.map_or(&[][..], |rows| rows);
        frameworks
            .iter()
            .filter_map(|node| rows.get(node.idx.get()).cloned())
            .collect()
    }

    pub(super) fn question_row(&self, voice: &Words, node: &Node<kinds::Question>) -> QuestionRow {
        let catalog = self.catalog;
        QuestionRow {
            link: self.link(node),
            level_html: node
                .entity
                .difficulty
                .and_then(|difficulty| self.level(voice, difficulty)),
            topics: self.topic_chips(catalog.indices.topics.of(node.idx)),
            follow_ups: catalog.askings.follow_ups.of(node.idx).len(),
            asked: catalog.askings.appearances.of(node.idx).len(),
        }
    }

    pub(super) fn interview_row(&self, node: &Node<kinds::Interview>) -> InterviewRow {
        let catalog = self.catalog;
        let entity = &node.entity;
        let rounds = catalog.ids.rounds_of.of(node.idx);
        let in_rounds = rounds
            .iter()
            .map(|round| catalog.askings.in_round.of(round.idx));
        let trees = in_rounds.chain([catalog.askings.in_interview.of(node.idx)]);
        let company = entity
            .company
            .as_ref()
            .and_then(|name| catalog.terms.companies.get(&name.id));
        let role = entity
            .role
            .as_ref()
            .and_then(|name| catalog.terms.roles.get(&name.id));
        InterviewRow {
            link: self.link(node),
            company: company.and_then(|term| self.rows.companies.get(term.idx.get()).cloned()),
            role: role.and_then(|term| self.rows.roles.get(term.idx.get()).cloned()),
            date: entity.date.as_ref().map(ToString::to_string),
            result: entity
                .result
                .map(|result| self.words.value(result.as_str())),
            level: entity.level.clone(),
            rounds: rounds.len(),
            questions: trees.map(|tree| crate::catalog::in_order(tree).len()).sum(),
        }
    }

    pub(super) fn framework_row(&self, node: &Node<kinds::Framework>) -> FrameworkRow {
        FrameworkRow {
            link: self.link(node),
            summary: node.entity.summary.clone(),
            use_when: node.entity.use_when.clone(),
            shape: shape(&node.entity).as_str(),
            shape_label: self.words.value(shape(&node.entity).as_str()),
            parts: drawn(&node.entity),
            questions: self.catalog.relations.used_by.of(node.idx).len(),
        }
    }

    pub(super) fn takeaway(&self, node: &Node<kinds::Entry>) -> Shared<Entry> {
        let evidence = self.catalog.relations.evidence.of(node.idx);
        let mut entry = self.entry(
            node,
            &node.entity.head,
            &node.entity.text,
            &node.entity.topics,
        );
        entry.evidence = evidence
            .iter()
            .map(|target| self.target_link(target))
            .collect();
        Shared::new(entry)
    }

    pub(super) fn faq_entry(&self, node: &Node<kinds::Entry>) -> Shared<Entry> {
        let evidence = self.catalog.relations.faq_evidence.of(node.idx);
        let entity = &node.entity;
        let mut entry = self.entry(node, &entity.head, &entity.text, &entity.topics);
        entry.evidence = evidence
            .iter()
            .map(|target| self.target_link(target))
            .collect();
        Shared::new(entry)
    }

    fn entry<T>(
        &self,
        node: &Node<T>,
        head: &kinds::Head,
        text: &Body,
        topics: &[kinds::Name],
    ) -> Entry {
        let anchor = anchor(&node.id);
        let owner = node.id.split('/').next().unwrap_or_default();
        let interview = self
            .catalog
            .ids
            .by_id
            .get(&(TargetKind::Interview, owner.into()));
        Entry {
            title: self.title(node).clone(),
            body_html: self.body(&node.document, text, 2, &Standing::Foreign(&anchor)),
            source: interview.map(|interview| self.target_link(interview)),
            evidence: Vec::new(),
            old_anchors: entry_anchors(&node.id, head),
            topics: self.names(topics),
            anchor,
        }
    }

    /// The HTML of a body under a heading of `level`; `None` where nothing was written.
    pub(super) fn body(
        &self,
        document: &Arc<Document>,
        text: &Body,
        level: u8,
        place: &Standing<'_>,
    ) -> Option<Shared<Html>> {
        let document = self.current(document);
        let text = &document.body(text);
        let hash = text.hash?;
        // most bodies look the same wherever they stand, and are rendered once
        let placed = text.is_placed();
        let (level, anchors, notes, home) = match place {
            _ if !placed => (1, String::new(), String::new(), ""),
            Standing::Own(part) => (level, String::new(), format!("{part}--"), ""),
            Standing::Foreign(prefix) => (level, format!("{prefix}--"), format!("{prefix}--"), ""),
            Standing::Guest { prefix, part, home }
            | Standing::Sheet {
                prefix, part, home, ..
            } => (
                level,
                format!("{prefix}--"),
                format!("{prefix}--{part}--"),
                *home,
            ),
        };
        let mut links = self.resolved(document, text);
        if let Standing::Sheet { here, .. } = place {
            for link in links.values_mut() {
                if let Some(anchor) = here.get(link.href()) {
                    *link = Link::new(format!("#{anchor}"), link.text().clone());
                }
            }
        }
        let files = self.files(document, text);
        let words = self.words_of(document);
        let language = match place {
            Standing::Own(_) => None,
            Standing::Foreign(_) | Standing::Guest { .. } | Standing::Sheet { .. } => {
                self.marked_language(document)
            }
        };
        let config = &self.catalog.config;
        let html = config.html;
        let dialect = match config.smart_punctuation {
            true => Dialect::Typographic,
            false => Dialect::Handbook,
        };
        let look = (
            dialect, html, words.hash, language, level, &anchors, &notes, home,
        );
        let includes = self.includes(document, text);
        let key = ContentHash::new(&(hash, &links, &files, &includes, look));
        let make = || {
            let input = BodyInput {
                markdown: &document.body_text(text),
                dialect,
                html,
                anchors: &text.anchors,
                links,
                files,
                includes,
                words,
                language,
                level: text.level,
                page_level: level,
                anchor_prefix: &anchors,
                part_prefix: &notes,
                home,
            };
            let made = body(&input, self.memo);
            (Shared::made_from(key, made.html), made.findings.into())
        };
        let (made, findings): (_, Arc<[Finding]>) = match (place, self.bodies) {
            (Standing::Sheet { .. }, _) | (_, Bodies::Dropped) => {
                self.memo.bodies.get(key).unwrap_or_else(make)
            }
            (_, Bodies::Kept) => self.memo.bodies.get_or_make(key, make),
        };
        self.findings.add(document, text, &findings);
        Some(made)
    }

    /// Who mentions something, by kind; at most [`MENTIONS`] of each. The cover is left out: it leads
    /// everywhere, and is no page of a kind.
    pub(super) fn mentioned_by(&self, target: &Target) -> Vec<LinkGroup> {
        let Some(sources) = self.catalog.relations.mentioned_by.get(&target.key()) else {
            return Vec::new();
        };
        let mut groups: BTreeMap<TargetKind, Vec<Link>> = BTreeMap::new();
        let cover = |source: &Target| *source.route() == Route::from_parts([]);
        for source in sources.iter().filter(|source| !cover(source)) {
            let links = groups.entry(source.kind()).or_default();
            if links.len() < MENTIONS {
                links.push(self.target_link(source));
            }
        }
        let groups = groups.into_iter();
        groups
            .map(|(kind, links)| LinkGroup {
                title: self.words.text(plural(kind)),
                links,
            })
            .collect()
    }

    pub(super) fn takeaways_on(&self, target: &Target) -> Vec<Link> {
        let found = self.catalog.relations.evidence_for.get(&target.key());
        found
            .into_iter()
            .flatten()
            .map(|takeaway| self.link(takeaway))
            .collect()
    }
}

const fn plural(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Interview => "interviews",
        TargetKind::Round => "rounds",
        TargetKind::Question => "questions",
        TargetKind::Framework => "frameworks",
        TargetKind::Topic => "topics",
        TargetKind::Company => "companies",
        TargetKind::Role => "roles",
        TargetKind::Faq => "faq",
        TargetKind::Takeaway => "takeaways",
        TargetKind::Page => "guide",
    }
}
