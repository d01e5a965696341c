//! Code from files: what is shown of it, and what follows when it changes.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;

use prepbook::build::Memo;
use prepbook::source::{CancelToken, ExcerptFault, Reader, SourceSet, excerpt};

use crate::book::{Book, pages};

const CODE: &str = "# region: all\ndef f():\n    # region: body\n    if True:\n        return 1\n    # endregion\n# endregion\n";

#[test]
fn an_excerpt_is_the_lines_asked_for() {
    let of = |part: &str| excerpt(CODE, &format!("code.py{part}"));
    assert_eq!(of("").as_deref(), Ok(CODE));
    assert_eq!(of("#L2").as_deref(), Ok("def f():\n"));
    assert_eq!(
        of("#L4-L5").as_deref(),
        Ok("if True:\n    return 1\n"),
        "without the blanks that all begin with"
    );
    assert_eq!(of("#body").as_deref(), Ok("if True:\n    return 1\n"));
    assert_eq!(
        of("#all").as_deref(),
        Ok("def f():\n    if True:\n        return 1\n"),
        "without the marks inside"
    );
    assert_eq!(of("#L4-L8"), Err(ExcerptFault::Beyond(7)));
    for garbled in ["#", "#L0", "#L5-L4", "#L3-9", "#a b", "#L"] {
        let found = of(garbled);
        let known = matches!(
            &found,
            Err(ExcerptFault::Garbled | ExcerptFault::NoRegion(_))
        );
        assert!(known, "{garbled}: {found:?}");
    }
    assert_eq!(
        of("#bodi"),
        Err(ExcerptFault::NoRegion(vec!["all".into(), "body".into()]))
    );
    assert_eq!(excerpt("// region: a\nx\n", "c#a"), Err(ExcerptFault::Open));
    assert_eq!(
        excerpt(
            "<!-- region: a -->\n\tx\n\n\ty\n<!-- endregion -->\n",
            "c#a"
        )
        .as_deref(),
        Ok("x\n\ny\n")
    );
}

fn book(target: &str) -> Book {
    let page = format!("# Start\n\n```python include=\"{target}\" linenos\n```\n");
    Book::of(&[
        ("book.toml", "[book]\ntitle = \"A book\"\n"),
        ("content/guide/start.md", &page),
        ("content/guide/code/two.py", CODE),
        ("content/guide/code/other.py", "x = 1\n"),
    ])
}

#[test]
fn a_page_shows_the_lines_and_the_file_is_not_copied() {
    for target in [
        "code/two.py#L2",
        "/guide/code/two.py#L2",
        "./code/../code/two.py#L2",
    ] {
        let built = book(target).build();
        assert_eq!(built.diagnostics.errors(), 0, "{:?}", built.diagnostics);
        let pages = pages(&built);
        assert!(
            pages["guide/start/index.html"].contains("<span class=\"f\">f</span>"),
            "{}",
            pages["guide/start/index.html"]
        );
        assert!(pages.keys().all(|path| !path.ends_with(".py")), "{target}");
    }
}

#[test]
fn the_page_changes_with_the_lines_that_it_shows() {
    let book = book("code/two.py#body");
    let mut memo = Memo::default();
    let mut build = |book: &Book| pages(&book.build_with(&mut memo));
    let first = build(&book);
    book.write(
        "content/guide/code/two.py",
        CODE.replace("region: all", "region: everything"),
    );
    assert_eq!(build(&book), first, "other lines");
    book.write(
        "content/guide/code/two.py",
        CODE.replace("return 1", "return 2"),
    );
    let third = build(&book);
    assert_ne!(
        third["guide/start/index.html"],
        first["guide/start/index.html"]
    );
    assert_eq!(third, pages(&book.build()), "warm as cold");
}

#[test]
fn only_files_that_are_named_are_read() {
    let sources = book("code/two.py").load();
    let read: Vec<&str> = sources.assets.texts().map(|file| &*file.within).collect();
    assert_eq!(read, ["guide/code/two.py"]);
}

#[test]
fn a_draft_may_not_be_shown_by_way_of_its_file() {
    let book = book("secret.md");
    book.write(
        "content/guide/secret.md",
        "---\nprivate: true\n---\n# Canary\n",
    );
    let report = format!("{:?}", book.build().diagnostics);
    assert!(
        report.contains("IncludeFailed") && !report.contains("Canary"),
        "{report}"
    );
}

#[test]
fn a_reader_that_reads_again_follows_includes() {
    let book = book("code/two.py");
    let mut reader = Reader::new(&book.root());
    let hashes = |sources: &SourceSet| {
        let hashes = sources.hashes().map(|(path, hash)| (path.clone(), hash));
        hashes.collect::<BTreeSet<_>>()
    };
    let mut before = hashes(&reader.load().expect("a book"));
    let mut change = |path: &str, text: &str| {
        book.write(path, text);
        let paths = BTreeSet::from([book.root().join(path)]);
        let sources = reader.reload(&paths).expect("a book");
        let cold = book.load();
        assert_eq!(
            sources.assets, cold.assets,
            "{path}: as if read for the first time"
        );
        let after = hashes(&sources);
        assert_ne!(
            after, before,
            "{path}: whoever compares hashes sees the change"
        );
        before = after;
    };
    change("content/guide/code/two.py", "x = 2\n");
    change("content/guide/code/two.py", "x = 3\n");
    change(
        "content/guide/start.md",
        "# Start\n\n```python include=\"code/other.py\"\n```\n",
    );
    change("content/guide/code/other.py", "x = 4\n");
    change("content/guide/start.md", "# Start\n");
}

#[test]
fn a_walk_that_is_given_up_leaves_the_reader_as_it_was() {
    let book = book("code/two.py");
    let mut reader = Reader::new(&book.root());
    let before = reader.load().expect("a book");
    book.write("content/guide/start.md", "# Start\n\nOtherwise.\n");
    book.write("content/guide/more.md", "# More\n");
    let mut walked = None;
    for asked in 0.. {
        let left = AtomicUsize::new(asked);
        let is_cancelled = || {
            left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1))
                .is_err()
        };
        let cancel = CancelToken::new(&is_cancelled);
        walked = reader.load_unless_cancelled(&cancel).expect("a book");
        if walked.is_some() {
            assert!(asked > 4, "it asks before each file, not {asked} times");
            break;
        }
        // as if nobody had looked: no file is taken for read, or for gone
        let nothing = reader.reload(&BTreeSet::new()).expect("a book");
        assert!(nothing.hashes().eq(before.hashes()), "after {asked} times");
    }
    let walked = walked.expect("a whole walk");
    assert!(walked.hashes().eq(book.load().hashes()));
}
