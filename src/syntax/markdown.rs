//! The markdown of a book: its dialect, and the events of the library.

use std::collections::VecDeque;
use std::ops::Range;

pub use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
    html,
};
use pulldown_cmark::{OffsetIter, Options, Parser};

use super::bare_addresses::{self, AddressKind};
use super::bytes::has_byte;
use super::masked_events::{Definition, MaskedEvents};
use super::masks::Masks;
use super::pixels::size_in_braces;
use super::{definitions, dollars, light_tables, wide_emphasis, wiki_links};

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
    let stream = match masked {
        Some(events) => Stream::Masked(events),
        None => Stream::Direct(Box::new(Parser::new_ext(text, options).into_offset_iter())),
    };
    Events {
        text,
        stream,
        finds_addresses: dialect != Dialect::Plain && bare_addresses::may_hold(text),
        closed: 0,
        size_end: match dialect {
            Dialect::Plain => usize::MAX,
            Dialect::Handbook | Dialect::Typographic => 0,
        },
        queue: VecDeque::new(),
    }
}

/// Returns the events of a text that the library would misread.
fn masked_events(text: &str, options: Options) -> Option<MaskedEvents<'_>> {
    let mut masks = Masks::default();
    let addresses = bare_addresses::mask(text, &mut masks);
    dollars::mask(text, &addresses, &mut masks);
    wide_emphasis::mask(text, &mut masks);
    definitions::mask(text, &mut masks);
    wiki_links::mask(text, &mut masks);
    let heads = light_tables::candidates(text);
    if !heads.is_empty() {
        let masked = masks.apply(text);
        let events = Parser::new_ext(masked.as_str(), options).into_offset_iter();
        let line_ends: Vec<Range<usize>> = events
            .filter(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak))
            .map(|(_, range)| range)
            .collect();
        for head in light_tables::in_paragraphs(heads, &line_ends) {
            masks.insert_line(head, light_tables::break_before(text, head));
        }
    }
    (!masks.is_empty()).then(|| MaskedEvents::new(&masks.apply(text), options))
}

/// The events of a text, with the bytes that each covers. Addresses in the text are links.
#[derive(Debug)]
pub struct Events<'a> {
    text: &'a str,
    stream: Stream<'a>,
    /// Whether the text may contain addresses.
    finds_addresses: bool,
    /// The number of open links, images and code blocks, in which addresses are text.
    closed: usize,
    /// The end of the size in braces behind the last image, which is no text.
    size_end: usize,
    /// Events that are read but not yet returned.
    queue: VecDeque<PlacedEvent<'a>>,
}

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
        if let Some(event) = self.queue.pop_front() {
            return Some(event);
        }
        let (event, range) = self.next_shown()?;
        if !self.finds_addresses {
            return Some((event, range));
        }
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => {
                self.closed += 1;
            }
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                self.closed = self.closed.saturating_sub(1);
            }
            Event::Text(text) if self.closed == 0 && bare_addresses::may_hold(&text) => {
                self.read_addresses(text, range);
                return self.queue.pop_front();
            }
            _ => {}
        }
        Some((event, range))
    }
}

