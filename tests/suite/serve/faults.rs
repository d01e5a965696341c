//! Faults of watching that users of other tools reported, each once.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use prepbook::serve::{ChangeNotifier, Changes, PollingReason, Walk};

use super::{PAGE, QUESTION, Running, program, small, until};

#[test]
fn quartz_404_a_burst_of_saves_is_one_more_round() {
    let notifier = ChangeNotifier::default();
    for number in 0..100 {
        notifier.notify([format!("/book/content/{}.md", number % 3).into()]);
    }
    assert_eq!(notifier.take().paths.len(), 3);
    assert!(
        !notifier.has_pending(),
        "nothing is left of a hundred notifications"
    );
    for number in 0..5_000 {
        notifier.notify([format!("/book/content/{number}.md").into()]);
    }
    // more paths than anybody looks at one by one
    assert_eq!(notifier.take().walk, Walk::Required);
    assert_eq!(notifier.take(), Changes::default());

    let book = small();
    let server = Running::serve(&book, &[]);
    for number in 0..50 {
        book.write(QUESTION, format!("# Why us?\n\nSave number {number}.\n"));
        std::thread::sleep(Duration::from_millis(2));
    }
    server.await_text(PAGE, "Save number 49.");
    server.settle();
    assert!(server.rounds() < 50, "{} rounds", server.rounds());
}

#[test]
fn zola_2526_what_changes_nothing_makes_no_round() {
    let book = small();
    let server = Running::serve(&book, &[]);
    server.settle();
    let text = book.read(QUESTION);
    book.write(QUESTION, &text);
    for entry in walkdir::WalkDir::new(book.root()) {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            fs::read(entry.path()).expect("a file");
        }
    }
    server.get(PAGE);
    book.write("content/questions/.why-us.md.swp", "junk");
    book.write("content/notes", "none of the book's");
    book.write("public/index.html", "none of the book's either");
    server.settle();
    assert_eq!(server.rounds(), 0, "{:#?}", server.printed());
}

#[test]
fn mdbook_2205_polling_sees_what_events_do_not_tell() {
    let book = small();
    let server = Running::serve(&book, &["--poll"]);
    server.await_line("note: polling, as asked");
    book.edit(QUESTION, "Because.", "Because of polling.");
    server.await_text(PAGE, "Because of polling.");
    book.write("content/questions/new.md", "# New?\n\nYes.\n");
    server.await_text("/questions/new/", "Yes.");
    book.remove("content/questions/new.md");
    until(
        || server.get("/questions/new/").status == 404,
        || "still there".to_owned(),
    );
}

#[test]
fn eleventy_4270_new_files_and_folders_are_seen() {
    let book = small();
    let server = Running::serve(&book, &[]);
    book.write("content/questions/new.md", "# New?\n\nYes.\n");
    server.await_text("/questions/new/", "Yes.");
    book.write("content/deep/er/page.md", "# Deep\n\nBelow.\n");
    server.await_text("/deep/er/page/", "Below.");
    book.edit(
        "content/deep/er/page.md",
        "Below.",
        "In a folder that was new.",
    );
    server.await_text("/deep/er/page/", "In a folder that was new.");
}

#[test]
fn zola_1069_renamed_files_and_folders_move_their_pages() {
    let book = small();
    book.write("content/part/one.md", "# One\n\nFirst.\n");
    let server = Running::serve(&book, &[]);
    let root = book.root();
    fs::rename(root.join("content/part"), root.join("content/piece")).expect("renamed");
    server.await_text("/piece/one/", "First.");
    assert_eq!(server.get("/part/one/").status, 404);
    fs::rename(
        root.join("content/piece/one.md"),
        root.join("content/piece/two.md"),
    )
    .expect("renamed");
    server.await_text("/piece/two/", "First.");
    assert_eq!(server.get("/piece/one/").status, 404);
    book.edit("content/piece/two.md", "First.", "Still watched.");
    server.await_text("/piece/two/", "Still watched.");
}

#[test]
fn hugo_15130_rename_saves_do_not_end_the_server() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let (root, text) = (book.root(), book.read(QUESTION));
    for number in 0..20 {
        let new = text.replace("Because.", &format!("Saved {number} times."));
        book.write("content/questions/why-us.md.tmp", new);
        let from = root.join("content/questions/why-us.md.tmp");
        fs::rename(from, root.join(QUESTION)).expect("renamed");
        server.await_text(PAGE, &format!("Saved {number} times."));
    }
}

#[test]
fn notify_531_vims_way_of_saving_is_seen_each_time() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let root = book.root();
    for number in 0..5 {
        book.write("content/questions/4913", "");
        book.remove("content/questions/4913");
        let (file, backup) = (root.join(QUESTION), root.join(format!("{QUESTION}~")));
        fs::rename(&file, &backup).expect("renamed");
        // the page is away for a moment, and that is no mistake
        std::thread::sleep(Duration::from_millis(8));
        book.write(QUESTION, format!("# Why us?\n\nWritten by vim {number}.\n"));
        fs::remove_file(&backup).expect("removed");
        server.await_text(PAGE, &format!("Written by vim {number}."));
    }
    let complaints = server.printed();
    assert!(
        complaints.iter().all(|line| !line.contains("error")),
        "{complaints:#?}"
    );
}

