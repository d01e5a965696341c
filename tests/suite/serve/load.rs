//! Many at once: a thousand open pages, twenty thousand requests.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

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

/// One connection that asks again and again.
struct Visitor {
    stream: BufReader<TcpStream>,
}

impl Visitor {
    fn new(server: &Running) -> Self {
        Self {
            stream: BufReader::new(server.connect()),
        }
    }

    /// Asks for a page, and gives what came.
    fn get(&mut self, path: &str) -> (bool, String) {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .expect("sent");
        let (mut good, mut length) = (false, 0);
        loop {
            let mut line = String::new();
            self.stream.read_line(&mut line).expect("a head");
            good |= line.starts_with("HTTP/1.1 200");
            if let Some(value) = line.to_lowercase().strip_prefix("content-length: ") {
                length = value.trim().parse().expect("a length");
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        (good, String::from_utf8(body).expect("UTF-8"))
    }
}

#[test]
fn twenty_thousand_requests_over_64_connections() {
    const CONNECTIONS: usize = 64;
    const EACH: usize = 20_000 / CONNECTIONS + 1;
    let book = small();
    let server = Running::serve(&book, &[]);
    let paths = ["/", PAGE, "/questions/", "/interviews/acme/", "/guide/"];
    let begun = Instant::now();
    let times = std::thread::scope(|scope| {
        let visits = (0..CONNECTIONS).map(|number| {
            let server = &server;
            scope.spawn(move || {
                let mut visitor = Visitor::new(server);
                let visit = |at: usize| {
                    let begun = Instant::now();
                    let (good, page) = visitor.get(paths[(at + number) % paths.len()]);
                    assert!(good && page.ends_with("</html>\n"), "{page}");
                    begun.elapsed()
                };
                (0..EACH).map(visit).collect::<Vec<_>>()
            })
        });
        let visits: Vec<_> = visits.collect();
        let times = visits
            .into_iter()
            .map(|visit| visit.join().expect("no error"));
        times.flatten().collect::<Vec<_>>()
    });
    let took = begun.elapsed();
    let mut times = times;
    times.sort();
    println!(
        "{} requests in {took:?}: {:.0} a second, p99 {:?}",
        times.len(),
        times.len() as f64 / took.as_secs_f64(),
        times[times.len() * 99 / 100]
    );
    assert!(times.len() >= 20_000);
}

#[test]
fn every_answer_is_wholly_of_one_round() {
    let book = small();
    let server = Running::serve(&book, &[]);
    let text = |number: usize| {
        format!("# Why us?\n\nBegins with {number}.\n\n## Hints\n\nEnds with {number}.\n")
    };
    let number = |page: &str, word: &str| -> Option<usize> {
        let rest = page.split(word).nth(1)?;
        rest.split('.').next()?.parse().ok()
    };
    std::thread::scope(|scope| {
        let visits = scope.spawn(|| {
            let mut visitor = Visitor::new(&server);
            let mut seen = std::collections::BTreeSet::new();
            for _ in 0..1_000 {
                let (good, page) = visitor.get(PAGE);
                assert!(good, "{page}");
                let (first, last) = (number(&page, "Begins with "), number(&page, "Ends with "));
                assert_eq!(first, last);
                seen.extend(first);
                std::thread::sleep(Duration::from_millis(1));
            }
            seen
        });
        for number in 1..=50 {
            book.write(QUESTION, text(number));
            std::thread::sleep(Duration::from_millis(20));
        }
        let seen = visits.join().expect("no error");
        assert!(seen.len() > 5, "only {seen:?}");
    });
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
