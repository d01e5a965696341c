//! One book: its texts as editors have them, and the cached results of building them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use gen_lsp_types::{Diagnostic as EditorDiagnostic, Position};

use super::open_documents::OpenDocuments;
use super::position::{Encoding, Lines};
use super::position_context::PositionContext;
use super::symbol_index::SymbolIndex;
use crate::build::{BuildOptions, Memo, Mode, assemble, build, diagnose};
use crate::catalog::Drafts;
use crate::diag::{Diagnostic, Diagnostics, SourcePath};
use crate::source::{LoadError, Reader, SourceSet};

/// The time within which the keys of one burst arrive.
const KEY_BURST: Duration = Duration::from_millis(5);
/// The time that is added for each file of the book, because a diagnosis of a large book takes longer.
const KEY_BURST_PER_FILE: Duration = Duration::from_micros(1);
/// The time without a message after which a diagnosed book is built. A build of a large book takes
/// long enough to delay the next key, and rarely finds more.
const BUILD_DELAY: Duration = Duration::from_secs(5);

/// A book that an editor works on.
pub(super) struct Book {
    reader: Reader,
    sources: SourceSet,
    memo: Memo,
    /// The diagnostics of the current texts; none until they are asked for.
    diagnostics: Option<Diagnostics>,
    /// Whether they are those of a whole build, and not only of a [diagnosis](diagnose).
    is_built: bool,
    /// The index of the current texts; none until it is asked for.
    index: Option<Arc<SymbolIndex>>,
    /// The files whose texts changed since they were read.
    changed: BTreeSet<Utf8PathBuf>,
    /// Whether the whole disk has to be read again.
    is_disk_changed: bool,
    /// The diagnostics that the editor received last, for each file that has any.
    pub(super) published: BTreeMap<SourcePath, Vec<EditorDiagnostic>>,
}

impl Book {
    /// Reads the book whose `book.toml` is in `root`.
    ///
    /// # Errors
    /// Fails if `book.toml` cannot be read.
    pub(super) fn open(root: &Utf8Path) -> Result<Self, LoadError> {
        let mut reader = Reader::new(root);
        let sources = reader.load()?;
        Ok(Self {
            reader,
            sources,
            memo: Memo::default(),
            diagnostics: None,
            is_built: false,
            index: None,
            changed: BTreeSet::new(),
            is_disk_changed: false,
            published: BTreeMap::new(),
        })
    }

    /// Returns the texts as they were read last.
    pub(super) fn sources(&self) -> &SourceSet {
        &self.sources
    }

    /// Replaces the text of the file at `path`; `None` restores the text of the disk.
    pub(super) fn overlay(&mut self, path: &Utf8Path, text: Option<Arc<str>>) {
        self.reader.overlay(path, text);
        self.changed.insert(path.to_owned());
    }

    /// Notes that files were written to the disk.
    pub(super) fn disk_changed(&mut self) {
        self.is_disk_changed = true;
    }

    /// Returns how long to wait for more messages before [`Self::update`]; `None` if the diagnostics are
    /// those of a build of the current texts.
    pub(super) fn debounce(&self) -> Option<Duration> {
        let files = u32::try_from(self.sources.files.len()).unwrap_or(u32::MAX);
        if self.is_unread() || self.diagnostics.is_none() {
            Some(KEY_BURST + KEY_BURST_PER_FILE.saturating_mul(files))
        } else {
            (!self.is_built).then_some(BUILD_DELAY)
        }
    }

    fn is_unread(&self) -> bool {
        self.is_disk_changed || !self.changed.is_empty()
    }

    /// Reads what changed. If the book cannot be read, the last texts stay.
    pub(super) fn refresh(&mut self) {
        if !self.is_unread() {
            return;
        }
        let read = if self.is_disk_changed {
            self.reader.load()
        } else {
            self.reader.reload(&self.changed)
        };
        self.is_disk_changed = false;
        self.changed.clear();
        if let Ok(sources) = read {
            let is_same = sources.diagnostics == self.sources.diagnostics
                && sources.hashes().eq(self.sources.hashes());
            self.sources = sources;
            if !is_same {
                self.diagnostics = None;
                self.index = None;
            }
        }
    }

    /// Reads and diagnoses what changed.
    pub(super) fn check(&mut self) {
        self.refresh();
        if self.diagnostics.is_some() {
            return;
        }
        let diagnostics = diagnose(&self.sources, &check_options(), &mut self.memo);
        if diagnostics.is_some() {
            self.diagnostics = diagnostics;
            self.is_built = false;
        } else {
            self.build();
        }
    }

    /// Diagnoses what changed. If nothing changed, builds the book: a few diagnostics depend on pages.
    pub(super) fn update(&mut self) {
        if self.is_unread() || self.diagnostics.is_none() {
            self.check();
        } else if !self.is_built {
            self.build();
        }
    }

    /// Finds the diagnostics that `check` would report. No page is rendered, because no text can make
    /// that fail.
    fn build(&mut self) {
        let built = build(&self.sources, &check_options(), &mut self.memo);
        self.diagnostics = Some(built.diagnostics);
        self.is_built = true;
    }

    /// Returns the diagnostics of the last [`Self::check`] or [`Self::update`].
    pub(super) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().flat_map(Diagnostics::iter)
    }

    /// Returns the index of the current texts.
    pub(super) fn index(&mut self) -> Arc<SymbolIndex> {
        self.refresh();
        let Self {
            index,
            sources,
            memo,
            ..
        } = self;
        let make = || Arc::new(SymbolIndex::new(assemble(sources, &lookup_options(), memo)));
        index.get_or_insert_with(make).clone()
    }

    /// Returns the context of the position that an editor asks about.
    pub(super) fn context<'a>(
        &'a mut self,
        file: &SourcePath,
        position: Position,
        (documents, encoding): (&'a OpenDocuments, Encoding),
    ) -> Option<PositionContext<'a>> {
        let index = self.index();
        let sources = &self.sources;
        let file = sources.files.iter().find(|known| known.path == *file)?;
        let offset = Lines::new(&file.text, encoding).offset(position);
        Some(PositionContext {
            index,
            sources,
            documents,
            encoding,
            file,
            offset,
        })
    }

    /// Drops everything that is cached, because a bug may have left it half made.
    pub(super) fn reset(&mut self) {
        self.memo = Memo::default();
        self.index = None;
        self.diagnostics = Some(Diagnostics::default());
        self.is_built = true;
    }
}

/// Returns the options to assemble a book for lookups: authors see their drafts.
pub(super) fn lookup_options() -> BuildOptions {
    BuildOptions::new(Mode::Serve, Drafts::Shown)
}

/// Returns the options to check a book: drafts are hidden, as for a reader.
fn check_options() -> BuildOptions {
    BuildOptions::new(Mode::Serve, Drafts::Hidden)
}
