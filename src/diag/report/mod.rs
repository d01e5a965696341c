//! Writes diagnostics as text: for people, for editors that read one line each, for programs.
//!
//! There is one file for each format. All formats show the same selection, so that a report stays
//! readable however broken the book is, and all count lines and columns with [`LineIndex`].

mod excerpt;
mod format;
mod github;
mod hint;
mod human;
mod json;
mod sarif;
mod selection;
mod short;
mod sources;
mod texts;
mod visible;
mod words;

use hint::Hint;
use selection::Selection;
use sources::Sources;

use super::{Advice, Diagnostics, LineIndex, Position};

pub use format::{Color, Format, Summary};
pub use texts::Texts;
pub use visible::{visible, visible_lines};
pub use words::counted;

/// Writes the report on `diagnostics`, which must be [sorted](Diagnostics::sorted).
///
/// A human, short or GitHub report is empty if there is nothing to report. Every other report ends
/// with a line break.
pub fn write(
    diagnostics: &Diagnostics,
    texts: &dyn Texts,
    summary: &Summary,
    format: Format,
    color: Color,
) -> String {
    let selection = match format {
        Format::Human | Format::Short => Selection::first(diagnostics),
        Format::Json | Format::Github | Format::Sarif => Selection::all(diagnostics),
    };
    let sources = Sources::new(&selection, texts);
    match format {
        Format::Human => human::write(diagnostics, &selection, &sources, color),
        Format::Short => short::write(&selection, &sources),
        Format::Json => json::write(diagnostics, &selection, &sources, summary),
        Format::Github => github::write(&selection, &sources),
        Format::Sarif => sarif::write(&selection, &sources),
    }
}

/// Returns the help of a diagnostic as one line of text. It may search for similar names, so call it
/// only for diagnostics that are shown.
pub fn help(advice: &Advice) -> Option<String> {
    Hint::from_advice(advice).map(|hint| hint.text().to_owned())
}
