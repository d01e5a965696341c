//! Finding the files of a book.

// The book is read here.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, btree_map};
use std::fs::FileType;
use std::io;
use std::path::MAIN_SEPARATOR;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::cancel::CancelToken;
use super::names;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath};

/// The name of the file that makes a folder a book.
pub const BOOK_FILE: &str = "book.toml";

/// A file of the book that has not been read.
pub(super) struct FoundFile {
    pub(super) on_disk: Utf8PathBuf,
    /// The path relative to the book.
    pub(super) path: SourcePath,
    /// The path relative to the content folder or the theme's folder.
    pub(super) within: String,
    /// The text that replaces the content on the disk.
    pub(super) unsaved: Option<Arc<str>>,
}

impl FoundFile {
    /// Returns the file of the content folder that an editor is about to write to `path`, if it
    /// would be one.
    pub(super) fn unwritten(path: &Utf8Path, content: &Utf8Path, config: &Config) -> Option<Self> {
        let parts = path.strip_prefix(content).ok()?.components();
        let parts: Vec<&str> = parts.map(|part| part.as_str()).collect();
        let within: String = parts.join("/").nfc().collect();
        let plain = parts.iter().all(|part| !part.starts_with('.'));
        let file = Self {
            on_disk: path.to_owned(),
            path: SourcePath::from(format!("{}/{within}", config.content).as_str()),
            within,
            unsaved: None,
        };
        // The walk finds files that lie on the disk.
        (plain && file.is_text() && !path.exists()).then_some(file)
    }

    /// Returns whether the file is a page.
    pub(super) fn is_text(&self) -> bool {
        self.within.ends_with(".md")
    }
}

/// Finds the files of the content folder.
pub(super) fn content_files(
    root: &Utf8Path,
    config: &Config,
    cancel: &CancelToken<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<FoundFile> {
    let content = root.join(&config.content);
    if !content.is_dir() {
        let place = Place::start_of(&SourcePath::from(BOOK_FILE));
        let message = format!("the book has no folder `{}`", config.content);
        let help = "make the folder, or name another under `[build]`: `content = \"…\"`";
        diagnostics.push(Diagnostic::new(Code::BadConfig, place, message).help(help));
        return Vec::new();
    }
    let mut files = Vec::new();
    let mut names = BTreeMap::new();
    for entry in entries(&content).take_while(|_| !cancel.is_cancelled()) {
        match entry {
            Ok(entry) => {
                let Some(entry) = Entry::new(&entry, &content, &config.content) else {
                    continue;
                };
                let fault = entry.name_fault(config, &mut names);
                // Of two files with one name on some systems, the first is read.
                let is_second = |fault: &Diagnostic| fault.code == Code::OutputCollision;
                let is_known = fault.as_ref().is_some_and(is_second);
                diagnostics.extend(fault);
                match entry.file() {
                    Ok(file) => files.extend(file.filter(|_| !is_known)),
                    Err(diagnostic) => diagnostics.push(*diagnostic),
                }
            }
            Err(error) => {
                let path = error.path().map(|path| path.to_string_lossy().into_owned());
                let path = path.unwrap_or_else(|| config.content.clone());
                let shown = path.strip_prefix(root.as_str()).unwrap_or(&path);
                let shown = shown.trim_start_matches('/').into();
                diagnostics.push(unreadable(&shown, &error.into()));
            }
        }
    }
    files
}

/// Finds the files that the book adds to its theme; most books have none.
pub(super) fn theme_files(root: &Utf8Path, config: &Config) -> Vec<FoundFile> {
    let folder = format!("themes/{}", config.theme);
    let on_disk = root.join(&folder);
    if !on_disk.is_dir() {
        return Vec::new();
    }
    entries(&on_disk)
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Utf8PathBuf::from_path_buf(entry.into_path()).ok())
        .filter_map(|path| {
            let within = path
                .strip_prefix(&on_disk)
                .ok()?
                .as_str()
                .replace('\\', "/");
            Some(FoundFile {
                path: SourcePath::from(format!("{folder}/{within}").as_str()),
                on_disk: path,
                within,
                unsaved: None,
            })
        })
        .collect()
}

/// Returns the diagnostic of a file or folder that cannot be read.
pub(super) fn unreadable(path: &SourcePath, error: &io::Error) -> Diagnostic {
    let message = format!("`{path}` could not be read: {error}");
    Diagnostic::new(Code::UnreadableFile, Place::start_of(path), message)
        .help("give the tool the right to read it, or remove it")
}

/// Returns every file and folder below `folder` in path order, without hidden ones. Links are not
/// followed.
fn entries(folder: &Utf8Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    let hidden = |entry: &DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    WalkDir::new(folder)
        .min_depth(1)
        .follow_root_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(move |entry| !hidden(entry))
}

