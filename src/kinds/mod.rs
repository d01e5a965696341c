//! Floor 4: a parsed file becomes a [`Document`] of typed entities.
//!
//! There is one file per kind, and [`KINDS`] lists them. Nothing here knows another file, an
//! address or HTML.

mod bad_value;
mod body;
mod braces;
mod cut_values;
mod document;
mod document_facts;
mod entry;
mod faq;
mod fields;
mod file;
mod file_name;
mod fixes;
mod foreign_markers;
mod framework;
mod head;
mod inherited;
mod interview;
mod is_entity;
mod json_schema;
pub mod keys;
mod kind;
mod lints;
mod lowering;
mod offered;
mod one_reading;
mod page;
mod part_slips;
mod parts;
mod placeholders;
mod question;
mod raw_field;
mod registry;
mod round;
mod scaffold;
mod schema;
mod target_kind;
mod title_section;
mod values;
mod vocabulary;

pub use bad_value::BadValue;
pub use body::Body;
pub use document::{Document, Entity};
pub use document_facts::FileFacts;
pub use entry::Entry;
pub use faq::FaqFile;
pub use file::lower;
pub use file_name::{from_id, order_number, without_number};
pub use framework::{Framework, Step};
pub use head::{Head, IdSlot, Visibility};
pub use interview::Interview;
pub use is_entity::IsEntity;
pub use json_schema::kind_schema;
pub use kind::{HeadingKind, Kind};
pub use offered::{file_keys, find_key, heading_at, heading_keys};
pub use page::Page;
pub use parts::QuestionParts;
pub use placeholders::is_placeholder;
pub use question::{Asked, Asking, Question};
pub use raw_field::RawField;
pub use registry::{HEADINGS, KINDS};
pub use round::Round;
pub use scaffold::{Scaffold, folder_of, kind_names};
pub use schema::{AnyKey, Key, KeyValue, Shape};
pub use target_kind::TargetKind;
pub use values::{
    Alias, Date, Difficulty, Format, FrameworkShape, Minutes, Name, Names, Outcome, Pressure,
    Reference, References, RoundKind, Slug, ToldBy, Tone, WebAddress,
};
pub use vocabulary::Term;
