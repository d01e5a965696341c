//! Sanitizes raw HTML: only elements that carry text, and attributes that describe them, reach a
//! page.
//!
//! Each piece of raw HTML is first cleaned at its place. There, everything that is removed can be
//! reported, and no piece can leave a tag, an attribute or a comment open around our own markup.
//! Then the whole body goes through the sanitizer, which has the final decision about the tree. Our
//! own markup is not part of that text: placeholders represent it, which are elements with a name
//! that the author cannot know.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::placeholders::PlaceholderMap;
use crate::render::html::escape_into;

/// Elements that carry text.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Attributes that all elements may have.
const ATTRIBUTES: &[&str] = &["dir", "lang", "title"];

/// Attributes that single elements may have.
const OWN_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["datetime"]),
    ("details", &["open"]),
    ("ins", &["datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// Attributes that are left out without a word, because they mark up no text: forges leave them out too,
/// and an anchor is that of the heading around it.
const SILENT: &[&str] = &[
    "align",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "class",
    "color",
    "face",
    "height",
    "id",
    "name",
    "nowrap",
    "rel",
    "size",
    "target",
    "valign",
    "width",
];

/// Schemes of the addresses that a link may have.
const SCHEMES: &[&str] = &["http", "https", "mailto"];

/// Elements that are removed together with their content.
const WHOLE: &[&str] = &["script", "style"];

/// Elements without an end tag.
const VOID: &[&str] = &["br", "col", "hr", "wbr"];

/// Returns whether pages keep an element of that name, and it has an end tag.
pub(super) fn is_element(name: &str) -> bool {
    ELEMENTS.contains(&name) && !VOID.contains(&name)
}

/// Returns a piece of raw HTML without everything that may not reach a page, and descriptions of
/// what was removed.
pub(super) fn cleaned(raw: &str) -> (String, Vec<String>) {
    let tokenizer = Tokenizer::new(Pieces::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(raw));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut pieces = tokenizer.sink.0.into_inner();
    pieces.close_paragraph();
    (pieces.html, pieces.changes)
}

/// Receives the tokens of a piece.
#[derive(Default)]
struct Pieces(RefCell<CleanedPiece>);

/// The result of cleaning a piece.
#[derive(Default)]
struct CleanedPiece {
    html: String,
    /// The place of the open `<p>`.
    paragraph: Option<usize>,
    changes: Vec<String>,
    /// The open element that is removed together with its content.
    inside: Option<String>,
}

impl TokenSink for Pieces {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut piece = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => piece.tag(&tag),
            Token::CharacterTokens(text) if piece.inside.is_none() => {
                escape_into(&mut piece.html, &text);
            }
            Token::DoctypeToken(_) => piece.changes.push("a document type is left out".into()),
            Token::CharacterTokens(_)
            | Token::CommentToken(_)
            | Token::NullCharacterToken
            | Token::ParseError(_)
            | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

impl CleanedPiece {
    fn tag(&mut self, tag: &Tag) {
        // The one `h1` of a page is its title.
        let name = match tag.name.as_ref() {
            "h1" => "h2",
            name => name,
        };
        if let Some(inside) = &self.inside {
            if tag.kind == TagKind::EndTag && name == inside {
                self.inside = None;
            }
            return;
        }
        if !ELEMENTS.contains(&name) {
            if tag.kind == TagKind::StartTag && name != "font" {
                self.changes.push(format!("`<{name}>` is left out"));
                self.inside = WHOLE.contains(&name).then(|| name.to_owned());
            }
            return;
        }
        match tag.kind {
            TagKind::EndTag if VOID.contains(&name) => {}
            // A paragraph cannot hold what stands between two pieces.
            TagKind::EndTag if name == "p" && self.paragraph.take().is_none() => {}
            TagKind::EndTag => self.html.push_str(&format!("</{name}>")),
            TagKind::StartTag => self.start(tag, name),
        }
    }

    /// Closes the open `<p>`, or removes it if nothing is in it: the blocks of markdown behind it are
    /// no part of a paragraph.
    fn close_paragraph(&mut self) {
        let Some(place) = self.paragraph.take() else {
            return;
        };
        let opened = self.html.get(place..).unwrap_or_default();
        let is_empty = opened
            .split_once('>')
            .is_none_or(|(_, text)| text.trim().is_empty());
        if is_empty {
            self.html.truncate(place);
        } else {
            self.html.push_str("</p>");
        }
    }

    fn start(&mut self, tag: &Tag, name: &str) {
        if name == "p" {
            self.close_paragraph();
            self.paragraph = Some(self.html.len());
        }
        self.html.push('<');
        self.html.push_str(name);
        for attribute in &tag.attrs {
            let key = attribute.name.local.as_ref();
            if SILENT.contains(&key) && !may_have(name, key) {
                continue;
            }
            if !may_have(name, key) {
                let change = format!("the attribute `{key}` of `<{name}>` is left out");
                self.changes.push(change);
            } else if key == "href" && !leads_on(&attribute.value) {
                let change = "an address in `<a>` is left out".to_owned();
                self.changes.push(change);
            } else {
                self.html.push_str(&format!(" {key}=\""));
                escape_into(&mut self.html, &attribute.value);
                self.html.push('"');
            }
        }
        self.html.push('>');
    }
}

fn may_have(element: &str, attribute: &str) -> bool {
    let mut element_attributes = OWN_ATTRIBUTES.iter().filter(|(name, _)| *name == element);
    ATTRIBUTES.contains(&attribute)
        || element_attributes.any(|(_, attributes)| attributes.contains(&attribute))
}

/// Returns whether an address, as a browser reads it, is absolute and has an allowed scheme.
fn leads_on(href: &str) -> bool {
    let seen: String = href
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let scheme = seen
        .split_once(':')
        .map(|(scheme, _)| scheme.to_lowercase());
    scheme.is_some_and(|scheme| SCHEMES.contains(&scheme.as_str()))
}

/// Sanitizes a body with raw HTML as a whole.
pub(super) fn clean(html: &str, placeholders: &PlaceholderMap) -> String {
    let by_element = OWN_ATTRIBUTES.iter();
    let mut attributes: HashMap<&str, HashSet<&str>> = by_element
        .map(|(element, attributes)| (*element, attributes.iter().copied().collect()))
        .collect();
    attributes.insert(&placeholders.name, HashSet::from(["n"]));
    let mut elements: HashSet<&str> = ELEMENTS.iter().copied().collect();
    elements.insert(&placeholders.name);
    let mut builder = Builder::empty();
    builder
        .tags(elements)
        .clean_content_tags(WHOLE.iter().copied().collect())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .tag_attributes(attributes)
        .url_schemes(SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("noopener noreferrer nofollow ugc"));
    let mut filled = placeholders.filled(&builder.clean(html).to_string());
    if !filled.ends_with('\n') {
        filled.push('\n');
    }
    filled
}
