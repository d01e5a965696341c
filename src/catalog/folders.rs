//! The folders of free pages, with the pages in each in their order.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::node::Node;
use super::route::Route;
use crate::kinds::{Page, order_number};

/// Free pages by the folder of their address. Every folder on the way to a page is listed; the top folder is
/// the empty text.
#[derive(Debug, Default)]
pub struct Folders(BTreeMap<String, Vec<Arc<Node<Page>>>>);

impl Folders {
    /// Sorts free pages into their folders.
    pub(super) fn new(pages: &[Arc<Node<Page>>]) -> Self {
        let mut folders: BTreeMap<String, Vec<Arc<Node<Page>>>> = BTreeMap::new();
        for node in pages.iter().filter(|node| node.entity.introduces.is_none()) {
            let folder = folder_of(&node.route);
            folders
                .entry(folder.to_owned())
                .or_default()
                .push(node.clone());
            let mut above = folder;
            while !above.is_empty() {
                folders.entry(above.to_owned()).or_default();
                above = parent(above);
            }
        }
        for pages in folders.values_mut() {
            pages.sort_by_key(|node| {
                let order = node.entity.order.unwrap_or(i32::MAX);
                (order, order_number(&node.document.within))
            });
        }
        Self(folders)
    }

    /// Returns the pages in a folder, in order.
    pub fn pages_in(&self, folder: &str) -> &[Arc<Node<Page>>] {
        self.0.get(folder).map_or(&[], Vec::as_slice)
    }

    /// Returns the pages before and after a page in its folder.
    pub fn neighbors(&self, page: &Node<Page>) -> [Option<&Arc<Node<Page>>>; 2] {
        let pages = self.pages_in(folder_of(&page.route));
        let place = pages.iter().position(|other| other.idx == page.idx);
        let Some(place) = place else {
            return [None, None];
        };
        let previous = place.checked_sub(1).and_then(|before| pages.get(before));
        [previous, pages.get(place + 1)]
    }

    /// Returns the folders whose address has no free page, so that they need a page of their own.
    pub fn without_page(&self) -> impl Iterator<Item = &str> {
        let routes: std::collections::BTreeSet<&str> = self
            .0
            .values()
            .flatten()
            .map(|page| page.route.as_str())
            .collect();
        let folders = self.0.keys().map(String::as_str);
        folders.filter(move |folder| {
            !folder.is_empty() && !routes.contains(folder_route(folder).as_str())
        })
    }

    /// Returns the folders directly in a folder, but not those whose address is one of its pages.
    pub fn folders_in(&self, folder: &str) -> Vec<&str> {
        let pages = self.pages_in(folder);
        let is_inside = |other: &&str| {
            let route = folder_route(other);
            parent(other) == folder
                && *other != folder
                && pages.iter().all(|page| page.route != route)
        };
        self.0
            .keys()
            .map(String::as_str)
            .filter(is_inside)
            .collect()
    }

    /// Returns all pages in a folder and in the folders below it.
    pub fn pages_below(&self, folder: &str) -> impl Iterator<Item = &Arc<Node<Page>>> {
        let inside = self.0.iter().filter(move |(other, _)| {
            let rest = other.strip_prefix(folder);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        inside.flat_map(|(_, pages)| pages)
    }
}

/// Returns the folder of a free page: `/guide/how-to/` is in `guide`, `/about/` in the top folder.
pub fn folder_of(route: &Route) -> &str {
    parent(route.as_str().trim_matches('/'))
}

/// Returns the address of a folder.
pub fn folder_route(folder: &str) -> Route {
    Route::from_parts(folder.split('/').filter(|part| !part.is_empty()))
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
