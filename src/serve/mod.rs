//! Floor 9: the authors' loop. A change on the disk becomes a round of the same build that every
//! command makes, and the round goes to open pages ([`Serving`]) or to the output folder
//! ([`Writing`]).
//!
//! - [`Doorbell`] and [`Watch`] say that something changed; [`Rounds`] reads, builds, hands over.
//! - [`Site`] is a finished build in memory; the server answers from it and from nothing else.
//! - Open pages listen to [`Current`] news, and reload when their own bytes have changed.

mod answer;
mod coverage;
mod doorbell;
mod guard;
mod news;
mod rounds;
mod server;
mod serving;
mod site;
mod watching;
mod writing;

pub use answer::{Reload, Wish, wish};
pub use coverage::COVERAGE;
pub use doorbell::{Call, Changes, Doorbell, Walk};
pub use guard::Doors;
pub use news::{Current, Editor, News, Tidings};
pub use rounds::{Notice, Outlet, Round, Rounds};
pub use server::{Room, run};
pub use serving::Serving;
pub use site::{Difference, Lookup, Site, Version, Versions, is_page};
pub use watching::{Followed, Watch, Watching, WhyPolling, why};
pub use writing::Writing;

use crate::emit::EmitReport;

/// What the loop has to say to the terminal.
#[derive(Debug)]
pub enum Said<'a> {
    /// A round is done, and this came of it.
    Round(&'a Round, Done),
    Notice(&'a Notice),
    /// What needs the whole book is written too, after a pause.
    Rest(EmitReport),
    /// What could not be written is written now.
    Mended(EmitReport),
}

/// What came of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Pages that are new or changed, and files that are gone.
    Served {
        changed: usize,
        gone: usize,
    },
    Written(EmitReport),
    /// The book has errors, so the last good site stays.
    Kept,
    /// The site could not be written: what the disk said.
    Failed(String),
}

/// Who prints what is said.
pub type Say = Box<dyn FnMut(&Said<'_>) + Send>;
