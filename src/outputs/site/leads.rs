//! What a body's links, images and code fences lead to, by what the author wrote.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::files::address;
use super::parts::Maker;
use crate::kinds::{Body, Document};
use crate::render::{FileLink, Link};

impl Maker<'_> {
    /// What the links of a body lead to.
    pub(super) fn resolved<'t>(
        &self,
        document: &Document,
        text: &'t Body,
    ) -> BTreeMap<&'t str, Link> {
        let Some(table) = self.catalog.links(document) else {
            return BTreeMap::new();
        };
        let found = text
            .links
            .iter()
            .filter_map(|link| Some((link.target.as_str(), table.get(&link.target)?)));
        let leads = found.map(|(text, found)| {
            let target = &found.target;
            let link = match &found.anchor {
                Some(anchor) => {
                    let route = target.route_at(anchor);
                    Link::new(self.href(&route), self.title_of(target).clone())
                }
                None => self.target_link(target),
            };
            (text, link)
        });
        leads.collect()
    }

    /// The lines that its code fences include.
    pub(super) fn includes<'t>(
        &self,
        document: &Document,
        text: &'t Body,
    ) -> BTreeMap<&'t str, Arc<str>> {
        let table = self.catalog.includes(document).into_iter();
        let links = text.links.iter().map(|link| link.target.as_str());
        table
            .flat_map(|table| {
                links
                    .clone()
                    .filter_map(|text| Some((text, table.get(text)?.clone())))
            })
            .collect()
    }

    /// The files that it shows or links to.
    pub(super) fn files<'t>(
        &self,
        document: &Document,
        text: &'t Body,
    ) -> BTreeMap<&'t str, FileLink> {
        let Some(table) = self.catalog.files(document) else {
            return BTreeMap::new();
        };
        let base = &self.catalog.config.base.path;
        let found = text
            .links
            .iter()
            .filter_map(|link| Some((link.target.as_str(), table.get(&link.target)?)));
        let leads = found.map(|(text, asset)| {
            let href = address(base, &asset.within);
            let dimensions = asset.dimensions;
            (text, FileLink { href, dimensions })
        });
        leads.collect()
    }
}
