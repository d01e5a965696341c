//! New files, where there is nothing yet.

use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::{Disk, Found};

/// Why files were not written.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// Something is there already; nothing was written.
    #[error("`{path}` is there already")]
    Taken { path: Utf8PathBuf },

    /// The disk did not do as it was told.
    #[error("cannot write `{path}`: {source}")]
    Disk {
        path: Utf8PathBuf,
        source: io::Error,
    },
}

/// Writes all `files`, by their paths in `folder`, with the folders they need. No file that is
/// there is ever written over.
///
/// # Errors
/// [`CreateError::Taken`] names the first path that is taken, and nothing was written then;
/// [`CreateError::Disk`] if the disk fails, with some of the files written.
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
            Found::Nothing => {}
            Found::File { .. } | Found::Folder | Found::Link | Found::Other => {
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
