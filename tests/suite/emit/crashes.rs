//! Crashes: for every call on the disk that can fail, the folder shows the old site or the new one,
//! never a mixture.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use camino::Utf8Path;
use prepbook::emit::{self, Durability, EmitError, RealDisk, Recovered};
use prepbook::outputs::Artifact;

use super::book::{Book, Site, published, site, write};
use super::disks::TestDisk;

const OLD: &[(&str, &str)] = &[
    ("index.html", "old home"),
    ("same.html", "same"),
    ("gone/deep/index.html", "gone"),
    ("file", "becomes a folder"),
    ("folder/index.html", "becomes a file"),
];
const NEW: &[(&str, &str)] = &[
    ("index.html", "new home, longer"),
    ("same.html", "same"),
    ("file/index.html", "was a file"),
    ("folder", "was a folder"),
    ("new/deep/index.html", "new"),
];
/// A file of the user, beside one of the site.
const OWN: (&str, &str) = ("gone/notes.txt", "mine");

/// A change from an old site to a new one.
struct Change {
    make: fn() -> Book,
    old: Site,
    new: Site,
}

fn first_build() -> Change {
    Change {
        make: Book::new,
        old: Site::new(),
        new: published(NEW),
    }
}

fn changed_build() -> Change {
    let with_own = |files: &[(&str, &str)]| {
        let mut site = published(files);
        site.extend(published(&[OWN]));
        site
    };
    Change {
        make: || {
            let book = Book::new();
            book.emit(&site(OLD));
            write(&book.output(OWN.0), OWN.1);
            book
        },
        old: with_own(OLD),
        new: with_own(NEW),
    }
}

/// Returns whether the folder shows the new site. Checks that it shows the old one otherwise.
fn is_new(book: &Book, change: &Change, when: &str) -> bool {
    let shown = book.published();
    assert!(
        shown == change.old || shown == change.new,
        "{when}: {:?}",
        shown.keys()
    );
    assert!(change.old != change.new);
    shown == change.new
}

fn is_committed(book: &Book) -> bool {
    book.output(".prepbook/commit").exists()
}

/// Crashes until the crash is after the decision. A program that another test is starting shares
/// our locks for a moment, and each call that waits for a lock makes the crash come one step sooner.
fn committed(crashed: impl Fn() -> Book) -> Book {
    for _ in 0..100 {
        let book = crashed();
        if is_committed(&book) {
            return book;
        }
        sleep(Duration::from_millis(10));
    }
    panic!("none of 100 crashes was after the decision");
}

/// Returns whether there is more than what stays from one run to the next.
fn has_leftovers(book: &Book) -> bool {
    let stays = |name: &String| name == "lock" || name == "manifest.json";
    !book.own().iter().all(stays)
}

/// Recovers as the next run does. A program that another test is starting shares our locks for a
/// moment, and until then the dead run seems to be at work.
fn recover(book: &Book) -> Recovered {
    let run = || emit::recover(&book.target, &RealDisk).unwrap();
    for _ in 0..100 {
        match run() {
            Recovered::Nothing if is_committed(book) || has_leftovers(book) => {
                sleep(Duration::from_millis(10));
            }
            found => return found,
        }
    }
    run()
}

/// The disk that fails, and what happens to its content after the failure.
type Failure = (fn(usize) -> TestDisk, fn(&TestDisk));
const CRASH: Failure = (TestDisk::crashing_at, |_| {});
const POWER_LOSS: Failure = (TestDisk::crashing_at, TestDisk::lose_power);
const ONE_ERROR: Failure = (TestDisk::failing_once_at, |_| {});

/// Makes the n-th call fail, for every n until none fails. Checks that the next run of any command
/// completes the site, and that the next build makes it the new one.
fn every_failure(
    change: &Change,
    artifacts: &[Artifact],
    (disk, aftermath): Failure,
    durability: Durability,
) {
    let mut decisions = 0;
    for n in 0.. {
        let mut book = (change.make)();
        book.target.durability = durability;
        let disk = disk(n);
        let result = book.emit_on(artifacts, &disk);
        aftermath(&disk);
        let when = format!("call {n}, {result:?}");
        if !is_committed(&book) {
            is_new(&book, change, &when);
        }
        if let Err(EmitError::Disk { .. }) = result {
            assert_ne!(book.published(), change.new, "{when}");
        }
        decisions += usize::from(is_committed(&book));

        book.target.durability = Durability::Quick;
        let must_finish = is_committed(&book);
        let recovered = recover(&book);
        assert_eq!(recovered == Recovered::Finished, must_finish, "{when}");
        assert!(is_new(&book, change, &when) || !must_finish, "{when}");
        assert!(!has_leftovers(&book), "{when}: {:?}", book.own());

        book.emit(artifacts);
        assert!(is_new(&book, change, &when), "{when}");
        if disk.calls() <= n {
            assert!(n > 40, "only {n} calls");
            assert!(
                decisions > 10,
                "only {decisions} failures after the decision"
            );
            return;
        }
    }
}

#[test]
fn crash_at_any_call_of_a_first_build() {
    every_failure(&first_build(), &site(NEW), CRASH, Durability::Synced);
    every_failure(&first_build(), &site(NEW), CRASH, Durability::Quick);
}

#[test]
fn crash_at_any_call_of_a_changed_build() {
    every_failure(&changed_build(), &site(NEW), CRASH, Durability::Synced);
    every_failure(&changed_build(), &site(NEW), CRASH, Durability::Quick);
}

