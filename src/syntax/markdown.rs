//! The markdown of a book: one dialect, and the library's events under the project's roof.

pub use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd,
    html,
};
use pulldown_cmark::{Options, Parser};

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
    for event in events(markdown) {
        plain.add(&event);
    }
    plain.finish()
}

/// Gathers what events say, without their markup.
#[derive(Debug, Default)]
pub struct PlainText(String);

impl PlainText {
    /// Adds what one event says.
    pub fn add(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.0.push_str(text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.0.push_str(text),
            // raw HTML is shown as text, but comments are for authors alone
            Event::InlineHtml(text) if !text.starts_with("<!--") => self.0.push_str(text),
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !inline_end(event) => {
                self.0.push(' ');
            }
            _ => {}
        }
    }

    /// All of it, with single blanks.
    pub fn finish(&self) -> String {
        let mut text = String::with_capacity(self.0.len());
        for word in self.0.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        text
    }
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
