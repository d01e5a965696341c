//! Links to pages of the site. A link is made once and shown on many pages.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::source::ContentHash;

/// A link to a page of the site. Templates see `href` and `title`.
///
/// Most links are shown on several pages. A link therefore stores the value for templates and its
/// hash, so that a page that shows it neither serializes nor hashes it again.
#[derive(Clone, Debug)]
pub struct Link(Arc<Ready>);

#[derive(Debug)]
struct Ready {
    href: Arc<str>,
    title: Arc<str>,
    hash: ContentHash,
    seen: Value,
}

#[derive(Hash, Serialize)]
struct Seen<'a> {
    href: &'a str,
    title: &'a str,
}

impl Link {
    /// Creates a link to an address.
    pub fn new(href: impl Into<Arc<str>>, title: impl Into<Arc<str>>) -> Self {
        let (href, title) = (href.into(), title.into());
        let seen = Seen {
            href: &href,
            title: &title,
        };
        let (hash, seen) = (ContentHash::new(&seen), Value::from_serializable(&seen));
        Self(Arc::new(Ready {
            href,
            title,
            hash,
            seen,
        }))
    }

    /// Returns the address.
    pub fn href(&self) -> &Arc<str> {
        &self.0.href
    }

    /// Returns the text of the link.
    pub fn text(&self) -> &Arc<str> {
        &self.0.title
    }
}

impl PartialEq for Link {
    fn eq(&self, other: &Self) -> bool {
        self.0.hash == other.0.hash
    }
}

impl Eq for Link {}

impl Hash for Link {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash.hash(state);
    }
}

/// Templates get the same value, not a copy.
impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.seen.serialize(serializer)
    }
}
