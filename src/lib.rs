//! Structured markdown about job interviews, made into a cross-linked static handbook.
//!
//! The library is an incremental compiler. Every stage is a pure function from a value to a value;
//! the disk is read at one end and written at the other, nowhere else. `check` is `build` with
//! nowhere to put it, and watching is the same `build` again with a warm memo.
//!
//! # The walk of one file
//!
//! 1. [`source::load`] reads the book: settings, texts, the theme.
//! 2. [`syntax::parse`] finds front matter, headings, attributes and links in one text. Any text
//!    parses; mistakes are diagnostics with a place.
//! 3. [`kinds::lower`] makes typed entities of it: strings become ids, topics, minutes, and
//!    references that nobody has looked up yet.
//! 4. [`catalog::assemble`] puts all documents together: unique ids, an address each, every
//!    reference a target or a diagnostic, everything counted and linked both ways.
//! 5. [`checks::run`] warns of what is allowed but odd.
//! 6. [`outputs::Pages`] makes one page model for each page: everything it shows, nothing more.
//! 7. [`render::Theme::page`] makes HTML of a model and a theme.
//! 8. [`outputs::OUTPUTS`] lists what else the site is made of; each is a set of artifacts.
//! 9. [`build::build`] is all of that as one function; [`build::build_to`] gives away what is made.
//! 10. [`emit::Staging`] takes it and writes what changed, so that no failure leaves a mixture.
//!
//! # Floors
//!
//! Modules import downward, never upward or sideways: `diag`, `config`, `source`, `syntax`,
//! `kinds`, `catalog`, `checks` and `render`, `outputs`, `build` and `emit`, `serve` and `lsp`,
//! `cli`. A test holds every `use` against that order.

#![forbid(unsafe_code)]

pub mod build;
pub mod catalog;
pub mod checks;
pub mod cli;
pub mod config;
pub mod diag;
pub mod emit;
pub mod kinds;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod outputs;
pub mod pages;
pub mod render;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
pub mod syntax;
