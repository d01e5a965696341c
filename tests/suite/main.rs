//! All tests of the library and the program, in one binary.

// Tests may fail loudly, and look at the disk themselves.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

mod advice;
mod assets;
mod bodies;
mod book;
mod books;
#[cfg(feature = "serve")]
mod browser;
mod cases;
mod cli;
mod damage;
mod diff;
mod docs;
mod emit;
mod fences;
mod fix;
mod folders;
mod formulas;
mod fragments;
mod golden;
mod includes;
mod injection;
mod language;
mod languages;
mod lists;
#[cfg(feature = "lsp")]
mod lsp;
mod machines;
mod pipeline;
mod portable;
mod print;
mod properties;
mod publish;
mod report;
mod search;
#[cfg(feature = "serve")]
mod serve;
mod shapes;
mod site;
mod strings;
mod theme;
mod tidy;
mod twins;
mod validators;
