//! Reading a book from the disk.

// The one place where the book is read.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::fs::{self, FileType};
use std::io::{self, Read};
use std::path::MAIN_SEPARATOR;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::reader::{Reader, Reading};
use super::text::{decode, is_foreign};
use super::{Asset, AssetKind, ContentHash, Original, SourceFile, SourceSet};
use super::{include, names};
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

/// Reads the book whose `book.toml` lies in `root`: settings, every markdown file and every
/// asset of the content folder, and the theme's files. What cannot be read is a diagnostic, and the rest goes on.
///
/// # Errors
/// Where `book.toml` itself cannot be read.
pub fn load(root: &Utf8Path) -> Result<(SourceSet, Diagnostics), LoadError> {
    Reader::new(root).load()
}

/// Reads the book as [`load`] says; `reading` reads its files, or has them still.
pub(super) fn load_with(
    root: &Utf8Path,
    reading: &mut Reading<'_>,
) -> Result<(SourceSet, Diagnostics), LoadError> {
    let book_path = root.join(BOOK_FILE);
    let bytes = match reading.unsaved(&book_path) {
        Some(text) => text.as_bytes().to_vec(),
        None => fs::read(&book_path).map_err(|error| LoadError::Unreadable(book_path, error))?,
    };
    let (book, mistake) = SourceFile::new(SourcePath::from(BOOK_FILE), BOOK_FILE, &bytes);
    let mut diagnostics: Diagnostics = mistake.into_iter().collect();
    let (config, mistakes) = config::parse(&book.path, &book.text);
    diagnostics.extend(mistakes);
    let mut found = walk(root, &config, reading, &mut diagnostics);
    reading.lay_over(&mut found, root, &config);
    diagnostics.extend(too_many(&mut found, &config));
    let (texts, others): (Vec<_>, Vec<_>) = found.into_iter().partition(Found::is_text);
    let (others, plain): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|file| is_asset(&file.within, &config));
    let files = reading.texts(&texts, config.limits.page, &mut diagnostics);
    let assets = reading.assets(&others, config.limits.image, &mut diagnostics);
    let paths = plain.iter().map(|file| file.within.clone()).collect();
    let included = included(plain, &files);
    let included = reading.included(&included, config.limits.include, &mut diagnostics);
    let assets = assets.with_texts(included, paths);
    let mut theme = theme_files(root, &config);
    reading.overlay(&mut theme);
    let mut theme = reading.texts(&theme, usize::MAX, &mut diagnostics);
    theme.retain(SourceFile::is_read);
    let set = SourceSet {
        root: root.to_owned(),
        folder: folder_in_repository(root),
        book,
        config,
        files,
        theme,
        assets,
    };
    Ok((set, diagnostics))
}

/// The way from the nearest folder above that is a repository to the book.
fn folder_in_repository(root: &Utf8Path) -> String {
    let repository = root.ancestors().find(|above| above.join(".git").exists());
    let folder = repository.and_then(|above| root.strip_prefix(above).ok());
    let parts = folder.into_iter().flat_map(Utf8Path::components);
    parts.map(|part| format!("{part}/")).collect()
}

/// A file that the walk found: where it lies, and what it is called in the book.
pub(super) struct Found {
    pub(super) on_disk: Utf8PathBuf,
    pub(super) path: SourcePath,
    pub(super) within: String,
    /// The text that counts instead of what lies there.
    pub(super) unsaved: Option<Arc<str>>,
}

impl Found {
    /// The file of the content folder that an editor is about to write to `path`, if it is one.
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
        // on the disk it would have been found, were it one
        (plain && file.is_text() && !path.exists()).then_some(file)
    }

    fn is_text(&self) -> bool {
        self.within.ends_with(".md")
    }
}

