//! `prepbook explain`: explains a diagnostic code, or shows what an id refers to and why.

use std::process::ExitCode;

use super::args::ExplainArgs;
use super::book::{catalog_of, load, print_out};
use super::error::Error;
use crate::catalog::{Drafts, explain};
use crate::diag::{CODES, nearest};

/// Explains a code or an id. A code has priority; `question:orphan` names the id.
pub(super) fn run(args: &ExplainArgs) -> Result<ExitCode, Error> {
    if let Some(entry) = CODES.iter().find(|entry| entry.name == args.what) {
        print_out(&format!(
            "{}[{}]\n\n{}",
            entry.severity, entry.name, entry.documentation
        ));
        return Ok(ExitCode::SUCCESS);
    }
    let sources = load(args.book.as_deref()).map_err(|error| no_such_code(&args.what, error))?;
    let (catalog, _) = catalog_of(&sources, Drafts::Shown);
    match explain(&catalog, &sources, &args.what) {
        Ok(text) => {
            print_out(&text);
            Ok(ExitCode::SUCCESS)
        }
        Err(near) => {
            let codes = CODES.iter().map(|entry| entry.name);
            let mut near: Vec<String> = near.into_iter().map(|id| id.to_string()).collect();
            near.extend(nearest(&args.what, codes).into_iter().map(str::to_owned));
            let help = if near.is_empty() {
                "name a code from a report, or an id of the book".to_owned()
            } else {
                format!("did you mean `{}`?", near.join("`, `"))
            };
            let message = format!(
                "no code and nothing in the book has the name `{}`",
                args.what
            );
            Err(Error::usage(message, help))
        }
    }
}

/// Returns the error for a name that is not a code, if there is no book to look it up in.
fn no_such_code(what: &str, error: Error) -> Error {
    match nearest(what, CODES.iter().map(|entry| entry.name)).first() {
        Some(near) => Error::usage(
            format!("there is no code `{what}`"),
            format!("did you mean `{near}`?"),
        ),
        None => error,
    }
}
