//! A finished site in memory, and what its pages are known by.

use std::sync::Arc;

use super::coverage::{self, COVERAGE};
use crate::build::Known;
use crate::outputs::{Artifact, Fault};
use crate::source::{ContentHash, ContentTable};

/// What a page is known by, as far as readers of it see: its bytes, but for the names of style
/// sheets, which can be exchanged in an open page.
pub type Version = ContentHash;

/// The versions of pages by the keys of their artifacts, kept from site to site.
pub type Versions = ContentTable<Option<Version>>;

/// All files of one build. Nothing else is ever served.
#[derive(Debug)]
pub struct Site {
    /// Sorted by path.
    files: Vec<Artifact>,
    /// In front of every route.
    base: String,
    /// The addresses of its style sheets.
    styles: Vec<String>,
    versions: Arc<Versions>,
    /// The book that it was made of.
    known: Known,
}

/// What an address leads to.
#[derive(Debug)]
pub enum Lookup<'a> {
    File(&'a Artifact),
    /// The same with a slash at the end.
    Folder(String),
    Nothing,
}

impl Site {
    /// The site of these artifacts, whose pages stand below `base`.
    pub fn new(files: Vec<Artifact>, base: &str, versions: Arc<Versions>, known: Known) -> Self {
        let style = |file: &&Artifact| file.path.as_str().ends_with(".css");
        let styles = files.iter().filter(style);
        let styles = styles.map(|file| format!("{base}/{}", file.path)).collect();
        Self {
            base: base.to_owned(),
            styles,
            versions,
            files,
            known,
        }
    }

    /// In front of every route.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The addresses of its style sheets.
    pub fn styles(&self) -> &[String] {
        &self.styles
    }

    /// All files, sorted by path.
    pub fn files(&self) -> &[Artifact] {
        &self.files
    }

    /// The page that says what the book lacks.
    pub fn coverage(&self) -> String {
        coverage::page(&self.known, &self.base, &self.styles)
    }

    /// What lies at the decoded path of an address.
    pub fn look_up(&self, path: &str) -> Lookup<'_> {
        let home = format!("{}/", self.base);
        if path == "/" && home != path || path == self.base {
            return Lookup::Folder(home);
        }
        let Some(within) = path.strip_prefix(&home) else {
            return Lookup::Nothing;
        };
        // one slash between parts, as pages have it in their links
        if path.contains("//") {
            return Lookup::Nothing;
        }
        let page = within.is_empty() || within.ends_with('/');
        let file = match page {
            true => self.file(&format!("{within}index.html")),
            false => self.file(within),
        };
        match file {
            Some(file) => Lookup::File(file),
            None if !page && self.file(&format!("{within}/index.html")).is_some() => {
                Lookup::Folder(format!("{path}/"))
            }
            None => Lookup::Nothing,
        }
    }

    /// The file of a path inside the site.
    pub fn file(&self, path: &str) -> Option<&Artifact> {
        let found = self
            .files
            .binary_search_by(|file| file.path.as_str().cmp(path));
        found.ok().and_then(|at| self.files.get(at))
    }

    /// The page for addresses that lead nowhere.
    pub fn not_found(&self) -> Option<&Artifact> {
        self.file("404.html")
    }

    /// The version of what a reader at `path` sees; `None` if that cannot be rendered.
    pub fn version(&self, path: &str) -> Option<Version> {
        if path == COVERAGE {
            return Some(self.known.of);
        }
        let file = match self.look_up(path) {
            Lookup::File(file) => Some(file),
            Lookup::Folder(_) | Lookup::Nothing => self.not_found(),
        };
        self.version_of(file?)
    }

    /// The version of a file's bytes, which are not made of the whole book to learn it.
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

    /// What is different, seen from an older site if there is one; by keys, so that nothing is
    /// rendered.
    pub fn since(&self, older: Option<&Self>) -> Difference<'_> {
        let older = older.map(|older| older.files.iter());
        let mut old = older.into_iter().flatten().peekable();
        let mut difference = Difference::default();
        for file in &self.files {
            while old.next_if(|old| old.path < file.path).is_some() {
                difference.gone += 1;
            }
            match old.next_if(|old| old.path == file.path) {
                Some(old) if old.key == file.key => {}
                Some(_) | None => difference.changed.push(file),
            }
        }
        difference.gone += old.count();
        difference
    }
}

/// What a site has and an older one has not, and the other way round.
#[derive(Debug, Default)]
pub struct Difference<'a> {
    /// New or changed.
    pub changed: Vec<&'a Artifact>,
    pub gone: usize,
}

/// Whether a file is a page that readers open, made with every build.
pub fn is_page(file: &Artifact) -> bool {
    file.path.as_str().ends_with(".html") && !file.is_deferred()
}

/// The first fault of rendering a sample of `files`: all of a few, and of many the first two of
/// every folder at the top, where pages of one kind are together.
pub fn try_out(files: &[&Artifact]) -> Option<Fault> {
    const FEW: usize = 200;
    let mut folder = ("", 0);
    let sample = files.iter().filter(|file| is_page(file));
    let sample = sample.filter(|file| {
        let (first, _) = file.path.as_str().split_once('/').unwrap_or_default();
        folder = match folder.0 == first {
            true => (first, folder.1 + 1),
            false => (first, 1),
        };
        files.len() <= FEW || folder.1 <= 2
    });
    sample.filter_map(|file| file.bytes().err()).next()
}

/// The text without the address of a style sheet and the rest of the tag that names it, which
/// holds its integrity.
fn without_style(text: &str, style: &str) -> String {
    let mut parts = text.split(style);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
    }
    plain
}
