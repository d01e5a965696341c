//! All files of a book.

use camino::Utf8PathBuf;

use super::asset::Assets;
use super::file::SourceFile;
use super::hash::ContentHash;
use crate::config::Config;
use crate::diag::report::Texts;
use crate::diag::{Diagnostics, SourcePath};

/// Everything that a build reads.
#[derive(Clone, Debug)]
pub struct SourceSet {
    /// The folder that contains `book.toml`.
    pub root: Utf8PathBuf,
    /// The path from the repository to `root`, with a `/` at the end. It is empty if the two are
    /// the same folder.
    pub folder: String,
    /// The file `book.toml`.
    pub book: SourceFile,
    pub config: Config,
    /// The markdown files of the content folder, in path order.
    pub files: Vec<SourceFile>,
    /// The files that the book adds to its theme, in path order.
    pub theme: Vec<SourceFile>,
    /// The other files of the content folder that may be shown or linked.
    pub assets: Assets,
    /// The errors and warnings of loading, before the book's levels apply.
    pub diagnostics: Diagnostics,
}

impl SourceSet {
    /// Returns every file with the hash of its content. Two sets with equal hashes give one site.
    pub fn hashes(&self) -> impl Iterator<Item = (&SourcePath, ContentHash)> {
        let texts = self.texts().map(|file| (&file.path, file.hash));
        texts.chain(self.assets.iter().map(|asset| (&asset.path, asset.hash)))
    }

    /// Returns the text of a file, for excerpts in reports.
    pub fn text(&self, path: &SourcePath) -> Option<&str> {
        let mut texts = self.texts();
        let file = texts.find(|file| file.path == *path);
        file.map(|file| &*file.text)
    }

    fn texts(&self) -> impl Iterator<Item = &SourceFile> {
        std::iter::once(&self.book)
            .chain(&self.files)
            .chain(&self.theme)
            .chain(self.assets.texts())
    }
}

impl Texts for SourceSet {
    fn text(&self, file: &SourcePath) -> Option<&str> {
        Self::text(self, file)
    }

    fn folder(&self) -> &str {
        &self.folder
    }
}
