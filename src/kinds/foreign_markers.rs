//! Headings with a marker of a language that the book does not read.

use crate::config::{Marker, MarkerWords, marker_in_language};
use crate::diag::{Code, Diagnostic, Place, Span, excerpt};
use crate::syntax::{ParsedFile, Section};

/// A marker of another language at the start of a heading.
pub(super) struct ForeignMarker {
    words: &'static MarkerWords,
    marker: Marker,
    span: Span,
}

/// Returns the marker of another language that opens a prose heading of an interview or a question.
pub(super) fn foreign_marker(file: &ParsedFile, section: &Section) -> Option<ForeignMarker> {
    let within = &file.within;
    let holds_questions = within.starts_with("interviews/") || within.starts_with("questions/");
    let is_prose = section.marker.is_none() && section.part.is_none() && section.level > 1;
    if !holds_questions || !is_prose {
        return None;
    }
    if !section.text.contains(':') && !section.text.contains('：') {
        return None;
    }
    let source = excerpt(&file.markdown, section.text_span);
    let (before, _) = source.split_once([':', '：'])?;
    // `P\:` is text.
    let word = before.trim_end();
    let (words, marker) = marker_in_language(word).filter(|_| !word.ends_with('\\'))?;
    let start = section.text_span.start;
    Some(ForeignMarker {
        words,
        marker,
        span: Span::new(start, start + word.len()),
    })
}

/// Returns the diagnostic of a marker of another language.
pub(super) fn diagnostic(file: &ParsedFile, foreign: &ForeignMarker) -> Diagnostic {
    let word = excerpt(&file.markdown, foreign.span)
        .trim_matches(|c: char| c.is_numeric() || c.is_whitespace() || matches!(c, '.'));
    let (entity, key, known) = match foreign.marker {
        Marker::Round => ("a round", "round", &file.round_word),
        Marker::Question => ("a question", "question", &file.question_word),
        Marker::FollowUp => ("a follow-up", "follow-up", &file.follow_up_word),
    };
    let message = format!(
        "`{word}` opens {entity} in {}, and is text in this book",
        foreign.words.language
    );
    let help = format!("write `{known}`, or add the word to `{key}` under `[markers]`");
    let place = Place::new(&file.path, foreign.span);
    Diagnostic::new(Code::UnknownMarker, place, message).help(help)
}
