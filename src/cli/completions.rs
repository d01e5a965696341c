//! `prepbook completions`: prints the script that completes the command line in a shell.

use std::process::ExitCode;

use clap::CommandFactory as _;

use super::args::{Args, CompletionsArgs};
use super::book::print_bytes;

pub(super) fn run(args: &CompletionsArgs) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "prepbook", &mut script);
    print_bytes(&script);
    ExitCode::SUCCESS
}
