//! The values of keys. Strings become types here, and nowhere later.

use std::fmt;
use std::sync::Arc;

use super::bad_value::BadValue;
use super::raw_field::RawField;
use super::schema::{KeyValue, Shape};
use crate::config::Language;
use crate::diag::Span;
use crate::syntax::{LinkForm, is_slug, slug, slug_without_signs};

/// An id, which is its own slug and never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

impl Slug {
    /// Returns the slug of a text, or `None` if it is empty.
    pub fn from_text(text: &str) -> Option<Self> {
        Some(slug(text))
            .filter(|slug| !slug.is_empty())
            .map(|slug| Self(slug.into()))
    }

    /// Returns the id that versions up to 0.1 made of `text`, if they made another one than this.
    pub(super) fn before_signs(&self, text: &str) -> Option<Self> {
        let old = slug_without_signs(text);
        (!old.is_empty() && *old != *self.0).then(|| Self(old.into()))
    }

    /// Returns `text` as an id if it is a slug.
    pub fn written(text: &str) -> Option<Self> {
        is_slug(text).then(|| Self(text.into()))
    }

    /// Returns an id for a heading that gives none, so that one error does not cause others.
    pub(super) fn stand_in(at: usize) -> Self {
        Self(format!("heading-{at}").into())
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the id as shared text.
    pub fn shared(&self) -> Arc<str> {
        self.0.clone()
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A company, role or topic as the author spelled it, with its id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    pub spelling: Arc<str>,
    pub id: Slug,
    pub span: Span,
}

impl Name {
    fn new(spelling: &str, span: Span) -> Result<Self, BadValue> {
        let id = Slug::from_text(spelling).ok_or_else(|| BadValue::EmptySlug(spelling.into()))?;
        Ok(Self {
            spelling: spelling.into(),
            id,
            span,
        })
    }
}

impl KeyValue for Name {
    const SHAPE: Shape = Shape::Text;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        Self::new(field.text()?, field.span)
    }
}

/// Several names, separated by commas or written as a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Names(pub Vec<Name>);

impl KeyValue for Names {
    const SHAPE: Shape = Shape::Names;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        let parts = field.parts()?;
        let names = parts.iter().map(|(text, span)| Name::new(text, *span));
        names.collect::<Result<_, _>>().map(Self)
    }
}

/// A reference by id or path that has not been looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The target as it is written: `views-drop`, `framework:star`, `cases`, or the path of a file.
    pub target: String,
    pub span: Span,
    /// Whether the target is an id or a path.
    pub form: LinkForm,
}

impl Reference {
    /// Creates a reference by id.
    pub fn id(target: String, span: Span) -> Self {
        let form = LinkForm::Wiki;
        Self { target, span, form }
    }
}

/// Several references, separated by commas or written as a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct References(pub Vec<Reference>);

impl KeyValue for References {
    const SHAPE: Shape = Shape::References;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        let parts = field.parts()?.into_iter();
        Ok(Self(
            parts
                .map(|(target, span)| Reference::id(target, span))
                .collect(),
        ))
    }
}

/// An old id, or an old route with a leading `/`, that leads to an entity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alias {
    pub text: String,
    pub span: Span,
}

/// Several aliases, separated by commas or written as a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Aliases(pub Vec<Alias>);

impl KeyValue for Aliases {
    const SHAPE: Shape = Shape::Names;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        let parts = field.parts()?.into_iter();
        Ok(Self(
            parts.map(|(text, span)| Alias { text, span }).collect(),
        ))
    }
}

impl KeyValue for Reference {
    const SHAPE: Shape = Shape::Text;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        let target = field.text()?.to_owned();
        Ok(Self::id(target, field.span))
    }
}

impl KeyValue for String {
    const SHAPE: Shape = Shape::Text;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        field.text().map(str::to_owned)
    }
}

impl KeyValue for bool {
    const SHAPE: Shape = Shape::Flag;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        match field.text()? {
            // YAML 1.2's core schema has these spellings (section 10.3.2).
            "true" | "True" | "TRUE" => Ok(true),
            "false" | "False" | "FALSE" => Ok(false),
            other => Err(BadValue::not(other)),
        }
    }
}

