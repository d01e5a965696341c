//! A book that is read again and again: only what changed on the disk is read anew.

// The one place where the book is read.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use camino::{Utf8Path, Utf8PathBuf};
use foldhash::{HashMap, HashMapExt, HashSet};
use rayon::prelude::*;

use super::include;
use super::load::{self, Found, LoadError};
use super::{Asset, Assets, CancelToken, SourceFile, SourceSet};
use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics};

/// Reads one book as often as it is asked to, and gives what [`load`](super::load) gives.
#[derive(Debug)]
pub struct Reader {
    root: Utf8PathBuf,
    /// What was read last, by the file's path on the disk.
    kept: HashMap<Utf8PathBuf, Kept>,
    /// The texts that count instead of what the disk has, by path.
    unsaved: HashMap<Utf8PathBuf, Arc<str>>,
    last: Option<(SourceSet, Diagnostics)>,
}

/// A file as it was read.
#[derive(Clone, Debug)]
struct Kept {
    stamp: Option<Stamp>,
    /// The limit that its size was held against.
    longest: usize,
    /// Whether it was read again with the same stamp: a clock may be coarser than a writer is
    /// quick, so one reading is not believed.
    settled: bool,
    what: What,
    mistake: Option<Diagnostic>,
}

/// What a file of the book is.
#[derive(Clone, Debug)]
enum What {
    Text(SourceFile),
    /// None where it is not of the type that its name promises.
    Asset(Option<Asset>),
}

/// What the disk says of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified: Option<Duration>,
    /// Where the system tells: the time of the last change of any kind, and the file's number.
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
}

#[cfg(unix)]
fn change(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt as _;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn change(_: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}

impl Reader {
    /// A reader of the book whose `book.toml` lies in `root`. Nothing is read yet.
    pub fn new(root: &Utf8Path) -> Self {
        Self {
            root: root.to_owned(),
            kept: HashMap::new(),
            unsaved: HashMap::new(),
            last: None,
        }
    }

    /// Lays an unsaved text over the file at `path`, or takes it away again. It counts from the next
    /// reading on, which must be told of the path.
    pub fn overlay(&mut self, path: &Utf8Path, text: Option<Arc<str>>) {
        match text {
            Some(text) => self.unsaved.insert(path.to_owned(), text),
            None => self.unsaved.remove(path),
        };
    }

    /// The folder that holds `book.toml`.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// Walks the whole book; reads the files that are new or whose stamp is.
    ///
    /// # Errors
    /// Where `book.toml` itself cannot be read.
    pub fn load(&mut self) -> Result<(SourceSet, Diagnostics), LoadError> {
        self.last = None;
        let (loaded, read) = self.walk(&CancelToken::never())?;
        Ok(self.keep(loaded, read))
    }

    /// The same, if it may go on to its end; or `None`, and nothing is known that was not before.
    ///
    /// # Errors
    /// Where `book.toml` itself cannot be read.
    pub fn load_while(
        &mut self,
        cancel: &CancelToken<'_>,
    ) -> Result<Option<(SourceSet, Diagnostics)>, LoadError> {
        let (loaded, read) = self.walk(cancel).inspect_err(|_| self.last = None)?;
        Ok(cancel.check().map(|()| self.keep(loaded, read)))
    }

    fn walk(&self, cancel: &CancelToken<'_>) -> Result<Walked, LoadError> {
        let mut reading = Reading {
            kept: &self.kept,
            unsaved: &self.unsaved,
            read: HashMap::new(),
            cancel,
        };
        let loaded = load::load_with(&self.root, &mut reading)?;
        Ok((loaded, reading.read))
    }

    fn keep(
        &mut self,
        loaded: (SourceSet, Diagnostics),
        read: HashMap<Utf8PathBuf, Kept>,
    ) -> (SourceSet, Diagnostics) {
        self.kept = read;
        self.last = Some(loaded.clone());
        loaded
    }

    /// Reads only the files at `paths`, where that is enough: all of them are plain files of the
    /// book that were there before. Anything else takes a walk.
    ///
    /// # Errors
    /// Where `book.toml` itself cannot be read.
    pub fn reload(
        &mut self,
        paths: &BTreeSet<Utf8PathBuf>,
    ) -> Result<(SourceSet, Diagnostics), LoadError> {
        let Some((mut set, found)) = self.last.take() else {
            return self.load();
        };
        let mut found: Vec<Diagnostic> = found.into_iter().collect();
        for path in paths {
            match self.look(path) {
                Look::Nothing => {}
                Look::Elsewhere => return self.load(),
                Look::Plain(old, file) => {
                    let (old, file) = (old.clone(), file.clone());
                    let old_text = file.text.clone();
                    let again = Found {
                        on_disk: path.clone(),
                        path: file.path.clone(),
                        within: file.within.to_string(),
                        unsaved: self.unsaved.get(path).cloned(),
                    };
                    let new = Kept::text(&again, old.longest);
                    let What::Text(file) = new.what.clone() else {
                        return self.load();
                    };
                    // what it includes may have to be read, or no more
                    let includes = |text: &str| include::named(&again.within, text);
                    if !file.is_read() || includes(&file.text) != includes(&old_text) {
                        return self.load();
                    }
                    found.retain(|one| Some(one) != old.mistake.as_ref());
                    found.extend(new.mistake.clone());
                    self.kept.insert(path.clone(), new);
                    let mut files = set.files.iter_mut().chain(&mut set.theme);
                    match files.find(|known| known.path == file.path) {
                        Some(place) => *place = file,
                        None => return self.load(),
                    }
                }
            }
        }
        let loaded = (set, found.into_iter().collect());
        self.last = Some(loaded.clone());
        Ok(loaded)
    }

    fn look(&self, path: &Utf8Path) -> Look<'_> {
        let there = fs::symlink_metadata(path);
        let is_file = || there.as_ref().is_ok_and(Metadata::is_file);
        match self.kept.get(path) {
            Some(kept) if self.unsaved.contains_key(path) || is_file() => match &kept.what {
                What::Text(file) => Look::Plain(kept, file),
                What::Asset(_) => Look::Elsewhere,
            },
            // a file that an editor made and removed while it saved another
            None if there.is_err()
                && !self.unsaved.contains_key(path)
                && !self.holds_files(path) =>
            {
                Look::Nothing
            }
            Some(_) | None => Look::Elsewhere,
        }
    }

    fn holds_files(&self, folder: &Utf8Path) -> bool {
        self.kept.keys().any(|path| path.starts_with(folder))
    }
}

