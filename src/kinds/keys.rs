//! Keys that several kinds share.

use super::schema::{AnyKey, Key};
use super::target_kind::TargetKind;
use super::values::{
    Aliases, Date, Difficulty, Format, Minutes, Name, Names, Outcome, Reference, References, Tone,
};
use crate::config::Language;

/// The keys that every file can have.
pub const FILE: &[&dyn AnyKey] = &[
    &TITLE,
    &DESCRIPTION,
    &ALIASES,
    &DRAFT,
    &PRIVATE,
    &LANG,
    &ADDED,
    &UPDATED,
    &REVIEWED,
];

/// The keys that set the visibility of an entity.
pub const VISIBILITY: &[&dyn AnyKey] = &[&DRAFT, &PRIVATE];

/// The keys that a prose heading can have.
pub const PROSE: &[&dyn AnyKey] = &[&TOPICS];

pub const TITLE: Key<String> = Key::new("title", "A short form of the title, for lists.");
pub const DESCRIPTION: Key<String> = Key::new("description", "One sentence for search engines.");
pub const ALIASES: Key<Aliases> = Key::new("aliases", "Old ids or routes that lead here.");
pub const DRAFT: Key<bool> = Key::new("draft", "Shown only in builds with drafts.");
pub const PRIVATE: Key<bool> = Key::new("private", "Never shown.");
pub const LANG: Key<Language> = Key::new("lang", "The language of this file.");
pub const ADDED: Key<Date> = Key::new("added", "When the file was added.");
pub const UPDATED: Key<Date> = Key::new("updated", "When it last changed for readers.");
pub const REVIEWED: Key<Date> = Key::new("reviewed", "When somebody last checked it.");

pub const TOPICS: Key<Names> = Key::new("topics", "What it is about.").to(&[TargetKind::Topic]);
pub const SUMMARY: Key<String> = Key::new("summary", "One sentence for lists.");
pub const ORDER: Key<i32> = Key::new("order", "Its place among its kind; smaller comes first.");
pub const DIFFICULTY: Key<Difficulty> = Key::new("difficulty", "How hard it is.");
pub const FORMAT: Key<Format> = Key::new("format", "What a question asks for.");
pub const MINUTES: Key<Minutes> = Key::new("minutes", "How long it takes.");
pub const PRACTICE: Key<bool> = Key::new("practice", "`false` keeps it out of practice.");
pub const USES: Key<References> =
    Key::new("uses", "Frameworks that an answer uses.").to(&[TargetKind::Framework]);
pub const TONE: Key<Tone> = Key::new("tone", "How a follow-up presses on.");
pub const ASKS: Key<Reference> =
    Key::new("asks", "The known question that was asked here.").to(&[TargetKind::Question]);
pub const EVIDENCE: Key<References> = Key::new("evidence", "What a takeaway rests on.").to(&[
    TargetKind::Question,
    TargetKind::Round,
    TargetKind::Interview,
    TargetKind::Framework,
]);
pub const RESULT: Key<Outcome> = Key::new("result", "How it ended.");
pub const COMPANY: Key<Name> = Key::new("company", "Who interviewed.").to(&[TargetKind::Company]);
pub const ROLE: Key<Name> = Key::new("role", "What the interview was for.").to(&[TargetKind::Role]);
pub const PARENT: Key<Name> =
    Key::new("parent", "The topic it is a part of.").to(&[TargetKind::Topic]);
