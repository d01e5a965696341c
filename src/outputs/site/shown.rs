//! What pages show of the texts of a book, so that they can be kept until that is another.

use super::findings::Placed;

/// What some pages show of which documents, these by their places.
#[derive(Debug)]
pub(super) struct Shown {
    /// Whose bodies they show.
    pub(super) words: Vec<usize>,
    /// What of they name.
    pub(super) names: Vec<usize>,
    /// What was found in the bodies.
    pub(super) found: Vec<Placed>,
}

/// Places in order, without repetitions.
pub(super) fn each_once(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places.shrink_to_fit();
    places
}
