//! The manifest `.prepbook/manifest.json`: the files of the output folder that are ours.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io;

use serde::{Deserialize, Serialize, Serializer};

use super::error::EmitError;
use super::folder::Folder;
use super::layout::MANIFEST;
use crate::outputs::{ContentHash, OutPath};

/// Version of the manifest's format.
const FORMAT: u32 = 1;

/// The files of one site, and the producer of the manifest.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    /// `None` if there is no manifest yet.
    made_by: Option<Producer>,
    pub files: BTreeMap<OutPath, Entry>,
}

/// The format of a manifest, and the version of the tool that wrote it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Producer {
    format: u32,
    tool: String,
}

/// One file as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub key: ContentHash,
    pub hash: ContentHash,
    pub size: u64,
}

/// The manifest as JSON.
#[derive(Serialize, Deserialize)]
struct Text<R> {
    made_by: Producer,
    files: Vec<R>,
}

#[derive(Deserialize)]
struct Row {
    path: String,
    key: String,
    hash: String,
    size: u64,
}

/// A row to write. There are many, so that nothing is copied for it.
#[derive(Serialize)]
struct NewRow<'a> {
    path: &'a str,
    #[serde(serialize_with = "as_text")]
    key: ContentHash,
    #[serde(serialize_with = "as_text")]
    hash: ContentHash,
    size: u64,
}

fn as_text<S: Serializer>(value: &impl Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

impl Producer {
    fn current() -> Self {
        Self {
            format: FORMAT,
            tool: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

impl Manifest {
    /// Creates a manifest of this version of the tool.
    pub fn new(files: BTreeMap<OutPath, Entry>) -> Self {
        Self {
            made_by: Some(Producer::current()),
            files,
        }
    }

    /// Parses the text of the manifest in the folder. Returns an empty manifest if there is none.
    pub fn read(folder: &Folder, text: Option<&[u8]>) -> Result<Self, EmitError> {
        match text {
            Some(text) => Self::parse(text).ok_or_else(|| folder.damaged(MANIFEST)),
            None => Ok(Self {
                made_by: None,
                files: BTreeMap::new(),
            }),
        }
    }

    /// Returns whether equal keys mean equal bytes. Another version of the tool may make other
    /// bytes from the same inputs.
    pub fn keys_hold(&self) -> bool {
        self.made_by == Some(Producer::current())
    }

    /// Returns the manifest as JSON, sorted by path.
    pub fn to_json(&self) -> io::Result<Vec<u8>> {
        let files = self.files.iter().map(|(path, entry)| NewRow {
            path: path.as_str(),
            key: entry.key,
            hash: entry.hash,
            size: entry.size,
        });
        let text = Text {
            made_by: Producer::current(),
            files: files.collect(),
        };
        Ok(serde_json::to_vec(&text)?)
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let Text { made_by, files } = serde_json::from_slice::<Text<Row>>(text).ok()?;
        let files = files.into_iter().map(Row::checked);
        Some(Self {
            made_by: Some(made_by),
            files: files.collect::<Option<_>>()?,
        })
    }
}

impl Row {
    /// Converts the row. Paths are checked again, because anybody may have written the file.
    fn checked(self) -> Option<(OutPath, Entry)> {
        let entry = Entry {
            key: ContentHash::parse(&self.key)?,
            hash: ContentHash::parse(&self.hash)?,
            size: self.size,
        };
        Some((OutPath::new(&self.path)?, entry))
    }
}
