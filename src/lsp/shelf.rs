//! The books that editors look into, and the files that they have open.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use gen_lsp_types::Uri;

use super::book::Book;
use crate::diag::SourcePath;
use crate::source::{LoadError, find_root};

/// All books, by their folders.
#[derive(Default)]
pub(super) struct Shelf {
    books: BTreeMap<Utf8PathBuf, Book>,
    desk: Desk,
}

/// The files that are open, whether they are of a book or not.
#[derive(Default)]
pub(super) struct Desk(BTreeMap<Utf8PathBuf, Open>);

struct Open {
    /// As the editor names it.
    uri: Uri,
    version: i32,
}

impl Desk {
    /// What the editor calls the file at `path`.
    pub(super) fn uri(&self, path: &Utf8Path) -> Option<Uri> {
        let open = self.0.get(path).map(|open| open.uri.clone());
        open.or_else(|| Uri::from_file_path(path).ok())
    }

    /// Which of its texts the editor sent last of a file that is open.
    pub(super) fn version(&self, path: &Utf8Path) -> Option<i32> {
        self.0.get(path).map(|open| open.version)
    }
}

/// The file of the disk that an editor names; `None` where it names something else.
pub(super) fn path_of(uri: &Uri) -> Option<Utf8PathBuf> {
    let path = uri.to_file_path().ok()?;
    Utf8PathBuf::from_path_buf(path).ok()
}

impl Shelf {
    /// Opens the book that `start` lies in, unless that is done or there is none.
    ///
    /// # Errors
    /// Where there is one and it cannot be read.
    pub(super) fn open_book(&mut self, start: &Utf8Path) -> Result<(), LoadError> {
        let Ok(root) = find_root(start) else {
            return Ok(());
        };
        if let Entry::Vacant(place) = self.books.entry(root) {
            let book = Book::open(place.key())?;
            place.insert(book);
        }
        Ok(())
    }

    /// The editor has this text of a file, saved or not.
    pub(super) fn text(&mut self, uri: Uri, version: i32, text: Arc<str>) {
        let Some(path) = path_of(&uri) else {
            return;
        };
        if let Some((book, _)) = self.find(&path) {
            book.overlay(&path, Some(text));
        }
        self.desk.0.insert(path, Open { uri, version });
    }

    /// The editor has a file no more.
    pub(super) fn close(&mut self, uri: &Uri) {
        let Some(path) = path_of(uri) else {
            return;
        };
        self.desk.0.remove(&path);
        if let Some((book, _)) = self.find(&path) {
            book.overlay(&path, None);
        }
    }

    /// Somebody wrote to the file at `path`.
    pub(super) fn disk_changed(&mut self, path: &Utf8Path) {
        if let Some((book, _)) = self.find(path) {
            book.disk_changed();
        }
    }

    /// The book that holds the file, what it calls it, and the desk.
    pub(super) fn look_up(&mut self, uri: &Uri) -> Option<(&mut Book, SourcePath, &Desk)> {
        let (book, file) = find(&mut self.books, &path_of(uri)?)?;
        Some((book, file, &self.desk))
    }

    fn find(&mut self, path: &Utf8Path) -> Option<(&mut Book, SourcePath)> {
        find(&mut self.books, path)
    }

    /// How long to wait for more before the next round, if one is due.
    pub(super) fn patience(&self) -> Option<Duration> {
        self.books.values().filter_map(Book::patience).max()
    }

    /// Forgets what books keep, after a bug.
    pub(super) fn start_over(&mut self) {
        self.books.values_mut().for_each(Book::start_over);
    }

    /// Every book, and the desk.
    pub(super) fn books(&mut self) -> (impl Iterator<Item = &mut Book>, &Desk) {
        (self.books.values_mut(), &self.desk)
    }
}

/// The innermost book that holds the file, and what it calls it.
fn find<'a>(
    books: &'a mut BTreeMap<Utf8PathBuf, Book>,
    path: &Utf8Path,
) -> Option<(&'a mut Book, SourcePath)> {
    let mut innermost_first = books.iter_mut().rev();
    let (root, book) = innermost_first.find(|(root, _)| path.starts_with(root))?;
    let parts = path.strip_prefix(root).ok()?.components();
    let parts: Vec<&str> = parts.map(|part| part.as_str()).collect();
    Some((book, SourcePath::from(parts.join("/").as_str())))
}
