//! `prepbook schema`: the JSON Schemas of what the tool reads and writes.

use std::process::ExitCode;

use super::args::SchemaArgs;
use super::book::print_out;
use super::error::Error;
use crate::kinds::KINDS;
use crate::outputs::data_schema;

pub(super) fn run(args: &SchemaArgs) -> Result<ExitCode, Error> {
    let of = args.of.as_str();
    if of == "data" {
        print_out(&data_schema());
        return Ok(ExitCode::SUCCESS);
    }
    let planned = of == "book" || KINDS.iter().any(|kind| kind.name == of);
    let message = match planned {
        true => format!("the schema of `{of}` is not built yet"),
        false => format!("there is no schema of `{of}`"),
    };
    Err(Error::usage(
        message,
        "this version has `prepbook schema data`",
    ))
}
