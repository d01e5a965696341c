//! Floor 6: bodies and page models become HTML. The only floor that names tera and syntect.

mod address;
mod body;
mod content;
mod embedded;
mod fault;
mod highlight;
mod html;
mod image;
mod link;
mod markdown_export;
mod math;
pub mod model;
mod parts;
mod plain;
mod portable;
mod shared;
mod strings;
mod structured_data;
mod theme;

pub use address::encoded;
pub use body::{
    BodyInput, BodyMemo, Finding, Highlights, Reason, Rendered, body, without_comments,
};
pub use content::PageContent;
pub use embedded::EMBEDDED;
pub use fault::{Fault, FaultKind};
pub use highlight::{Highlighted, Highlighter, PlainReason};
pub use html::Html;
pub use image::FileLink;
pub use link::Link;
pub use markdown_export::markdown_export;
pub use model::PageModel;
pub use plain::{text_of_formula, text_of_html};
pub use portable::portable;
pub use shared::Shared;
pub use strings::Strings;
pub use structured_data::{SchemaType, StructuredData};
pub use theme::Theme;
