//! Floor 8: the only writer of the disk.
//!
//! A [`Staging`] brings the output folder from the old site to the new one, so that no failure, kill
//! or power loss leaves a mixture behind; [`site`] does where all files of the new one are known:
//!
//! 1. the output folder is refused, or accepted, before anything is written;
//! 2. what an interrupted run left is finished or deleted;
//! 3. changed files are written to `.prepbook/stage/` as they come, and synced once;
//! 4. the list `.prepbook/commit` appears, in one rename: from here on the new site is decided;
//! 5. files are removed and moved into place, one by one, then the manifest;
//! 6. the list is deleted.
//!
//! A failure before step 4 leaves the old site untouched; one after it is finished by the next
//! run of any command ([`recover`]). Only what the manifest lists is ever removed, and nothing is
//! written or removed through a symbolic link. [`edit`] rewrites one source file.

mod commit;
mod create;
mod disk;
mod edit;
mod error;
mod folder;
mod ground;
mod manifest;
mod place;
mod staging;

use std::time::Duration;

use camino::Utf8PathBuf;

use crate::outputs::Artifact;
use crate::source::CancelToken;
use folder::Folder;
use rayon::prelude::*;
use staging::Begun;

pub use commit::Recovered;
pub use create::{CreateError, create};
pub use disk::{Disk, Found, RealDisk};
pub use edit::{EditError, edit};
pub use error::EmitError;
pub use staging::Staging;

/// Where the site goes, and what must not be touched on the way.
#[derive(Clone, Debug)]
pub struct Target {
    /// The output folder, absolute. It need not exist.
    pub output: Utf8PathBuf,
    /// The folder that holds `book.toml`, absolute. The output folder may lie inside.
    pub book: Utf8PathBuf,
    /// Absolute folders of sources (content, themes): the output folder may not lie inside.
    pub protected: Vec<Utf8PathBuf>,
    pub durability: Durability,
    /// How long to wait while another process writes to the folder.
    pub lock_timeout: Duration,
}

/// What the site must outlive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// A power loss.
    Synced,
    /// The end of the process: nothing waits for the disk.
    Quick,
}

/// What was done, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EmitReport {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// Makes the output folder hold exactly `artifacts`, beside files of the user's own.
///
/// Bytes on demand are asked for only where the key is not the one in the manifest, and dropped
/// as soon as they are staged. What can be refused is refused before anything is written.
///
/// # Errors
/// - [`EmitError::OutputDir`]: the folder is refused, nothing was written;
/// - [`EmitError::Locked`]: another process kept writing for all of `lock_timeout`. A caller that
///   wants to say so while it waits asks first with a timeout of zero;
/// - [`EmitError::Render`], [`EmitError::Disk`]: the old site is untouched;
/// - [`EmitError::Interrupted`]: the next call of `site` or [`recover`] finishes the new site.
pub fn site(
    artifacts: &[Artifact],
    target: &Target,
    disk: &dyn Disk,
) -> Result<EmitReport, EmitError> {
    site_while(artifacts, target, disk, &CancelToken::never())
}

/// Writes a site until `cancel` is cancelled; what is decided on is carried out whatever it says.
///
/// # Errors
/// As [`site`], or [`EmitError::GivenUp`].
pub fn site_while(
    artifacts: &[Artifact],
    target: &Target,
    disk: &dyn Disk,
    cancel: &CancelToken<'_>,
) -> Result<EmitReport, EmitError> {
    let begun = Begun::new(target, disk)?;
    begun.refuse(artifacts)?;
    artifacts
        .par_iter()
        .for_each(|artifact| begun.take_while(artifact, cancel));
    begun.decide()
}

/// Whether a site may be written to the output folder. Nothing is touched.
///
/// # Errors
/// [`EmitError::OutputDir`], or what the disk said.
pub fn accept(target: &Target, disk: &dyn Disk) -> Result<(), EmitError> {
    Folder::accept(target, disk).map(drop)
}

/// Finishes or deletes what an interrupted run left in the output folder. Cheap where nothing
/// was left; a run that is still at work is not disturbed.
///
/// # Errors
/// As [`site`], except that it neither waits nor renders.
pub fn recover(target: &Target, disk: &dyn Disk) -> Result<Recovered, EmitError> {
    if !folder::has_leftovers(target, disk)? {
        return Ok(Recovered::Nothing);
    }
    let folder = Folder::accept(target, disk)?;
    match folder.try_lock()? {
        Some(_lock) => commit::recover(&folder),
        None => Ok(Recovered::Nothing),
    }
}
