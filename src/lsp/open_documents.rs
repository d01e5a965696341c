//! The files that editors have open, whether they belong to a book or not.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};
use gen_lsp_types::Uri;

/// The open files by path.
#[derive(Default)]
pub(super) struct OpenDocuments(BTreeMap<Utf8PathBuf, OpenDocument>);

struct OpenDocument {
    /// The URI that the editor uses.
    uri: Uri,
    version: i32,
}

impl OpenDocuments {
    /// Records that the editor has this version of a file.
    pub(super) fn insert(&mut self, path: Utf8PathBuf, uri: Uri, version: i32) {
        self.0.insert(path, OpenDocument { uri, version });
    }

    /// Records that the editor closed a file.
    pub(super) fn remove(&mut self, path: &Utf8Path) {
        self.0.remove(path);
    }

    /// Returns the editor's URI of the file at `path`, if there can be one.
    pub(super) fn uri(&self, path: &Utf8Path) -> Option<Uri> {
        let open = self.0.get(path).map(|open| open.uri.clone());
        open.or_else(|| Uri::from_file_path(path).ok())
    }

    /// Returns the version that the editor sent last, if the file is open.
    pub(super) fn version(&self, path: &Utf8Path) -> Option<i32> {
        self.0.get(path).map(|open| open.version)
    }
}

/// Returns the file that a URI names; `None` if it names something else, such as the old side of a
/// difference (`git:/…/a.md`) or a text that was not saved yet (`untitled:`).
pub(super) fn path_of(uri: &Uri) -> Option<Utf8PathBuf> {
    let (scheme, _) = uri.as_str().split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let path = uri.to_file_path().ok()?;
    Utf8PathBuf::from_path_buf(path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_are_part_of_a_book() {
        let path = |uri: &str| uri.parse().ok().as_ref().and_then(path_of);
        let file = Some(Utf8PathBuf::from("/book/content/a.md"));
        assert_eq!(path("file:///book/content/a.md"), file);
        assert_eq!(path("FILE:///book/content/a.md"), file);
        for uri in [
            "git:/book/content/a.md?%7B%22ref%22%3A%22~%22%7D",
            "vscode-vfs://github/book/content/a.md",
            "untitled:/book/content/a.md",
            "https://example.org/book/content/a.md",
        ] {
            assert_eq!(path(uri), None, "{uri}");
        }
    }
}
