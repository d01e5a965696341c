//! Floor 6: what a whole book can be warned of. One file per check, listed in [`CHECKS`].

mod hand_made_list;
mod interview_without_date;
mod no_answer;
mod orphan;
mod similar_questions;
mod takeaway_without_evidence;
mod unused_framework;
mod unwritten_id;

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic, Diagnostics};

/// A rule over the catalog.
#[derive(Debug)]
pub struct Check {
    /// What its findings are called.
    pub code: Code,
    pub needs: Needs,
    run: fn(&Catalog) -> Vec<Diagnostic>,
}

/// What a check must know to be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// What stands in one entity.
    Entity,
    /// The whole book without an error: where one link is broken, its target only looks unused.
    SoundBook,
}

/// Whether a book has errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Soundness {
    Sound,
    Broken,
}

/// Every check. A new one is a file and a line.
pub const CHECKS: &[Check] = &[
    Check {
        code: Code::HandMadeList,
        needs: Needs::Entity,
        run: hand_made_list::run,
    },
    Check {
        code: Code::InterviewWithoutDate,
        needs: Needs::SoundBook,
        run: interview_without_date::run,
    },
    Check {
        code: Code::NoAnswer,
        needs: Needs::SoundBook,
        run: no_answer::run,
    },
    Check {
        code: Code::Orphan,
        needs: Needs::SoundBook,
        run: orphan::run,
    },
    Check {
        code: Code::SimilarQuestions,
        needs: Needs::Entity,
        run: similar_questions::run,
    },
    Check {
        code: Code::TakeawayWithoutEvidence,
        needs: Needs::Entity,
        run: takeaway_without_evidence::run,
    },
    Check {
        code: Code::UnusedFramework,
        needs: Needs::SoundBook,
        run: unused_framework::run,
    },
    Check {
        code: Code::UnwrittenId,
        needs: Needs::Entity,
        run: unwritten_id::run,
    },
];

/// Runs every check that can be right about such a book.
pub fn run(catalog: &Catalog, soundness: Soundness) -> Diagnostics {
    let can_run = |check: &&Check| soundness == Soundness::Sound || check.needs == Needs::Entity;
    CHECKS
        .iter()
        .filter(can_run)
        .flat_map(|check| (check.run)(catalog))
        .collect()
}
