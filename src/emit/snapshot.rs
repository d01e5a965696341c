//! A snapshot of the output folder, where the site is to be written.

use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::disk::PathKind;
use super::error::EmitError;
use super::folder::Folder;

/// The kinds of things at some paths of the output folder, and at all folders above them.
pub(super) struct DirSnapshot<'a> {
    folder: &'a Folder<'a>,
    kinds: HashMap<&'a str, PathKind>,
}

impl<'a> DirSnapshot<'a> {
    /// Looks at all `paths`. Refuses a symbolic link at any of them or above.
    pub fn scan(
        folder: &'a Folder<'a>,
        paths: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, EmitError> {
        let mut snapshot = Self {
            folder,
            kinds: HashMap::new(),
        };
        let mut levels: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for part in paths.into_iter().flat_map(with_parents) {
            levels.entry(depth(part)).or_default().insert(part);
        }
        // The result for one level depends only on the level above.
        for level in levels.into_values() {
            let looked: Vec<_> = level.par_iter().map(|part| snapshot.look(part)).collect();
            for (part, kind) in level.into_iter().zip(looked) {
                snapshot.kinds.insert(part, kind?);
            }
        }
        Ok(snapshot)
    }

    /// Returns what is at one of the scanned paths.
    pub fn at(&self, path: &str) -> PathKind {
        self.kinds.get(path).copied().unwrap_or(PathKind::Nothing)
    }

    /// Refuses to write `path` if something would still be in its way after all listed files are
    /// removed.
    pub fn refuse_obstacles(
        &self,
        path: &str,
        is_listed: &dyn Fn(&str) -> bool,
    ) -> Result<(), EmitError> {
        for part in with_parents(path) {
            match self.at(part) {
                PathKind::Nothing => {}
                PathKind::Folder if part != path => {}
                PathKind::Folder => self.refuse_what_stays_in(part, is_listed)?,
                PathKind::File { .. } if is_listed(part) => {}
                PathKind::File { .. } | PathKind::Link | PathKind::Other => {
                    return Err(EmitError::in_the_way(&self.folder.at(part)));
                }
            }
        }
        Ok(())
    }

    fn refuse_what_stays_in(
        &self,
        path: &str,
        is_listed: &dyn Fn(&str) -> bool,
    ) -> Result<(), EmitError> {
        let folder = self.folder.at(path);
        let names = self.folder.list(&folder)?;
        if names.is_empty() {
            return Err(EmitError::in_the_way(&folder));
        }
        for name in names {
            let inner = format!("{path}/{name}");
            match self.folder.look(&self.folder.at(&inner))? {
                PathKind::Folder => self.refuse_what_stays_in(&inner, is_listed)?,
                PathKind::File { .. } if is_listed(&inner) => {}
                PathKind::Nothing | PathKind::File { .. } | PathKind::Link | PathKind::Other => {
                    return Err(EmitError::in_the_way(&self.folder.at(&inner)));
                }
            }
        }
        Ok(())
    }

    fn look(&self, path: &str) -> Result<PathKind, EmitError> {
        let reachable = parent(path).is_none_or(|parent| self.at(parent) == PathKind::Folder);
        if !reachable {
            return Ok(PathKind::Nothing);
        }
        let absolute = self.folder.at(path);
        match self.folder.look(&absolute)? {
            PathKind::Link => Err(EmitError::symbolic_link(&absolute)),
            other => Ok(other),
        }
    }
}

/// Returns the folders above a path, the nearest first.
pub(super) fn parents(path: &str) -> impl Iterator<Item = &str> {
    iter::successors(parent(path), |path| parent(path))
}

/// Returns a path and the folders above it, the nearest first.
fn with_parents(path: &str) -> impl Iterator<Item = &str> {
    iter::once(path).chain(parents(path))
}

/// Returns the number of folders above a path.
fn depth(path: &str) -> usize {
    parents(path).count()
}

/// Returns the folder of a path, unless that is the output folder itself.
pub(super) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(parent, _)| parent)
}
