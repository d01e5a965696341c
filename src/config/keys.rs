//! Every key of `book.toml`, with what it means: the reader and the reference go by this list.

/// One key.
#[derive(Debug)]
pub struct Key {
    /// The table it stands in, without brackets.
    pub table: &'static str,
    pub name: &'static str,
    pub shape: Shape,
    pub documentation: &'static str,
}

/// What a key's value must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// The language has it; this version does not.
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
        documentation,
    }
}

use Shape::{NotBuiltYet, Text, Texts};

/// All keys, table by table.
pub const KEYS: &[Key] = &[
    key("book", "title", Text, "The handbook's name. Required."),
    key(
        "book",
        "description",
        Text,
        "One sentence for search engines and feeds.",
    ),
    key(
        "book",
        "language",
        Text,
        "The language of the text, such as `en` or `zh-Hans`.",
    ),
    key("book", "authors", Texts, "Who wrote it."),
    key(
        "book",
        "base-url",
        Text,
        "Where the site will stand: a whole address, or a path alone.",
    ),
    key(
        "build",
        "content",
        Text,
        "The folder of the sources. Default `content`.",
    ),
    key(
        "build",
        "output",
        Text,
        "The folder the site is written to. Default `public`.",
    ),
    key(
        "build",
        "theme",
        Text,
        "The theme: files in `themes/<name>/` go before the built-in ones.",
    ),
    key("markers", "round", Texts, "Words that open a round."),
    key("markers", "question", Texts, "Words that open a question."),
    key(
        "markers",
        "follow-up",
        Texts,
        "Words that open a follow-up.",
    ),
    key(
        "markers",
        "faq",
        Texts,
        "Headings that collect FAQ entries.",
    ),
    key(
        "markers",
        "takeaways",
        Texts,
        "Headings that collect takeaways.",
    ),
    key(
        "markers",
        "steps",
        Texts,
        "Headings that collect a framework's steps.",
    ),
    key(
        "markers",
        "short-answer",
        Texts,
        "Headings of a short answer.",
    ),
    key("markers", "answer", Texts, "Headings of an answer."),
    key(
        "markers",
        "why-they-ask",
        Texts,
        "Headings of what the interviewer looks for.",
    ),
    key("markers", "hints", Texts, "Headings of hints."),
    key("markers", "pitfalls", Texts, "Headings of common mistakes."),
    key("markers", "rubric", Texts, "Headings of a rubric."),
    key(
        "markers",
        "references",
        Texts,
        "Headings of further reading.",
    ),
    key(
        "markers",
        "style",
        Texts,
        "Headings of the interviewer's style.",
    ),
    key(
        "markers",
        "impressions",
        Texts,
        "Headings of the candidate's impressions.",
    ),
    key("markers", "prepare", Texts, "Headings of what to prepare."),
    key(
        "vocabulary",
        "*",
        NotBuiltYet,
        "Open or closed topics, companies and roles.",
    ),
    key(
        "markdown",
        "*",
        NotBuiltYet,
        "How raw HTML and punctuation are treated.",
    ),
    key(
        "site",
        "*",
        NotBuiltYet,
        "Answers open or closed, edit links, tokens of the look.",
    ),
    key("search", "*", NotBuiltYet, "The search index."),
    key("practice", "*", NotBuiltYet, "Practice mode."),
    key(
        "feeds",
        "*",
        NotBuiltYet,
        "The feed of new and changed questions.",
    ),
    key("checks", "*", NotBuiltYet, "Levels of warnings."),
    key("assets", "*", NotBuiltYet, "Which files are copied."),
    key("limits", "*", NotBuiltYet, "How large things may be."),
    key(
        "labels",
        "*",
        NotBuiltYet,
        "What is shown for fixed values.",
    ),
    key("outputs", "*", NotBuiltYet, "Which outputs are made."),
    key("git", "*", NotBuiltYet, "Dates from the history."),
];
