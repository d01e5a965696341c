//! `fix` never makes a book worse.

use super::{fixed, found, on_disk, sources};
use crate::book::Book;
use crate::cases::{Case, all};

fn book(files: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let config = ("book.toml", "[book]\ntitle = \"A book\"\n");
    let all = std::iter::once(&config).chain(files);
    all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}

/// Fixes a book without errors. Returns the number of fixes, and of those left out.
fn fixes(files: &[(&str, &str)]) -> (usize, usize) {
    let sources = sources(&book(files));
    assert_eq!(found(&sources).errors(), 0, "before");
    let fixed = fixed(&sources);
    assert_eq!(fixed.built.diagnostics.errors(), 0, "after");
    (fixed.made.values().sum(), fixed.left_out.values().sum())
}

const COVER: (&str, &str) = ("content/index.md", "# Cover\n");

fn interview(questions: &str) -> String {
    format!(
        "---\ncompany: Acme\nrole: Cook\ndate: 2026\n---\n# T\n\n## Round: One {{#one}}\n\n{questions}\n"
    )
}

#[test]
fn the_second_heading_of_the_same_words_gets_no_marker() {
    let text = interview("### Why did they call?\n\nSo.\n\n### Why did they call?\n\nSo.");
    let (made, left_out) = fixes(&[COVER, ("content/interviews/a.md", &text)]);
    assert_eq!((made, left_out), (1, 1));
}

#[test]
fn the_same_words_in_two_files_get_one_marker() {
    let text = interview("### Why did they call?\n\nSo.");
    let files = [
        COVER,
        ("content/interviews/a.md", &*text),
        ("content/interviews/b.md", &*text),
    ];
    assert_eq!(fixes(&files), (1, 1));
}

#[test]
fn a_heading_whose_id_a_question_has_gets_no_marker() {
    let text = interview("### Why did they call?\n\nSo.\n\n### And what then?\n\nSo.");
    let question = ("content/questions/why-did-they-call.md", "# Why?\n\nSo.\n");
    let (made, left_out) = fixes(&[COVER, ("content/interviews/a.md", &text), question]);
    assert_eq!((made, left_out), (1, 1));
}

#[test]
fn notes_of_many_questions_stay_notes() {
    let notes: String = (1..6)
        .map(|n| format!("**Q: What is {n}?**\n\nIt is {n}.\n\n"))
        .collect();
    let notes = format!("# Notes\n\n{notes}");
    let (made, _) = fixes(&[COVER, ("content/questions/notes.md", &notes)]);
    assert_eq!(made, 0);
}

#[test]
fn no_case_has_more_errors_once_fixed() {
    for Case { path, files, .. } in all() {
        let sources = sources(&files);
        let before = found(&sources).errors();
        let after = fixed(&sources).built.diagnostics.errors();
        assert!(
            after <= before,
            "{}: {before} errors, then {after}",
            path.display()
        );
    }
}

#[test]
fn no_book_of_this_repository_has_more_errors_once_fixed() {
    for folder in [
        "",
        "docs",
        "tests/books/el",
        "tests/books/full",
        "tests/books/golden",
        "tests/books/search",
        "tests/books/zh",
    ] {
        let sources = Book::copy(folder).load();
        let before = found(&sources).errors();
        let after = fixed(&sources).built.diagnostics.errors();
        assert!(after <= before, "{folder}: {before} errors, then {after}");
    }
}

/// Books with a character less, more or another in a heading or the front matter, which is where fixes are.
#[test]
fn no_damaged_book_has_more_errors_once_fixed() {
    let book = Book::copy("tests/books/full");
    let sources = book.load();
    let files: Vec<(String, String)> = on_disk(&sources)
        .into_iter()
        .filter(|(path, _)| path.ends_with(".md"))
        .collect();
    let mut state: usize = 20_261_201;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..60 {
        let (path, text) = &files[next(files.len())];
        let lines: Vec<usize> = text.match_indices("\n#").map(|(at, _)| at + 1).collect();
        if lines.is_empty() {
            continue;
        }
        let start = lines[next(lines.len())];
        let line = text[start..].lines().next().unwrap_or_default();
        let places: Vec<(usize, char)> = line.char_indices().collect();
        let (place, c) = places[next(places.len())];
        let (from, to) = (start + place, start + place + c.len_utf8());
        let instead = ["", "#", "*", "{", "}", " ", ":"][next(7)];
        let damaged = format!("{}{instead}{}", &text[..from], &text[to..]);
        book.write(path, &damaged);
        let sources = book.load();
        let before = found(&sources).errors();
        let after = fixed(&sources).built.diagnostics.errors();
        assert!(
            after <= before,
            "{path}\n{line}\n{place} {instead}: {before} errors, then {after}"
        );
        book.write(path, text);
    }
}
