//! The words of markup that readers see.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use pulldown_latex::config::DisplayMode;

use super::math;

/// Elements whose content readers do not see.
const UNSEEN: &[&str] = &["script", "style", "annotation"];

/// Elements that are part of a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "mi", "mn", "mo", "msub", "msup", "q", "s", "samp", "small", "span", "strong", "sub",
    "sup", "time", "u", "var", "wbr",
];

/// Returns the text of raw HTML, without tags and comments, and with blanks between blocks.
pub fn text_of_html(raw: &str) -> String {
    let tokenizer = Tokenizer::new(TextSink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(raw));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().text
}

/// Returns the text of a formula, or its source if it is invalid.
pub fn text_of_formula(tex: &str) -> String {
    let invisible = |c: char| matches!(c, '\u{2061}'..='\u{2064}');
    match math::mathml(tex, DisplayMode::Inline) {
        Ok(markup) => {
            let text = text_of_html(&markup);
            text.trim().replace(invisible, "")
        }
        Err(_) => tex.to_owned(),
    }
}

/// Receives the tokens of a piece.
#[derive(Default)]
struct TextSink(RefCell<Collected>);

#[derive(Default)]
struct Collected {
    text: String,
    /// The open element whose content is not seen.
    unseen: Option<String>,
}

impl TokenSink for TextSink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut collected = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => collected.tag(&tag),
            Token::CharacterTokens(text) if collected.unseen.is_none() => {
                collected.text.push_str(&text);
            }
            Token::CharacterTokens(_)
            | Token::DoctypeToken(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::ParseError(_)
            | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

impl Collected {
    fn tag(&mut self, tag: &Tag) {
        let name = tag.name.as_ref();
        if let Some(unseen) = &self.unseen {
            if tag.kind == TagKind::EndTag && name == unseen {
                self.unseen = None;
            }
            return;
        }
        if tag.kind == TagKind::StartTag && UNSEEN.contains(&name) {
            self.unseen = Some(name.to_owned());
        }
        if !INLINE.contains(&name) {
            self.text.push(' ');
        }
    }
}
