//! Sentences that stand in new files until the author replaces them.

use super::lowering::Lowering;
use crate::diag::{Code, Span, excerpt};
use crate::syntax::{BlockKind, Value};

pub(super) const ROUND: &str = "The first round";
pub(super) const QUESTION: &str = "The first question";
pub(super) const COMPANY: &str = "Some company";
pub(super) const ROLE: &str = "Some role";
pub(super) const INTERVIEW_TEXT: &str = "What the job was, and how the interview came about.";
pub(super) const ROUND_TEXT: &str = "How the round went.";
pub(super) const ASKED_TEXT: &str = "What you answered, and what you would answer today.";
pub(super) const PROMPT: &str = "> The words as they were spoken, if you have them.";
pub(super) const ANSWER: &str = "The answer that works.";
pub(super) const FRAMEWORK_TEXT: &str = "What it is, in a sentence.";
pub(super) const STEPS: &str = "1. **First**: what to begin with.\n2. **Then**: what follows.";
pub(super) const FAQ_TEXT: &str = "The answer for everybody.";
pub(super) const TERM_TEXT: &str = "What there is to know of it.";
pub(super) const PAGE_TEXT: &str = "The text of the page.";

const TITLES: &[&str] = &[ROUND, QUESTION];

/// Names in new files, and the name that the import gives a company that it does not know.
const NAMES: &[&str] = &[COMPANY, ROLE, "Unknown company"];

const TEXTS: &[&str] = &[
    INTERVIEW_TEXT,
    ROUND_TEXT,
    ASKED_TEXT,
    PROMPT,
    ANSWER,
    FRAMEWORK_TEXT,
    STEPS,
    FAQ_TEXT,
    TERM_TEXT,
    PAGE_TEXT,
];

/// Returns whether a title or a text is the one of a new file.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    TEXTS.contains(&text) || TITLES.contains(&text)
}

/// Reports the sentences and names of a new file that the author has not replaced.
pub(super) fn report(lowering: &mut Lowering<'_>) {
    let file = lowering.file;
    let sections = file.outline.sections.iter();
    let titles = sections
        .clone()
        .filter(|section| TITLES.contains(&&*section.text));
    let titles = titles.map(|section| section.text_span);
    let names = file.fields.iter().filter(|field| match &field.value {
        Value::Text(text) => NAMES.contains(&&**text),
        Value::List(_) | Value::Null | Value::Other(_) => false,
    });
    let names = names.map(|field| field.value_span);
    let blocks = sections.flat_map(|section| &section.blocks);
    let texts = blocks.filter(|block| match block.kind {
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::List(_) => {
            is_placeholder(excerpt(&file.markdown, block.span))
        }
        BlockKind::Other => false,
    });
    let texts = texts.map(|block| block.span);
    let all: Vec<Span> = names.chain(titles).chain(texts).collect();
    for span in all {
        let message = "this is still the text of a new file";
        lowering.report(
            Code::Placeholder,
            span,
            message,
            "write your own, or take it out",
        );
    }
}
