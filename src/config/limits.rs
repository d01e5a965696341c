//! How large things may be, so that a hostile book ends in a message and not in a full machine.

/// The limits of a book. They count work and never time, so that the pages do not depend on the
/// machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// Of a source file, in bytes.
    pub page: usize,
    /// Of its front matter, in bytes.
    pub front_matter: usize,
    /// Of a title, in characters.
    pub title: usize,
    /// Of a path below the content folder, in bytes.
    pub path: usize,
    /// How many files the content folder may hold.
    pub files: usize,
    /// Of an image or another file beside the text, in bytes.
    pub image: usize,
    /// Of what a file includes in all, in bytes.
    pub include: usize,
    /// How many headings a file may have.
    pub headings: usize,
    /// How many links a file may have.
    pub links: usize,
    /// How deep blocks and marks may nest.
    pub nesting: usize,
    /// How many columns a table may have.
    pub table_columns: usize,
    /// How many rows a table may have.
    pub table_rows: usize,
    /// How deep lists and maps of front matter may nest.
    pub yaml_depth: usize,
    /// How many values front matter may hold.
    pub yaml_nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page: 4 << 20,
            front_matter: 64 << 10,
            title: 300,
            path: 200,
            files: 100_000,
            image: 10 << 20,
            include: 4 << 20,
            headings: 5_000,
            links: 20_000,
            nesting: 64,
            table_columns: 100,
            table_rows: 5_000,
            yaml_depth: 16,
            yaml_nodes: 10_000,
        }
    }
}

impl Limits {
    /// The usual limits, with those that `given` knows by the key's name in `[limits]`.
    pub(super) fn with(given: impl Fn(&'static str) -> Option<usize>) -> Self {
        let usual = Self::default();
        Self {
            page: given("page").unwrap_or(usual.page),
            front_matter: given("front-matter").unwrap_or(usual.front_matter),
            title: given("title").unwrap_or(usual.title),
            path: given("path").unwrap_or(usual.path),
            files: given("files").unwrap_or(usual.files),
            image: given("image").unwrap_or(usual.image),
            include: given("include").unwrap_or(usual.include),
            headings: given("headings").unwrap_or(usual.headings),
            links: given("links").unwrap_or(usual.links),
            nesting: given("nesting").unwrap_or(usual.nesting),
            table_columns: given("table-columns").unwrap_or(usual.table_columns),
            table_rows: given("table-rows").unwrap_or(usual.table_rows),
            yaml_depth: given("yaml-depth").unwrap_or(usual.yaml_depth),
            yaml_nodes: given("yaml-nodes").unwrap_or(usual.yaml_nodes),
        }
    }
}
