//! The one test binary.

mod cases;
mod report;
