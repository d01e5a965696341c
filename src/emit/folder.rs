//! The accepted output folder, and the tool's own files in it.

use std::fs::File;
use std::thread;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};

use super::acceptance;
use super::disk::{Disk, PathKind};
use super::error::{EmitError, on};
use super::layout::{COMMIT, LOCK, OWN, STAGE, own_path};
use super::target::{Durability, Target};

/// The pause between two attempts to lock the folder.
const PAUSE: Duration = Duration::from_millis(20);

/// An output folder that was accepted.
pub(super) struct Folder<'a> {
    pub path: Utf8PathBuf,
    pub disk: &'a dyn Disk,
    durability: Durability,
}

impl<'a> Folder<'a> {
    /// Returns the folder of `target`, unless it is refused.
    pub fn accept(target: &Target, disk: &'a dyn Disk) -> Result<Self, EmitError> {
        Ok(Self {
            path: acceptance::accept(target, disk)?,
            disk,
            durability: target.durability,
        })
    }

    /// Returns the absolute path of a file of the site.
    pub fn at(&self, path: &str) -> Utf8PathBuf {
        self.path.join(path)
    }

    /// Returns the absolute path of one of the tool's own files.
    pub fn own(&self, name: &str) -> Utf8PathBuf {
        own_path(&self.path, name)
    }

    /// Returns the absolute path of a file in the stage.
    pub fn staged(&self, name: &str) -> Utf8PathBuf {
        self.own(STAGE).join(name)
    }

    /// Returns what is at an absolute path.
    pub fn look(&self, path: &Utf8Path) -> Result<PathKind, EmitError> {
        self.disk.look(path).map_err(on("look at", path))
    }

    /// Returns the names in a folder.
    pub fn list(&self, path: &Utf8Path) -> Result<Vec<String>, EmitError> {
        self.disk.list(path).map_err(on("list", path))
    }

    /// Creates a folder and its missing parents.
    pub fn create(&self, path: &Utf8Path) -> Result<(), EmitError> {
        self.disk.create_folders(path).map_err(on("create", path))
    }

    /// Moves a file.
    pub fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> Result<(), EmitError> {
        self.disk.rename(from, to).map_err(on("write", to))
    }

    /// Writes a file into the stage.
    pub fn write_staged(&self, name: &str, bytes: &[u8]) -> Result<(), EmitError> {
        let path = self.staged(name);
        self.disk
            .write_new(&path, bytes)
            .map_err(on("write", &path))
    }

    /// Makes `paths` durable, if the target asks for that.
    pub fn sync(&self, paths: &[Utf8PathBuf]) -> Result<(), EmitError> {
        match self.durability {
            Durability::Quick => Ok(()),
            Durability::Synced => self.disk.sync(paths).map_err(on("sync", &self.path)),
        }
    }

    /// Returns the content of one of the tool's own files, if it exists.
    pub fn read_own(&self, name: &str) -> Result<Option<Vec<u8>>, EmitError> {
        let path = self.own(name);
        match self.look(&path)? {
            PathKind::Nothing => Ok(None),
            PathKind::File { .. } => self.disk.read(&path).map_err(on("read", &path)).map(Some),
            PathKind::Folder | PathKind::Link | PathKind::Other => Err(self.damaged(name)),
        }
    }

    /// Returns the refusal to use one of the tool's own files that the tool cannot have written.
    pub fn damaged(&self, name: &str) -> EmitError {
        EmitError::refused(
            format!("`{}` is damaged", self.own(name)),
            format!(
                "delete `{}` yourself, but for files of your own, and build again; \
                 or name another folder with `--output`",
                self.path
            ),
        )
    }

    /// Locks the folder, which is created if needed. Waits up to `timeout`.
    pub fn lock(&self, timeout: Duration) -> Result<File, EmitError> {
        self.create(&self.path.join(OWN))?;
        let mut left = timeout;
        loop {
            if let Some(lock) = self.try_lock()? {
                return Ok(lock);
            }
            if left.is_zero() {
                return Err(EmitError::Locked {
                    output: self.path.clone(),
                });
            }
            thread::sleep(PAUSE.min(left));
            left = left.saturating_sub(PAUSE);
        }
    }

    /// Locks the folder. Returns `None` if another process has the lock.
    pub fn try_lock(&self) -> Result<Option<File>, EmitError> {
        let path = self.own(LOCK);
        match self.look(&path)? {
            PathKind::Nothing | PathKind::File { .. } => {
                self.disk.try_lock(&path).map_err(on("lock", &path))
            }
            PathKind::Folder | PathKind::Link | PathKind::Other => Err(self.damaged(LOCK)),
        }
    }
}

/// Returns whether a run that wrote to the folder of `target` was interrupted or is still at work.
pub(super) fn has_leftovers(target: &Target, disk: &dyn Disk) -> Result<bool, EmitError> {
    let output = acceptance::clean(&target.output)?;
    for name in [COMMIT, STAGE] {
        let path = own_path(&output, name);
        if disk.look(&path).map_err(on("look at", &path))? != PathKind::Nothing {
            return Ok(true);
        }
    }
    Ok(false)
}
