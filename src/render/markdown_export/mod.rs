//! The markdown export: the content of a page as markdown, for machines. It is made from the page's
//! own HTML, so content is rendered once and changes of a theme are in both.
//!
//! It is one walk over the tags with an explicit stack, so no depth of nesting can exhaust the call
//! stack.

mod escape;
mod table;
mod writer;

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use writer::{Mark, Prefix, Writer};

/// Elements without an end tag.
const VOID: &[&str] = &[
    "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr",
];

/// Elements without text for readers.
const SILENT: &[&str] = &[
    "audio", "button", "dialog", "form", "iframe", "object", "script", "select", "style", "svg",
    "template", "textarea", "video",
];

/// Classes of elements that are only for eyes or only for screen readers: a drawing repeats its
/// parts, and a back link leads to the number of a footnote.
const SILENT_CLASSES: &[&str] = &["hidden", "footnote-back", "shape", "small-shape"];

/// Returns the content of `<main>` of a page as markdown.
pub fn markdown_export(page: &str) -> String {
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(page));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().writer.finish()
}

/// Receives the tags and texts of a page.
#[derive(Default)]
struct Reader(RefCell<Walk>);

/// The state of the walk.
#[derive(Default)]
struct Walk {
    writer: Writer,
    /// The open elements, from `<main>` on.
    open: Vec<Open>,
    /// The number of elements that were open when a silent one began.
    silent_from: Option<usize>,
}

/// An open element, and the meaning of its end.
struct Open {
    name: String,
    end: End,
    /// Whether its children are shown side by side.
    facts: bool,
}

/// The meaning of the end of an element.
enum End {
    Nothing,
    /// Ends a paragraph.
    Block,
    /// Ends marked text.
    Mark,
    /// Ends a block whose lines have a prefix.
    Prefix,
    List,
    /// Ends marked text that is a separate paragraph.
    MarkedBlock,
    /// Ends the name of a fact. The fact follows.
    Term,
    Code,
    Listing,
    Cell,
    Table,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut walk = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => {
                let name = tag.name.as_ref();
                match tag.kind {
                    TagKind::StartTag => walk.start(&tag, name),
                    TagKind::EndTag => walk.end(name),
                }
                if tag.kind == TagKind::StartTag && matches!(name, "script" | "style") {
                    return TokenSinkResult::RawData(RawKind::Rawtext);
                }
            }
            Token::CharacterTokens(text) if walk.is_exporting() => walk.writer.push_text(&text),
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

impl Walk {
    /// Returns whether text at this place is part of the export.
    fn is_exporting(&self) -> bool {
        !self.open.is_empty() && self.silent_from.is_none()
    }

    fn start(&mut self, tag: &Tag, name: &str) {
        if self.open.is_empty() && name != "main" {
            return;
        }
        let void = VOID.contains(&name);
        if self.silent_from.is_none() && is_silent(tag, name) {
            self.silent_from = (!void).then_some(self.open.len());
        }
        if self.silent_from.is_none() {
            self.writer.end_text();
            if self.open.last().is_some_and(|above| above.facts) {
                self.writer.beside();
            }
        }
        let end = match self.silent_from {
            None => self.meaning(tag, name),
            Some(_) => End::Nothing,
        };
        if !void {
            self.open.push(Open {
                facts: name == "p" && has_class(tag, &["meta", "label"]),
                name: name.to_owned(),
                end,
            });
        }
    }

