//! Runs `tests/cases/*.md`: each shows a mistake, the files that make it, and the report on them.
//!
//! A case is prose with fences. `file=PATH` in a fence's info string makes it a file of the book
//! (with `bytes`, `\xNN` in it is that byte; with `size=N`, zeros fill it up to N bytes). A fence with
//! nothing in it may instead be a symbolic link, `link=PATH to=TARGET`, or a pipe, `pipe=PATH`.
//! `report` or `report=human` makes it what is expected.
//! A book without a `book.toml` gets [`MINIMAL`]. `BLESS=1 cargo test` writes what is reported now.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;
use prepbook::diag::report::{self, Color, Format, Summary};
use prepbook::diag::{Advice, CODES};

use crate::book::Book;

/// The report on a book made of `files`, without color: what `prepbook check` prints.
fn check(case: &Case) -> String {
    let book = Book::of(&case.files);
    for odd in &case.oddities {
        odd.make(&book);
    }
    let format = case.format;
    let sources = book.load();
    let mut options = BuildOptions::new(Mode::Check, Drafts::Hidden);
    options.today = Some("2026-12-01".into());
    let built = build(&sources, &options, &mut Memo::default());
    let facts = Summary::default();
    report::write(&built.diagnostics, &sources, &facts, format, Color::Never)
}

/// The settings of a book that says nothing about them.
const MINIMAL: &str = "[book]\ntitle = \"A case\"\n";

/// Codes that no book can draw by itself: of the folder a site is written to, and of files that only
/// some users may read. They are tested with the program and with the disk.
const ELSEWHERE: [&str; 2] = ["output-dir", "unreadable-file"];

#[test]
fn every_case_reports_as_written() {
    let failures: Vec<String> = all().iter().filter_map(failure).collect();
    let count = failures.len();
    assert!(
        count == 0,
        "\n{}\n{count} cases differ; BLESS=1 accepts them\n",
        failures.join("\n")
    );
}

#[test]
fn every_code_has_a_case_and_a_page() {
    let reports: String = all().into_iter().map(|case| case.expected).collect();
    let mut missing = Vec::new();
    for code in CODES {
        let shown = reports.contains(&format!("[{}]", code.name));
        if !shown && !ELSEWHERE.contains(&code.name) {
            missing.push(format!("no case in tests/cases reports `{}`", code.name));
        }
        if fences(code.documentation).is_empty() {
            missing.push(format!("src/diag/codes/{}.md has no example", code.name));
        }
    }
    assert!(missing.is_empty(), "\n{}\n", missing.join("\n"));
}

#[test]
fn every_mistake_comes_with_what_to_do() {
    let mut silent = std::collections::BTreeSet::new();
    for case in all() {
        let book = Book::of(&case.files);
        let sources = book.load();
        let mut options = BuildOptions::new(Mode::Check, Drafts::Hidden);
        options.today = Some("2026-12-01".into());
        let built = build(&sources, &options, &mut Memo::default());
        let helpless = built
            .diagnostics
            .iter()
            .filter(|one| one.advice == Advice::None);
        silent.extend(helpless.map(|one| format!("{}: {}", one.code, one.message)));
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

/// One file of `tests/cases`.
pub struct Case {
    pub path: PathBuf,
    text: String,
    pub files: Vec<(String, Vec<u8>)>,
    oddities: Vec<Oddity>,
    format: Format,
    expected: String,
    /// The lines of `text` that hold `expected`.
    expected_at: Range<usize>,
}

/// All cases, by name.
pub fn all() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let entries = fs::read_dir(folder).expect("tests/cases can be listed");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths.into_iter().map(Case::read).collect()
}

impl Case {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a case can be read");
        Self::parse(path, text)
    }

    fn parse(path: PathBuf, text: String) -> Self {
        let mut files = Vec::new();
        let mut oddities = Vec::new();
        let mut report = None;
        for fence in fences(&text) {
            if let Some(file) = fence.value_of("file") {
                files.push((file.to_owned(), fence.bytes()));
            } else if let Some(oddity) = Oddity::of(&fence) {
                oddities.push(oddity);
            } else if fence.has("report") || fence.value_of("report").is_some() {
                let human = fence.value_of("report") == Some("human");
                let format = if human { Format::Human } else { Format::Short };
                report = Some((format, fence.text(), fence.at.clone()));
            }
        }
        if files.iter().all(|(path, _)| path != "book.toml") {
            files.push(("book.toml".to_owned(), MINIMAL.into()));
        }
        let (format, expected, expected_at) =
            report.unwrap_or_else(|| panic!("{} has no report", path.display()));
        Self {
            path,
            text,
            files,
            oddities,
            format,
            expected,
            expected_at,
        }
    }

    /// The case with `report` in the place of what was expected.
    fn blessed(&self, report: &str) -> String {
        let mut lines: Vec<&str> = self.text.lines().collect();
        lines.splice(self.expected_at.clone(), report.lines());
        lines.join("\n") + "\n"
    }
}

