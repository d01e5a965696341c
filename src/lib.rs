//! Structured markdown about job interviews, made into a cross-linked static handbook.
//!
//! The library is an incremental compiler. Every stage is a pure function from a value to a value. The
//! disk is read at one end and written at the other. `check` is `build` with a sink that drops the files,
//! and watching is the same `build` again with a warm memo.
//!
//! # The walk of one file
//!
//! 1. [`source::load`] reads the book: settings, texts, the theme.
//! 2. [`syntax::parse`] finds front matter, headings, attributes and links in one text. Any text parses;
//!    errors are diagnostics with a place.
//! 3. [`kinds::lower`] makes typed entities: strings become ids, topics, minutes, and references that are
//!    not resolved yet.
//! 4. [`catalog::assemble`] combines all documents: unique ids, an address each, every reference a target or
//!    a diagnostic, everything counted and linked in both directions.
//! 5. [`checks::run`] warns about what is allowed but unusual.
//! 6. [`pages::Pages`] plans all pages as plain data and fills them: one page model for each.
//! 7. [`render::Theme::page`] turns a model into HTML.
//! 8. [`outputs::OUTPUTS`] lists everything the site consists of; each output is a set of artifacts.
//! 9. [`build::build`] is all of that as one function; [`build::build_to`] writes artifacts to a sink.
//! 10. [`emit::Staging`] is the sink that writes what changed, so that no failure leaves a mixture.
//!
//! # Floors
//!
//! Modules import downward, never upward or sideways: `diag`, `config`, `source`, `syntax`, `kinds`,
//! `catalog`, `checks` and `render`, `pages`, `outputs`, `build` and `emit`, `serve` and `lsp`, `cli`. A test
//! holds every `use` against that order.

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
