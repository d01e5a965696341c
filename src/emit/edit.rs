//! Rewrites one source file for its author.

use std::io::{self, ErrorKind};

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::{Disk, PathKind};
use crate::outputs::ContentHash;

/// The reason why a source file was not rewritten.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The file is not, or no longer, the one that was read.
    #[error("`{path}` was changed meanwhile, and is left alone")]
    Changed { path: Utf8PathBuf },

    /// An operation on the disk failed.
    #[error("cannot {action} `{path}`: {source}")]
    Disk {
        action: &'static str,
        path: Utf8PathBuf,
        source: io::Error,
    },
}

/// Replaces the content of the file at `path` with `new_text`, atomically and durably, if its
/// current content has the hash `expected`. Keeps the file's permissions.
///
/// # Errors
/// [`EditError::Changed`] if the content has another hash, or if the path is not a regular file.
/// [`EditError::Disk`] if the disk fails. In both cases the file is unchanged, except when the
/// final sync fails.
pub fn edit(
    path: &Utf8Path,
    expected: ContentHash,
    new_text: &str,
    disk: &dyn Disk,
) -> Result<(), EditError> {
    refuse_changed(path, expected, disk)?;
    let draft = write_draft(path, new_text, disk).map_err(on("write beside", path))?;
    replace(path, expected, &draft, disk).inspect_err(|_| {
        // The error that stopped the edit matters more than a leftover draft.
        let _ = disk.remove_file(&draft);
    })?;
    let folder = path.parent().unwrap_or(path);
    disk.sync(&[folder.to_owned()]).map_err(on("sync", folder))
}

fn refuse_changed(
    path: &Utf8Path,
    expected: ContentHash,
    disk: &dyn Disk,
) -> Result<(), EditError> {
    let plain = match disk.look(path).map_err(on("look at", path))? {
        PathKind::File { .. } => true,
        PathKind::Nothing | PathKind::Folder | PathKind::Link | PathKind::Other => false,
    };
    let read = || disk.read(path).map_err(on("read", path));
    if plain && ContentHash::of_bytes(&read()?) == expected {
        return Ok(());
    }
    Err(EditError::Changed {
        path: path.to_owned(),
    })
}

/// Writes the text to a hidden file beside `path`. A rename is atomic only within one file system.
fn write_draft(path: &Utf8Path, text: &str, disk: &dyn Disk) -> io::Result<Utf8PathBuf> {
    let name = path.file_name().unwrap_or_default();
    let mut number = 0_u32;
    loop {
        let draft = path.with_file_name(format!(".{name}.{number}.prepbook"));
        match disk.write_new(&draft, text.as_bytes()) {
            Ok(()) => return Ok(draft),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => {
                let _ = disk.remove_file(&draft);
                return Err(error);
            }
        }
    }
}

/// Checks the file again as late as possible, then replaces it with the draft.
fn replace(
    path: &Utf8Path,
    expected: ContentHash,
    draft: &Utf8Path,
    disk: &dyn Disk,
) -> Result<(), EditError> {
    disk.copy_permissions(path, draft)
        .map_err(on("set the permissions of", draft))?;
    disk.sync(&[draft.to_owned()]).map_err(on("sync", draft))?;
    refuse_changed(path, expected, disk)?;
    disk.rename(draft, path).map_err(on("replace", path))
}

fn on(action: &'static str, path: &Utf8Path) -> impl FnOnce(io::Error) -> EditError {
    move |source| EditError::Disk {
        action,
        path: path.to_owned(),
        source,
    }
}
