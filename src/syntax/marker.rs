//! Markers at the start of headings.

use super::bytes::has_byte;
use crate::config::{Marker, Markers};

/// Returns the marker at the start of `heading`, and its length in bytes with the colon.
pub(super) fn marker(heading: &str, markers: &Markers) -> Option<(Marker, usize)> {
    let may_be_colon = |byte: u8| matches!(byte, b':' | 0xEF);
    if !has_byte(heading, may_be_colon) {
        return None;
    }
    let colon = heading.find([':', '：'])?;
    let width = heading.get(colon..)?.chars().next()?.len_utf8();
    let word = heading
        .get(..colon)?
        .trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace() || "*_".contains(c));
    Some((markers.marker(word)?, colon + width))
}

/// Returns the words of a heading behind its marker.
pub(super) fn after_colon(said: &str) -> String {
    let rest = said.split_once([':', '：']).map_or(said, |(_, rest)| rest);
    rest.trim().to_owned()
}
