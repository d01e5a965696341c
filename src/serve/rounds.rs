//! The authors' loop: wait for a change, read, build, hand over. The build is the one that every
//! command makes, with a memo that is kept.

// The loop waits, and says how long it took.
#![allow(clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use super::doorbell::{Call, Changes, Doorbell, Walk};
use super::watching::{Followed, Watch, Watching, WhyPolling};
use crate::build::{Built, Goal, Memo, WAITED, build};
use crate::diag::SourcePath;
use crate::source::{CancelToken, Reader, SourceSet};

/// The events of one save come within this time.
const BURST: Duration = Duration::from_millis(5);
/// A file that was half written is whole after this time.
const TORN: Duration = Duration::from_millis(20);
/// After so long without an event the book is walked once, to be sure.
const QUIET: Duration = Duration::from_secs(1);
/// How often a book is walked that tells nothing of itself, at most.
const POLL: Duration = Duration::from_millis(500);
/// How often a book is looked for that is gone.
const GONE: Duration = Duration::from_millis(300);
/// How often a book that tells of its changes is walked all the same.
const HEARTBEAT: Duration = Duration::from_secs(10);
/// Walks take at most this part of one processor's time.
const WALKING_SHARE: u32 = 150;

/// A book as it was read and built, and what had changed since the time before.
#[derive(Debug)]
pub struct Round {
    pub sources: SourceSet,
    /// With what was wrong with the files themselves.
    pub built: Built,
    /// The files that changed; none in the first round.
    pub changed: Vec<SourcePath>,
    /// Which round it is, from 1.
    pub number: u64,
    /// From the first look at the disk to the end of the build.
    pub took: Duration,
}

/// What the loop has to tell beside its rounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    Polling(WhyPolling),
    /// The book cannot be read: the loop waits for it.
    Gone(String),
    /// A round ended in a bug; the last good site stays.
    Bug,
    /// Something could not be written: what the disk said.
    Failed(String),
}

/// Where finished rounds go.
pub trait Outlet {
    /// A round is done.
    fn round(&mut self, round: Round);
    /// Something that owners want to know.
    fn notice(&mut self, notice: Notice);
    /// Nobody has changed anything for a while: the time for what nobody waits for.
    fn pause(&mut self, bell: &Doorbell);
}

/// One book's loop.
pub struct Rounds {
    reader: Reader,
    goal: Goal,
    memo: Memo,
    watch: Watch,
    bell: Doorbell,
    last: Option<SourceSet>,
    number: u64,
    gone: bool,
    /// Whether a walk is due to be sure that nothing was missed.
    unsure: bool,
    /// How long the last walk took.
    walk: Duration,
}

impl Rounds {
    /// The loop of the book that `reader` reads; it may be `asked_to_poll`.
    pub fn new(
        reader: Reader,
        goal: Goal,
        asked_to_poll: Option<WhyPolling>,
        outlet: &mut dyn Outlet,
    ) -> Self {
        let bell = Doorbell::default();
        let opened = match asked_to_poll {
            Some(why) => Err(why),
            None => Watch::open(reader.root(), &bell),
        };
        let watch = opened.unwrap_or_else(|why| {
            outlet.notice(Notice::Polling(why));
            Watch::none(reader.root())
        });
        Self {
            reader,
            goal,
            memo: Memo::default(),
            watch,
            bell,
            last: None,
            number: 0,
            gone: false,
            unsure: false,
            walk: Duration::ZERO,
        }
    }

    /// The bell that ends the loop when it is closed.
    pub fn bell(&self) -> Doorbell {
        self.bell.clone()
    }

    /// Goes round until the bell is closed.
    pub fn run(&mut self, outlet: &mut dyn Outlet) {
        self.answer(&Changes::anything(), outlet);
        loop {
            match self.bell.wait(self.patience()) {
                Call::Closed => return,
                Call::Rung => {
                    std::thread::sleep(BURST);
                    let changes = self.bell.take();
                    self.unsure = true;
                    self.answer(&changes, outlet);
                }
                Call::Quiet => {
                    let heartbeat = !self.unsure && !self.gone;
                    self.unsure = false;
                    let found = self.answer(&Changes::nothing_known(), outlet);
                    self.mistrust(heartbeat, found, outlet);
                    if found == Found::Nothing && !self.bell.has_rung() {
                        self.pause(outlet);
                    }
                }
            }
        }
    }

    fn patience(&self) -> Duration {
        match (self.gone, self.watch.mode(), self.unsure) {
            (true, ..) => GONE,
            (_, Watching::Polling, _) => POLL.max(self.walk * WALKING_SHARE),
            (_, Watching::Events, true) => QUIET,
            (_, Watching::Events, false) => HEARTBEAT.max(self.walk * 2 * WALKING_SHARE),
        }
    }

    /// A change found by a walk out of nothing: events do not come from this file system.
    fn mistrust(&mut self, heartbeat: bool, found: Found, outlet: &mut dyn Outlet) {
        let silent = heartbeat && found == Found::Changes && !self.bell.has_rung();
        if silent && self.watch.mode() == Watching::Events {
            self.watch.give_up();
            outlet.notice(Notice::Polling(WhyPolling::NoEvents));
        }
    }

