#![forbid(unsafe_code)]
pub mod build;
pub mod catalog;
pub mod checks;
pub mod cli;
pub mod config;
pub mod diag;
pub mod emit;
pub mod kinds;
pub mod outputs;
pub mod render;
pub mod source;
pub mod syntax;
