//! Floor 9: the pipeline. One function builds for `build`, `check`, `watch` and `serve`.

mod assembled;
mod collisions;
mod diagnose;
mod fix;
mod memo;
mod options;
mod pipeline;
mod root_causes;
mod sinks;

pub use diagnose::diagnose;
pub use fix::{Fixed, fix};
pub use memo::Memo;
pub use options::{BuildOptions, Mode, WAITED};
pub use pipeline::{Book, Built, Counts, assemble, build, build_to, template_error};
