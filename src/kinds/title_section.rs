//! The title of a file.

use crate::diag::Span;
use crate::syntax::Block;

/// The `#` heading of a file, or the place where it should be.
pub(super) struct TitleSection<'a> {
    /// The level above the entities inside the file.
    pub(super) level: u8,
    /// Whether the file gives its title.
    pub(super) written: bool,
    /// The text before the title and right under it.
    pub(super) text: Vec<Span>,
    pub(super) blocks: &'a [Block],
}
