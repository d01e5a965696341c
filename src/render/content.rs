//! The content of a page: a value that only its page type and its template know.

use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::Serialize;
use tera::Value;

use crate::source::ContentHash;

/// A value that a template can show.
trait TemplateValue: Debug + Send + Sync {
    /// Converts the value to one of the template engine.
    fn to_value(&self) -> Value;
}

impl<T: Debug + Serialize + Send + Sync> TemplateValue for T {
    fn to_value(&self) -> Value {
        Value::from_serializable(self)
    }
}

/// The content of a page, with the hash of all of it. Templates see the value as `page`.
#[derive(Clone, Debug)]
pub struct PageContent {
    hash: ContentHash,
    value: Arc<dyn TemplateValue>,
}

impl PageContent {
    /// Hashes the value and shares it.
    pub fn new<T: Debug + Hash + Serialize + Send + Sync + 'static>(value: T) -> Self {
        Self {
            hash: ContentHash::new(&value),
            value: Arc::new(value),
        }
    }

    /// Converts the value to one of the template engine.
    pub(super) fn to_value(&self) -> Value {
        self.value.to_value()
    }
}

impl Hash for PageContent {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}
