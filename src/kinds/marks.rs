//! Mistakes that are seen in a file's text alone, once its kind is known.

use super::Kind;
use super::lowering::Lowering;
use super::values::RoundKind;
use crate::config::Marker;
use crate::diag::{Code, Span, excerpt};
use crate::syntax::{LinkForm, Mark, MarkKind, Section};

/// Reports what the outline marked, and headings and links that cannot be right.
pub(super) fn report(lowering: &mut Lowering<'_>, kind: &Kind) {
    let outline = &lowering.file.outline;
    let contexts = contexts(&outline.sections, kind);
    for mark in &outline.marks {
        one(lowering, kind, &contexts, mark);
    }
    for pair in outline.sections.windows(2) {
        if let [above, section] = pair {
            skipped_level(lowering, above, section);
        }
    }
    for (section, context) in outline.sections.iter().zip(&contexts) {
        prose_heading(lowering, kind, section, *context);
    }
    for link in &outline.links {
        let shown = &link.target;
        match link.form {
            LinkForm::Forbidden => {
                let message = format!("`{shown}` is no address that may be linked");
                let help = "link to `https://…`, `http://…`, `mailto:…` or a page of the book";
                lowering.report(Code::ForbiddenScheme, link.span, message, help);
            }
            LinkForm::File => {
                let message = format!("links to files such as `{shown}` are not built yet");
                let help = "link to a markdown file of the book: `[text](name.md)` or `[[id]]`";
                lowering.report(Code::NotBuiltYet, link.span, message, help);
            }
            LinkForm::Wiki | LinkForm::Markdown | LinkForm::Anchor | LinkForm::Web => {}
        }
    }
}

/// What a section stands in, itself included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Context {
    /// Prose of the file.
    File,
    /// Plain text of a round.
    Round,
    /// A question, or a reserved or collecting heading: lists and headings there may ask.
    Text,
}

/// The context of every section, in one pass.
fn contexts(sections: &[Section], kind: &Kind) -> Vec<Context> {
    let outer = if kind.name == "round" {
        Context::Round
    } else {
        Context::File
    };
    let mut open: Vec<(u8, Context)> = Vec::new();
    let context = |section: &Section| {
        while open.pop_if(|(level, _)| *level >= section.level).is_some() {}
        let above = open.last().map_or(outer, |(_, context)| *context);
        let own = match section.marker {
            Some(Marker::Question | Marker::FollowUp) => Context::Text,
            Some(Marker::Round) => Context::Round,
            None if section.part.is_some() => Context::Text,
            None => above,
        };
        open.push((section.level, own));
        own
    };
    sections.iter().map(context).collect()
}

fn one(lowering: &mut Lowering<'_>, kind: &Kind, contexts: &[Context], mark: &Mark) {
    let not_yet = |lowering: &mut Lowering<'_>, what: &str| {
        let message = format!("{what} not built yet");
        lowering.report(
            Code::NotBuiltYet,
            mark.span,
            message,
            "leave it out for now",
        );
    };
    match mark.kind {
        MarkKind::Image => not_yet(lowering, "images are"),
        MarkKind::Math => not_yet(lowering, "math is"),
        MarkKind::FenceOptions => not_yet(lowering, "options of code fences are"),
        MarkKind::TooDeep => {
            let help = "move the question to a file of `questions/` and join it by `F: [[id]]`";
            lowering.report(
                Code::HeadingTooDeep,
                mark.span,
                "headings end at `######`",
                help,
            );
        }
        MarkKind::UnknownAlert => not_yet(lowering, "titles and other kinds of alerts are"),
        MarkKind::StrayAttributes => {
            let help = "put the comment alone on the line right below the heading: `<!-- {#id key=value} -->`";
            lowering.report(
                Code::InvalidAttributes,
                mark.span,
                "these attributes belong to no heading",
                help,
            );
        }
        MarkKind::Swallowed => {
            let help = "close it: `-->` for a comment, the same fence for code";
            lowering.report(
                Code::LooksLikeAQuestion,
                mark.span,
                "this is not closed, and takes the headings below with it",
                help,
            );
        }
        MarkKind::PersonalData => {
            let help = "take it out, or make it general: a handbook is public";
            lowering.report(
                Code::PersonalData,
                mark.span,
                "this may tell who somebody is",
                help,
            );
        }
        MarkKind::MarkerOutsideHeading if kind.holds_questions => {
            let help = "make it a heading: `### Q: …`";
            lowering.report(
                Code::LooksLikeAQuestion,
                mark.span,
                "this looks like a question, but is no heading",
                help,
            );
        }
        MarkKind::QuestionItem
            if kind.holds_questions && in_round_text(lowering, contexts, mark.span) =>
        {
            let help = "make it a heading `### Q: …`, or end it otherwise";
            lowering.report(
                Code::LooksLikeAQuestion,
                mark.span,
                "this list item looks like a question",
                help,
            );
        }
        MarkKind::MarkerOutsideHeading | MarkKind::QuestionItem => {}
    }
}

/// A list in an answer may ask; one in the plain text of a round looks like lost questions.
fn in_round_text(lowering: &Lowering<'_>, contexts: &[Context], span: Span) -> bool {
    let sections = &lowering.file.outline.sections;
    let after = sections.partition_point(|section| section.span.start <= span.start);
    let at = after.checked_sub(1).and_then(|at| contexts.get(at));
    at == Some(&Context::Round)
}

/// A prose heading of an interview or round that asks, or that says "round".
fn prose_heading(lowering: &mut Lowering<'_>, kind: &Kind, section: &Section, context: Context) {
    let of_interview = kind.name == "interview" || kind.name == "round";
    let prose = section.marker.is_none() && section.part.is_none() && section.level > 1;
    if !of_interview || !prose || context == Context::Text {
        return;
    }
    if section.text.ends_with(['?', '？']) {
        let help = "write `Q:` in front of it, or end it otherwise";
        let message = "this heading looks like a question";
        lowering.report(Code::LooksLikeAQuestion, section.text_span, message, help);
    } else if context == Context::File && kind.name == "interview" && says_round(&section.text) {
        let help = "write `Round:` in front of it, or name it otherwise";
        let message = "this heading looks like a round";
        lowering.report(Code::LooksLikeARound, section.text_span, message, help);
    }
}

fn says_round(heading: &str) -> bool {
    let words: Vec<String> = heading.split_whitespace().map(str::to_lowercase).collect();
    let kind = |word: &str| RoundKind::ALL.iter().any(|kind| kind.word() == word);
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
        lowering.report(
            Code::SkippedHeadingLevel,
            span,
            message,
            format!("write `{hashes}`"),
        );
    }
}
