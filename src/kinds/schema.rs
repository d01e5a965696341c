//! Typed keys. The list of a kind's keys gives its parse errors, its scaffold, its JSON schema and
//! its page in the reference.

use std::marker::PhantomData;

use super::bad_value::BadValue;
use super::raw_field::RawField;
use super::target_kind::TargetKind;

/// A key of a kind, with the type of its value.
#[derive(Debug)]
pub struct Key<T> {
    name: &'static str,
    documentation: &'static str,
    targets: &'static [TargetKind],
    value: PhantomData<fn() -> T>,
}

impl<T: KeyValue> Key<T> {
    /// Creates a key with its name and its sentence for the reference.
    pub const fn new(name: &'static str, documentation: &'static str) -> Self {
        Self {
            name,
            documentation,
            targets: &[],
            value: PhantomData,
        }
    }

    /// Returns the key with values that point to targets of these kinds.
    #[must_use]
    pub const fn to(self, targets: &'static [TargetKind]) -> Self {
        Self { targets, ..self }
    }
}

/// A key without the type of its value.
pub trait AnyKey: Sync {
    /// Returns the name as it is written.
    fn name(&self) -> &'static str;
    /// Returns the sentence for the reference.
    fn documentation(&self) -> &'static str;
    /// Returns the form of its value.
    fn shape(&self) -> Shape;
    /// Returns the kinds of targets that its values point to.
    fn targets(&self) -> &'static [TargetKind];
}

impl<T: KeyValue> AnyKey for Key<T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn documentation(&self) -> &'static str {
        self.documentation
    }

    fn shape(&self) -> Shape {
        T::SHAPE
    }

    fn targets(&self) -> &'static [TargetKind] {
        self.targets
    }
}

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Text,
    /// A whole number above zero.
    Count,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A year, a month or a day.
    Date,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Names, separated by commas or as a list.
    Names,
    /// Ids, separated by commas or as a list.
    References,
    /// The tag of a language.
    Language,
    /// The address of a web page.
    WebAddress,
}

impl Shape {
    /// Returns the shape as a message words it after "must be".
    pub fn wanted(self) -> String {
        match self {
            Self::Text => "a text".into(),
            Self::Count => "a whole number above 0".into(),
            Self::Number => "a whole number".into(),
            Self::Flag => "`true` or `false`".into(),
            Self::Date => "a date such as `2026`, `2026-03` or `2026-03-14`".into(),
            Self::OneOf(words) => format!("one of `{}`", words.join("`, `")),
            Self::Names => "a list of names".into(),
            Self::References => "a list of ids".into(),
            Self::Language => "a language tag such as `en` or `zh-Hans`".into(),
            Self::WebAddress => "an address such as `https://example.org`".into(),
        }
    }
}

impl Shape {
    /// Returns a value with that shape.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Text => "a few words",
            Self::Count => "45",
            Self::Number => "1",
            Self::Flag => "true",
            Self::Date => "2026-03",
            Self::OneOf(words) => match words {
                [first, ..] => first,
                [] => "",
            },
            Self::Names => "[one, another]",
            Self::References => "[some-id, another-id]",
            Self::Language => "en",
            Self::WebAddress => "https://example.org",
        }
    }
}

/// A type of values of keys.
pub trait KeyValue: Sized {
    const SHAPE: Shape;

    /// Reads the value.
    ///
    /// # Errors
    /// If the value is invalid. The caller adds its place.
    fn read(field: &RawField) -> Result<Self, BadValue>;
}
