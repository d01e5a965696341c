//! One source file, rewritten in place of the author.

use std::io::{self, ErrorKind};

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::{Disk, Found};
use crate::outputs::ContentHash;

/// Why a source file was not rewritten.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// It is not, or no more, the file that was read.
    #[error("`{path}` was changed meanwhile, and is left alone")]
    Changed { path: Utf8PathBuf },

    /// The disk did not do as it was told.
    #[error("cannot {action} `{path}`: {source}")]
    Disk {
        action: &'static str,
        path: Utf8PathBuf,
        source: io::Error,
    },
}

/// Gives the file at `path` the content `new_text`, at once and for good, keeping its
/// permissions, if its content is still the one with the hash `expected`.
///
/// # Errors
/// [`EditError::Changed`] if it is not, or is no plain file; [`EditError::Disk`] if the disk
/// fails. The file is untouched then, unless it was the very last step, its sync, that failed.
pub fn edit(
    path: &Utf8Path,
    expected: ContentHash,
    new_text: &str,
    disk: &dyn Disk,
) -> Result<(), EditError> {
    refuse_changed(path, expected, disk)?;
    let draft = write_draft(path, new_text, disk).map_err(on("write beside", path))?;
    replace(path, expected, &draft, disk).inspect_err(|_| {
        // The reason why the file was not rewritten matters more than a draft that stays.
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
        Found::File { .. } => true,
        Found::Nothing | Found::Folder | Found::Link | Found::Other => false,
    };
    let read = || disk.read(path).map_err(on("read", path));
    if plain && ContentHash::of_bytes(&read()?) == expected {
        return Ok(());
    }
    Err(EditError::Changed {
        path: path.to_owned(),
    })
}

/// Writes the text to a hidden file of its own beside `path`: a rename is only whole within one
/// file system.
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

/// Looks a second time as late as can be, then puts the draft in place of the file.
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
