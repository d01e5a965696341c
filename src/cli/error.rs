//! The error of a command: one line with the cause, and one with help.

use std::io::Write as _;
use std::process::ExitCode;

use camino::Utf8Path;

use crate::diag::nearest;
use crate::emit::{CreateError, EditError, EmitError};
use crate::source::{LoadError, RevisionError};

/// Commands that are planned but not available yet.
const NOT_AVAILABLE: &[&str] = &["import", "export"];

/// Commands that this binary was built without, and the features that add them.
const LEFT_OUT: &[(&str, &str)] = &[
    #[cfg(not(feature = "lsp"))]
    ("lsp", "lsp"),
    #[cfg(not(feature = "serve"))]
    ("serve", "serve"),
    #[cfg(not(feature = "serve"))]
    ("watch", "serve"),
];

/// The names of all commands.
const COMMANDS: &[&str] = &[
    "build",
    "check",
    "completions",
    "diff",
    "explain",
    "fix",
    "init",
    "list",
    "lsp",
    "man",
    "new",
    "schema",
    "serve",
    "stats",
    "watch",
];

/// The error of a command that could not do its work. Errors in a book are diagnostics instead.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Exit code 2.
    #[error("{message}")]
    Usage { message: String, help: String },
    /// Exit code 2.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// Exit code 1, 2 or 3, depending on the error.
    #[error(transparent)]
    Emit(#[from] EmitError),
    /// Exit code 2 if a file is in the way, 3 if the disk failed.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// Exit code 1 if the file was edited in the meantime, 3 if the disk failed.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// Exit code 2, or 3 if git cannot be run.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// Exit code 3.
    #[error("{0}")]
    Editor(String),
    /// Exit code 3.
    #[error("the current folder cannot be used: {0}")]
    CurrentFolder(String),
    /// Exit code 3.
    #[error("{0}")]
    #[cfg(feature = "serve")]
    Port(String),
    /// Exit code 3.
    #[error("the server cannot run: {0}")]
    #[cfg(feature = "serve")]
    Runtime(#[source] std::io::Error),
    /// Exit code 3.
    #[error("cannot communicate with the editor: {0}")]
    #[cfg(feature = "lsp")]
    Streams(#[source] std::io::Error),
}

impl Error {
    pub(super) fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            help: help.into(),
        }
    }

    /// Returns the error for a word that is not a command.
    pub(super) fn unknown_command(words: &[String]) -> Self {
        let word = words.first().map_or("", String::as_str);
        if NOT_AVAILABLE.contains(&word) {
            return Self::usage(
                format!("`{word}` is not available yet"),
                format!(
                    "the commands of this version are `{}`",
                    COMMANDS.join("`, `")
                ),
            );
        }
        if let Some((_, feature)) = LEFT_OUT.iter().find(|(left_out, _)| *left_out == word) {
            return Self::usage(
                format!("this binary was built without `{word}`"),
                format!("install prepbook with the feature `{feature}`"),
            );
        }
        let near = nearest(word, COMMANDS.iter().copied());
        let help = match near.first() {
            Some(near) => format!("did you mean `{near}`?"),
            None => "see `prepbook --help`".to_owned(),
        };
        Self::usage(format!("there is no command `{}`", word), help)
    }

    pub(super) fn no_folder(path: &Utf8Path) -> Self {
        Self::usage(
            format!("there is no folder `{path}`"),
            "name the folder that contains `book.toml`",
        )
    }

    /// Returns the exit code: 1 for errors in the book, 2 for usage and configuration, 3 for the
    /// environment.
    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Usage { .. }
            | Self::Load(LoadError::NoBook(_))
            | Self::Revision(RevisionError::Unknown { .. } | RevisionError::NoBook(_)) => 2,
            Self::Emit(EmitError::OutputDir { .. }) | Self::Create(CreateError::Taken { .. }) => 2,
            Self::Emit(EmitError::Render(_)) | Self::Edit(EditError::Changed { .. }) => 1,
            Self::Load(LoadError::Unreadable(..))
            | Self::Emit(
                EmitError::Disk { .. }
                | EmitError::Locked { .. }
                | EmitError::GivenUp
                | EmitError::Interrupted { .. },
            )
            | Self::Edit(EditError::Disk { .. })
            | Self::Create(CreateError::Disk { .. })
            | Self::Revision(RevisionError::NoGit(_))
            | Self::Editor(_)
            | Self::CurrentFolder(_) => 3,
            #[cfg(feature = "serve")]
            Self::Port(_) | Self::Runtime(_) => 3,
            #[cfg(feature = "lsp")]
            Self::Streams(_) => 3,
        })
    }

    fn help(&self) -> Option<&str> {
        match self {
            Self::Usage { help, .. } => Some(help),
            Self::Load(LoadError::NoBook(_)) => {
                Some("create a `book.toml` that contains `[book]` and `title = \"…\"`")
            }
            Self::Edit(EditError::Changed { .. }) => Some("run `prepbook fix` again"),
            Self::Create(CreateError::Taken { .. }) => {
                Some("name an empty folder, as in `prepbook init handbook`")
            }
            Self::Load(LoadError::Unreadable(..))
            | Self::Edit(EditError::Disk { .. })
            | Self::Create(CreateError::Disk { .. })
            | Self::Editor(_)
            | Self::CurrentFolder(_) => None,
            Self::Revision(RevisionError::NoGit(_)) => Some("install git, or name two folders"),
            Self::Revision(_) => Some("name a folder or a commit that contains `book.toml`"),
            #[cfg(feature = "serve")]
            Self::Port(_) | Self::Runtime(_) => None,
            #[cfg(feature = "lsp")]
            Self::Streams(_) => None,
            Self::Emit(error) => error.help(),
        }
    }

    /// Returns the diagnostic code that documents the error, if there is one.
    fn code(&self) -> Option<&'static str> {
        match self {
            Self::Emit(EmitError::OutputDir { .. }) => Some("output-dir"),
            _ => None,
        }
    }
}

/// Prints one line with the cause and one with the help.
pub(super) fn print(error: &Error) {
    let mut stderr = anstream::stderr().lock();
    let code = error
        .code()
        .map(|code| format!("[{code}]"))
        .unwrap_or_default();
    // if standard error is closed, the error cannot be printed anywhere
    writeln!(stderr, "error{code}: {error}").ok();
    if let Some(help) = error.help() {
        writeln!(stderr, "  = help: {help}").ok();
    }
}