/// What lies at a path that changed.
enum Look<'a> {
    /// Nothing, and nothing of the book did.
    Nothing,
    /// A plain file with a text, as before.
    Plain(&'a Kept, &'a SourceFile),
    /// Something that only a walk can tell.
    Elsewhere,
}

/// What a walk brings: the book, and every file as it was read.
type Walked = ((SourceSet, Diagnostics), HashMap<Utf8PathBuf, Kept>);

/// One walk's reading: what was kept of the last, and what this one has read.
pub(super) struct Reading<'a> {
    kept: &'a HashMap<Utf8PathBuf, Kept>,
    unsaved: &'a HashMap<Utf8PathBuf, Arc<str>>,
    read: HashMap<Utf8PathBuf, Kept>,
    cancel: &'a CancelToken<'a>,
}

impl Reading<'_> {
    /// Whether anybody wants the rest; what a walk brings that was given up is thrown away.
    pub(super) fn goes_on(&self) -> bool {
        !self.cancel.is_cancelled()
    }

    /// The text that counts instead of the file at `path`.
    pub(super) fn unsaved(&self, path: &Utf8Path) -> Option<&Arc<str>> {
        self.unsaved.get(path)
    }

    /// Gives the files their unsaved texts.
    pub(super) fn overlay(&self, found: &mut [Found]) {
        for file in found {
            file.unsaved = self.unsaved(&file.on_disk).cloned();
        }
    }

    /// The same for the files of the content folder, and adds those that only an editor has so far.
    pub(super) fn lay_over(&self, found: &mut Vec<Found>, root: &Utf8Path, config: &Config) {
        let content = root.join(&config.content);
        let known: HashSet<&Utf8PathBuf> = found.iter().map(|file| &file.on_disk).collect();
        let unwritten = self.unsaved.keys().filter(|path| !known.contains(path));
        let unwritten = unwritten.filter_map(|path| Found::unwritten(path, &content, config));
        let unwritten: Vec<Found> = unwritten.collect();
        if !unwritten.is_empty() {
            found.extend(unwritten);
            found.sort_by(|a, b| a.within.split('/').cmp(b.within.split('/')));
        }
        self.overlay(found);
    }

    /// The texts of the files, in order.
    pub(super) fn texts(
        &mut self,
        found: &[Found],
        longest: usize,
        diagnostics: &mut Diagnostics,
    ) -> Vec<SourceFile> {
        texts(self.read(found, longest, Kept::text, diagnostics))
    }

    /// The texts of files that others include, in order.
    pub(super) fn included(
        &mut self,
        found: &[Found],
        longest: usize,
        diagnostics: &mut Diagnostics,
    ) -> Vec<SourceFile> {
        texts(self.read(found, longest, Kept::included, diagnostics))
    }

    /// What is to be known of the files that are assets.
    pub(super) fn assets(
        &mut self,
        found: &[Found],
        largest: usize,
        diagnostics: &mut Diagnostics,
    ) -> Assets {
        let read = self
            .read(found, largest, Kept::asset, diagnostics)
            .into_iter();
        read.filter_map(|what| match what {
            What::Asset(asset) => asset,
            What::Text(_) => None,
        })
        .collect()
    }

    fn read(
        &mut self,
        found: &[Found],
        longest: usize,
        read: fn(&Found, usize) -> Kept,
        diagnostics: &mut Diagnostics,
    ) -> Vec<What> {
        let (kept, cancel) = (self.kept, self.cancel);
        let all: Vec<Kept> = found
            .par_iter()
            .filter(|_| !cancel.is_cancelled())
            .map(|found| match kept.get(&found.on_disk) {
                Some(kept) if kept.longest == longest => kept.or_again(found, read),
                Some(_) | None => read(found, longest),
            })
            .collect();
        for (found, kept) in found.iter().zip(&all) {
            diagnostics.extend(kept.mistake.clone());
            self.read.insert(found.on_disk.clone(), kept.clone());
        }
        all.into_iter().map(|kept| kept.what).collect()
    }
}

