//! The books that editors work on, and the files that they have open.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use gen_lsp_types::Uri;

use super::book::Book;
use super::open_documents::{OpenDocuments, path_of};
use crate::diag::SourcePath;
use crate::source::{LoadError, find_root};

/// All books by their folders, and all open files.
#[derive(Default)]
pub(super) struct Workspace {
    books: BTreeMap<Utf8PathBuf, Book>,
    documents: OpenDocuments,
}

impl Workspace {
    /// Opens the book that contains `start`, unless it is open already or there is none.
    ///
    /// # Errors
    /// Fails if there is a book and it cannot be read.
    pub(super) fn open_book(&mut self, start: &Utf8Path) -> Result<(), LoadError> {
        let Ok(root) = find_root(start) else {
            return Ok(());
        };
        if let Entry::Vacant(entry) = self.books.entry(root) {
            let book = Book::open(entry.key())?;
            entry.insert(book);
        }
        Ok(())
    }

    /// Takes the text that the editor has of a file, saved or not.
    pub(super) fn set_text(&mut self, uri: Uri, version: i32, text: Arc<str>) {
        let Some(path) = path_of(&uri) else {
            return;
        };
        if let Some((book, _)) = find_book(&mut self.books, &path) {
            book.overlay(&path, Some(text));
        }
        self.documents.insert(path, uri, version);
    }

    /// Forgets the text of a file that the editor closed.
    pub(super) fn close(&mut self, uri: &Uri) {
        let Some(path) = path_of(uri) else {
            return;
        };
        self.documents.remove(&path);
        if let Some((book, _)) = find_book(&mut self.books, &path) {
            book.overlay(&path, None);
        }
    }

    /// Notes that the file was written to the disk.
    pub(super) fn disk_changed(&mut self, uri: &Uri) {
        if let Some((book, _, _)) = self.look_up(uri) {
            book.disk_changed();
        }
    }

    /// Returns the book that contains the file, the path of the file in it, and the open files.
    pub(super) fn look_up(&mut self, uri: &Uri) -> Option<(&mut Book, SourcePath, &OpenDocuments)> {
        let (book, file) = find_book(&mut self.books, &path_of(uri)?)?;
        Some((book, file, &self.documents))
    }

    /// Returns how long to wait for more messages before some book is due; `None` if none will be.
    pub(super) fn debounce(&self) -> Option<Duration> {
        self.books.values().filter_map(Book::debounce).min()
    }

    /// Drops everything that books have cached, after a bug.
    pub(super) fn reset(&mut self) {
        self.books.values_mut().for_each(Book::reset);
    }

    /// Returns every book, and the open files.
    pub(super) fn books(&mut self) -> (impl Iterator<Item = &mut Book>, &OpenDocuments) {
        (self.books.values_mut(), &self.documents)
    }
}

/// Returns the innermost book that contains the file, and the path of the file in it.
fn find_book<'a>(
    books: &'a mut BTreeMap<Utf8PathBuf, Book>,
    path: &Utf8Path,
) -> Option<(&'a mut Book, SourcePath)> {
    let mut innermost_first = books.iter_mut().rev();
    let (root, book) = innermost_first.find(|(root, _)| path.starts_with(root))?;
    let parts = path.strip_prefix(root).ok()?.components();
    let parts: Vec<&str> = parts.map(|part| part.as_str()).collect();
    Some((book, SourcePath::from(parts.join("/").as_str())))
}
