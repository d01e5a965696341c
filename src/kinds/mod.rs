//! Floor 4: a parsed file becomes a [`Document`]: typed entities, strings no more.
//!
//! One file per kind, listed in [`KINDS`]. Nothing here knows another file, an address or HTML.

mod bad_value;
mod body;
mod entry;
mod faq;
mod fields;
mod file;
mod fixes;
mod framework;
mod head;
mod interview;
mod is_entity;
mod json_schema;
pub mod keys;
mod lints;
mod lowering;
mod offered;
mod page;
mod parts;
mod question;
mod raw_field;
mod round;
mod scaffold;
mod schema;
mod target_kind;
mod values;
mod vocabulary;

use std::borrow::Cow;
use std::sync::Arc;

pub use bad_value::BadValue;
pub use body::Body;
use body::BodyText;
pub use entry::Entry;
pub use faq::FaqFile;
pub use file::{FileFacts, from_id, lower, order_number, without_number};
pub use framework::{Framework, Step};
pub use head::{Head, IdSlot, Visibility};
pub use interview::Interview;
pub use is_entity::IsEntity;
pub use json_schema::kind_schema;
pub use offered::{file_keys, find_key, heading_at, heading_keys};
pub use page::Page;
pub use parts::QuestionParts;
pub use question::{Asked, Asking, Question};
pub use raw_field::RawField;
pub use round::Round;
pub use scaffold::{Scaffold, folder_of, kind_names};
pub use schema::{AnyKey, Key, KeyValue, Shape};
pub use target_kind::TargetKind;
pub use values::{
    Alias, Date, Difficulty, Format, FrameworkShape, Minutes, Name, Names, Outcome, Pressure,
    Reference, References, RoundKind, Slug, ToldBy, Tone, WebAddress,
};
pub use vocabulary::Term;

use crate::config::Marker;
use crate::diag::{Diagnostic, SourcePath, Span};
use crate::source::ContentHash;
use crate::syntax::CodeBlock;
use fields::Fields;
use file::{TitleSection, shared};
use lowering::Lowering;

/// A kind of file: its folder, its keys, and how it is lowered.
pub struct Kind {
    pub name: &'static str,
    /// With its article, for messages.
    pub article: &'static str,
    /// The folder of the content that holds its files.
    pub folder: Option<&'static str>,
    pub keys: &'static [&'static dyn AnyKey],
    /// One sentence for the reference.
    pub documentation: &'static str,
    /// The marker that a title may carry.
    title_marker: Option<Marker>,
    /// A file of it needs no title.
    untitled: bool,
    /// A number in front of the file's name orders it and is no part of the id.
    ordered: bool,
    /// Its text can hold questions.
    holds_questions: bool,
    lower: fn(&mut Lowering<'_>, Head, Fields<'_>, &TitleSection<'_>) -> Entity,
}

/// The kinds of files, each once.
pub const KINDS: &[&Kind] = &[
    &COVER, &INTERVIEW, &ROUND, &QUESTION, &FRAMEWORK, &TOPIC, &COMPANY, &ROLE, &FAQ, &PAGE,
];

const PLAIN: Kind = Kind {
    name: "page",
    article: "a page",
    folder: None,
    keys: page::KEYS,
    documentation: "A free page of prose.",
    title_marker: None,
    untitled: false,
    ordered: true,
    holds_questions: false,
    lower: |lowering, head, fields, title| {
        shared(Entity::Page, page::lower(lowering, head, fields, title))
    },
};

static PAGE: Kind = PLAIN;

static COVER: Kind = Kind {
    name: "cover",
    article: "the cover",
    documentation: "The text of the first page.",
    ordered: false,
    lower: |lowering, head, fields, title| {
        shared(Entity::Cover, page::lower(lowering, head, fields, title))
    },
    ..PLAIN
};

static INTERVIEW: Kind = Kind {
    name: "interview",
    article: "an interview",
    folder: Some("interviews"),
    keys: interview::KEYS,
    documentation: "What one candidate went through at one company.",
    ordered: false,
    holds_questions: true,
    lower: |lowering, head, fields, title| {
        shared(
            Entity::Interview,
            interview::lower(lowering, head, fields, title),
        )
    },
    ..PLAIN
};

