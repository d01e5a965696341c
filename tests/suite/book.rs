//! Books in temporary folders, for tests to build.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use prepbook::build::{BuildOptions, Built, Memo, Mode, build};
use prepbook::catalog::Drafts;
use prepbook::source::{self, SourceSet};
use tempfile::TempDir;

/// A book of its own folder, gone with the value.
pub struct Book {
    folder: TempDir,
}

impl Book {
    /// A book of these files.
    pub fn of<B: AsRef<[u8]>>(files: &[(impl AsRef<str>, B)]) -> Self {
        let book = Self::empty();
        for (path, bytes) in files {
            book.write(path.as_ref(), bytes);
        }
        fs::create_dir_all(book.root().join("content")).expect("a content folder");
        book
    }

    /// An empty folder.
    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// A copy of the handbook that this repository ships.
    pub fn shipped() -> Self {
        Self::copy("")
    }

    /// A copy of a book of this repository.
    pub fn copy(folder: &str) -> Self {
        let book = Self::of::<&[u8]>(&[] as &[(&str, &[u8])]);
        let original = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let parts = ["book.toml", "content"].map(|part| original.join(part));
        for part in parts {
            for entry in walkdir::WalkDir::new(part) {
                let entry = entry.expect("an entry");
                if entry.file_type().is_file() {
                    let path = Utf8Path::from_path(entry.path()).expect("UTF-8");
                    let within = path.strip_prefix(&original).expect("inside");
                    book.write(within.as_str(), fs::read(path).expect("a file"));
                }
            }
        }
        book
    }

    pub fn root(&self) -> Utf8PathBuf {
        let path = self.folder.path().canonicalize().expect("a real path");
        Utf8PathBuf::from_path_buf(path).expect("UTF-8")
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).expect("a file to remove");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("a file to read")
    }

    /// Replaces a text that must be there.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "`{from}` is not in {path}");
        self.write(path, text.replace(from, to));
    }

    /// Sets a key of its settings; `value` as TOML.
    pub fn set(&self, table: &str, key: &str, value: &str) {
        let (head, line) = (format!("[{table}]\n"), format!("{key} = {value}\n"));
        let settings = self.read("book.toml");
        let mut lines: Vec<&str> = settings.split_inclusive('\n').collect();
        lines.retain(|line| !line.starts_with(&format!("{key} = ")));
        match lines.iter().position(|line| *line == head) {
            Some(at) => lines.insert(at + 1, &line),
            None => lines.extend(["\n", &head, &line]),
        }
        self.write("book.toml", lines.concat());
    }

    pub fn load(&self) -> SourceSet {
        source::load(&self.root()).expect("a book")
    }

    /// Builds it with a memo of its own.
    pub fn build(&self) -> Built {
        self.build_with(&mut Memo::default())
    }

    pub fn build_with(&self, memo: &mut Memo) -> Built {
        let options = BuildOptions::new(Mode::Serve, Drafts::Hidden);
        build(&self.load(), &options, memo)
    }
}

/// The bytes of every artifact, by path.
pub fn pages(built: &Built) -> std::collections::BTreeMap<String, String> {
    let page = |artifact: &prepbook::outputs::Artifact| {
        let bytes = artifact.bytes().expect("a page that renders");
        (
            artifact.path.to_string(),
            String::from_utf8(bytes.to_vec()).expect("UTF-8"),
        )
    };
    built.artifacts.iter().map(page).collect()
}
