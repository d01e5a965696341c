//! The part that entities of all kinds have in common.

use std::sync::Arc;

use super::entry::Entry;
use super::framework::Framework;
use super::head::Head;
use super::interview::Interview;
use super::keys;
use super::page::Page;
use super::question::Question;
use super::round::Round;
use super::schema::AnyKey;
use super::values::{Name, Reference};

/// An entity that can be a node of the book.
pub trait IsEntity {
    /// Returns the id, the title and the visibility.
    fn head(&self) -> &Head;

    /// Returns the anchors of all headings.
    fn anchors(&self) -> &[Arc<str>];

    /// Returns the topics, without inherited ones unless the entity is a question.
    fn topics(&self) -> &[Name] {
        &[]
    }

    /// Returns the names of topics, companies and roles, each with the key that gives it.
    fn names(&self) -> Vec<(&'static dyn AnyKey, &[Name])> {
        vec![(&keys::TOPICS, self.topics())]
    }

    /// Returns the references by id, each with the key that gives it.
    fn references(&self) -> Vec<(&'static dyn AnyKey, &[Reference])> {
        Vec::new()
    }
}

impl IsEntity for Interview {
    fn head(&self) -> &Head {
        &self.head
    }

    fn anchors(&self) -> &[Arc<str>] {
        &self.anchors
    }

    fn topics(&self) -> &[Name] {
        &self.topics
    }

    fn names(&self) -> Vec<(&'static dyn AnyKey, &[Name])> {
        vec![
            (&keys::COMPANY, self.company.as_slice()),
            (&keys::ROLE, self.role.as_slice()),
            (&keys::TOPICS, &self.topics),
        ]
    }
}

impl IsEntity for Round {
    fn head(&self) -> &Head {
        &self.head
    }

    fn anchors(&self) -> &[Arc<str>] {
        &self.anchors
    }

    fn topics(&self) -> &[Name] {
        &self.topics
    }
}

impl IsEntity for Question {
    fn head(&self) -> &Head {
        &self.head
    }

    fn anchors(&self) -> &[Arc<str>] {
        &self.anchors
    }

    fn topics(&self) -> &[Name] {
        &self.topics
    }

    fn references(&self) -> Vec<(&'static dyn AnyKey, &[Reference])> {
        vec![(&keys::USES, &self.uses)]
    }
}

impl IsEntity for Framework {
    fn head(&self) -> &Head {
        &self.head
    }

    fn anchors(&self) -> &[Arc<str>] {
        &self.anchors
    }

    fn topics(&self) -> &[Name] {
        &self.topics
    }
}

impl IsEntity for Entry {
    fn head(&self) -> &Head {
        &self.head
    }

    fn anchors(&self) -> &[Arc<str>] {
        &self.anchors
    }

    fn topics(&self) -> &[Name] {
        &self.topics
    }

    fn references(&self) -> Vec<(&'static dyn AnyKey, &[Reference])> {
        vec![(&keys::EVIDENCE, &self.evidence)]
    }
}

impl IsEntity for Page {
    fn head(&self) -> &Head {
        &self.head
    }

    fn anchors(&self) -> &[Arc<str>] {
        &self.anchors
    }
}