    /// Ends an element, and the elements in it that were not ended.
    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|open| open.name == name) else {
            return;
        };
        while self.open.len() > at {
            let Some(open) = self.open.pop() else { return };
            match self.silent_from {
                Some(from) if self.open.len() <= from => self.silent_from = None,
                Some(_) => {}
                None => {
                    self.writer.end_text();
                    self.close(&open.end);
                }
            }
        }
    }

    fn close(&mut self, end: &End) {
        let writer = &mut self.writer;
        match end {
            End::Nothing => {}
            End::Block => writer.end_block(),
            End::Mark => writer.end_mark(),
            End::MarkedBlock => {
                writer.end_mark();
                writer.end_block();
            }
            End::Term => writer.end_term(),
            End::Prefix => writer.end_prefix(),
            End::List => writer.end_list(),
            End::Code => writer.end_code(),
            End::Listing => writer.end_listing(),
            End::Cell => writer.end_cell(),
            End::Table => writer.end_table(),
        }
    }

    /// Handles the start of an element, and returns the meaning of its end.
    fn meaning(&mut self, tag: &Tag, name: &str) -> End {
        let in_cell = self.open.iter().any(|open| matches!(open.end, End::Cell));
        let writer = &mut self.writer;
        match name {
            "a" => match attribute(tag, "href") {
                Some(note) if attribute(tag, "role") == Some("doc-noteref") => {
                    writer.reference(note.trim_start_matches('#'));
                    self.silent_from = Some(self.open.len());
                    End::Nothing
                }
                Some(href) => marked(writer, Mark::link(href)),
                None => End::Nothing,
            },
            "strong" | "b" => marked(writer, Mark::new("**")),
            "em" | "i" | "cite" | "dfn" | "var" => marked(writer, Mark::new("*")),
            "del" | "s" | "strike" => marked(writer, Mark::new("~~")),
            "q" => marked(writer, Mark::between("“", "”")),
            "sup" if has_class(tag, &["footnote-reference"]) => End::Nothing,
            "sup" => marked(writer, Mark::between("<sup>", "</sup>")),
            "sub" => marked(writer, Mark::between("<sub>", "</sub>")),
            "code" | "tt" | "samp" => {
                writer.code();
                End::Code
            }
            "math" => {
                let display = attribute(tag, "display") == Some("block");
                writer.formula(attribute(tag, "data-tex").unwrap_or_default(), display);
                self.silent_from = Some(self.open.len());
                End::Nothing
            }
            "img" => {
                let value = |name| attribute(tag, name).unwrap_or_default();
                writer.image(value("alt"), value("src"));
                End::Nothing
            }
            "br" => {
                writer.line_end();
                End::Nothing
            }
            // the text of a cell is one line
            _ if in_cell => {
                if is_block(name) {
                    writer.blank();
                }
                End::Nothing
            }
            _ => self.block(tag, name),
        }
    }

    fn block(&mut self, tag: &Tag, name: &str) -> End {
        let writer = &mut self.writer;
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                writer.heading(
                    name.bytes()
                        .filter(u8::is_ascii_digit)
                        .map(|b| b - b'0')
                        .sum(),
                );
                End::Block
            }
            // details of the line before follow on the same line
            "p" if has_class(tag, &["meta"]) && writer.in_item() && writer.has_words() => {
                writer.beside();
                End::Block
            }
            "ul" | "ol" => {
                let start = attribute(tag, "start").and_then(|text| text.parse().ok());
                writer.list((name == "ol").then(|| start.unwrap_or(1)));
                End::List
            }
            "li" => {
                let note = attribute(tag, "id").filter(|id| id.contains("fn-"));
                match note.filter(|_| self.open.iter().any(|open| open.name == "section")) {
                    Some(id) => writer.note(id),
                    None => writer.item(),
                }
                End::Prefix
            }
            "blockquote" => {
                writer.prefix(Prefix::new("> "));
                End::Prefix
            }
            "div" | "details" if has_class(tag, &["alert"]) => {
                writer.prefix(Prefix::new("> "));
                End::Prefix
            }
            "p" if has_class(tag, &["alert-title"]) => marked_block(writer),
            "summary" | "figcaption" | "caption" => marked_block(writer),
            "dt" => {
                writer.term();
                if writer.mark(Mark::new("**")) {
                    End::Term
                } else {
                    End::Nothing
                }
            }
            // a definition is on the line of its term
            "dd" => End::Block,
            "dl" => {
                writer.list(None);
                End::List
            }
            "pre" => {
                writer.listing(attribute(tag, "data-language").unwrap_or_default());
                End::Listing
            }
            "hr" => {
                writer.rule();
                End::Nothing
            }
            "table" => {
                writer.table();
                End::Table
            }
            "tr" => {
                writer.row();
                End::Nothing
            }
            "td" | "th" => {
                writer.cell(attribute(tag, "class").unwrap_or_default());
                End::Cell
            }
            _ if is_block(name) => {
                writer.end_block();
                End::Block
            }
            _ => End::Nothing,
        }
    }
}

fn marked(writer: &mut Writer, mark: Mark) -> End {
    if writer.mark(mark) {
        End::Mark
    } else {
        End::Nothing
    }
}

fn marked_block(writer: &mut Writer) -> End {
    writer.end_block();
    if writer.mark(Mark::new("**")) {
        End::MarkedBlock
    } else {
        End::Block
    }
}

/// Returns whether an element starts on a new line.
fn is_block(name: &str) -> bool {
    const BLOCKS: &[&str] = &[
        "address",
        "article",
        "aside",
        "center",
        "details",
        "div",
        "fieldset",
        "figure",
        "footer",
        "header",
        "main",
        "nav",
        "p",
        "section",
        "blockquote",
        "li",
        "ol",
        "ul",
        "dl",
        "dt",
        "dd",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ];
    BLOCKS.contains(&name)
}

fn is_silent(tag: &Tag, name: &str) -> bool {
    SILENT.contains(&name)
        || attribute(tag, "hidden").is_some()
        || attribute(tag, "aria-hidden") == Some("true")
        || has_class(tag, SILENT_CLASSES)
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    let attribute = tag
        .attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name);
    attribute.map(|attribute| attribute.value.as_ref())
}

fn has_class(tag: &Tag, classes: &[&str]) -> bool {
    let mut tag_classes = attribute(tag, "class").unwrap_or_default().split(' ');
    tag_classes.any(|class| classes.contains(&class))
}
