//! Floor 6: what a whole book can be warned of. One file per check, listed in [`CHECKS`].

mod interview_without_date;
mod no_answer;
mod orphan;
mod takeaway_without_evidence;
mod unused_framework;

use crate::catalog::Catalog;
use crate::diag::{Code, Diagnostic, Diagnostics};

/// A rule over the catalog.
#[derive(Debug)]
pub struct Check {
    /// What its findings are called.
    pub code: Code,
    run: fn(&Catalog) -> Vec<Diagnostic>,
}

/// Every check. A new one is a file and a line.
pub const CHECKS: &[Check] = &[
    Check {
        code: Code::InterviewWithoutDate,
        run: interview_without_date::run,
    },
    Check {
        code: Code::NoAnswer,
        run: no_answer::run,
    },
    Check {
        code: Code::Orphan,
        run: orphan::run,
    },
    Check {
        code: Code::TakeawayWithoutEvidence,
        run: takeaway_without_evidence::run,
    },
    Check {
        code: Code::UnusedFramework,
        run: unused_framework::run,
    },
];

/// Runs every check.
pub fn run(catalog: &Catalog) -> Diagnostics {
    CHECKS
        .iter()
        .flat_map(|check| (check.run)(catalog))
        .collect()
}
