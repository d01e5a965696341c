//! Encodes numbers as text. The files of search are mostly numbers and every reader waits for them;
//! digits and commas would take more bytes, also when compressed.

use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A sequence of numbers, each as digits of base 45, the most significant digit first. The last
/// digit of a number is one of the first 45 characters of the alphabet and its other digits are of
/// the second 45, so that numbers need no separator.
#[derive(Debug, Default)]
pub(super) struct NumberEncoder(Vec<u8>);

const BASE: u64 = 45;

/// The alphabet: ASCII characters that need no escape in JSON and begin no tag.
const DIGITS: &[u8; 90] =
    br##"!#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}"##;

impl NumberEncoder {
    /// Creates an encoder with capacity for this many small numbers.
    pub fn with_room_for(numbers: usize) -> Self {
        Self(Vec::with_capacity(2 * numbers))
    }

    /// Returns the text as a JSON file. No character needs an escape.
    pub fn to_json_file(&self) -> Arc<[u8]> {
        [b"\"", &*self.0, b"\""].concat().into()
    }

    /// Adds a number.
    pub fn push(&mut self, number: u64) {
        self.push_higher(number / BASE);
        self.push_digit(number % BASE);
    }

    /// Adds the number of ascending numbers, and then these numbers.
    pub fn push_list(&mut self, numbers: impl ExactSizeIterator<Item = u64>) {
        self.push(numbers.len() as u64);
        self.push_distances(numbers);
    }

    /// Adds ascending numbers, each as the difference from the one before, because most are close.
    pub fn push_distances(&mut self, numbers: impl IntoIterator<Item = u64>) {
        let mut last = 0;
        for number in numbers {
            self.push(number - last);
            last = number;
        }
    }

    fn push_higher(&mut self, digits: u64) {
        if digits > 0 {
            self.push_higher(digits / BASE);
            self.push_digit(BASE + digits % BASE);
        }
    }

    fn push_digit(&mut self, digit: u64) {
        if let Some(byte) = DIGITS.get(digit as usize) {
            self.0.push(*byte);
        }
    }
}

impl Serialize for NumberEncoder {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(str::from_utf8(&self.0).unwrap_or_default())
    }
}
