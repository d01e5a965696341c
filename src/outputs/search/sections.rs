//! Splits a page of prose into sections: the text under each of its headings.

use std::sync::Arc;

use super::page_text::{PageText, TextContext};
use crate::syntax::markdown::{Event, PlainText, Tag, TagEnd, events};

/// The text under one heading, without markup.
pub(super) struct Section {
    pub title: String,
    pub anchor: Arc<str>,
    pub text: String,
}

/// Returns the text before the first heading, and one section for each of `anchors`. These are the
/// anchors of the headings, in order.
pub(super) fn sections(
    markdown: &str,
    anchors: &[Arc<str>],
    shown: &TextContext,
) -> (String, Vec<Section>) {
    let mut first = None;
    let mut sections: Vec<Section> = Vec::with_capacity(anchors.len());
    let mut text = PlainText::default();
    let mut page = PageText::new(shown);
    for event in events(markdown) {
        let next = anchors.get(sections.len());
        match (&event, next) {
            (Event::Start(Tag::Heading { .. }), Some(_)) => {
                let above = std::mem::take(&mut text).finish();
                match sections.last_mut() {
                    Some(section) => section.text = above,
                    None => first = Some(above),
                }
            }
            (Event::End(TagEnd::Heading(_)), Some(anchor)) => sections.push(Section {
                title: std::mem::take(&mut text).finish(),
                anchor: anchor.clone(),
                text: String::new(),
            }),
            _ => page.add(&mut text, &event),
        }
    }
    let rest = text.finish();
    match sections.last_mut() {
        Some(section) => section.text = rest,
        None => first = Some(rest),
    }
    // there is one section per anchor, so that the number of sections is known without the text
    let titled = sections.len();
    sections.extend(anchors.iter().skip(titled).map(|anchor| Section {
        title: anchor.to_string(),
        anchor: anchor.clone(),
        text: String::new(),
    }));
    (first.unwrap_or_default(), sections)
}
