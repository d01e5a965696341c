//! Hundreds of random saves, renames and removals: at the end the server shows what a clean build
//! makes.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use prepbook::diag::report::{self, Color, Format, Summary};

use super::{Running, until};
use crate::book::Book;

/// So many operations in every test run; `PREPBOOK_SOAK=10000` makes more.
const OPERATIONS: usize = 400;

/// The same numbers for one seed, from xorshift.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

/// A book under an author who does everything at once.
struct Author {
    book: Book,
    /// Files with the text they have, or should have once they are mended.
    files: BTreeMap<String, String>,
    dice: Dice,
    count: usize,
}

impl Author {
    fn new(seed: u64) -> Self {
        let book = Book::shipped();
        let sources = book.load();
        let files = sources.files.iter();
        let files = files.map(|file| (file.path.to_string(), file.text.to_string()));
        Self {
            files: files.collect(),
            book,
            dice: Dice(seed),
            count: 0,
        }
    }

    fn any(&mut self) -> (String, String) {
        let at = self.dice.roll(self.files.len());
        let (path, text) = self.files.iter().nth(at).expect("a file");
        (path.clone(), text.clone())
    }

    fn on_disk(&self, path: &str) -> camino::Utf8PathBuf {
        self.book.root().join(path)
    }

    /// Some text with another sentence at its end.
    fn longer(&self, text: &str) -> String {
        let (text, _) = text.split_once("\n\nSoaked ").unwrap_or((text, ""));
        format!("{}\n\nSoaked {} times.\n", text.trim_end(), self.count)
    }

    fn operation(&mut self) {
        self.count += 1;
        let (path, text) = self.any();
        match self.dice.roll(100) {
            0..35 => self.save(&path, &self.longer(&text)),
            35..55 => self.save_by_rename(&path, &self.longer(&text)),
            55..60 => {
                // broken front matter, mended by a later save
                let broken = format!("---\nbroken: [\n{text}");
                fs::write(self.on_disk(&path), broken).expect("written");
            }
            60..65 => self.save(&path, &text),
            65..75 => self.create(),
            75..83 => self.remove(),
            83..90 => self.rename_file(),
            90..95 => {
                for _ in 0..20 {
                    self.count += 1;
                    let (path, text) = self.any();
                    self.save(&path, &self.longer(&text));
                }
            }
            _ => self.rename_folder(),
        }
    }

    fn save(&mut self, path: &str, text: &str) {
        fs::write(self.on_disk(path), text).expect("written");
        self.files.insert(path.to_owned(), text.to_owned());
    }

    fn save_by_rename(&mut self, path: &str, text: &str) {
        let beside = self.on_disk(&format!("{path}.part"));
        fs::write(&beside, text).expect("written");
        fs::rename(beside, self.on_disk(path)).expect("renamed");
        self.files.insert(path.to_owned(), text.to_owned());
    }

    fn create(&mut self) {
        let path = format!("content/guide/soak/page-{}.md", self.count);
        let text = format!(
            "# Page {}\n\nMade by the way. See [[views-drop]].\n",
            self.count
        );
        fs::create_dir_all(self.on_disk("content/guide/soak")).expect("a folder");
        self.save(&path, &text);
    }

    /// One of the files that the author made.
    fn made(&mut self) -> Option<(String, String)> {
        let made = |path: &&String| path.contains("/page-");
        let count = self.files.keys().filter(made).count();
        let at = self.dice.roll(count.max(1));
        let path = self.files.keys().filter(made).nth(at)?.clone();
        let text = self.files[&path].clone();
        Some((path, text))
    }

    fn remove(&mut self) {
        if let Some((path, _)) = self.made() {
            fs::remove_file(self.on_disk(&path)).expect("removed");
            self.files.remove(&path);
        }
    }

