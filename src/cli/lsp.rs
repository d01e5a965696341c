//! `prepbook lsp`: the editors' server.

use std::io;
use std::process::ExitCode;

use super::error::Error;
use crate::lsp::{Ending, serve};

/// 0 where the editor took its leave, 1 where it was gone at once.
pub(super) fn run() -> Result<ExitCode, Error> {
    match serve(io::stdin(), io::stdout()).map_err(Error::Streams)? {
        Ending::Agreed => Ok(ExitCode::SUCCESS),
        Ending::CutOff => Ok(ExitCode::FAILURE),
    }
}
