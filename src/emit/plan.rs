//! What has to change in the output folder, made ready in the stage.

use std::collections::BTreeMap;

use foldhash::{HashSet, HashSetExt};
use rayon::prelude::*;

use super::EmitReport;
use super::commit::{self, List, Move};
use super::disk::Found;
use super::error::{EmitError, on};
use super::folder::{Folder, MANIFEST, STAGE};
use super::ground::{Ground, parents};
use super::manifest::{Entry, Manifest};
use crate::outputs::{Artifact, ContentHash, OutPath};
use crate::source::GoOn;

/// How many artifacts are made before the first failure among them ends the run: enough to keep
/// all processors busy, few enough to stop soon, and the same failure is reported every time.
const AT_ONCE: usize = 64;

/// The new site beside the old one.
pub(super) struct Plan<'a> {
    folder: &'a Folder<'a>,
    artifacts: &'a [Artifact],
    old: &'a Manifest,
    ground: Ground<'a>,
}

/// One artifact, once its bytes are known.
enum Made {
    /// It lies in place already.
    InPlace(Entry),
    /// It lies in the stage.
    Staged(Entry),
}

impl<'a> Plan<'a> {
    /// Compares the new site with the folder; refuses what would replace files not ours.
    pub fn new(
        artifacts: &'a [Artifact],
        old: &'a Manifest,
        folder: &'a Folder<'a>,
    ) -> Result<Self, EmitError> {
        refuse_collisions(artifacts)?;
        let listed: HashSet<&str> = old.files.keys().map(OutPath::as_str).collect();
        let new = artifacts.iter().map(|artifact| artifact.path.as_str());
        let ground = Ground::survey(folder, new.chain(listed.iter().copied()))?;
        for artifact in artifacts {
            ground.refuse_obstacles(artifact.path.as_str(), &listed)?;
        }
        Ok(Self {
            folder,
            artifacts,
            old,
            ground,
        })
    }

    /// Writes into the stage all that changes. None if the folder is as it should be; on failure
    /// the stage is deleted.
    pub fn stage(&self, go_on: &GoOn<'_>) -> Result<Option<List>, EmitError> {
        let (kept, asked): (Vec<_>, Vec<_>) = (0..)
            .zip(self.artifacts)
            .partition(|(_, artifact)| self.is_kept(artifact));
        let kept = kept.into_iter().filter_map(|(_, artifact)| {
            let entry = self.old.files.get(&artifact.path)?;
            Some((artifact.path.clone(), *entry))
        });
        let new = Manifest::new(kept.collect());
        if asked.is_empty() && new == *self.old {
            return Ok(None);
        }
        self.fill_stage(new, &asked, go_on)
            .inspect_err(|_| commit::abandon(self.folder))
            .map(Some)
    }

    /// What comes of carrying `list` out.
    pub fn report(&self, list: Option<&List>) -> EmitReport {
        let written = list.map_or(0, |list| list.moves.len());
        EmitReport {
            written,
            unchanged: self.artifacts.len() - written,
            removed: list.map_or(0, |list| list.removals.len()),
        }
    }

    fn fill_stage(
        &self,
        mut new: Manifest,
        asked: &[(usize, &Artifact)],
        go_on: &GoOn<'_>,
    ) -> Result<List, EmitError> {
        let stage = self.folder.own(STAGE);
        self.folder.create(&stage)?;
        let mut moves = Vec::new();
        for chunk in asked.chunks(AT_ONCE) {
            let made: Vec<_> = chunk
                .par_iter()
                .map(|(number, artifact)| self.make(*number, artifact, go_on))
                .collect();
            for ((number, artifact), made) in chunk.iter().zip(made) {
                let entry = match made? {
                    Made::InPlace(entry) => entry,
                    Made::Staged(entry) => {
                        moves.push(Move::new(*number, &artifact.path));
                        entry
                    }
                };
                new.files.insert(artifact.path.clone(), entry);
            }
        }
        let json = new.to_json().map_err(on("write", &stage))?;
        self.folder.write_staged(MANIFEST, &json)?;
        Ok(List::new(moves, self.stale(&new.files)))
    }

    /// Makes the bytes and stages them, unless they are those that lie in place.
    fn make(
        &self,
        number: usize,
        artifact: &Artifact,
        go_on: &GoOn<'_>,
    ) -> Result<Made, EmitError> {
        let bytes = go_on().then(|| artifact.bytes_while(go_on)).flatten();
        let bytes = bytes.ok_or(EmitError::GivenUp)??;
        let entry = Entry {
            key: artifact.key,
            hash: ContentHash::of_bytes(&bytes),
            size: bytes.len() as u64,
        };
        if self.lies_there(artifact, |old| old.hash == entry.hash) {
            return Ok(Made::InPlace(entry));
        }
        self.folder.write_staged(&number.to_string(), &bytes)?;
        Ok(Made::Staged(entry))
    }

    fn is_kept(&self, artifact: &Artifact) -> bool {
        self.old.keys_hold() && self.lies_there(artifact, |old| old.key == artifact.key)
    }

    /// Whether the file is as the manifest has it, and that entry is the one wanted.
    fn lies_there(&self, artifact: &Artifact, wanted: impl Fn(&Entry) -> bool) -> bool {
        let there = self.ground.at(artifact.path.as_str());
        self.old
            .files
            .get(&artifact.path)
            .is_some_and(|old| wanted(old) && there == Found::File { size: old.size })
    }

    /// What the old site has and the new one has not.
    fn stale(&self, new: &BTreeMap<OutPath, Entry>) -> Vec<String> {
        let old = self.old.files.keys();
        old.filter(|path| !new.contains_key(path))
            .map(OutPath::to_string)
            .collect()
    }
}

/// Refuses two artifacts at one path, and one inside another: the book's check for collisions
/// comes first, but a list that cannot be carried out must never be decided on.
fn refuse_collisions(artifacts: &[Artifact]) -> Result<(), EmitError> {
    let mut seen = HashSet::new();
    let twice = artifacts
        .iter()
        .map(|artifact| artifact.path.as_str())
        .find(|path| !seen.insert(*path));
    let inside = artifacts
        .iter()
        .flat_map(|artifact| parents(artifact.path.as_str()))
        .find(|parent| seen.contains(parent));
    match twice.or(inside) {
        None => Ok(()),
        Some(path) => Err(EmitError::refused(
            format!("two files of the site go to `{path}`"),
            "give one of them another name",
        )),
    }
}