static ROUND: Kind = Kind {
    name: "round",
    article: "a round",
    keys: round::KEYS,
    documentation: "One round of an interview, in a file of its own.",
    title_marker: Some(Marker::Round),
    holds_questions: true,
    lower: |lowering, head, fields, title| {
        shared(
            Entity::Round,
            round::from_file(lowering, head, fields, title),
        )
    },
    ..PLAIN
};

static QUESTION: Kind = Kind {
    name: "question",
    article: "a question",
    folder: Some("questions"),
    keys: question::KEYS,
    documentation: "A question with its reference answer.",
    title_marker: Some(Marker::Question),
    ordered: false,
    holds_questions: true,
    lower: |lowering, head, fields, title| {
        shared(
            Entity::Question,
            question::from_file(lowering, head, fields, title),
        )
    },
    ..PLAIN
};

static FRAMEWORK: Kind = Kind {
    name: "framework",
    article: "a framework",
    folder: Some("frameworks"),
    keys: framework::KEYS,
    documentation: "A way of answering.",
    ordered: false,
    lower: |lowering, head, fields, title| {
        shared(
            Entity::Framework,
            framework::lower(lowering, head, fields, title),
        )
    },
    ..PLAIN
};

static TOPIC: Kind = Kind {
    name: "topic",
    article: "a topic",
    folder: Some("topics"),
    keys: vocabulary::TOPIC_KEYS,
    documentation: "Text, synonyms and parent of a topic.",
    untitled: true,
    ordered: false,
    lower: |lowering, head, fields, title| {
        shared(
            Entity::Topic,
            vocabulary::topic(lowering, head, fields, title),
        )
    },
    ..PLAIN
};

static COMPANY: Kind = Kind {
    name: "company",
    article: "a company",
    folder: Some("companies"),
    keys: vocabulary::PLACE_KEYS,
    documentation: "Text and synonyms of a company.",
    untitled: true,
    ordered: false,
    lower: |lowering, head, fields, title| {
        shared(
            Entity::Company,
            vocabulary::place(lowering, head, fields, title),
        )
    },
    ..PLAIN
};

static ROLE: Kind = Kind {
    name: "role",
    article: "a role",
    folder: Some("roles"),
    documentation: "Text and synonyms of a role.",
    lower: |lowering, head, fields, title| {
        shared(
            Entity::Role,
            vocabulary::place(lowering, head, fields, title),
        )
    },
    ..COMPANY
};

static FAQ: Kind = Kind {
    name: "faq",
    article: "an FAQ file",
    folder: Some("faq"),
    keys: faq::FILE_KEYS,
    documentation: "Questions of no single interview that readers often have.",
    ordered: false,
    lower: |lowering, head, fields, title| {
        shared(Entity::Faq, faq::file(lowering, head, fields, title))
    },
    ..PLAIN
};

