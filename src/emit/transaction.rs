//! The output folder while a site is made: what is staged, and how it is committed.

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::{Mutex, PoisonError};

use foldhash::{HashMap, HashSet, HashSetExt};
use rayon::prelude::*;

use super::commit::{self, CommitPlan, Move};
use super::disk::{Disk, PathKind};
use super::error::{EmitError, on};
use super::folder::Folder;
use super::layout::{MANIFEST, STAGE};
use super::manifest::{Entry, Manifest};
use super::snapshot::{DirSnapshot, parents};
use super::target::Target;
use crate::outputs::{Artifact, ContentHash, Fault, OutPath};
use crate::source::CancelToken;

/// The number of files written, unchanged and removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EmitReport {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// The output folder while a site is made. Bytes are dropped as soon as they are staged.
pub(super) struct Transaction<'a> {
    folder: Folder<'a>,
    /// Held until the site is committed or discarded.
    _lock: File,
    old: Manifest,
    /// The hash of the old manifest's text; `None` if there is no manifest yet.
    old_hash: Option<ContentHash>,
    in_place: InPlace,
    staged: Mutex<Staged>,
}

/// The files of the old site that are in place as they were written.
enum InPlace {
    /// All of them, because this process wrote them. They were not looked at again.
    Trusted,
    /// These, which have the size that was written.
    Seen(HashMap<OutPath, Entry>),
}

/// A site as this process wrote it last.
#[derive(Debug)]
pub(super) struct WrittenSite {
    manifest: Manifest,
    /// The hash of the manifest's text.
    text_hash: ContentHash,
}

/// The files so far, and the error at the first path in order, so that the same one of several
/// errors is always reported.
#[derive(Default)]
struct Staged {
    files: BTreeMap<OutPath, Entry>,
    moves: Vec<Move>,
    failed: Option<(OutPath, EmitError)>,
}

impl Staged {
    /// Adds a file. Fails if there is already one at its path.
    fn add(&mut self, path: &OutPath, entry: Entry) -> Result<(), EmitError> {
        match self.files.insert(path.clone(), entry) {
            None => Ok(()),
            Some(_) => Err(collision(path.as_str())),
        }
    }

    fn fail(&mut self, path: &OutPath, error: EmitError) {
        if self.failed.as_ref().is_none_or(|(first, _)| path < first) {
            self.failed = Some((path.clone(), error));
        }
    }
}

impl<'a> Transaction<'a> {
    /// Stages a file. [`Self::commit`] returns the errors of the disk.
    ///
    /// # Errors
    /// The fault of the template or asset, if the bytes cannot be made.
    pub fn write(&self, file: &Artifact) -> Result<(), Fault> {
        match self.stage(file, &CancelToken::never()) {
            Err(EmitError::Render(fault)) => return Err(fault),
            Err(error) => self.with_staged(|staged| staged.fail(&file.path, error)),
            Ok(()) => {}
        }
        Ok(())
    }

    /// Accepts and locks the folder of `target`, and finishes or deletes what was left there.
    pub fn new(target: &Target, disk: &'a dyn Disk) -> Result<Self, EmitError> {
        Self::after(None, target, disk)
    }

    /// Does the same as [`Self::new`], but trusts that the files of `written` are in place if nobody has
    /// written another site since.
    pub fn after(
        written: Option<WrittenSite>,
        target: &Target,
        disk: &'a dyn Disk,
    ) -> Result<Self, EmitError> {
        let folder = Folder::accept(target, disk)?;
        let lock = folder.lock(target.lock_timeout)?;
        commit::recover(&folder)?;
        let text = folder.read_own(MANIFEST)?;
        let text_hash = text.as_deref().map(ContentHash::of_bytes);
        let written = written.filter(|written| Some(written.text_hash) == text_hash);
        let (old, in_place) = match written {
            Some(written) => (written.manifest, InPlace::Trusted),
            None => {
                let old = Manifest::read(&folder, text.as_deref())?;
                let seen = in_place(&folder, &old)?;
                (old, InPlace::Seen(seen))
            }
        };
        Ok(Self {
            folder,
            _lock: lock,
            old,
            old_hash: text_hash,
            in_place,
            staged: Mutex::default(),
        })
    }

