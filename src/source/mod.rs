//! Floor 2: the book as it lies on the disk. The only reader of files.

mod asset;
mod cache;
mod cancel;
mod file;
mod hash;
mod hidden;
mod include;
mod load;
mod names;
mod original;
mod read;
mod reader;
mod readme;
mod revision;
mod set;
mod svg;
mod table;
mod text;
mod usage;
mod walk;

pub use asset::{Asset, AssetKind, Assets, is_active};
pub use cancel::CancelToken;
pub use file::SourceFile;
pub use hash::ContentHash;
pub use hidden::is_hidden;
pub use include::{ExcerptFault, excerpt, included_path};
pub use load::{LoadError, find_root};
pub use names::is_reserved;
pub use original::Original;
pub use reader::{FolderId, Reader, folder_id, load};
pub use readme::index_of_readme;
pub use revision::{RevisionError, load_revision};
pub use set::SourceSet;
pub use table::ContentTable;
pub use usage::{Usage, usage};
pub use walk::BOOK_FILE;
