//! Assets: files beside the text that pages show or link to. Only listed types are read.

// Assets are part of the book, which is read here.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use imagesize::{Compression, ImageType, blob_size, image_type};

use super::file::SourceFile;
use super::hash::ContentHash;
use super::svg;
use crate::diag::{Code, Diagnostic, Place, Severity, SourcePath};

/// A file of the content folder that the site may contain. It is known by its hash, and read again
/// when its bytes are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The path relative to the book, which reports show.
    pub path: SourcePath,
    /// The path relative to the content folder, which is also the path in the site.
    pub within: Arc<str>,
    pub kind: AssetKind,
    /// The size in bytes.
    pub size: usize,
    /// Width and height in pixels, if the image has them.
    pub dimensions: Option<(u32, u32)>,
    /// The hash of the bytes.
    pub hash: ContentHash,
    on_disk: Utf8PathBuf,
}

/// The types of assets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssetKind {
    Png,
    Jpeg,
    Gif,
    Webp,
    Avif,
    Svg,
    Pdf,
}

/// Types that carry script or that a browser runs. The text of a book never adds one to the site.
const ACTIVE: &[&str] = &[
    "css", "hta", "htc", "htm", "html", "jar", "js", "mht", "mhtml", "mjs", "shtml", "svg", "svgz",
    "swf", "wasm", "xht", "xhtml", "xml", "xsl", "xslt",
];

impl AssetKind {
    /// All types in the order of messages.
    pub const ALL: [Self; 7] = [
        Self::Png,
        Self::Jpeg,
        Self::Gif,
        Self::Webp,
        Self::Avif,
        Self::Svg,
        Self::Pdf,
    ];

    /// Returns the type that a file has by its name.
    pub fn of_name(within: &str) -> Option<Self> {
        let extension = extension(within);
        Self::ALL
            .into_iter()
            .find(|kind| kind.extensions().contains(&extension.as_str()))
    }

    /// Returns the endings of file names of the type, the usual one first.
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Gif => &["gif"],
            Self::Webp => &["webp"],
            Self::Avif => &["avif"],
            Self::Svg => &["svg"],
            Self::Pdf => &["pdf"],
        }
    }

    /// Returns the name that messages show.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::Gif => "GIF",
            Self::Webp => "WebP",
            Self::Avif => "AVIF",
            Self::Svg => "SVG",
            Self::Pdf => "PDF",
        }
    }

    /// Returns whether a page can show the file in its text.
    pub const fn is_image(self) -> bool {
        !matches!(self, Self::Pdf)
    }

    /// Returns the type that a file has by its first bytes.
    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            return Some(Self::Pdf);
        }
        match image_type(bytes).ok()? {
            ImageType::Png => Some(Self::Png),
            ImageType::Jpeg => Some(Self::Jpeg),
            ImageType::Gif => Some(Self::Gif),
            ImageType::Webp => Some(Self::Webp),
            ImageType::Heif(Compression::Av1) => Some(Self::Avif),
            _ => None,
        }
    }
}

/// Returns whether a file with that name could run in a reader's browser.
pub fn is_active(within: &str) -> bool {
    ACTIVE.contains(&extension(within).as_str())
}

fn extension(within: &str) -> String {
    let extension = Utf8Path::new(within).extension().unwrap_or_default();
    extension.to_ascii_lowercase()
}

/// The files of the content folder other than pages, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    by_path: BTreeMap<Arc<str>, Arc<Asset>>,
    /// Texts that code fences include. They are never copied.
    texts: BTreeMap<Arc<str>, SourceFile>,
    /// The paths of all files that are neither pages nor assets.
    others: Arc<[Arc<str>]>,
}

impl Assets {
    /// Returns the asset at a path of the content folder.
    pub fn get(&self, within: &str) -> Option<&Arc<Asset>> {
        self.by_path.get(within)
    }

