//! One file of the site, before it is written or served.

use std::fmt;
use std::sync::Arc;

use super::Extent;
use crate::render::{Fault, FaultOf};
use crate::source::{CancelToken, ContentHash};

/// A path inside the output folder: relative, `/` between parts, no part empty, `.` or `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// `path` as an output path, unless it could leave the folder or meet the tool's own
    /// `.prepbook` inside it.
    pub fn new(path: &str) -> Option<Self> {
        let plain =
            |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
        let ours = path
            .split('/')
            .next()
            .is_some_and(|first| first.eq_ignore_ascii_case(".prepbook"));
        (!ours && path.split('/').all(plain)).then(|| Self(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One file of the site.
#[derive(Clone, Debug)]
pub struct Artifact {
    pub path: OutPath,
    /// Equal keys mean equal bytes, within one version of the tool and beyond.
    pub key: ContentHash,
    pub bytes: Bytes,
}

impl Artifact {
    /// A file whose bytes are known; `None` if it would leave the output folder.
    pub fn ready(path: &str, bytes: &[u8]) -> Option<Self> {
        Some(Self {
            path: OutPath::new(path)?,
            key: ContentHash::of_bytes(bytes),
            bytes: Bytes::Ready(bytes.into()),
        })
    }

    /// The bytes, made now if they were not made before.
    ///
    /// # Errors
    /// What the rendering said, where it failed.
    pub fn bytes(&self) -> Result<Arc<[u8]>, Fault> {
        let given_up = || {
            Err(Fault {
                of: FaultOf::Asset,
                file: self.path.to_string(),
                span: None,
                message: format!("`{}` was given up", self.path),
            })
        };
        self.bytes_while(&CancelToken::never())
            .unwrap_or_else(given_up)
    }

    /// The bytes if they are there, or can be made before `cancel` is cancelled; those of a page always.
    pub fn bytes_while(&self, cancel: &CancelToken<'_>) -> Option<Result<Arc<[u8]>, Fault>> {
        match &self.bytes {
            Bytes::Ready(bytes) => Some(Ok(bytes.clone())),
            Bytes::OnDemand(make) => Some(make()),
            Bytes::OfBook(make) => make(cancel),
        }
    }

    /// The same file, made when its output is.
    #[must_use]
    pub fn made(self, extent: Extent) -> Self {
        let bytes = match (extent, self.bytes) {
            (Extent::Sheet | Extent::Book, Bytes::OnDemand(make)) => {
                Bytes::OfBook(Arc::new(move |cancel| cancel.check().map(|()| make())))
            }
            (Extent::Page | Extent::Sheet | Extent::Book, bytes) => bytes,
        };
        Self { bytes, ..self }
    }

    /// When the bytes are made.
    pub fn extent(&self) -> Extent {
        match &self.bytes {
            Bytes::Ready(_) | Bytes::OnDemand(_) => Extent::Page,
            Bytes::OfBook(_) => Extent::Book,
        }
    }
}

/// Where the files of a site go while it is made.
pub trait Destination {
    /// Who takes them. Asked once, before the first file comes, by a thread that makes none; not
    /// at all where it is known by then that there will be no site.
    fn open(&self) -> &dyn Taker;
}

/// Takes files in any order, several at once.
pub trait Taker: Sync {
    /// Takes a file, which nobody else will have.
    ///
    /// # Errors
    /// What the rendering said, where it failed.
    fn take(&self, file: &Artifact) -> Result<(), Fault>;
}

/// Bytes, or the way to make them when they are asked for.
#[derive(Clone)]
pub enum Bytes {
    Ready(Arc<[u8]>),
    OnDemand(Arc<dyn Fn() -> Result<Arc<[u8]>, Fault> + Send + Sync>),
    /// Of the whole book: `None` where they would have to be made and that may not go on.
    OfBook(Arc<MakeOfBook>),
}

type MakeOfBook = dyn Fn(&CancelToken<'_>) -> Option<Result<Arc<[u8]>, Fault>> + Send + Sync;

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::OnDemand(_) => f.write_str("bytes on demand"),
            Self::OfBook(_) => f.write_str("bytes of the whole book"),
        }
    }
}
