//! `data/handbook.json`: everything that readers see, for programs. The types define the schema.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::output::Book;
use super::{Artifact, OutputContext};
use crate::catalog::{Appearance, AskedNode, Catalog, Node, Route, TermNode, Vocabulary};
use crate::config::{PartPlace, PartUse};
use crate::kinds;
use crate::pages::{PageBuilder, encoded, whole_url};
use crate::render::model::Entry;
use crate::render::{Html, Shared};
use crate::source::CancelToken;

/// Returns the file.
pub(super) fn data(context: &OutputContext) -> Vec<Artifact> {
    let file = context.cancelable_file("data/handbook.json", text);
    file.into_iter().collect()
}

/// Returns the JSON Schema of the data export.
pub fn data_schema() -> String {
    let schema = schemars::schema_for!(Handbook);
    // this cannot fail: all keys are strings
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    format!("{text}\n")
}

fn text(book: &Book, cancel: &CancelToken<'_>) -> Option<String> {
    let handbook = Handbook::new(book);
    let mut text = Text {
        bytes: Vec::new(),
        asked_at: 0,
        cancel,
    };
    serde_json::to_writer_pretty(&mut text, &handbook).ok()?;
    text.bytes.push(b'\n');
    String::from_utf8(text.bytes).ok()
}

/// Text that is written until it is cancelled.
struct Text<'a> {
    bytes: Vec<u8>,
    asked_at: usize,
    cancel: &'a CancelToken<'a>,
}

impl io::Write for Text<'_> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        const ASK_EVERY: usize = 64 * 1024;
        if self.bytes.len() >= self.asked_at + ASK_EVERY {
            self.asked_at = self.bytes.len();
            self.cancel.check().ok_or(ErrorKind::BrokenPipe)?;
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A handbook, as its readers see it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
struct Handbook {
    /// The version of this format. It rises when a key is removed or changes its meaning.
    version: u32,
    title: String,
    description: Option<String>,
    /// A BCP 47 language tag.
    language: String,
    authors: Vec<String>,
    /// The address of the first page.
    url: String,
    interviews: Vec<InterviewData>,
    rounds: Vec<RoundData>,
    questions: Vec<QuestionData>,
    frameworks: Vec<FrameworkData>,
    topics: Vec<TermData>,
    companies: Vec<TermData>,
    roles: Vec<TermData>,
    takeaways: Vec<EntryData>,
    faq: Vec<EntryData>,
}

/// What one candidate went through at one company.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
struct InterviewData {
    id: String,
    title: String,
    url: String,
    /// The id of a company.
    company: Option<String>,
    /// The id of a role.
    role: Option<String>,
    /// `2026`, `2026-03` or `2026-03-14`.
    date: Option<String>,
    level: Option<String>,
    location: Option<String>,
    experience: Option<String>,
    duration: Option<String>,
    result: Option<String>,
    /// Ids.
    topics: Vec<String>,
    /// Ids, in order.
    rounds: Vec<String>,
    /// What was asked outside the rounds.
    asked: Vec<AskedData>,
}

/// One round of an interview.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
struct RoundData {
    id: String,
    title: String,
    url: String,
    /// An id.
    interview: Option<String>,
    kind: Option<String>,
    minutes: Option<u32>,
    interviewer: Option<String>,
    pressure: Option<String>,
    heard_back: Option<String>,
    result: Option<String>,
    asked: Vec<AskedData>,
}

/// A question where it was asked, with what was asked after it.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
struct AskedData {
    /// An id.
    question: String,
    /// Other words than the question's own.
    words: Option<String>,
    tone: Option<String>,
    follow_ups: Vec<AskedData>,
}

/// A question with its answer.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
struct QuestionData {
    id: String,
    title: String,
    url: String,
    /// Ids.
    topics: Vec<String>,
    difficulty: Option<String>,
    format: Option<String>,
    tone: Option<String>,
    /// The id of the question it follows.
    follows: Option<String>,
    /// Ids of frameworks.
    frameworks: Vec<String>,
    /// How often it was asked.
    asked: usize,
    /// When its text was added or last changed.
    updated: Option<String>,
    prompt_html: Option<String>,
    short_answer_html: Option<String>,
    answer_html: Option<String>,
    /// The other parts, such as `hints`, by name.
    parts_html: BTreeMap<String, String>,
}

/// A way of answering.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
struct FrameworkData {
    id: String,
    title: String,
    url: String,
    summary: String,
    use_when: Option<String>,
    shape: Option<String>,
    /// Names, in order.
    steps: Vec<String>,
    /// Ids of the questions that use it.
    questions: Vec<String>,
}

/// A topic, company or role.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
struct TermData {
    id: String,
    title: String,
    url: String,
    /// The id of the topic above it.
    parent: Option<String>,
    synonyms: Vec<String>,
}

/// A takeaway or an FAQ entry.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
struct EntryData {
    id: String,
    title: String,
    url: String,
    text_html: Option<String>,
    /// Addresses of what it rests on.
    evidence: Vec<String>,
}

impl Handbook {
    fn new(book: &Book) -> Self {
        let catalog = book.catalog();
        let (config, ids, terms) = (&catalog.config, &catalog.ids, &catalog.terms);
        let builder = book.builder();
        let export = Export {
            catalog,
            builder: &builder,
        };
        let interviews = ids.interviews.iter();
        let rounds = ids.rounds.iter();
        let questions = ids.questions.iter();
        let frameworks = ids.frameworks.iter();
        let takeaways = ids.takeaways.iter();
        let faq = ids.faq.iter();
        Self {
            version: 1,
            title: config.title.clone(),
            description: config.description.clone(),
            language: config.language.as_str().to_owned(),
            authors: config.authors.clone(),
            url: export.url(&Route::from_parts([])),
            interviews: interviews.map(|node| export.interview(node)).collect(),
            rounds: rounds.map(|node| export.round(node)).collect(),
            questions: questions.map(|node| export.question(node)).collect(),
            frameworks: frameworks.map(|node| export.framework(node)).collect(),
            topics: export.terms(&terms.topics),
            companies: export.terms(&terms.companies),
            roles: export.terms(&terms.roles),
            takeaways: takeaways
                .map(|node| export.entry(node, &builder.takeaway(node)))
                .collect(),
            faq: faq
                .map(|node| export.entry(node, &builder.faq_entry(node)))
                .collect(),
        }
    }
}

/// Turns nodes of the catalog into data.
struct Export<'a> {
    catalog: &'a Catalog,
    builder: &'a PageBuilder<'a>,
}

