//! Loading a book from the disk.

// The book is read here.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::asset::AssetKind;
use super::cache::Reading;
use super::file::SourceFile;
use super::include;
use super::readme::stand_for_indexes;
use super::set::SourceSet;
use super::unread;
use super::walk::{BOOK_FILE, FoundFile, content_files, theme_files};
use crate::config::{self, Config};
use crate::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath};

/// Why a book could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error("there is no `book.toml` in `{0}` or above it")]
    NoBook(Utf8PathBuf),
    #[error("`{0}` could not be read: {1}")]
    Unreadable(Utf8PathBuf, #[source] io::Error),
}

/// Returns the folder that contains `book.toml`: `start` or the nearest folder above it.
///
/// # Errors
/// [`LoadError::NoBook`] if there is no such folder.
pub fn find_root(start: &Utf8Path) -> Result<Utf8PathBuf, LoadError> {
    start
        .ancestors()
        .find(|folder| folder.join(BOOK_FILE).is_file())
        .map(Utf8Path::to_owned)
        .ok_or_else(|| LoadError::NoBook(start.to_owned()))
}

/// Loads the book in `root`. `reading` reads its files, or returns cached ones.
pub(super) fn load_with(
    root: &Utf8Path,
    reading: &mut Reading<'_>,
) -> Result<SourceSet, LoadError> {
    let book_path = root.join(BOOK_FILE);
    let bytes = match reading.unsaved(&book_path) {
        Some(text) => text.as_bytes().to_vec(),
        None => fs::read(&book_path).map_err(|error| LoadError::Unreadable(book_path, error))?,
    };
    let (book, diagnostic) = SourceFile::new(SourcePath::from(BOOK_FILE), BOOK_FILE, &bytes);
    let mut diagnostics: Diagnostics = diagnostic.into_iter().collect();
    let (config, in_settings) = config::parse(&book.path, &book.text);
    diagnostics.extend(in_settings);
    let mut files = content_files(root, &config, reading.cancel, &mut diagnostics);
    reading.overlay_content(&mut files, root, &config);
    diagnostics.extend(too_many(&mut files, &config));
    let (mut pages, others): (Vec<_>, Vec<_>) = files.into_iter().partition(FoundFile::is_text);
    stand_for_indexes(&mut pages, |file| &mut file.within);
    let (assets, plain): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|file| is_asset(&file.within, &config));
    let files = reading.texts(&pages, config.limits.page, &mut diagnostics);
    let assets = reading.assets(&assets, config.limits.image, &mut diagnostics);
    let paths = plain.iter().map(|file| file.within.clone()).collect();
    let (included, unread) = included(plain, &files);
    diagnostics.extend(unread::diagnostics(unread.into_iter()));
    let included = reading.included(&included, config.limits.include, &mut diagnostics);
    let mut theme = theme_files(root, &config);
    reading.overlay(&mut theme);
    let mut theme = reading.texts(&theme, usize::MAX, &mut diagnostics);
    theme.retain(SourceFile::is_read);
    Ok(SourceSet {
        root: root.to_owned(),
        folder: folder_in_repository(root),
        book,
        config,
        files,
        theme,
        assets: assets.with_texts(included, paths),
        diagnostics,
    })
}

/// Returns the path from the nearest repository above the book to the book.
fn folder_in_repository(root: &Utf8Path) -> String {
    let repository = root.ancestors().find(|above| above.join(".git").exists());
    let folder = repository.and_then(|above| root.strip_prefix(above).ok());
    let parts = folder.into_iter().flat_map(Utf8Path::components);
    parts.map(|part| format!("{part}/")).collect()
}

/// Returns whether a file has a type that the book accepts.
fn is_asset(within: &str, config: &Config) -> bool {
    match AssetKind::of_name(within) {
        Some(AssetKind::Svg) => config.svg,
        Some(_) => true,
        None => false,
    }
}

/// Removes the files beyond the limit, and reports them.
fn too_many(files: &mut Vec<FoundFile>, config: &Config) -> Option<Diagnostic> {
    let (count, limit) = (files.len(), config.limits.files);
    files.truncate(limit);
    let message = format!(
        "`{}` holds {count} files, and the limit is {limit}",
        config.content
    );
    let place = Place::start_of(&SourcePath::from(BOOK_FILE));
    let help = "divide the book, or raise `files` under `[limits]`";
    (count > limit).then(|| Diagnostic::new(Code::LimitFiles, place, message).help(help))
}

/// Returns the files that a text includes, and the others.
fn included(plain: Vec<FoundFile>, files: &[SourceFile]) -> (Vec<FoundFile>, Vec<FoundFile>) {
    let named: BTreeSet<String> = files
        .par_iter()
        .flat_map_iter(|file| include::named(&file.within, &file.text))
        .collect();
    let plain = plain.into_iter();
    plain.partition(|file| named.contains(&file.within))
}
