//! Floor 6: bodies and page models become HTML. The only floor that names tera and syntect.

mod address;
mod body;
mod content;
mod highlight;
mod html;
mod image;
mod link;
mod markdown_export;
mod math;
pub mod model;
mod parts;
mod portable;
mod shared;
mod strings;
mod structured_data;
mod theme;

pub use address::encoded;
pub use body::{BodyInput, BodyMemo, Finding, Highlights, Reason, Rendered, body};
pub use content::PageContent;
pub use highlight::{Highlighted, Highlighter, Plain};
pub use html::Html;
pub use image::FileLink;
pub use link::Link;
pub use markdown_export::markdown_export;
pub use model::PageModel;
pub use portable::portable;
pub use shared::Shared;
pub use strings::Strings;
pub use structured_data::{SchemaType, StructuredData};
pub use theme::{EMBEDDED, Theme};

use crate::diag::Span;

/// Why a file of the site could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {message}")]
pub struct Fault {
    pub kind: FaultKind,
    /// The template, by the name it has in `themes/<theme>/`; or the asset, by its path in the book.
    pub file: String,
    /// Where in the template, if that is known.
    pub span: Option<Span>,
    pub message: String,
}

/// What is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A template asks for what is not there.
    Template,
    /// An asset is not what it was when the book was read.
    Asset,
}

/// The HTML of a page.
///
/// # Errors
/// A mistake in the theme's template.
pub fn page(model: &PageModel, theme: &Theme) -> Result<String, Fault> {
    theme.page(model)
}
