//! The book at a commit, read from the repository into memory.

// The book is read here.
#![allow(clippy::disallowed_methods)]

use std::io::{self, Write as _};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::thread;

use camino::Utf8Path;
use unicode_normalization::UnicodeNormalization;

use super::asset::Assets;
use super::file::SourceFile;
use super::readme::stand_for_indexes;
use super::set::SourceSet;
use super::walk::BOOK_FILE;
use crate::config;
use crate::diag::{Diagnostics, SourcePath};

/// Why a revision of a book could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    #[error("`git` cannot be run: {0}")]
    NoGit(#[source] io::Error),
    #[error("`{revision}` is neither the folder of a book nor a revision: {said}")]
    Unknown { revision: String, said: String },
    #[error("there is no `book.toml` at `{0}`")]
    NoBook(String),
}

/// Returns the texts of the book in `root` at a revision, without images and themes.
///
/// # Errors
/// If git cannot be run, or if it knows no such revision with a book.
pub fn load_revision(root: &Utf8Path, revision: &str) -> Result<SourceSet, RevisionError> {
    // A revision is a name and never an option.
    let commit = format!("{revision}^{{commit}}");
    let commit = git(
        root,
        revision,
        &["rev-parse", "--verify", "--end-of-options", &commit],
        "",
    )?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let listed = git(root, revision, &["ls-tree", "-r", "-z", &commit], "")?;
    let listed = String::from_utf8_lossy(&listed);
    let entries: Vec<(&str, &str)> = listed.split('\0').filter_map(entry).collect();
    let wanted: Vec<&(&str, &str)> = entries
        .iter()
        .filter(|(path, _)| *path == BOOK_FILE || path.ends_with(".md"))
        .collect();
    let ids: String = wanted.iter().map(|(_, id)| format!("{id}\n")).collect();
    let texts = blobs(&git(root, revision, &["cat-file", "--batch"], &ids)?);
    let files: Vec<(&str, Vec<u8>)> = wanted.iter().map(|(path, _)| *path).zip(texts).collect();
    set(root, &files).ok_or_else(|| RevisionError::NoBook(revision.to_owned()))
}

/// Parses the path and the object of a plain file from `<mode> blob <id>\t<path>`.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (facts, path) = line.split_once('\t')?;
    let mut facts = facts.split(' ');
    let plain = facts.next()?.starts_with("100") && facts.next()? == "blob";
    let id = facts.next()?;
    let hidden = path.split('/').any(|part| part.starts_with('.'));
    (plain && !hidden).then_some((path, id))
}

/// Parses the objects that `cat-file --batch` prints: `<id> blob <size>`, the bytes, and a line
/// end.
fn blobs(printed: &[u8]) -> Vec<Vec<u8>> {
    let mut blobs = Vec::new();
    let mut rest = printed;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let (head, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        let head = String::from_utf8_lossy(head);
        let size = head.rsplit(' ').next().and_then(|size| size.parse().ok());
        let after = after.get(1..).unwrap_or_default();
        let (bytes, left) = after
            .split_at_checked(size.unwrap_or(0))
            .unwrap_or((after, &[]));
        blobs.push(bytes.to_vec());
        rest = left.get(1..).unwrap_or_default();
    }
    blobs
}

fn set(root: &Utf8Path, files: &[(&str, Vec<u8>)]) -> Option<SourceSet> {
    let (_, book) = files.iter().find(|(path, _)| *path == BOOK_FILE)?;
    let (book, _) = SourceFile::new(SourcePath::from(BOOK_FILE), BOOK_FILE, book);
    let (config, _) = config::parse(&book.path, &book.text);
    let content = format!("{}/", config.content);
    let texts = files.iter().filter_map(|(path, bytes)| {
        let within: String = path.strip_prefix(&content)?.nfc().collect();
        Some((within, *path, bytes))
    });
    let mut texts: Vec<(String, &str, &Vec<u8>)> = texts.collect();
    stand_for_indexes(&mut texts, |(within, ..)| within);
    let texts = texts.into_iter();
    let texts = texts.map(|(within, path, bytes)| {
        let (file, _) = SourceFile::new(SourcePath::from(path), &within, bytes);
        file
    });
    let mut texts: Vec<SourceFile> = texts.collect();
    texts.sort_by(|a, b| a.within.split('/').cmp(b.within.split('/')));
    Some(SourceSet {
        root: root.to_owned(),
        folder: String::new(),
        book,
        files: texts,
        config,
        theme: Vec::new(),
        assets: Assets::default(),
        diagnostics: Diagnostics::default(),
    })
}

/// Returns the output of git. Git only reads the repository: it runs no hook, monitor or pager,
/// whatever the repository contains.
fn git(
    root: &Utf8Path,
    revision: &str,
    arguments: &[&str],
    input: &str,
) -> Result<Vec<u8>, RevisionError> {
    let mut command = Command::new("git");
    command
        .current_dir(root)
        .args([
            "-c",
            "safe.bareRepository=explicit",
            "-c",
            "core.fsmonitor=false",
            "--no-pager",
        ])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let output = run(&mut command, input).map_err(RevisionError::NoGit)?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or_default();
        Err(RevisionError::Unknown {
            revision: revision.to_owned(),
            said: said.trim_start_matches("fatal: ").to_owned(),
        })
    }
}

/// Runs a program that reads while it prints.
fn run(command: &mut Command, input: &str) -> io::Result<Output> {
    let mut child = command.spawn()?;
    let mut stdin = child.stdin.take();
    let input: Arc<str> = input.into();
    let writer = thread::spawn(move || {
        // A program that no longer reads has reported why.
        stdin
            .as_mut()
            .map(|stdin| stdin.write_all(input.as_bytes()))
    });
    let output = child.wait_with_output();
    writer.join().ok();
    output
}
