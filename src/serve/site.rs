//! A finished site in memory, and the versions of its pages.

use std::sync::Arc;

use super::coverage::{self, COVERAGE};
use crate::build::Book;
use crate::outputs::{Artifact, Fault};
use crate::source::{ContentHash, ContentTable};

/// A hash of the bytes of a page without the names of style sheets, because style sheets can be
/// exchanged in an open page.
pub type Version = ContentHash;

/// The versions of pages by the keys of their artifacts, cached from site to site.
pub type Versions = ContentTable<Option<Version>>;

/// All files of one build. Nothing else is ever served.
#[derive(Debug)]
pub struct Site {
    /// Sorted by path.
    files: Vec<Artifact>,
    /// The prefix of every address.
    base: String,
    /// The addresses of its style sheets.
    styles: Vec<String>,
    versions: Arc<Versions>,
    /// The book from which the site was built.
    book: Book,
}

/// The result of looking up an address.
#[derive(Debug)]
pub enum Lookup<'a> {
    File(&'a Artifact),
    /// The address of a folder, which needs a slash at the end.
    Folder(String),
    Missing,
}

impl Site {
    /// Creates the site of these artifacts, which are sorted by path. Its addresses begin with
    /// `base`.
    pub fn new(files: Vec<Artifact>, base: &str, versions: Arc<Versions>, book: Book) -> Self {
        let style = |file: &&Artifact| file.path.as_str().ends_with(".css");
        let styles = files.iter().filter(style);
        let styles = styles.map(|file| format!("{base}/{}", file.path)).collect();
        Self {
            base: base.to_owned(),
            styles,
            versions,
            files,
            book,
        }
    }

    /// Returns the prefix of every address.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Returns the addresses of its style sheets.
    pub fn styles(&self) -> &[String] {
        &self.styles
    }

    /// Returns all files, sorted by path.
    pub fn files(&self) -> &[Artifact] {
        &self.files
    }

    /// Renders the page that shows the gaps of the book.
    pub fn coverage(&self) -> String {
        coverage::page(&self.book, &self.base, &self.styles)
    }

    /// Looks up the decoded path of an address.
    pub fn look_up(&self, path: &str) -> Lookup<'_> {
        let home = format!("{}/", self.base);
        if path == "/" && home != path || path == self.base {
            return Lookup::Folder(home);
        }
        let Some(within) = path.strip_prefix(&home) else {
            return Lookup::Missing;
        };
        // links of pages have one slash between parts
        if path.contains("//") {
            return Lookup::Missing;
        }
        let is_page = within.is_empty() || within.ends_with('/');
        let file = if is_page {
            self.file(&format!("{within}index.html"))
        } else {
            self.file(within)
        };
        match file {
            Some(file) => Lookup::File(file),
            None if !is_page && self.file(&format!("{within}/index.html")).is_some() => {
                Lookup::Folder(format!("{path}/"))
            }
            None => Lookup::Missing,
        }
    }

    /// Returns the file at a path inside the site.
    pub fn file(&self, path: &str) -> Option<&Artifact> {
        let position = self
            .files
            .binary_search_by(|file| file.path.as_str().cmp(path));
        position.ok().and_then(|position| self.files.get(position))
    }

    /// Returns the page for addresses that do not exist.
    pub fn not_found(&self) -> Option<&Artifact> {
        self.file("404.html")
    }

    /// Returns the version of the page that a reader at `path` sees; `None` if it cannot be rendered.
    pub fn version(&self, path: &str) -> Option<Version> {
        if path == COVERAGE {
            return Some(self.book.inputs_hash);
        }
        let file = match self.look_up(path) {
            Lookup::File(file) => Some(file),
            Lookup::Folder(_) | Lookup::Missing => self.not_found(),
        };
        self.version_of(file?)
    }

    /// Returns the version of a file. A file that needs the whole book is not made for it: its key
    /// serves as its version.
    pub fn version_of(&self, file: &Artifact) -> Option<Version> {
        if file.is_deferred() {
            return Some(file.key);
        }
        self.versions.get_or_make(file.key, || {
            let bytes = file.bytes().ok()?;
            Some(self.version_of_bytes(&bytes))
        })
    }

    fn version_of_bytes(&self, bytes: &[u8]) -> Version {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return ContentHash::of_bytes(bytes);
        };
        let plain = self
            .styles
            .iter()
            .fold(text.to_owned(), |text, style| without_style(&text, style));
        ContentHash::of_bytes(plain.as_bytes())
    }

    /// Returns how the site differs from an older one, if there is one. Compares keys, so nothing is
    /// rendered.
    pub fn since(&self, older: Option<&Self>) -> Difference<'_> {
        let older = older.map(|older| older.files.iter());
        let mut old = older.into_iter().flatten().peekable();
        let mut difference = Difference::default();
        for file in &self.files {
            while old.next_if(|old| old.path < file.path).is_some() {
                difference.removed += 1;
            }
            match old.next_if(|old| old.path == file.path) {
                Some(old) if old.key == file.key => {}
                Some(_) | None => difference.changed.push(file),
            }
        }
        difference.removed += old.count();
        difference
    }
}

/// The difference between a site and an older one.
#[derive(Debug, Default)]
pub struct Difference<'a> {
    /// The files that are new or changed.
    pub changed: Vec<&'a Artifact>,
    /// How many files are gone.
    pub removed: usize,
}

/// Returns whether a file is a page that readers open.
pub fn is_page(file: &Artifact) -> bool {
    file.path.as_str().ends_with(".html") && !file.is_deferred()
}

/// Renders a sample of the pages among `files`, and returns the first fault. The sample has all pages
/// if there are few files; otherwise it has the first two of every top folder, because a folder has
/// pages of one kind.
pub fn try_out(files: &[&Artifact]) -> Option<Fault> {
    const MAX_FOR_ALL: usize = 200;
    const PER_FOLDER: usize = 2;
    let (mut folder, mut in_folder) = ("", 0);
    let sample = files.iter().filter(|file| is_page(file));
    let sample = sample.filter(|file| {
        let (top, _) = file.path.as_str().split_once('/').unwrap_or_default();
        if top != folder {
            (folder, in_folder) = (top, 0);
        }
        in_folder += 1;
        files.len() <= MAX_FOR_ALL || in_folder <= PER_FOLDER
    });
    sample.filter_map(|file| file.bytes().err()).next()
}

/// Removes the address of a style sheet and the rest of the tag that contains it, because the tag
/// contains the integrity of the style sheet.
fn without_style(text: &str, style: &str) -> String {
    let mut parts = text.split(style);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
    }
    plain
}
