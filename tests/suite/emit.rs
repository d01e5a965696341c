//! Writing to the output folder: what is written, when, and what never is.

mod book;
mod crashes;
mod disks;
mod edits;
mod refusals;

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use book::{Book, artifact, moments, on_demand, published, site, write};
use disks::TestDisk;
use prepbook::emit::{
    self, Disk, Durability, EmitError, EmitReport, RealDisk, Recovered, SiteWriter,
};
use prepbook::outputs::{Bytes, Fault, FaultKind};
use prepbook::source::CancelToken;

fn report(written: usize, unchanged: usize, removed: usize) -> EmitReport {
    EmitReport {
        written,
        unchanged,
        removed,
    }
}

#[test]
fn first_build_writes_every_file() {
    let mut book = Book::new();
    book.target.durability = Durability::Synced;
    let files = [
        ("index.html", "home"),
        ("q/a/index.html", "a"),
        ("s.js", ""),
    ];
    assert_eq!(book.emit(&site(&files)), report(3, 0, 0));
    assert_eq!(book.published(), published(&files));
    assert_eq!(book.own(), ["lock", "manifest.json"]);
}

#[test]
fn emit_twice_writes_nothing() {
    let book = Book::new();
    let artifacts = site(&[("index.html", "home"), ("q/a/index.html", "a")]);
    book.emit(&artifacts);
    let before = moments(&book.root);
    let disk = TestDisk::counting();
    assert_eq!(book.emit_on(&artifacts, &disk).unwrap(), report(0, 2, 0));
    assert_eq!(disk.changes(), 0);
    assert_eq!(moments(&book.root), before);
}

#[test]
fn order_of_artifacts_does_not_reach_the_disk() {
    let (one, other) = (Book::new(), Book::new());
    let mut artifacts = site(&[("b.html", "b"), ("a/c.html", "c"), ("a.html", "a")]);
    one.emit(&artifacts);
    artifacts.reverse();
    other.emit(&artifacts);
    let whole_of = |book: &Book| book::files(&book.target.output);
    assert_eq!(whole_of(&one), whole_of(&other));
}

#[test]
fn only_the_changed_file_is_touched() {
    let book = Book::new();
    book.emit(&site(&[("a.html", "a"), ("b.html", "b")]));
    let before = moments(&book.output("b.html"));
    let report_of_change = book.emit(&site(&[("a.html", "A"), ("b.html", "b")]));
    assert_eq!(report_of_change, report(1, 1, 0));
    assert_eq!(moments(&book.output("b.html")), before);
    assert_eq!(
        book.published(),
        published(&[("a.html", "A"), ("b.html", "b")])
    );
}

#[test]
fn a_loop_looks_at_what_changes_and_later_at_everything() {
    let book = Book::new();
    let disk = TestDisk::counting();
    let mut writer = SiteWriter::new(book.target.clone(), &disk);
    let files = |a| site(&[("a.html", a), ("b.html", "b"), ("c/d.html", "d")]);
    assert_eq!(writer.write(&files("a")).unwrap(), report(3, 0, 0));
    fs::remove_file(book.output("b.html")).unwrap();
    assert_eq!(writer.write(&files("A")).unwrap(), report(1, 2, 0));
    let with_change = [("a.html", "A"), ("c/d.html", "d")];
    assert_eq!(book.published(), published(&with_change));
    // what is to be written is always looked at
    fs::remove_file(book.output("a.html")).unwrap();
    fs::create_dir(book.output("a.html")).unwrap();
    write(&book.output("a.html/own.txt"), "the user's");
    assert!(matches!(
        writer.write(&files("B")),
        Err(EmitError::OutputDir { .. })
    ));
    fs::remove_dir_all(book.output("a.html")).unwrap();
    let never = CancelToken::never();
    let verified = writer.verify_while(&files("B"), &never).unwrap();
    assert_eq!(verified, report(2, 1, 0));
    let whole = [("a.html", "B"), ("b.html", "b"), ("c/d.html", "d")];
    assert_eq!(book.published(), published(&whole));
    // a site that another process writes is noticed
    book.emit(&site(&[("b.html", "other")]));
    assert_eq!(writer.write(&files("B")).unwrap(), report(3, 0, 0));
    assert_eq!(book.published(), published(&whole));
    assert_eq!(writer.write(&files("B")).unwrap(), report(0, 3, 0));
    assert_eq!(writer.write(&site(&[])).unwrap(), report(0, 0, 3));
    assert_eq!(book.published(), published(&[]));
}

#[test]
fn unchanged_bytes_are_not_asked_for() {
    let book = Book::new();
    let asked = Arc::new(AtomicUsize::new(0));
    let page = |key: &str| {
        let asked = asked.clone();
        let make = move || {
            asked.fetch_add(1, Ordering::SeqCst);
            Ok(b"page".as_slice().into())
        };
        [on_demand("page.html", key, Bytes::OnDemand(Arc::new(make)))]
    };
    assert_eq!(book.emit(&page("one")), report(1, 0, 0));
    assert_eq!(book.emit(&page("one")), report(0, 1, 0));
    assert_eq!(asked.load(Ordering::SeqCst), 1);

    // With another key and the same bytes, the file is requested once, not written, and known from
    // then on.
    let before = moments(&book.output("page.html"));
    assert_eq!(book.emit(&page("two")), report(0, 1, 0));
    assert_eq!(book.emit(&page("two")), report(0, 1, 0));
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    assert_eq!(moments(&book.output("page.html")), before);

    // A file that was truncated or removed is written again.
    write(&book.output("page.html"), "pa");
    assert_eq!(book.emit(&page("two")), report(1, 0, 0));
    fs::remove_file(book.output("page.html")).unwrap();
    assert_eq!(book.emit(&page("two")), report(1, 0, 0));
    assert_eq!(asked.load(Ordering::SeqCst), 4);
}

