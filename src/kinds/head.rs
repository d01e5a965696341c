//! The head of every entity: its id, its title and its visibility.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::values::{Alias, Slug};
use crate::diag::Span;
use crate::syntax::Link;

/// The id, the title and the visibility of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub id: Slug,
    pub(super) title: Arc<str>,
    /// The index of the title among the document's titles.
    pub title_idx: usize,
    /// The place of the id, or of the title that it is made from.
    pub span: Span,
    pub title_span: Span,
    pub visibility: Visibility,
    /// Old ids and routes that lead to the entity.
    pub aliases: Vec<Alias>,
    /// The id that versions up to 0.1 made of the same words, if they made another one.
    pub moved_from: Option<Slug>,
    /// The place where the id could be written, if it is made from the title.
    pub id_slot: Option<IdSlot>,
    /// Links in the title.
    pub links: Vec<Link>,
}

impl Head {
    /// Returns the title in the document that it was read from. [`Document::title`] returns the
    /// title in a document with the same interface hash.
    ///
    /// [`Document::title`]: super::Document::title
    pub fn title(&self) -> &Arc<str> {
        &self.title
    }
}

/// Hashes everything that other files can see of a head, which excludes its words and their places.
impl Hash for Head {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self {
            id,
            title: _,
            title_idx,
            span: _,
            title_span: _,
            visibility,
            aliases,
            moved_from,
            id_slot,
            links,
        } = self;
        let names = (id, aliases, moved_from);
        (names, title_idx, visibility, id_slot, links).hash(state);
    }
}

/// A place where an id could be written, and the text to write.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdSlot {
    /// A position in the file.
    pub at: Span,
    pub text: String,
}

/// Who sees an entity. It applies to everything inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    #[default]
    Public,
    /// Readers of builds with drafts.
    Draft,
    /// No reader.
    Private,
}
