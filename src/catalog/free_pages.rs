//! The addresses and ids of free pages.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::node::Target;
use super::route::Route;
use crate::kinds::{Document, Entity, Page, Visibility, without_number};
use crate::syntax::slug;

/// What free pages can be named by, beside their ids.
#[derive(Debug, Default)]
pub struct PageNames {
    /// The pages by their paths in the site, such as `guide/intro`.
    pub(super) by_path: HashMap<Arc<str>, Target>,
    /// The pages whose files have one name.
    pub(super) of_stem: HashMap<Arc<str>, Vec<Target>>,
}

impl PageNames {
    /// Returns the pages that a text names that is no id.
    pub(super) fn get(&self, name: &str) -> Vec<Target> {
        let path = || self.by_path.get(name).cloned().into_iter().collect();
        self.of_stem.get(name).cloned().unwrap_or_else(path)
    }
}

/// Returns the route of a free page: its path without order numbers, or the list that it introduces.
/// Returns `None` if a part of the path has no letter or digit.
pub(super) fn page_route(within: &str, page: &Page) -> Option<Route> {
    if let Some(list) = page.introduces {
        return Some(Route::from_parts([list]));
    }
    let path = within.strip_suffix(".md").unwrap_or(within);
    let path = path.strip_suffix("/index").unwrap_or(path);
    let parts: Vec<String> = path
        .split('/')
        .map(|part| slug(without_number(part)))
        .collect();
    let whole = parts.iter().all(|part| !part.is_empty());
    whole.then(|| Route::from_parts(parts.iter().map(String::as_str)))
}

/// Returns the path of a route: `guide/intro` for `/guide/intro/`.
pub(super) fn path_of(route: &Route) -> &str {
    route.as_str().trim_matches('/')
}

/// Returns the ids that several visible free pages have by the names of their files.
pub(super) fn shared_stems(
    documents: &[Arc<Document>],
    is_visible: impl Fn(Visibility) -> bool,
) -> HashSet<Arc<str>> {
    let mut seen = HashSet::default();
    let stems = documents
        .iter()
        .filter_map(|document| match &document.entity {
            Entity::Page(page) if is_visible(page.head.visibility) => {
                let route = page_route(&document.within, page)?;
                has_stem_as_id(page, &route).then(|| page.head.id.shared())
            }
            _ => None,
        });
    stems.filter(|stem| !seen.insert(stem.clone())).collect()
}

/// Returns whether the id of a page is the name of its file.
pub(super) fn has_stem_as_id(page: &Page, route: &Route) -> bool {
    let stem = path_of(route).rsplit('/').next();
    page.introduces.is_none() && stem == Some(page.head.id.as_str())
}
