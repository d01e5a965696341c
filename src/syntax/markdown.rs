//! The markdown of a book: one dialect, and the library's events under the project's roof.

pub use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
    html,
};
use pulldown_cmark::{Options, Parser};

use super::bytes::has_byte;

/// Events with the bytes of the text that each stands for.
pub type Events<'a> = pulldown_cmark::OffsetIter<'a>;

/// Which markdown a text is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// The language of handbooks.
    #[default]
    Handbook,
    /// The same, with quotes, dashes and ellipses as printers set them.
    Typographic,
    /// CommonMark and nothing else.
    Plain,
}

/// The extensions that authors have. Listed one by one: `all()` would bring smart punctuation,
/// old footnotes and metadata blocks; heading attributes have a parser of their own.
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

/// The events of some markdown.
pub fn events(text: &str) -> Parser<'_> {
    Parser::new_ext(text, dialect())
}

/// The events of some markdown in a dialect, with their places.
pub fn placed_events(text: &str, dialect: Dialect) -> Events<'_> {
    let options = match dialect {
        Dialect::Handbook => self::dialect(),
        Dialect::Typographic => self::dialect() | Options::ENABLE_SMART_PUNCTUATION,
        Dialect::Plain => Options::empty(),
    };
    Parser::new_ext(text, options).into_offset_iter()
}

/// The text of some markdown as a reader would say it: no markup, one line.
pub fn plain_text(markdown: &str) -> String {
    let mut plain = PlainText::default();
    plain.add_markdown(markdown);
    plain.finish()
}

/// Gathers what events say, without their markup, with single blanks.
#[derive(Debug, Default)]
pub struct PlainText(String);

impl PlainText {
    /// Adds what one event says.
    pub fn add(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.say(text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.say(text),
            // raw HTML is shown as text, but comments are for authors alone
            Event::InlineHtml(text) if !text.starts_with("<!--") => self.say(text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !inline_end(event) => {
                self.blank();
            }
            _ => {}
        }
    }

    /// Adds what some markdown says, apart from what was said before.
    pub fn add_markdown(&mut self, markdown: &str) {
        self.blank();
        events(markdown).for_each(|event| self.add(&event));
    }

    /// Adds a text without markup, apart from what was said before.
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

    /// All of it.
    pub fn as_str(&self) -> &str {
        self.0.trim_end()
    }

    /// All of it, for good.
    pub fn finish(mut self) -> String {
        self.0.truncate(self.as_str().len());
        self.0
    }

    /// Forgets all of it, but keeps the room.
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
    // No pair ends the loop, for the reason that `has_byte` gives.
    let pairs = text.bytes().zip(text.bytes().skip(1));
    let has_double = pairs.fold(false, |found, (a, b)| found | ((a == b' ') & (b == b' ')));
    !has_byte(text, is_odd) & !has_double
}

/// Whether the event closes something within a line, after which no blank belongs.
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
