//! Links to the pages of the book. Those that many pages show were made once for all of them.

use std::sync::Arc;

use super::parts::Maker;
use crate::catalog::{Catalog, Node, Route, Target, TermNode};
use crate::kinds::{Difficulty, RoundKind};
use crate::render::model::{Count, Level};
use crate::render::{Html, Link, Shared, Words};

impl Maker<'_> {
    pub(super) fn href(&self, route: &Route) -> Arc<str> {
        href(self.catalog, route)
    }

    pub(super) fn link<T>(&self, node: &Node<T>) -> Link {
        self.names.borrow_mut().push(node.document_idx);
        let made = self
            .rows
            .links
            .get(&(node.document_idx, node.title_idx))
            .cloned();
        made.unwrap_or_else(|| Link::new(self.href(&node.route), self.texts.title(node).clone()))
    }

    pub(super) fn term_link(&self, node: &TermNode) -> Link {
        let rows = &self.rows;
        let href = self.href(&node.route);
        let shelves = [&rows.topics, &rows.companies, &rows.roles];
        let mut made = shelves.iter().filter_map(|links| links.get(node.idx.get()));
        let made = made.find(|link| *link.href() == href).cloned();
        made.unwrap_or_else(|| Link::new(href, node.title.clone()))
    }

    pub(super) fn target_link(&self, target: &Target) -> Link {
        let of = |node: &TermNode| {
            self.names.borrow_mut().extend(self.texts.idx_of(target));
            self.term_link(node)
        };
        match target {
            Target::Interview(node) => self.link(node),
            Target::Round(node) => self.link(node),
            Target::Question(node) => self.link(node),
            Target::Framework(node) => self.link(node),
            Target::Topic(node) | Target::Company(node) | Target::Role(node) => of(node),
            Target::Faq(node) | Target::Takeaway(node) => self.link(node),
            Target::Page(node) => self.link(node),
        }
    }

    pub(super) fn titled(&self, route: &Route, title: &str) -> Link {
        Link::new(self.href(route), title)
    }

    pub(super) fn counted(&self, term: &TermNode, count: usize) -> Count {
        Count {
            link: self.term_link(term),
            count,
        }
    }

    /// The link to the rounds of a kind, on a page in some language.
    pub(super) fn kind(&self, voice: &Words, kind: RoundKind) -> Option<Link> {
        let mut known = RoundKind::ALL.iter();
        let place = known.position(|known| *known == kind)?;
        self.rows.kinds.get(&voice.tag)?.get(place).cloned()
    }

    pub(super) fn kind_of(&self, voice: &Words, kind: RoundKind) -> Link {
        let route = Route::from_parts(["rounds", kind.as_str()]);
        self.titled(&route, &voice.value(kind.as_str()))
    }

    /// How hard a question is, on a page in some language.
    pub(super) fn level(&self, voice: &Words, difficulty: Difficulty) -> Option<Shared<Html>> {
        let mut known = Difficulty::ALL.iter();
        let place = known.position(|known| *known == difficulty)?;
        let levels = self.rows.levels.get(&voice.tag)?;
        levels.get(place).cloned()
    }

    pub(super) fn level_of(&self, difficulty: Difficulty) -> Level {
        let route = Route::from_parts(["difficulties", difficulty.as_str()]);
        Level {
            link: self.titled(&route, &self.words.value(difficulty.as_str())),
            label: self.words.value(difficulty.as_str()),
            dots: match difficulty {
                Difficulty::Easy => 1,
                Difficulty::Medium => 2,
                Difficulty::Hard => 3,
            },
        }
    }
}

/// The address of a route under the site's base path.
pub(super) fn href(catalog: &Catalog, route: &Route) -> Arc<str> {
    match catalog.config.base.path.as_str() {
        // thousands of links share the address of one page
        "" => route.shared(),
        base => format!("{base}{route}").into(),
    }
}
