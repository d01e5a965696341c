//! What nobody waits for: files of the whole book, and how they keep out of an edit's way.

use std::fs;
use std::time::Duration;

use prepbook::build::Memo;
use prepbook::serve::{ChangeNotifier, Wakeup};
use prepbook::source::CancelToken;

use super::hardship::{self, files};
use super::{PAGE, QUESTION, Running, small, until};
use crate::book::Book;

pub const INDEX: &str = "search/index.json";

/// A file of a clean build.
fn clean(book: &Book, path: &str) -> String {
    let built = book.build();
    let file = built
        .artifacts
        .iter()
        .find(|file| file.path.as_str() == path);
    let bytes = file.expect("the file").bytes().expect("bytes");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Returns a book whose search index takes a while to make.
pub fn large() -> Book {
    let book = small();
    let words: String = (0..400).map(|number| format!("word{number} ")).collect();
    for number in 0..600 {
        let text = format!("# Question {number}?\n\nOf {number}: {words}.\n");
        book.write(&format!("content/questions/q{number}.md"), text);
    }
    book
}

#[test]
fn files_of_the_whole_book_are_made_while_they_may_be() {
    let book = small();
    let host = "title = \"A book\"\nbase-url = \"https://example.org/\"\n[outputs]\ndata = true\n";
    book.edit("book.toml", "title = \"A book\"\n", host);
    let mut memo = Memo::default();
    let built = book.build_with(&mut memo);
    let of_book = || built.artifacts.iter().filter(|file| file.is_deferred());
    for path in [
        INDEX,
        "questions/bank.json",
        "sitemap.xml",
        "data/handbook.json",
    ] {
        assert!(of_book().any(|file| file.path.as_str() == path), "{path}");
    }
    for file in of_book() {
        assert!(
            file.bytes_while(&CancelToken::new(&|| true)).is_none(),
            "{} is made",
            file.path
        );
    }
    for file in of_book() {
        let made = file
            .bytes_while(&CancelToken::never())
            .expect("made")
            .expect("no fault");
        assert_eq!(Ok(made), file.bytes(), "{}", file.path);
    }
    let page = built.artifacts.iter().find(|file| !file.is_deferred());
    assert!(
        page.expect("a page")
            .bytes_while(&CancelToken::new(&|| true))
            .is_some()
    );
}

#[test]
fn what_is_given_up_is_made_as_well_the_next_time() {
    let book = large();
    let mut memo = Memo::default();
    let built = book.build_with(&mut memo);
    let index = built
        .artifacts
        .iter()
        .find(|file| file.path.as_str() == INDEX);
    let index = index.expect("an index");
    for most in [1, 5, 300, 601] {
        let asked = std::sync::atomic::AtomicUsize::new(0);
        let is_cancelled = || asked.fetch_add(1, std::sync::atomic::Ordering::SeqCst) >= most;
        let cancel = CancelToken::new(&is_cancelled);
        assert!(index.bytes_while(&cancel).is_none(), "after {most}");
    }
    let made = index.bytes().expect("bytes");
    assert_eq!(String::from_utf8_lossy(&made), clean(&book, INDEX));
}

#[test]
fn the_loop_is_idle_between_a_rebuild_and_the_next_change() {
    let notifier = ChangeNotifier::default();
    assert!(notifier.is_idle());
    notifier.notify(["/book/content/a.md".into()]);
    assert!(!notifier.is_idle(), "a change was reported");
    assert_eq!(notifier.wait(Duration::ZERO), Wakeup::Changed);
    notifier.take();
    assert!(!notifier.is_idle(), "a rebuild is under way");
    assert_eq!(notifier.wait(Duration::ZERO), Wakeup::TimedOut);
    assert!(notifier.is_idle() && notifier.wait_until_idle());
    notifier.close();
    assert!(
        !notifier.is_idle() && !notifier.wait_until_idle(),
        "nobody waits for ever"
    );
}

#[test]
fn an_edit_goes_before_a_search_that_is_being_made() {
    let book = large();
    let server = Running::serve(&book, &[]);
    server.settle();
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| server.get(&format!("/{INDEX}")));
        std::thread::sleep(Duration::from_millis(50));
        for number in 0..3 {
            book.write(
                QUESTION,
                format!("# Why us?\n\nBecause of zebra{number}.\n"),
            );
            server.await_text(PAGE, &format!("zebra{number}"));
        }
        let answer = asked.join().expect("an answer");
        assert_eq!(answer.status, 200);
        // begun again with the book as it had become: no old search for a new page
        assert_eq!(answer.body, clean(&book, INDEX));
    });
}

#[test]
fn watch_writes_pages_first_and_the_rest_after_a_pause() {
    let book = small();
    let watcher = Running::watch(&book, &["--verbose"]);
    let root = book.root().join("public");
    let read = |path: &str| fs::read_to_string(root.join(path)).expect("a file");
    assert_eq!(read(INDEX), clean(&book, INDEX), "the first site is whole");
    let before = read(INDEX);
    for number in 0..8 {
        book.edit(QUESTION, "Because", "Zebras. Because");
        let page = || read("questions/why-us/index.html");
        until(
            || page().matches("Zebras.").count() == number + 1,
            || format!("{:#?}", watcher.printed()),
        );
        assert_eq!(read(INDEX), before, "between edits there is no time for it");
        std::thread::sleep(Duration::from_millis(100));
    }
    watcher.await_line("search and the like: ");
    assert!(
        files(&root) == hardship::clean(&book),
        "the folder is what a clean build makes"
    );
    let round = watcher.await_line("hand over ");
    for stage in ["load ", "parse and lower ", "pages ", " ms cpu"] {
        assert!(round.contains(stage), "{round}");
    }
}
