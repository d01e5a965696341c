//! The commit plan: the steps from the old site to the new one, kept in a journal that outlives a
//! crash.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};

use camino::{Utf8Path, Utf8PathBuf};
use foldhash::{HashSet, HashSetExt};
use serde::{Deserialize, Serialize};

use super::disk::{PathKind, is_absence};
use super::error::{EmitError, on};
use super::folder::Folder;
use super::layout::{COMMIT, MANIFEST, OWN, STAGE};
use super::snapshot::{DirSnapshot, parent, parents};
use crate::outputs::OutPath;

/// Version of the journal's format.
const FORMAT: u32 = 1;

/// The outcome of recovering from an interrupted run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovered {
    /// There was nothing, or another run is still at work.
    Nothing,
    /// The stage was not committed: it is deleted, and the old site stays.
    Discarded,
    /// The plan was committed: it is carried out, and the new site is in place.
    Finished,
}

/// The steps to take outside the tool's own folder. They can be repeated after any part of them was
/// carried out.
#[derive(Serialize, Deserialize)]
pub(super) struct CommitPlan {
    format: u32,
    pub removals: Vec<String>,
    pub moves: Vec<Move>,
}

/// A file in the stage, and its path in the site.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Move {
    path: String,
    staged: usize,
}

impl Move {
    /// Moves the stage's file `staged` to `path`.
    pub fn new(staged: usize, path: &OutPath) -> Self {
        Self {
            path: path.to_string(),
            staged,
        }
    }

    /// Returns the path that the file is moved to.
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// Carries out a committed plan, or deletes a stage that was not committed.
pub(super) fn recover(folder: &Folder) -> Result<Recovered, EmitError> {
    if let Some(text) = folder.read_own(COMMIT)? {
        let plan = CommitPlan::parse(&text).ok_or_else(|| folder.damaged(COMMIT))?;
        return plan.finish(folder).map(|()| Recovered::Finished);
    }
    match folder.look(&folder.own(STAGE))? {
        PathKind::Nothing => Ok(Recovered::Nothing),
        PathKind::Folder => delete_stage(folder).map(|()| Recovered::Discarded),
        PathKind::File { .. } | PathKind::Link | PathKind::Other => Err(folder.damaged(STAGE)),
    }
}

/// Deletes the stage and the journal. Errors are ignored: the run already reports one, and the next
/// run tries again.
pub(super) fn abandon(folder: &Folder) {
    let _ = take_back(folder);
}

fn take_back(folder: &Folder) -> Result<(), EmitError> {
    remove_if_there(folder, &folder.own(COMMIT))?;
    delete_stage(folder)
}

fn delete_stage(folder: &Folder) -> Result<(), EmitError> {
    let stage = folder.own(STAGE);
    for name in folder.list(&stage)? {
        remove_if_there(folder, &stage.join(name))?;
    }
    folder
        .disk
        .remove_empty_folder(&stage)
        .map_err(on("remove", &stage))
}

fn remove_if_there(folder: &Folder, path: &Utf8Path) -> Result<(), EmitError> {
    match folder.disk.remove_file(path) {
        Err(error) if !is_absence(error.kind()) => Err(on("remove", path)(error)),
        _ => Ok(()),
    }
}

impl CommitPlan {
    /// Creates a plan of these moves and removals.
    pub fn new(moves: Vec<Move>, removals: Vec<String>) -> Self {
        Self {
            format: FORMAT,
            removals,
            moves,
        }
    }

    /// Parses a journal. Paths are checked again, because anybody may have written the file.
    fn parse(text: &[u8]) -> Option<Self> {
        let plan: Self = serde_json::from_slice(text).ok()?;
        let is_valid =
            plan.format == FORMAT && plan.paths().all(|path| OutPath::new(path).is_some());
        is_valid.then_some(plan)
    }

    /// Commits to the new site: once this returns, the new site will be in place, whatever happens.
    /// If it fails, the old site stays.
    pub fn write_journal(&self, folder: &Folder) -> Result<(), EmitError> {
        self.write(folder).inspect_err(|_| abandon(folder))
    }

    fn write(&self, folder: &Folder) -> Result<(), EmitError> {
        let json = serde_json::to_vec(self)
            .map_err(io::Error::from)
            .map_err(on("write", &folder.own(COMMIT)))?;
        folder.write_staged(COMMIT, &json)?;
        let staged = self.moves.iter().map(|file| file.staged.to_string());
        let own_files = [MANIFEST.to_owned(), COMMIT.to_owned()];
        let mut written: Vec<_> = staged
            .chain(own_files)
            .map(|name| folder.staged(&name))
            .collect();
        written.push(folder.own(STAGE));
        folder.sync(&written)?;
        folder.rename(&folder.staged(COMMIT), &folder.own(COMMIT))?;
        folder.sync(&[folder.path.join(OWN)])
    }

