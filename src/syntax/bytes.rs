//! Scanning texts byte by byte.

/// Returns whether a text has a byte that is wanted.
///
/// The loop tests every byte and does not stop at the first hit, so that the compiler can test many
/// bytes at once. `benches/bytes.rs` compares it with [`Iterator::any`].
pub fn has_byte(text: &str, is_wanted: impl Fn(u8) -> bool) -> bool {
    text.bytes()
        .fold(false, |has_byte, byte| has_byte | is_wanted(byte))
}
