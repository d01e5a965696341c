//! What changes for readers, between folders and between commits.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::book::Book;

fn prepbook(book: &Book, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prepbook"));
    command.current_dir(book.root()).args(arguments);
    command.output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn diff(book: &Book, old: &str, new: &str) -> Value {
    let output = prepbook(book, &["diff", old, new, "--format", "json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn git(book: &Book, arguments: &[&str]) {
    let mut command = Command::new("git");
    let output = command
        .current_dir(book.root())
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
}

/// The shipped handbook with one change of every kind, and those changes.
fn changed(book: &Book) -> Value {
    let path = "content/interviews/tiktok-content-operations.md";
    let interview = book.read(path);
    let lines: Vec<&str> = interview.lines().collect();
    // another title, with the same id
    let is_first = |line: &&&str| line.contains(" {#views-drop ");
    let heading = lines.iter().find(is_first).expect("a question");
    let (was, rest) = heading.split_once(" {#").expect("an id");
    let (marker, was) = was.split_once(": ").expect("a marker");
    let reworded = format!("{marker}: All views fell. Why? {{#{rest}");
    // another answer: text below a question without a prompt
    let plain =
        |pair: &&[&str]| pair[0].starts_with("### Q: ") && pair[2].starts_with(char::is_alphabetic);
    let other = lines.windows(3).find(plain).expect("another question")[0];
    let (title, rest) = other.split_once(" {#").expect("an id");
    let title = title.trim_start_matches("### Q: ");
    let id = rest.split([' ', '}']).next().expect("an id");
    let answered = format!("{other}\n\nSomething else first.");
    let edited = interview
        .replace(heading, &reworded)
        .replace(other, &answered);
    book.write(path, edited);
    book.write(
        "content/questions/new-one.md",
        "---\ntopics: user-growth\n---\n# Is this one new?\n\nIt is.\n",
    );
    json!({
        "added": [{"id": "new-one", "title": "Is this one new?"}],
        "removed": [],
        "reworded": [{"id": "views-drop", "title": "All views fell. Why?", "was": was}],
        "moved": [],
        "answers": [{"id": id, "title": title}],
        "dead": [],
    })
}

#[test]
fn two_revisions_differ_in_what_was_changed() {
    let book = Book::shipped();
    git(&book, &["init"]);
    git(&book, &["add", "."]);
    git(&book, &["commit", "-m", "first"]);
    let expected = changed(&book);
    let files = || {
        let walk = walkdir::WalkDir::new(book.root()).sort_by_file_name();
        let entries = walk.into_iter().map(|entry| entry.expect("an entry"));
        entries
            .map(|entry| entry.path().to_owned())
            .collect::<Vec<_>>()
    };
    let before = files();
    assert_eq!(diff(&book, "HEAD", "."), expected);
    assert_eq!(files(), before, "nothing is left behind");
    git(&book, &["add", "."]);
    git(&book, &["commit", "-m", "second"]);
    assert_eq!(diff(&book, "HEAD~1", "main"), expected);
    assert_eq!(diff(&book, "HEAD", "."), diff(&book, ".", "HEAD"));
    let same = prepbook(&book, &["diff", "HEAD", "."]);
    assert_eq!(text(&same.stdout), "nothing changes for readers\n");
    // and back
    let back = diff(&book, "main", "main~1");
    assert_eq!(back["removed"], expected["added"]);
    assert_eq!(back["dead"][0]["address"], "/questions/new-one/");
    assert_eq!(back["reworded"][0]["was"], "All views fell. Why?");
}

/// A book of one interview, with other questions below its round.
fn round(questions: &str) -> Book {
    let interview = format!(
        "---\ncompany: Acme\nrole: Cook\ndate: 2026\n---\n# At Acme\n\n## Round: One {{#one}}\n\n{questions}"
    );
    crate::site::titled(&[("content/interviews/acme.md", interview.as_str())])
}

#[test]
fn a_question_that_moved_or_was_renamed_is_no_new_one() {
    let old = round(
        "### Q: Why salt? {#salt topics=taste}\n\nFor\ntaste.\n\n### Q: Why heat? {#heat topics=taste}\n\nYes.\n\n\
         ### Q: Why @you and [[salt|x]]? {#you}\n\nNo.\n",
    );
    let new = round(
        "### Q: Why salt? {#salt topics=chemistry}\n\nFor taste.\n\n\
         ### Q: Why heat? {#warmth aliases=heat topics=taste}\n\nYes.\n",
    );
    let (old, new) = (old.root(), new.root());
    let here = Book::shipped();
    assert_eq!(
        diff(&here, old.as_str(), new.as_str()),
        json!({
            "added": [],
            "removed": [{"id": "you", "title": "Why @you and x?"}],
            "reworded": [],
            "moved": [{"id": "salt", "title": "Why salt?", "from": ["Taste"], "to": ["Chemistry"]}],
            "answers": [],
            "dead": [{"address": "/questions/you/", "title": "Why @you and x?"}],
        })
    );
    let shown = |format: &str| {
        let arguments = ["diff", old.as_str(), new.as_str(), "--format", format];
        text(&prepbook(&here, &arguments).stdout)
    };
    assert_eq!(
        shown("text"),
        "1 question removed\n  you  Why @you and x?\n1 question moved to other topics\n  \
         salt  Why salt?  (from Taste to Chemistry)\n1 link now dead\n  \
         /questions/you/  Why @you and x?\n"
    );
    // nobody is called by a comment
    assert_eq!(
        shown("markdown"),
        "### What changes for readers\n\n**1 question removed**\n\n\
         - Why \\@\u{2060}you and x? (`you`)\n\n**1 question moved to other topics**\n\n\
         - Why salt? (`salt`): from Taste to Chemistry\n\n**1 link now dead**\n\n\
         - Why \\@\u{2060}you and x? (`/questions/you/`)\n"
    );
}

#[test]
fn what_is_no_book_has_no_difference() {
    let book = Book::shipped();
    let refused = |old: &str| {
        let output = prepbook(&book, &["diff", old, "."]);
        assert_eq!(output.status.code(), Some(2), "{old}");
        text(&output.stderr)
    };
    assert!(refused("content").contains("there is no `book.toml` in `content`"));
    let said = refused("HEAD");
    assert!(
        said.contains("`HEAD` is neither the folder of a book nor a revision"),
        "{said}"
    );
    git(&book, &["init"]);
    for name in ["nothing", "--output=x", "-h", "HEAD:content", "a b"] {
        let output = prepbook(&book, &["diff", "--", name, "."]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let said = text(&output.stderr);
        assert!(said.contains("nor a revision"), "{said}");
    }
    assert!(!book.root().join("x").exists());
    fs::remove_dir_all(Path::new(book.root().as_str()).join(".git")).expect("a repository");
    let unfound = Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .current_dir(book.root())
        .args(["diff", "HEAD", "."])
        .env("PATH", "")
        .output()
        .expect("the program runs");
    assert_eq!(unfound.status.code(), Some(3));
    assert!(text(&unfound.stderr).contains("`git` cannot be run"));
}
