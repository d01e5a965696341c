//! Equal sources give equal bytes, wherever, in whatever order and on however many threads.

use prepbook::diag::Diagnostics;
use prepbook::source::{self, SourceFile};

use super::{assert_equal, cold, site};
use crate::book::Book;

#[test]
fn two_builds_of_the_shipped_handbook_are_equal() {
    let (sources, found) = Book::shipped().load();
    assert_eq!(found, Diagnostics::default());
    let built = cold(&sources);
    assert!(
        built.artifacts.len() > 60,
        "only {} files",
        built.artifacts.len()
    );
    assert_equal(&built, &cold(&sources), "built twice");
}

#[test]
fn the_order_of_files_does_not_matter() {
    let (mut sources, _) = Book::shipped().load();
    // with a mistake and a second file of one id, whose diagnostics must not depend on it either
    let bad = "# Once more\n\nSee [[no-such-id]].\n";
    for broken in [false, true] {
        if broken {
            sources
                .files
                .push(super::file("questions/views-drop.md", bad));
            sources.files.push(super::file("questions/bad.md", bad));
        }
        let (mut first, count) = (None, sources.files.len());
        for order in 0..3 {
            match order {
                1 => sources.files.reverse(),
                2 => sources.files.rotate_left(count / 3),
                _ => {}
            }
            let built = cold(&sources);
            assert_eq!(built.diagnostics.errors() > 0, broken);
            assert_equal(
                first.get_or_insert(built.clone()),
                &built,
                &format!("order {order}"),
            );
        }
    }
}

#[test]
fn the_order_in_which_files_were_made_does_not_matter() {
    let (sources, _) = Book::shipped().load();
    let files = sources.files.iter().chain([&sources.book]).rev();
    let files: Vec<_> = files
        .map(|file| (file.path.as_str(), &*file.text))
        .collect();
    let (again, _) = Book::of(&files).load();
    assert_eq!(again.files, sources.files);
    let in_order = |files: &[SourceFile]| {
        files.is_sorted_by_key(|file| file.within.split('/').collect::<Vec<_>>())
    };
    assert!(in_order(&sources.files) && in_order(&again.files));
    assert_equal(&cold(&sources), &cold(&again), "made in another order");
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let (sources, _) = Book::shipped().load();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
        let pool = pool.build().expect("threads");
        pool.install(|| {
            let built = cold(&sources);
            (site(&built), built)
        })
    };
    let ((one, built), (four, other)) = (on(1), on(4));
    assert!(one == four, "bytes differ");
    assert_equal(&built, &other, "on four threads");
}

#[test]
fn where_the_book_lies_does_not_matter() {
    let shipped = Book::shipped();
    let (sources, _) = shipped.load();
    let files = sources.files.iter().chain([&sources.book]);
    let folder = "another name/with blanks/書";
    let files = files.map(|file| (format!("{folder}/{}", file.path), file.text.to_string()));
    let moved = Book::of(&files.collect::<Vec<_>>());
    let (elsewhere, found) = source::load(&moved.root().join(folder)).expect("a book");
    assert_eq!(found, Diagnostics::default());
    let built = cold(&elsewhere);
    assert_equal(&cold(&sources), &built, "in another folder");
    for (path, _, bytes) in site(&built) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !text.contains(moved.root().as_str()),
            "{path} names its folder"
        );
    }
}
