//! Publishes rebuilds to the server, which shows them to open pages.

use std::sync::Arc;

use tokio::sync::watch;

use super::change_notifier::ChangeNotifier;
use super::events::{EventHandler, RebuildOutcome, ServeEvent};
use super::rebuild::{Notice, Rebuild, RebuildSink};
use super::server_state::{Editor, ServerState, Snapshot};
use super::site::{Difference, Site, Versions, is_page, try_out};
use crate::build::template_error;
use crate::diag::report::{self, Color, Format, Summary};

/// Publishes the site of every good rebuild, and the report on every other.
pub struct MemorySink {
    state: watch::Sender<ServerState>,
    site: Option<Arc<Site>>,
    versions: Arc<Versions>,
    editor: Option<Editor>,
    on_event: EventHandler,
}

impl MemorySink {
    /// Creates a sink without a site. `editor` opens the places that reports name.
    pub fn new(editor: Option<Editor>, on_event: EventHandler) -> Self {
        let empty = Snapshot {
            editor: editor.clone(),
            ..Snapshot::default()
        };
        Self {
            state: watch::Sender::new(ServerState::Running(Arc::new(empty))),
            site: None,
            versions: Arc::default(),
            editor,
            on_event,
        }
    }

    /// Returns a receiver of the state, for a server.
    pub fn subscribe(&self) -> watch::Receiver<ServerState> {
        self.state.subscribe()
    }

    /// Returns the sender of the state, to signal shutdown.
    pub fn state_sender(&self) -> watch::Sender<ServerState> {
        self.state.clone()
    }

    fn publish(&self, report: &str) {
        let snapshot = Snapshot {
            site: self.site.clone(),
            report: report.into(),
            editor: self.editor.clone(),
        };
        self.state.send_if_modified(|state| {
            let is_running = matches!(state, ServerState::Running(_));
            if is_running {
                *state = ServerState::Running(Arc::new(snapshot));
            }
            is_running
        });
    }

    /// Returns the new site and how it differs from the last one. Returns nothing if the book has
    /// errors or one of the pages that are tried cannot be rendered.
    fn site_of(&self, rebuild: &mut Rebuild) -> Option<(Site, RebuildOutcome)> {
        if rebuild.built.diagnostics.errors() > 0 {
            return None;
        }
        self.versions.next_build();
        let artifacts = std::mem::take(&mut rebuild.built.artifacts);
        let book = rebuild.built.book.clone();
        let config = &rebuild.sources.config;
        let site = Site::new(artifacts, &config.base.path, self.versions.clone(), book);
        let Difference { changed, removed } = site.since(self.site.as_deref());
        if let Some(fault) = try_out(&changed) {
            let error = template_error(&fault, &config.theme);
            rebuild.built.diagnostics.push(error);
            return None;
        }
        let changed = changed.iter().filter(|file| is_page(file)).count();
        Some((site, RebuildOutcome::Served { changed, removed }))
    }
}

impl RebuildSink for MemorySink {
    fn rebuilt(&mut self, mut rebuild: Rebuild) {
        let outcome = match self.site_of(&mut rebuild) {
            Some((site, outcome)) => {
                // the old site is dropped after the new one is published: nobody waits for that
                let _old = self.site.replace(Arc::new(site));
                self.publish("");
                outcome
            }
            None => {
                self.publish(&report::write(
                    &rebuild.built.diagnostics,
                    &rebuild.sources,
                    &Summary::default(),
                    Format::Human,
                    Color::Never,
                ));
                RebuildOutcome::HasErrors
            }
        };
        (self.on_event)(&ServeEvent::Rebuilt(&rebuild, outcome));
    }

    fn notice(&mut self, notice: Notice) {
        (self.on_event)(&ServeEvent::Notice(&notice));
    }

    fn idle(&mut self, _: &ChangeNotifier) {}
}