#[test]
fn a_page_whose_file_is_away_for_a_moment_is_never_missing() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let root = book.root();
    let (file, aside) = (root.join(QUESTION), root.join(format!("{QUESTION}~")));
    for (number, away) in [1, 20, 40, 60].into_iter().enumerate() {
        fs::rename(&file, &aside).expect("renamed");
        let back = Instant::now() + Duration::from_millis(away);
        while Instant::now() < back {
            assert_eq!(server.get(PAGE).status, 200, "away for {away} ms");
            std::thread::sleep(Duration::from_millis(2));
        }
        book.write(
            QUESTION,
            format!("# Why us?\n\nSaved for the {number}th time.\n"),
        );
        fs::remove_file(&aside).expect("removed");
        server.await_text(PAGE, &format!("Saved for the {number}th time."));
    }
    fs::remove_file(&file).expect("removed");
    server.await_line("broken-reference");
}

#[test]
fn a_file_that_is_half_written_is_read_once_more() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let whole = "---\ntopics: [motives]\n---\n# Why us?\n\nWhole again.\n";
    for _ in 0..5 {
        book.write(QUESTION, "---\ntopics: [mot");
        std::thread::sleep(Duration::from_millis(12));
        book.write(QUESTION, whole);
        server.await_text(PAGE, "Whole again.");
        book.edit(QUESTION, "Whole again.", "Between.");
        server.await_text(PAGE, "Between.");
    }
    let complaints = server.printed();
    assert!(
        complaints.iter().all(|line| !line.contains("error")),
        "{complaints:#?}"
    );
}

#[test]
fn hugo_10861_another_branch_is_checked_out() {
    let book = small();
    for number in 0..200 {
        book.write(
            &format!("content/questions/old-{number}.md"),
            format!("# Old {number}?\n\nOf one branch.\n"),
        );
    }
    let server = Running::serve(&book, &[]);
    for number in 0..200 {
        book.remove(&format!("content/questions/old-{number}.md"));
        book.write(
            &format!("content/questions/new-{number}.md"),
            format!("# New {number}?\n\nOf the other.\n"),
        );
    }
    server.await_text("/questions/new-199/", "Of the other.");
    until(
        || server.get("/questions/old-0/").status == 404,
        || "a page of the old branch".to_owned(),
    );
    let rows = server.get("/questions/").body.matches("Of ").count();
    assert_eq!(rows, 0, "answers do not stand in the list");
    assert_eq!(server.get("/questions/old-199/").status, 404);
}

#[test]
fn quartz_1955_files_that_come_and_go_are_nobodys_mistake() {
    let book = small();
    fs::create_dir_all(book.root().join(".git")).expect("a folder");
    let server = Running::serve(&book, &[]);
    for _ in 0..50 {
        book.write(".git/index.lock", "");
        book.remove(".git/index.lock");
        book.write("content/questions/lock.md", "# Short?\n\nLived.\n");
        book.remove("content/questions/lock.md");
    }
    book.edit(QUESTION, "Because.", "Still there.");
    server.await_text(PAGE, "Still there.");
    server.settle();
    assert_eq!(server.get("/questions/lock/").status, 404);
}

#[test]
fn quartz_1077_indices_follow_their_entries() {
    let book = small();
    let server = Running::serve(&book, &[]);
    book.edit(QUESTION, "# Why us?", "# Why us of all?");
    for page in [
        "/questions/",
        "/topics/motives/",
        "/interviews/acme/first/",
        "/",
    ] {
        server.await_text(page, "Why us of all?");
    }
    book.edit(QUESTION, "[motives]", "[money]");
    server.await_text("/topics/money/", "Why us of all?");
    assert_eq!(server.get("/topics/motives/").status, 404);
}

#[test]
fn zola_731_the_page_for_missing_pages_follows_its_template() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let own =
        "{% extends \"base.html\" %}{% block main %}Nothing here, says the owner.{% endblock %}";
    book.write("themes/default/404.html", own);
    server.await_text("/no/such/page/", "says the owner");
    book.edit("themes/default/404.html", "the owner", "the theme");
    server.await_text("/no/such/page/", "says the theme");
}

#[cfg(unix)]
#[test]
fn quartz_2077_a_linked_content_folder_is_watched() {
    let book = small();
    let root = book.root();
    fs::rename(root.join("content"), root.join("elsewhere")).expect("renamed");
    std::os::unix::fs::symlink("elsewhere", root.join("content")).expect("linked");
    let server = Running::serve(&book, &[]);
    book.edit(
        "elsewhere/questions/why-us.md",
        "Because.",
        "Through a link.",
    );
    server.await_text(PAGE, "Through a link.");
}

