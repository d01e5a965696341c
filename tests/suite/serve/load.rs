//! Many requests at once.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::{PAGE, QUESTION, Running, small};

/// A connection that makes one request after the other.
pub struct Visitor {
    stream: BufReader<TcpStream>,
}

impl Visitor {
    pub fn new(server: &Running) -> Self {
        Self {
            stream: BufReader::new(server.connect()),
        }
    }

    /// Requests a page, and returns whether the status is 200, and the body.
    pub fn get(&mut self, path: &str) -> (bool, String) {
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
