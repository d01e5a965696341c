//! Every key of `book.toml` with its meaning. The reader and the reference use this list.

use std::sync::LazyLock;

use super::markers;

/// A key of `book.toml`.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The table that contains the key, without brackets.
    pub table: &'static str,
    /// The name as it is written, or [`ANY`] if the keys of the table are the words of another
    /// list.
    pub name: &'static str,
    pub shape: Shape,
    pub status: Status,
    pub documentation: &'static str,
}

impl Key {
    /// Returns the meaning as the help of a message words it.
    pub(super) fn meaning(&self) -> String {
        let mut words = self.documentation.trim_end_matches('.').chars();
        let first = words.next().into_iter().flat_map(char::to_lowercase);
        let said: String = first.chain(words).collect();
        format!(
            "it says {}",
            said.replace(". Default ", "; the default is ")
        )
    }
}

/// Returns the meaning of a listed key.
pub(super) fn meaning(table: &str, name: &str) -> String {
    let key = KEYS
        .iter()
        .find(|key| key.table == table && key.name == name);
    key.map(Key::meaning).unwrap_or_default()
}

/// The name of keys that are not listed one by one.
pub const ANY: &str = "*";

/// The form that the value of a key must have.
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
    /// A number of bytes, or one with a unit: `4194304`, `"64 KiB"`, `"4 MiB"`.
    Size,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A table of strings.
    Names,
    /// `"ignore"`, `"warning"` or `"error"`.
    Level,
}

impl Shape {
    /// Returns the shape as a message words it after "must be".
    pub fn wanted(self) -> String {
        let words: &[&str] = match self {
            Self::Text => return "a string".into(),
            Self::Texts => return "a list of strings".into(),
            Self::Vocabulary => {
                return "`\"open\"`, `\"closed\"` or a list of strings".into();
            }
            Self::Flag => return "`true` or `false`".into(),
            Self::Count => return "a whole number, 0 or more".into(),
            Self::Size => return "a number of bytes, or a text such as `\"4 MiB\"`".into(),
            Self::Names => return "a table of strings".into(),
            Self::Level => &["ignore", "warning", "error"],
            Self::Choice(words) => words,
        };
        let quoted: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
        match quoted.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} or {last}", others.join(", ")),
            None => String::new(),
        }
    }
}

/// Whether this version supports a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Built,
    /// Setting the key is an error, unless the value turns the feature off.
    NotBuiltYet {
        but: Option<&'static str>,
    },
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
    but: Option<&'static str>,
    documentation: &'static str,
) -> Key {
    Key {
        table,
        name,
        shape,
        status: Status::NotBuiltYet { but },
        documentation,
    }
}

use Shape::{Choice, Count, Flag, Level, Names, Size, Text, Texts, Vocabulary};

/// The value that turns a feature off.
const OFF: Option<&str> = Some("false");

/// All keys, table by table.
pub static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let markers =
        markers::keys().map(|(name, documentation)| key("markers", name, Texts, documentation));
    let keys = ABOVE_MARKERS.iter().copied().chain(markers);
    keys.chain(BELOW_MARKERS.iter().copied()).collect()
});

#[rustfmt::skip]
const ABOVE_MARKERS: &[Key] = &[
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
];

