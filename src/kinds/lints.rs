//! Lints of a file's text, once its kind is known.

use super::braces;
use super::foreign_markers::foreign_marker;
use super::kind::Kind;
use super::lowering::Lowering;
use super::placeholders;
use super::values::RoundKind;
use crate::config::{Collecting, Marker, Part};
use crate::diag::{Code, Severity, Span, excerpt};
use crate::syntax::{ALERTS, FootnoteSlip, LinkForm, LintCandidate, LintKind, Section, Slip};

/// Reports the candidates of the outline that are errors in this kind of file, and headings and
/// links that cannot be right.
pub(super) fn report(lowering: &mut Lowering<'_>, kind: &Kind) {
    placeholders::report(lowering);
    let outline = &lowering.file.outline;
    let standings = standings(&outline.sections, kind);
    for candidate in &outline.lint_candidates {
        lint(lowering, kind, &standings, candidate);
    }
    for pair in outline.sections.windows(2) {
        if let [above, section] = pair {
            skipped_level(lowering, above, section);
        }
    }
    for (section, standing) in outline.sections.iter().zip(&standings) {
        prose_heading(lowering, kind, section, *standing);
        braces::report(lowering, kind, section);
    }
    for link in &outline.links {
        let shown = &link.target;
        match link.form {
            LinkForm::Forbidden => {
                let message = format!("`{shown}` is no address that may be linked");
                let help =
                    "write `https://…`, `http://…`, `mailto:…` or the path of a file of the book";
                lowering.report(Code::ForbiddenScheme, link.span, message, help);
            }
            LinkForm::Wiki
            | LinkForm::Markdown
            | LinkForm::Anchor
            | LinkForm::Web
            | LinkForm::File
            | LinkForm::Image
            | LinkForm::Include
            | LinkForm::RemoteImage => {}
        }
    }
}

/// The surroundings of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    context: Context,
    /// Whether a heading above it asks without a marker. Either of the two may be meant as the
    /// question.
    below_asker: bool,
}

/// The kind of text that a section belongs to or begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Context {
    /// Prose of the file.
    File,
    /// Plain text of a round.
    Round,
    /// A question, or a reserved or collecting heading. Lists and headings there may ask.
    Text,
}

/// Returns the surroundings of all sections in one pass.
fn standings<'a>(sections: &'a [Section], kind: &Kind) -> Vec<Standing> {
    let outer = if kind.name == "round" {
        Context::Round
    } else {
        Context::File
    };
    let mut open: Vec<(&'a Section, Standing)> = Vec::new();
    let standing = |section: &'a Section| {
        while open
            .pop_if(|(above, _)| above.level >= section.level)
            .is_some()
        {}
        let above = open.last();
        let context = match section.marker {
            Some(Marker::Question | Marker::FollowUp) => Context::Text,
            Some(Marker::Round) => Context::Round,
            None if section.part.is_some() => Context::Text,
            None => above.map_or(outer, |(_, standing)| standing.context),
        };
        let below_asker =
            above.is_some_and(|(above, standing)| standing.below_asker || asks(above));
        let standing = Standing {
            context,
            below_asker,
        };
        open.push((section, standing));
        standing
    };
    sections.iter().map(standing).collect()
}

fn broken_footnote(lowering: &mut Lowering<'_>, span: Span, slip: &FootnoteSlip) {
    let (message, help) = match slip {
        FootnoteSlip::Undefined(name) => (
            format!("the footnote `{name}` is marked here and not defined"),
            format!("write `[^{name}]: …` on a line of its own, or `\\[` if the bracket is text"),
        ),
        FootnoteSlip::Unmarked(name) => (
            format!("no text marks the footnote `{name}`, so it is not shown"),
            format!("write `[^{name}]` where it belongs, or take it out"),
        ),
        FootnoteSlip::DefinedTwice(name) => (
            format!("the footnote `{name}` is defined already, and this one is not shown"),
            "give it another name, and a mark of its own".to_owned(),
        ),
    };
    lowering.report(Code::BrokenFootnote, span, message, help);
}

