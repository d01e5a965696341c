//! Diagnostics as text: for people, for editors that read one line each, for programs.
//!
//! One file per format. All of them show the same choice (`selection`: a report stays readable
//! however broken the book is) and count lines and columns the same way ([`LineIndex`]).

mod excerpt;
mod github;
mod hint;
mod human;
mod json;
mod sarif;
mod selection;
mod short;
mod sources;
mod visible;
mod words;

use hint::Hint;
use selection::Selection;
use sources::Sources;

use super::{Advice, Diagnostics, LineIndex, Position, SourcePath};

pub use visible::{visible, visible_lines};
pub use words::counted;

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The message, the line it is about with a caret, and what to do.
    Human,
    /// `path:line:col: severity[code]: message`, one line each.
    Short,
    /// One document for programs.
    Json,
    /// Annotations of a GitHub workflow, one line each.
    Github,
    /// SARIF 2.1.0, for services that collect what analyzers find.
    Sarif,
}

/// Whether the human format is colored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    Never,
    Always,
}

/// The texts that a report quotes and counts lines in.
pub trait Texts {
    /// The text of `file` as its spans count it; `None` if there is none, as for an unreadable file.
    /// Of a file that is not UTF-8 give the lossy text: it is right up to the first bad byte.
    fn text(&self, file: &SourcePath) -> Option<&str>;

    /// The book's folder in its repository, with a `/` at the end: services name files from the
    /// repository's root. Empty where the two are one.
    fn folder(&self) -> &str {
        ""
    }
}

/// What the build counted, such as `pages`, in the order in which the json summary lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary(Vec<(&'static str, usize)>);

impl FromIterator<(&'static str, usize)> for Summary {
    /// Names are in kebab case; `errors`, `warnings` and `more` are the report's own.
    fn from_iter<T: IntoIterator<Item = (&'static str, usize)>>(counts: T) -> Self {
        Self(counts.into_iter().collect())
    }
}

/// The report on `diagnostics`, which [`Diagnostics::sorted`] has put in order.
///
/// Human, short and github reports are empty if there is nothing to say; otherwise every report ends with
/// a line break.
pub fn write(
    diagnostics: &Diagnostics,
    texts: &dyn Texts,
    summary: &Summary,
    format: Format,
    color: Color,
) -> String {
    let selection = Selection::of(diagnostics);
    let sources = Sources::of(&selection, texts);
    match format {
        Format::Human => human::write(diagnostics, &selection, &sources, color),
        Format::Short => short::write(&selection, &sources),
        Format::Json => json::write(diagnostics, &selection, &sources, summary),
        Format::Github => github::write(&selection, &sources),
        Format::Sarif => sarif::write(&selection, &sources),
    }
}

/// What to do about a mistake, in a line of text. Looking for near names is work: ask for what is
/// shown only.
pub fn help(advice: &Advice) -> Option<String> {
    Hint::of(advice).map(|hint| hint.text().to_owned())
}
