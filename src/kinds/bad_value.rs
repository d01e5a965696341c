//! Values that cannot be read.

/// Why a value cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadValue {
    /// The value does not have the key's shape. The text says what was found instead, as a noun.
    WrongType(String),
    /// The value has the key's shape, but is none of the key's words.
    UnknownWord(String),
    /// The value is a name without any letter or digit.
    EmptySlug(String),
}

impl BadValue {
    /// Returns the reason for a text that means nothing for the key. The text is quoted as far as
    /// it fits into a message.
    pub fn not(text: &str) -> Self {
        let start: String = text.chars().take(LONGEST_QUOTE).collect();
        let more = if start.len() < text.len() { "…" } else { "" };
        Self::WrongType(format!("`{start}{more}`"))
    }
}

/// The number of characters of a bad value that are shown.
const LONGEST_QUOTE: usize = 40;
