//! Frameworks: ways of answering.

use std::sync::Arc;

use super::body::{AnchorBook, Body};
use super::fields::Fields;
use super::file::TitleSection;
use super::keys;
use super::lowering::{Head, Inherited, Lowering, Owner};
use super::round::names;
use super::schema::{AnyKey, Key};
use super::values::{FrameworkShape, Name};
use crate::config::Collecting;
use crate::diag::{Span, excerpt};
use crate::syntax::{BlockKind, Section, markdown};

/// The keys of a framework.
pub const KEYS: &[&dyn AnyKey] = &[&keys::SUMMARY, &SHAPE, &USE_WHEN, &keys::TOPICS];

const SHAPE: Key<FrameworkShape> = Key::new("shape", "The form it has when it is drawn.");
const USE_WHEN: Key<String> = Key::new("use-when", "What calls for it, in a few words.");

/// A way of answering, with its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    pub head: Head,
    /// Written, or the first paragraph.
    pub summary: String,
    pub shape: Option<FrameworkShape>,
    pub use_when: Option<String>,
    pub topics: Vec<Name>,
    pub text: Body,
    pub steps: Vec<Step>,
    /// Anchors of all its headings and steps.
    pub anchors: Vec<Arc<str>>,
}

/// One step, part or dimension of a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
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
        reserved: &[],
        collecting: &[Collecting::Steps],
        inherited: Inherited::default(),
    };
    let listed = lowering
        .file
        .outline
        .sections
        .iter()
        .filter_map(|section| steps_list(lowering, section));
    let listed: Vec<(Span, Vec<Span>)> = listed.collect();
    let contents = lowering.walk(&owner, &mut |lowering, section, _| {
        let help = "questions stand in `interviews/` or `questions/`";
        lowering.misplaced(section, "a framework holds no questions or rounds", help);
    });
    let mut book = AnchorBook::default();
    let in_list = |span: &Span| listed.iter().any(|(list, _)| span.holds(*list));
    let text: Vec<Span> = contents
        .text
        .iter()
        .copied()
        .filter(|span| !in_list(span))
        .collect();
    let text = lowering.body(text, title.level, &mut book);
    let headed = contents.collected.iter().map(|(_, entry)| {
        let written = entry
            .section
            .attributes
            .id
            .as_ref()
            .map(|(id, _)| id.as_str());
        let anchor = book.anchor(written, &entry.section.text);
        let text = lowering.body(vec![entry.text], entry.section.level, &mut book);
        Step {
            anchor,
            name: entry.section.text.as_str().into(),
            text,
        }
    });
    let mut steps: Vec<Step> = headed.collect();
    for item in listed.iter().flat_map(|(_, items)| items) {
        steps.push(list_step(lowering, *item, &mut book));
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

/// A `Steps` heading that holds one list instead of headings: the list's items.
fn steps_list(lowering: &Lowering<'_>, section: &Section) -> Option<(Span, Vec<Span>)> {
    let steps = section.part == Some(crate::config::Part::Collecting(Collecting::Steps));
    let mut lists = section.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::List(items) => Some((block.span, items.clone())),
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::Other => None,
    });
    let sections = &lowering.file.outline.sections;
    let next = sections
        .iter()
        .find(|next| next.span.start > section.span.start);
    let has_headings = next.is_some_and(|next| next.level > section.level);
    if steps && !has_headings {
        lists.next()
    } else {
        None
    }
}

/// `**Name** rest` or `Name: rest`.
fn list_step(lowering: &Lowering<'_>, item: Span, book: &mut AnchorBook) -> Step {
    let source = excerpt(&lowering.file.markdown, item);
    let said = source.trim_start_matches(|c: char| c.is_ascii_digit() || "-*+.) \t".contains(c));
    let lead = source.len() - said.len();
    let bold = source.get(..lead).is_some_and(|lead| lead.ends_with("**"));
    let start = item.start + lead;
    let (name, rest) = match said.split_once(if bold { "**" } else { ":" }) {
        Some((name, rest)) => (name, rest),
        None => (said, ""),
    };
    let name = markdown::plain_text(name.trim_end_matches(':'));
    let anchor = book.anchor(None, &name);
    let dash = rest.len() - rest.trim_start_matches([':', ' ', '-', '–', '—']).len();
    let text = Span::new(start + said.len() - rest.len() + dash, item.end);
    Step {
        anchor,
        name: name.into(),
        text: lowering.body(vec![text], 6, book),
    }
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
