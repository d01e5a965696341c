//! Writes images: an event with its alternative text becomes an `img` with its dimensions.

use super::html::escape_into;
use crate::syntax::ImageText;
use crate::syntax::markdown::{Event, Tag, TagEnd};

/// A file of the book that a text shows or links to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FileLink {
    /// Its address in the site.
    pub href: String,
    /// Its width and height in pixels, if it is an image that states them.
    pub dimensions: Option<(u32, u32)>,
}

/// Returns the element for the image at `href`. The dimensions reserve its place until it is
/// loaded; a size in the text goes before them.
pub(super) fn element(
    href: &str,
    dimensions: Option<(u32, u32)>,
    text: &ImageText<'_>,
    title: &str,
) -> String {
    let mut markup = String::from("<img src=\"");
    escape_into(&mut markup, href);
    markup.push_str("\" alt=\"");
    escape_into(&mut markup, text.alt);
    if !title.is_empty() {
        markup.push_str("\" title=\"");
        escape_into(&mut markup, title);
    }
    let (width, height) = text.shown(dimensions);
    for (name, pixels) in [("width", width), ("height", height)] {
        if let Some(pixels) = pixels {
            markup.push_str(&format!("\" {name}=\"{pixels}"));
        }
    }
    markup.push_str("\" loading=\"lazy\" decoding=\"async\">");
    markup
}

/// Returns the alternative text: the text of all events up to the end of the image.
pub(super) fn alternative<'a>(rest: &mut impl Iterator<Item = Event<'a>>) -> String {
    let mut alt = String::new();
    let mut inside = 0_usize;
    for event in rest {
        match event {
            Event::Start(Tag::Image { .. }) => inside += 1,
            Event::End(TagEnd::Image) if inside == 0 => break,
            Event::End(TagEnd::Image) => inside -= 1,
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => {
                alt.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
    }
    alt
}
