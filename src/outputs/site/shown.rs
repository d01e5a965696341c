//! What pages show of the texts of a book, so that they can be kept until that is another.

use super::findings::Placed;
use crate::catalog::Idx;
use crate::kinds::Document;

/// What some pages show of which documents, these by their places.
#[derive(Debug)]
pub(super) struct Shown {
    /// Whose bodies they show.
    pub(super) words: Vec<Idx<Document>>,
    /// What of they name.
    pub(super) names: Vec<Idx<Document>>,
    /// What was found in the bodies.
    pub(super) found: Vec<Placed>,
}

/// Places in order, without repetitions.
pub(super) fn each_once(mut places: Vec<Idx<Document>>) -> Vec<Idx<Document>> {
    places.sort_unstable();
    places.dedup();
    places.shrink_to_fit();
    places
}
