//! Numbers as text. Files of a search are mostly numbers, every reader waits for them, and digits with
//! commas take more bytes, packed too.

use std::sync::Arc;

use serde::Serialize;

/// Numbers, one after another: digits of base 45, the greatest first. There are 90 signs, those of
/// ASCII that stand for themselves in JSON and begin no tag; the last digit of a number is one of the
/// first 45, the others are of the second, so nothing stands between two numbers.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub(super) struct Signs(String);

const BASE: u64 = 45;

impl Signs {
    /// With room for so many small numbers.
    pub fn with_room_for(numbers: usize) -> Self {
        Self(String::with_capacity(2 * numbers))
    }

    /// As a file of JSON: no sign needs an escape.
    pub fn file(&self) -> Arc<[u8]> {
        [b"\"", self.0.as_bytes(), b"\""].concat().into()
    }

    /// Adds a number.
    pub fn push(&mut self, number: u64) {
        self.push_higher(number / BASE);
        self.0.push(sign(number % BASE));
    }

    /// Adds ascending numbers, each as the distance from the last: most are near.
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
            self.0.push(sign(BASE + digits % BASE));
        }
    }
}

fn sign(digit: u64) -> char {
    let mut sign = b'!' + u8::try_from(digit).unwrap_or_default();
    for other in [b'"', b'<', b'\\'] {
        sign += u8::from(sign >= other);
    }
    char::from(sign)
}
