//! The part that entities of all kinds have in common.

use std::sync::Arc;

use super::entry::Entry;
use super::framework::Framework;
use super::head::Head;
use super::interview::Interview;
use super::page::Page;
use super::question::Question;
use super::round::Round;
use super::values::Name;

/// An entity that can be a node of the book.
pub trait IsEntity {
    /// Returns the id, the title and the visibility.
    fn head(&self) -> &Head;

    /// Returns the anchors of all headings.
    fn anchors(&self) -> &[Arc<str>];

    /// Returns the topics, without inherited ones unless the entity is a question.
    fn topics(&self) -> &[Name];
}

macro_rules! is_entity {
    ($($entity:ty),*) => {
        $(impl IsEntity for $entity {
            fn head(&self) -> &Head {
                &self.head
            }

            fn anchors(&self) -> &[Arc<str>] {
                &self.anchors
            }

            fn topics(&self) -> &[Name] {
                &self.topics
            }
        })*
    };
}

is_entity!(Interview, Round, Question, Framework, Entry);

impl IsEntity for Page {
    fn head(&self) -> &Head {
        &self.head
    }

    fn anchors(&self) -> &[Arc<str>] {
        &self.anchors
    }

    fn topics(&self) -> &[Name] {
        &[]
    }
}
