//! Parts that several page types show: rows, chips, entries, mentions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bodies::BodyPlacement;
use super::builder::PageBuilder;
use super::framework_shape::{drawn_parts, shape};
use super::hrefs::href;
use crate::catalog::{Node, Route, Target, TargetKind, TermNode, anchor, entry_anchors, in_order};
use crate::kinds::{self, Body, Difficulty, RoundKind};
use crate::render::model::{
    Entry, FrameworkRow, InterviewRow, Level, Link, LinkGroup, Part, QuestionRow,
};
use crate::render::{Html, Shared, Strings};

/// The most pages of one kind that are listed under "mentioned by".
const MOST_MENTIONS: usize = 20;

impl PageBuilder<'_> {
    /// Returns the links to some topics.
    pub fn topic_chips(&self, topics: &[Arc<TermNode>]) -> Vec<Link> {
        topics
            .iter()
            .filter_map(|topic| self.fragments.topic(topic))
            .collect()
    }

    /// Returns the links to the topics of these names.
    pub(super) fn named_topics(&self, names: &[kinds::Name]) -> Vec<Link> {
        self.topic_chips(&self.catalog.terms.topics.of(names))
    }

    /// Returns the rows of some questions, in a language.
    pub(super) fn question_rows(
        &self,
        strings: &Strings,
        questions: &[Arc<Node<kinds::Question>>],
    ) -> Vec<Shared<Html>> {
        questions
            .iter()
            .filter_map(|node| self.question_row(strings, node))
            .collect()
    }

    /// Returns the row of a question, in a language.
    pub(super) fn question_row(
        &self,
        strings: &Strings,
        question: &Node<kinds::Question>,
    ) -> Option<Shared<Html>> {
        self.fragments
            .question(&self.tracker, &strings.tag, question)
    }

    /// Returns the rows of some interviews.
    pub(super) fn interview_rows(
        &self,
        interviews: &[Arc<Node<kinds::Interview>>],
    ) -> Vec<Shared<InterviewRow>> {
        interviews
            .iter()
            .filter_map(|node| self.fragments.interview(&self.tracker, node))
            .collect()
    }

    /// Returns the rows of some frameworks, in a language.
    pub(super) fn framework_rows(
        &self,
        strings: &Strings,
        frameworks: &[Arc<Node<kinds::Framework>>],
    ) -> Vec<Shared<Html>> {
        frameworks
            .iter()
            .filter_map(|node| self.fragments.framework(&self.tracker, &strings.tag, node))
            .collect()
    }

    /// Makes the row of a question.
    pub(super) fn new_question_row(
        &self,
        strings: &Strings,
        node: &Node<kinds::Question>,
    ) -> QuestionRow {
        let askings = &self.catalog.askings;
        let difficulty = node.entity.difficulty;
        QuestionRow {
            link: self.link(node),
            level_html: difficulty.and_then(|difficulty| self.difficulty(strings, difficulty)),
            topics: self.topic_chips(self.catalog.indices.topics.of(node.idx)),
            follow_ups: askings.follow_ups.of(node.idx).len(),
            asked: askings.appearances.of(node.idx).len(),
        }
    }

    /// Makes the row of an interview.
    pub(super) fn new_interview_row(&self, node: &Node<kinds::Interview>) -> InterviewRow {
        let catalog = &self.catalog;
        let entity = &node.entity;
        let rounds = self.rounds_of(node);
        let in_rounds = rounds
            .iter()
            .map(|round| catalog.askings.in_round.of(round.idx));
        let trees = in_rounds.chain([catalog.askings.in_interview.of(node.idx)]);
        let company = entity.company.as_ref();
        let company = company.and_then(|name| catalog.terms.companies.get(&name.id));
        let role = entity.role.as_ref();
        let role = role.and_then(|name| catalog.terms.roles.get(&name.id));
        InterviewRow {
            link: self.link(node),
            company: company.and_then(|company| self.fragments.company(company)),
            role: role.and_then(|role| self.fragments.role(role)),
            date: entity.date.as_ref().map(ToString::to_string),
            result: entity
                .result
                .map(|result| self.strings.value(result.as_str())),
            level: entity.level.clone(),
            rounds: rounds.len(),
            questions: trees.map(|tree| in_order(tree).len()).sum(),
        }
    }

    /// Makes the row of a framework.
    pub(super) fn new_framework_row(&self, node: &Node<kinds::Framework>) -> FrameworkRow {
        let shape_name = shape(&node.entity).as_str();
        FrameworkRow {
            link: self.link(node),
            summary: node.entity.summary.clone(),
            use_when: node.entity.use_when.clone(),
            shape: shape_name,
            shape_label: self.strings.value(shape_name),
            parts: drawn_parts(&node.entity),
            questions: self.catalog.relations.used_by.of(node.idx).len(),
        }
    }

    /// Makes the link to the rounds of a kind, in a language.
    pub(super) fn new_round_kind(&self, strings: &Strings, kind: RoundKind) -> Link {
        let route = Route::from_parts(["rounds", kind.as_str()]);
        self.titled(&route, &strings.value(kind.as_str()))
    }

    /// Makes a difficulty: a link with one to three dots.
    pub(super) fn new_difficulty(&self, difficulty: Difficulty) -> Level {
        let route = Route::from_parts(["difficulties", difficulty.as_str()]);
        Level {
            link: self.titled(&route, &self.strings.value(difficulty.as_str())),
            label: self.strings.value(difficulty.as_str()),
            dots: match difficulty {
                Difficulty::Easy => 1,
                Difficulty::Medium => 2,
                Difficulty::Hard => 3,
            },
        }
    }

    /// Returns the rounds of an interview, in order.
    pub fn rounds_of(&self, interview: &Node<kinds::Interview>) -> &[Arc<Node<kinds::Round>>] {
        self.catalog.ids.rounds_of.of(interview.idx)
    }

    /// Returns a takeaway with its text and evidence.
    pub fn takeaway(&self, node: &Node<kinds::Entry>) -> Shared<Entry> {
        let evidence = self.catalog.relations.evidence.of(node.idx);
        self.entry(node, evidence)
    }

    /// Returns an FAQ entry with its text and evidence.
    pub fn faq_entry(&self, node: &Node<kinds::Entry>) -> Shared<Entry> {
        let evidence = self.catalog.relations.faq_evidence.of(node.idx);
        self.entry(node, evidence)
    }

    fn entry(&self, node: &Node<kinds::Entry>, evidence: &[Target]) -> Shared<Entry> {
        let entity = &node.entity;
        let anchor = anchor(&node.id);
        let placement = BodyPlacement::OtherPage { prefix: &anchor };
        let owner = node.id.split('/').next().unwrap_or_default();
        let ids = &self.catalog.ids.by_id;
        let interview = ids.get(&(TargetKind::Interview, owner.into()));
        Shared::new(Entry {
            title: self.title(node).clone(),
            body_html: self.body(&node.document, &entity.text, 2, &placement),
            source: interview.map(|interview| self.target_link(interview)),
            evidence: evidence
                .iter()
                .map(|target| self.target_link(target))
                .collect(),
            old_anchors: entry_anchors(&node.id, &entity.head),
            topics: self.named_topics(&entity.topics),
            anchor,
        })
    }

    /// Returns a named part of an entity's own page; `None` if it is empty.
    pub(super) fn part<T>(
        &self,
        node: &Node<T>,
        kind: &'static str,
        title: &str,
        body: &Body,
    ) -> Option<Part> {
        let placement = BodyPlacement::OwnPage { part: kind };
        Some(Part {
            kind,
            body_html: self.body(&node.document, body, 2, &placement)?,
            anchor: body.heading.clone().unwrap_or_else(|| kind.into()),
            title: self.strings_of(&node.document).text(title),
        })
    }

    /// Returns the text of an entity at the top of its own page; `None` if it is empty.
    pub(super) fn text<T>(&self, node: &Node<T>, body: &Body) -> Option<Shared<Html>> {
        let placement = BodyPlacement::OwnPage { part: "text" };
        self.body(&node.document, body, 1, &placement)
    }

    /// Returns the pages that mention a target, by kind. The cover is left out, as it links to everything.
    pub(super) fn mentioned_by(&self, target: &Target) -> Vec<LinkGroup> {
        let relations = &self.catalog.relations;
        let sources = relations.mentioned_by.get(&target.key());
        let sources = sources.into_iter().flatten().cloned();
        let sources = sources.chain(self.supported(target));
        let mut groups: BTreeMap<TargetKind, Vec<Link>> = BTreeMap::new();
        let is_cover = |source: &Target| *source.route() == Route::from_parts([]);
        for source in sources.filter(|source| !is_cover(source)) {
            let links = groups.entry(source.kind()).or_default();
            if links.len() < MOST_MENTIONS {
                let link = self.target_link(&source);
                if !links.contains(&link) {
                    links.push(link);
                }
            }
        }
        let groups = groups.into_iter();
        groups
            .map(|(kind, links)| LinkGroup {
                title: self.strings.text(plural(kind)),
                links,
            })
            .collect()
    }

    /// Returns the takeaways that rest on an interview or a round. The page of an interview shows its
    /// own takeaways anyway.
    fn supported(&self, target: &Target) -> impl Iterator<Item = Target> {
        let has_no_list = matches!(target, Target::Interview(_) | Target::Round(_));
        let takeaways = self.catalog.relations.evidence_for.get(&target.key());
        let takeaways = takeaways.filter(|_| has_no_list).into_iter().flatten();
        let interview = format!("{}/", target.id());
        let of_others = takeaways.filter(move |takeaway| !takeaway.id.starts_with(&interview));
        of_others.cloned().map(Target::Takeaway)
    }

    /// Returns the takeaways that name a target as their evidence.
    pub(super) fn takeaways_on(&self, target: &Target) -> Vec<Link> {
        let takeaways = self.catalog.relations.evidence_for.get(&target.key());
        takeaways
            .into_iter()
            .flatten()
            .map(|takeaway| self.link(takeaway))
            .collect()
    }

    /// Returns the text with the number of a page of a list; the first page has none.
    pub(super) fn numbered(&self, text: &str, number: usize) -> String {
        match number {
            0 | 1 => text.to_owned(),
            _ => self
                .strings
                .with("numbered-page", &[("title", &text), ("number", &number)]),
        }
    }

    /// Returns the address of a page of a paged list.
    pub(super) fn paged_href(&self, route: &Route, number: usize) -> Arc<str> {
        href(&self.catalog, &route.paged(number))
    }
}

/// Returns the nodes before and after a node in a list.
pub(super) fn neighbors<'l, T>(
    list: &'l [Arc<Node<T>>],
    node: &Node<T>,
) -> [Option<&'l Arc<Node<T>>>; 2] {
    let index = node.idx.get();
    let previous = index.checked_sub(1).and_then(|before| list.get(before));
    [previous, list.get(index + 1)]
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
