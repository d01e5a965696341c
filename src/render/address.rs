//! Encodes addresses for machines.

/// Returns the address with all characters that addresses must not contain as `%XX`. The `#` of a
/// fragment stays.
pub fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~#".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
