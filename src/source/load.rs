//! Reading a book from the disk.

// The one place where the book is read.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::io;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::text::decode;
use super::{ContentHash, Original, SourceFile, SourceSet};
use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath};

/// The name of the file that makes a folder a book.
pub const BOOK_FILE: &str = "book.toml";

/// Why a book could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("there is no `book.toml` in `{0}` or above it")]
    NoBook(Utf8PathBuf),
    #[error("`{0}` could not be read: {1}")]
    Unreadable(Utf8PathBuf, #[source] io::Error),
}

/// The folder that holds `book.toml`: `start` or the nearest folder above it.
///
/// # Errors
/// [`LoadError::NoBook`] where there is none.
pub fn find_root(start: &Utf8Path) -> Result<Utf8PathBuf, LoadError> {
    start
        .ancestors()
        .find(|folder| folder.join(BOOK_FILE).is_file())
        .map(Utf8Path::to_owned)
        .ok_or_else(|| LoadError::NoBook(start.to_owned()))
}

/// Reads the book whose `book.toml` lies in `root`: settings, every markdown file of the content
/// folder, and the theme's files. What cannot be read is a diagnostic, and the rest goes on.
///
/// # Errors
/// Where `book.toml` itself cannot be read.
pub fn load(root: &Utf8Path) -> Result<(SourceSet, Diagnostics), LoadError> {
    let book_path = root.join(BOOK_FILE);
    let bytes = fs::read(&book_path).map_err(|error| LoadError::Unreadable(book_path, error))?;
    let (book, mistake) = SourceFile::new(SourcePath::from(BOOK_FILE), BOOK_FILE, &bytes);
    let mut diagnostics: Diagnostics = mistake.into_iter().collect();
    let (config, mistakes) = config::parse(&book.path, &book.text);
    diagnostics.extend(mistakes);
    let found = walk(root, &config, &mut diagnostics);
    let files = read_all(&found, &mut diagnostics);
    let theme = theme_files(root, &config, &mut diagnostics);
    let set = SourceSet {
        root: root.to_owned(),
        book,
        config,
        files,
        theme,
    };
    Ok((set, diagnostics))
}

/// A file that the walk found: where it lies, and what it is called in the book.
struct Found {
    on_disk: Utf8PathBuf,
    path: SourcePath,
    within: String,
}

fn walk(root: &Utf8Path, config: &Config, diagnostics: &mut Diagnostics) -> Vec<Found> {
    let content = root.join(&config.content);
    if !content.is_dir() {
        let place = Place::start_of(&SourcePath::from(BOOK_FILE));
        let message = format!("the book has no folder `{}`", config.content);
        let help = "make the folder, or name another under `[build]`: `content = \"…\"`";
        diagnostics.push(Diagnostic::new(Code::BadConfig, place, message).help(help));
        return Vec::new();
    }
    let mut found = Vec::new();
    for entry in entries(&content) {
        match entry {
            Ok(entry) => found.extend(markdown_file(
                &entry,
                &content,
                &config.content,
                diagnostics,
            )),
            Err(error) => {
                let path = error.path().map(|path| path.to_string_lossy().into_owned());
                let path = path.unwrap_or_else(|| config.content.clone());
                let shown = path.strip_prefix(root.as_str()).unwrap_or(&path);
                diagnostics.push(unreadable(
                    &shown.trim_start_matches('/').into(),
                    &error.into(),
                ));
            }
        }
    }
    found
}

/// Every file and folder below `folder` in path order; hidden ones are left out, links not followed.
fn entries(folder: &Utf8Path) -> impl Iterator<Item = walkdir::Result<DirEntry>> {
    let hidden = |entry: &DirEntry| entry.file_name().to_string_lossy().starts_with('.');
    WalkDir::new(folder)
        .min_depth(1)
        .follow_root_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(move |entry| !hidden(entry))
}

