//! Writes a site whose files are all known, and recovers from an interrupted run.

use std::time::Duration;

use rayon::prelude::*;

use super::commit::{self, Recovered};
use super::disk::Disk;
use super::error::EmitError;
use super::folder::{self, Folder};
use super::target::Target;
use super::transaction::{EmitReport, Transaction, WrittenSite};
use crate::outputs::Artifact;
use crate::source::CancelToken;

/// Makes the output folder contain exactly `artifacts`, beside the user's own files.
///
/// Deferred bytes are made only if the key differs from the one in the manifest, and they are
/// dropped as soon as they are staged. Everything that can be refused is refused before anything is
/// written.
///
/// # Errors
/// - [`EmitError::OutputDir`]: the folder is refused, and nothing was written.
/// - [`EmitError::Locked`]: another process kept writing for the whole `lock_timeout`. A caller
///   that wants to report the wait calls first with a timeout of zero.
/// - [`EmitError::Render`], [`EmitError::Disk`]: the old site is unchanged.
/// - [`EmitError::Interrupted`]: the next call of `site` or [`recover`] finishes the new site.
pub fn site(
    artifacts: &[Artifact],
    target: &Target,
    disk: &dyn Disk,
) -> Result<EmitReport, EmitError> {
    let transaction = Transaction::new(target, disk)?;
    let (report, _) = write(transaction, artifacts, &CancelToken::never())?;
    Ok(report)
}

fn write(
    transaction: Transaction<'_>,
    artifacts: &[Artifact],
    cancel: &CancelToken<'_>,
) -> Result<(EmitReport, Option<WrittenSite>), EmitError> {
    let changed = transaction.keep_unchanged(artifacts)?;
    transaction.refuse(&changed)?;
    changed
        .par_iter()
        .for_each(|artifact| transaction.write_while(artifact, cancel));
    transaction.commit()
}

/// Writes one site after another to the same folder.
pub struct SiteWriter<'a> {
    target: Target,
    disk: &'a dyn Disk,
    written: Option<WrittenSite>,
}

impl<'a> SiteWriter<'a> {
    /// Creates a writer to the output folder of `target`.
    pub fn new(target: Target, disk: &'a dyn Disk) -> Self {
        Self {
            target,
            disk,
            written: None,
        }
    }

    /// Does the same as [`site`], but looks only at the files that change. A file that somebody else changed
    /// or removed stays as it is until [`Self::verify_while`].
    ///
    /// # Errors
    /// Those of [`site`].
    pub fn write(&mut self, artifacts: &[Artifact]) -> Result<EmitReport, EmitError> {
        let written = self.written.take();
        let transaction = Transaction::after(written, &self.target, self.disk)?;
        self.commit(transaction, artifacts, &CancelToken::never())
    }

    /// Does the same as [`site`] until it is cancelled, without waiting for another process. A committed plan
    /// is carried out anyway.
    ///
    /// # Errors
    /// Those of [`site`], and [`EmitError::GivenUp`].
    pub fn verify_while(
        &mut self,
        artifacts: &[Artifact],
        cancel: &CancelToken<'_>,
    ) -> Result<EmitReport, EmitError> {
        let target = Target {
            lock_timeout: Duration::ZERO,
            ..self.target.clone()
        };
        let transaction = Transaction::new(&target, self.disk)?;
        self.commit(transaction, artifacts, cancel)
    }

    fn commit(
        &mut self,
        transaction: Transaction<'_>,
        artifacts: &[Artifact],
        cancel: &CancelToken<'_>,
    ) -> Result<EmitReport, EmitError> {
        let (report, written) = write(transaction, artifacts, cancel)?;
        self.written = written;
        Ok(report)
    }
}

/// Checks whether a site may be written to the output folder. Changes nothing.
///
/// # Errors
/// [`EmitError::OutputDir`], or [`EmitError::Disk`].
pub fn accept(target: &Target, disk: &dyn Disk) -> Result<(), EmitError> {
    Folder::accept(target, disk).map(drop)
}

/// Finishes or deletes what an interrupted run left in the output folder. This is cheap if nothing
/// was left, and does not disturb a run that is still at work.
///
/// # Errors
/// Those of [`site`], except that this neither waits nor renders.
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