fn walk(
    root: &Utf8Path,
    config: &Config,
    reading: &Reading<'_>,
    diagnostics: &mut Diagnostics,
) -> Vec<Found> {
    let content = root.join(&config.content);
    if !content.is_dir() {
        let place = Place::start_of(&SourcePath::from(BOOK_FILE));
        let message = format!("the book has no folder `{}`", config.content);
        let help = "make the folder, or name another under `[build]`: `content = \"…\"`";
        diagnostics.push(Diagnostic::new(Code::BadConfig, place, message).help(help));
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut names = BTreeMap::new();
    for entry in entries(&content).take_while(|_| reading.goes_on()) {
        match entry {
            Ok(entry) => {
                let Some(entry) = Entry::new(&entry, &content, &config.content) else {
                    continue;
                };
                let fault = entry.name_fault(config, &mut names);
                // of two files that are one on some systems, the first is read
                let second = |found: &Diagnostic| found.code == Code::OutputCollision;
                let known = fault.as_ref().is_some_and(second);
                diagnostics.extend(fault);
                match entry.file() {
                    Ok(file) => found.extend(file.filter(|_| !known)),
                    Err(mistake) => diagnostics.push(*mistake),
                }
            }
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

/// A file or folder of the content folder.
struct Entry {
    on_disk: String,
    /// In the content folder, with `/`, as the disk spells it.
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

    fn mistake(&self, code: Code, message: impl Into<String>, help: &str) -> Diagnostic {
        Diagnostic::new(code, Place::start_of(&self.path), message).help(help)
    }

    /// What is wrong with the name, on whatever system the book is checked out.
    fn name_fault(
        &self,
        config: &Config,
        names: &mut BTreeMap<String, SourcePath>,
    ) -> Option<Diagnostic> {
        let name = self.within.rsplit('/').next().unwrap_or_default();
        if !self.is_utf8 {
            let message = format!("the name of `{}` is not UTF-8", self.within);
            return Some(self.mistake(Code::BadId, message, "rename it"));
        }
        if let Some((message, help)) = names::fault(name) {
            return Some(self.mistake(Code::BadId, message, help));
        }
        let (bytes, limit) = (self.within.len(), config.limits.path);
        if bytes > limit {
            let message = format!("the path has {bytes} bytes, and the limit is {limit}");
            let help = "give it a shorter name, or raise `path` under `[limits]`";
            return Some(self.mistake(Code::LimitPath, message, help));
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
                let found = self.mistake(Code::OutputCollision, message, "rename one of them");
                Some(found.label(Place::start_of(first.get()), "the other one"))
            }
        }
    }

    fn found(&self) -> Found {
        Found {
            on_disk: Utf8PathBuf::from(&self.on_disk),
            path: self.path.clone(),
            within: self.within.nfc().collect(),
            unsaved: None,
        }
    }

    /// The plain file that it is; `None` for folders.
    ///
    /// # Errors
    /// What is meant as one and cannot be read as one.
    fn file(&self) -> Result<Option<Found>, Box<Diagnostic>> {
        let within = &self.within;
        let mistake = |code, message, help| Err(Box::new(self.mistake(code, message, help)));
        if self.kind.is_symlink() {
            let message = format!("`{within}` is a link, and links are not followed");
            return mistake(Code::Symlink, message, "put the file itself there");
        }
        let as_markdown = reads_as_markdown(within);
        if self.kind.is_dir() {
            let message = format!("`{within}` is a folder with the name of a file");
            return match as_markdown {
                Some(_) => mistake(Code::WrongExtension, message, "rename the folder"),
                None => Ok(None),
            };
        }
        if !self.kind.is_file() {
            let message = format!("`{within}` is no plain file");
            return mistake(Code::NotAFile, message, "remove it from the content folder");
        }
        match as_markdown {
            Some(Extension::Right) if self.is_utf8 => Ok(Some(self.found())),
            None if self.is_utf8 => Ok(Some(self.found())),
            Some(Extension::Wrong) => {
                let message = format!("`{within}` is not read: only files that end in `.md` are");
                mistake(Code::WrongExtension, message, "rename it to end in `.md`")
            }
            Some(Extension::Right) | None => Ok(None),
        }
    }
}

/// Whether a file is of a type that the book takes.
fn is_asset(within: &str, config: &Config) -> bool {
    match AssetKind::of_name(within) {
        Some(AssetKind::Svg) => config.svg,
        Some(_) => true,
        None => false,
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
    let name = name.trim_end_matches(['~', ' ', '.']);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = matches!(extension, "md" | "mdx" | "mkd" | "mkdn" | "mdwn" | "mdown");
    (known || extension.starts_with("markd")).then_some(Extension::Wrong)
}

/// Reads a file; one that cannot be read, or is longer than `longest` bytes, comes back empty
/// and marked, so that what links to it does not break as well.
pub(super) fn text(file: &Found, longest: usize) -> (SourceFile, Option<Diagnostic>) {
    let help = "divide it, or raise `page` under `[limits]`";
    as_text(file, bytes_below(file, longest, Code::LimitPage, help))
}

/// The same for a text that another includes.
pub(super) fn included_text(file: &Found, longest: usize) -> (SourceFile, Option<Diagnostic>) {
    let help = "cut it down to what readers need, or raise `include` under `[limits]`";
    as_text(file, bytes_below(file, longest, Code::LimitInclude, help))
}

fn as_text(
    file: &Found,
    bytes: Result<Vec<u8>, Box<Diagnostic>>,
) -> (SourceFile, Option<Diagnostic>) {
    match bytes {
        Ok(bytes) => match SourceFile::new(file.path.clone(), &file.within, &bytes) {
            (_, mistake @ Some(_)) if is_foreign(&bytes) => (SourceFile::unread(file), mistake),
            made => made,
        },
        Err(mistake) => (SourceFile::unread(file), Some(*mistake)),
    }
}

/// The bytes of a file, unless they are more than `longest`: then it is not read at all.
fn bytes_below(
    file: &Found,
    longest: usize,
    code: Code,
    help: &str,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let unreadable = |error: io::Error| Box::new(unreadable(&file.path, &error));
    let (size, opened): (u64, Box<dyn Read>) = match &file.unsaved {
        Some(text) => (text.len() as u64, Box::new(text.as_bytes())),
        None => {
            let opened = fs::File::open(&file.on_disk).map_err(unreadable)?;
            (
                opened.metadata().map_err(unreadable)?.len(),
                Box::new(opened),
            )
        }
    };
    if let Ok(length) = usize::try_from(size)
        && length <= longest
    {
        // one more than there is, so that the end shows at once; a reader with a limit does not ask
        // the system for the size again
        let mut bytes = Vec::with_capacity(length + 1);
        let mut opened = opened.take(u64::MAX);
        opened.read_to_end(&mut bytes).map_err(unreadable)?;
        return Ok(bytes);
    }
    let message = format!("the file has {size} bytes, and the limit is {longest}");
    let place = Place::start_of(&file.path);
    Err(Box::new(Diagnostic::new(code, place, message).help(help)))
}

/// Reads what is to be known of an asset; one with a mistake is there all the same, so that what
/// shows it does not break as well.
pub(super) fn asset(file: &Found, largest: usize) -> (Option<Asset>, Option<Diagnostic>) {
    let help = "make it smaller: 1600 pixels are wide enough; or raise `image` under `[limits]`";
    match bytes_below(file, largest, Code::LimitImage, help) {
        Ok(bytes) => Asset::new(&file.path, &file.within, &file.on_disk, &bytes),
        Err(mistake) => {
            let (asset, _) = Asset::new(&file.path, &file.within, &file.on_disk, &[]);
            (asset, Some(*mistake))
        }
    }
}

/// What is said of files beyond the limit, which are left out.
fn too_many(found: &mut Vec<Found>, config: &Config) -> Option<Diagnostic> {
    let (count, limit) = (found.len(), config.limits.files);
    found.truncate(limit);
    let message = format!(
        "`{}` holds {count} files, and the limit is {limit}",
        config.content
    );
    let place = Place::start_of(&SourcePath::from(BOOK_FILE));
    let help = "divide the book, or raise `files` under `[limits]`";
    (count > limit).then(|| Diagnostic::new(Code::LimitFiles, place, message).help(help))
}

/// Those of the other files that a text includes.
fn included(plain: Vec<Found>, files: &[SourceFile]) -> Vec<Found> {
    let named: BTreeSet<String> = files
        .par_iter()
        .flat_map_iter(|file| include::named(&file.within, &file.text))
        .collect();
    let wanted = plain.into_iter();
    wanted.filter(|file| named.contains(&file.within)).collect()
}

impl SourceFile {
    /// A file whose content is `bytes`, and the mistake if that is not UTF-8.
    pub fn new(path: SourcePath, within: &str, bytes: &[u8]) -> (Self, Option<Diagnostic>) {
        let (text, mistake) = decode(&path, bytes);
        let file = Self {
            hash: ContentHash::new(&(within, &text)),
            path,
            within: within.into(),
            original: Original::new(bytes, &text),
            text: text.into(),
        };
        (file, mistake)
    }

    /// A file that exists and was not read.
    fn unread(found: &Found) -> Self {
        let (file, _) = Self::new(found.path.clone(), &found.within, &[]);
        Self {
            hash: ContentHash::new(&(&file.within, "unread")),
            original: Original::Unread,
            ..file
        }
    }
}

fn unreadable(path: &SourcePath, error: &io::Error) -> Diagnostic {
    let message = format!("`{path}` could not be read: {error}");
    Diagnostic::new(Code::UnreadableFile, Place::start_of(path), message)
        .help("give the tool the right to read it, or remove it")
}

/// The book's own theme files; most books have none.
fn theme_files(root: &Utf8Path, config: &Config) -> Vec<Found> {
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
            Some(Found {
                path: SourcePath::from(format!("{folder}/{within}").as_str()),
                on_disk: path,
                within,
                unsaved: None,
            })
        })
        .collect()
}
