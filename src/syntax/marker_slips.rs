//! Finds headings whose marker is not read, because its word or its colon is not right.

use super::marker::marker;
use crate::config::{Marker, Markers};
use crate::diag::{Code, Span, excerpt};

/// Characters that look like the colon of a marker and are none.
const WRONG_COLONS: [char; 9] = ['；', ';', '︰', '﹕', '∶', '꞉', '˸', '︓', '፥'];

/// Signs that people write in place of the colon.
const OTHER_SIGNS: &str = ".=-–—,|)('\"/";

/// A line, or the rest of one, as it should be written.
pub(super) struct Correction<'a> {
    /// The span that is replaced.
    pub(super) span: Span,
    pub(super) replacement: String,
    /// The corrected text, for the help.
    pub(super) line: String,
    pub(super) message: &'a str,
    pub(super) code: Code,
    /// Whether nothing else can be meant.
    pub(super) is_certain: bool,
}

/// Returns the correction of a heading without a marker, whose text is `said`. `source` is its span,
/// and `line` that of its line in `text`.
pub(super) fn correction<'a>(
    said: &str,
    source: Span,
    line: Span,
    text: &str,
    markers: &Markers,
) -> Option<Correction<'a>> {
    wrong_colon(said, source, markers)
        .or_else(|| noise_before_colon(said, source, markers))
        .or_else(|| other_sign(said, source, markers))
        .or_else(|| nearly_a_marker(said, source, markers))
        .or_else(|| noise_before_marker(said, source, line, text, markers))
        .or_else(|| no_marker(said, source, markers))
}

/// Returns the correction of a marker with another sign in place of its colon.
fn wrong_colon<'a>(said: &str, source: Span, markers: &Markers) -> Option<Correction<'a>> {
    let colon = said.find(WRONG_COLONS)?;
    let sign = said.get(colon..)?.chars().next()?;
    let (word, rest) = (said.get(..colon)?, said.get(colon + sign.len_utf8()..)?);
    marker(&format!("{word}:"), markers)?;
    let message = "the character after this marker is not a colon";
    Some(begins_with(
        word,
        rest,
        said,
        source,
        Code::InvalidHeading,
        message,
    ))
}

/// Returns the correction of a marker with signs between its word and its colon.
fn noise_before_colon<'a>(said: &str, source: Span, markers: &Markers) -> Option<Correction<'a>> {
    let colon = said.find([':', '：'])?;
    let sign = said.get(colon..)?.chars().next()?;
    let (before, rest) = (said.get(..colon)?, said.get(colon + sign.len_utf8()..)?);
    let word = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let noise = before.get(word.len()..)?.trim();
    if noise.is_empty() || noise.contains(hides_on_purpose) || noise.chars().count() > 2 {
        return None;
    }
    marker(&format!("{word}:"), markers)?;
    let message = "the characters before this colon prevent the marker from being read";
    Some(begins_with(
        word,
        rest,
        said,
        source,
        Code::InvalidHeading,
        message,
    ))
}

/// Returns the correction of a marker with a full stop, a dash or a number and nothing in place of its
/// colon. Without one, something else may be meant.
fn other_sign<'a>(said: &str, source: Span, markers: &Markers) -> Option<Correction<'a>> {
    let word_end = said.find(|c: char| !c.is_alphanumeric() && c != '-')?;
    let word = said.get(..word_end)?;
    let sign = said.get(word_end..)?.trim_start();
    let is_sign = |c: char| OTHER_SIGNS.contains(c);
    let rest = sign.trim_start_matches(is_sign);
    let signs = sign.len() - rest.len();
    let ends_in_number = word.ends_with(|c: char| c.is_ascii_digit());
    let is_apart = rest.starts_with([' ', '[']) || signs == 0;
    let asks = rest.trim_start().starts_with("[[") || rest.ends_with(['?', '？']);
    let is_word = signs == 0 && !ends_in_number && !asks;
    if signs > 2 || is_word || !is_apart || rest.trim().is_empty() {
        return None;
    }
    let (marker, _) = marker(&format!("{word}:"), markers)?;
    let code = match marker {
        Marker::Round => Code::LooksLikeARound,
        Marker::Question | Marker::FollowUp => Code::LooksLikeAQuestion,
    };
    let message = match marker {
        Marker::Round => "this heading looks like a round",
        Marker::Question | Marker::FollowUp => "this heading looks like a question",
    };
    Some(Correction {
        is_certain: false,
        ..begins_with(word, rest, said, source, code, message)
    })
}