fn lint(
    lowering: &mut Lowering<'_>,
    kind: &Kind,
    standings: &[Standing],
    candidate: &LintCandidate,
) {
    match &candidate.kind {
        LintKind::Text(slip) => slipped(lowering, candidate.span, slip),
        LintKind::Slip(slip) if may_slip(kind, slip) => slipped(lowering, candidate.span, slip),
        LintKind::Swallowed if kind.holds_entities && has_slip(lowering, candidate.span) => {}
        LintKind::Footnote(slip) => broken_footnote(lowering, candidate.span, slip),
        LintKind::ImageWithoutText => {
            let source = excerpt(&lowering.file.markdown, candidate.span);
            let help = match source.strip_prefix("<img") {
                Some(rest) => format!(
                    "say what it shows: `<img alt=\"a picture of …\"{rest}`; if it only decorates, `<img alt=\"\"{rest}`"
                ),
                None => {
                    let path = image_path(source);
                    format!(
                        "say what it shows: `![a picture of …]({path})`; if it only decorates, `![]({path} \"\")`"
                    )
                }
            };
            let message = "an image without a text for those who do not see it";
            lowering.report(Code::MissingAltText, candidate.span, message, help);
        }
        LintKind::TooDeep => {
            let help = "move the question to a file of `questions/` and join it by `F: [[id]]`";
            lowering.report(
                Code::HeadingTooDeep,
                candidate.span,
                "headings end at `######`",
                help,
            );
        }
        LintKind::UnknownAlert => {
            let word = excerpt(&lowering.file.markdown, candidate.span);
            let message = format!("`{word}` is no kind of alert");
            let kinds: Vec<String> = ALERTS.iter().map(|(kind, _)| format!("`{kind}`")).collect();
            let help = format!("write one of {}", kinds.join(", "));
            lowering.report(Code::UnknownValue, candidate.span, message, help);
        }
        LintKind::StrayAttributes => {
            let help = "put the comment alone on the line right below the heading: `<!-- {#id key=value} -->`";
            lowering.report(
                Code::InvalidAttributes,
                candidate.span,
                "these attributes belong to no heading",
                help,
            );
        }
        LintKind::Swallowed => {
            let help = "close it: `-->` for a comment, the same fence for code";
            lowering.report(
                Code::LooksLikeAQuestion,
                candidate.span,
                "this is not closed, and takes the headings below with it",
                help,
            );
        }
        LintKind::PersonalData => {
            let help = "take it out, or make it general: a handbook is public";
            lowering.report(
                Code::PersonalData,
                candidate.span,
                "this may tell who somebody is",
                help,
            );
        }
        LintKind::MarkerOutsideHeading(marker) if kind.holds_questions => {
            let fix = lowering.heading_fix(candidate.span, *marker);
            let help = match &fix {
                Some((_, heading)) => format!("make it a heading: `{heading}`"),
                None => "make it a heading: `### Q: …`".to_owned(),
            };
            let message = "this looks like a question, but is no heading";
            lowering.report_fix(Code::LooksLikeAQuestion, candidate.span, message, help, fix);
        }
        LintKind::QuestionItem
            if kind.holds_questions && in_round_text(lowering, standings, candidate.span) =>
        {
            let help = "make it a heading `### Q: …`, or take the question mark away";
            lowering.report(
                Code::LooksLikeAQuestion,
                candidate.span,
                "this list item looks like a question",
                help,
            );
        }
        LintKind::QuestionParagraph
            if kind.holds_questions && in_round_text(lowering, standings, candidate.span) =>
        {
            let word = lowering.file.question_word.to_string();
            let fix = lowering.heading_fix(candidate.span, Marker::Question);
            let fix = fix.and_then(|(span, heading)| {
                let (signs, words) = heading.split_once(' ')?;
                Some((span, format!("{signs} {word}: {words}")))
            });
            let help = match &fix {
                Some((_, heading)) => format!("make it a heading: `{heading}`"),
                None => format!("make it a heading: `### {word}: …`"),
            };
            let message = "this line looks like a question, but is not a heading";
            lowering.report_fix(Code::LooksLikeAQuestion, candidate.span, message, help, fix);
        }
        LintKind::PartOutsideHeading(part) if part_is_of(kind, *part) => {
            let words = excerpt(&lowering.file.markdown, candidate.span);
            let words = words.trim_matches(|c: char| !c.is_alphanumeric());
            let signs = "#".repeat(usize::from(part_level(lowering, candidate.span)));
            let message = format!("`{words}` is a heading with a meaning, and is text here");
            let help = format!("write `{signs} {words}`");
            let fix = Some((candidate.span, format!("{signs} {words}")));
            lowering.report_fix(Code::NearMiss, candidate.span, message, help, fix);
        }
        LintKind::MarkerOutsideHeading(_)
        | LintKind::PartOutsideHeading(_)
        | LintKind::QuestionItem
        | LintKind::QuestionParagraph
        | LintKind::Slip(_) => {}
    }
}

/// Returns whether a slip can lose something in a kind of file.
fn may_slip(kind: &Kind, slip: &Slip) -> bool {
    if slip.is_certain {
        kind.holds_entities
    } else {
        kind.holds_questions
    }
}

/// Returns whether a heading with that meaning can be in a kind of file.
fn part_is_of(kind: &Kind, part: Part) -> bool {
    match part {
        Part::Collecting(Collecting::Steps) => kind.name == "framework",
        Part::Collecting(Collecting::Faq | Collecting::Takeaways) => kind.name == "interview",
        Part::Reserved(_) => kind.holds_questions,
    }
}

/// Returns the level of a heading that belongs to the entity around a place.
fn part_level(lowering: &Lowering<'_>, span: Span) -> u8 {
    let sections = lowering.file.outline.sections.iter();
    let above = sections.take_while(|section| section.span.start < span.start);
    let entity = above.filter(|section| section.marker.is_some()).last();
    entity.map_or(2, |section| (section.level + 1).min(6))
}

