//! Tests that measure time: they fail if other tests keep the machine busy. CI runs all modules of
//! this name alone.

use std::io::{BufRead as _, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::load::Visitor;
use super::quiet::{INDEX, large};
use super::{PAGE, QUESTION, Running, small};

/// Raises the limit of open files, or says that the test does not run.
fn room_for(files: u64) -> bool {
    let limit = rlimit::increase_nofile_limit(files).unwrap_or(0);
    if limit < files {
        super::note(&format!(
            "did not run: {limit} open files are allowed, {files} are needed"
        ));
    }
    limit >= files
}

#[test]
fn a_thousand_open_pages_hear_of_an_edit() {
    if !room_for(2_400) {
        return;
    }
    let book = small();
    let server = Running::serve(&book, &[]);
    let begun = Instant::now();
    let mut listeners: Vec<_> = (0..1_000).map(|_| server.listen(PAGE)).collect();
    for listener in &mut listeners {
        listener.update();
    }
    let connected = begun.elapsed();
    let mut more: Vec<_> = (0..24).map(|_| server.listen(PAGE)).collect();
    for listener in &mut more {
        listener.update();
    }
    // the one past the limit is told so, and that is all
    let past = server.get(&format!("/.prepbook/events?page={PAGE}"));
    assert_eq!(past.status, 503);
    let served = |word: &str| server.get(PAGE).body.contains(word);
    book.edit(QUESTION, "Because.", "Because of all.");
    while !served("Because of all.") {
        std::thread::sleep(Duration::from_millis(1));
    }
    let rebuilt = Instant::now();
    for listener in &mut listeners {
        listener.update();
    }
    let heard = rebuilt.elapsed();
    println!(
        "1,000 open pages: connected in {connected:?}, the last heard {heard:?} after the rebuild"
    );
    assert!(heard < Duration::from_millis(300), "{heard:?}");
    let memory = server.memory();
    drop((listeners, more));
    println!("memory with 1,024 open pages: {memory} kB");
    // whoever comes now is let in again
    super::until(
        || {
            let mut line = String::new();
            let mut listener = server.listen(PAGE);
            listener.0.read_line(&mut line).expect("an answer");
            line.contains("200")
        },
        || "places stay taken".to_owned(),
    );
}

#[cfg(target_os = "linux")]
#[test]
fn two_hundred_who_never_read_disturb_nobody() {
    if !room_for(600) {
        return;
    }
    let book = small();
    let long: String = (0..20_000)
        .map(|number| format!("Line {number}.\n\n"))
        .collect();
    book.write("content/long.md", format!("# Long\n\n{long}"));
    let server = Running::serve(&book, &[]);
    let silent: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = server.connect();
            // more than the system keeps for a connection
            let request = "GET /long/ HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20);
            stream.write_all(request.as_bytes()).expect("sent");
            stream
        })
        .collect();
    let mut visitor = Visitor::new(&server);
    let begun = Instant::now();
    for _ in 0..200 {
        assert!(visitor.get(PAGE).0);
    }
    let took = begun.elapsed() / 200;
    assert!(took < Duration::from_millis(100), "{took:?} for a page");
    // and they are cut off, so that their places are free again
    let open = || std::fs::read_dir(format!("/proc/{}/fd", server.pid())).map(Iterator::count);
    super::until(
        || open().is_ok_and(|count| count < 100),
        || format!("{:?} files are open", open()),
    );
    drop(silent);
}

#[test]
fn a_client_that_says_nothing_is_cut_off_after_ten_seconds() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let begun = Instant::now();
    let mut slow = server.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: local")
        .expect("sent");
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).ok();
    let took = begun.elapsed();
    assert!((8..15).contains(&took.as_secs()), "{took:?}");
    assert_eq!(server.get(PAGE).status, 200);
}

#[cfg(unix)]
#[test]
fn signals_end_it_within_a_second_though_pages_listen() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let book = small();
        let mut server = Running::serve(&book, &[]);
        let mut listener = server.listen("/");
        listener.update();
        let begun = Instant::now();
        server.signal(signal);
        assert_eq!(server.end(), code);
        assert!(
            begun.elapsed() < Duration::from_secs(1),
            "{:?}",
            begun.elapsed()
        );
        assert!(listener.ends());
        let mut watcher = Running::watch(&book, &[]);
        watcher.signal(signal);
        assert_eq!(watcher.end(), code);
    }
}

#[test]
fn a_server_ends_though_a_search_is_being_made() {
    let book = large();
    let mut server = Running::serve(&book, &[]);
    let mut stream = server.connect();
    let request = format!("GET /{INDEX} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    std::thread::sleep(Duration::from_millis(50));
    let begun = Instant::now();
    server.signal("INT");
    assert_eq!(server.end(), 130);
    assert!(
        begun.elapsed() < Duration::from_secs(2),
        "{:?}",
        begun.elapsed()
    );
}

#[cfg(target_os = "linux")]
#[test]
fn cargo_watch_72_who_waits_and_who_polls_costs_next_to_nothing() {
    let book = small();
    for number in 0..1_000 {
        let text = format!("# Page {number}\n\nSee [[why-us]].\n");
        book.write(&format!("content/pages/page-{number}.md"), text);
    }
    let polls = Running::serve(&book, &["--poll"]);
    let waits = Running::serve(&book, &[]);
    // the walk that makes sure, and the reading that follows every first one
    std::thread::sleep(Duration::from_secs(3));
    let begun = (polls.cpu(), waits.cpu());
    let rounds = (polls.rounds(), waits.rounds());
    std::thread::sleep(Duration::from_secs(6));
    let (polled, waited) = (polls.cpu() - begun.0, waits.cpu() - begun.1);
    println!("in six seconds: {polled:?} for polling, {waited:?} for waiting");
    // at most one processor's twentieth, in a build that is not optimized
    assert!(polled < Duration::from_millis(300), "{polled:?}");
    assert!(waited < Duration::from_millis(60), "{waited:?}");
    assert_eq!(
        (polls.rounds(), waits.rounds()),
        rounds,
        "no round without a change"
    );
}
