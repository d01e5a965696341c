//! Floor 1: the text of `book.toml` becomes a [`Config`].

mod json_schema;
mod keys;
mod labels;
mod language;
mod limits;
mod marker_words;
mod markers;
mod parse;
mod question_parts;
mod read;
mod settings;
mod strings;
mod value;

pub use json_schema::book_schema;
pub use keys::{ANY, KEYS, Key, Shape, Status};
pub use labels::LABELS;
pub use language::Language;
pub use limits::Limits;
pub use marker_words::{MarkerWords, marker_in_language};
pub use markers::{Collecting, Marker, Markers, Part, Reserved};
pub use parse::parse;
pub use question_parts::{PartPlace, PartUse, QUESTION_PARTS, QuestionPart};
pub use settings::{Answers, Base, Config, Level, Links, RawHtml, Site, Vocabulary};
pub use strings::{Phrase, Phrases, StringsFault, parse_strings};
