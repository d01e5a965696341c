//! Rounds that go to the output folder: pages at once, what needs the whole book after a pause.

use std::collections::BTreeMap;
use std::time::Duration;

use super::doorbell::Doorbell;
use super::rounds::{Notice, Outlet, Round};
use super::{Done, Said, Say};
use crate::build::template_error;
use crate::emit::{self, EmitError, RealDisk, Target};
use crate::outputs::{Artifact, OutPath};
use crate::source::CancelToken;

/// Writes every good round.
pub struct Writing {
    target: Target,
    say: Say,
    /// What needs the whole book, as it lies there since the last pause.
    of_book: Option<Files>,
    /// The last good site, until all of it lies there.
    due: Option<Vec<Artifact>>,
    /// Why it does not, as it was said.
    failed: Option<String>,
}

type Files = BTreeMap<OutPath, Artifact>;

impl Writing {
    /// An outlet that writes to `target`.
    pub fn new(target: Target, say: Say) -> Self {
        Self {
            target,
            say,
            of_book: None,
            due: None,
            failed: None,
        }
    }

    fn write(&mut self, round: &mut Round) -> Done {
        if round.built.diagnostics.errors() > 0 {
            return Done::Kept;
        }
        let whole = std::mem::take(&mut round.built.artifacts);
        match emit::site(&self.at_once(&whole), &self.target, &RealDisk) {
            Ok(report) => {
                self.failed = None;
                match self.of_book {
                    Some(_) => self.due = Some(whole),
                    None => self.of_book = Some(of_book(whole)),
                }
                Done::Written(report)
            }
            Err(EmitError::Render(fault)) => {
                let found = template_error(&fault, &round.sources.config.theme);
                round.built.diagnostics.push(found);
                Done::Kept
            }
            Err(error) => {
                self.due = Some(whole);
                let why = with_help(&error);
                self.failed = Some(why.clone());
                Done::Failed(why)
            }
        }
    }

    /// The first site as a whole; later its pages, beside what lies there of the whole book.
    fn at_once(&self, whole: &[Artifact]) -> Vec<Artifact> {
        let Some(of_book) = &self.of_book else {
            return whole.to_vec();
        };
        let mut files = of_book.clone();
        let pages = whole.iter().filter(|file| !file.is_deferred());
        files.extend(pages.map(|page| (page.path.clone(), page.clone())));
        files.into_values().collect()
    }
}

fn of_book(whole: Vec<Artifact>) -> Files {
    let of_book = whole.into_iter();
    let of_book = of_book.filter(|file| file.is_deferred());
    of_book.map(|file| (file.path.clone(), file)).collect()
}

fn with_help(error: &EmitError) -> String {
    let help = error.help().map(|help| format!("\n  = help: {help}"));
    format!("{error}{}", help.unwrap_or_default())
}

impl Outlet for Writing {
    fn round(&mut self, mut round: Round) {
        let done = self.write(&mut round);
        (self.say)(&Said::Round(&round, done));
    }

    fn notice(&mut self, notice: Notice) {
        (self.say)(&Said::Notice(&notice));
    }

    /// Writes what is left of the last good site, unless an edit comes in between. What the disk
    /// refuses is said once, and tried again with every pause.
    fn pause(&mut self, bell: &Doorbell) {
        let Some(whole) = self.due.take() else { return };
        let target = Target {
            lock_timeout: Duration::ZERO,
            ..self.target.clone()
        };
        match emit::site_while(
            &whole,
            &target,
            &RealDisk,
            &CancelToken::new(&|| bell.has_rung()),
        ) {
            Ok(report) => {
                self.of_book = Some(of_book(whole));
                (self.say)(&match self.failed.take() {
                    Some(_) => Said::Mended(report),
                    None => Said::Rest(report),
                });
            }
            Err(EmitError::GivenUp | EmitError::Locked { .. }) => self.due = Some(whole),
            Err(error) => {
                self.due = Some(whole);
                let why = with_help(&error);
                if self.failed.as_ref() != Some(&why) {
                    self.failed = Some(why.clone());
                    (self.say)(&Said::Notice(&Notice::Failed(why)));
                }
            }
        }
    }
}
