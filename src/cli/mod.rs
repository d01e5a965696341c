//! Floor 11: arguments, and one short file per command.
//!
//! Results go to standard output, reports and progress to standard error. No other module prints
//! anything.

mod args;
mod book;
mod build;
mod check;
mod completions;
mod diff;
mod error;
mod explain;
mod fix;
mod init;
mod list;
#[cfg(feature = "serve")]
mod live;
#[cfg(feature = "lsp")]
mod lsp;
mod man;
mod new;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod stats;
mod timings;
#[cfg(feature = "serve")]
mod watch;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, When};
pub use error::Error;

/// Runs the program with the process's arguments.
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            // a closed pipe is not an error
            error.print().ok();
            return ExitCode::from(code);
        }
    };
    let color = args.color.choice();
    if args.color == When::Always {
        // otherwise the streams would remove the color if they are not terminals
        anstream::ColorChoice::Always.write_global();
    }
    let done = match args.command {
        Command::Build(command) => build::run(&command, color),
        Command::Check(command) => check::run(&command, color),
        Command::Fix(command) => fix::run(&command),
        #[cfg(feature = "serve")]
        Command::Serve(command) => serve::run(&command, color),
        #[cfg(feature = "serve")]
        Command::Watch(command) => watch::run(&command, color),
        Command::Init(command) => init::run(&command),
        Command::New(command) => new::run(&command),
        Command::List(command) => list::run(&command),
        Command::Stats(command) => stats::run(&command),
        Command::Diff(command) => diff::run(&command),
        Command::Schema(command) => schema::run(&command),
        Command::Completions(command) => Ok(completions::run(&command)),
        Command::Man(command) => man::run(&command),
        Command::Explain(command) => explain::run(&command),
        #[cfg(feature = "lsp")]
        Command::Lsp(_) => lsp::run(),
        Command::Other(words) => Err(Error::unknown_command(&words)),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            error::print(&error);
            error.exit_code()
        }
    }
}
