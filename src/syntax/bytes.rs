//! Scanning texts byte by byte.

/// Returns whether a text has a byte that is wanted.
///
/// Every byte is tested, without an end at the first hit, so that the compiler tests many of them at
/// once. `benches/bytes.rs` compares this with [`Iterator::any`].
pub fn has_byte(text: &str, is_wanted: impl Fn(u8) -> bool) -> bool {
    text.bytes()
        .fold(false, |has_byte, byte| has_byte | is_wanted(byte))
}
