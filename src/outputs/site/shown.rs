//! What pages show of the texts of a book, so that they can be kept until that is another.

use super::findings::Placed;

/// What some pages show of which documents, these by their places.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Whose bodies they show.
    pub(super) words: Vec<usize>,
    /// What of they name.
    pub(super) names: Vec<usize>,
    /// What was found in the bodies.
    pub(super) found: Vec<Placed>,
}

impl Shown {
    /// With what else they show.
    pub(super) fn and(mut self, other: Self) -> Self {
        self.words.extend(other.words);
        self.names.extend(other.names);
        self.found.extend(other.found);
        Self {
            words: each_once(self.words),
            names: each_once(self.names),
            found: self.found,
        }
    }
}

/// Places in order, without repetitions.
pub(super) fn each_once(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places.shrink_to_fit();
    places
}
