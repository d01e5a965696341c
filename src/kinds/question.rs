//! Questions, follow-ups and askings.

use std::sync::Arc;

use super::body::Body;
use super::fields::Fields;
use super::head::Head;
use super::inherited::Inherited;
use super::keys;
use super::lowering::{Contents, Lowering, Owner, aliases, visibility};
use super::parts::QuestionParts;
use super::schema::AnyKey;
use super::title_section::TitleSection;
use super::values::{Difficulty, Format, Minutes, Name, Reference, References, Tone};
use crate::config::{Marker, PartPlace, QUESTION_PARTS, Reserved};
use crate::diag::{Code, Span};
use crate::syntax::{Block, BlockKind, Link, LinkForm, Section};

/// The keys of a question.
pub const KEYS: &[&dyn AnyKey] = &[
    &keys::TOPICS,
    &keys::DIFFICULTY,
    &keys::USES,
    &keys::FORMAT,
    &keys::MINUTES,
    &keys::PRACTICE,
];

/// The keys of a question that is a heading, in groups.
pub const HEADING_KEYS: &[&[&dyn AnyKey]] = &[KEYS, ON_HEADINGS];

/// The keys that a question has only as a heading, because front matter gives them for a file.
const ON_HEADINGS: &[&dyn AnyKey] = &[&keys::ALIASES, &keys::DRAFT, &keys::PRIVATE, &keys::ASKS];

/// The keys of a follow-up that is a heading, in groups: those of a question and its own.
pub const FOLLOW_UP_HEADING_KEYS: &[&[&dyn AnyKey]] = &[KEYS, ON_HEADINGS, &[&keys::TONE]];

/// The keys of an asking.
pub const ASKING_KEYS: &[&dyn AnyKey] = &[&keys::ASKS, &keys::MINUTES, &keys::TONE];

/// A question or a follow-up.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    pub head: Head,
    /// Its own topics and inherited ones.
    pub topics: Vec<Name>,
    pub difficulty: Option<Difficulty>,
    pub format: Option<Format>,
    pub minutes: Option<Minutes>,
    pub practice: bool,
    pub tone: Option<Tone>,
    pub uses: Vec<Reference>,
    /// The words in which it was asked.
    pub prompt: Body,
    pub answer: Body,
    /// The parts that were written, shared by all questions without any.
    pub parts: Arc<QuestionParts>,
    pub follow_ups: Vec<Asked>,
    /// The anchors of all headings.
    pub anchors: Vec<Arc<str>>,
}

impl Question {
    /// Returns the short form of the answer.
    pub fn short_answer(&self) -> &Body {
        self.parts.first(PartPlace::ShortAnswer)
    }

    /// Returns all bodies of the question's own text, which excludes the prompt.
    pub fn own_text(&self) -> impl Iterator<Item = &Body> {
        std::iter::once(&self.answer).chain(self.parts.iter().map(|(_, body)| body))
    }
}

/// An asking of a known question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asking {
    /// The question that is asked.
    pub question: Reference,
    /// The words of the asking, if they differ from the title.
    pub words: Option<Arc<str>>,
    /// The place of the heading's words.
    pub span: Span,
    pub minutes: Option<Minutes>,
    pub tone: Option<Tone>,
    /// The candidate's answer.
    pub answer: Body,
    /// The anchors of all headings.
    pub anchors: Vec<Arc<str>>,
    /// The links in the words.
    pub links: Vec<Link>,
    pub follow_ups: Vec<Asked>,
}

/// A question or an asking below a `Q:` or `F:` heading.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// A question that is defined here, and asked here once.
    Question(Arc<Question>),
    Asking(Arc<Asking>),
}

/// Lowers a heading with a `Q:` or `F:` marker and everything inside.
pub(super) fn asked(
    lowering: &mut Lowering<'_>,
    section: &Section,
    inherited: &Inherited,
) -> Asked {
    match asks(lowering, section) {
        Some(asked) => Asked::Asking(Arc::new(asking(lowering, section, asked, inherited))),
        None => Asked::Question(Arc::new(question(lowering, section, inherited))),
    }
}

