//! Interviews: what one candidate went through at one company.

use std::sync::Arc;

use super::body::Body;
use super::entry::{self, Entry};
use super::fields::Fields;
use super::head::Head;
use super::inherited::Inherited;
use super::keys;
use super::lowering::{Lowering, Owner};
use super::question::Asked;
use super::round::{self, Round, names, question_of};
use super::schema::{AnyKey, Key};
use super::title_section::TitleSection;
use super::values::{Date, Name, Outcome, ToldBy};
use crate::config::{Collecting, Marker};

/// The keys of an interview.
pub const KEYS: &[&dyn AnyKey] = &[
    &keys::COMPANY,
    &keys::ROLE,
    &DATE,
    &EXPERIENCE,
    &LEVEL,
    &LOCATION,
    &APPLIED_VIA,
    &keys::RESULT,
    &FIRST_CONTACT,
    &DURATION,
    &TOLD_BY,
    &keys::TOPICS,
];

const DATE: Key<Date> = Key::new("date", "When it took place: a year, a month or a day.");
const EXPERIENCE: Key<String> = Key::new("experience", "What the candidate had done before.");
const LEVEL: Key<String> = Key::new("level", "The level of the job.");
const LOCATION: Key<String> = Key::new("location", "Where the job is.");
const APPLIED_VIA: Key<String> = Key::new("applied-via", "How the candidate applied.");
const FIRST_CONTACT: Key<String> = Key::new("first-contact", "When the first word came.");
const DURATION: Key<String> = Key::new("duration", "From the first round to the result.");
const TOLD_BY: Key<ToldBy> = Key::new("told-by", "Who told of it.");

/// An interview with its rounds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Interview {
    pub head: Head,
    pub company: Option<Name>,
    pub role: Option<Name>,
    pub date: Option<Date>,
    pub experience: Option<String>,
    pub level: Option<String>,
    pub location: Option<String>,
    pub applied_via: Option<String>,
    pub result: Option<Outcome>,
    pub first_contact: Option<String>,
    pub duration: Option<String>,
    pub told_by: Option<ToldBy>,
    pub topics: Vec<Name>,
    pub text: Body,
    pub rounds: Vec<Arc<Round>>,
    /// The questions outside of rounds.
    pub asked: Vec<Asked>,
    pub takeaways: Vec<Arc<Entry>>,
    pub faq: Vec<Arc<Entry>>,
    /// The anchors of all headings.
    pub anchors: Vec<Arc<str>>,
}

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    head: Head,
    mut fields: Fields<'_>,
    title: &TitleSection<'_>,
) -> Interview {
    let company = fields.require(&keys::COMPANY, crate::diag::Span::default(), "Acme");
    let role = fields.require(&keys::ROLE, crate::diag::Span::default(), "Analyst");
    let mut interview = Interview {
        company,
        role,
        date: fields.get(&DATE),
        experience: fields.get(&EXPERIENCE),
        level: fields.get(&LEVEL),
        location: fields.get(&LOCATION),
        applied_via: fields.get(&APPLIED_VIA),
        result: fields.get(&keys::RESULT),
        first_contact: fields.get(&FIRST_CONTACT),
        duration: fields.get(&DURATION),
        told_by: fields.get(&TOLD_BY),
        topics: names(fields.get(&keys::TOPICS)),
        text: Body::default(),
        rounds: Vec::new(),
        asked: Vec::new(),
        takeaways: Vec::new(),
        faq: Vec::new(),
        anchors: Vec::new(),
        head,
    };
    lowering.finish(fields);
    fill(lowering, &mut interview, title);
    interview
}

fn fill(lowering: &mut Lowering<'_>, interview: &mut Interview, title: &TitleSection<'_>) {
    let visibility = interview.head.visibility;
    let owner = Owner {
        level: 0,
        text: title.text.clone(),
        reserves: |_| false,
        collecting: &[Collecting::Faq, Collecting::Takeaways],
        inherited: Inherited {
            visibility,
            ..Inherited::default()
        },
    };
    let (mut rounds, mut asked) = (Vec::new(), Vec::new());
    let contents = lowering.walk(
        &owner,
        &mut |lowering, section, inherited| match section.marker {
            Some(Marker::Round) => {
                rounds.push(Arc::new(round::from_heading(lowering, section, inherited)));
            }
            _ => asked.extend(question_of(lowering, section, inherited, "interview")),
        },
    );
    let book = lowering.anchors(contents.extent());
    for (part, entry) in &contents.collected {
        match part {
            Collecting::Faq => interview.faq.push(Arc::new(entry::lower(
                lowering,
                "an FAQ entry",
                entry,
                visibility,
            ))),
            Collecting::Takeaways => {
                interview.takeaways.push(Arc::new(entry::lower(
                    lowering,
                    "a takeaway",
                    entry,
                    visibility,
                )));
            }
            Collecting::Steps => {}
        }
    }
    interview.text = lowering.body(contents.text, title.level, &book);
    interview.rounds = rounds;
    interview.asked = asked;
    interview.anchors = book.all;
}