/// Something in the book's folder that is no plain file.
enum Oddity {
    Link { at: String, to: String },
    Pipe { at: String },
}

impl Oddity {
    fn of(fence: &Fence<'_>) -> Option<Self> {
        if let Some(at) = fence.value_of("pipe") {
            return Some(Self::Pipe { at: at.to_owned() });
        }
        Some(Self::Link {
            at: fence.value_of("link")?.to_owned(),
            to: fence
                .value_of("to")
                .expect("where the link leads")
                .to_owned(),
        })
    }

    fn make(&self, book: &Book) {
        let (Self::Link { at, .. } | Self::Pipe { at }) = self;
        let at = book.root().join(at);
        fs::create_dir_all(at.parent().expect("a folder")).expect("folders");
        match self {
            Self::Link { to, .. } => std::os::unix::fs::symlink(to, at).expect("a link"),
            Self::Pipe { .. } => {
                let made = Command::new("mkfifo")
                    .arg(at)
                    .status()
                    .expect("`mkfifo` runs");
                assert!(made.success(), "a pipe");
            }
        }
    }
}

/// How a case differs, unless it does not or is to be blessed.
fn failure(case: &Case) -> Option<String> {
    let report = check(case);
    if report == case.expected {
        return None;
    }
    if env::var_os("BLESS").is_some_and(|bless| bless == "1") {
        fs::write(&case.path, case.blessed(&report)).expect("a case can be written");
        return None;
    }
    let name = case.path.file_name().unwrap_or_default().display();
    Some(format!("{name}\n{}", difference(&case.expected, &report)))
}

/// The lines of both, `-` expected and `+` reported; equal ones at either end have no sign.
fn difference(expected: &str, reported: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (expected.lines().collect(), reported.lines().collect());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = old.iter().zip(&new).take_while(same).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev());
    let tail = tail.take_while(same).count();
    let lines = |sign, lines: &[&str]| -> String {
        lines
            .iter()
            .map(|line| format!("  {sign} {line}\n"))
            .collect()
    };
    lines(' ', &old[..head])
        + &lines('-', &old_rest[..old_rest.len() - tail])
        + &lines('+', &new_rest[..new_rest.len() - tail])
        + &lines(' ', &old_rest[old_rest.len() - tail..])
}

/// A fenced block of a case.
struct Fence<'a> {
    info: &'a str,
    lines: Vec<&'a str>,
    /// Which lines of the case these are.
    at: Range<usize>,
}

/// The blocks between backticks, three or more, closed by as many.
fn fences(text: &str) -> Vec<Fence<'_>> {
    let mut fences = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((opening, line)) = lines.next() {
        let info = line.trim_start_matches('`');
        let ticks = &line[..line.len() - info.len()];
        if ticks.len() < 3 {
            continue;
        }
        let inside = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|line| *line != ticks);
        let lines: Vec<&str> = inside.collect();
        let at = opening + 1..opening + 1 + lines.len();
        fences.push(Fence { info, lines, at });
    }
    fences
}

impl<'a> Fence<'a> {
    fn has(&self, word: &str) -> bool {
        self.info.split_whitespace().any(|item| item == word)
    }

    fn value_of(&self, key: &str) -> Option<&'a str> {
        let mut items = self
            .info
            .split_whitespace()
            .filter_map(|item| item.split_once('='));
        items.find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.written();
        if let Some(size) = self.value_of("size") {
            bytes.resize(size.parse().expect("a size in bytes"), 0);
        }
        bytes
    }

    fn written(&self) -> Vec<u8> {
        let text = self.text();
        if !self.has("bytes") {
            return text.into_bytes();
        }
        let mut parts = text.split("\\x");
        let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
        for part in parts {
            let (digits, rest) = part.split_at(2);
            bytes.push(u8::from_str_radix(digits, 16).expect("two hexadecimal digits after \\x"));
            bytes.extend(rest.as_bytes());
        }
        bytes
    }
}

#[test]
fn a_case_is_read_and_blessed_as_described() {
    let text = "# A case\n\nWith prose.\n\n````markdown file=content/index.md bytes\n\
        # Caf\\xe9\n```\ncode\n```\n````\n\n```text report=human\nold\n```\n\nMore prose.\n";
    let case = Case::parse("a.md".into(), text.to_owned());
    let index = (
        "content/index.md".to_owned(),
        b"# Caf\xe9\n```\ncode\n```\n".to_vec(),
    );
    assert_eq!(
        case.files,
        [index, ("book.toml".to_owned(), MINIMAL.into())]
    );
    assert_eq!(
        (case.format, case.expected.as_str()),
        (Format::Human, "old\n")
    );
    assert_eq!(
        case.blessed("new\nlines\n"),
        text.replace("old", "new\nlines")
    );
    assert_eq!(case.blessed(""), text.replace("old\n", ""));
    assert_eq!(
        difference("a\nb\nc\n", "a\nx\ny\nc\n"),
        "    a\n  - b\n  + x\n  + y\n    c\n"
    );
}
