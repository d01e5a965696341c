//! Kinds of files and headings.

use super::document::Entity;
use super::fields::Fields;
use super::head::Head;
use super::lowering::Lowering;
use super::schema::AnyKey;
use super::title_section::TitleSection;
use crate::config::Marker;

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
    pub(super) title_marker: Option<Marker>,
    /// A file of it needs no title.
    pub(super) untitled: bool,
    /// A number in front of the file's name orders it and is no part of the id.
    pub(super) ordered: bool,
    /// Its text can hold questions.
    pub(super) holds_questions: bool,
    /// Its headings open entities.
    pub(super) holds_entities: bool,
    pub(super) lower: fn(&mut Lowering<'_>, Head, Fields<'_>, &TitleSection<'_>) -> Entity,
}

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
