//! Texts that look like one thing and are another. Lints decide on them once the kind of the file
//! is known.

use crate::config::{Marker, Part};
use crate::diag::{Code, Span};

/// A place in the text that a lint may report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LintCandidate {
    pub kind: LintKind,
    pub span: Span,
}

/// The reason why a place may be reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LintKind {
    /// A line that starts with a marker but is not a heading.
    MarkerOutsideHeading(Marker),
    /// A list item that ends in a question mark.
    QuestionItem,
    /// A paragraph of one line that ends in a question mark, perhaps in bold.
    QuestionParagraph,
    /// A line that is the whole text of a heading with a meaning, and is not a heading.
    PartOutsideHeading(Part),
    /// A line with `#######` and a marker.
    TooDeep,
    /// An image without a text for readers who do not see it.
    ImageWithoutText,
    /// A mail address, a phone number or `NDA`.
    PersonalData,
    /// A comment that begins like attributes but is not alone below its heading.
    StrayAttributes,
    /// A block that is not closed and contains lines that look like headings.
    Swallowed,
    /// A quote that begins like an alert but is not one.
    UnknownAlert,
    /// A footnote that does not meet its mark, or a mark its footnote.
    Footnote(FootnoteSlip),
    /// A slip that loses text in any file.
    Text(Slip),
    /// A slip that loses an entity, in files that hold entities.
    Slip(Slip),
}

/// What is wrong with a footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FootnoteSlip {
    /// A mark has no definition.
    Undefined(String),
    /// No mark leads to a definition.
    Unmarked(String),
    /// An earlier definition has the name, and is shown.
    DefinedTwice(String),
}

/// A slip whose correction the text itself shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    pub code: Code,
    /// Whether nothing else can be meant, so that the slip has the severity of its code; another
    /// slip is a warning.
    pub is_certain: bool,
    pub message: String,
    pub help: String,
    /// The span to replace, and the replacement.
    pub fix: Option<(Span, String)>,
}

/// What the walk remembers of fences.
#[derive(Debug, Default)]
pub(super) struct FenceHistory {
    /// The last fence inside a list that ends with its list, without a closing line.
    pub(super) open_in_container: Option<Span>,
    /// The first closed fence without a language that holds a marker heading.
    pub(super) suspect: Option<(Span, Slip)>,
}
