//! Every key of `book.toml`, with what it means: the reader and the reference go by this list.

/// One key.
#[derive(Debug)]
pub struct Key {
    /// The table it stands in, without brackets.
    pub table: &'static str,
    /// As it is written; [`ANY`] where the table's keys are words of a list of their own.
    pub name: &'static str,
    pub shape: Shape,
    pub status: Status,
    pub documentation: &'static str,
}

/// The name of keys that are not listed one by one.
pub const ANY: &str = "*";

/// What a key's value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// `"open"`, `"closed"` or a list of strings.
    Vocabulary,
    /// `true` or `false`.
    Flag,
    /// A whole number, 0 or more.
    Count,
    /// `"ignore"`, `"warning"` or `"error"`.
    Level,
}

impl Shape {
    /// As a message names it: "must be …".
    pub const fn wanted(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Texts => "a list of strings",
            Self::Vocabulary => "`\"open\"`, `\"closed\"` or a list of strings",
            Self::Flag => "`true` or `false`",
            Self::Count => "a whole number",
            Self::Level => "`\"ignore\"`, `\"warning\"` or `\"error\"`",
        }
    }
}

/// Whether this version handles a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Built,
    /// Setting it is an error that says so.
    NotBuiltYet,
}

const fn key(
    table: &'static str,
    name: &'static str,
    shape: Shape,
    documentation: &'static str,
) -> Key {
    Key {
        table,
        name,
        shape,
        status: Status::Built,
        documentation,
    }
}

const fn not_yet(
    table: &'static str,
    name: &'static str,
    shape: Shape,
    documentation: &'static str,
) -> Key {
    Key {
        table,
        name,
        shape,
        status: Status::NotBuiltYet,
        documentation,
    }
}

use Shape::{Count, Flag, Level, Text, Texts, Vocabulary};

/// All keys, table by table.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("book", "title", Text, "The handbook's name. Required."),
    key("book", "description", Text, "One sentence for search engines and feeds."),
    key("book", "language", Text, "The language of the text, such as `en` or `zh-Hans`. Default `en`."),
    key("book", "authors", Texts, "Who wrote it."),
    key("book", "base-url", Text, "Where the site will stand: a whole address, or a path alone."),
    key("build", "content", Text, "The folder of the sources. Default `content`."),
    key("build", "output", Text, "The folder the site is written to. Default `public`."),
    key("build", "theme", Text, "The theme: files in `themes/<name>/` go before the built-in ones. Default `default`."),
    key("vocabulary", "topics", Vocabulary, "`open`: any topic makes an index; `closed`: only those with a file; a list: only those. Default `open`."),
    key("vocabulary", "companies", Vocabulary, "The same for companies."),
    key("vocabulary", "roles", Vocabulary, "The same for roles."),
    key("markers", "round", Texts, "Words that open a round."),
    key("markers", "question", Texts, "Words that open a question."),
    key("markers", "follow-up", Texts, "Words that open a follow-up."),
    key("markers", "faq", Texts, "Headings that collect FAQ entries."),
    key("markers", "takeaways", Texts, "Headings that collect takeaways."),
    key("markers", "steps", Texts, "Headings that collect a framework's steps."),
    key("markers", "short-answer", Texts, "Headings of a short answer."),
    key("markers", "answer", Texts, "Headings of an answer."),
    key("markers", "why-they-ask", Texts, "Headings of what the interviewer looks for."),
    key("markers", "hints", Texts, "Headings of hints."),
    key("markers", "pitfalls", Texts, "Headings of common mistakes."),
    key("markers", "rubric", Texts, "Headings of a rubric."),
    key("markers", "references", Texts, "Headings of further reading."),
    key("markers", "style", Texts, "Headings of the interviewer's style."),
    key("markers", "impressions", Texts, "Headings of the candidate's impressions."),
    key("markers", "prepare", Texts, "Headings of what to prepare."),
    key("checks", ANY, Level, "The level of a warning, by its code. Errors stay errors."),
    not_yet("markdown", "html", Text, "What becomes of raw HTML: `sanitize`, `escape` or `allow`."),
    not_yet("markdown", "smart-punctuation", Flag, "Whether straight quotes become curly."),
    not_yet("site", "answers", Text, "Whether answers are `closed` at first, or `open`."),
    not_yet("site", "edit-url", Text, "Where a reader can edit a page; `{path}` is the file."),
    not_yet("site", "tokens", Text, "Colors and sizes of the look."),
    not_yet("search", "enabled", Flag, "Whether there is a search."),
    not_yet("practice", "enabled", Flag, "Whether there is a practice mode."),
    not_yet("practice", "minutes", Count, "How long a question takes that gives no time."),
    not_yet("feeds", "enabled", Flag, "Whether there is a feed."),
    not_yet("feeds", "entries", Count, "How many entries it has."),
    not_yet("assets", "svg", Flag, "Whether SVG files are taken."),
    not_yet("assets", "remote-hosts", Texts, "Hosts whose images may be shown."),
    not_yet("limits", ANY, Text, "How large things may be."),
    not_yet("labels", ANY, Text, "What is shown for fixed values."),
    not_yet("outputs", ANY, Flag, "Which outputs are made."),
    not_yet("git", "dates", Flag, "Whether dates come from the history."),
];
