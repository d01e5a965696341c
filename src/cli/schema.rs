//! `prepbook schema`: prints the JSON Schemas of the files that the program reads and writes.

use std::process::ExitCode;

use super::args::SchemaArgs;
use super::book::print_out;
use super::error::Error;
use crate::config::book_schema;
use crate::diag::nearest;
use crate::kinds::{kind_names, kind_schema};
use crate::outputs::data_schema;

pub(super) fn run(args: &SchemaArgs) -> Result<ExitCode, Error> {
    let text = match args.name.as_str() {
        "data" => data_schema(),
        "book" => format!("{:#}\n", book_schema()),
        kind => match kind_schema(kind) {
            Some(schema) => format!("{schema:#}\n"),
            None => return Err(no_such(kind)),
        },
    };
    print_out(&text);
    Ok(ExitCode::SUCCESS)
}

fn no_such(name: &str) -> Error {
    let names: Vec<&str> = kind_names().chain(["book", "data"]).collect();
    let help = match nearest(name, names.iter().copied()).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the schemas are `{}`", names.join("`, `")),
    };
    Error::usage(format!("there is no schema for `{name}`"), help)
}
