//! A site whose files are all known, and what an interrupted run left.

use rayon::prelude::*;

use super::commit::{self, Recovered};
use super::disk::Disk;
use super::error::EmitError;
use super::folder::{self, Folder};
use super::target::Target;
use super::transaction::{EmitReport, Transaction};
use crate::outputs::Artifact;
use crate::source::CancelToken;

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

/// The same until it is cancelled; a decided commit is carried out anyway.
///
/// # Errors
/// As [`site`], or [`EmitError::GivenUp`].
pub fn site_while(
    artifacts: &[Artifact],
    target: &Target,
    disk: &dyn Disk,
    cancel: &CancelToken<'_>,
) -> Result<EmitReport, EmitError> {
    let transaction = Transaction::new(target, disk)?;
    transaction.refuse(artifacts)?;
    artifacts
        .par_iter()
        .for_each(|artifact| transaction.take_while(artifact, cancel));
    transaction.decide()
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
