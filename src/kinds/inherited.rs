//! The values that questions inherit.

use foldhash::HashSet;

use super::head::Visibility;
use super::values::{Difficulty, Format, Name, Names, Slug};

/// The values that questions inherit from the entity around them.
#[derive(Clone, Debug, Default)]
pub(super) struct Inherited {
    pub(super) topics: Vec<Name>,
    pub(super) difficulty: Option<Difficulty>,
    pub(super) format: Option<Format>,
    pub(super) practice: Option<bool>,
    pub(super) visibility: Visibility,
}

impl Inherited {
    /// Returns the values with more topics, each id once.
    pub(super) fn with_topics(&self, more: Option<Names>) -> Self {
        let mut inherited = self.clone();
        let mut known: HashSet<Slug> = self.topics.iter().map(|name| name.id.clone()).collect();
        let more = more.unwrap_or_default().0.into_iter();
        let new = more.filter(|name| known.insert(name.id.clone()));
        inherited.topics.extend(new);
        inherited
    }
}

/// The prose headings around a place, with the values that questions inherit from them.
pub(super) struct Scopes(Vec<(u8, Inherited)>, Inherited);

impl Scopes {
    pub(super) fn new(outer: Inherited) -> Self {
        Self(Vec::new(), outer)
    }

    /// Closes the headings that a heading of `level` ends, and returns the values that it inherits.
    pub(super) fn at(&mut self, level: u8) -> Inherited {
        while self.0.pop_if(|(open, _)| *open >= level).is_some() {}
        self.0
            .last()
            .map_or(&self.1, |(_, inherited)| inherited)
            .clone()
    }

    pub(super) fn push(&mut self, level: u8, inherited: Inherited) {
        self.0.push((level, inherited));
    }
}
