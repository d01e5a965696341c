//! `prepbook explain`: the page that documents a diagnostic code.

use std::process::ExitCode;

use super::args::ExplainArgs;
use super::book::print_out;
use super::error::Error;
use crate::diag::{CODES, nearest};

pub(super) fn run(args: &ExplainArgs) -> Result<ExitCode, Error> {
    match CODES.iter().find(|entry| entry.name == args.what) {
        Some(entry) => {
            print_out(&format!(
                "{}[{}]\n\n{}",
                entry.severity, entry.name, entry.documentation
            ));
            Ok(ExitCode::SUCCESS)
        }
        None => {
            let near = nearest(&args.what, CODES.iter().map(|entry| entry.name));
            let help = match near.first() {
                Some(near) => format!("did you mean `{near}`? ids of a book cannot be explained yet"),
                None => "name a code from a report, such as `broken-reference`; ids cannot be explained yet".to_owned(),
            };
            Err(Error::usage(
                format!("there is no code `{}`", args.what),
                help,
            ))
        }
    }
}
