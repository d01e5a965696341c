//! The markdown of a book: its dialect, and the events of the library.

use std::ops::Range;

pub use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
    html,
};
use pulldown_cmark::{OffsetIter, Options, Parser};

use super::bytes::has_byte;
use super::masked_events::{Definition, MaskedEvents};
use super::masks::Masks;
use super::{dollars, wide_emphasis};

/// A dialect of markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// The dialect of handbooks.
    #[default]
    Handbook,
    /// The dialect of handbooks with typographic quotes, dashes and ellipses.
    Typographic,
    /// CommonMark without extensions.
    Plain,
}

/// Returns the extensions that authors have. They are listed because `Options::all` would add smart
/// punctuation, old footnotes and metadata blocks; heading attributes have a parser of their own.
fn dialect() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
        | Options::ENABLE_MATH
}

/// Returns the events of a markdown text.
pub fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    placed_events(text, Dialect::Handbook).map(|(event, _)| event)
}

/// Returns the events of a markdown text in a dialect, with their places.
pub fn placed_events(text: &str, dialect: Dialect) -> Events<'_> {
    let options = match dialect {
        Dialect::Handbook => self::dialect(),
        Dialect::Typographic => self::dialect() | Options::ENABLE_SMART_PUNCTUATION,
        Dialect::Plain => Options::empty(),
    };
    let masked = match dialect {
        Dialect::Plain => None,
        Dialect::Handbook | Dialect::Typographic => masked_events(text, options),
    };
    Events(match masked {
        Some(events) => Stream::Masked(events),
        None => Stream::Direct(Box::new(Parser::new_ext(text, options).into_offset_iter())),
    })
}

/// Returns the events of a text that the library would misread.
fn masked_events(text: &str, options: Options) -> Option<MaskedEvents<'_>> {
    let mut masks = Masks::default();
    dollars::mask(text, &[], &mut masks);
    wide_emphasis::mask(text, &mut masks);
    (!masks.is_empty()).then(|| MaskedEvents::new(&masks.apply(text), options))
}

/// The events of a text, with the bytes that each covers.
#[derive(Debug)]
pub struct Events<'a>(Stream<'a>);

type PlacedEvent<'a> = (Event<'a>, Range<usize>);

#[derive(Debug)]
enum Stream<'a> {
    Direct(Box<OffsetIter<'a>>),
    Masked(MaskedEvents<'a>),
}

impl<'a> Iterator for Stream<'a> {
    type Item = PlacedEvent<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Direct(events) => events.next(),
            Self::Masked(events) => events.next(),
        }
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = PlacedEvent<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl Events<'_> {
    /// Returns the link reference definitions of the text.
    pub fn definitions(&self) -> Vec<Definition> {
        match &self.0 {
            Stream::Direct(events) => {
                let definitions = events.reference_definitions().iter();
                let definition =
                    definitions.map(|(name, link)| (name.to_owned(), link.span.clone()));
                definition.collect()
            }
            Stream::Masked(events) => events.definitions().to_vec(),
        }
    }
}

/// Returns a markdown text as plain text on one line.
pub fn plain_text(markdown: &str) -> String {
    let mut plain = PlainText::default();
    plain.add_markdown(markdown);
    plain.finish()
}

/// Collects the text of events without markup and with single blanks.
#[derive(Debug, Default)]
pub struct PlainText(String);

impl PlainText {
    /// Adds the text of an event.
    pub fn add(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.say(text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.say(text),
            // Raw HTML is shown as text, but comments are only for authors.
            Event::InlineHtml(text) if !text.starts_with("<!--") => self.say(text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !inline_end(event) => {
                self.blank();
            }
            _ => {}
        }
    }

    /// Adds a markdown text, separated from the text before it.
    pub fn add_markdown(&mut self, markdown: &str) {
        self.blank();
        events(markdown).for_each(|event| self.add(&event));
    }

    /// Adds a text without markup, separated from the text before it.
    pub fn add_text(&mut self, text: &str) {
        self.blank();
        self.say(text);
    }

    fn say(&mut self, text: &str) {
        if text.starts_with(' ') {
            self.blank();
        }
        if has_single_blanks(text) {
            return self.0.push_str(text.strip_prefix(' ').unwrap_or(text));
        }
        for (at, word) in text.split(char::is_whitespace).enumerate() {
            if at > 0 {
                self.blank();
            }
            self.0.push_str(word);
        }
    }

    /// Returns the collected text.
    pub fn as_str(&self) -> &str {
        self.0.trim_end()
    }

    /// Returns the collected text without blanks at its end.
    pub fn finish(mut self) -> String {
        self.0.truncate(self.as_str().len());
        self.0
    }

    /// Removes the text, and keeps the memory for the next one.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    fn blank(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with(' ') {
            self.0.push(' ');
        }
    }
}

/// Returns whether a text is ASCII without white space other than single blanks, as most texts are.
fn has_single_blanks(text: &str) -> bool {
    let is_odd = |byte: u8| byte < b' ' || !byte.is_ascii();
    // The loop does not stop at the first pair, for the reason that `has_byte` gives.
    let pairs = text.bytes().zip(text.bytes().skip(1));
    let has_double = pairs.fold(false, |found, (a, b)| found | ((a == b' ') & (b == b' ')));
    !has_byte(text, is_odd) & !has_double
}

/// Returns whether the event closes inline markup, after which no blank belongs.
fn inline_end(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::End(
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        )
    )
}
