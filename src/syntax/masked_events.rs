//! The events of a masked text, with the author's words and places.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};

use super::masks::{MaskedText, Side};

/// The label of a link reference definition, and its place.
pub(super) type Definition = (String, Range<usize>);

/// The events of a masked text.
#[derive(Debug)]
pub(super) struct MaskedEvents<'a> {
    events: std::vec::IntoIter<(Event<'a>, Range<usize>)>,
    definitions: Vec<Definition>,
}

impl<'a> MaskedEvents<'a> {
    pub(super) fn new(text: &MaskedText<'a>, options: Options) -> Self {
        let mut stream = Parser::new_ext(text.as_str(), options).into_offset_iter();
        let mut events = Vec::with_capacity(text.as_str().len() / BYTES_OF_EVENT);
        while let Some((event, range)) = stream.next() {
            // The target of a reference stands in its definition.
            let target = match &event {
                Event::Start(
                    Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. },
                ) if is_reference(*link_type) => {
                    let definition = stream.reference_definitions().get(id);
                    definition.map(|definition| definition.span.clone())
                }
                _ => None,
            };
            let target = target.unwrap_or_else(|| range.clone());
            let event = restored(text, event, &range, &target);
            events.push((event, text.original_range(&range)));
        }
        let definitions = stream.reference_definitions().iter();
        let definitions = definitions.map(|(name, definition)| {
            let source = text.original_text(&definition.span);
            let name = label(source).map_or_else(|| name.to_owned(), str::to_owned);
            (name, text.original_range(&definition.span))
        });
        Self {
            definitions: definitions.collect(),
            events: events.into_iter(),
        }
    }

    pub(super) fn definitions(&self) -> &[Definition] {
        &self.definitions
    }
}

impl<'a> Iterator for MaskedEvents<'a> {
    type Item = (Event<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        self.events.next()
    }
}

/// The approximate number of bytes of markdown per event.
const BYTES_OF_EVENT: usize = 16;

fn is_reference(kind: LinkType) -> bool {
    matches!(
        kind,
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
    )
}

/// Returns the label at the beginning of a definition.
fn label(source: &str) -> Option<&str> {
    let inside = source.trim_start().strip_prefix('[')?;
    let end = inside
        .match_indices(']')
        .find(|(at, _)| !inside.get(..*at).is_some_and(|text| text.ends_with('\\')))?;
    inside.get(..end.0)
}

fn restored<'a>(
    text: &MaskedText<'a>,
    event: Event<'_>,
    range: &Range<usize>,
    target: &Range<usize>,
) -> Event<'a> {
    let own = |part: &CowStr<'_>| text.restore(part, range, Side::Start);
    match event {
        Event::Text(part) => Event::Text(own(&part)),
        Event::Code(part) => Event::Code(own(&part)),
        Event::InlineMath(part) => Event::InlineMath(own(&part)),
        Event::DisplayMath(part) => Event::DisplayMath(own(&part)),
        Event::Html(part) => Event::Html(own(&part)),
        Event::InlineHtml(part) => Event::InlineHtml(own(&part)),
        Event::FootnoteReference(part) => Event::FootnoteReference(own(&part)),
        Event::SoftBreak => Event::SoftBreak,
        Event::HardBreak => Event::HardBreak,
        Event::Rule => Event::Rule,
        Event::TaskListMarker(is_done) => Event::TaskListMarker(is_done),
        Event::End(tag) => Event::End(tag),
        Event::Start(tag) => Event::Start(restored_tag(text, tag, range, target)),
    }
}

fn restored_tag<'a>(
    text: &MaskedText<'a>,
    tag: Tag<'_>,
    range: &Range<usize>,
    target: &Range<usize>,
) -> Tag<'a> {
    let own = |part: &CowStr<'_>| text.restore(part, range, Side::Start);
    let target_and_title = |address: &CowStr<'_>, title: &CowStr<'_>| {
        let before_title = Side::End { before: title };
        let at_end = Side::End { before: "" };
        (
            text.restore(address, target, before_title),
            text.restore(title, target, at_end),
        )
    };
    match tag {
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            Tag::CodeBlock(CodeBlockKind::Fenced(own(&info)))
        }
        Tag::CodeBlock(CodeBlockKind::Indented) => Tag::CodeBlock(CodeBlockKind::Indented),
        Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(own(&label)),
        Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        } => {
            let (dest_url, title) = target_and_title(&dest_url, &title);
            let id = own(&id);
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }
        }
        Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        } => {
            let (dest_url, title) = target_and_title(&dest_url, &title);
            let id = own(&id);
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            }
        }
        Tag::Heading { level, .. } => Tag::Heading {
            level,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        },
        Tag::MetadataBlock(kind) => Tag::MetadataBlock(kind),
        Tag::Paragraph => Tag::Paragraph,
        Tag::BlockQuote(kind) => Tag::BlockQuote(kind),
        Tag::HtmlBlock => Tag::HtmlBlock,
        Tag::List(start) => Tag::List(start),
        Tag::Item => Tag::Item,
        Tag::DefinitionList => Tag::DefinitionList,
        Tag::DefinitionListTitle => Tag::DefinitionListTitle,
        Tag::DefinitionListDefinition => Tag::DefinitionListDefinition,
        Tag::Table(alignments) => Tag::Table(alignments),
        Tag::TableHead => Tag::TableHead,
        Tag::TableRow => Tag::TableRow,
        Tag::TableCell => Tag::TableCell,
        Tag::Emphasis => Tag::Emphasis,
        Tag::Strong => Tag::Strong,
        Tag::Strikethrough => Tag::Strikethrough,
        Tag::Superscript => Tag::Superscript,
        Tag::Subscript => Tag::Subscript,
    }
}