    fn pause(&mut self, outlet: &mut dyn Outlet) {
        let rest = AssertUnwindSafe(|| outlet.pause(&self.bell));
        std::panic::catch_unwind(rest).unwrap_or_else(|_| outlet.notice(Notice::Bug));
    }

    /// Answers a call; a bug on the way ends the round and not the loop.
    fn answer(&mut self, changes: &Changes, outlet: &mut dyn Outlet) -> Found {
        let round = AssertUnwindSafe(|| self.go_round(changes, outlet));
        std::panic::catch_unwind(round).unwrap_or_else(|_| {
            self.memo = Memo::default();
            outlet.notice(Notice::Bug);
            Found::Nothing
        })
    }

    /// Reads what changed, builds if anything did, and hands the round over.
    fn go_round(&mut self, changes: &Changes, outlet: &mut dyn Outlet) -> Found {
        let begun = Instant::now();
        (self.goal.on_stage)(WAITED);
        let Some(sources) = self.read(changes, outlet) else {
            return Found::Nothing;
        };
        (self.goal.on_stage)("load");
        if changes.walk != Walk::No {
            self.walk = begun.elapsed();
        }
        if self.last.as_ref().is_some_and(|last| same(last, &sources)) {
            return Found::Nothing;
        }
        let mut round = self.build(sources);
        if round.built.diagnostics.errors() > 0
            && let Some(again) = self.look_again(changes, &round, outlet)
        {
            round = again;
        }
        round.took = begun.elapsed();
        outlet.round(round);
        Found::Changes
    }

    fn read(&mut self, changes: &Changes, outlet: &mut dyn Outlet) -> Option<SourceSet> {
        let bell = &self.bell;
        let read = match changes.walk {
            Walk::No if !self.gone => self.reader.reload(&changes.paths).map(Some),
            Walk::WhileQuiet if !self.gone => self
                .reader
                .load_unless_cancelled(&CancelToken::new(&|| bell.has_rung())),
            Walk::No | Walk::WhileQuiet | Walk::Surely => self.reader.load().map(Some),
        };
        let sources = match read {
            Ok(Some(read)) => read,
            // the rest of the walk would have delayed an edit
            Ok(None) => return None,
            Err(error) => {
                if !self.gone {
                    outlet.notice(Notice::Gone(error.to_string()));
                }
                self.gone = true;
                return None;
            }
        };
        self.gone = false;
        match self.watch.follow(&sources) {
            // what came before the watch was there was not heard of
            Ok(Followed::Anew) => self.bell.ring_for_a_walk(),
            Ok(Followed::AsBefore) => {}
            Err(why) => {
                self.watch.give_up();
                outlet.notice(Notice::Polling(why));
            }
        }
        Some(sources)
    }

    fn build(&mut self, sources: SourceSet) -> Round {
        let built = build(&sources, &self.goal, &mut self.memo);
        let changed = match &self.last {
            Some(before) => changed(before, &sources),
            None => Vec::new(),
        };
        self.number += 1;
        self.last = Some(sources.clone());
        Round {
            sources,
            built,
            changed,
            number: self.number,
            took: Duration::ZERO,
        }
    }

    /// A file that is half written, or away for a moment, is no mistake: what changed is read once
    /// more before a mistake is reported.
    fn look_again(
        &mut self,
        changes: &Changes,
        round: &Round,
        outlet: &mut dyn Outlet,
    ) -> Option<Round> {
        if round.number == 1 {
            return None;
        }
        std::thread::sleep(TORN);
        let mut more = self.bell.take();
        if changes.walk != Walk::No {
            more.walk = Walk::Surely;
        }
        more.paths.extend(changes.paths.iter().cloned());
        let sources = self.read(&more, outlet)?;
        let last = self.last.as_ref()?;
        if same(last, &sources) {
            return None;
        }
        let mut again = self.build(sources);
        again.changed.extend(round.changed.iter().cloned());
        again.changed.sort();
        again.changed.dedup();
        Some(again)
    }
}

/// What a look at the disk brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Nothing,
    Changes,
}

/// Whether a build would come out the same.
fn same(last: &SourceSet, sources: &SourceSet) -> bool {
    last.diagnostics == sources.diagnostics && changed(last, sources).is_empty()
}

/// The files that are new, gone or different.
fn changed(before: &SourceSet, after: &SourceSet) -> Vec<SourcePath> {
    let (old, new): (Vec<_>, Vec<_>) = (before.hashes().collect(), after.hashes().collect());
    let aligned =
        old.len() == new.len() && old.iter().zip(&new).all(|(one, other)| one.0 == other.0);
    if aligned {
        let pairs = old.iter().zip(&new).filter(|(one, other)| one != other);
        return pairs.map(|(path, _)| path.0.clone()).collect();
    }
    let [old, new]: [BTreeMap<_, _>; 2] = [old, new].map(|files| files.into_iter().collect());
    let paths: BTreeSet<&SourcePath> = old.keys().chain(new.keys()).copied().collect();
    let differs = |path: &&SourcePath| old.get(*path) != new.get(*path);
    paths.into_iter().filter(differs).cloned().collect()
}