    /// Returns all assets in path order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Asset>> {
        self.by_path.values()
    }

    /// Returns all paths of assets in order.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.by_path.keys()
    }

    /// Returns the assets with texts that code fences include, and with the paths of all files that
    /// they could include.
    #[must_use]
    pub(super) fn with_texts(self, texts: Vec<SourceFile>, others: Vec<String>) -> Self {
        let by_path = texts.into_iter().map(|file| (file.within.clone(), file));
        Self {
            texts: by_path.collect(),
            others: others.into_iter().map(Arc::from).collect(),
            ..self
        }
    }

    /// Returns the text at a path, if a code fence includes it.
    pub fn text(&self, within: &str) -> Option<&SourceFile> {
        self.texts.get(within)
    }

    /// Returns all texts that code fences include.
    pub fn texts(&self) -> impl Iterator<Item = &SourceFile> {
        self.texts.values()
    }

    /// Returns the paths of all files that code fences could include.
    pub fn text_paths(&self) -> Arc<[Arc<str>]> {
        self.others.clone()
    }
}

impl FromIterator<Asset> for Assets {
    fn from_iter<T: IntoIterator<Item = Asset>>(from: T) -> Self {
        let by_path = from
            .into_iter()
            .map(|asset| (asset.within.clone(), Arc::new(asset)));
        Self {
            by_path: by_path.collect(),
            ..Self::default()
        }
    }
}

impl Asset {
    /// Reads the properties of the file at `on_disk` from its bytes, which are not stored. Returns
    /// a diagnostic if the bytes have another type than the name says, and no asset if the name has
    /// no listed type.
    pub(super) fn new(
        path: &SourcePath,
        within: &str,
        on_disk: &Utf8Path,
        bytes: &[u8],
    ) -> (Option<Self>, Option<Diagnostic>) {
        let Some(kind) = AssetKind::of_name(within) else {
            return (None, None);
        };
        let (dimensions, diagnostic) = match look(kind, path, within, bytes) {
            Ok(dimensions) => (dimensions, None),
            Err(diagnostic) => (None, Some(*diagnostic)),
        };
        let asset = Self {
            path: path.clone(),
            within: within.into(),
            kind,
            size: bytes.len(),
            dimensions,
            hash: ContentHash::of_bytes(bytes),
            on_disk: on_disk.to_owned(),
        };
        (Some(asset), diagnostic)
    }

    /// Reads the bytes from the disk.
    ///
    /// # Errors
    /// If the file can no longer be read, or is not the file that the book was loaded with.
    pub fn bytes(&self) -> Result<Arc<[u8]>, String> {
        let bytes = fs::read(&self.on_disk)
            .map_err(|error| format!("`{}` could not be read: {error}", self.path))?;
        if ContentHash::of_bytes(&bytes) == self.hash {
            Ok(bytes.into())
        } else {
            Err(format!("`{}` changed while the book was built", self.path))
        }
    }
}

/// Returns the width and height of an image, if it has them.
///
/// # Errors
/// If the content has another type, or is more than a picture.
fn look(
    kind: AssetKind,
    path: &SourcePath,
    within: &str,
    bytes: &[u8],
) -> Result<Option<(u32, u32)>, Box<Diagnostic>> {
    let place = Place::start_of(path);
    if kind == AssetKind::Svg {
        return svg::dimensions(bytes).map_err(|fault| {
            let help =
                "save it as plain SVG without scripts, links and styles from elsewhere, or as PNG";
            let message = format!("`{within}` {fault}");
            Box::new(Diagnostic::new(Code::ActiveAsset, place, message).help(help))
        });
    }
    match wrong_type(kind, bytes, within) {
        None => Ok(pixels(bytes)),
        Some((message, help)) => {
            let mut diagnostic = Diagnostic::new(Code::WrongExtension, place, message).help(help);
            diagnostic.severity = Severity::Error;
            Err(Box::new(diagnostic))
        }
    }
}

fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = blob_size(bytes).ok()?;
    Some((size.width.try_into().ok()?, size.height.try_into().ok()?))
}

/// Returns the error and its help if the bytes have another type than the name.
fn wrong_type(kind: AssetKind, bytes: &[u8], within: &str) -> Option<(String, String)> {
    let actual = AssetKind::of_bytes(bytes);
    if actual == Some(kind) {
        return None;
    }
    let name = Utf8Path::new(within);
    Some(
        match actual.and_then(|actual| Some((actual, *actual.extensions().first()?))) {
            Some((actual, extension)) => (
                format!(
                    "`{within}` is a {} file, whatever its name says",
                    actual.name()
                ),
                format!(
                    "rename it to `{}`, and the links to it",
                    name.with_extension(extension)
                ),
            ),
            None => (
                format!("`{within}` is no {} file", kind.name()),
                "save it anew in a program that writes that type, or remove it".to_owned(),
            ),
        },
    )
}
