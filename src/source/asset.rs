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

/// A file of the content folder that the site may hold: known by its hash, read again only when its
/// bytes are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Relative to the book, as reports name it.
    pub path: SourcePath,
    /// Relative to the content folder: where it stands in the site, too.
    pub within: Arc<str>,
    pub kind: AssetKind,
    /// In bytes.
    pub size: usize,
    /// Width and height in pixels, of images that tell.
    pub dimensions: Option<(u32, u32)>,
    /// Of the bytes.
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

/// Types that carry script or are carried out by a browser: a book's text never brings one along.
const ACTIVE: &[&str] = &[
    "css", "hta", "htc", "htm", "html", "jar", "js", "mht", "mhtml", "mjs", "shtml", "svg", "svgz",
    "swf", "wasm", "xht", "xhtml", "xml", "xsl", "xslt",
];

impl AssetKind {
    /// Every type, in the order that messages list them.
    pub const ALL: [Self; 7] = [
        Self::Png,
        Self::Jpeg,
        Self::Gif,
        Self::Webp,
        Self::Avif,
        Self::Svg,
        Self::Pdf,
    ];

    /// The type that a file's name promises.
    pub fn of_name(within: &str) -> Option<Self> {
        let extension = extension(within);
        Self::ALL
            .into_iter()
            .find(|kind| kind.extensions().contains(&extension.as_str()))
    }

    /// How names of the type end, the usual ending first.
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

    /// As messages name it.
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

    /// Whether a page can show it in its text.
    pub const fn is_image(self) -> bool {
        !matches!(self, Self::Pdf)
    }

    /// The type that the first bytes tell of.
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

/// Whether a file of that name could run in a reader's browser.
pub fn is_active(within: &str) -> bool {
    ACTIVE.contains(&extension(within).as_str())
}

fn extension(within: &str) -> String {
    let extension = Utf8Path::new(within).extension().unwrap_or_default();
    extension.to_ascii_lowercase()
}

/// What lies in the content folder beside the markdown, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assets {
    by_path: BTreeMap<Arc<str>, Arc<Asset>>,
    /// Texts that code fences name; they are never copied.
    texts: BTreeMap<Arc<str>, SourceFile>,
    /// The paths of all files that are neither pages nor assets.
    others: Arc<[Arc<str>]>,
}

impl Assets {
    /// The asset at a path of the content folder.
    pub fn get(&self, within: &str) -> Option<&Arc<Asset>> {
        self.by_path.get(within)
    }

    /// Each of them, in path order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Asset>> {
        self.by_path.values()
    }

    /// All paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        self.by_path.keys()
    }

    /// With texts that code fences name, and the paths of all files that they could name.
    #[must_use]
    pub(super) fn with_texts(self, texts: Vec<SourceFile>, others: Vec<String>) -> Self {
        let by_path = texts.into_iter().map(|file| (file.within.clone(), file));
        Self {
            texts: by_path.collect(),
            others: others.into_iter().map(Arc::from).collect(),
            ..self
        }
    }

    /// The text at a path, if some code fence names it.
    pub fn text(&self, within: &str) -> Option<&SourceFile> {
        self.texts.get(within)
    }

    /// Every text that code fences name.
    pub fn texts(&self) -> impl Iterator<Item = &SourceFile> {
        self.texts.values()
    }

    /// The paths of all files that code fences could name.
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
    /// What is to be known of the file at `on_disk` from its bytes, which are not kept; and the mistake,
    /// where they are of another type than its name says. `None` for a name of no listed type.
    pub(super) fn new(
        path: &SourcePath,
        within: &str,
        on_disk: &Utf8Path,
        bytes: &[u8],
    ) -> (Option<Self>, Option<Diagnostic>) {
        let Some(kind) = AssetKind::of_name(within) else {
            return (None, None);
        };
        let (dimensions, mistake) = match look(kind, path, within, bytes) {
            Ok(dimensions) => (dimensions, None),
            Err(mistake) => (None, Some(*mistake)),
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
        (Some(asset), mistake)
    }

    /// The bytes, read now.
    ///
    /// # Errors
    /// The file cannot be read any more, or is not the one that the book was loaded with.
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

/// Width and height of an image, where it tells.
///
/// # Errors
/// The content is of another type, or more than a picture.
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
            let mut found = Diagnostic::new(Code::WrongExtension, place, message).help(help);
            found.severity = Severity::Error;
            Err(Box::new(found))
        }
    }
}

fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    let size = blob_size(bytes).ok()?;
    Some((size.width.try_into().ok()?, size.height.try_into().ok()?))
}

/// What is wrong, and what to do, where the bytes are of another type than the name.
fn wrong_type(kind: AssetKind, bytes: &[u8], within: &str) -> Option<(String, String)> {
    let found = AssetKind::of_bytes(bytes);
    if found == Some(kind) {
        return None;
    }
    let name = Utf8Path::new(within);
    Some(
        match found.and_then(|found| Some((found, *found.extensions().first()?))) {
            Some((found, extension)) => (
                format!(
                    "`{within}` is a {} file, whatever its name says",
                    found.name()
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
