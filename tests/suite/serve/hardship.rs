//! What machines and other programs do to a book: mounts without events, kills, checkouts, files and
//! folders that go away. Each once, named after the report it comes from where there is one.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::time::Duration;

use camino::Utf8Path;

use super::{PAGE, QUESTION, Running, note, program, small, until};
use crate::book::Book;

/// All files of a folder but the tool's own.
pub fn files(root: &Utf8Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(root).into_iter().flatten();
    let files = files.filter(|file| file.file_type().is_file());
    let files = files.filter_map(|file| {
        let path = file.path().strip_prefix(root).expect("inside");
        // one that is moved away while we look is no file any more
        Some((path.display().to_string(), fs::read(file.path()).ok()?))
    });
    files
        .filter(|(path, _)| !path.starts_with(".prepbook"))
        .collect()
}

/// All files of a clean build.
pub fn clean(book: &Book) -> BTreeMap<String, Vec<u8>> {
    let built = book.build();
    assert_eq!(built.diagnostics.errors(), 0, "{:#?}", built.diagnostics);
    let files = built.artifacts.iter();
    let files = files.map(|file| (file.path.to_string(), file.bytes().expect("bytes").to_vec()));
    files.collect()
}

/// Waits until the output folder holds what a clean build makes, search and the like too.
fn until_clean(book: &Book, watcher: &Running) {
    let clean = clean(book);
    until(
        || files(&book.root().join("public")) == clean,
        || format!("the folder is no clean build: {:#?}", watcher.printed()),
    );
}

/// A command in name spaces of its own, after `script`; nothing where there are none to be had.
fn apart(spaces: &[&str], script: &str, arguments: &str, book: &Book) -> Option<Command> {
    let mut probe = Command::new("unshare");
    probe.args(spaces).args(["sh", "-c", script]);
    probe.current_dir(book.root());
    if !probe.output().is_ok_and(|output| output.status.success()) {
        note(&format!(
            "did not run: `unshare {}` cannot be had here",
            spaces.join(" ")
        ));
        return None;
    }
    let mut command = Command::new("unshare");
    let line = format!("{script} && exec \"$0\" {arguments}");
    command.args(spaces).args(["sh", "-c", &line]);
    command.arg(program().get_program());
    Some(command)
}

const MOUNTS: [&str; 3] = ["--user", "--map-root-user", "--mount"];

#[cfg(target_os = "linux")]
#[test]
fn mdbook_2205_a_mount_without_events_is_found_out_and_polled() {
    let book = small();
    let root = book.root();
    fs::rename(root.join("content"), root.join("below")).expect("renamed");
    for folder in ["content", "above", "work"] {
        fs::create_dir(root.join(folder)).expect("a folder");
    }
    // what is written to the folder below shows in the mount, and no event tells of it
    let mount = "mount -t overlay overlay -o lowerdir=below,upperdir=above,workdir=work content";
    let Some(command) = apart(&MOUNTS, mount, "serve --port 0", &book) else {
        return;
    };
    let server = Running::start(command, &book, "serving http://");
    // what is found by the walk after the start is no proof that events are missing
    server.settle();
    book.edit("below/questions/why-us.md", "Because.", "Without an event.");
    server.await_text(PAGE, "Without an event.");
    server.await_line("the file system tells of no changes; polling from now on");
    book.edit("below/questions/why-us.md", "Without", "Again without");
    server.await_text(PAGE, "Again without an event.");
}

