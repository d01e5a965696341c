//! Errors of writing a site.

use std::io::{self, ErrorKind};

use camino::{Utf8Path, Utf8PathBuf};

use crate::outputs::Fault;

/// The help that most refusals end with.
pub(super) const NAME_ANOTHER: &str = "name another folder with `--output`";

/// The reason why a site was not written, or not completely.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    /// The output folder is refused. Nothing was written. Exit code 2.
    #[error("{message}")]
    OutputDir { message: String, help: String },

    /// An operation on the disk failed. The old site is unchanged. Exit code 3.
    #[error("cannot {action} `{path}`: {source}")]
    Disk {
        action: &'static str,
        path: Utf8PathBuf,
        source: io::Error,
    },

    /// Another process is writing to the folder. Exit code 3.
    #[error("another `prepbook` is writing to `{output}`")]
    Locked { output: Utf8PathBuf },

    /// A template has an error. The old site is unchanged. Exit code 1.
    #[error(transparent)]
    Render(#[from] Fault),

    /// The work was cancelled. The old site is unchanged.
    #[error("the new site was given up before it was made")]
    GivenUp,

    /// A failure after the new site was committed: the next run finishes it. Exit code 3.
    #[error("the new site in `{output}` is not finished: {cause}")]
    Interrupted {
        output: Utf8PathBuf,
        cause: Box<EmitError>,
    },
}

impl EmitError {
    /// Returns what to type or to do about the error.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        match self {
            Self::OutputDir { help, .. } => Some(help),
            Self::Disk { source, .. } => help_for(source.kind()),
            Self::Locked { .. } => {
                Some("wait until it ends, or give it more time with `--lock-timeout`")
            }
            Self::Render(_) | Self::GivenUp => None,
            Self::Interrupted { .. } => Some(
                "put the cause right and run any `prepbook` command: it finishes the site first",
            ),
        }
    }

    pub(super) fn refused(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::OutputDir {
            message: message.into(),
            help: help.into(),
        }
    }

    /// Returns the refusal to write through a symbolic link.
    pub(super) fn symbolic_link(path: &Utf8Path) -> Self {
        Self::refused(
            format!("`{path}` is a symbolic link, and the site is not written through links"),
            format!("remove the link, or {NAME_ANOTHER}"),
        )
    }

    /// Returns the refusal to replace a file that the manifest does not list.
    pub(super) fn in_the_way(path: &Utf8Path) -> Self {
        Self::refused(
            format!("`{path}` is in the way of the site, and `prepbook` did not write it"),
            format!("move it elsewhere, or {NAME_ANOTHER}"),
        )
    }
}

fn help_for(kind: ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Some("free some space and build again; the site is as it was")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Some("make the folder writable, or name another one with `--output`")
        }
        _ => None,
    }
}

/// Returns a closure for `map_err` that says which action failed on which path.
pub(super) fn on(action: &'static str, path: &Utf8Path) -> impl FnOnce(io::Error) -> EmitError {
    move |source| EmitError::Disk {
        action,
        path: path.to_owned(),
        source,
    }
}
