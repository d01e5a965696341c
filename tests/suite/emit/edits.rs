//! Rewriting one source file.

use std::fs;

use camino::Utf8PathBuf;
use prepbook::emit::{EditError, RealDisk, edit};
use prepbook::outputs::ContentHash;

use super::book::{Book, write};
use super::disks::TestDisk;

/// Returns a book, the path of one of its source files, and the hash of that file.
fn source() -> (Book, Utf8PathBuf, ContentHash) {
    let book = Book::new();
    let path = book.root.join("content/a.md");
    write(&path, "as read");
    (book, path, ContentHash::of_bytes(b"as read"))
}

fn names(path: &Utf8PathBuf) -> usize {
    fs::read_dir(path.parent().unwrap()).unwrap().count()
}

#[test]
fn edit_rewrites_the_file_and_leaves_nothing_beside_it() {
    let (_book, path, hash) = source();
    edit(&path, hash, "mended", &RealDisk).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "mended");
    assert_eq!(names(&path), 1);
}

#[cfg(unix)]
#[test]
fn edit_keeps_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let (_book, path, hash) = source();
    fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).unwrap();
    edit(&path, hash, "mended", &RealDisk).unwrap();
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
}

#[test]
fn edit_refuses_a_file_that_was_changed_meanwhile() {
    let (_book, path, hash) = source();
    write(&path, "typed since");
    let result = edit(&path, hash, "mended", &RealDisk);
    assert!(
        matches!(result, Err(EditError::Changed { .. })),
        "{result:?}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "typed since");
    assert_eq!(names(&path), 1);
}

#[test]
fn edit_refuses_a_file_that_is_gone_and_does_not_create_it() {
    let (_book, path, hash) = source();
    fs::remove_file(&path).unwrap();
    let result = edit(&path, hash, "mended", &RealDisk);
    assert!(
        matches!(result, Err(EditError::Changed { .. })),
        "{result:?}"
    );
    assert_eq!(names(&path), 0);
}

#[cfg(unix)]
#[test]
fn edit_refuses_a_link() {
    let (book, path, hash) = source();
    let link = book.root.join("content/link.md");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let result = edit(&link, hash, "mended", &RealDisk);
    assert!(
        matches!(result, Err(EditError::Changed { .. })),
        "{result:?}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "as read");
}

#[test]
fn konnect_71_draft_of_another_run_is_left_alone() {
    let (_book, path, hash) = source();
    let draft = path.with_file_name(".a.md.0.prepbook");
    write(&draft, "of another run");
    edit(&path, hash, "mended", &RealDisk).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "mended");
    assert_eq!(fs::read_to_string(&draft).unwrap(), "of another run");
}

#[test]
fn failure_at_any_call_of_an_edit_leaves_the_old_text_or_the_new() {
    for n in 0.. {
        let disks = [TestDisk::failing_once_at(n), TestDisk::crashing_at(n)];
        for (disk, leaves_drafts) in disks.iter().zip([false, true]) {
            let (_book, path, hash) = source();
            let result = edit(&path, hash, "mended", disk);
            disk.lose_power();
            let text = fs::read_to_string(&path).unwrap();
            assert!(
                ["as read", "mended"].contains(&text.as_str()),
                "call {n}: {text}"
            );
            assert!(text == "mended" || result.is_err(), "call {n}");
            assert!(names(&path) == 1 || leaves_drafts, "call {n}");
            if disk.calls() <= n {
                assert!(result.is_ok() && n > 6);
                return;
            }
        }
    }
}
