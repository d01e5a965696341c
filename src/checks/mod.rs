//! Floor 6: warnings about the whole book. One file per check, listed in [`CHECKS`].

mod coverage;
mod hand_made_list;
mod interview_without_date;
mod no_answer;
mod odd_date;
mod orphan;
mod similar_questions;
mod takeaway_without_evidence;
mod titles;
mod unused_framework;
mod unwritten_id;

use rayon::prelude::*;

pub use coverage::{Asked, Coverage, Missing};

use crate::catalog::{Catalog, Texts};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::kinds::Document;
use titles::Titles;

/// A rule over the catalog.
#[derive(Debug)]
pub struct Check {
    /// The code of its diagnostics.
    pub code: Code,
    pub needs: Needs,
    run: Run,
}

/// The input of a check.
#[derive(Debug)]
enum Run {
    /// The catalog. Such a check cannot see the words of bodies.
    Catalog(fn(&Catalog) -> Vec<Diagnostic>),
    /// The catalog, and the day of the build, if it is known.
    Dated(fn(&Catalog, &str) -> Vec<Diagnostic>),
    /// The titles of the book.
    Titles(fn(&Catalog, &Texts, &Titles) -> Vec<Diagnostic>),
    /// The words of one document, together with the titles of all questions.
    Words(fn(&Titles, &Document) -> Vec<Diagnostic>),
}

/// The condition under which a check is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The entity itself is enough.
    Entity,
    /// The whole book must be without errors. If a link is broken, its target only looks unused.
    SoundBook,
}

/// Whether a book has errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Soundness {
    Sound,
    Broken,
}

/// All checks. A new check is a file and a line here.
pub const CHECKS: &[Check] = &[
    Check {
        code: Code::HandMadeList,
        needs: Needs::Entity,
        run: Run::Words(hand_made_list::run),
    },
    Check {
        code: Code::InterviewWithoutDate,
        needs: Needs::SoundBook,
        run: Run::Catalog(interview_without_date::run),
    },
    Check {
        code: Code::NoAnswer,
        needs: Needs::SoundBook,
        run: Run::Catalog(no_answer::run),
    },
    Check {
        code: Code::OddDate,
        needs: Needs::Entity,
        run: Run::Dated(odd_date::run),
    },
    Check {
        code: Code::Orphan,
        needs: Needs::SoundBook,
        run: Run::Catalog(orphan::run),
    },
    Check {
        code: Code::SimilarQuestions,
        needs: Needs::Entity,
        run: Run::Titles(similar_questions::run),
    },
    Check {
        code: Code::TakeawayWithoutEvidence,
        needs: Needs::Entity,
        run: Run::Catalog(takeaway_without_evidence::run),
    },
    Check {
        code: Code::UnusedFramework,
        needs: Needs::SoundBook,
        run: Run::Catalog(unused_framework::run),
    },
    Check {
        code: Code::UnwrittenId,
        needs: Needs::Entity,
        run: Run::Catalog(unwritten_id::run),
    },
];

/// Runs all checks of the catalog that are right for a book of that soundness, in parallel. Dates are
/// compared with `today`, a day such as `2026-03-14`.
pub fn run(catalog: &Catalog, soundness: Soundness, today: Option<&str>) -> Diagnostics {
    let can_run = |check: &&Check| soundness == Soundness::Sound || check.needs == Needs::Entity;
    let diagnostics: Vec<Vec<Diagnostic>> = CHECKS
        .par_iter()
        .filter(can_run)
        .map(|check| match check.run {
            Run::Catalog(run) => run(catalog),
            Run::Dated(run) => today.map_or_else(Vec::new, |today| run(catalog, today)),
            Run::Titles(_) | Run::Words(_) => Vec::new(),
        })
        .collect();
    diagnostics.into_iter().flatten().collect()
}

/// The checks of titles and of words, prepared for one book.
#[derive(Debug, Default)]
pub struct WordChecks(Titles);

impl WordChecks {
    /// Prepares the checks for a book. Titles that `last` has read are not read again.
    pub fn new(catalog: &Catalog, texts: &Texts, last: Option<&mut Self>) -> Self {
        Self(Titles::new(catalog, texts, last.map(|last| &mut last.0)))
    }

    /// Returns whether [`Self::run`] finds the same in every document as it does for another book.
    pub fn have_same_names(&self, other: &Self) -> bool {
        self.0.have_same_names(&other.0)
    }

    /// Returns the warnings about the titles of the book.
    pub fn run_on_titles(&self, catalog: &Catalog, texts: &Texts) -> Diagnostics {
        let diagnostics = CHECKS.iter().map(|check| match check.run {
            Run::Titles(run) => run(catalog, texts, &self.0),
            Run::Catalog(_) | Run::Dated(_) | Run::Words(_) => Vec::new(),
        });
        diagnostics.flatten().collect()
    }

    /// Returns the warnings about the words of one document.
    pub fn run(&self, document: &Document) -> Vec<Diagnostic> {
        let diagnostics = CHECKS.iter().map(|check| match check.run {
            Run::Catalog(_) | Run::Dated(_) | Run::Titles(_) => Vec::new(),
            Run::Words(run) => run(&self.0, document),
        });
        diagnostics.flatten().collect()
    }
}
