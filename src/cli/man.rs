//! `prepbook man`: prints the manual page of the program or of one command.

use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use super::args::{Args, ManArgs};
use super::book::print_bytes;
use super::error::Error;
use crate::diag::nearest;

pub(super) fn run(args: &ManArgs) -> Result<ExitCode, Error> {
    let mut program = Args::command();
    // adds the command `help`, and the global options to all commands
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => find_command(&program, name)?,
    };
    let mut page = Vec::new();
    // writing to memory cannot fail
    Man::new(command).render(&mut page).ok();
    print_bytes(&page);
    Ok(ExitCode::SUCCESS)
}

fn find_command(program: &Command, name: &str) -> Result<Command, Error> {
    program.find_subcommand(name).cloned().ok_or_else(|| {
        let names = program.get_subcommands().map(Command::get_name);
        let help = match nearest(name, names).first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => "see `prepbook --help`".to_owned(),
        };
        Error::usage(format!("there is no command `{name}`"), help)
    })
}