    fn rename_file(&mut self) {
        if let Some((path, text)) = self.made() {
            let (folder, _) = path.rsplit_once('/').expect("a folder");
            let to = format!("{folder}/page-{}-again.md", self.count);
            fs::rename(self.on_disk(&path), self.on_disk(&to)).expect("renamed");
            self.files.remove(&path);
            self.files.insert(to, text);
        }
    }

    /// A folder of the author's own goes elsewhere with all in it.
    fn rename_folder(&mut self) {
        let Some((path, _)) = self.made() else { return };
        let (folder, _) = path.rsplit_once('/').expect("a folder");
        let to = format!("content/guide/soak-{}", self.count);
        fs::rename(self.on_disk(folder), self.on_disk(&to)).expect("renamed");
        let inside = format!("{folder}/");
        let moved: Vec<String> = self
            .files
            .keys()
            .filter(|path| path.starts_with(&inside))
            .cloned()
            .collect();
        for path in moved {
            let text = self.files.remove(&path).expect("a file");
            let name = path.strip_prefix(&inside).expect("inside");
            self.files.insert(format!("{to}/{name}"), text);
        }
    }

    fn mend(&mut self) {
        let files = self.files.clone();
        for (path, text) in files {
            self.save(&path, &text);
        }
    }
}

/// The report of a clean build, empty where it has no error.
fn report_of(book: &Book) -> String {
    let built = book.build();
    let sources = book.load();
    if built.diagnostics.errors() == 0 {
        return String::new();
    }
    let summary = Summary::default();
    report::write(
        &built.diagnostics.sorted(),
        &sources,
        &summary,
        Format::Human,
        Color::Never,
    )
}

fn soak(seed: u64, operations: usize) {
    println!("soak: {operations} operations with seed {seed:#x}");
    let mut author = Author::new(seed);
    let server = Running::serve(&author.book, &[]);
    let mut listener = server.listen("/");
    let (mut early, tenth) = (0, (operations / 10).max(1));
    for at in 0..operations {
        author.operation();
        let pause = author.dice.roll(30) as u64;
        std::thread::sleep(Duration::from_millis(pause));
        if at == tenth {
            early = server.memory();
        }
    }
    server.settle();
    let memory = server.memory();
    // as it happens to be now: perhaps with mistakes, and then under a report
    let expected = report_of(&author.book);
    let shown = server.ask("GET /.prepbook/events?page=/ HTTP/1.1\r\nHost: evil\r\n\r\n");
    assert_eq!(shown.status, 403);
    listener.update_until(|update| update["report"] == expected.as_str());
    author.mend();
    let clean = || author.book.build();
    assert_eq!(
        clean().diagnostics.errors(),
        0,
        "{:#?}",
        clean().diagnostics
    );
    listener.update_until(|update| update["report"] == "");
    server.settle();
    let plain = |page: &str| {
        let lines = page
            .lines()
            .filter(|line| !line.contains("/.prepbook/live.js"));
        lines.map(|line| format!("{line}\n")).collect::<String>()
    };
    let built = clean();
    for (path, bytes) in crate::book::pages(&built) {
        let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(&path));
        let shown = || plain(&server.get(&address).body);
        until(
            || shown() == plain(&bytes),
            || format!("{address} is not what a clean build has"),
        );
    }
    for line in server.printed() {
        assert!(
            !line.contains("panicked") && !line.contains("a bug"),
            "{line}"
        );
    }
    println!(
        "soak: {} rounds, memory {early} kB after a tenth and {memory} kB at the end",
        server.rounds()
    );
    // the little that a small run uses is not told from noise
    let allowed = (early as f64 * 1.2) as u64;
    assert!(
        memory <= allowed,
        "memory grew from {early} kB to {memory} kB"
    );
}

#[test]
fn four_hundred_operations_end_as_a_clean_build() {
    let asked = std::env::var("PREPBOOK_SOAK").ok();
    let operations = asked.and_then(|count| count.parse().ok());
    soak(0x5eed_50a4, operations.unwrap_or(OPERATIONS));
}
