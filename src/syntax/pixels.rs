//! Numbers of pixels, and the size in braces behind an image: `{width=300}`.

/// The largest width and height in pixels.
const LARGEST: u32 = 10_000;

/// The number of bytes that are searched for the end of the braces.
const LONGEST_SIZE: usize = 80;

/// Reads the width and height in braces at the start of a text, and returns them with the length of the
/// braces. Braces that say anything else are text.
pub(super) fn size_in_braces(text: &str) -> Option<(Option<u32>, Option<u32>, usize)> {
    let rest = text.strip_prefix('{')?;
    let end = rest
        .bytes()
        .take(LONGEST_SIZE)
        .position(|byte| byte == b'}')?;
    let inside = rest.get(..end)?;
    let (mut width, mut height) = (None, None);
    for item in inside.split_ascii_whitespace() {
        let (key, value) = item.split_once('=')?;
        let value = value.trim_matches(['"', '\'']);
        let side = match key {
            "width" => &mut width,
            "height" => &mut height,
            _ => return None,
        };
        *side = Some(pixels(value.strip_suffix("px").unwrap_or(value))?);
    }
    let is_size = width.is_some() || height.is_some();
    is_size.then_some((width, height, inside.len() + "{}".len()))
}

/// Reads a number of pixels, from 1 to 10,000.
pub fn pixels(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let pixels: u32 = digits.then(|| text.parse().ok()).flatten()?;
    (1..=LARGEST).contains(&pixels).then_some(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_behind_an_image_are_its_size() {
        assert_eq!(size_in_braces("{width=300}x"), Some((Some(300), None, 11)));
        assert_eq!(
            size_in_braces("{ height='20px' width=\"30\" }"),
            Some((Some(30), Some(20), 28))
        );
        for text in [
            "",
            "{}",
            "{width}",
            "{width=50%}",
            "{width=0}",
            "{#id width=1}",
            " {width=1}",
            "{width=1",
        ] {
            assert_eq!(size_in_braces(text), None, "{text}");
        }
    }
}