/// Returns the question that a heading asks again, by its lone `[[id]]` or by its `asks`, and the
/// words of the asking.
fn asks(lowering: &mut Lowering<'_>, section: &Section) -> Option<(Reference, Option<Arc<str>>)> {
    if let Some(link) = &section.lone_link
        && matches!(link.form, LinkForm::Wiki | LinkForm::Markdown)
    {
        let question = Reference {
            target: link.target.clone(),
            span: link.span,
            form: link.form,
        };
        // `[[id]]` has no words of its own; `[[id|words]]` and `[words](file.md)` have.
        let silent = link.form == LinkForm::Wiki && link.whole.end <= link.span.end + 2;
        let own_words = (!silent).then(|| section.text.as_str().into());
        if let Some(twice) = section
            .attributes
            .items
            .iter()
            .find(|item| item.key == keys::ASKS.name())
        {
            let message = "the heading names the question already";
            lowering.report(
                Code::KeyOnAsking,
                twice.key_span,
                message,
                "leave `asks` out",
            );
        }
        return Some((question, own_words));
    }
    let item = section
        .attributes
        .items
        .iter()
        .find(|item| item.key == keys::ASKS.name())?;
    let question = Reference::id(item.value.trim().to_owned(), item.value_span);
    Some((question, Some(section.text.as_str().into())))
}

fn asking(
    lowering: &mut Lowering<'_>,
    section: &Section,
    (question, words): (Reference, Option<Arc<str>>),
    inherited: &Inherited,
) -> Asking {
    forbidden_on_asking(lowering, section);
    let all = FOLLOW_UP_HEADING_KEYS.concat();
    let mut fields = lowering.heading_fields("an asking", &all, section);
    let minutes = fields.get(&keys::MINUTES);
    let tone = fields.get(&keys::TONE);
    lowering.finish(fields);
    let owner = Owner {
        level: section.level,
        text: vec![section.body],
        reserves: |_| false,
        collecting: &[],
        // A follow-up that is defined here inherits from here, as any question does.
        inherited: inherited.clone(),
    };
    let (contents, follow_ups) = inside(lowering, &owner);
    let book = lowering.anchors(contents.extent());
    let answer = lowering.body(contents.text, section.level, &book);
    Asking {
        anchors: book.all,
        links: lowering.heading_links(section),
        question,
        words,
        span: section.text_span,
        minutes,
        tone,
        answer,
        follow_ups,
    }
}

/// Reports the id and the keys that an asking cannot have, because the question's definition has
/// them.
fn forbidden_on_asking(lowering: &mut Lowering<'_>, section: &Section) {
    let help = "write it where the question is defined";
    if let Some((id, span)) = &section.attributes.id {
        let message = format!("an asking has no id of its own, found `{id}`");
        lowering.report(Code::KeyOnAsking, *span, message, help);
    }
    let allowed = |key: &str| ASKING_KEYS.iter().any(|known| known.name() == key);
    let of_questions = |key: &str| {
        let mut known = HEADING_KEYS.iter().copied().flatten();
        known.any(|known| known.name() == key)
    };
    for item in &section.attributes.items {
        if !allowed(&item.key) && of_questions(&item.key) {
            let message = format!("an asking cannot have the key `{}`", item.key);
            lowering.report(Code::KeyOnAsking, item.key_span, message, help);
        }
    }
}

fn question(lowering: &mut Lowering<'_>, section: &Section, inherited: &Inherited) -> Question {
    let id = lowering.id(section, &section.text);
    let mut fields = match section.marker {
        Some(Marker::FollowUp) => {
            let keys = FOLLOW_UP_HEADING_KEYS.concat();
            lowering.heading_fields("a follow-up", &keys, section)
        }
        Some(Marker::Question | Marker::Round) | None => {
            lowering.heading_fields("a question", &HEADING_KEYS.concat(), section)
        }
    };
    let aliases = aliases(&mut fields);
    let tone = fields.get(&keys::TONE);
    let visibility = visibility(&mut fields, inherited.visibility);
    let head = lowering.heading(section, id, visibility, aliases);
    let facts = Facts::read(&mut fields, inherited);
    lowering.finish(fields);
    let opening = Opening {
        level: section.level,
        walk: section.level,
        text: vec![section.body],
        blocks: &section.blocks,
    };
    build(lowering, head, facts, tone, &opening)
}

/// Lowers a file of `questions/`.
pub(super) fn from_file(
    lowering: &mut Lowering<'_>,
    head: Head,
    mut fields: Fields<'_>,
    title: &TitleSection<'_>,
) -> Question {
    let facts = Facts::read(&mut fields, &Inherited::default());
    lowering.finish(fields);
    let opening = Opening {
        level: title.level,
        walk: 0,
        text: title.text.clone(),
        blocks: title.blocks,
    };
    build(lowering, head, facts, None, &opening)
}

/// The keys of a question, with inherited values.
struct Facts {
    inherited: Inherited,
    minutes: Option<Minutes>,
    uses: Vec<Reference>,
}

