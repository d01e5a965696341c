//! Mistakes that are seen in a file's text alone, once its kind is known.

use super::Kind;
use super::lowering::Lowering;
use super::values::RoundKind;
use crate::diag::{Code, Span, excerpt};
use crate::syntax::{LinkForm, Mark, MarkKind, Section};

/// Reports what the outline marked, and headings and links that cannot be right.
pub(super) fn report(lowering: &mut Lowering<'_>, kind: &Kind) {
    let outline = &lowering.file.outline;
    for mark in &outline.marks {
        one(lowering, kind, mark);
    }
    for pair in outline.sections.windows(2) {
        if let [above, section] = pair {
            skipped_level(lowering, above, section);
        }
    }
    for section in &outline.sections {
        prose_question(lowering, kind, section);
        prose_round(lowering, kind, section);
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

fn one(lowering: &mut Lowering<'_>, kind: &Kind, mark: &Mark) {
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
        MarkKind::QuestionItem if kind.holds_questions && in_round_text(lowering, mark.span) => {
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
fn in_round_text(lowering: &Lowering<'_>, span: Span) -> bool {
    use crate::config::Marker;
    let sections = &lowering.file.outline.sections;
    let before = sections
        .iter()
        .rev()
        .skip_while(|section| section.span.start > span.start);
    let mut level = 7;
    for section in before {
        if section.level < level {
            level = section.level;
            match section.marker {
                Some(Marker::Question | Marker::FollowUp) => return false,
                Some(Marker::Round) => return true,
                None if section.part.is_some() => return false,
                None => {}
            }
        }
    }
    false
}

/// A prose heading of an interview or round that ends in `?`.
fn prose_question(lowering: &mut Lowering<'_>, kind: &Kind, section: &Section) {
    let asks = section.text.ends_with(['?', '？']) && section.level > 1;
    let prose = section.marker.is_none() && section.part.is_none();
    if kind.name != "interview" && kind.name != "round"
        || !asks
        || !prose
        || in_collecting(lowering, section)
    {
        return;
    }
    let help = "write `Q:` in front of it, or end it otherwise";
    let message = "this heading looks like a question";
    lowering.report(Code::LooksLikeAQuestion, section.text_span, message, help);
}

/// A prose heading of an interview that says "round", or is a round kind and nothing else.
fn prose_round(lowering: &mut Lowering<'_>, kind: &Kind, section: &Section) {
    let prose = section.marker.is_none() && section.part.is_none() && section.level > 1;
    if kind.name != "interview"
        || !prose
        || !says_round(&section.text)
        || in_collecting(lowering, section)
    {
        return;
    }
    let help = "write `Round:` in front of it, or name it otherwise";
    let message = "this heading looks like a round";
    lowering.report(Code::LooksLikeARound, section.text_span, message, help);
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

/// Whether the heading is an entry of `FAQ` or `Takeaways`, or stands in the text of one.
fn in_collecting(lowering: &Lowering<'_>, section: &Section) -> bool {
    let sections = &lowering.file.outline.sections;
    let mut level = section.level;
    for above in sections
        .iter()
        .rev()
        .skip_while(|above| above.span.start >= section.span.start)
    {
        if above.level < level {
            level = above.level;
            if matches!(above.part, Some(crate::config::Part::Collecting(_))) {
                return true;
            }
        }
    }
    false
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
