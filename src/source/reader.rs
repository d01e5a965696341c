//! Reading a book again and again, with only the changed files read anew.

// The book is read here.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use foldhash::{HashMap, HashMapExt};

use super::cache::{CachedFile, Content, FileCache, Reading, change};
use super::cancel::CancelToken;
use super::file::SourceFile;
use super::include;
use super::load::{LoadError, load_with};
use super::set::SourceSet;
use super::walk::FoundFile;
use crate::diag::Diagnostic;

/// Reads the book in `root`: settings, every markdown file and every asset of the content folder,
/// and the theme's files. A file that cannot be read is a diagnostic of the result.
///
/// # Errors
/// If `book.toml` itself cannot be read.
pub fn load(root: &Utf8Path) -> Result<SourceSet, LoadError> {
    Reader::new(root).load()
}

/// Reads one book any number of times, each time with the result of [`load`].
#[derive(Debug)]
pub struct Reader {
    root: Utf8PathBuf,
    /// The files of the last walk.
    cached: FileCache,
    /// Unsaved texts, which replace the files on the disk, by path.
    unsaved: HashMap<Utf8PathBuf, Arc<str>>,
    last: Option<SourceSet>,
}

impl Reader {
    /// Creates a reader of the book in `root` without reading anything.
    pub fn new(root: &Utf8Path) -> Self {
        Self {
            root: root.to_owned(),
            cached: HashMap::new(),
            unsaved: HashMap::new(),
            last: None,
        }
    }

    /// Replaces the file at `path` by an unsaved text, or removes that text. This takes effect with
    /// the next reading, which must be told of the path.
    pub fn overlay(&mut self, path: &Utf8Path, text: Option<Arc<str>>) {
        match text {
            Some(text) => self.unsaved.insert(path.to_owned(), text),
            None => self.unsaved.remove(path),
        };
    }

    /// Returns the folder that contains `book.toml`.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// Returns whether the last reading found a file at `path`.
    pub fn has_read(&self, path: &Utf8Path) -> bool {
        self.cached.contains_key(path)
    }

    /// Walks the whole book and reads all files that are new or have changed.
    ///
    /// # Errors
    /// If `book.toml` itself cannot be read.
    pub fn load(&mut self) -> Result<SourceSet, LoadError> {
        self.last = None;
        let (set, read) = self.walk(&CancelToken::never())?;
        Ok(self.remember(set, read))
    }

    /// Walks the whole book as [`Reader::load`] does. Returns `None` if it is cancelled on the way,
    /// and the reader stays as it was.
    ///
    /// # Errors
    /// If `book.toml` itself cannot be read.
    pub fn load_unless_cancelled(
        &mut self,
        cancel: &CancelToken<'_>,
    ) -> Result<Option<SourceSet>, LoadError> {
        let (set, read) = self.walk(cancel).inspect_err(|_| self.last = None)?;
        Ok(cancel.check().map(|()| self.remember(set, read)))
    }

    fn walk(&self, cancel: &CancelToken<'_>) -> Result<(SourceSet, FileCache), LoadError> {
        let mut reading = Reading {
            cached: &self.cached,
            unsaved: &self.unsaved,
            read: HashMap::new(),
            cancel,
        };
        let set = load_with(&self.root, &mut reading)?;
        Ok((set, reading.read))
    }

    fn remember(&mut self, set: SourceSet, read: FileCache) -> SourceSet {
        self.cached = read;
        self.last = Some(set.clone());
        set
    }

    /// Reads only the files at `paths`, if all of them are plain files of the book that existed
    /// before. Otherwise walks the whole book.
    ///
    /// # Errors
    /// If `book.toml` itself cannot be read.
    pub fn reload(&mut self, paths: &BTreeSet<Utf8PathBuf>) -> Result<SourceSet, LoadError> {
        let Some(mut set) = self.last.take() else {
            return self.load();
        };
        for path in paths {
            match self.look(path) {
                Look::Nothing => {}
                Look::Elsewhere => return self.load(),
                Look::Plain(old, file) => {
                    let (old, file) = (old.clone(), file.clone());
                    if !self.reload_file(path, &old, &file, &mut set) {
                        return self.load();
                    }
                }
            }
        }
        self.last = Some(set.clone());
        Ok(set)
    }

    /// Reads a plain file again and puts it into `set`. Returns `false` if that takes a walk.
    fn reload_file(
        &mut self,
        path: &Utf8Path,
        old: &CachedFile,
        old_file: &SourceFile,
        set: &mut SourceSet,
    ) -> bool {
        let found = FoundFile {
            on_disk: path.to_owned(),
            path: old_file.path.clone(),
            within: old_file.within.to_string(),
            unsaved: self.unsaved.get(path).cloned(),
        };
        let new = CachedFile::text(&found, old.longest);
        let Content::Text(file) = new.content.clone() else {
            return false;
        };
        // A file that it includes may have to be read, or no longer be read.
        let includes = |text: &str| include::named(&found.within, text);
        if !file.is_read() || includes(&file.text) != includes(&old_file.text) {
            return false;
        }
        let diagnostics = std::mem::take(&mut set.diagnostics).into_iter();
        let others = diagnostics.filter(|known| Some(known) != old.diagnostic.as_ref());
        let mut diagnostics: Vec<Diagnostic> = others.collect();
        diagnostics.extend(new.diagnostic.clone());
        set.diagnostics = diagnostics.into_iter().collect();
        self.cached.insert(path.to_owned(), new);
        let mut files = set.files.iter_mut().chain(&mut set.theme);
        match files.find(|known| known.path == file.path) {
            Some(place) => {
                *place = file;
                true
            }
            None => false,
        }
    }

    fn look(&self, path: &Utf8Path) -> Look<'_> {
        let metadata = fs::symlink_metadata(path);
        let is_file = || metadata.as_ref().is_ok_and(Metadata::is_file);
        match self.cached.get(path) {
            Some(cached) if self.unsaved.contains_key(path) || is_file() => match &cached.content {
                Content::Text(file) => Look::Plain(cached, file),
                Content::Asset(_) => Look::Elsewhere,
            },
            // An editor may create and remove a file while it saves another one.
            None if metadata.is_err()
                && !self.unsaved.contains_key(path)
                && !self.has_files_below(path) =>
            {
                Look::Nothing
            }
            Some(_) | None => Look::Elsewhere,
        }
    }

    fn has_files_below(&self, folder: &Utf8Path) -> bool {
        self.cached.keys().any(|path| path.starts_with(folder))
    }
}

/// The thing that lies at a changed path.
enum Look<'a> {
    /// Nothing, and no file of the book lay there before.
    Nothing,
    /// A plain file with a text, as before.
    Plain(&'a CachedFile, &'a SourceFile),
    /// Something that takes a walk.
    Elsewhere,
}

/// The identity of a folder. If another folder comes to lie at a path, the identity changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderId(u64);

/// Returns the identity of the folder at `path`, if there is one. A link is followed.
pub fn folder_id(path: &Utf8Path) -> Option<FolderId> {
    let metadata = fs::metadata(path).ok().filter(Metadata::is_dir)?;
    Some(FolderId(change(&metadata).1))
}
