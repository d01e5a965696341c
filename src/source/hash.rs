//! Content hashes, by which the memo, the manifest and asset names identify contents.

use std::fmt;
use std::hash::{Hash, Hasher};

/// The first 16 bytes of a BLAKE3 hash. That is enough to never have two contents with one hash,
/// and short enough to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 16]);

impl ContentHash {
    /// Returns the hash of some bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(bytes);
        Self::cut(&hasher)
    }

    /// Returns the hash of everything that a value's `Hash` implementation writes.
    pub fn new<T: Hash + ?Sized>(value: &T) -> Self {
        let mut feed = Feed {
            hasher: blake3::Hasher::new(),
            held: [0; Feed::CHUNK],
            length: 0,
        };
        value.hash(&mut feed);
        feed.pass_on();
        Self::cut(&feed.hasher)
    }

    /// Parses the 32 hexadecimal digits of a hash.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u128::from_str_radix(text, 16).ok()?;
        plain.then(|| Self(number.to_be_bytes()))
    }

    fn cut(hasher: &blake3::Hasher) -> Self {
        let mut cut = [0; 16];
        hasher.finalize_xof().fill(&mut cut);
        Self(cut)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// Collects the bytes that `Hash` implementations write, so that a derived `Hash` gives a content
/// hash.
struct Feed {
    hasher: blake3::Hasher,
    /// Small pieces, which are passed on together.
    held: [u8; Feed::CHUNK],
    /// The number of bytes in `held`.
    length: usize,
}

impl Feed {
    /// BLAKE3 reads chunks of this many bytes.
    const CHUNK: usize = 1024;

    fn pass_on(&mut self) {
        self.hasher
            .update(self.held.get(..self.length).unwrap_or_default());
        self.length = 0;
    }
}

impl Hasher for Feed {
    fn write(&mut self, bytes: &[u8]) {
        if self.length + bytes.len() > Self::CHUNK {
            self.pass_on();
        }
        let end = self.length + bytes.len();
        match self.held.get_mut(self.length..end) {
            Some(room) => {
                room.copy_from_slice(bytes);
                self.length = end;
            }
            None => _ = self.hasher.update(bytes),
        }
    }

    fn finish(&self) -> u64 {
        0
    }
}