impl KeyValue for i32 {
    const SHAPE: Shape = Shape::Number;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        let text = field.text()?;
        text.parse().map_err(|_| BadValue::not(text))
    }
}

/// A number of whole minutes above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes(pub u32);

impl KeyValue for Minutes {
    const SHAPE: Shape = Shape::Count;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        let text = field.text()?;
        match text.parse() {
            Ok(minutes) if minutes > 0 => Ok(Self(minutes)),
            Ok(_) | Err(_) => Err(BadValue::not(text)),
        }
    }
}

/// A year, a month or a day as it is written. Later dates compare greater.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(Arc<str>);

impl Date {
    /// Returns the year.
    pub fn year(&self) -> u16 {
        let digits = self.0.get(..4).unwrap_or_default();
        digits.parse().unwrap_or_default()
    }

    /// Returns `2026`, `2026-03` or `2026-03-14`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl KeyValue for Date {
    const SHAPE: Shape = Shape::Date;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        let text = field.text()?;
        let whole = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        let plain = whole.len() == 10 && whole.chars().all(|c| c.is_ascii_digit() || c == '-');
        match whole.parse::<jiff::civil::Date>() {
            Ok(_) if plain => Ok(Self(text.into())),
            _ => Err(BadValue::not(text)),
        }
    }
}

impl KeyValue for Language {
    const SHAPE: Shape = Shape::Language;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        let text = field.text()?;
        Self::parse(text).ok_or_else(|| BadValue::not(text))
    }
}

/// The address of a web page: `http://` or `https://`, a host, and perhaps a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebAddress(String);

impl WebAddress {
    /// Returns the address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl KeyValue for WebAddress {
    const SHAPE: Shape = Shape::WebAddress;

    fn read(field: &RawField) -> Result<Self, BadValue> {
        let text = field.text()?;
        let rest = ["https://", "http://"]
            .into_iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        let has_host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
        if has_host && !text.contains(char::is_whitespace) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadValue::not(text))
        }
    }
}

macro_rules! closed_set {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($variant),* }

        impl $name {
            /// All values in the order of the reference.
            pub const ALL: &[Self] = &[$(Self::$variant),*];
            const WORDS: &[&'static str] = &[$($word),*];

            /// Returns the word that authors write.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl KeyValue for $name {
            const SHAPE: Shape = Shape::OneOf(Self::WORDS);

            fn read(field: &RawField) -> Result<Self, BadValue> {
                let text = field.text()?;
                let all = Self::ALL.iter().copied();
                all.into_iter()
                    .find(|one| one.as_str() == text)
                    .ok_or_else(|| BadValue::UnknownWord(text.into()))
            }
        }
    };
}

closed_set! {
    /// The difficulty of a question. A question without one is of unknown difficulty.
    Difficulty { Easy "easy", Medium "medium", Hard "hard" }
}
closed_set! {
    /// The subject of a round.
    RoundKind {
        Screen "screen", Technical "technical", Case "case", Behavioral "behavioral",
        Design "design", TakeHome "take-home", Hr "hr", Other "other",
    }
}
closed_set! {
    /// The kind of answer that a question asks for.
    Format {
        Concept "concept", Case "case", Behavioral "behavioral", Design "design",
        Coding "coding", Estimation "estimation",
    }
}
closed_set! {
    /// The way in which a follow-up presses on.
    Tone { Probe "probe", Challenge "challenge", Clarify "clarify" }
}
closed_set! {
    /// The pressure in a round.
    Pressure { Low "low", Medium "medium", High "high" }
}
closed_set! {
    /// The result of an interview or a round.
    Outcome { Offer "offer", Rejected "rejected", Withdrawn "withdrawn", Pending "pending" }
}
closed_set! {
    /// The source of an interview.
    ToldBy { Candidate "candidate", Collected "collected" }
}
closed_set! {
    /// The form in which a framework is drawn.
    FrameworkShape {
        Steps "steps", Cycle "cycle", Dimensions "dimensions", Formula "formula",
        Funnel "funnel", Checklist "checklist",
    }
}
