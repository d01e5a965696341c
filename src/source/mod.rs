//! Floor 2: the book as it lies on the disk. The only reader of files.

mod asset;
mod cancel;
mod hash;
mod hidden;
mod include;
mod load;
mod names;
mod original;
mod reader;
mod revision;
mod svg;
mod table;
mod text;
mod usage;

use std::sync::Arc;

use camino::Utf8PathBuf;

pub use asset::{Asset, AssetKind, Assets, is_active};
pub use cancel::CancelToken;
pub use hash::ContentHash;
pub use hidden::is_hidden;
pub use include::{ExcerptFault, excerpt, included_path};
pub use load::{BOOK_FILE, LoadError, find_root, load};
pub use names::is_reserved;
pub use original::Original;
pub use reader::{FolderId, Reader, folder_id};
pub use revision::{RevisionError, load_revision};
pub use table::ContentTable;
pub use usage::{Usage, usage};

use crate::config::Config;
use crate::diag::SourcePath;
use crate::diag::report::Texts;

/// One text file of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative to the book, as reports name it.
    pub path: SourcePath,
    /// Relative to the content (or theme) folder: the part that gives kind and id.
    pub within: Arc<str>,
    /// Without byte order mark, with plain line ends.
    pub text: Arc<str>,
    /// What lies on the disk instead, for those who write it back.
    pub original: Original,
    /// Of `within` and `text`.
    pub hash: ContentHash,
}

/// All that a build reads.
#[derive(Clone, Debug)]
pub struct SourceSet {
    /// The folder that holds `book.toml`.
    pub root: Utf8PathBuf,
    /// That folder seen from its repository, with a `/` at the end; empty where the two are one.
    pub folder: String,
    /// `book.toml` itself.
    pub book: SourceFile,
    pub config: Config,
    /// The markdown files of the content folder, in path order.
    pub files: Vec<SourceFile>,
    /// The book's own files for its theme, in path order.
    pub theme: Vec<SourceFile>,
    /// What else lies in the content folder and may be shown or linked.
    pub assets: Assets,
}

impl SourceSet {
    /// Every file with the hash of its content: two sets in which these are equal give one site.
    pub fn hashes(&self) -> impl Iterator<Item = (&SourcePath, ContentHash)> {
        let texts = std::iter::once(&self.book).chain(&self.files);
        let texts = texts.chain(&self.theme).chain(self.assets.texts());
        let texts = texts.map(|file| (&file.path, file.hash));
        texts.chain(self.assets.iter().map(|asset| (&asset.path, asset.hash)))
    }

    /// The text of one of the files, for excerpts in reports.
    pub fn text(&self, path: &SourcePath) -> Option<&str> {
        std::iter::once(&self.book)
            .chain(&self.files)
            .chain(&self.theme)
            .chain(self.assets.texts())
            .find(|file| file.path == *path)
            .map(|file| &*file.text)
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
