//! The authors' loop as its users meet it: the program, real files, real connections.

mod access;
mod faults;
mod hardship;
mod load;
mod pages;
mod quiet;
mod soak;
mod timed;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::book::Book;
use crate::site::titled;

/// Nothing takes longer, even where other tests keep the machine busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running `prepbook serve` or `watch`, ended with the value.
pub struct Running {
    child: Child,
    pub port: u16,
    /// What it printed, on either stream.
    lines: Arc<Mutex<Vec<String>>>,
}

/// An answer to a request.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Running {
    /// Serves a book on a port of its own, and waits until it does. The folder must outlive it.
    pub fn serve(book: &Book, more: &[&str]) -> Self {
        let mut command = program();
        command.args(["serve", "--port", "0"]).args(more);
        Self::start(command, book, "serving http://")
    }

    /// Watches a book, and waits until the site is written.
    pub fn watch(book: &Book, more: &[&str]) -> Self {
        let mut command = program();
        command.arg("watch").args(more);
        Self::start(command, book, " written, ")
    }

    /// Starts a command in the folder of a book, and waits until it prints `ready`.
    pub fn start(mut command: Command, book: &Book, ready: &str) -> Self {
        command.current_dir(book.root());
        command.env_remove("NO_COLOR").env_remove("PREPBOOK_EDITOR");
        command.stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program runs");
        let lines: Arc<Mutex<Vec<String>>> = Arc::default();
        let streams: [Box<dyn std::io::Read + Send>; 2] = [
            Box::new(child.stdout.take().expect("standard output")),
            Box::new(child.stderr.take().expect("standard error")),
        ];
        for stream in streams {
            let lines = lines.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    lines.lock().expect("lines").push(line);
                }
            });
        }
        let mut running = Self {
            child,
            port: 0,
            lines,
        };
        let line = running.await_line(ready);
        let port = line.split("http://127.0.0.1:").nth(1);
        let port = port.and_then(|rest| rest.split('/').next());
        running.port = port.map_or(0, |port| port.parse().expect("a port"));
        running
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// All that it printed so far.
    pub fn printed(&self) -> Vec<String> {
        self.lines.lock().expect("lines").clone()
    }

    /// Waits for a line that holds `text`.
    pub fn await_line(&self, text: &str) -> String {
        self.await_line_after(0, text)
    }

    /// Waits for a line that holds `text`, behind the first `known` lines.
    pub fn await_line_after(&self, known: usize, text: &str) -> String {
        let found = || {
            let lines = self.printed();
            lines
                .into_iter()
                .skip(known)
                .find(|line| line.contains(text))
        };
        until(
            || found().is_some(),
            || format!("no line with `{text}`: {:#?}", self.printed()),
        );
        found().expect("the line that was there")
    }

    /// How many rounds it made so far.
    pub fn rounds(&self) -> usize {
        let round = |line: &&String| line.ends_with(" ms") || line.ends_with("site stays");
        self.printed().iter().filter(round).count()
    }

    /// Waits until nothing has happened for a while, the walk that follows included.
    pub fn settle(&self) {
        let mut known = (self.rounds(), Instant::now());
        while known.1.elapsed() < Duration::from_millis(1_500) {
            std::thread::sleep(Duration::from_millis(20));
            let rounds = self.rounds();
            if rounds != known.0 {
                known = (rounds, Instant::now());
            }
        }
    }

    /// Asks for a page.
    pub fn get(&self, path: &str) -> Answer {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n",
            self.port
        ))
    }

    /// Sends some bytes, and reads until the server closes.
    pub fn ask(&self, request: &str) -> Answer {
        let mut stream = self.connect();
        // a server that has heard enough closes before all is sent
        stream.write_all(request.as_bytes()).ok();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).ok();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        Answer {
            status: status.unwrap_or(0),
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    /// Waits until a page holds a text.
    pub fn await_text(&self, path: &str, text: &str) {
        let shown = || self.get(path).body;
        until(
            || shown().contains(text),
            || format!("`{text}` is not on {path}: {:#?}", self.printed()),
        );
    }

    /// Opens the stream of updates of a page.
    pub fn listen(&self, page: &str) -> Listener {
        let mut stream = self.connect();
        let request =
            format!("GET /.prepbook/events?page={page} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("sent");
        Listener(BufReader::new(stream))
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let kill = Command::new("kill")
            .args([&format!("-{name}"), &self.pid().to_string()])
            .status();
        assert!(kill.expect("kill runs").success());
    }

    /// Waits for its end, and gives the exit code.
    pub fn end(&mut self) -> i32 {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code().expect("an exit code");
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until it is gone, however it ended.
    pub fn wait(&mut self) {
        self.child.wait().expect("a child");
    }

    /// Processor time so far; none where the system does not tell.
    pub fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid()));
        let stat = stat.unwrap_or_default();
        // behind the name, which may hold anything: user and system time in hundredths of a second
        let fields = stat.rsplit_once(") ").map_or("", |(_, fields)| fields);
        let times = fields.split(' ').skip(11).take(2);
        let ticks: u64 = times
            .map(|time| time.parse::<u64>().expect("a number"))
            .sum();
        Duration::from_millis(ticks * 10)
    }

    /// Memory in use, in kB.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()));
        let status = status.unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        number.map_or(0, |number| number.parse().expect("a number"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// An open stream of updates.
pub struct Listener(BufReader<TcpStream>);

impl Listener {
    /// The next update, as JSON.
    pub fn update(&mut self) -> serde_json::Value {
        let mut line = String::new();
        loop {
            line.clear();
            let read = self.0.read_line(&mut line).expect("a line");
            assert!(read > 0, "the stream ended");
            if let Some(json) = line.strip_prefix("data: ") {
                return serde_json::from_str(json).expect("JSON");
            }
        }
    }

    /// Updates until one holds.
    pub fn update_until(
        &mut self,
        holds: impl Fn(&serde_json::Value) -> bool,
    ) -> serde_json::Value {
        loop {
            let update = self.update();
            if holds(&update) {
                return update;
            }
        }
    }

    /// Whether it has ended.
    pub fn ends(mut self) -> bool {
        let mut rest = Vec::new();
        self.0.read_to_end(&mut rest).is_ok()
    }
}

/// Waits until something holds.
pub fn until(mut holds: impl FnMut() -> bool, otherwise: impl Fn() -> String) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "{}", otherwise());
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Says something that is read though the test passes.
pub fn note(text: &str) {
    let note = format!("\nnote: {text}\n");
    std::io::stderr()
        .write_all(note.as_bytes())
        .expect("a terminal");
}

pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_prepbook"))
}

/// A small book without a mistake.
pub fn small() -> Book {
    titled(&[
        (
            "content/index.md",
            "# Cover\n\nWelcome. See [[guide]] and [[why-us]].\n",
        ),
        ("content/guide.md", "# Guide\n\nHow to read.\n"),
        (
            "content/questions/why-us.md",
            "---\ntopics: [motives]\n---\n# Why us?\n\nBecause.\n",
        ),
        (
            "content/interviews/acme.md",
            "---\ncompany: Acme\nrole: Cook\ndate: 2026-03\n---\n# At Acme\n\n## Round: First {#first}\n\n\
             ### Q: [[why-us]]\n\nBecause of the kitchen.\n",
        ),
    ])
}

const QUESTION: &str = "content/questions/why-us.md";
const PAGE: &str = "/questions/why-us/";
