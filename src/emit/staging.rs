//! A new site while it is made. What changes waits in the stage; nothing of it is seen before it is
//! decided on.

use std::collections::BTreeMap;
use std::fs::File;
use std::sync::{Mutex, OnceLock, PoisonError};

use foldhash::{HashMap, HashSet, HashSetExt};

use super::commit::{self, List, Move};
use super::disk::{Disk, Found};
use super::error::{EmitError, on};
use super::folder::{Folder, MANIFEST, STAGE};
use super::ground::{Ground, parents};
use super::manifest::{Entry, Manifest};
use super::{EmitReport, Target};
use crate::outputs::{Artifact, ContentHash, Destination, Fault, OutPath, Taker};
use crate::source::CancelToken;

/// A new site beside the old one. The output folder is not touched before there is one.
pub struct Staging<'a> {
    target: &'a Target,
    disk: &'a dyn Disk,
    begun: OnceLock<Result<Begun<'a>, EmitError>>,
}

impl<'a> Staging<'a> {
    /// A site for the output folder of `target`.
    pub fn new(target: &'a Target, disk: &'a dyn Disk) -> Self {
        Self {
            target,
            disk,
            begun: OnceLock::new(),
        }
    }

    /// Makes the output folder hold exactly the files that were taken, beside files of the user's own.
    ///
    /// # Errors
    /// As [`super::site`]. What failed on the way is told here.
    pub fn decide(self) -> Result<EmitReport, EmitError> {
        let begun = self.begun.into_inner();
        begun
            .unwrap_or_else(|| Begun::new(self.target, self.disk))?
            .decide()
    }

    /// Leaves the old site as it is.
    pub fn abandon(self) {
        if let Some(Ok(begun)) = self.begun.into_inner() {
            commit::abandon(&begun.folder);
        }
    }
}

impl Destination for Staging<'_> {
    fn open(&self) -> &dyn Taker {
        let begun = self
            .begun
            .get_or_init(|| Begun::new(self.target, self.disk));
        match begun {
            Ok(begun) => begun,
            // it is told in the end
            Err(_) => &Nobody,
        }
    }
}

/// Takes nothing, where nothing can be written.
struct Nobody;

impl Taker for Nobody {
    fn take(&self, _: &Artifact) -> Result<(), Fault> {
        Ok(())
    }
}

/// The output folder while a site is made. Bytes are dropped as soon as they are staged.
pub(super) struct Begun<'a> {
    folder: Folder<'a>,
    /// Held until the site is decided on, or given up.
    _lock: File,
    old: Manifest,
    /// What of the old site lies in place as it was written.
    standing: HashMap<OutPath, Entry>,
    taken: Mutex<Taken>,
}

/// The files so far, and the failure at the first path: of several, the same is told every time.
#[derive(Default)]
struct Taken {
    files: BTreeMap<OutPath, Entry>,
    moves: Vec<Move>,
    failed: Option<(OutPath, EmitError)>,
}

impl Taken {
    /// Adds a file, of which there may be one at each path.
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

impl Taker for Begun<'_> {
    fn take(&self, file: &Artifact) -> Result<(), Fault> {
        match self.stage(file, &CancelToken::never()) {
            Err(EmitError::Render(fault)) => return Err(fault),
            Err(error) => self.with(|taken| taken.fail(&file.path, error)),
            Ok(()) => {}
        }
        Ok(())
    }
}

impl<'a> Begun<'a> {
    /// The folder of `target`, once it is accepted, locked, and what was left there is cleared up.
    pub fn new(target: &Target, disk: &'a dyn Disk) -> Result<Self, EmitError> {
        let folder = Folder::accept(target, disk)?;
        let lock = folder.lock(target.lock_timeout)?;
        commit::recover(&folder)?;
        let old = Manifest::read(&folder)?;
        let standing = standing(&folder, &old)?;
        Ok(Self {
            folder,
            _lock: lock,
            old,
            standing,
            taken: Mutex::default(),
        })
    }

    /// Refuses in advance, where all paths are known, what would be refused in the end.
    pub fn refuse(&self, files: &[Artifact]) -> Result<(), EmitError> {
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        refuse_collisions(&paths)?;
        self.refuse_obstacles(&paths)
    }

    /// Takes a file unless `cancel` is cancelled.
    pub fn take_while(&self, file: &Artifact, cancel: &CancelToken<'_>) {
        if let Err(error) = self.stage(file, cancel) {
            self.with(|taken| taken.fail(&file.path, error));
        }
    }

