//! One file of the site, before it is written or served.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use crate::render::{Fault, FaultKind};
use crate::source::{CancelToken, ContentHash};

/// A path inside the output folder: relative, `/` between parts, no part empty, `.` or `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// Returns `path` as an output path, unless it could leave the folder or meet the tool's own
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

    /// Returns the path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for OutPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// When the bytes of an artifact are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// With every build: readers see these files first.
    Eager,
    /// When a reader asks for them, or after a pause. They show the whole book, and their templates can
    /// fail, so `check` makes them too.
    DeferredFallible,
    /// When a reader asks for them, or after a pause. No edit waits for them, and they cannot fail.
    Deferred,
}

/// One file of the site.
#[derive(Clone, Debug)]
pub struct Artifact {
    pub path: OutPath,
    /// Equal keys mean equal bytes, within one version of the tool and beyond.
    pub key: ContentHash,
    /// The output that makes the artifact sets it.
    pub when: When,
    pub bytes: Bytes,
}

impl Artifact {
    /// Creates an eager file.
    pub fn new(path: OutPath, key: ContentHash, bytes: Bytes) -> Self {
        Self {
            path,
            key,
            when: When::Eager,
            bytes,
        }
    }

    /// Creates a file with known bytes; `None` if it would leave the output folder.
    pub fn ready(path: &str, bytes: &[u8]) -> Option<Self> {
        let key = ContentHash::of_bytes(bytes);
        Some(Self::new(
            OutPath::new(path)?,
            key,
            Bytes::Ready(bytes.into()),
        ))
    }

    /// Returns whether no edit waits for the bytes.
    pub fn is_deferred(&self) -> bool {
        self.when != When::Eager
    }

    /// Returns the bytes, and makes them first if they do not exist yet.
    ///
    /// # Errors
    /// The fault of the template or asset that the file is made of.
    pub fn bytes(&self) -> Result<Arc<[u8]>, Fault> {
        let given_up = || {
            Err(Fault {
                kind: FaultKind::Asset,
                file: self.path.to_string(),
                span: None,
                message: format!("`{}` was given up", self.path),
            })
        };
        self.bytes_while(&CancelToken::never())
            .unwrap_or_else(given_up)
    }

    /// Returns the bytes if they exist, or can be made before the work is canceled. An eager file is
    /// always made.
    pub fn bytes_while(&self, cancel: &CancelToken<'_>) -> Option<Result<Arc<[u8]>, Fault>> {
        match &self.bytes {
            Bytes::Ready(bytes) => Some(Ok(bytes.clone())),
            Bytes::OnDemand(make) if self.is_deferred() => (!cancel.is_cancelled()).then(|| make()),
            Bytes::OnDemand(make) => Some(make()),
            Bytes::Cancelable(make) => make(cancel),
        }
    }
}

/// Receives the files of a build, in any order and from several threads at once.
pub trait ArtifactSink: Sync {
    /// Opens the sink. Called once, before the first artifact, by the thread that runs the build, and
    /// only if the build has no errors so far.
    fn open(&self) {}

    /// Takes a file.
    ///
    /// # Errors
    /// The fault of the template or asset, if the bytes cannot be made.
    fn write(&self, artifact: &Artifact) -> Result<(), Fault>;
}

/// Bytes, or a function that makes them.
#[derive(Clone)]
pub enum Bytes {
    Ready(Arc<[u8]>),
    OnDemand(Arc<dyn Fn() -> Result<Arc<[u8]>, Fault> + Send + Sync>),
    /// Polls whether to go on; returns `None` once canceled.
    Cancelable(Arc<MakeCancelable>),
}

type MakeCancelable = dyn Fn(&CancelToken<'_>) -> Option<Result<Arc<[u8]>, Fault>> + Send + Sync;

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::OnDemand(_) => f.write_str("bytes on demand"),
            Self::Cancelable(_) => f.write_str("cancelable bytes on demand"),
        }
    }
}
