//! A book with mistakes: all of them are named, and the good site from before stays as it is.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::SystemTime;

use camino::Utf8Path;

use super::run;
use crate::book::Book;

/// A mistake: the file, what stands there, what is written instead, and the code it has.
type Mistake = (&'static str, &'static str, &'static str, &'static str);

/// Five of different kinds in three files. `«` and `»` stand around what is wrong.
const MISTAKES: [Mistake; 5] = [
    (
        "content/frameworks/content-loop.md",
        "summary: ",
        "«sumary»: ",
        "unknown-key",
    ),
    (
        "content/frameworks/content-loop.md",
        "shape: cycle",
        "shape: «ring»",
        "unknown-value",
    ),
    (
        "content/guide/how-to-use.md",
        "(answer-a-case.md)",
        "(«answer-a-cas.md»)",
        "broken-link",
    ),
    (
        "content/interviews/tiktok-content-operations.md",
        "date: 2026",
        "date: «soon»",
        "wrong-type",
    ),
    (
        "content/interviews/tiktok-content-operations.md",
        "[[drop-diagnosis|",
        "[[«drop-diagnosi»|",
        "broken-reference",
    ),
];

/// Makes a mistake, and says where it is: `path:line:column`.
fn make(book: &Book, (path, right, wrong, _): Mistake) -> String {
    let text = book.read(path).replacen(right, wrong, 1);
    let before = text.split_once('«').expect("the mistake").0;
    let line = before.split('\n').count();
    let column = before
        .split('\n')
        .next_back()
        .map_or(0, |line| line.chars().count())
        + 1;
    book.write(path, text.replace(['«', '»'], ""));
    format!("{path}:{line}:{column}")
}

/// Every file below a folder with its bytes and the moment it was written.
fn snapshot(folder: &Utf8Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("an entry"));
    let files = entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let written = entry
                .metadata()
                .expect("metadata")
                .modified()
                .expect("a moment");
            let bytes = std::fs::read(entry.path()).expect("a file");
            (entry.path().display().to_string(), (bytes, written))
        });
    files.collect()
}

/// What the program says, after making sure of its exit code.
fn complaint(book: &Book, arguments: &[&str], code: i32) -> String {
    let program = Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .args(arguments)
        .current_dir(book.root())
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let said = text(&program.stdout) + &text(&program.stderr);
    assert_eq!(program.status.code(), Some(code), "{said}");
    said
}

/// What is wrong in a body or a template is found when a part of the new site is staged.
#[test]
fn what_is_found_while_pages_are_made_leaves_the_old_site() {
    for print in ["true", "false"] {
        let book = Book::shipped();
        book.edit("book.toml", "print = true", &format!("print = {print}"));
        run(&book, &["build"]);
        let public = book.root().join("public");
        let before = snapshot(&public);
        let late = [
            ("content/late.md", "# Late\n\n$\\lossy$\n", "invalid-math"),
            (
                "themes/default/value.html",
                "{{ page.no }}",
                "template-error",
            ),
        ];
        for (path, text, code) in late {
            book.write(path, text);
            let said = complaint(&book, &["build"], 1);
            assert!(said.contains(&format!("error[{code}]")), "{said}");
            assert!(snapshot(&public) == before, "{path} changed the site");
            assert!(!public.join(".prepbook/stage").exists());
            std::fs::remove_file(book.root().join(path)).expect("the file");
        }
        let said = run(&book, &["build"]);
        assert!(said.contains(": 0 written, "), "{said}");
    }
}

#[test]
fn five_mistakes_in_three_files_are_all_reported_and_nothing_is_written() {
    let book = Book::shipped();
    run(&book, &["build"]);
    let public = book.root().join("public");
    let before = snapshot(&public);
    assert!(before.len() > 60);
    let expected =
        MISTAKES.map(|mistake| format!("{}: error[{}]: ", make(&book, mistake), mistake.3));

    let short = complaint(&book, &["build", "--format", "short"], 1);
    let lines: Vec<&str> = short.lines().collect();
    assert_eq!(lines.len(), 5, "{short}");
    for mistake in &expected {
        assert!(
            lines.iter().any(|line| line.starts_with(mistake)),
            "{mistake} not in\n{short}"
        );
    }
    let human = complaint(&book, &["build"], 1);
    for mistake in &expected {
        let place = mistake.split(": ").next().unwrap_or_default();
        assert!(
            human.contains(&format!("--> {place}\n")),
            "{place} not in\n{human}"
        );
    }
    assert!(human.ends_with("\n5 errors in 3 files\n"), "{human}");
    assert_eq!(complaint(&book, &["check", "--format", "short"], 1), short);
    assert!(
        snapshot(&public) == before,
        "something in the output folder changed"
    );

    // one by one they are put right, and the last one lets the new site through
    for (index, (path, right, wrong, _)) in MISTAKES.iter().enumerate() {
        book.edit(path, &wrong.replace(['«', '»'], ""), right);
        let left = 4 - index;
        let said = complaint(&book, &["check", "--format", "short"], i32::from(left > 0));
        assert_eq!(said.matches("error[").count(), left, "{said}");
    }
    let said = run(&book, &["build"]);
    assert!(said.contains(": 0 written, "), "{said}");
    let bytes = |files: BTreeMap<String, (Vec<u8>, SystemTime)>| {
        files
            .into_iter()
            .map(|(path, (bytes, _))| (path, bytes))
            .collect::<Vec<_>>()
    };
    assert!(bytes(snapshot(&public)) == bytes(before));
}
