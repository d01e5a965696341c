//! Floor 9: the only writer of the disk.
//!
//! A [`Staging`] replaces the old site in the output folder by the new one. No failure, kill or
//! power loss leaves a mixture of both. [`site`] does the same when all files of the new site are
//! known in advance. The steps are:
//!
//! 1. The output folder is refused or accepted, before anything is written.
//! 2. What an interrupted run left is finished or deleted.
//! 3. Changed files are written to `.prepbook/stage/` as they come, and synced once.
//! 4. The journal `.prepbook/commit` appears in one rename. From here on the new site is committed.
//! 5. Files are removed and moved into place one by one, then the manifest.
//! 6. The journal is deleted.
//!
//! A failure before step 4 leaves the old site unchanged. After step 4, the next run of any command
//! finishes the new site ([`recover`]). Only files that the manifest lists are ever removed, and
//! nothing is written or removed through a symbolic link. [`edit`] rewrites one source file.

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
pub use disk::{Disk, PathKind, RealDisk};
pub use edit::{EditError, edit};
pub use error::EmitError;
pub use site::{SiteWriter, accept, recover, site};
pub use staging::Staging;
pub use target::{Durability, Target};
pub use transaction::EmitReport;
