//! Writes rebuilds to the output folder: pages at once, and files that need the whole book when the
//! loop is idle.

use std::collections::BTreeMap;
use std::time::Duration;

use super::change_notifier::ChangeNotifier;
use super::events::{EventHandler, RebuildOutcome, ServeEvent};
use super::rebuild::{Notice, Rebuild, RebuildSink};
use crate::build::template_error;
use crate::emit::{self, EmitError, RealDisk, Target};
use crate::outputs::{Artifact, OutPath};
use crate::source::CancelToken;

/// Writes every good rebuild to a folder.
pub struct FolderSink {
    target: Target,
    on_event: EventHandler,
    /// The files of the whole book as the folder has them; none before the first site is written.
    book_files: Option<Files>,
    /// The last good site, until the folder has all of it.
    unfinished: Option<Vec<Artifact>>,
    /// Why the site could not be written, as it was reported.
    failure: Option<String>,
}

type Files = BTreeMap<OutPath, Artifact>;

impl FolderSink {
    /// Creates a sink that writes to `target`.
    pub fn new(target: Target, on_event: EventHandler) -> Self {
        Self {
            target,
            on_event,
            book_files: None,
            unfinished: None,
            failure: None,
        }
    }

    fn write(&mut self, rebuild: &mut Rebuild) -> RebuildOutcome {
        if rebuild.built.diagnostics.errors() > 0 {
            return RebuildOutcome::HasErrors;
        }
        let artifacts = std::mem::take(&mut rebuild.built.artifacts);
        match emit::site(&self.urgent_files(&artifacts), &self.target, &RealDisk) {
            Ok(report) => {
                self.failure = None;
                match self.book_files {
                    Some(_) => self.unfinished = Some(artifacts),
                    None => self.book_files = Some(book_files(artifacts)),
                }
                RebuildOutcome::Written(report)
            }
            Err(EmitError::Render(fault)) => {
                let error = template_error(&fault, &rebuild.sources.config.theme);
                rebuild.built.diagnostics.push(error);
                RebuildOutcome::HasErrors
            }
            Err(error) => {
                self.unfinished = Some(artifacts);
                let failure = with_help(&error);
                self.failure = Some(failure.clone());
                RebuildOutcome::Failed(failure)
            }
        }
    }

    /// Returns the files to write at once: the first site as a whole, and later its pages together
    /// with the files of the whole book that the folder already has.
    fn urgent_files(&self, artifacts: &[Artifact]) -> Vec<Artifact> {
        let Some(book_files) = &self.book_files else {
            return artifacts.to_vec();
        };
        let mut files = book_files.clone();
        let pages = artifacts.iter().filter(|file| !file.is_deferred());
        files.extend(pages.map(|page| (page.path.clone(), page.clone())));
        files.into_values().collect()
    }
}

fn book_files(artifacts: Vec<Artifact>) -> Files {
    let files = artifacts.into_iter();
    let files = files.filter(|file| file.is_deferred());
    files.map(|file| (file.path.clone(), file)).collect()
}

fn with_help(error: &EmitError) -> String {
    let help = error.help().map(|help| format!("\n  = help: {help}"));
    format!("{error}{}", help.unwrap_or_default())
}

impl RebuildSink for FolderSink {
    fn rebuilt(&mut self, mut rebuild: Rebuild) {
        let outcome = self.write(&mut rebuild);
        (self.on_event)(&ServeEvent::Rebuilt(&rebuild, outcome));
    }

    fn notice(&mut self, notice: Notice) {
        (self.on_event)(&ServeEvent::Notice(&notice));
    }

    /// Writes the rest of the last good site, unless an edit comes in between. A failure is reported
    /// once, and writing is tried again whenever the loop is idle.
    fn idle(&mut self, notifier: &ChangeNotifier) {
        let Some(artifacts) = self.unfinished.take() else {
            return;
        };
        let target = Target {
            lock_timeout: Duration::ZERO,
            ..self.target.clone()
        };
        let is_cancelled = || notifier.has_pending();
        let cancel = CancelToken::new(&is_cancelled);
        match emit::site_while(&artifacts, &target, &RealDisk, &cancel) {
            Ok(report) => {
                self.book_files = Some(book_files(artifacts));
                (self.on_event)(&match self.failure.take() {
                    Some(_) => ServeEvent::Recovered(report),
                    None => ServeEvent::DeferredWritten(report),
                });
            }
            Err(EmitError::GivenUp | EmitError::Locked { .. }) => {
                self.unfinished = Some(artifacts);
            }
            Err(error) => {
                self.unfinished = Some(artifacts);
                let failure = with_help(&error);
                if self.failure.as_ref() != Some(&failure) {
                    self.failure = Some(failure.clone());
                    (self.on_event)(&ServeEvent::Notice(&Notice::Failed(failure)));
                }
            }
        }
    }
}
