//! Content-addressed tables: the hash of all inputs of a pure stage leads to its result.

use std::sync::{Mutex, PoisonError};

use foldhash::{HashMap, HashMapExt};

use super::hash::ContentHash;

/// Results by the hash of everything they were made from. A value made once is never wrong; one
/// that two builds in a row did not ask for is dropped.
#[derive(Debug)]
pub struct ContentTable<V> {
    inner: Mutex<Inner<V>>,
}

#[derive(Debug)]
struct Inner<V> {
    values: HashMap<ContentHash, (V, u64)>,
    build: u64,
}

impl<V> Default for ContentTable<V> {
    fn default() -> Self {
        let inner = Inner {
            values: HashMap::new(),
            build: 0,
        };
        Self {
            inner: Mutex::new(inner),
        }
    }
}

impl<V: Clone> ContentTable<V> {
    /// The value for `key`, made now if it is not there. Two threads may make the same value at
    /// the same time; both are equal, and one stays.
    pub fn get_or_make(&self, key: ContentHash, make: impl FnOnce() -> V) -> V {
        if let Some(value) = self.get(key) {
            return value;
        }
        let value = make();
        self.with(|inner| {
            inner.values.insert(key, (value.clone(), inner.build));
        });
        value
    }

    /// The value for `key`, if it was made before.
    pub fn get(&self, key: ContentHash) -> Option<V> {
        self.with(|inner| {
            let build = inner.build;
            let (value, touched) = inner.values.get_mut(&key)?;
            *touched = build;
            Some(value.clone())
        })
    }

    /// Begins a new build, and drops what the last two did not touch.
    pub fn next_build(&self) {
        self.with(|inner| {
            let build = inner.build;
            inner.values.retain(|_, (_, touched)| *touched + 1 >= build);
            inner.build += 1;
        });
    }

    /// How many values it holds.
    pub fn len(&self) -> usize {
        self.with(|inner| inner.values.len())
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A thread that died while it held the table left whole values behind.
    fn with<T>(&self, act: impl FnOnce(&mut Inner<V>) -> T) -> T {
        act(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
