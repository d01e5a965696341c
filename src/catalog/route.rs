//! Addresses of pages.

use std::fmt;
use std::sync::Arc;

/// The address of a page inside the site, with `/` at both ends, and perhaps a fragment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Route {
    /// Joins parts that are slugs: `["topics", "caching"]` becomes `/topics/caching/`.
    pub fn from_parts<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut route = String::from("/");
        for part in parts {
            route.push_str(part);
            route.push('/');
        }
        Self(route.into())
    }

    /// Returns the same page at one of its anchors.
    pub fn at(&self, anchor: &str) -> Self {
        Self(format!("{}#{anchor}", self.0).into())
    }

    /// Returns the route with its anchor extended: `#a` becomes `#a--b`.
    pub(super) fn below_anchor(&self, anchor: &str) -> Self {
        Self(format!("{}--{anchor}", self.0).into())
    }

    /// Returns the route of page `number` of a paged list; page 1 is the list itself.
    pub fn paged(&self, number: usize) -> Self {
        match number {
            0 | 1 => self.clone(),
            _ => Self(format!("{}page/{number}/", self.0).into()),
        }
    }

    /// Returns the route of the page's print version.
    pub fn printed(&self) -> Self {
        Self(format!("{}print/", self.0).into())
    }

    /// Returns the route as shared text.
    pub fn shared(&self) -> Arc<str> {
        self.0.clone()
    }

    /// Returns the route as text that begins with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
