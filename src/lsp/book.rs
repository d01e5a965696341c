//! One book: its texts as editors have them, and what is known of these.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use gen_lsp_types::{Diagnostic as Shown, Position};

use super::known::Known;
use super::position::{Encoding, Lines};
use super::shelf::Desk;
use super::spot::Spot;
use crate::build::{Goal, Memo, Purpose, assemble, build};
use crate::catalog::Drafts;
use crate::diag::{Diagnostic, Diagnostics, SourcePath};
use crate::source::{LoadError, Reader, SourceSet};

/// The keys of one burst come within this time.
const BURST: Duration = Duration::from_millis(5);
/// A round takes longer in a larger book, so it waits longer for the next key: so much for a file.
const BURST_PER_FILE: Duration = Duration::from_micros(10);

/// A book that some editor looks into.
pub(super) struct Book {
    reader: Reader,
    sources: SourceSet,
    memo: Memo,
    /// What is wrong with the texts as they are; none until it is asked for.
    diagnostics: Option<Diagnostics>,
    /// What is known of them, likewise.
    known: Option<Arc<Known>>,
    /// Files whose texts changed since they were read.
    changed: BTreeSet<Utf8PathBuf>,
    /// Whether anything else may have changed on the disk.
    unsure: bool,
    /// What the editor was last told of each file that has something wrong with it.
    pub(super) told: BTreeMap<SourcePath, Vec<Shown>>,
}

impl Book {
    /// Reads the book whose `book.toml` lies in `root`.
    ///
    /// # Errors
    /// Where `book.toml` itself cannot be read.
    pub(super) fn open(root: &Utf8Path) -> Result<Self, LoadError> {
        let mut reader = Reader::new(root);
        let sources = reader.load()?;
        Ok(Self {
            reader,
            sources,
            memo: Memo::default(),
            diagnostics: None,
            known: None,
            changed: BTreeSet::new(),
            unsure: false,
            told: BTreeMap::new(),
        })
    }

    /// The texts as they were read last.
    pub(super) fn sources(&self) -> &SourceSet {
        &self.sources
    }

    /// From now on the file at `path` has this text; or again what the disk has.
    pub(super) fn overlay(&mut self, path: &Utf8Path, text: Option<Arc<str>>) {
        self.reader.overlay(path, text);
        self.changed.insert(path.to_owned());
    }

    /// Somebody wrote to the disk.
    pub(super) fn disk_changed(&mut self) {
        self.unsure = true;
    }

    /// How long to wait for more before a round, if there is a reason for one.
    pub(super) fn patience(&self) -> Option<Duration> {
        let files = u32::try_from(self.sources.files.len()).unwrap_or(u32::MAX);
        let due = self.is_unread() || self.diagnostics.is_none();
        due.then(|| BURST + BURST_PER_FILE.saturating_mul(files))
    }

    fn is_unread(&self) -> bool {
        self.unsure || !self.changed.is_empty()
    }

    /// Reads what changed. A book that is gone stays as it was until it comes back.
    pub(super) fn refresh(&mut self) {
        if !self.is_unread() {
            return;
        }
        let read = match self.unsure {
            true => self.reader.load(),
            false => self.reader.reload(&self.changed),
        };
        self.unsure = false;
        self.changed.clear();
        if let Ok(sources) = read {
            let same = sources.diagnostics == self.sources.diagnostics
                && sources.hashes().eq(self.sources.hashes());
            self.sources = sources;
            if !same {
                self.diagnostics = None;
                self.known = None;
            }
        }
    }

    /// Reads and builds what changed.
    pub(super) fn check(&mut self) {
        self.refresh();
        if self.diagnostics.is_none() {
            self.diagnostics = Some(round(&self.sources, &mut self.memo));
        }
    }

    /// What the last check found.
    pub(super) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().flat_map(Diagnostics::iter)
    }

    /// What is known of the texts as they are.
    pub(super) fn known(&mut self) -> Arc<Known> {
        self.refresh();
        let Self {
            known,
            sources,
            memo,
            ..
        } = self;
        let afresh = || Arc::new(Known::of(assemble(sources, &lookup(), memo)));
        known.get_or_insert_with(afresh).clone()
    }

    /// The place that an editor asks about.
    pub(super) fn spot<'a>(
        &'a mut self,
        file: &SourcePath,
        position: Position,
        (desk, encoding): (&'a Desk, Encoding),
    ) -> Option<Spot<'a>> {
        let known = self.known();
        let sources = &self.sources;
        let file = sources.files.iter().find(|known| known.path == *file)?;
        let at = Lines::new(&file.text, encoding).offset(position);
        Some(Spot {
            known,
            sources,
            desk,
            encoding,
            file,
            at,
        })
    }

    /// Forgets all that was kept: a bug may have left it half made.
    pub(super) fn start_over(&mut self) {
        self.memo = Memo::default();
        self.known = None;
        self.diagnostics = Some(Diagnostics::default());
    }
}

/// What books are put together for when something is looked up: authors see their drafts.
pub(super) fn lookup() -> Goal {
    Goal::new(Purpose::Serve, Drafts::Shown)
}

/// What the report of `check` would hold. No page is rendered: nothing in a text can make that fail.
fn round(sources: &SourceSet, memo: &mut Memo) -> Diagnostics {
    let goal = Goal::new(Purpose::Serve, Drafts::Hidden);
    build(sources, &goal, memo).diagnostics
}
