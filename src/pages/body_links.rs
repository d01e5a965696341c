//! The targets of a body's links, images and code fences, by the text that the author wrote.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::context::SiteContext;
use super::hrefs::{file_href, href};
use super::links::target_link;
use super::tracker::Tracker;
use crate::catalog::Catalog;
use crate::kinds::{Body, Document};
use crate::render::{FileLink, Link};

/// Returns the pages that the links of a body lead to.
pub(super) fn page_links<'t>(
    context: &SiteContext,
    tracker: &Tracker<'_>,
    document: &Document,
    body: &'t Body,
) -> BTreeMap<&'t str, Link> {
    let Some(table) = context.catalog.links(document) else {
        return BTreeMap::new();
    };
    let resolved = body
        .links
        .iter()
        .filter_map(|link| Some((link.target.as_str(), table.get(&link.target)?)));
    let links = resolved.map(|(text, resolved)| {
        let target = &resolved.target;
        let link = match &resolved.anchor {
            Some(anchor) => {
                let route = target.route_at(anchor);
                let title = tracker.title_of(target).clone();
                Link::new(href(&context.catalog, &route), title)
            }
            None => target_link(context, tracker, target),
        };
        (text, link)
    });
    links.collect()
}

/// Returns the lines that the code fences of a body include.
pub(super) fn included_lines<'t>(
    catalog: &Catalog,
    document: &Document,
    body: &'t Body,
) -> BTreeMap<&'t str, Arc<str>> {
    let Some(table) = catalog.includes(document) else {
        return BTreeMap::new();
    };
    let texts = body.links.iter().map(|link| link.target.as_str());
    texts
        .filter_map(|text| Some((text, table.get(text)?.clone())))
        .collect()
}

/// Returns the files that a body shows or links to.
pub(super) fn file_links<'t>(
    catalog: &Catalog,
    document: &Document,
    body: &'t Body,
) -> BTreeMap<&'t str, FileLink> {
    let Some(table) = catalog.files(document) else {
        return BTreeMap::new();
    };
    let base = &catalog.config.base.path;
    let assets = body
        .links
        .iter()
        .filter_map(|link| Some((link.target.as_str(), table.get(&link.target)?)));
    let links = assets.map(|(text, asset)| {
        let href = file_href(base, &asset.within);
        let dimensions = asset.dimensions;
        (text, FileLink { href, dimensions })
    });
    links.collect()
}
