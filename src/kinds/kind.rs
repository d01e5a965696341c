//! Kinds of files and headings.

use super::document::Entity;
use super::fields::Fields;
use super::head::Head;
use super::lowering::Lowering;
use super::schema::AnyKey;
use super::title_section::TitleSection;
use crate::config::Marker;

/// A kind of file: its folder, its keys, and its lowering.
pub struct Kind {
    pub name: &'static str,
    /// The name with its article, for messages.
    pub article: &'static str,
    /// The folder of the content folder that contains the files.
    pub folder: Option<&'static str>,
    pub keys: &'static [&'static dyn AnyKey],
    /// The sentence for the reference.
    pub documentation: &'static str,
    /// The marker that a title can have.
    pub(super) title_marker: Option<Marker>,
    /// Whether a file needs no title.
    pub(super) untitled: bool,
    /// Whether a number in front of the file's name orders it, and is not part of the id.
    pub(super) ordered: bool,
    /// Whether the text can contain questions.
    pub(super) holds_questions: bool,
    /// Its headings open entities.
    pub(super) holds_entities: bool,
    pub(super) lower: fn(&mut Lowering<'_>, Head, Fields<'_>, &TitleSection<'_>) -> Entity,
}

/// A kind of entity that a heading inside a file can open.
pub struct HeadingKind {
    pub name: &'static str,
    /// An example of the heading.
    pub written: &'static str,
    /// The keys in groups that kinds share.
    pub keys: &'static [&'static [&'static dyn AnyKey]],
    /// The sentence for the reference.
    pub documentation: &'static str,
}
