//! Floor 6: bodies and page models become HTML. The only floor that names tera and syntect.

mod body;
mod highlight;
mod html;
pub mod model;
mod shared;
mod theme;

pub use body::{BodyInput, BodyMemo, Highlights, body};
pub use highlight::Highlighter;
pub use html::Html;
pub use model::PageModel;
pub use shared::Shared;
pub use theme::{EMBEDDED, Theme};

use crate::diag::Span;

/// A mistake in a template, met while a page was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{template}: {message}")]
pub struct Fault {
    /// The template, by the name it has in `themes/<theme>/`.
    pub template: String,
    /// Where in the template, if that is known.
    pub span: Option<Span>,
    pub message: String,
}

/// The HTML of a page.
///
/// # Errors
/// A mistake in the theme's template.
pub fn page(model: &PageModel, theme: &Theme) -> Result<Html, Fault> {
    theme.page(model)
}
