//! Encodes addresses for machines.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The characters that addresses must not contain. The `#` of a fragment stays.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'#');

/// Returns the address with all characters that addresses must not contain as `%XX`.
pub fn encoded(address: &str) -> String {
    utf8_percent_encode(address, ENCODED).to_string()
}
