//! Content-addressed tables, which map the hash of all inputs of a pure stage to its result.

use std::sync::{Mutex, PoisonError};

use foldhash::{HashMap, HashMapExt};

use super::hash::ContentHash;

/// Results by the hash of all their inputs. An entry is never stale. An entry that two builds in a
/// row do not use is dropped.
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
    /// Returns the value for `key`, and makes it if it is not in the table. Two threads can make
    /// equal values at the same time; one of them stays.
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

    /// Returns the value for `key`, if it is in the table.
    pub fn get(&self, key: ContentHash) -> Option<V> {
        self.with(|inner| {
            let build = inner.build;
            let (value, touched) = inner.values.get_mut(&key)?;
            *touched = build;
            Some(value.clone())
        })
    }

    /// Starts a new build, and drops the entries that the last two builds did not use.
    pub fn next_build(&self) {
        self.with(|inner| {
            let build = inner.build;
            inner.values.retain(|_, (_, touched)| *touched + 1 >= build);
            inner.build += 1;
        });
    }

    /// Returns the number of values.
    pub fn len(&self) -> usize {
        self.with(|inner| inner.values.len())
    }

    /// Returns whether the table has no values.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Locks the table. A thread that panicked while it held the lock left the table consistent.
    fn with<T>(&self, act: impl FnOnce(&mut Inner<V>) -> T) -> T {
        act(&mut self.inner.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