fn markdown_file(
    entry: &DirEntry,
    content: &Utf8Path,
    folder: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Found> {
    let shown = entry.path().to_string_lossy().into_owned();
    let within = shown
        .strip_prefix(content.as_str())?
        .trim_start_matches(['/', '\\']);
    let within = within.replace('\\', "/");
    let path = SourcePath::from(format!("{folder}/{within}").as_str());
    let mut report = |code, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(code, Place::start_of(&path), message).help(help));
    };
    let kind = entry.file_type();
    if Utf8Path::from_path(entry.path()).is_none() {
        report(
            Code::BadId,
            format!("the name of `{within}` is not UTF-8"),
            "rename the file",
        );
        return None;
    }
    if kind.is_symlink() {
        let message = format!("`{within}` is a link, and links are not followed");
        report(Code::Symlink, message, "put the file itself there");
        return None;
    }
    if kind.is_dir() {
        return None;
    }
    if !kind.is_file() {
        let message = format!("`{within}` is no plain file");
        report(Code::NotAFile, message, "remove it from the content folder");
        return None;
    }
    match Utf8Path::new(&within).extension() {
        Some("md") => {}
        Some(other) if looks_like_markdown(other) => {
            let message = format!("`{within}` is not read: only files that end in `.md` are");
            report(Code::WrongExtension, message, "rename it to end in `.md`");
            return None;
        }
        _ => return None,
    }
    Some(Found {
        on_disk: Utf8PathBuf::from(shown),
        path,
        within,
    })
}

fn looks_like_markdown(extension: &str) -> bool {
    let extension = extension.to_lowercase();
    extension == "md" || extension == "mdx" || extension.starts_with("markd") || extension == "mkd"
}

fn read_all(found: &[Found], diagnostics: &mut Diagnostics) -> Vec<SourceFile> {
    let read: Vec<_> = found
        .par_iter()
        .map(|file| match fs::read(&file.on_disk) {
            Ok(bytes) => {
                let (source, mistake) = SourceFile::new(file.path.clone(), &file.within, &bytes);
                (Some(source), mistake)
            }
            Err(error) => (None, Some(unreadable(&file.path, &error))),
        })
        .collect();
    let mut files = Vec::with_capacity(read.len());
    for (file, mistake) in read {
        files.extend(file);
        diagnostics.extend(mistake);
    }
    files
}

impl SourceFile {
    /// A file whose content is `bytes`, and the mistake if that is not UTF-8.
    pub fn new(path: SourcePath, within: &str, bytes: &[u8]) -> (Self, Option<Diagnostic>) {
        let (text, mistake) = decode(&path, bytes);
        let text: Arc<str> = text.into();
        let file = Self {
            hash: ContentHash::of(&(within, &text)),
            path,
            within: within.into(),
            original: Original::of(bytes, &text),
            text,
        };
        (file, mistake)
    }
}

fn unreadable(path: &SourcePath, error: &io::Error) -> Diagnostic {
    let message = format!("`{path}` could not be read: {error}");
    Diagnostic::new(Code::UnreadableFile, Place::start_of(path), message)
        .help("give the tool the right to read it, or remove it")
}

/// The book's own theme files; most books have none.
fn theme_files(root: &Utf8Path, config: &Config, diagnostics: &mut Diagnostics) -> Vec<SourceFile> {
    let folder = format!("themes/{}", config.theme);
    let on_disk = root.join(&folder);
    if !on_disk.is_dir() {
        return Vec::new();
    }
    let found: Vec<Found> = entries(&on_disk)
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| Utf8PathBuf::from_path_buf(entry.into_path()).ok())
        .filter_map(|path| {
            let within = path
                .strip_prefix(&on_disk)
                .ok()?
                .as_str()
                .replace('\\', "/");
            Some(Found {
                path: SourcePath::from(format!("{folder}/{within}").as_str()),
                on_disk: path,
                within,
            })
        })
        .collect();
    read_all(&found, diagnostics)
}
