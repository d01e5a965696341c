//! Files as they were read last, and one walk's reading on top of them.

// The book is read here.
#![allow(clippy::disallowed_methods)]

use std::fs::{self, Metadata};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use camino::{Utf8Path, Utf8PathBuf};
use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::asset::{Asset, Assets};
use super::cancel::CancelToken;
use super::file::SourceFile;
use super::read;
use super::walk::FoundFile;
use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics};

/// The files that were read, by their paths on the disk.
pub(super) type FileCache = HashMap<Utf8PathBuf, CachedFile>;

/// A file as it was read.
#[derive(Clone, Debug)]
pub(super) struct CachedFile {
    stamp: Option<Stamp>,
    /// The size limit that the file was checked against.
    pub(super) longest: usize,
    /// Whether the file was read twice with the same stamp. A clock can be too coarse to show a
    /// quick second write, so one reading is not trusted.
    is_settled: bool,
    pub(super) content: Content,
    pub(super) diagnostic: Option<Diagnostic>,
}

/// The content of a file of the book.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Text(SourceFile),
    /// An asset, or `None` if its name is of no listed type.
    Asset(Option<Asset>),
}

impl Content {
    /// Returns whether a text has this path in the content folder. A `README.md` has the path of an
    /// `index.md`, until there is one.
    fn is_at(&self, within: &str) -> bool {
        match self {
            Self::Text(file) => *file.within == *within,
            Self::Asset(_) => true,
        }
    }
}

/// The metadata that shows whether a file has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<Duration>,
    /// The time of the last change of any kind, and the number of the file, on systems that have them.
    changed: (i64, i64),
    number: u64,
}

impl Stamp {
    fn from_metadata(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok();
        let (changed, number) = change(metadata);
        Self {
            size: metadata.len(),
            modified: modified.and_then(|time| time.duration_since(UNIX_EPOCH).ok()),
            changed,
            number,
        }
    }

    /// Returns the stamp of a file on the disk. A file with unsaved text has none, and is read anew
    /// each time.
    fn from_file(file: &FoundFile) -> Option<Self> {
        if file.unsaved.is_some() {
            return None;
        }
        let metadata = fs::symlink_metadata(&file.on_disk).ok()?;
        Some(Self::from_metadata(&metadata))
    }
}

#[cfg(unix)]
pub(super) fn change(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt as _;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
pub(super) fn change(_: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}

impl CachedFile {
    /// Reads a page or a theme file.
    pub(super) fn text(file: &FoundFile, longest: usize) -> Self {
        Self::read_with(file, longest, |file, longest| {
            let (text, diagnostic) = read::text(file, longest);
            (Content::Text(text), diagnostic)
        })
    }

    /// Reads a text that another file includes.
    pub(super) fn included(file: &FoundFile, longest: usize) -> Self {
        Self::read_with(file, longest, |file, longest| {
            let (text, diagnostic) = read::included_text(file, longest);
            (Content::Text(text), diagnostic)
        })
    }

    /// Reads the properties of an asset.
    pub(super) fn asset(file: &FoundFile, longest: usize) -> Self {
        Self::read_with(file, longest, |file, longest| {
            let (asset, diagnostic) = read::asset(file, longest);
            (Content::Asset(asset), diagnostic)
        })
    }

    fn read_with(
        file: &FoundFile,
        longest: usize,
        read: fn(&FoundFile, usize) -> (Content, Option<Diagnostic>),
    ) -> Self {
        // The stamp is taken first, so that the next walk sees a change during the reading.
        let stamp = Stamp::from_file(file);
        let (content, diagnostic) = read(file, longest);
        Self {
            stamp,
            longest,
            is_settled: false,
            content,
            diagnostic,
        }
    }

    /// Returns this file if it has not changed, or reads it again.
    fn or_read_again(&self, file: &FoundFile, read: fn(&FoundFile, usize) -> Self) -> Self {
        let is_same = self.stamp.is_some()
            && self.stamp == Stamp::from_file(file)
            && self.content.is_at(&file.within);
        if is_same && self.is_settled {
            return self.clone();
        }
        Self {
            is_settled: is_same,
            ..read(file, self.longest)
        }
    }
}

/// The reading of one walk.
pub(super) struct Reading<'a> {
    /// The files that earlier walks read.
    pub(super) cached: &'a FileCache,
    /// Unsaved texts, which replace the files on the disk, by path.
    pub(super) unsaved: &'a HashMap<Utf8PathBuf, Arc<str>>,
    /// The files that this walk has read.
    pub(super) read: FileCache,
    pub(super) cancel: &'a CancelToken<'a>,
}

