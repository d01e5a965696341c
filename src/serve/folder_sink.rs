//! Writes rebuilds to the output folder: pages at once, and files that need the whole book when the
//! loop is idle.

use super::change_notifier::ChangeNotifier;
use super::events::{EventHandler, RebuildOutcome, ServeEvent};
use super::rebuild::{Notice, Rebuild, RebuildSink};
use crate::build::template_error;
use crate::emit::{EmitError, RealDisk, SiteWriter, Target};
use crate::outputs::Artifact;
use crate::source::CancelToken;

/// Writes every good rebuild to a folder.
pub struct FolderSink {
    writer: SiteWriter<'static>,
    on_event: EventHandler,
    /// The deferred files as the folder has them, sorted by path; none before the first site is written.
    deferred: Option<Vec<Artifact>>,
    /// The last good site, until the folder has all of it.
    unfinished: Option<Vec<Artifact>>,
    /// Why the site could not be written, as it was reported.
    failure: Option<String>,
}

impl FolderSink {
    /// Creates a sink that writes to `target`.
    pub fn new(target: Target, on_event: EventHandler) -> Self {
        Self {
            writer: SiteWriter::new(target, &RealDisk),
            on_event,
            deferred: None,
            unfinished: None,
            failure: None,
        }
    }

    fn write(&mut self, rebuild: &mut Rebuild) -> RebuildOutcome {
        if rebuild.built.diagnostics.errors() > 0 {
            return RebuildOutcome::HasErrors;
        }
        let artifacts = std::mem::take(&mut rebuild.built.artifacts);
        let urgent = self.urgent_files(&artifacts);
        match self.writer.write(&urgent) {
            Ok(report) => {
                self.failure = None;
                if self.deferred.is_some() {
                    self.unfinished = Some(artifacts);
                } else {
                    self.deferred = Some(deferred(artifacts));
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
    /// with the deferred files that the folder already has.
    fn urgent_files(&self, artifacts: &[Artifact]) -> Vec<Artifact> {
        let Some(deferred) = &self.deferred else {
            return artifacts.to_vec();
        };
        let pages = artifacts.iter().filter(|file| !file.is_deferred());
        let mut files: Vec<Artifact> = pages.cloned().collect();
        let has_page = |file: &&Artifact| {
            let page = artifacts.binary_search_by(|page| page.path.cmp(&file.path));
            let page = page.ok().and_then(|index| artifacts.get(index));
            page.is_some_and(|page| !page.is_deferred())
        };
        files.extend(deferred.iter().filter(|file| !has_page(file)).cloned());
        files
    }
}

fn deferred(artifacts: Vec<Artifact>) -> Vec<Artifact> {
    let files = artifacts.into_iter();
    files.filter(Artifact::is_deferred).collect()
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
        let is_cancelled = || notifier.has_pending();
        let cancel = CancelToken::new(&is_cancelled);
        match self.writer.verify_while(&artifacts, &cancel) {
            Ok(report) => {
                self.deferred = Some(deferred(artifacts));
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