impl Facts {
    fn read(fields: &mut Fields<'_>, outer: &Inherited) -> Self {
        let mut inherited = outer.with_topics(fields.get(&keys::TOPICS));
        inherited.difficulty = fields.get(&keys::DIFFICULTY).or(outer.difficulty);
        inherited.format = fields.get(&keys::FORMAT).or(outer.format);
        inherited.practice = fields.get(&keys::PRACTICE).or(outer.practice);
        let References(uses) = fields.get(&keys::USES).unwrap_or_default();
        Self {
            inherited,
            minutes: fields.get(&keys::MINUTES),
            uses,
        }
    }
}

/// The text right under a question's heading.
struct Opening<'r> {
    level: u8,
    /// The level above the sections inside the question.
    walk: u8,
    text: Vec<Span>,
    blocks: &'r [Block],
}

/// Builds a question from its heading's facts and the sections inside it.
fn build(
    lowering: &mut Lowering<'_>,
    head: Head,
    facts: Facts,
    tone: Option<Tone>,
    opening: &Opening<'_>,
) -> Question {
    let Facts {
        mut inherited,
        minutes,
        uses,
    } = facts;
    inherited.visibility = head.visibility;
    let (prompt, text) = split_prompt(opening);
    let owner = Owner {
        level: opening.walk,
        text,
        reserves: |part| matches!(part, Reserved::Question(_)),
        collecting: &[],
        inherited: inherited.clone(),
    };
    let (contents, follow_ups) = inside(lowering, &owner);
    let book = lowering.anchors(prompt.into_iter().chain(contents.extent()));
    let level = opening.level;
    let answers = || {
        let parts = QUESTION_PARTS.iter();
        let answers = parts.filter(|part| part.place == PartPlace::Answer);
        answers.map(Reserved::Question)
    };
    let mut answer = contents.text.clone();
    for part in answers() {
        answer.extend(contents.part(part));
    }
    let sections = |part| (contents.part(part), contents.heading(part));
    let parts: QuestionParts = QUESTION_PARTS
        .iter()
        .filter(|part| part.place != PartPlace::Answer)
        .map(|part| {
            let (spans, heading) = sections(Reserved::Question(part));
            let mut body = lowering.body(spans, level + 1, &book);
            body.heading = heading.and_then(|at| book.at(at));
            (part, body)
        })
        .collect();
    let prompt = lowering.body(prompt.into_iter().collect(), level, &book);
    let mut answer = lowering.body(answer, level, &book);
    let heading = answers().find_map(|part| contents.heading(part));
    answer.heading = heading.and_then(|at| book.at(at));
    Question {
        head,
        topics: inherited.topics,
        difficulty: inherited.difficulty,
        format: inherited.format,
        practice: inherited.practice.unwrap_or(true),
        minutes,
        tone,
        uses,
        prompt,
        answer,
        parts: parts.shared(),
        follow_ups,
        anchors: book.all,
    }
}

/// Splits the prompt, which is a blockquote right under the heading, from the text after it.
fn split_prompt(opening: &Opening<'_>) -> (Option<Span>, Vec<Span>) {
    match opening.blocks.first() {
        Some(Block {
            kind: BlockKind::Quote,
            span,
        }) => {
            let after = |text: &Span| {
                if text.holds(*span) {
                    Span::new(span.end, text.end)
                } else {
                    *text
                }
            };
            (Some(*span), opening.text.iter().map(after).collect())
        }
        _ => (None, opening.text.clone()),
    }
}

/// Walks over a question or asking. Follow-ups become a tree, and any other entity is misplaced.
fn inside(lowering: &mut Lowering<'_>, owner: &Owner<'_>) -> (Contents, Vec<Asked>) {
    let mut follow_ups = Vec::new();
    let contents = lowering.walk(
        owner,
        &mut |lowering, section, inherited| match section.marker {
            Some(Marker::Question) => {
                let help = "make it `F:` if it followed from this question, or raise its heading";
                lowering.report(
                    Code::MisplacedEntity,
                    section.text_span,
                    "a question cannot stand inside a question",
                    help,
                );
                follow_ups.push(asked(lowering, section, inherited));
            }
            Some(Marker::Round) => {
                lowering.misplaced(
                    section,
                    "a round cannot stand inside a question",
                    "raise its heading to `##`",
                );
            }
            Some(Marker::FollowUp) | None => follow_ups.push(asked(lowering, section, inherited)),
        },
    );
    (contents, follow_ups)
}
