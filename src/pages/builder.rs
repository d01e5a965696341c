//! The builder of pages: what a page type asks for titles, links and bodies.

use std::ops::Deref;
use std::sync::Arc;

use super::bodies::{BodyPlacement, BodyRenderer};
use super::context::SiteContext;
use super::hrefs::href;
use super::links;
use super::tracker::{Dependencies, Tracker};
use crate::catalog::{Node, Route, Target, TermNode};
use crate::kinds::{Body, Difficulty, Document, RoundKind};
use crate::render::model::{Count, Link};
use crate::render::{Html, Shared, Strings};

/// Plans and fills some pages, and records what they depend on.
pub struct PageBuilder<'a> {
    context: &'a SiteContext,
    pub(super) tracker: Tracker<'a>,
}

impl Deref for PageBuilder<'_> {
    type Target = SiteContext;

    fn deref(&self) -> &Self::Target {
        self.context
    }
}

impl<'a> PageBuilder<'a> {
    /// Creates a builder that has read nothing.
    pub fn new(context: &'a SiteContext) -> Self {
        Self {
            context,
            tracker: context.tracker(),
        }
    }

    /// Returns what the pages depend on.
    pub(super) fn finish(self) -> Dependencies {
        self.tracker.finish()
    }

    /// Returns the title of an entity in lists.
    pub fn title<'n, T>(&'n self, node: &'n Node<T>) -> &'n Arc<str> {
        self.tracker.title(node)
    }

    /// Returns the title of an entity on its own page.
    pub fn whole_title<'n, T>(&'n self, node: &'n Node<T>) -> &'n Arc<str> {
        self.tracker.whole_title(node)
    }

    /// Renders a body under a heading of `level`; `None` if the body is empty.
    pub fn body(
        &self,
        document: &Arc<Document>,
        body: &Body,
        level: u8,
        placement: &BodyPlacement<'_>,
    ) -> Option<Shared<Html>> {
        BodyRenderer::new(self.context).html(&self.tracker, document, body, level, placement)
    }

    /// Returns the address of a route.
    pub fn href(&self, route: &Route) -> Arc<str> {
        href(&self.catalog, route)
    }

    /// Returns the link to an entity.
    pub fn link<T>(&self, node: &Node<T>) -> Link {
        links::node_link(self.context, &self.tracker, node)
    }

    /// Returns the link to a topic, company or role.
    pub fn term_link(&self, node: &TermNode) -> Link {
        links::term_link(self.context, node)
    }

    /// Returns the link to a target.
    pub fn target_link(&self, target: &Target) -> Link {
        links::target_link(self.context, &self.tracker, target)
    }

    /// Returns a link with a title of its own.
    pub fn titled(&self, route: &Route, title: &str) -> Link {
        Link::new(self.href(route), title)
    }

    /// Returns the link to a list at the top of the site, with one of the interface strings as its title.
    pub fn list_link(&self, folder: &str, title: &str) -> Link {
        self.titled(&Route::from_parts([folder]), &self.strings.text(title))
    }

    /// Returns the link to a term, with a number.
    pub fn counted(&self, term: &TermNode, count: usize) -> Count {
        Count {
            link: self.term_link(term),
            count,
        }
    }

    /// Returns the link to the rounds of a kind, in a language.
    pub fn round_kind(&self, strings: &Strings, kind: RoundKind) -> Option<Link> {
        self.fragments.round_kind(&strings.tag, kind)
    }

    /// Returns a difficulty as the theme shows it, in a language.
    pub fn difficulty(&self, strings: &Strings, difficulty: Difficulty) -> Option<Shared<Html>> {
        self.fragments.difficulty(&strings.tag, difficulty)
    }
}
