//! Rounds of interviews.

use std::sync::Arc;

use super::body::Body;
use super::fields::Fields;
use super::head::Head;
use super::inherited::Inherited;
use super::keys;
use super::lowering::{Lowering, Owner, visibility};
use super::question::{Asked, asked};
use super::schema::{AnyKey, Key};
use super::title_section::TitleSection;
use super::values::{Difficulty, Minutes, Name, Names, Outcome, Pressure, RoundKind};
use crate::config::{Marker, Reserved};
use crate::diag::{Code, Span};
use crate::syntax::Section;

/// The keys of a round.
pub const KEYS: &[&dyn AnyKey] = &[
    &KIND,
    &INTERVIEWER,
    &keys::MINUTES,
    &HEARD_BACK,
    &PRESSURE,
    &keys::RESULT,
    &keys::TOPICS,
    &keys::DIFFICULTY,
];

/// The keys of a round that is a heading.
pub const HEADING_KEYS: &[&[&dyn AnyKey]] = &[KEYS, keys::VISIBILITY];

const KIND: Key<RoundKind> = Key::new("kind", "What the round was about.");
const INTERVIEWER: Key<String> = Key::new("interviewer", "Who asked.");
const HEARD_BACK: Key<String> = Key::new("heard-back", "How long until the next word.");
const PRESSURE: Key<Pressure> = Key::new("pressure", "How hard it pressed.");

/// A round of an interview.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Round {
    pub head: Head,
    pub kind: Option<RoundKind>,
    pub interviewer: Option<String>,
    pub minutes: Option<Minutes>,
    pub heard_back: Option<String>,
    pub pressure: Option<Pressure>,
    pub result: Option<Outcome>,
    pub topics: Vec<Name>,
    pub difficulty: Option<Difficulty>,
    pub text: Body,
    pub style: Body,
    pub impressions: Body,
    pub prepare: Body,
    pub asked: Vec<Asked>,
    /// The anchors of all headings.
    pub anchors: Vec<Arc<str>>,
}

impl Round {
    /// Returns all bodies of the round's own text.
    pub fn own_text(&self) -> impl Iterator<Item = &Body> {
        [&self.text, &self.style, &self.impressions, &self.prepare].into_iter()
    }
}

/// Lowers a round that is a heading of an interview.
pub(super) fn from_heading(
    lowering: &mut Lowering<'_>,
    section: &Section,
    inherited: &Inherited,
) -> Round {
    let id = lowering.id(section, &section.text);
    let mut fields = lowering.heading_fields("a round", &HEADING_KEYS.concat(), section);
    let visibility = visibility(&mut fields, inherited.visibility);
    let head = lowering.heading(section, id, visibility, Vec::new());
    build(
        lowering,
        head,
        fields,
        section.level,
        section.level,
        vec![section.body],
    )
}

/// Lowers a round that is a file beside its interview's `index.md`.
pub(super) fn from_file(
    lowering: &mut Lowering<'_>,
    head: Head,
    fields: Fields<'_>,
    title: &TitleSection<'_>,
) -> Round {
    build(lowering, head, fields, title.level, 0, title.text.clone())
}

/// Builds a round from its head, its keys and the sections inside it, which are those deeper than
/// `walk`.
fn build(
    lowering: &mut Lowering<'_>,
    head: Head,
    mut fields: Fields<'_>,
    level: u8,
    walk: u8,
    text: Vec<Span>,
) -> Round {
    let topics = fields.get(&keys::TOPICS);
    let difficulty = fields.get(&keys::DIFFICULTY);
    let visible = Inherited {
        visibility: head.visibility,
        difficulty,
        ..Inherited::default()
    };
    let inherited = visible.with_topics(topics);
    let own_topics = inherited.topics.clone();
    let kind = fields.get(&KIND);
    let interviewer = fields.get(&INTERVIEWER);
    let minutes = fields.get(&keys::MINUTES);
    let heard_back = fields.get(&HEARD_BACK);
    let pressure = fields.get(&PRESSURE);
    let result = fields.get(&keys::RESULT);
    lowering.finish(fields);
    let owner = Owner {
        level: walk,
        text,
        reserves: |part| !matches!(part, Reserved::Question(_)),
        collecting: &[],
        inherited,
    };
    let mut questions = Vec::new();
    let contents = lowering.walk(&owner, &mut |lowering, section, inherited| {
        questions.extend(question_of(lowering, section, inherited, "round"));
    });
    let book = lowering.anchors(contents.extent());
    let text = lowering.body(contents.text.clone(), level, &book);
    let part = |part| {
        let mut body = lowering.body(contents.part(part), level + 1, &book);
        body.heading = contents.heading(part).and_then(|at| book.at(at));
        body
    };
    Round {
        head,
        kind,
        interviewer,
        minutes,
        heard_back,
        pressure,
        result,
        topics: own_topics,
        difficulty,
        text,
        style: part(Reserved::Style),
        impressions: part(Reserved::Impressions),
        prepare: part(Reserved::Prepare),
        asked: questions,
        anchors: book.all,
    }
}

/// Lowers a question that was asked in a round or an interview. A follow-up there has no question
/// above it.
pub(super) fn question_of(
    lowering: &mut Lowering<'_>,
    section: &Section,
    inherited: &Inherited,
    place: &str,
) -> Option<Asked> {
    match section.marker {
        Some(Marker::Round) => {
            let message = format!("a round cannot stand inside a {place}");
            lowering.misplaced(section, &message, "raise its heading to `##`");
            None
        }
        Some(Marker::FollowUp) => {
            let message = "a follow-up needs a question above it";
            let help = "write `Q:`, or put it one level below its question";
            lowering.report(
                Code::FollowUpWithoutQuestion,
                section.text_span,
                message,
                help,
            );
            Some(asked(lowering, section, inherited))
        }
        Some(Marker::Question) | None => Some(asked(lowering, section, inherited)),
    }
}

/// Returns the names of a list that may be absent.
pub(super) fn names(names: Option<Names>) -> Vec<Name> {
    names.unwrap_or_default().0
}