    /// Carries out the plan, or what remains of it, and deletes the journal.
    pub fn finish(&self, folder: &Folder) -> Result<(), EmitError> {
        self.carry_out(folder)
            .map_err(|cause| EmitError::Interrupted {
                output: folder.path.clone(),
                cause: Box::new(cause),
            })
    }

    fn carry_out(&self, folder: &Folder) -> Result<(), EmitError> {
        // Removals come first, because a file may replace a folder and a folder may replace a file.
        let snapshot = DirSnapshot::scan(folder, self.paths())?;
        self.remove_files(folder, &snapshot)?;
        let gone = self.remove_emptied_folders(folder)?;
        self.move_into_place(folder)?;
        folder.sync(&self.touched_folders(folder, &gone))?;

        move_if_staged(folder, MANIFEST, &folder.own(MANIFEST))?;
        let own_folder = [folder.path.join(OWN)];
        folder.sync(&own_folder)?;
        remove_if_there(folder, &folder.own(COMMIT))?;
        // A journal that reappeared after a power loss would remove files written since.
        folder.sync(&own_folder)?;
        delete_stage(folder)
    }

    fn remove_files(&self, folder: &Folder, snapshot: &DirSnapshot) -> Result<(), EmitError> {
        for path in &self.removals {
            if let PathKind::File { .. } = snapshot.at(path) {
                remove_if_there(folder, &folder.at(path))?;
            }
        }
        Ok(())
    }

    /// Removes the folders that the removals emptied. Returns the folders that no longer exist.
    fn remove_emptied_folders(&self, folder: &Folder) -> Result<HashSet<&str>, EmitError> {
        let mut gone = HashSet::new();
        let candidates: BTreeSet<&str> = self.removals.iter().flat_map(|p| parents(p)).collect();
        // In reverse order, a folder comes after everything in it.
        for path in candidates.into_iter().rev() {
            let absolute = folder.at(path);
            match folder.disk.remove_empty_folder(&absolute) {
                Ok(()) => {
                    gone.insert(path);
                }
                Err(error) if is_absence(error.kind()) => {
                    gone.insert(path);
                }
                Err(error) if is_in_use(error.kind()) => {}
                Err(error) => return Err(on("remove", &absolute)(error)),
            }
        }
        Ok(gone)
    }

    fn move_into_place(&self, folder: &Folder) -> Result<(), EmitError> {
        let mut created = HashSet::new();
        for Move { path, staged } in &self.moves {
            if let Some(parent) = parent(path)
                && created.insert(parent)
            {
                folder.create(&folder.at(parent))?;
            }
            move_if_staged(folder, &staged.to_string(), &folder.at(path))?;
        }
        Ok(())
    }

    fn touched_folders(&self, folder: &Folder, gone: &HashSet<&str>) -> Vec<Utf8PathBuf> {
        let filled = self.moves.iter().flat_map(|file| parents(&file.path));
        let thinned = self.removals.iter().flat_map(|path| parents(path));
        let thinned = thinned.filter(|path| !gone.contains(path));
        let touched: BTreeSet<&str> = filled.chain(thinned).collect();
        let touched = touched.into_iter().map(|path| folder.at(path));
        touched.chain([folder.path.clone()]).collect()
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        let moves = self.moves.iter().map(|file| &file.path);
        moves.chain(&self.removals).map(String::as_str)
    }
}

/// Moves a file out of the stage. A file that is not there was moved before an interruption.
fn move_if_staged(folder: &Folder, name: &str, to: &Utf8Path) -> Result<(), EmitError> {
    let staged = folder.staged(name);
    match folder.look(&staged)? {
        PathKind::Nothing => Ok(()),
        PathKind::File { .. } => folder.rename(&staged, to),
        PathKind::Folder | PathKind::Link | PathKind::Other => Err(folder.damaged(STAGE)),
    }
}

/// Returns whether a folder could not be removed because it is not empty or is a mount point.
fn is_in_use(kind: ErrorKind) -> bool {
    // Some systems report a folder that is not empty as one that already exists.
    matches!(
        kind,
        ErrorKind::DirectoryNotEmpty | ErrorKind::AlreadyExists | ErrorKind::ResourceBusy
    )
}
