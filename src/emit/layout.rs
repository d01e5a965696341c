//! The names of the files that the tool keeps in the output folder.

use camino::{Utf8Path, Utf8PathBuf};

/// The tool's own folder inside the output folder.
pub(super) const OWN: &str = ".prepbook";
/// The lock of the run that writes.
pub(super) const LOCK: &str = "lock";
/// The list of the files of the site.
pub(super) const MANIFEST: &str = "manifest.json";
/// The folder of the files that wait to be moved into place.
pub(super) const STAGE: &str = "stage";
/// The journal: what remains to be done once a new site is decided on.
pub(super) const COMMIT: &str = "commit";

/// Returns the path of one of the tool's own files.
pub(super) fn own_path(output: &Utf8Path, name: &str) -> Utf8PathBuf {
    output.join(OWN).join(name)
}
