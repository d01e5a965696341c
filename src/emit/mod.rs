//! Floor 9: the only writer of the disk.
//!
//! A [`Staging`] brings the output folder from the old site to the new one, so that no failure, kill
//! or power loss leaves a mixture behind; [`site`] does where all files of the new one are known:
//!
//! 1. the output folder is refused, or accepted, before anything is written;
//! 2. what an interrupted run left is finished or deleted;
//! 3. changed files are written to `.prepbook/stage/` as they come, and synced once;
//! 4. the list `.prepbook/commit` appears, in one rename: from here on the new site is decided;
//! 5. files are removed and moved into place, one by one, then the manifest;
//! 6. the list is deleted.
//!
//! A failure before step 4 leaves the old site untouched; one after it is finished by the next
//! run of any command ([`recover`]). Only what the manifest lists is ever removed, and nothing is
//! written or removed through a symbolic link. [`edit`] rewrites one source file.

mod acceptance;
mod commit;
mod create;
mod disk;
mod edit;
mod error;
mod folder;
mod layout;
mod manifest;
mod site;
mod snapshot;
mod staging;
mod target;
mod transaction;

pub use commit::Recovered;
pub use create::{CreateError, create};
pub use disk::{Disk, Found, RealDisk};
pub use edit::{EditError, edit};
pub use error::EmitError;
pub use site::{accept, recover, site, site_while};
pub use staging::Staging;
pub use target::{Durability, Target};
pub use transaction::EmitReport;
