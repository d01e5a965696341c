//! The destination of a site.

use std::time::Duration;

use camino::Utf8PathBuf;

/// The destination of a site, and what must not be touched.
#[derive(Clone, Debug)]
pub struct Target {
    /// The output folder, absolute. It need not exist.
    pub output: Utf8PathBuf,
    /// The folder that contains `book.toml`, absolute. The output folder may be inside it.
    pub book: Utf8PathBuf,
    /// The absolute folders of sources (content, themes). The output folder may not be inside them.
    pub protected: Vec<Utf8PathBuf>,
    pub durability: Durability,
    /// The maximum wait while another process writes to the folder.
    pub lock_timeout: Duration,
}

/// The event that the written site must survive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// A power loss.
    Synced,
    /// The end of the process. Nothing waits for the disk.
    Quick,
}
