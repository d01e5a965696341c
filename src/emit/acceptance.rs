//! Decides whether a site may be written to a folder, before anything is touched.

use std::io;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use super::disk::{Disk, PathKind, is_absence};
use super::error::{EmitError, NAME_ANOTHER, on};
use super::layout::{COMMIT, LOCK, MANIFEST, OWN, STAGE};
use super::target::Target;

/// Returns the output folder without `.` and `..`, if a site may be written there.
pub(super) fn accept(target: &Target, disk: &dyn Disk) -> Result<Utf8PathBuf, EmitError> {
    let output = clean(&target.output)?;
    refuse_links(&output, &clean(&target.book)?, disk)?;
    refuse_overlap(&output, target, disk)?;
    refuse_foreign_files(&output, disk)?;
    Ok(output)
}

/// Returns the path, absolute and without `.` and `..`.
pub(super) fn clean(path: &Utf8Path) -> Result<Utf8PathBuf, EmitError> {
    let absolute = camino::absolute_utf8(path).map_err(on("find", path))?;
    let mut clean = Utf8PathBuf::new();
    for part in absolute.components() {
        match part {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => {
                clean.pop();
            }
            Utf8Component::Prefix(_) | Utf8Component::RootDir | Utf8Component::Normal(_) => {
                clean.push(part);
            }
        }
    }
    Ok(clean)
}

/// Refuses an output folder that is a symbolic link, or that is reached through one inside the
/// book. Links above the book are allowed: they are part of how a machine is set up.
fn refuse_links(output: &Utf8Path, book: &Utf8Path, disk: &dyn Disk) -> Result<(), EmitError> {
    let below_the_book = output
        .strip_prefix(book)
        .map_or(1, |rest| rest.components().count());
    for part in output.ancestors().take(below_the_book) {
        if disk.look(part).map_err(on("look at", part))? == PathKind::Link {
            return Err(EmitError::symbolic_link(part));
        }
    }
    Ok(())
}

/// Refuses an output folder that contains the sources or is one of their folders.
fn refuse_overlap(output: &Utf8Path, target: &Target, disk: &dyn Disk) -> Result<(), EmitError> {
    let refuse = |what: String| {
        Err(EmitError::refused(
            format!("the site cannot be written to `{output}`, {what}"),
            format!("{NAME_ANOTHER}, one for the site alone"),
        ))
    };
    let place = Comparable::new(output, disk)?;
    if output.parent().is_none() {
        return refuse("the root of the file system".to_owned());
    }
    if holds_home(&place, disk) {
        return refuse("which is your home folder or holds it".to_owned());
    }
    let book = Comparable::new(&target.book, disk)?;
    if book.lies_in(&place) {
        return refuse(format!("which is the book `{}` or holds it", target.book));
    }
    for path in &target.protected {
        let sources = Comparable::new(path, disk)?;
        if sources.lies_in(&place) {
            return refuse(format!("which is `{path}` or holds it"));
        }
        if place.lies_in(&sources) && !book.lies_in(&sources) {
            return refuse(format!("which lies inside `{path}`"));
        }
    }
    Ok(())
}

/// Returns whether `place` is the home folder or contains it. A home folder that cannot be found
/// needs no protection.
fn holds_home(place: &Comparable, disk: &dyn Disk) -> bool {
    std::env::home_dir()
        .and_then(|home| Utf8PathBuf::from_path_buf(home).ok())
        .filter(|home| home.is_absolute())
        .and_then(|home| Comparable::new(&home, disk).ok())
        .is_some_and(|home| home.lies_in(place))
}

/// A path in the form that is compared: links are followed as far as the path exists, and letters
/// are lower case. `Content` and `content` may be the same folder, and it is safer to refuse one
/// folder too many.
struct Comparable(Utf8PathBuf);

impl Comparable {
    fn new(path: &Utf8Path, disk: &dyn Disk) -> Result<Self, EmitError> {
        let path = clean(path)?;
        let resolved = resolve(&path, disk).map_err(on("find", &path))?;
        Ok(Self(resolved.as_str().to_lowercase().into()))
    }

    fn lies_in(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

fn resolve(path: &Utf8Path, disk: &dyn Disk) -> io::Result<Utf8PathBuf> {
    for existing in path.ancestors() {
        match disk.resolve(existing) {
            Ok(resolved) => {
                let missing = path.strip_prefix(existing).unwrap_or(Utf8Path::new(""));
                return Ok(resolved.join(missing));
            }
            Err(error) if is_absence(error.kind()) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(path.to_owned())
}

/// Refuses an output folder that is not empty and has no manifest that says which files are ours.
fn refuse_foreign_files(output: &Utf8Path, disk: &dyn Disk) -> Result<(), EmitError> {
    match disk.look(output).map_err(on("look at", output))? {
        PathKind::Nothing => return Ok(()),
        PathKind::Folder => {}
        PathKind::Link => return Err(EmitError::symbolic_link(output)),
        PathKind::File { .. } | PathKind::Other => {
            return Err(EmitError::refused(
                format!("`{output}` is not a folder"),
                NAME_ANOTHER,
            ));
        }
    }
    let names = disk.list(output).map_err(on("list", output))?;
    let ours = own_names(output, disk)?;
    let built_before = [MANIFEST, COMMIT]
        .iter()
        .any(|file| ours.iter().any(|name| name == file));
    if built_before {
        return Ok(());
    }
    // An interrupted first build leaves the lock and the stage, and nothing else.
    let stray = ours
        .iter()
        .find(|name| ![LOCK, STAGE].contains(&name.as_str()))
        .map(|name| format!("{OWN}/{name}"));
    match names.into_iter().find(|name| name != OWN).or(stray) {
        None => Ok(()),
        Some(name) => Err(EmitError::refused(
            format!("`{output}` holds files that `prepbook` did not write, such as `{name}`"),
            format!("{NAME_ANOTHER}, or empty this one yourself"),
        )),
    }
}

/// Returns the names in the tool's own folder, or none if there is no such folder.
fn own_names(output: &Utf8Path, disk: &dyn Disk) -> Result<Vec<String>, EmitError> {
    let folder = output.join(OWN);
    match disk.look(&folder).map_err(on("look at", &folder))? {
        PathKind::Nothing => Ok(Vec::new()),
        PathKind::Folder => disk.list(&folder).map_err(on("list", &folder)),
        PathKind::Link => Err(EmitError::symbolic_link(&folder)),
        PathKind::File { .. } | PathKind::Other => Err(EmitError::in_the_way(&folder)),
    }
}
