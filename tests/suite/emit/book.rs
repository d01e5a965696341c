//! A book on the disk with an output folder, for the tests of `emit`.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use camino::{Utf8Path, Utf8PathBuf};
use prepbook::emit::{self, Disk, Durability, EmitError, EmitReport, RealDisk, Target};
use prepbook::outputs::{Artifact, Bytes, ContentHash, OutPath};
use tempfile::TempDir;

/// A site as paths and texts.
pub type Site = BTreeMap<String, Vec<u8>>;

pub struct Book {
    pub root: Utf8PathBuf,
    pub target: Target,
    whole: TempDir,
}

impl Book {
    /// Creates a book with `book.toml`, `content/` and `themes/`, in a folder inside a temporary
    /// one.
    pub fn new() -> Self {
        let whole = temporary_folder();
        let root = Utf8Path::from_path(whole.path()).unwrap().join("book");
        for path in ["book.toml", "content/a.md", "themes/mine/page.html"] {
            write(&root.join(path), path);
        }
        let target = Target {
            output: root.join("public"),
            book: root.clone(),
            protected: vec![root.clone(), root.join("content"), root.join("themes/mine")],
            durability: Durability::Quick,
            lock_timeout: Duration::from_secs(10),
        };
        Self {
            root,
            target,
            whole,
        }
    }

    /// Returns the same book with another output folder, by its path relative to the book.
    pub fn with_output(mut self, path: &str) -> Self {
        self.target.output = self.root.join(path);
        self
    }

    pub fn output(&self, path: &str) -> Utf8PathBuf {
        self.target.output.join(path)
    }

    /// Writes the site to the real disk.
    pub fn emit(&self, artifacts: &[Artifact]) -> EmitReport {
        self.emit_on(artifacts, &RealDisk).unwrap()
    }

    pub fn emit_on(
        &self,
        artifacts: &[Artifact],
        disk: &dyn Disk,
    ) -> Result<EmitReport, EmitError> {
        emit::site(artifacts, &self.target, disk)
    }

    /// Returns the message and the help of the refusal to write a small site. Checks that nothing
    /// was written.
    pub fn refusal(&self) -> (String, String) {
        self.refusal_of(&site(&[("index.html", "new")]))
    }

    pub fn refusal_of(&self, artifacts: &[Artifact]) -> (String, String) {
        let whole = Utf8Path::from_path(self.whole.path()).unwrap();
        let before = moments(whole);
        let refusal = match self.emit_on(artifacts, &RealDisk) {
            Err(EmitError::OutputDir { message, help }) => (message, help),
            other => panic!("{} is not refused: {other:?}", self.target.output),
        };
        assert_eq!(moments(whole), before, "something was written");
        refusal
    }

    /// Returns all files of the output folder except the tool's own.
    pub fn published(&self) -> Site {
        let mut files = files(&self.target.output);
        files.retain(|path, _| !path.starts_with(".prepbook/"));
        files
    }

    /// Returns the tool's own files in the output folder.
    pub fn own(&self) -> Vec<String> {
        files(&self.output(".prepbook")).into_keys().collect()
    }
}

/// Creates a temporary folder, in memory if the system offers that: the tests replace many small
/// files, and a file system on a disk waits for the disk each time.
fn temporary_folder() -> TempDir {
    TempDir::new_in("/dev/shm").unwrap_or_else(|_| TempDir::new().unwrap())
}

/// Returns artifacts whose keys are the hashes of their texts.
pub fn site(files: &[(&str, &str)]) -> Vec<Artifact> {
    files
        .iter()
        .map(|(path, text)| artifact(path, text, text))
        .collect()
}

pub fn artifact(path: &str, key: &str, text: &str) -> Artifact {
    let text: Arc<[u8]> = text.as_bytes().into();
    on_demand(path, key, Bytes::Ready(text))
}

pub fn on_demand(path: &str, key: &str, bytes: Bytes) -> Artifact {
    let key = ContentHash::of_bytes(key.as_bytes());
    Artifact::new(OutPath::new(path).unwrap(), key, bytes)
}

pub fn published(files: &[(&str, &str)]) -> Site {
    files
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

pub fn write(path: &Utf8Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Returns all files below a folder, and its empty folders with a `/` at the end.
pub fn files(folder: &Utf8Path) -> Site {
    let mut found = Site::new();
    for path in below(folder) {
        let name = path.strip_prefix(folder).unwrap().to_string();
        if path.is_symlink() {
            found.insert(name, b"a link".to_vec());
        } else if path.is_file() {
            found.insert(name, fs::read(&path).unwrap());
        } else if path.is_dir() && fs::read_dir(&path).unwrap().next().is_none() {
            found.insert(format!("{name}/"), Vec::new());
        }
    }
    found
}

/// Returns the modification time of each file and folder below a folder.
pub fn moments(folder: &Utf8Path) -> BTreeMap<Utf8PathBuf, SystemTime> {
    let moment = |path: &Utf8PathBuf| fs::symlink_metadata(path).unwrap().modified().unwrap();
    let paths = below(folder).into_iter().chain([folder.to_owned()]);
    paths.map(|path| (path.clone(), moment(&path))).collect()
}

fn below(folder: &Utf8Path) -> Vec<Utf8PathBuf> {
    if !folder.is_dir() {
        return Vec::new();
    }
    let entries = folder.read_dir_utf8().unwrap();
    let paths = entries.map(|entry| entry.unwrap().into_path());
    paths
        .flat_map(|path| {
            let inner = if path.is_symlink() {
                Vec::new()
            } else {
                below(&path)
            };
            inner.into_iter().chain([path])
        })
        .collect()
}
