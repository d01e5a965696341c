//! Creates new files, and never overwrites one.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::{Disk, PathKind};

/// The reason why files were not created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// The path already exists. Nothing was written.
    #[error("`{path}` is there already")]
    Taken { path: Utf8PathBuf },

    /// An operation on the disk failed.
    #[error("cannot write `{path}`: {source}")]
    Disk {
        path: Utf8PathBuf,
        source: io::Error,
    },
}

/// Writes all `files` below `folder`, with the folders they need. Existing files are never
/// overwritten.
///
/// # Errors
/// [`CreateError::Taken`] with the first path that already exists; nothing was written then.
/// [`CreateError::Disk`] if the disk fails; some of the files may have been written.
pub fn create(
    folder: &Utf8Path,
    files: &[(&str, String)],
    disk: &dyn Disk,
) -> Result<(), CreateError> {
    let failed = |path: &Utf8Path| {
        let path = path.to_owned();
        move |source| CreateError::Disk { path, source }
    };
    for (within, _) in files {
        let path = folder.join(within);
        match disk.look(&path).map_err(failed(&path))? {
            PathKind::Nothing => {}
            PathKind::File { .. } | PathKind::Folder | PathKind::Link | PathKind::Other => {
                return Err(CreateError::Taken { path });
            }
        }
    }
    for (within, text) in files {
        let path = folder.join(within);
        if let Some(parent) = path.parent() {
            disk.create_folders(parent).map_err(failed(parent))?;
        }
        disk.write_new(&path, text.as_bytes())
            .map_err(failed(&path))?;
    }
    Ok(())
}
