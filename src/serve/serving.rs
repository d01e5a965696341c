//! Rounds that go to open pages.

use std::sync::Arc;

use tokio::sync::watch;

use super::doorbell::Doorbell;
use super::news::{Current, Editor, News};
use super::rounds::{Notice, Outlet, Round};
use super::site::{Difference, Site, Versions, is_page, try_out};
use super::{Done, Said, Say};
use crate::build::template_error;
use crate::diag::report::{self, Color, Format, Summary};

/// Publishes every good round, and tells what is wrong with the others.
pub struct Serving {
    news: watch::Sender<News>,
    site: Option<Arc<Site>>,
    versions: Arc<Versions>,
    editor: Option<Editor>,
    say: Say,
}

impl Serving {
    /// An outlet that nobody reads yet. `editor` is where places in reports lead.
    pub fn new(editor: Option<Editor>, say: Say) -> Self {
        let nothing = Current {
            editor: editor.clone(),
            ..Current::default()
        };
        Self {
            news: watch::Sender::new(News::Current(Arc::new(nothing))),
            site: None,
            versions: Arc::default(),
            editor,
            say,
        }
    }

    /// The news, for a server to read.
    pub fn news(&self) -> watch::Receiver<News> {
        self.news.subscribe()
    }

    /// The news, to end them.
    pub fn sender(&self) -> watch::Sender<News> {
        self.news.clone()
    }

    fn publish(&self, report: &str) {
        let current = Current {
            site: self.site.clone(),
            report: report.into(),
            editor: self.editor.clone(),
        };
        self.news.send_if_modified(|news| {
            let open = matches!(news, News::Current(_));
            if open {
                *news = News::Current(Arc::new(current));
            }
            open
        });
    }

    /// The new site and what is new in it, if the round is good to the last page that is tried.
    fn site_of(&self, round: &mut Round) -> Option<(Site, Done)> {
        if round.built.diagnostics.errors() > 0 {
            return None;
        }
        self.versions.next_build();
        let files = std::mem::take(&mut round.built.artifacts);
        let known = round.built.known.clone();
        let config = &round.sources.config;
        let site = Site::new(files, &config.base.path, self.versions.clone(), known);
        let Difference { changed, gone } = site.since(self.site.as_deref());
        if let Some(fault) = try_out(&changed) {
            let found = template_error(&fault, &config.theme);
            round.built.diagnostics.push(found);
            return None;
        }
        let changed = changed.iter().filter(|file| is_page(file)).count();
        Some((site, Done::Served { changed, gone }))
    }
}

impl Outlet for Serving {
    fn round(&mut self, mut round: Round) {
        let done = match self.site_of(&mut round) {
            Some((site, done)) => {
                // the old one is forgotten when the new one is there: nobody waits for that
                let _old = self.site.replace(Arc::new(site));
                self.publish("");
                done
            }
            None => {
                self.publish(&report::write(
                    &round.built.diagnostics,
                    &round.sources,
                    &Summary::default(),
                    Format::Human,
                    Color::Never,
                ));
                Done::Kept
            }
        };
        (self.say)(&Said::Round(&round, done));
    }

    fn notice(&mut self, notice: Notice) {
        (self.say)(&Said::Notice(&notice));
    }

    fn pause(&mut self, _: &Doorbell) {}
}
