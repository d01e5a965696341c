//! What every entity has: an id, a title, and whether readers see it.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::values::{Alias, Slug};
use crate::diag::Span;
use crate::syntax::Link;

/// What an entity is called and whether readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub id: Slug,
    pub(super) title: Arc<str>,
    /// The index of its title among the document's titles.
    pub title_idx: usize,
    /// Where the id is written, or the title it is made of.
    pub span: Span,
    pub title_span: Span,
    pub visibility: Visibility,
    /// Old ids and routes that still lead here.
    pub aliases: Vec<Alias>,
    /// Where the id could be written, if it is made of the title.
    pub id_slot: Option<IdSlot>,
    /// Links in the title.
    pub links: Vec<Link>,
}

impl Head {
    /// What it is called in the document that it was read from; [`Document::title`] knows what it is
    /// called in one with the same interface hash.
    ///
    /// [`Document::title`]: super::Document::title
    pub fn title(&self) -> &Arc<str> {
        &self.title
    }
}

/// All that others can know of a head: not its words, and not where they stand.
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
            id_slot,
            links,
        } = self;
        (id, title_idx, visibility, aliases, id_slot, links).hash(state);
    }
}

/// Where an id could be written, and what would stand there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdSlot {
    /// A point of the file.
    pub at: Span,
    pub text: String,
}

/// Who sees an entity. It falls on everything inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    #[default]
    Public,
    /// Only in builds with drafts.
    Draft,
    /// Nobody.
    Private,
}
