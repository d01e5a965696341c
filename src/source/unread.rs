//! Files of the content folder that nothing reads: no page, no image, and included by no page.

use super::asset::is_active;
use super::walk::FoundFile;
use crate::diag::{Code, Diagnostic, Place};

/// Endings of texts that could be pages.
const TEXTS: &[&str] = &[
    "adoc", "doc", "docx", "htm", "html", "odt", "org", "pages", "rst", "rtf", "tex", "txt",
];

/// Files that systems and editors leave behind, which nobody misses.
const LEFTOVERS: &[&str] = &[
    "bak", "db", "ini", "lock", "old", "orig", "rej", "swo", "swp", "tmp",
];

/// Returns a warning for each file that was neither read nor included. A file whose name has no ending is
/// passed over.
pub(super) fn diagnostics(
    unread: impl Iterator<Item = FoundFile>,
) -> impl Iterator<Item = Diagnostic> {
    unread.filter_map(|file| {
        let name = file.within.rsplit('/').next()?;
        let (stem, ending) = name.rsplit_once('.')?;
        let ending = ending.to_lowercase();
        let is_leftover = ending.ends_with('~') || LEFTOVERS.contains(&&*ending);
        // A link to a file that browsers could run is an error of its own.
        let is_text = TEXTS.contains(&&*ending);
        if stem.is_empty() || is_leftover || (is_active(name) && !is_text) {
            return None;
        }
        let within = &file.within;
        let place = Place::start_of(&file.path);
        Some(match is_text {
            true => {
                let message = format!("`{within}` is not read: only files that end in `.md` are");
                let help = "write it in markdown, in a file that ends in `.md`";
                Diagnostic::new(Code::WrongExtension, place, message).help(help)
            }
            false => {
                let message = format!("no page shows `{within}`");
                let help = "show it in a code fence with `include=\"…\"`, or move the file out of the content folder";
                Diagnostic::new(Code::WrongPlaceFile, place, message).help(help)
            }
        })
    })
}