impl Reading<'_> {
    /// Returns the text that replaces the file at `path`.
    pub(super) fn unsaved(&self, path: &Utf8Path) -> Option<&Arc<str>> {
        self.unsaved.get(path)
    }

    /// Gives the files their unsaved texts.
    pub(super) fn overlay(&self, files: &mut [FoundFile]) {
        for file in files {
            file.unsaved = self.unsaved(&file.on_disk).cloned();
        }
    }

    /// Gives the files of the content folder their unsaved texts, and adds the files that only an
    /// editor has so far.
    pub(super) fn overlay_content(
        &self,
        files: &mut Vec<FoundFile>,
        root: &Utf8Path,
        config: &Config,
    ) {
        let content = root.join(&config.content);
        let known: HashSet<&Utf8PathBuf> = files.iter().map(|file| &file.on_disk).collect();
        let unwritten = self.unsaved.keys().filter(|path| !known.contains(path));
        let unwritten = unwritten.filter_map(|path| FoundFile::unwritten(path, &content, config));
        let unwritten: Vec<FoundFile> = unwritten.collect();
        if !unwritten.is_empty() {
            files.extend(unwritten);
            files.sort_by(|a, b| a.within.split('/').cmp(b.within.split('/')));
        }
        self.overlay(files);
    }

    /// Reads texts, in order.
    pub(super) fn texts(
        &mut self,
        files: &[FoundFile],
        longest: usize,
        diagnostics: &mut Diagnostics,
    ) -> Vec<SourceFile> {
        texts(self.read(files, longest, CachedFile::text, diagnostics))
    }

    /// Reads texts that others include, in order.
    pub(super) fn included(
        &mut self,
        files: &[FoundFile],
        longest: usize,
        diagnostics: &mut Diagnostics,
    ) -> Vec<SourceFile> {
        texts(self.read(files, longest, CachedFile::included, diagnostics))
    }

    /// Reads the properties of assets.
    pub(super) fn assets(
        &mut self,
        files: &[FoundFile],
        largest: usize,
        diagnostics: &mut Diagnostics,
    ) -> Assets {
        let contents = self.read(files, largest, CachedFile::asset, diagnostics);
        let assets = contents.into_iter().filter_map(|content| match content {
            Content::Asset(asset) => asset,
            Content::Text(_) => None,
        });
        assets.collect()
    }

    fn read(
        &mut self,
        files: &[FoundFile],
        longest: usize,
        read: fn(&FoundFile, usize) -> CachedFile,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Content> {
        let (cached, cancel) = (self.cached, self.cancel);
        let all: Vec<CachedFile> = files
            .par_iter()
            .filter(|_| !cancel.is_cancelled())
            .map(|file| match cached.get(&file.on_disk) {
                Some(known) if known.longest == longest => known.or_read_again(file, read),
                Some(_) | None => read(file, longest),
            })
            .collect();
        for (file, read) in files.iter().zip(&all) {
            diagnostics.extend(read.diagnostic.clone());
            self.read.insert(file.on_disk.clone(), read.clone());
        }
        all.into_iter().map(|file| file.content).collect()
    }
}

fn texts(contents: Vec<Content>) -> Vec<SourceFile> {
    let texts = contents.into_iter().filter_map(|content| match content {
        Content::Text(file) => Some(file),
        Content::Asset(_) => None,
    });
    texts.collect()
}