#[test]
fn keys_of_another_version_are_not_trusted() {
    let book = Book::new();
    book.emit(&[artifact("page.html", "key", "old rendering")]);
    let manifest = fs::read_to_string(book.output(".prepbook/manifest.json")).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    let other = manifest.replace(&format!("\"{version}\""), "\"0.0.0\"");
    assert_ne!(other, manifest);
    write(&book.output(".prepbook/manifest.json"), &other);
    let artifacts = [artifact("page.html", "key", "new rendering")];
    assert_eq!(book.emit(&artifacts), report(1, 0, 0));
    assert_eq!(
        book.published(),
        published(&[("page.html", "new rendering")])
    );
}

#[test]
fn hugo_379_zola_3267_page_that_is_gone_is_removed() {
    let book = Book::new();
    book.emit(&site(&[
        ("index.html", "home"),
        ("q/deep/er/index.html", "q"),
    ]));
    assert_eq!(book.emit(&site(&[("index.html", "home")])), report(0, 1, 1));
    assert_eq!(book.published(), published(&[("index.html", "home")]));
    assert!(!book.output("q").exists(), "emptied folders vanish");
}

#[test]
fn mkdocs_346_files_of_the_user_stay() {
    let book = Book::new();
    book.emit(&site(&[("index.html", "home"), ("q/index.html", "q")]));
    let own = [
        ("CNAME", "me"),
        (".git/HEAD", "ref"),
        ("q/notes.txt", "mine"),
    ];
    for (path, text) in own {
        write(&book.output(path), text);
    }
    fs::create_dir(book.output("empty")).unwrap();
    assert_eq!(book.emit(&site(&[])), report(0, 0, 2));
    let mut expected = published(&own);
    expected.insert("empty/".to_owned(), Vec::new());
    assert_eq!(book.published(), expected);
}

#[test]
fn file_becomes_a_folder_and_a_folder_a_file() {
    let book = Book::new();
    let (one, other) = (
        [("a", "file"), ("b/c/index.html", "folder")],
        [("a/x/index.html", "folder"), ("b", "file")],
    );
    for files in [one, other, one] {
        book.emit(&site(&files));
        assert_eq!(book.published(), published(&files));
    }
}

#[test]
fn render_fault_leaves_the_old_site_and_no_stage() {
    let book = Book::new();
    let old = [("a.html", "a"), ("b.html", "b")];
    book.emit(&site(&old));
    let fault = |name: &str| Fault {
        kind: FaultKind::Template,
        file: name.to_owned(),
        span: None,
        message: "no such field".to_owned(),
    };
    let failing = |path: &str| {
        let fault = fault(path);
        let make = move || Err(fault.clone());
        on_demand(path, "new", Bytes::OnDemand(Arc::new(make)))
    };
    let before = moments(&book.output("a.html"));
    for _ in 0..20 {
        let mut new = site(&[("a.html", "A"), ("c.html", "C")]);
        new.extend([failing("one.html"), failing("two.html")]);
        match book.emit_on(&new, &RealDisk) {
            Err(EmitError::Render(met)) => assert_eq!(met, fault("one.html"), "the first one"),
            other => panic!("{other:?}"),
        }
        assert_eq!(book.published(), published(&old));
        assert_eq!(book.own(), ["lock", "manifest.json"]);
    }
    assert_eq!(moments(&book.output("a.html")), before);
}

#[test]
fn lock_of_another_run_is_waited_for_and_then_reported() {
    let mut book = Book::new();
    let artifacts = site(&[("index.html", "home")]);
    book.emit(&artifacts);
    let lock = RealDisk.try_lock(&book.output(".prepbook/lock")).unwrap();
    assert!(lock.is_some());
    book.target.lock_timeout = Duration::from_millis(50);
    match book.emit_on(&artifacts, &RealDisk) {
        Err(error @ EmitError::Locked { .. }) => {
            assert!(error.help().unwrap().contains("--lock-timeout"));
        }
        other => panic!("{other:?}"),
    }
    // A stage beside a held lock belongs to a run that is still at work.
    write(&book.output(".prepbook/stage/0"), "half");
    let recovered = emit::recover(&book.target, &RealDisk).unwrap();
    assert_eq!(recovered, Recovered::Nothing);
    assert!(book.output(".prepbook/stage/0").exists());

    book.target.lock_timeout = Duration::from_secs(60);
    thread::scope(|scope| {
        let waiting = scope.spawn(|| book.emit(&artifacts));
        thread::sleep(Duration::from_millis(60));
        drop(lock);
        assert_eq!(waiting.join().unwrap(), report(0, 1, 0));
    });
}

#[test]
fn many_runs_at_once_leave_one_whole_site() {
    let mut book = Book::new();
    book.target.lock_timeout = Duration::from_secs(60);
    let sites: Vec<_> = (0..8)
        .map(|n| [("a.html", n.to_string()), ("b.html", n.to_string())])
        .collect();
    thread::scope(|scope| {
        for files in &sites {
            let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
            let book = &book;
            scope.spawn(move || book.emit(&site(&files)));
        }
    });
    let published = book.published();
    assert_eq!(published["a.html"], published["b.html"]);
    assert_eq!(book.own(), ["lock", "manifest.json"]);
}