fn texts(read: Vec<What>) -> Vec<SourceFile> {
    let texts = read.into_iter().filter_map(|what| match what {
        What::Text(file) => Some(file),
        What::Asset(_) => None,
    });
    texts.collect()
}

impl Kept {
    fn text(found: &Found, longest: usize) -> Self {
        Self::of_text(found, longest, load::text)
    }

    fn included(found: &Found, longest: usize) -> Self {
        Self::of_text(found, longest, load::included_text)
    }

    fn of_text(
        found: &Found,
        longest: usize,
        read: fn(&Found, usize) -> (SourceFile, Option<Diagnostic>),
    ) -> Self {
        // the stamp comes first: a change while the file is read shows at the next walk
        let stamp = stamp(found);
        let (file, mistake) = read(found, longest);
        Self {
            stamp,
            longest,
            settled: false,
            what: What::Text(file),
            mistake,
        }
    }

    fn asset(found: &Found, longest: usize) -> Self {
        let stamp = stamp(found);
        let (asset, mistake) = load::asset(found, longest);
        Self {
            stamp,
            longest,
            settled: false,
            what: What::Asset(asset),
            mistake,
        }
    }

    /// The same, if the file is; or read again.
    fn or_again(&self, found: &Found, read: fn(&Found, usize) -> Self) -> Self {
        let same = self.stamp.is_some() && self.stamp == stamp(found);
        match same && self.settled {
            true => self.clone(),
            false => Self {
                settled: same,
                ..read(found, self.longest)
            },
        }
    }
}

/// An unsaved text has none: it is read anew each time.
fn stamp(found: &Found) -> Option<Stamp> {
    let there = || fs::symlink_metadata(&found.on_disk).ok();
    let there = found.unsaved.is_none().then(there).flatten();
    there.as_ref().map(Stamp::from_metadata)
}

/// Which folder it is that lies at a path: another number than before is another folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderId(u64);

/// The folder at `path`, if there is one; a link is followed.
pub fn folder_id(path: &Utf8Path) -> Option<FolderId> {
    let there = fs::metadata(path).ok().filter(Metadata::is_dir)?;
    Some(FolderId(change(&there).1))
}