/// Returns the correction of a word before a colon that is a marker but for one letter.
fn nearly_a_marker<'a>(said: &str, source: Span, markers: &Markers) -> Option<Correction<'a>> {
    let colon = said.find([':', '：'])?;
    let sign = said.get(colon..)?.chars().next()?;
    let (before, rest) = (said.get(..colon)?, said.get(colon + sign.len_utf8()..)?);
    let number = before.trim_start_matches(|c: char| !c.is_ascii_digit());
    let word = before.get(..before.len() - number.len())?.trim_end();
    let near = markers.near_marker(word)?;
    let words = if number.is_empty() {
        near.to_owned()
    } else {
        format!("{near} {}", number.trim())
    };
    let message = "the word before this colon is nearly a marker";
    Some(Correction {
        is_certain: false,
        ..begins_with(&words, rest, said, source, Code::NearMiss, message)
    })
}

/// The number of bytes that no marker has, with its number.
const LONGEST_MARKER: usize = 60;

/// Returns whether a heading is only a marker without a colon, as when its words are on the next line.
pub(super) fn is_only_a_marker(said: &str, markers: &Markers) -> bool {
    said.len() < LONGEST_MARKER && marker(&format!("{said}:"), markers).is_some()
}

/// Returns the correction of a colon without a marker in front of it.
fn no_marker<'a>(said: &str, source: Span, markers: &Markers) -> Option<Correction<'a>> {
    let rest = said.strip_prefix([':', '：'])?;
    let message = "there is no marker before this colon";
    let word = markers.marker_word(Marker::Question);
    let has_words = rest.contains(char::is_alphanumeric);
    has_words.then(|| Correction {
        is_certain: false,
        ..begins_with(word, rest, said, source, Code::LooksLikeAQuestion, message)
    })
}

/// Returns the correction of a marker behind signs that do not belong there.
fn noise_before_marker<'a>(
    said: &str,
    source: Span,
    line: Span,
    text: &str,
    markers: &Markers,
) -> Option<Correction<'a>> {
    let words = said.trim_start_matches(|c: char| !c.is_alphanumeric());
    let noise = said.get(..said.len() - words.len())?;
    if noise.is_empty() || noise.contains(hides_on_purpose) {
        return None;
    }
    marker(words, markers)?;
    let written = excerpt(text, Span::new(line.start, source.start));
    let hashes = written.matches('#').count() + noise.matches('#').count();
    let signs = "#".repeat(hashes.min(6));
    Some(Correction {
        span: Span::new(line.start, source.start + noise.len()),
        replacement: format!("{signs} "),
        line: format!("{signs} {words}"),
        message: "characters before this marker prevent it from being read",
        code: Code::InvalidHeading,
        is_certain: true,
    })
}

/// Returns the correction of a heading that begins with `word: ` in place of all before `rest`.
fn begins_with<'a>(
    word: &str,
    rest: &str,
    said: &str,
    source: Span,
    code: Code,
    message: &'a str,
) -> Correction<'a> {
    let words = rest.trim_start();
    let word = word.trim_end();
    Correction {
        span: Span::new(source.start, source.start + said.len() - words.len()),
        replacement: format!("{word}: "),
        line: format!("{word}: {words}"),
        message,
        code,
        is_certain: true,
    }
}

/// Signs by which an author says that a word is no marker.
fn hides_on_purpose(c: char) -> bool {
    "*_`[\\<$~".contains(c)
}
