//! Typed indices of nodes, and tables of values by these indices.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// The index of a `T` among all of its kind, from 0.
///
/// Nodes are numbered in path order. Takeaways and FAQ entries are both entries, and the terms of
/// each vocabulary are counted apart, so an `Idx<Entry>` or an `Idx<TermNode>` belongs to the list
/// that it was taken from.
pub struct Idx<T> {
    index: usize,
    kind: PhantomData<fn() -> T>,
}

impl<T> Idx<T> {
    /// Returns the index of the element at `index`.
    pub const fn new(index: usize) -> Self {
        Self {
            index,
            kind: PhantomData,
        }
    }

    /// Returns the index as a plain number.
    pub const fn get(self) -> usize {
        self.index
    }
}

impl<T> Clone for Idx<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Idx<T> {}

impl<T> PartialEq for Idx<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Idx<T> {}

impl<T> PartialOrd for Idx<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Idx<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> Hash for Idx<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<T> fmt::Debug for Idx<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Idx({})", self.index)
    }
}

/// Values by the index of a `T`; an index without a value has the default value.
#[derive(Clone, Debug)]
pub struct Table<T, V> {
    values: Vec<V>,
    key: PhantomData<fn() -> T>,
}

impl<T, V> Default for Table<T, V> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            key: PhantomData,
        }
    }
}

impl<T, V: Default + Clone> Table<T, V> {
    /// Creates a table of default values for the indices below `size`.
    pub fn new(size: usize) -> Self {
        Self {
            values: vec![V::default(); size],
            key: PhantomData,
        }
    }
}

impl<T, V> Table<T, V> {
    /// Sets the value of an index of the table.
    pub fn set(&mut self, idx: Idx<T>, value: V) {
        if let Some(slot) = self.get_mut(idx) {
            *slot = value;
        }
    }

    /// Returns the value of an index of the table, to change it.
    pub fn get_mut(&mut self, idx: Idx<T>) -> Option<&mut V> {
        self.values.get_mut(idx.index)
    }

    /// Adds a value for the next index.
    pub fn push(&mut self, value: V) {
        self.values.push(value);
    }

    /// Returns the values of all indices, to change them.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.values.iter_mut()
    }
}

impl<T, V> Table<T, Vec<V>> {
    /// Returns the values of all indices in order.
    pub fn all(&self) -> impl Iterator<Item = &V> {
        self.values.iter().flatten()
    }

    /// Returns the values of an index.
    pub fn of(&self, idx: Idx<T>) -> &[V] {
        self.values.get(idx.index).map_or(&[], Vec::as_slice)
    }

    /// Adds a value to those of an index.
    pub fn add(&mut self, idx: Idx<T>, value: V) {
        if let Some(values) = self.get_mut(idx) {
            values.push(value);
        }
    }
}

impl<T, V> Table<T, Option<V>> {
    /// Returns the value of an index, if it has one.
    pub fn get(&self, idx: Idx<T>) -> Option<&V> {
        self.values.get(idx.index).and_then(Option::as_ref)
    }
}
