//! Links to pages. A link that many pages show comes from the fragments.

use super::context::SiteContext;
use super::hrefs::href;
use super::tracker::Tracker;
use crate::catalog::{Node, Target, TermNode};
use crate::render::Link;

/// Returns the link to an entity.
pub(super) fn node_link<T>(context: &SiteContext, tracker: &Tracker<'_>, node: &Node<T>) -> Link {
    let shared = context.fragments.node_link(tracker, node);
    shared.unwrap_or_else(|| {
        let title = tracker.title(node).clone();
        Link::new(href(&context.catalog, &node.route), title)
    })
}

/// Returns the link to a topic, company or role.
pub(super) fn term_link(context: &SiteContext, node: &TermNode) -> Link {
    let href = href(&context.catalog, &node.route);
    let shared = context.fragments.term(node.idx, &href);
    shared.unwrap_or_else(|| Link::new(href, node.title.clone()))
}

/// Returns the link to a target.
pub(super) fn target_link(context: &SiteContext, tracker: &Tracker<'_>, target: &Target) -> Link {
    match target {
        Target::Interview(node) => node_link(context, tracker, node),
        Target::Round(node) => node_link(context, tracker, node),
        Target::Question(node) => node_link(context, tracker, node),
        Target::Framework(node) => node_link(context, tracker, node),
        Target::Topic(node) | Target::Company(node) | Target::Role(node) => {
            tracker.read_title_of(target);
            term_link(context, node)
        }
        Target::Faq(node) | Target::Takeaway(node) => node_link(context, tracker, node),
        Target::Page(node) => node_link(context, tracker, node),
    }
}
