//! Equal sources give equal bytes, wherever, in whatever order and on however many threads.

use std::sync::Mutex;

use prepbook::build::{BuildOptions, Memo, Mode, build_to};
use prepbook::catalog::Drafts;
use prepbook::diag::Diagnostics;
use prepbook::outputs::{Artifact, ArtifactSink, Fault};
use prepbook::source::{self, SourceFile};

use super::{Site, assert_equal, cold, site};
use crate::book::Book;

/// Collects files with their bytes.
#[derive(Default)]
struct ByteSink(Mutex<Site>);

impl ArtifactSink for ByteSink {
    fn write(&self, file: &Artifact) -> Result<(), Fault> {
        let taken = (file.path.to_string(), file.key, file.bytes()?);
        self.0.lock().expect("no thread died").push(taken);
        Ok(())
    }
}

#[test]
fn streamed_files_equal_kept_files() {
    let book = Book::shipped();
    let shipped = book.read("book.toml");
    for print in [true, false] {
        let config = shipped.replace("print = true", &format!("print = {print}"));
        assert_eq!(config == shipped, print);
        book.write("book.toml", &config);
        let sources = book.load();
        let sink = ByteSink::default();
        let options = BuildOptions::new(Mode::Write, Drafts::Hidden);
        let streamed = build_to(&sources, &options, &mut Memo::default(), &sink);
        let kept = cold(&sources);
        assert!(streamed.artifacts.is_empty());
        assert_eq!(streamed.diagnostics, kept.diagnostics);
        assert_eq!(streamed.counts, kept.counts);
        let mut pile = sink.0.into_inner().expect("no thread died");
        pile.sort();
        assert!(pile == site(&kept), "print = {print}");
    }
}

#[test]
fn nothing_is_written_if_errors_are_known_before_there_are_pages() {
    let book = Book::of(&[
        ("book.toml", "title = \"A book\"\n"),
        ("content/index.md", "# A book\n\nSee [[no-such-id]].\n"),
    ]);
    let sources = book.load();
    let sink = ByteSink::default();
    let options = BuildOptions::new(Mode::Write, Drafts::Hidden);
    let built = build_to(&sources, &options, &mut Memo::default(), &sink);
    assert!(built.diagnostics.errors() > 0);
    assert_eq!(sink.0.into_inner().expect("no thread died").len(), 0);
}

#[test]
fn two_builds_of_the_shipped_handbook_are_equal() {
    let sources = Book::shipped().load();
    assert_eq!(sources.diagnostics, Diagnostics::default());
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
    let mut sources = Book::shipped().load();
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
    let sources = Book::shipped().load();
    let files = sources.files.iter().chain([&sources.book]).rev();
    let files: Vec<_> = files
        .map(|file| (file.path.as_str(), &*file.text))
        .collect();
    let again = Book::of(&files).load();
    assert_eq!(again.files, sources.files);
    let in_order = |files: &[SourceFile]| {
        files.is_sorted_by_key(|file| file.within.split('/').collect::<Vec<_>>())
    };
    assert!(in_order(&sources.files) && in_order(&again.files));
    assert_equal(&cold(&sources), &cold(&again), "made in another order");
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let sources = Book::shipped().load();
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
    let sources = shipped.load();
    let files = sources.files.iter().chain([&sources.book]);
    let folder = "another name/with blanks/書";
    let files = files.map(|file| (format!("{folder}/{}", file.path), file.text.to_string()));
    let moved = Book::of(&files.collect::<Vec<_>>());
    let elsewhere = source::load(&moved.root().join(folder)).expect("a book");
    assert_eq!(elsewhere.diagnostics, Diagnostics::default());
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
