//! The options of a build.

use std::fmt;
use std::sync::Arc;

use crate::catalog::Drafts;

/// The stage that ends when a loop of builds begins the next rebuild.
pub const WAITED: &str = "waited";

/// The options of a build.
#[derive(Clone)]
pub struct BuildOptions {
    pub drafts: Drafts,
    pub mode: Mode,
    /// The day of the build, such as `2026-03-14`, if dates are compared with it. No artifact depends on
    /// it.
    pub today: Option<Arc<str>>,
    /// Called with the name of each stage when it ends, so that a caller with a clock can time it.
    pub on_stage: Arc<dyn Fn(&'static str) + Send + Sync>,
}

/// The purpose of a build, which decides what happens to its artifacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Artifacts are written: each page is rendered when it is written, and dropped afterwards.
    Write,
    /// Nothing is kept, but every page is rendered once to find its faults.
    Check,
    /// Artifacts are kept in memory from build to build.
    Serve,
}

impl BuildOptions {
    /// Creates options whose stages nobody times.
    pub fn new(mode: Mode, drafts: Drafts) -> Self {
        Self {
            drafts,
            mode,
            today: None,
            on_stage: Arc::new(|_| {}),
        }
    }
}

impl fmt::Debug for BuildOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} with drafts {:?}", self.mode, self.drafts)
    }
}