impl Export<'_> {
    /// Returns the whole URL of a page; without the host if the book names none.
    fn url(&self, route: &Route) -> String {
        let path = || encoded(&format!("{}{route}", self.catalog.config.base.path));
        whole_url(self.catalog, route).unwrap_or_else(path)
    }

    fn interview(&self, node: &Node<kinds::Interview>) -> InterviewData {
        let (catalog, entity) = (self.catalog, &node.entity);
        let terms = &catalog.terms;
        let company = entity.company.as_ref();
        let role = entity.role.as_ref();
        let rounds = catalog.ids.rounds_of.of(node.idx).iter();
        InterviewData {
            id: node.id.to_string(),
            title: self.builder.title(node).to_string(),
            url: self.url(&node.route),
            company: company.and_then(|name| id_of(terms.companies.get(&name.id))),
            role: role.and_then(|name| id_of(terms.roles.get(&name.id))),
            date: entity.date.as_ref().map(ToString::to_string),
            level: entity.level.clone(),
            location: entity.location.clone(),
            experience: entity.experience.clone(),
            duration: entity.duration.clone(),
            result: entity.result.map(|result| result.as_str().to_owned()),
            topics: ids_of(&terms.topics.of(&entity.topics)),
            rounds: rounds.map(|round| round.id.to_string()).collect(),
            asked: asked(catalog.askings.in_interview.of(node.idx)),
        }
    }

    fn round(&self, node: &Node<kinds::Round>) -> RoundData {
        let entity = &node.entity;
        let owner = node.id.split('/').next();
        RoundData {
            id: node.id.to_string(),
            title: self.builder.title(node).to_string(),
            url: self.url(&node.route),
            interview: owner.map(str::to_owned),
            kind: entity.kind.map(|kind| kind.as_str().to_owned()),
            minutes: entity.minutes.map(|minutes| minutes.0),
            interviewer: entity.interviewer.clone(),
            pressure: entity.pressure.map(|pressure| pressure.as_str().to_owned()),
            heard_back: entity.heard_back.clone(),
            result: entity.result.map(|result| result.as_str().to_owned()),
            asked: asked(self.catalog.askings.in_round.of(node.idx)),
        }
    }

    fn question(&self, node: &Node<kinds::Question>) -> QuestionData {
        let (catalog, entity) = (self.catalog, &node.entity);
        let appearances: &[Appearance] = catalog.askings.appearances.of(node.idx);
        let uses = catalog.relations.uses.of(node.idx);
        let places = [PartPlace::AboveAnswer, PartPlace::BelowAnswer].into_iter();
        let parts = |place| self.builder.question_parts(node, place, PartUse::Data);
        let parts = places.flat_map(parts);
        QuestionData {
            id: node.id.to_string(),
            title: self.builder.whole_title(node).to_string(),
            url: self.url(&node.route),
            topics: ids_of(catalog.indices.topics.of(node.idx)),
            difficulty: entity
                .difficulty
                .map(|difficulty| difficulty.as_str().to_owned()),
            format: entity.format.map(|format| format.as_str().to_owned()),
            tone: entity.tone.map(|tone| tone.as_str().to_owned()),
            follows: catalog
                .askings
                .parent
                .get(node.idx)
                .map(|node| node.id.to_string()),
            frameworks: uses.iter().map(|node| node.id.to_string()).collect(),
            asked: appearances.len(),
            updated: node.document.facts.changed().map(ToString::to_string),
            prompt_html: html(self.builder.prompt(node)),
            short_answer_html: html(self.builder.short_answer(node)),
            answer_html: html(self.builder.answer(node).0),
            parts_html: parts
                .map(|part| (part.kind.to_owned(), part.body_html.to_string()))
                .collect(),
        }
    }

    fn framework(&self, node: &Node<kinds::Framework>) -> FrameworkData {
        let entity = &node.entity;
        let used_by = self.catalog.relations.used_by.of(node.idx);
        FrameworkData {
            id: node.id.to_string(),
            title: self.builder.title(node).to_string(),
            url: self.url(&node.route),
            summary: entity.summary.clone(),
            use_when: entity.use_when.clone(),
            shape: entity.shape.map(|shape| shape.as_str().to_owned()),
            steps: entity
                .steps
                .iter()
                .map(|step| step.name.to_string())
                .collect(),
            questions: used_by.iter().map(|node| node.id.to_string()).collect(),
        }
    }

    fn terms(&self, vocabulary: &Vocabulary) -> Vec<TermData> {
        let term = |node: &Arc<TermNode>| {
            let file = node.file.as_ref().map(|(term, _)| term);
            let parent = file.and_then(|term| term.parent.as_ref());
            let synonyms = file.into_iter().flat_map(|term| &term.synonyms);
            TermData {
                id: node.id.to_string(),
                title: node.title.to_string(),
                url: self.url(&node.route),
                parent: parent.and_then(|name| id_of(vocabulary.get(&name.id))),
                synonyms: synonyms.map(|name| name.spelling.to_string()).collect(),
            }
        };
        vocabulary.terms.iter().map(term).collect()
    }

    fn entry(&self, node: &Node<kinds::Entry>, entry: &Shared<Entry>) -> EntryData {
        let evidence = entry.evidence.iter();
        EntryData {
            id: node.id.to_string(),
            title: self.builder.title(node).to_string(),
            url: self.url(&node.route),
            text_html: html(entry.body_html.clone()),
            evidence: evidence.map(|link| link.href().to_string()).collect(),
        }
    }
}

fn asked(tree: &[Arc<AskedNode>]) -> Vec<AskedData> {
    let data = |node: &Arc<AskedNode>| {
        let asking = node.asking.as_ref();
        let tone = node.tone();
        let words = asking.and_then(|asking| asking.words.as_ref());
        AskedData {
            question: node.question.id.to_string(),
            words: words.map(ToString::to_string),
            tone: tone.map(|tone| tone.as_str().to_owned()),
            follow_ups: asked(&node.follow_ups),
        }
    };
    tree.iter().map(data).collect()
}

fn id_of(term: Option<&Arc<TermNode>>) -> Option<String> {
    term.map(|term| term.id.to_string())
}

fn ids_of(terms: &[Arc<TermNode>]) -> Vec<String> {
    terms.iter().map(|term| term.id.to_string()).collect()
}

fn html(body: Option<Shared<Html>>) -> Option<String> {
    body.map(|html| html.to_string())
}
