//! The size of an image: behind a bar in its text, as note programs write it, `![The plan|200](x.png)`, or
//! in braces behind it, `![The plan](x.png){width=200}`.

use super::markdown::LinkType;
use super::pixels::{pixels, size_in_braces};

/// The text of an image without its size, and the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageText<'a> {
    /// The text for readers who do not see the image.
    pub alt: &'a str,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// Reads the text of an image, `text|300` or `text|300x200`. The text of `![[x.png|300]]` may be a size
/// alone.
pub fn image_text(kind: LinkType, text: &str) -> ImageText<'_> {
    let (alt, said) = match (text.rsplit_once('|'), kind) {
        (Some((alt, said)), _) => (alt.trim_end(), said),
        (None, LinkType::WikiLink { .. }) => ("", text),
        (None, _) => (text, ""),
    };
    match size(said.trim()) {
        Some((width, height)) => ImageText {
            alt,
            width: Some(width),
            height,
        },
        None => ImageText {
            alt: text,
            width: None,
            height: None,
        },
    }
}

/// Reads `300` or `300x200`.
fn size(text: &str) -> Option<(u32, Option<u32>)> {
    match text.split_once(['x', '×']) {
        Some((width, height)) => Some((pixels(width)?, Some(pixels(height)?))),
        None => Some((pixels(text)?, None)),
    }
}

impl ImageText<'_> {
    /// Returns the text with the size in braces behind the image, if there is one. `rest` is what follows
    /// the image.
    #[must_use]
    pub fn followed_by(self, rest: &str) -> Self {
        match size_in_braces(rest) {
            Some((width, height, _)) => Self {
                width,
                height,
                ..self
            },
            None => self,
        }
    }

    /// Returns the width and height to show an image of these dimensions with. A side that is not
    /// written keeps the proportions.
    pub fn shown(&self, dimensions: Option<(u32, u32)>) -> (Option<u32>, Option<u32>) {
        let proportional = |side: u32, own: u32, other: u32| {
            let pixels = u64::from(other) * u64::from(side);
            u32::try_from(pixels.checked_div(u64::from(own))?).ok()
        };
        match (self.width, self.height, dimensions) {
            (None, None, _) => dimensions.unzip(),
            (Some(width), None, Some((own_width, own_height))) => {
                (Some(width), proportional(width, own_width, own_height))
            }
            (None, Some(height), Some((own_width, own_height))) => {
                (proportional(height, own_height, own_width), Some(height))
            }
            (width, height, _) => (width, height),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_no_part_of_the_text() {
        const WIKI: LinkType = LinkType::WikiLink { has_pothole: true };
        let read = |kind, text| {
            let ImageText { alt, width, height } = image_text(kind, text);
            (alt, width, height)
        };
        assert_eq!(
            read(LinkType::Inline, "The plan|200"),
            ("The plan", Some(200), None)
        );
        assert_eq!(
            read(LinkType::Inline, "The plan | 200x100"),
            ("The plan", Some(200), Some(100))
        );
        assert_eq!(read(WIKI, "300"), ("", Some(300), None));
        assert_eq!(read(LinkType::Inline, "300"), ("300", None, None));
        assert_eq!(read(LinkType::Inline, "a|b"), ("a|b", None, None));
        assert_eq!(read(WIKI, "P(A|B)"), ("P(A|B)", None, None));
        assert_eq!(read(LinkType::Inline, "x|0"), ("x|0", None, None));
        assert_eq!(
            read(LinkType::Inline, "x|99999999999"),
            ("x|99999999999", None, None)
        );
        assert_eq!(read(WIKI, "A plan"), ("A plan", None, None));
    }

    #[test]
    fn heights_keep_the_proportions() {
        assert_eq!(
            image_text(LinkType::Inline, "x|200").shown(Some((400, 300))),
            (Some(200), Some(150))
        );
        assert_eq!(
            image_text(LinkType::Inline, "x|200x9").shown(Some((400, 300))),
            (Some(200), Some(9))
        );
        assert_eq!(
            image_text(LinkType::Inline, "x|200").shown(None),
            (Some(200), None)
        );
        assert_eq!(
            image_text(LinkType::Inline, "x").shown(Some((4, 3))),
            (Some(4), Some(3))
        );
        assert_eq!(
            image_text(LinkType::Inline, "x|200").shown(Some((0, 3))),
            (Some(200), None)
        );
    }
}