    /// Refuses early, when all paths are known, everything that the commit would refuse.
    pub fn refuse(&self, files: &[&Artifact]) -> Result<(), EmitError> {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        self.refuse_obstacles(&paths)
    }

    /// Stages the files that are in place already, and returns the others.
    pub fn keep_unchanged<'f>(
        &self,
        files: &'f [Artifact],
    ) -> Result<Vec<&'f Artifact>, EmitError> {
        let looked_up: Vec<Option<Entry>> =
            files.par_iter().map(|file| self.unchanged(file)).collect();
        let pairs = || files.iter().zip(&looked_up);
        let unchanged = pairs().filter_map(|(file, entry)| Some((file.path.clone(), (*entry)?)));
        let unchanged: BTreeMap<OutPath, Entry> = unchanged.collect();
        let changed: Vec<&Artifact> = pairs()
            .filter_map(|(file, entry)| entry.is_none().then_some(file))
            .collect();
        let is_new = |file: &&Artifact| !self.old.files.contains_key(&file.path);
        if unchanged.len() + changed.len() < files.len() || changed.iter().any(is_new) {
            let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
            refuse_collisions(&paths)?;
        }
        self.with_staged(|staged| staged.files = unchanged);
        Ok(changed)
    }

    /// Returns the entry of a file that is in place with the same key.
    fn unchanged(&self, file: &Artifact) -> Option<Entry> {
        let written = self.in_place(&file.path);
        written.filter(|old| self.old.keys_hold() && old.key == file.key)
    }

    /// Returns the entry of a file of the old site that is in place.
    fn in_place(&self, path: &OutPath) -> Option<Entry> {
        let files = match &self.in_place {
            InPlace::Trusted => self.old.files.get(path),
            InPlace::Seen(files) => files.get(path),
        };
        files.copied()
    }

    /// Stages a file, unless it is cancelled before its bytes are made.
    pub fn write_while(&self, file: &Artifact, cancel: &CancelToken<'_>) {
        if let Err(error) = self.stage(file, cancel) {
            self.with_staged(|staged| staged.fail(&file.path, error));
        }
    }

    /// Stages the bytes of a file, unless the same bytes are already in place.
    fn stage(&self, file: &Artifact, cancel: &CancelToken<'_>) -> Result<(), EmitError> {
        if self.has_failed_before(&file.path) {
            return Ok(());
        }
        if let Some(written) = self.unchanged(file) {
            return self.with_staged(|staged| staged.add(&file.path, written));
        }
        let bytes = (!cancel.is_cancelled())
            .then(|| file.bytes_while(cancel))
            .flatten();
        let bytes = bytes.ok_or(EmitError::GivenUp)??;
        let entry = Entry {
            key: file.key,
            hash: ContentHash::of_bytes(&bytes),
            size: bytes.len() as u64,
        };
        let written = self.in_place(&file.path);
        if written.is_some_and(|old| old.hash == entry.hash) {
            return self.with_staged(|staged| staged.add(&file.path, entry));
        }
        let number = self.with_staged(|staged| {
            if staged.moves.is_empty() {
                self.folder.create(&self.folder.own(STAGE))?;
            }
            staged.add(&file.path, entry)?;
            let number = staged.moves.len();
            staged.moves.push(Move::new(number, &file.path));
            Ok::<_, EmitError>(number)
        })?;
        self.folder.write_staged(&number.to_string(), &bytes)
    }

    /// Returns whether the site has already failed, and at a path before this one.
    fn has_failed_before(&self, path: &OutPath) -> bool {
        self.with_staged(|staged| {
            staged
                .failed
                .as_ref()
                .is_some_and(|(first, _)| first < path)
        })
    }

    /// Commits the new site and puts it in place, if anything changed. Returns the site as it is written
    /// now.
    pub fn commit(self) -> Result<(EmitReport, Option<WrittenSite>), EmitError> {
        let staged = self.with_staged(std::mem::take);
        let files = staged.files.len();
        let planned = self
            .plan(staged)
            .inspect_err(|_| commit::abandon(&self.folder))?;
        let Some((plan, site)) = planned else {
            let report = EmitReport {
                unchanged: files,
                ..EmitReport::default()
            };
            let site = self.old_hash.map(|text_hash| WrittenSite {
                manifest: self.old,
                text_hash,
            });
            return Ok((report, site));
        };
        plan.write_journal(&self.folder)?;
        plan.finish(&self.folder)?;
        let written = plan.moves.len();
        let report = EmitReport {
            written,
            unchanged: files - written,
            removed: plan.removals.len(),
        };
        Ok((report, Some(site)))
    }

    /// Deletes what was staged. The old site stays as it is.
    pub fn abandon(self) {
        commit::abandon(&self.folder);
    }

    /// Returns the commit plan and the new site, or `None` if the folder is already as it should be.
    fn plan(&self, staged: Staged) -> Result<Option<(CommitPlan, WrittenSite)>, EmitError> {
        if let Some((_, error)) = staged.failed {
            return Err(error);
        }
        let mut moves = staged.moves;
        moves.sort();
        let paths: Vec<&str> = moves.iter().map(Move::path).collect();
        self.refuse_obstacles(&paths)?;
        let is_new = |path: &OutPath| !self.old.files.contains_key(path);
        if staged.files.keys().any(is_new) {
            let all: Vec<&str> = staged.files.keys().map(OutPath::as_str).collect();
            refuse_collisions(&all)?;
        }
        let new = Manifest::new(staged.files);
        if moves.is_empty() && new == self.old {
            return Ok(None);
        }
        let stage = self.folder.own(STAGE);
        self.folder.create(&stage)?;
        let json = new.to_json().map_err(on("write", &stage))?;
        self.folder.write_staged(MANIFEST, &json)?;
        let plan = CommitPlan::new(moves, self.stale(&new.files));
        let site = WrittenSite {
            manifest: new,
            text_hash: ContentHash::of_bytes(&json),
        };
        Ok(Some((plan, site)))
    }

    /// Refuses to replace files that are not ours.
    fn refuse_obstacles(&self, paths: &[&str]) -> Result<(), EmitError> {
        let is_listed = |path: &str| self.old.files.contains_key(path);
        let snapshot = DirSnapshot::scan(&self.folder, paths.iter().copied())?;
        let mut paths = paths.iter();
        paths.try_for_each(|path| snapshot.refuse_obstacles(path, &is_listed))
    }

    /// Returns the files of the old site that the new one does not have.
    fn stale(&self, new: &BTreeMap<OutPath, Entry>) -> Vec<String> {
        let old = self.old.files.keys();
        old.filter(|path| !new.contains_key(*path))
            .map(OutPath::to_string)
            .collect()
    }

    /// Locks what was staged so far. After a panic in another thread the stage is never committed,
    /// so a poisoned lock does no harm.
    fn with_staged<T>(&self, act: impl FnOnce(&mut Staged) -> T) -> T {
        act(&mut self.staged.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Returns the files of a site that are in place with the size that was written.
fn in_place(folder: &Folder, manifest: &Manifest) -> Result<HashMap<OutPath, Entry>, EmitError> {
    let files = &manifest.files;
    let snapshot = DirSnapshot::scan(folder, files.keys().map(OutPath::as_str))?;
    let in_place = files
        .iter()
        .filter(|(path, entry)| snapshot.at(path.as_str()) == PathKind::File { size: entry.size });
    Ok(in_place
        .map(|(path, entry)| (path.clone(), *entry))
        .collect())
}

/// Refuses two files at one path, and a file inside another. The book's own check for collisions
/// comes first, but a plan that cannot be carried out must never be committed.
fn refuse_collisions(paths: &[&str]) -> Result<(), EmitError> {
    let mut seen = HashSet::with_capacity(paths.len());
    let twice = paths.iter().copied().find(|path| !seen.insert(*path));
    let mut above = paths.iter().flat_map(|path| parents(path));
    let inside = || above.find(|parent| seen.contains(parent));
    match twice.or_else(inside) {
        None => Ok(()),
        Some(path) => Err(collision(path)),
    }
}

fn collision(path: &str) -> EmitError {
    EmitError::refused(
        format!("two files of the site go to `{path}`"),
        "give one of them another name",
    )
}
