//! `prepbook lsp`: the editors' server.

use std::io;
use std::process::ExitCode;

use super::error::Error;
use crate::lsp::{ExitReason, serve};

/// Returns 0 if the editor shut the server down, and 1 if it disconnected.
pub(super) fn run() -> Result<ExitCode, Error> {
    match serve(io::stdin(), io::stdout()).map_err(Error::Streams)? {
        ExitReason::Shutdown => Ok(ExitCode::SUCCESS),
        ExitReason::Disconnected => Ok(ExitCode::FAILURE),
    }
}
