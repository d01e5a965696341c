//! The sheets of a book: what each of them prints.

use std::sync::Arc;

use crate::catalog::{Catalog, Node, Route, TermNode};
use crate::kinds::Interview;

/// The most questions on one sheet.
pub(super) const MOST_QUESTIONS: usize = 1_000;

/// A printed page.
#[derive(Clone, Debug)]
pub(super) enum Sheet {
    Book,
    Interview(Arc<Node<Interview>>),
    /// A topic, and the number of the sheet, from 1.
    Topic(Arc<TermNode>, usize),
}

impl Sheet {
    /// Returns the route of the sheet.
    pub(super) fn route(&self) -> Route {
        match self {
            Self::Book => Route::from_parts(["print"]),
            Self::Interview(node) => node.route.printed(),
            Self::Topic(node, number) => node.route.printed().paged(*number),
        }
    }

    /// Returns the route of the page that the sheet prints.
    pub(super) fn printed_route(&self) -> Route {
        match self {
            Self::Book => Route::from_parts([]),
            Self::Interview(node) => node.route.clone(),
            Self::Topic(node, _) => node.route.clone(),
        }
    }

    /// Returns the number of the sheet, from 1.
    pub(super) fn number(&self) -> usize {
        match self {
            Self::Book | Self::Interview(_) => 1,
            Self::Topic(_, number) => *number,
        }
    }
}

/// Returns how many sheets a topic fills.
pub(super) fn sheets_of(catalog: &Catalog, topic: &TermNode) -> usize {
    let questions = catalog.indices.of_topic.questions.of(topic.idx);
    questions.len().div_ceil(MOST_QUESTIONS).max(1)
}
