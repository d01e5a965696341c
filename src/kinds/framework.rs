//! Frameworks: ways of answering.

use std::sync::Arc;

use super::body::{AnchorBook, Body};
use super::fields::Fields;
use super::head::Head;
use super::inherited::Inherited;
use super::keys;
use super::lowering::{EntrySection, Lowering, Owner};
use super::round::names;
use super::schema::{AnyKey, Key};
use super::title_section::TitleSection;
use super::values::{FrameworkShape, Name};
use crate::config::{Collecting, Part};
use crate::diag::{Code, Span, excerpt};
use crate::syntax::{BlockKind, Section, markdown};

/// The keys of a framework.
pub const KEYS: &[&dyn AnyKey] = &[&keys::SUMMARY, &SHAPE, &USE_WHEN, &keys::TOPICS];

const SHAPE: Key<FrameworkShape> = Key::new(
    "shape",
    "The form it has when it is drawn; a formula's parts add up, or begin with their sign.",
);
const USE_WHEN: Key<String> = Key::new("use-when", "What calls for it, in a few words.");

/// A framework with its steps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Framework {
    pub head: Head,
    /// The summary that is written, or the first paragraph.
    pub summary: String,
    pub shape: Option<FrameworkShape>,
    pub use_when: Option<String>,
    pub topics: Vec<Name>,
    pub text: Body,
    pub steps: Vec<Step>,
    /// The anchors of all headings and steps.
    pub anchors: Vec<Arc<str>>,
}

/// A step, part or dimension of a framework.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Step {
    pub anchor: Arc<str>,
    pub name: Arc<str>,
    pub text: Body,
}

pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    head: Head,
    mut fields: Fields<'_>,
    title: &TitleSection<'_>,
) -> Framework {
    let written = fields.get(&keys::SUMMARY);
    let summary = written.unwrap_or_else(|| first_paragraph(lowering, title));
    let shape = fields.get(&SHAPE);
    let use_when = fields.get(&USE_WHEN);
    let topics = names(fields.get(&keys::TOPICS));
    lowering.finish(fields);
    let owner = Owner {
        level: 0,
        text: title.text.clone(),
        reserves: |_| false,
        collecting: &[Collecting::Steps],
        inherited: Inherited::default(),
    };
    let contents = lowering.walk(&owner, &mut |lowering, section, _| {
        let help = "questions stand in `interviews/` or `questions/`";
        lowering.misplaced(section, "a framework holds no questions or rounds", help);
    });
    let listed = lists_of_steps(&lowering.file.outline.sections);
    let text = without(&contents.text, &listed);
    let entries: Vec<&EntrySection> = contents.collected.iter().map(|(_, entry)| entry).collect();
    let headings = entries
        .iter()
        .map(|entry| Span::new(entry.section.span.start, entry.text.end));
    let mut book = lowering.anchors(text.iter().copied().chain(headings));
    let text = lowering.body(text, title.level, &book);
    let mut steps: Vec<Step> = Vec::new();
    for entry in entries {
        lowering.bare_heading(&entry.section);
        steps.extend(headed_step(lowering, entry, &book));
    }
    for item in listed.iter().flat_map(|(_, items)| items) {
        steps.push(list_step(lowering, *item, &mut book));
    }
    if let Some(shape) = shape.filter(|_| steps.is_empty()) {
        nothing_to_draw(lowering, head.title_span, shape);
    }
    Framework {
        head,
        summary,
        shape,
        use_when,
        topics,
        text,
        steps,
        anchors: book.all,
    }
}

/// Reports a shape without steps, unless a heading that would collect them is reported.
fn nothing_to_draw(lowering: &mut Lowering<'_>, title_span: Span, shape: FrameworkShape) {
    let sections = &lowering.file.outline.sections;
    let means_steps = |part: &Part| *part == Part::Collecting(Collecting::Steps);
    let has_heading = sections.iter().any(|section| {
        let near = section.near_part.as_ref().map(|(part, _)| part);
        section.part.iter().chain(near).any(means_steps)
    });
    if !has_heading {
        let message = format!(
            "the framework has the shape `{}` and no steps to draw",
            shape.as_str()
        );
        let help = "write a heading `## Steps` with a `###` heading for each, or leave `shape` out";
        lowering.report(Code::NoEntries, title_span, message, help);
    }
}

