//! The list of kinds.

use std::sync::Arc;

use super::document::Entity;
use super::kind::{HeadingKind, Kind};
use super::{entry, faq, framework, interview, keys, page, question, round, vocabulary};
use crate::config::Marker;

/// All kinds of files.
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
    holds_entities: false,
    lower: |lowering, head, fields, title| {
        shared(Entity::Page, page::lower(lowering, head, fields, title))
    },
};

static PAGE: Kind = PLAIN;

/// The file of a kind's folder itself.
static INTRODUCTION: Kind = Kind {
    documentation: "The text above the list of a kind.",
    lower: |lowering, head, fields, title| {
        let list = introduces(&lowering.file.within);
        let page = page::lower(lowering, head, fields, title);
        let introduction = page::Page {
            nav: false,
            introduces: list,
            ..page
        };
        shared(Entity::Page, introduction)
    },
    ..PLAIN
};

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
    holds_entities: true,
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
    holds_entities: true,
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
    holds_entities: true,
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
    holds_entities: true,
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

pub(super) static FAQ: Kind = Kind {
    name: "faq",
    article: "an FAQ file",
    folder: Some("faq"),
    keys: faq::FILE_KEYS,
    documentation: "Questions of no single interview that readers often have.",
    ordered: false,
    holds_entities: true,
    lower: |lowering, head, fields, title| {
        shared(Entity::Faq, faq::file(lowering, head, fields, title))
    },
    ..PLAIN
};

/// All kinds of headings.
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

/// Returns the kind of the folder that contains the file. Any other file is a free page.
pub(super) fn kind_of(within: &str) -> &'static Kind {
    let mut parts = within.split('/');
    let folder = parts.next().unwrap_or_default();
    let deeper = parts.count();
    let of_folder = |kind: &&Kind| kind.folder == Some(folder);
    if within == "index.md" {
        return &COVER;
    }
    if folder == "interviews" && deeper == 2 && !within.ends_with("/index.md") {
        return &ROUND;
    }
    if introduces(within).is_some() {
        return &INTRODUCTION;
    }
    KINDS
        .iter()
        .copied()
        .filter(|_| deeper > 0)
        .find(of_folder)
        .unwrap_or(&PAGE)
}

/// Returns the folder of a kind whose list a file introduces: it is the folder's own `index.md`.
fn introduces(within: &str) -> Option<&'static str> {
    let folder = within.strip_suffix("/index.md")?;
    KINDS
        .iter()
        .filter_map(|kind| kind.folder)
        .find(|known| *known == folder)
}

/// Shares the entity of a file.
fn shared<T>(make: impl Fn(Arc<T>) -> Entity, entity: T) -> Entity {
    make(Arc::new(entity))
}
