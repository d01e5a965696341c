//! Reading single files.

// The book is read here.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::io::{self, Read as _};

use super::asset::Asset;
use super::file::SourceFile;
use super::text::is_foreign;
use super::walk::{FoundFile, unreadable};
use crate::diag::{Code, Diagnostic, Place};

/// Reads a text. A file that cannot be read, or that has more than `longest` bytes, is empty and
/// unread, so that links to it do not break as well.
pub(super) fn text(file: &FoundFile, longest: usize) -> (SourceFile, Option<Diagnostic>) {
    let help = "divide it, or raise `page` under `[limits]`";
    as_text(file, bytes_below(file, longest, Code::LimitPage, help))
}

/// Reads a text that another file includes, as [`text`] does.
pub(super) fn included_text(file: &FoundFile, longest: usize) -> (SourceFile, Option<Diagnostic>) {
    let help = "cut it down to what readers need, or raise `include` under `[limits]`";
    as_text(file, bytes_below(file, longest, Code::LimitInclude, help))
}

/// Reads the properties of an asset. A file with an error is an asset too, so that pages that show
/// it do not break as well.
pub(super) fn asset(file: &FoundFile, largest: usize) -> (Option<Asset>, Option<Diagnostic>) {
    let help = "make it smaller: 1600 pixels are wide enough; or raise `image` under `[limits]`";
    match bytes_below(file, largest, Code::LimitImage, help) {
        Ok(bytes) => Asset::new(&file.path, &file.within, &file.on_disk, &bytes),
        Err(diagnostic) => {
            let (asset, _) = Asset::new(&file.path, &file.within, &file.on_disk, &[]);
            (asset, Some(*diagnostic))
        }
    }
}

fn as_text(
    file: &FoundFile,
    bytes: Result<Vec<u8>, Box<Diagnostic>>,
) -> (SourceFile, Option<Diagnostic>) {
    let unread = || SourceFile::unread(&file.path, &file.within);
    match bytes {
        Ok(bytes) => match SourceFile::new(file.path.clone(), &file.within, &bytes) {
            (_, diagnostic @ Some(_)) if is_foreign(&bytes) => (unread(), diagnostic),
            read => read,
        },
        Err(diagnostic) => (unread(), Some(*diagnostic)),
    }
}

/// Reads the bytes of a file, unless there are more than `longest`.
fn bytes_below(
    file: &FoundFile,
    longest: usize,
    code: Code,
    help: &str,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let unreadable = |error: io::Error| Box::new(unreadable(&file.path, &error));
    let (size, opened): (u64, Box<dyn io::Read>) = match &file.unsaved {
        Some(text) => (text.len() as u64, Box::new(text.as_bytes())),
        None => {
            let opened = fs::File::open(&file.on_disk).map_err(unreadable)?;
            let size = opened.metadata().map_err(unreadable)?.len();
            (size, Box::new(opened))
        }
    };
    if let Ok(length) = usize::try_from(size)
        && length <= longest
    {
        // With one byte more than the file has, its end shows in the first read. `take` keeps
        // `read_to_end` from asking the system for the size again.
        let mut bytes = Vec::with_capacity(length + 1);
        let mut opened = opened.take(u64::MAX);
        opened.read_to_end(&mut bytes).map_err(unreadable)?;
        return Ok(bytes);
    }
    let message = format!("the file has {size} bytes, and the limit is {longest}");
    let place = Place::start_of(&file.path);
    Err(Box::new(Diagnostic::new(code, place, message).help(help)))
}