/// Returns the lists under `Steps` headings that contain lists instead of headings: the span of
/// each list, and its items.
fn lists_of_steps(sections: &[Section]) -> Vec<(Span, Vec<Span>)> {
    let holds_headings = |at: usize, section: &Section| {
        sections
            .get(at + 1)
            .is_some_and(|next| next.level > section.level)
    };
    let is_steps = |section: &Section| section.part == Some(Part::Collecting(Collecting::Steps));
    let collecting = sections
        .iter()
        .enumerate()
        .filter(|(at, section)| is_steps(section) && !holds_headings(*at, section));
    let lists = collecting
        .flat_map(|(_, section)| &section.blocks)
        .filter_map(|block| match &block.kind {
            BlockKind::List(items) => Some((block.span, items.clone())),
            BlockKind::Paragraph | BlockKind::Quote | BlockKind::Other => None,
        });
    lists.collect()
}

/// Returns the spans without the lists.
fn without(spans: &[Span], lists: &[(Span, Vec<Span>)]) -> Vec<Span> {
    let mut left = Vec::new();
    for span in spans {
        let mut start = span.start;
        for (list, _) in lists.iter().filter(|(list, _)| span.holds(*list)) {
            left.push(Span::new(start, list.start));
            start = list.end;
        }
        left.push(Span::new(start, span.end));
    }
    left
}

fn headed_step(lowering: &Lowering<'_>, entry: &EntrySection, book: &AnchorBook) -> Option<Step> {
    Some(Step {
        anchor: book.at(entry.section.span.start)?,
        name: entry.section.text.as_str().into(),
        text: lowering.body(vec![entry.text], entry.section.level, book),
    })
}

/// Lowers a list item. Its bold lead, or the text before the first colon, is the name of the step;
/// the rest is its text.
fn list_step(lowering: &Lowering<'_>, item: Span, book: &mut AnchorBook) -> Step {
    let markdown = &lowering.file.markdown;
    let source = excerpt(markdown, item);
    let indent = marker_width(source);
    let first_end = source.find('\n').unwrap_or(source.len());
    let line = source.get(indent..first_end).unwrap_or_default();
    let (name, rest) = lead(line);
    let rest_start = item.start + indent + line.len() - rest.len();
    let mut spans = vec![Span::new(
        rest_start,
        (item.start + first_end + 1).min(item.end),
    )];
    let mut start = item.start + first_end + 1;
    for line in excerpt(markdown, Span::new(start, item.end)).split_inclusive('\n') {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        spans.push(Span::new(start + blanks.min(indent), start + line.len()));
        start += line.len();
    }
    let name = markdown::plain_text(name);
    let anchor = book.add(None, &name);
    let text = lowering.body(spans, DEEPEST, book);
    Step {
        anchor,
        name: name.into(),
        text,
    }
}

/// The level for the text of a list item, which has no heading.
const DEEPEST: u8 = 6;

/// Returns the width of the `- ` or `12. ` at the start of an item.
fn marker_width(item: &str) -> usize {
    let digits = item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let sign = item.get(digits..).unwrap_or_default();
    let after = sign.strip_prefix(['-', '*', '+', '.', ')']).unwrap_or(sign);
    item.len() - after.trim_start_matches([' ', '\t']).len()
}

/// Splits a line into the name at its start and the rest.
fn lead(line: &str) -> (&str, &str) {
    if let Some((name, rest)) = line
        .strip_prefix("**")
        .and_then(|bold| bold.split_once("**"))
    {
        let name = name.trim_end_matches([':', '：']);
        return (
            name,
            rest.trim_start_matches([':', '：', ' ', '-', '–', '—']),
        );
    }
    match colon(line) {
        Some(at) => {
            let (name, rest) = line.split_at_checked(at).unwrap_or((line, ""));
            (name, rest.trim_start_matches([':', '：', ' ']))
        }
        None => (line, ""),
    }
}

/// Returns the first colon before a blank or the end of the line, outside of code and links.
fn colon(line: &str) -> Option<usize> {
    let mut code = false;
    let mut depth = 0_usize;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '`' => code = !code,
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            '：' if !code && depth == 0 => return Some(at),
            ':' if !code
                && depth == 0
                && chars.peek().is_none_or(|(_, next)| next.is_whitespace()) =>
            {
                return Some(at);
            }
            _ => {}
        }
    }
    None
}

fn first_paragraph(lowering: &Lowering<'_>, title: &TitleSection<'_>) -> String {
    let first = title
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Paragraph);
    first.map_or_else(String::new, |block| {
        markdown::plain_text(excerpt(&lowering.file.markdown, block.span))
    })
}
