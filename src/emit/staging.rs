//! A new site while it is made. Changed files wait in the stage, and nothing is visible before the
//! commit.

use std::sync::OnceLock;

use super::disk::Disk;
use super::error::EmitError;
use super::target::Target;
use super::transaction::{EmitReport, Transaction};
use crate::outputs::{Artifact, ArtifactSink, Fault};

/// A new site beside the old one. The output folder is not touched before the sink is opened.
pub struct Staging<'a> {
    target: &'a Target,
    disk: &'a dyn Disk,
    transaction: OnceLock<Result<Transaction<'a>, EmitError>>,
}

impl<'a> Staging<'a> {
    /// Creates a staging for the output folder of `target`.
    pub fn new(target: &'a Target, disk: &'a dyn Disk) -> Self {
        Self {
            target,
            disk,
            transaction: OnceLock::new(),
        }
    }

    /// Makes the output folder contain exactly the files that were written to this sink, beside the
    /// user's own files.
    ///
    /// # Errors
    /// Those of [`super::site`], including the first error that occurred while files were staged.
    pub fn commit(self) -> Result<EmitReport, EmitError> {
        let transaction = self.transaction.into_inner();
        transaction
            .unwrap_or_else(|| Transaction::new(self.target, self.disk))?
            .commit()
            .map(|(report, _)| report)
    }

    /// Discards the new site and leaves the old one as it is.
    pub fn abandon(self) {
        if let Some(Ok(transaction)) = self.transaction.into_inner() {
            transaction.abandon();
        }
    }
}

impl Staging<'_> {
    /// Returns the transaction, and begins it if that is not done yet.
    fn transaction(&self) -> Result<&Transaction<'_>, &EmitError> {
        let transaction = self
            .transaction
            .get_or_init(|| Transaction::new(self.target, self.disk));
        transaction.as_ref()
    }
}

impl ArtifactSink for Staging<'_> {
    fn open(&self) {
        // `commit` returns the error
        _ = self.transaction();
    }

    fn write(&self, artifact: &Artifact) -> Result<(), Fault> {
        match self.transaction() {
            Ok(transaction) => transaction.write(artifact),
            Err(_) => Ok(()),
        }
    }
}