#[cfg(target_os = "linux")]
#[test]
fn quartz_2486_the_output_folder_is_a_mount() {
    let book = small();
    book.write("content/questions/gone.md", "# Gone?\n\nSoon.\n");
    for folder in ["public", "volume"] {
        fs::create_dir(book.root().join(folder)).expect("a folder");
    }
    let mount = "mount --bind volume public";
    let Some(command) = apart(&MOUNTS, mount, "watch", &book) else {
        return;
    };
    let watcher = Running::start(command, &book, " written, ");
    let page = book.root().join("volume/questions/gone/index.html");
    assert!(page.exists(), "{:#?}", watcher.printed());
    book.remove("content/questions/gone.md");
    until(|| !page.exists(), || format!("{:#?}", watcher.printed()));
    until(
        || files(&book.root().join("volume")) == clean(&book),
        || format!("{:#?}", watcher.printed()),
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_port_without_the_right_to_it_is_one_clear_line() {
    let book = small();
    let arguments = format!("serve {} --port 81", book.root());
    let open = "chmod -R a+rX .";
    let Some(mut command) = apart(&["--user"], open, &arguments, &book) else {
        return;
    };
    let output = command.current_dir(book.root()).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    if said.is_empty() {
        return note("did not run: any process may listen at port 81 here");
    }
    let line =
        "error: port 81 requires permissions that this process does not have; try --port 4000\n";
    assert_eq!(said, line);
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn nx_36566_no_change_of_a_burst_is_lost() {
    const MANY: usize = 300;
    let book = small();
    let page = |number: usize, word: &str| {
        let text = format!("# Page {number}\n\nIt is {word}.\n");
        book.write(
            &format!("content/many/{}/page-{number}.md", number % 7),
            text,
        );
    };
    (0..MANY).for_each(|number| page(number, "old"));
    let server = Running::serve(&book, &[]);
    // in the middle of the rounds that the first ones make
    for number in 0..MANY {
        page(number, "new");
        if number % 50 == 0 {
            std::thread::sleep(Duration::from_millis(30));
        }
    }
    for number in 0..MANY {
        server.await_text(
            &format!("/many/{}/page-{number}/", number % 7),
            "It is new.",
        );
    }
}

#[test]
fn hugo_10861_a_hundred_checkouts_end_as_a_clean_build() {
    let book = small();
    let root = book.root();
    let git = |arguments: &[&str]| {
        let known = [
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "gc.auto=0",
        ];
        let mut git = Command::new("git");
        git.args(known).args(arguments).current_dir(&root);
        git.output().is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q", "-b", "one"]) {
        return note("did not run: there is no git here");
    }
    book.write(".gitignore", "public\n");
    let branch = |word: &str, numbers: std::ops::Range<usize>| {
        for number in numbers {
            let text = format!("# {word} {number}?\n\nSee [[why-us]], says {word}.\n");
            book.write(&format!("content/questions/{word}/q{number}.md"), &text);
            book.write(&format!("content/guide-{}.md", number % 9), &text);
        }
        assert!(git(&["add", "-A"]) && git(&["commit", "-qm", word]));
    };
    branch("one", 0..40);
    assert!(git(&["checkout", "-qb", "other"]));
    fs::remove_dir_all(root.join("content/questions/one")).expect("removed");
    branch("other", 20..60);
    let watcher = Running::watch(&book, &[]);
    for number in 0..100 {
        let branch = ["one", "other"][number % 2];
        assert!(git(&["checkout", "-q", branch]), "{branch}");
        std::thread::sleep(Duration::from_millis((number as u64 * 7) % 40));
    }
    assert!(git(&["checkout", "-q", "one"]));
    until_clean(&book, &watcher);
    let reports = watcher.printed();
    let bugs = reports
        .iter()
        .filter(|line| line.contains("panicked") || line.contains("a bug"));
    assert_eq!(bugs.count(), 0, "{reports:#?}");
}

#[cfg(unix)]
#[test]
fn killed_at_any_moment_the_next_build_is_a_clean_one() {
    let book = Book::shipped();
    let first = fs::read_to_string(book.root().join("content/index.md")).expect("a file");
    for moment in 0..10 {
        let mut watcher = Running::watch(&book, &[]);
        // every page holds the title, so all of them are written
        let title = format!("title = \"Killed {moment}\"");
        let settings = book.read("book.toml");
        let old = settings
            .lines()
            .find(|line| line.starts_with("title"))
            .expect("a title");
        book.edit("book.toml", old, &title);
        book.write(
            "content/index.md",
            format!("{first}\nKilled {moment} times.\n"),
        );
        std::thread::sleep(Duration::from_millis(10 + moment * 46));
        watcher.signal("KILL");
        watcher.wait();
        let built = program().arg("build").current_dir(book.root()).output();
        let built = built.expect("the program runs");
        assert!(
            built.status.success(),
            "{}",
            String::from_utf8_lossy(&built.stderr)
        );
        assert!(
            files(&book.root().join("public")) == clean(&book),
            "at moment {moment}"
        );
    }
}

#[test]
fn the_whole_book_goes_away_and_comes_back() {
    let book = small();
    let (root, away) = (book.root(), tempfile::tempdir().expect("a folder"));
    let aside = Utf8Path::from_path(away.path())
        .expect("UTF-8")
        .join("book");
    let server = Running::serve(&book, &[]);
    for number in 0..2 {
        let known = server.printed().len();
        let copied = Command::new("cp")
            .args(["-r", root.as_str(), aside.as_str()])
            .status();
        assert!(copied.expect("cp runs").success());
        fs::remove_dir_all(&root).expect("removed");
        server.await_line_after(known, "waiting for the book to come back");
        assert_eq!(server.get(PAGE).status, 200, "the last good site stays");
        fs::rename(&aside, &root).expect("back again");
        // in folders that are others than those that were watched
        let word = format!("Back {number}.");
        book.write(QUESTION, format!("# Why us?\n\n{word}\n"));
        server.await_text(PAGE, &word);
        book.write(QUESTION, format!("# Why us?\n\n{word} And watched.\n"));
        server.await_text(PAGE, &format!("{word} And watched."));
    }
}

#[test]
fn zola_1217_what_could_not_be_written_is_written_when_it_can() {
    let book = small();
    let watcher = Running::watch(&book, &[]);
    // a file of somebody else's, where a page is to go
    book.write("public/questions/new/index.html", "mine");
    book.write("content/questions/new.md", "# New?\n\nYes.\n");
    watcher.await_line("is in the way of the site");
    watcher.await_line("= help: move it elsewhere");
    watcher.settle();
    assert_eq!(book.read("public/questions/new/index.html"), "mine");
    book.remove("public/questions/new/index.html");
    // nobody saves anything, and no other round is made
    watcher.await_line("written, 0 removed after all");
    until_clean(&book, &watcher);
    let said = watcher.printed();
    let said = said.iter().filter(|line| line.contains("in the way"));
    assert_eq!(said.count(), 1, "once, not with every try");
}

#[test]
fn zola_1014_a_file_takes_the_place_of_a_folder_and_back() {
    let book = small();
    book.write("content/part/one.md", "# One\n\nIn a folder.\n");
    let watcher = Running::watch(&book, &[]);
    for _ in 0..3 {
        fs::remove_dir_all(book.root().join("content/part")).expect("removed");
        book.write("content/part.md", "# Part\n\nA page.\n");
        until_clean(&book, &watcher);
        book.remove("content/part.md");
        book.write("content/part/one.md", "# One\n\nIn a folder.\n");
        until_clean(&book, &watcher);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_is_a_report_and_no_end() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let (file, text) = (book.root().join(QUESTION), book.read(QUESTION));
    // nobody may read a file that is a link to itself, or a folder, or a pipe
    fs::remove_file(&file).expect("removed");
    std::os::unix::fs::symlink(&file, &file).expect("linked");
    server.await_line("error[symlink]");
    fs::remove_file(&file).expect("removed");
    fs::create_dir(&file).expect("a folder");
    server.await_line("is a folder with the name of a file");
    fs::remove_dir(&file).expect("removed");
    let made = Command::new("mkfifo").arg(&file).status();
    assert!(made.expect("mkfifo runs").success());
    server.await_line("error[not-a-file]");
    assert!(
        server.get(PAGE).body.contains("Because."),
        "the last good site stays"
    );
    fs::remove_file(&file).expect("removed");
    book.write(QUESTION, text.replace("Because.", "Readable again."));
    server.await_text(PAGE, "Readable again.");
}
