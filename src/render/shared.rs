//! Values that many page models share. They are made once and hashed once.

use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::source::ContentHash;

/// A reference-counted value with the hash of its content. The hash of a model includes this hash
/// and not the value, and still covers everything that the page shows.
#[derive(Debug)]
pub struct Shared<T>(Arc<(ContentHash, T)>);

impl<T: Hash> Shared<T> {
    /// Hashes the value and shares it.
    pub fn new(value: T) -> Self {
        Self(Arc::new((ContentHash::new(&value), value)))
    }

    /// Shares a value that was made only from the inputs that `hash` covers.
    pub fn made_from(hash: ContentHash, value: T) -> Self {
        Self(Arc::new((hash, value)))
    }

    /// Returns the hash of the value.
    pub fn hash_of(&self) -> ContentHash {
        self.0.0
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.1
    }
}

impl<T> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.0.hash(state);
    }
}

impl<T: Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.1.serialize(serializer)
    }
}
