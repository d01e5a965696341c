//! One entry of the index: a word of a record, or a record of a word.

/// A word of a record or a record of a word, by its number, and how much the word says of the record.
/// There are millions: the number has 24 bits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Posting(u32);

impl Posting {
    /// A number with what is said.
    pub fn new(number: u32, weight: u8) -> Self {
        Self(number << 8 | u32::from(weight))
    }

    /// Of a word in the lexicon, or of a record.
    pub fn number(self) -> u32 {
        self.0 >> 8
    }

    /// How much the word says of the record.
    pub fn weight(self) -> u8 {
        let [weight, ..] = self.0.to_le_bytes();
        weight
    }
}