impl<'a> Events<'a> {
    /// Returns the next event of the stream without the text of a size in braces behind an image.
    fn next_shown(&mut self) -> Option<PlacedEvent<'a>> {
        let (event, range) = self.stream.next()?;
        match event {
            Event::End(TagEnd::Image) if self.size_end < range.end => {
                let rest = self.text.get(range.end..).unwrap_or_default();
                if let Some((_, _, length)) = size_in_braces(rest) {
                    self.size_end = range.end + length;
                }
                Some((event, range))
            }
            Event::Text(_) if range.start < self.size_end && self.size_end != usize::MAX => {
                match self.text.get(self.size_end..range.end) {
                    Some(rest) if !rest.is_empty() => {
                        Some((Event::Text(rest.into()), self.size_end..range.end))
                    }
                    _ => self.next_shown(),
                }
            }
            _ => Some((event, range)),
        }
    }

    /// Returns the link reference definitions of the text.
    pub fn definitions(&self) -> Vec<Definition> {
        match &self.stream {
            Stream::Direct(events) => {
                let definitions = events.reference_definitions().iter();
                let definition =
                    definitions.map(|(name, link)| (name.to_owned(), link.span.clone()));
                definition.collect()
            }
            Stream::Masked(events) => events.definitions().to_vec(),
        }
    }

    /// Reads all texts that follow each other, and makes links of the addresses in them.
    fn read_addresses(&mut self, text: CowStr<'a>, range: Range<usize>) {
        let (start, mut end) = (range.start, range.end);
        let mut parts = vec![(text, range)];
        let next = loop {
            match self.stream.next() {
                Some((Event::Text(text), range)) if range.start == end => {
                    end = range.end;
                    parts.push((text, range));
                }
                next => break next,
            }
        };
        let source = self.text.get(start..end).unwrap_or_default();
        let before = self.text.get(..start);
        let before = before.and_then(|before| before.chars().next_back());
        let mut parts = Parts(parts.into());
        for address in bare_addresses::find(source, before) {
            let range = start + address.range.start..start + address.range.end;
            parts.move_until(range.start, &mut self.queue);
            let open = self.queue.len();
            let kind = match address.kind {
                AddressKind::Mail => LinkType::Email,
                AddressKind::Web | AddressKind::Www | AddressKind::Mailto => LinkType::Autolink,
            };
            let start = |target: CowStr<'a>| {
                Event::Start(Tag::Link {
                    link_type: kind,
                    dest_url: target,
                    title: CowStr::Borrowed(""),
                    id: CowStr::Borrowed(""),
                })
            };
            self.queue
                .push_back((start(CowStr::Borrowed("")), range.clone()));
            parts.move_until(range.end, &mut self.queue);
            let mut target = String::from(match address.kind {
                AddressKind::Www => "http://",
                AddressKind::Web | AddressKind::Mail | AddressKind::Mailto => "",
            });
            for (event, _) in self.queue.iter().skip(open + 1) {
                if let Event::Text(text) = event {
                    target.push_str(text);
                }
            }
            if let Some((event, _)) = self.queue.get_mut(open) {
                *event = start(target.into());
            }
            self.queue.push_back((Event::End(TagEnd::Link), range));
        }
        parts.move_until(end, &mut self.queue);
        if let Some((event, range)) = next {
            let opens = matches!(
                event,
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_))
            );
            self.closed += usize::from(opens);
            self.queue.push_back((event, range));
        }
    }
}

/// Texts that follow each other.
struct Parts<'a>(VecDeque<(CowStr<'a>, Range<usize>)>);

impl<'a> Parts<'a> {
    fn pop_before(&mut self, place: usize) -> Option<(CowStr<'a>, Range<usize>)> {
        let (_, range) = self.0.front()?;
        (range.start < place).then(|| self.0.pop_front())?
    }

    /// Moves everything before a place to the queue. A text that its source does not show as it is,
    /// such as that of `&amp;`, is moved as a whole.
    fn move_until(&mut self, place: usize, queue: &mut VecDeque<PlacedEvent<'a>>) {
        while let Some((text, range)) = self.pop_before(place) {
            let length = place - range.start;
            let cut = range.end > place && text.len() == range.len();
            match (cut, text.split_at_checked(length)) {
                (true, Some((first, rest))) => {
                    let (first, rest) = match &text {
                        CowStr::Borrowed(text) => match text.split_at_checked(length) {
                            Some((first, rest)) => (first.into(), rest.into()),
                            None => (CowStr::Borrowed(""), CowStr::Borrowed("")),
                        },
                        _ => (first.to_owned().into(), rest.to_owned().into()),
                    };
                    queue.push_back((Event::Text(first), range.start..place));
                    self.0.push_front((rest, place..range.end));
                    return;
                }
                _ => queue.push_back((Event::Text(text), range)),
            }
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