#[test]
fn the_folders_of_a_book_are_removed_and_come_back() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let (root, away) = (book.root(), tempfile::tempdir().expect("a folder"));
    let aside = away.path().join("content");
    for _ in 0..2 {
        let copied = Command::new("cp")
            .arg("-r")
            .arg(root.join("content"))
            .arg(&aside)
            .status();
        assert!(copied.expect("cp runs").success());
        fs::remove_dir_all(root.join("content")).expect("removed");
        server.await_line("has no folder `content`");
        assert_eq!(server.get(PAGE).status, 200, "the last good site stays");
        fs::rename(&aside, root.join("content")).expect("back again");
        let known = server.printed().len();
        book.edit(QUESTION, "Because.", "Because. Because.");
        server.await_line_after(known.saturating_sub(1), "ms");
        server.await_text(PAGE, "Because. Because.");
        book.edit(QUESTION, "Because. Because.", "Because.");
        server.await_text(PAGE, "<p>Because.</p>");
    }
}

#[test]
fn a_book_that_is_gone_is_waited_for() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let settings = book.read("book.toml");
    book.remove("book.toml");
    server.await_line("waiting for the book to come back");
    assert_eq!(server.get(PAGE).status, 200, "the last good site stays");
    book.edit(QUESTION, "Because.", "Back again.");
    book.write("book.toml", settings);
    server.await_text(PAGE, "Back again.");
}

#[cfg(target_os = "linux")]
#[test]
fn buck2_1131_more_events_than_the_system_keeps() {
    let most = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events");
    let most: usize = most.expect("Linux").trim().parse().expect("a number");
    if most > 50_000 {
        super::note(&format!(
            "did not run: the system keeps {most} events, too many to overflow"
        ));
        return;
    }
    let book = small();
    let server = Running::serve(&book, &[]);
    server.settle();
    server.signal("STOP");
    // each rename is two events, and needs no write to the disk
    book.write("content/0.txt", "text");
    let file = |number: usize| book.root().join(format!("content/{}.txt", number % 2));
    for number in 0..most / 2 + 200 {
        fs::rename(file(number), file(number + 1)).expect("renamed");
    }
    book.write(
        "content/questions/late.md",
        "# Late?\n\nAfter the overflow.\n",
    );
    server.signal("CONT");
    server.await_text("/questions/late/", "After the overflow.");
}

#[test]
fn cargo_watch_72_the_watch_limit_is_said_and_the_book_is_polled() {
    use notify::{Error, ErrorKind};
    let full = || std::io::Error::from_raw_os_error(28);
    assert_eq!(
        PollingReason::from(&Error::new(ErrorKind::MaxFilesWatch)),
        PollingReason::WatchLimit
    );
    assert_eq!(
        PollingReason::from(&Error::io(full())),
        PollingReason::WatchLimit
    );
    let book = small();
    // a name space of its own has limits of its own
    let limit = "echo 1 > /proc/sys/user/max_inotify_watches && exec \"$0\" serve --port 0";
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "sh", "-c", limit]);
    command.arg(program().get_program());
    let probe = [
        "--user",
        "--map-root-user",
        "sh",
        "-c",
        "echo 1 > /proc/sys/user/max_inotify_watches",
    ];
    let allowed = Command::new("unshare").args(probe).output();
    if !allowed.is_ok_and(|output| output.status.success()) {
        super::note("did not run: no name space with a watch limit of its own can be had here");
        return;
    }
    let server = Running::start(command, &book, "serving http://");
    server.await_line("the system watches no more folders");
    book.edit(QUESTION, "Because.", "Seen by polling.");
    server.await_text(PAGE, "Seen by polling.");
}

#[test]
fn eleventy_1861_own_outputs_are_no_changes() {
    let book = small();
    let watcher = Running::watch(&book, &[]);
    watcher.settle();
    assert_eq!(watcher.rounds(), 1, "{:#?}", watcher.printed());
    book.edit(QUESTION, "Because.", "Written once.");
    let file = book.root().join("public/questions/why-us/index.html");
    until(
        || fs::read_to_string(&file).is_ok_and(|page| page.contains("Written once.")),
        || format!("{:#?}", watcher.printed()),
    );
    watcher.settle();
    assert_eq!(watcher.rounds(), 2, "{:#?}", watcher.printed());
}

#[test]
fn zola_1217_no_page_vanishes_while_the_site_is_written() {
    let book = small();
    let watcher = Running::watch(&book, &[]);
    let file = book.root().join("public/index.html");
    for number in 0..10 {
        book.write(
            "content/index.md",
            format!("# Cover\n\nSee [[guide]] {number}.\n"),
        );
        until(
            || {
                fs::read_to_string(&file)
                    .expect("the page is there")
                    .contains(&format!("{number}."))
            },
            || format!("{:#?}", watcher.printed()),
        );
    }
    assert!(
        fs::read_to_string(&file)
            .expect("a page")
            .find("/.prepbook/")
            .is_none()
    );
}

#[test]
fn hugo_2389_watch_removes_the_pages_of_removed_files() {
    let book = small();
    book.write("content/questions/gone.md", "# Gone?\n\nSoon.\n");
    let watcher = Running::watch(&book, &[]);
    let file = book.root().join("public/questions/gone/index.html");
    assert!(file.exists());
    book.remove("content/questions/gone.md");
    until(|| !file.exists(), || format!("{:#?}", watcher.printed()));
}
