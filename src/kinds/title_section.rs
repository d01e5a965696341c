//! The title of a file.

use crate::diag::Span;
use crate::syntax::Block;

/// The `#` heading of a file, or the place where it should be.
pub(super) struct TitleSection<'a> {
    /// The level that entities inside count from.
    pub(super) level: u8,
    /// Whether the file says what it is called.
    pub(super) written: bool,
    /// The text right under it, and before it.
    pub(super) text: Vec<Span>,
    pub(super) blocks: &'a [Block],
}
