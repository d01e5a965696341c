//! Links to free pages, for menus and the home page.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::builder::PageBuilder;
use crate::catalog::{Node, Route, folder_route};
use crate::kinds::{Page, Slug, from_id};
use crate::render::model::Link;

/// The most pages of a folder that the home page lists.
const MOST_OF_FOLDER: usize = 5;

impl PageBuilder<'_> {
    /// Returns the link to a folder.
    pub(super) fn folder_link(&self, folder: &str) -> Link {
        self.titled(&folder_route(folder), &folder_title(folder))
    }

    /// Returns the links to free pages at the top and to the folders there, for menus.
    pub(super) fn top_pages(&self) -> Vec<Link> {
        let links = self.at_the_top().into_iter();
        let links = links.map(|(name, page)| match page {
            Some(page) => self.link(page),
            None => self.folder_link(name),
        });
        links.collect()
    }

    /// Returns the links to free pages at the top. A folder without a page of its own is represented by its
    /// first pages.
    pub(super) fn home_pages(&self) -> Vec<Link> {
        let mut links = Vec::new();
        for (name, page) in self.at_the_top() {
            match page {
                Some(page) => links.push(self.link(page)),
                None => links.extend(self.first_of_folder(name)),
            }
        }
        links
    }

    fn first_of_folder(&self, folder: &str) -> Vec<Link> {
        let folders = &self.catalog.folders;
        let pages = folders.pages_in(folder).iter();
        let pages = pages.filter(|page| page.entity.nav);
        let mut links: Vec<Link> = pages.map(|page| self.link(page)).collect();
        let inside = folders.folders_in(folder).into_iter();
        let inside = inside.filter(|inside| {
            let mut pages = folders.pages_below(inside);
            pages.any(|page| page.entity.nav)
        });
        links.extend(inside.map(|inside| self.folder_link(inside)));
        let more = links.len().saturating_sub(MOST_OF_FOLDER);
        links.truncate(MOST_OF_FOLDER);
        if more > 0 {
            let more = self.strings.count("and-more", more);
            links.push(self.titled(&folder_route(folder), &more));
        }
        links
    }

    /// Returns the names of pages and folders at the top that menus list, each with its page if it has one.
    fn at_the_top(&self) -> Vec<(&str, Option<&Arc<Node<Page>>>)> {
        let pages = &self.catalog.ids.pages;
        let mut seen = BTreeSet::new();
        let mut top = Vec::new();
        for node in pages.iter().filter(|node| node.entity.nav) {
            let path = node.route.as_str().trim_matches('/');
            let name = path.split('/').next().unwrap_or_default();
            if seen.insert(name) {
                let route = Route::from_parts([name]);
                top.push((name, pages.iter().find(|page| page.route == route)));
            }
        }
        top
    }
}

/// Returns the title of a folder, which is made of its name.
pub(super) fn folder_title(folder: &str) -> String {
    let name = folder.rsplit('/').next().unwrap_or_default();
    Slug::from_text(name).map_or_else(|| name.to_owned(), |id| from_id(&id))
}