    /// Stages the bytes of a file, unless they lie in place.
    fn stage(&self, file: &Artifact, cancel: &CancelToken<'_>) -> Result<(), EmitError> {
        if self.has_failed_before(&file.path) {
            return Ok(());
        }
        let kept = self.standing.get(&file.path);
        if let Some(kept) = kept.filter(|old| self.old.keys_hold() && old.key == file.key) {
            return self.with(|taken| taken.add(&file.path, *kept));
        }
        let bytes = cancel.check().and_then(|()| file.bytes_while(cancel));
        let bytes = bytes.ok_or(EmitError::GivenUp)??;
        let entry = Entry {
            key: file.key,
            hash: ContentHash::of_bytes(&bytes),
            size: bytes.len() as u64,
        };
        if kept.is_some_and(|old| old.hash == entry.hash) {
            return self.with(|taken| taken.add(&file.path, entry));
        }
        let number = self.with(|taken| {
            if taken.moves.is_empty() {
                self.folder.create(&self.folder.own(STAGE))?;
            }
            taken.add(&file.path, entry)?;
            let number = taken.moves.len();
            taken.moves.push(Move::new(number, &file.path));
            Ok::<_, EmitError>(number)
        })?;
        self.folder.write_staged(&number.to_string(), &bytes)
    }

    /// Whether the site comes to nothing, and this path is not the one to say why.
    fn has_failed_before(&self, path: &OutPath) -> bool {
        self.with(|taken| taken.failed.as_ref().is_some_and(|(first, _)| first < path))
    }

    /// Carries out what has to be done, if anything has.
    pub fn decide(self) -> Result<EmitReport, EmitError> {
        let taken = self.with(std::mem::take);
        let files = taken.files.len();
        let list = self
            .list(taken)
            .inspect_err(|_| commit::abandon(&self.folder))?;
        if let Some(list) = &list {
            list.declare(&self.folder)?;
            list.finish(&self.folder)?;
        }
        let written = list.as_ref().map_or(0, |list| list.moves.len());
        Ok(EmitReport {
            written,
            unchanged: files - written,
            removed: list.map_or(0, |list| list.removals.len()),
        })
    }

    /// What has to be done; nothing if the folder is as it should be.
    fn list(&self, taken: Taken) -> Result<Option<List>, EmitError> {
        if let Some((_, error)) = taken.failed {
            return Err(error);
        }
        let mut moves = taken.moves;
        moves.sort();
        let paths: Vec<&str> = moves.iter().map(Move::path).collect();
        self.refuse_obstacles(&paths)?;
        let all: Vec<&str> = taken.files.keys().map(OutPath::as_str).collect();
        refuse_collisions(&all)?;
        let new = Manifest::new(taken.files);
        if moves.is_empty() && new == self.old {
            return Ok(None);
        }
        let stage = self.folder.own(STAGE);
        self.folder.create(&stage)?;
        let json = new.to_json().map_err(on("write", &stage))?;
        self.folder.write_staged(MANIFEST, &json)?;
        Ok(Some(List::new(moves, self.stale(&new.files))))
    }

    /// Refuses what would replace files not ours.
    fn refuse_obstacles(&self, paths: &[&str]) -> Result<(), EmitError> {
        let listed: HashSet<&str> = self.old.files.keys().map(OutPath::as_str).collect();
        let ground = Ground::survey(&self.folder, paths.iter().copied())?;
        let mut paths = paths.iter();
        paths.try_for_each(|path| ground.refuse_obstacles(path, &listed))
    }

    /// What the old site has and the new one has not.
    fn stale(&self, new: &BTreeMap<OutPath, Entry>) -> Vec<String> {
        let old = self.old.files.keys();
        old.filter(|path| !new.contains_key(path))
            .map(OutPath::to_string)
            .collect()
    }

    /// A thread that died while it held the list left a stage that nobody decides on.
    fn with<T>(&self, act: impl FnOnce(&mut Taken) -> T) -> T {
        act(&mut self.taken.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What of a site lies in place with the size that was written.
fn standing(folder: &Folder, manifest: &Manifest) -> Result<HashMap<OutPath, Entry>, EmitError> {
    let files = &manifest.files;
    let ground = Ground::survey(folder, files.keys().map(OutPath::as_str))?;
    let standing = files
        .iter()
        .filter(|(path, entry)| ground.at(path.as_str()) == Found::File { size: entry.size });
    Ok(standing
        .map(|(path, entry)| (path.clone(), *entry))
        .collect())
}

/// Refuses two files at one path, and one inside another: the book's check for collisions comes
/// first, but a list that cannot be carried out must never be decided on.
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