/// What a heading inside a file can open.
pub struct HeadingKind {
    pub name: &'static str,
    /// How it is written; the level is an example.
    pub written: &'static str,
    /// In groups, as kinds share them.
    pub keys: &'static [&'static [&'static dyn AnyKey]],
    /// One sentence for the reference.
    pub documentation: &'static str,
}

/// What headings can open, each once.
pub const HEADINGS: &[HeadingKind] = &[
    HeadingKind {
        name: "round",
        written: "## Round: First talk",
        keys: round::HEADING_KEYS,
        documentation: "One round of an interview, inside the interview's file.",
    },
    HeadingKind {
        name: "question",
        written: "### Q: Why us?",
        keys: question::HEADING_KEYS,
        documentation: "A question that is defined where it was asked.",
    },
    HeadingKind {
        name: "follow-up",
        written: "#### F: And then?",
        keys: question::FOLLOW_UP_HEADING_KEYS,
        documentation: "A question that came of the one above it.",
    },
    HeadingKind {
        name: "asking",
        written: "### Q: [[why-us]]",
        keys: &[question::ASKING_KEYS],
        documentation: "One time a known question was asked, with that candidate's answer.",
    },
    HeadingKind {
        name: "takeaway or FAQ entry",
        written: "### Bring a case",
        keys: &[entry::KEYS],
        documentation: "An entry below `## Takeaways` or `## FAQ`.",
    },
    HeadingKind {
        name: "prose heading",
        written: "## Background",
        keys: &[keys::PROSE],
        documentation: "Any other heading; the questions below it inherit its topics.",
    },
];

/// One file, understood.
#[derive(Clone, Debug)]
pub struct Document {
    pub path: SourcePath,
    /// Relative to the content folder.
    pub within: Arc<str>,
    /// The file's text: what all spans count in.
    pub text: Arc<str>,
    /// The same with attribute blocks blanked: what bodies are cut from.
    pub markdown: Arc<str>,
    pub entity: Entity,
    pub facts: FileFacts,
    /// Lists of three or more items: the list and the first line of each item, without its marker.
    pub lists: Vec<(Span, Vec<Span>)>,
    /// All code between fences.
    pub codes: Vec<CodeBlock>,
    pub diagnostics: Vec<Diagnostic>,
    /// Of everything that other files can see of it: all but the words of its bodies and titles,
    /// and where in the file things stand.
    pub interface_hash: ContentHash,
    /// The words of its bodies, by their numbers.
    texts: Vec<BodyText>,
    /// What its entities are called and where that stands, by the numbers of their heads.
    titles: Vec<(Arc<str>, Span)>,
}

impl Document {
    /// A body of a document with the same interface hash, with the words that it has in this one.
    pub fn body<'b>(&self, body: &'b Body) -> Cow<'b, Body> {
        match self.texts.get(body.text_idx) {
            Some(body_text) if !body.is_empty() => body.with(body_text),
            Some(_) | None => Cow::Borrowed(body),
        }
    }

    /// What the entity with that title index is called, here or in a document with the same interface hash.
    pub fn title(&self, title_idx: usize) -> Option<&Arc<str>> {
        self.titles.get(title_idx).map(|(title, _)| title)
    }

    /// The same for lists: a file can give a short form of its own title.
    pub fn short_title(&self, title_idx: usize) -> Option<&Arc<str>> {
        let own = title_idx == self.entity.head().title_idx;
        let short = self.facts.short_title.as_ref().filter(|_| own);
        short.or_else(|| self.title(title_idx))
    }

    /// Where the title with that index stands.
    pub fn title_span(&self, title_idx: usize) -> Option<Span> {
        self.titles.get(title_idx).map(|(_, span)| *span)
    }

    /// Whether everything in it is called the same as in another.
    pub fn has_same_titles(&self, other: &Self) -> bool {
        let (own, others) = (self.titles.iter(), other.titles.iter());
        let alike = own
            .map(|(title, _)| title)
            .eq(others.map(|(title, _)| title));
        alike && self.facts.short_title == other.facts.short_title
    }

    /// The markdown of one of its bodies, with all definitions it needs.
    pub fn body_text(&self, body: &Body) -> Cow<'_, str> {
        body.text(&self.markdown)
    }
}

/// What a file is about.
#[derive(Clone, Debug, Hash)]
pub enum Entity {
    Cover(Arc<Page>),
    Page(Arc<Page>),
    Interview(Arc<Interview>),
    Round(Arc<Round>),
    Question(Arc<Question>),
    Framework(Arc<Framework>),
    Topic(Arc<Term>),
    Company(Arc<Term>),
    Role(Arc<Term>),
    Faq(Arc<FaqFile>),
}

impl Entity {
    /// What it is called.
    pub fn head(&self) -> &Head {
        match self {
            Self::Cover(page) | Self::Page(page) => &page.head,
            Self::Interview(interview) => &interview.head,
            Self::Round(round) => &round.head,
            Self::Question(question) => &question.head,
            Self::Framework(framework) => &framework.head,
            Self::Topic(term) | Self::Company(term) | Self::Role(term) => &term.head,
            Self::Faq(file) => &file.head,
        }
    }
}
