//! Floor 0: places in files, diagnostics, and reports.
//!
//! A diagnostic is a value: stages collect diagnostics, and only [`report`] turns them into text.
//! Nothing here depends on the handbook language.

mod code;
mod diagnostic;
mod fixes;
mod line_index;
mod percent;
mod place;
pub mod report;
mod suggest;

pub use code::{CODES, Code, CodeEntry, Severity};
pub use diagnostic::{Advice, Diagnostic, Diagnostics, Fix, Label};
pub use line_index::{LineIndex, Position, line_of};
pub use percent::{percent_decode, percent_encode};
pub use place::{Place, SourcePath, Span, char_at_or_after, excerpt};
pub use suggest::nearest;