/// A file or folder of the content folder.
struct Entry {
    on_disk: String,
    /// The path in the content folder with `/`, spelled as on the disk.
    within: String,
    path: SourcePath,
    is_utf8: bool,
    kind: FileType,
}

impl Entry {
    fn new(entry: &DirEntry, content: &Utf8Path, folder: &str) -> Option<Self> {
        let on_disk = entry.path().to_string_lossy().into_owned();
        let within = on_disk.strip_prefix(content.as_str())?;
        let within = within.trim_start_matches(MAIN_SEPARATOR);
        let within = within.replace(MAIN_SEPARATOR, "/");
        Some(Self {
            path: SourcePath::from(format!("{folder}/{within}").as_str()),
            on_disk,
            within,
            is_utf8: Utf8Path::from_path(entry.path()).is_some(),
            kind: entry.file_type(),
        })
    }

    fn diagnostic(&self, code: Code, message: impl Into<String>, help: &str) -> Diagnostic {
        Diagnostic::new(code, Place::start_of(&self.path), message).help(help)
    }

    /// Checks the name for all systems on which the book may be checked out.
    fn name_fault(
        &self,
        config: &Config,
        names: &mut BTreeMap<String, SourcePath>,
    ) -> Option<Diagnostic> {
        let name = self.within.rsplit('/').next().unwrap_or_default();
        if !self.is_utf8 {
            let message = format!("the name of `{}` is not UTF-8", self.within);
            return Some(self.diagnostic(Code::BadId, message, "rename it"));
        }
        if let Some((message, help)) = names::fault(name) {
            return Some(self.diagnostic(Code::BadId, message, help));
        }
        let (bytes, limit) = (self.within.len(), config.limits.path);
        if bytes > limit {
            let message = format!("the path has {bytes} bytes, and the limit is {limit}");
            let help = "give it a shorter name, or raise `path` under `[limits]`";
            return Some(self.diagnostic(Code::LimitPath, message, help));
        }
        match names.entry(names::folded(&self.within)) {
            btree_map::Entry::Vacant(slot) => {
                slot.insert(self.path.clone());
                None
            }
            btree_map::Entry::Occupied(first) => {
                let message = format!(
                    "`{}` and `{}` are one name on systems that do not tell letter case apart",
                    first.get(),
                    self.path
                );
                let diagnostic =
                    self.diagnostic(Code::OutputCollision, message, "rename one of them");
                Some(diagnostic.label(Place::start_of(first.get()), "the other one"))
            }
        }
    }

    fn found(&self) -> FoundFile {
        FoundFile {
            on_disk: Utf8PathBuf::from(&self.on_disk),
            path: self.path.clone(),
            within: self.within.nfc().collect(),
            unsaved: None,
        }
    }

    /// Returns the entry as a plain file; `None` for folders.
    ///
    /// # Errors
    /// If the entry is meant as a file and cannot be read as one.
    fn file(&self) -> Result<Option<FoundFile>, Box<Diagnostic>> {
        let within = &self.within;
        let error = |code, message, help| Err(Box::new(self.diagnostic(code, message, help)));
        if self.kind.is_symlink() {
            let message = format!("`{within}` is a link, and links are not followed");
            return error(Code::Symlink, message, "put the file itself there");
        }
        let as_markdown = reads_as_markdown(within);
        if self.kind.is_dir() {
            let message = format!("`{within}` is a folder with the name of a file");
            return match as_markdown {
                Some(_) => error(Code::WrongExtension, message, "rename the folder"),
                None => Ok(None),
            };
        }
        if !self.kind.is_file() {
            let message = format!("`{within}` is no plain file");
            return error(Code::NotAFile, message, "remove it from the content folder");
        }
        match as_markdown {
            Some(Extension::Right) | None if self.is_utf8 => Ok(Some(self.found())),
            Some(Extension::Wrong) => {
                let message = format!("`{within}` is not read: only files that end in `.md` are");
                error(Code::WrongExtension, message, "rename it to end in `.md`")
            }
            Some(Extension::Right) | None => Ok(None),
        }
    }
}

/// Whether a file that looks like markdown ends in `.md`.
enum Extension {
    Right,
    Wrong,
}

fn reads_as_markdown(within: &str) -> Option<Extension> {
    let name = within.rsplit('/').next().unwrap_or_default();
    if name.ends_with(".md") {
        return Some(Extension::Right);
    }
    let name = name.to_lowercase();
    let name = name.strip_suffix(".txt").unwrap_or(&name);
    // A backup of an editor, such as `a.md~`, is nobody's page.
    let name = name.trim_end_matches([' ', '.']);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = matches!(extension, "md" | "mdx" | "mkd" | "mkdn" | "mdwn" | "mdown");
    (known || extension.starts_with("markd")).then_some(Extension::Wrong)
}
