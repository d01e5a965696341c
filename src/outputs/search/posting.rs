//! A posting: one entry of the index.

/// A word of a record, or a record of a word, by its number, with the weight of the word in the
/// record. There are millions of postings, so the number has 24 bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting(u32);

impl Posting {
    /// Creates a posting.
    pub fn new(number: u32, weight: u8) -> Self {
        Self(number << 8 | u32::from(weight))
    }

    /// Returns the number of the word in the lexicon, or of the record.
    pub fn number(self) -> u32 {
        self.0 >> 8
    }

    /// Returns the weight of the word in the record.
    pub fn weight(self) -> u8 {
        let [weight, ..] = self.0.to_le_bytes();
        weight
    }
}
