//! Where a site goes.

use std::time::Duration;

use camino::Utf8PathBuf;

/// Where the site goes, and what must not be touched on the way.
#[derive(Clone, Debug)]
pub struct Target {
    /// The output folder, absolute. It need not exist.
    pub output: Utf8PathBuf,
    /// The folder that holds `book.toml`, absolute. The output folder may lie inside.
    pub book: Utf8PathBuf,
    /// Absolute folders of sources (content, themes): the output folder may not lie inside.
    pub protected: Vec<Utf8PathBuf>,
    pub durability: Durability,
    /// How long to wait while another process writes to the folder.
    pub lock_timeout: Duration,
}

/// What the site must outlive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// A power loss.
    Synced,
    /// The end of the process: nothing waits for the disk.
    Quick,
}