#[test]
fn cargo_11386_power_loss_at_any_call() {
    every_failure(&first_build(), &site(NEW), POWER_LOSS, Durability::Synced);
    every_failure(&changed_build(), &site(NEW), POWER_LOSS, Durability::Synced);
}

#[test]
fn one_error_at_any_call() {
    every_failure(&first_build(), &site(NEW), ONE_ERROR, Durability::Synced);
    every_failure(&changed_build(), &site(NEW), ONE_ERROR, Durability::Synced);
}

#[test]
fn one_error_before_the_decision_leaves_no_temporary_files() {
    let change = changed_build();
    for n in 0.. {
        let mut book = (change.make)();
        book.target.durability = Durability::Synced;
        let disk = TestDisk::failing_once_at(n);
        let result = book.emit_on(&site(NEW), &disk);
        if disk.calls() <= n {
            return;
        }
        if !matches!(result, Err(EmitError::Interrupted { .. })) {
            assert_eq!(book.own(), ["lock", "manifest.json"], "{n}, {result:?}");
        }
    }
}

#[test]
fn crash_at_any_call_of_the_recovery_from_a_crash_at_any_call() {
    const SMALL_OLD: &[(&str, &str)] = &[("file", "old"), ("folder/index.html", "old")];
    const SMALL_NEW: &[(&str, &str)] = &[("file/index.html", "new"), ("folder", "new")];
    let change = Change {
        make: || {
            let book = Book::new();
            book.emit(&site(SMALL_OLD));
            book
        },
        old: published(SMALL_OLD),
        new: published(SMALL_NEW),
    };
    for n in 0.. {
        let crashed = || {
            let book = (change.make)();
            let disk = TestDisk::crashing_at(n);
            let result = book.emit_on(&site(SMALL_NEW), &disk);
            (book, result.is_ok())
        };
        let (book, done) = crashed();
        if done {
            return;
        }
        if !is_committed(&book) {
            continue;
        }
        for m in 0.. {
            let book = committed(|| crashed().0);
            let disk = TestDisk::crashing_at(m);
            let _ = emit::recover(&book.target, &disk);
            recover(&book);
            let when = format!("calls {n} and {m}");
            assert!(is_new(&book, &change, &when), "{when}");
            if disk.calls() <= m {
                break;
            }
        }
    }
}

#[test]
fn stage_without_a_decision_is_deleted() {
    let book = Book::new();
    book.emit(&site(OLD));
    write(&book.output(".prepbook/stage/0"), "half");
    assert_eq!(recover(&book), Recovered::Discarded);
    assert!(!book.output(".prepbook/stage").exists());
    assert_eq!(book.published(), published(OLD));
    assert_eq!(recover(&book), Recovered::Nothing);
}

#[test]
fn decision_found_is_carried_out() {
    let book = interrupted();
    assert_eq!(recover(&book), Recovered::Finished);
    assert_eq!(book.published(), published(NEW));
    assert_eq!(book.emit(&site(NEW)).unchanged, NEW.len());
}

#[test]
fn decision_found_is_carried_out_before_another_site_is_written() {
    let book = interrupted();
    let report = book.emit(&site(OLD));
    assert_eq!((report.written, report.removed), (4, 3));
    assert_eq!(book.published(), published(OLD));
}

#[test]
fn interrupted_site_says_how_it_goes_on() {
    let (_book, error) = interrupt();
    assert!(
        error.to_string().starts_with("the new site in `"),
        "{error}"
    );
    assert!(error.help().unwrap().contains("any `prepbook` command"));
}

#[test]
fn decision_that_leads_out_of_the_folder_is_refused() {
    let book = interrupted();
    let path = book.output(".prepbook/commit");
    let list = fs::read_to_string(&path).unwrap();
    for (from, to) in [
        ("gone/deep/index.html", "../content/a.md"),
        ("new/deep/index.html", "../content/a.md"),
        ("{", ""),
    ] {
        let hostile = list.replacen(from, to, 1);
        assert_ne!(hostile, list);
        write(&path, &hostile);
        let (message, help) = book.refusal();
        assert!(message.ends_with("commit` is damaged"), "{message}");
        assert!(help.contains("--output"), "{help}");
    }
}

#[cfg(unix)]
#[test]
fn staged_link_is_not_published() {
    let book = interrupted();
    let staged = book.output(".prepbook/stage/0");
    fs::remove_file(&staged).unwrap();
    std::os::unix::fs::symlink(Utf8Path::new("/etc/hostname"), &staged).unwrap();
    let result = emit::recover(&book.target, &RealDisk);
    assert!(
        matches!(result, Err(EmitError::Interrupted { .. })),
        "{result:?}"
    );
    assert!(!book.output("index.html").is_symlink());
}

/// Returns a book whose new site was committed but is not in place yet.
fn interrupted() -> Book {
    interrupt().0
}

/// Returns that book, and the error of the interrupted run.
fn interrupt() -> (Book, EmitError) {
    (0..)
        .find_map(|n| {
            let book = Book::new();
            book.emit(&site(OLD));
            match book.emit_on(&site(NEW), &TestDisk::crashing_at(n)) {
                Err(error @ EmitError::Interrupted { .. }) => Some((book, error)),
                Err(_) => None,
                Ok(_) => panic!("nothing was interrupted"),
            }
        })
        .unwrap()
}
