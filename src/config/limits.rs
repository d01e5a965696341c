//! Limits of size, so that a hostile book causes an error and does not exhaust the machine.

/// The limits of a book. They count work and never time, so the pages do not depend on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    /// The largest source file, in bytes.
    pub page: usize,
    /// The largest front matter, in bytes.
    pub front_matter: usize,
    /// The longest title, in characters.
    pub title: usize,
    /// The longest path below the content folder, in bytes.
    pub path: usize,
    /// The number of files in the content folder.
    pub files: usize,
    /// The largest image or linked file, in bytes.
    pub image: usize,
    /// The largest total size of the code that a file includes, in bytes.
    pub include: usize,
    /// The number of headings in a file.
    pub headings: usize,
    /// The number of links in a file.
    pub links: usize,
    /// The depth of nested blocks and inline markup.
    pub nesting: usize,
    /// The number of columns of a table.
    pub table_columns: usize,
    /// The number of rows of a table.
    pub table_rows: usize,
    /// The depth of nested lists and maps in front matter.
    pub yaml_depth: usize,
    /// The number of values in front matter.
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
    /// Returns the default limits, replaced by those that `given` returns for the keys of
    /// `[limits]`.
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
