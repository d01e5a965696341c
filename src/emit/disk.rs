//! The disk as a trait: every operation of this module on the disk, so that tests can make each one
//! fail.

// This file is the only one that writes to the disk.
#![allow(clippy::disallowed_methods)]

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

/// The number of concurrent syncs. They wait for the disk and not for a processor, and a journaling
/// file system makes the ones that wait together durable in one write.
const SYNCS: usize = 32;

/// The kind of thing at a path. Links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    Nothing,
    File {
        size: u64,
    },
    Folder,
    Link,
    /// For example a pipe, a socket or a device.
    Other,
}

/// A disk. Errors are those of the operating system.
#[expect(clippy::missing_errors_doc, reason = "said once, above")]
pub trait Disk: Sync {
    /// Returns what is at `path`. Returns [`PathKind::Nothing`] also if a parent is a file.
    fn look(&self, path: &Utf8Path) -> io::Result<PathKind>;
    /// Returns the names in `folder`, sorted.
    fn list(&self, folder: &Utf8Path) -> io::Result<Vec<String>>;
    /// Returns the path with all links resolved. The path must exist.
    fn resolve(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf>;
    /// Reads all bytes of a file.
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>>;
    /// Writes a new file. Fails if the file exists.
    fn write_new(&self, path: &Utf8Path, bytes: &[u8]) -> io::Result<()>;
    /// Makes all these files and folders durable: when it returns, they survive a power loss.
    fn sync(&self, paths: &[Utf8PathBuf]) -> io::Result<()>;
    /// Moves a file and replaces any file at the destination.
    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()>;
    /// Removes a file or a link.
    fn remove_file(&self, path: &Utf8Path) -> io::Result<()>;
    /// Creates a folder and its missing parents.
    fn create_folders(&self, path: &Utf8Path) -> io::Result<()>;
    /// Removes a folder. Fails unless the folder is empty.
    fn remove_empty_folder(&self, path: &Utf8Path) -> io::Result<()>;
    /// Copies the permissions of the file `from` to the file `to`.
    fn copy_permissions(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()>;
    /// Locks the file at `path`, and creates it if needed. The lock is held until the result is
    /// dropped or the process ends. Returns `None` if the file is already locked.
    fn try_lock(&self, path: &Utf8Path) -> io::Result<Option<File>>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn look(&self, path: &Utf8Path) -> io::Result<PathKind> {
        let metadata = match fs::symlink_metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if is_absence(error.kind()) => return Ok(PathKind::Nothing),
            Err(error) => return Err(error),
        };
        Ok(if metadata.is_symlink() {
            PathKind::Link
        } else if metadata.is_dir() {
            PathKind::Folder
        } else if metadata.is_file() {
            PathKind::File {
                size: metadata.len(),
            }
        } else {
            PathKind::Other
        })
    }

    fn list(&self, folder: &Utf8Path) -> io::Result<Vec<String>> {
        let mut names = fs::read_dir(folder)?
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect::<io::Result<Vec<String>>>()?;
        names.sort();
        Ok(names)
    }

    fn resolve(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        path.canonicalize_utf8()
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn write_new(&self, path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
        File::create_new(path)?.write_all(bytes)
    }

    fn sync(&self, paths: &[Utf8PathBuf]) -> io::Result<()> {
        if let [path] = paths {
            return sync_one(path);
        }
        rayon::ThreadPoolBuilder::new()
            .num_threads(paths.len().clamp(1, SYNCS))
            .build()
            .map_err(io::Error::other)?
            .install(|| paths.par_iter().try_for_each(|path| sync_one(path)))
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Utf8Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn create_folders(&self, path: &Utf8Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn remove_empty_folder(&self, path: &Utf8Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn copy_permissions(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        fs::set_permissions(to, fs::metadata(from)?.permissions())
    }

    fn try_lock(&self, path: &Utf8Path) -> io::Result<Option<File>> {
        let file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            // Some network disks do not support locks, and building there must still work.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => {
                Ok(Some(file))
            }
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

pub(super) fn is_absence(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory)
}

#[cfg(not(windows))]
fn sync_one(path: &Utf8Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// On Windows, syncing needs a handle with write access, and folders cannot be synced.
#[cfg(windows)]
fn sync_one(path: &Utf8Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    OpenOptions::new().write(true).open(path)?.sync_all()
}