/// Returns the path of an image from its source.
fn image_path(source: &str) -> &str {
    let wiki = source
        .strip_prefix("![[")
        .and_then(|path| path.split(['|', ']']).next());
    let inline = || {
        let (_, path) = source.rsplit_once("](")?;
        path.split([' ', ')']).next()
    };
    wiki.or_else(inline).unwrap_or("…")
}

/// Reports a slip as its text shows it.
fn slipped(lowering: &mut Lowering<'_>, span: Span, slip: &Slip) {
    let fix = slip.fix.clone();
    lowering.report_fix(slip.code, span, &slip.message, &slip.help, fix);
    if let Some(found) = lowering.diagnostics.last_mut().filter(|_| !slip.is_certain) {
        found.severity = Severity::Warning;
    }
}

/// Returns whether a slip is reported at the start of `span`.
fn has_slip(lowering: &Lowering<'_>, span: Span) -> bool {
    let candidates = &lowering.file.outline.lint_candidates;
    let is_slip = |other: &LintCandidate| matches!(other.kind, LintKind::Slip(_));
    candidates
        .iter()
        .any(|other| is_slip(other) && other.span.start == span.start)
}

/// Returns whether a list stands in the plain text of a round, where it looks like lost questions.
/// A list in an answer may ask.
fn in_round_text(lowering: &Lowering<'_>, standings: &[Standing], span: Span) -> bool {
    let sections = &lowering.file.outline.sections;
    let after = sections.partition_point(|section| section.span.start <= span.start);
    let standing = after.checked_sub(1).and_then(|last| standings.get(last));
    standing.is_some_and(|standing| standing.context == Context::Round)
}

/// Reports a prose heading of an interview or round that asks, or that names a round.
fn prose_heading(lowering: &mut Lowering<'_>, kind: &Kind, section: &Section, standing: Standing) {
    let of_interview = kind.name == "interview" || kind.name == "round";
    let context = standing.context;
    let is_slip = has_slip(lowering, section.text_span);
    let is_foreign = || foreign_marker(lowering.file, section).is_some();
    if !of_interview || !is_prose(section) || context == Context::Text || is_slip || is_foreign() {
        return;
    }
    if asks(section) {
        let word = &lowering.file.question_word;
        let help = format!("write `{word}:` in front of it, or take the question mark away");
        let message = "this heading looks like a question";
        let start = Span::point(section.text_span.start);
        let clear = !standing.below_asker && may_be_question(lowering, section);
        let fix = clear.then(|| (start, format!("{word}: ")));
        let place = section.text_span;
        lowering.report_fix(Code::LooksLikeAQuestion, place, message, help, fix);
    } else if context == Context::File && kind.name == "interview" && says_round(&section.text) {
        let help = "write `Round:` in front of it, or name it otherwise";
        let message = "this heading looks like a round";
        lowering.report(Code::LooksLikeARound, section.text_span, message, help);
    }
}

fn is_prose(section: &Section) -> bool {
    section.marker.is_none() && section.part.is_none() && section.level > 1
}

/// Returns whether a prose heading ends as a question does.
pub(super) fn asks(section: &Section) -> bool {
    is_prose(section) && section.text.ends_with(['?', '？'])
}

/// Returns whether everything below the heading can be part of a question.
fn may_be_question(lowering: &Lowering<'_>, section: &Section) -> bool {
    let follows = |below: &Section| matches!(below.marker, None | Some(Marker::FollowUp));
    lowering.below(section, section.level).all(follows)
}

fn says_round(heading: &str) -> bool {
    let words: Vec<String> = heading.split_whitespace().map(str::to_lowercase).collect();
    let kind = |word: &str| RoundKind::ALL.iter().any(|kind| kind.as_str() == word);
    match words.as_slice() {
        [word] if kind(word) => true,
        [word, what] if kind(word) && what == "interview" => true,
        words => !heading.contains([':', '：']) && words.iter().any(|word| word == "round"),
    }
}

fn skipped_level(lowering: &mut Lowering<'_>, above: &Section, section: &Section) {
    if section.level > above.level + 1 {
        let hashes = "#".repeat(usize::from(above.level) + 1);
        let message = format!(
            "the heading skips a level: it follows one of level {}",
            above.level
        );
        let source = excerpt(&lowering.file.markdown, section.span);
        let width = source.len() - source.trim_start_matches('#').len();
        let span = Span::new(section.span.start, section.span.start + width);
        let help = format!("write `{hashes}`");
        // A second title becomes a `##` first, and the levels below it change with it.
        let settled = above.level > 1 || lowering.is_title(above);
        let fix = settled
            .then(|| lowering.level_fix(section, above.level + 1))
            .flatten();
        lowering.report_fix(Code::SkippedHeadingLevel, span, message, help, fix);
    }
}