#[rustfmt::skip]
const BELOW_MARKERS: &[Key] = &[
    key("checks", ANY, Level, "The level of a warning, by its code. Errors stay errors."),
    key("limits", "page", Size, "The longest source file. Default `\"4 MiB\"`."),
    key("limits", "front-matter", Size, "The longest front matter. Default `\"64 KiB\"`."),
    key("limits", "title", Count, "The longest title, in characters. Default 300."),
    key("limits", "path", Count, "The longest path below the content folder, in bytes. Default 200."),
    key("limits", "files", Count, "How many files the content folder may hold. Default 100,000."),
    key("limits", "headings", Count, "How many headings a file may have. Default 5,000."),
    key("limits", "links", Count, "How many links a file may have. Default 20,000."),
    key("limits", "nesting", Count, "How deep blocks and marks may nest. Default 64."),
    key("limits", "table-columns", Count, "How many columns a table may have. Default 100."),
    key("limits", "table-rows", Count, "How many rows a table may have. Default 5,000."),
    key("limits", "yaml-depth", Count, "How deep lists and maps of front matter may nest. Default 16."),
    key("limits", "yaml-nodes", Count, "How many values front matter may hold. Default 10,000."),
    key("limits", "image", Size, "The largest image or linked file. Default `\"10 MiB\"`."),
    key("limits", "include", Size, "How much code a file may include in all. Default `\"4 MiB\"`."),
    key("markdown", "html", Choice(&["sanitize", "escape", "allow"]), "What becomes of raw HTML. Default `sanitize`."),
    key("markdown", "smart-punctuation", Flag, "Whether straight quotes become curly. Default `false`."),
    key("site", "answers", Choice(&["closed", "open"]), "Whether answers are open at first. Default `closed`."),
    key("site", "edit-url", Text, "Where a reader can edit a page; `{path}` stands for the file."),
    key("site", "tokens", Names, "Colors and fonts of the look: a table of its own, `[site.tokens]`."),
    key("site.tokens", "bg", Text, "The page."),
    key("site.tokens", "surface", Text, "Answers and the header."),
    key("site.tokens", "sunk", Text, "Code and filters."),
    key("site.tokens", "ink", Text, "Text."),
    key("site.tokens", "muted", Text, "Facts and hints."),
    key("site.tokens", "line", Text, "Hairlines."),
    key("site.tokens", "edge", Text, "The borders of controls."),
    key("site.tokens", "accent", Text, "Links, rules and focus."),
    key("site.tokens", "accent-soft", Text, "What the pointer is on."),
    key("site.tokens", "on-accent", Text, "Text on the accent."),
    key("site.tokens", "ask", Text, "What the interviewer says of itself."),
    key("site.tokens", "easy", Text, "Easy questions."),
    key("site.tokens", "medium", Text, "Medium questions."),
    key("site.tokens", "hard", Text, "Hard questions."),
    key("site.tokens", "mark", Text, "What a search found."),
    key("site.tokens", "serif", Text, "The type of questions."),
    key("site.tokens", "sans", Text, "The type of the handbook."),
    key("site.tokens", "mono", Text, "The type of labels, numbers and code."),
    key("search", "enabled", Flag, "Whether there is a search. Default `true`."),
    not_yet("practice", "enabled", Flag, OFF, "Whether there is a practice mode. Default `true`."),
    not_yet("practice", "minutes", Count, None, "How long a question takes that gives no time. Default 2."),
    key("feeds", "enabled", Flag, "Whether there is a feed, where `base-url` names a host. Default `true`."),
    key("feeds", "entries", Count, "How many entries it has. Default 50."),
    key("assets", "svg", Flag, "Whether SVG files are taken. Default `false`."),
    key("assets", "remote-hosts", Texts, "Hosts whose images may be shown, such as `images.example.org`. Default: none."),
    key("labels", ANY, Text, "What is shown for a fixed value, such as `hard`."),
    key("outputs", "print", Flag, "Whether there are sheets to print: of the whole book, of each interview and of each topic. Default `false`."),
    key("outputs", "data", Flag, "Whether there is a data export, `data/handbook.json`. Default `false`."),
    key("outputs", "markdown-twins", Flag, "Whether each page has a markdown twin, `index.md`. Default `false`."),
    not_yet("outputs", "anki", Flag, OFF, "Whether there is an Anki deck."),
    not_yet("outputs", "epub", Flag, OFF, "Whether there is an EPUB."),
    not_yet("outputs", "share-image", Flag, OFF, "Whether there is an image for links that are shared."),
    not_yet("git", "dates", Flag, OFF, "Whether dates that front matter lacks come from the history. Default `false`."),
];
