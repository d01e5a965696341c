//! `prepbook fix` as it is run.

use std::fs;

use prepbook::emit::{EditError, RealDisk, edit};
use prepbook::outputs::ContentHash;
use snapbox::cmd::{Command, OutputAssert, cargo_bin};

use super::fixed;
use crate::book::Book;

const COVER: &str = "\u{feff}# Cover\r\n\r\n### Skipped\r\nSee [[plan]].\r\n";
const PLAN: &str =
    "---\nDifficulty: Easy\nlevl: 1\n---\n# How do you plan?\nSo.\n\n# Second\nSo.\n";

fn book() -> Book {
    Book::of(&[
        ("book.toml", "[book]\ntitle = \"A\"\n"),
        ("content/index.md", COVER),
        ("content/questions/plan.md", PLAN),
    ])
}

fn run(book: &Book, arguments: &[&str]) -> OutputAssert {
    let program = Command::new(cargo_bin!("prepbook"));
    program.arg("fix").arg(book.root()).args(arguments).assert()
}

#[test]
fn fixes_are_written_and_counted() {
    let book = book();
    run(&book, &[])
        .code(1)
        .stdout_eq(
            "fixed 1 in content/index.md\nfixed 3 in content/questions/plan.md\n\
             4 fixes in 2 files; 1 problem left\n",
        )
        .stderr_eq("");
    let cover = "\u{feff}# Cover\r\n\r\n## Skipped\r\nSee [[plan]].\r\n";
    assert_eq!(book.read("content/index.md"), cover);
    assert_eq!(
        book.read("content/questions/plan.md"),
        "---\ndifficulty: easy\nlevl: 1\n---\n# How do you plan?\nSo.\n\n## Second\nSo.\n"
    );
    run(&book, &[])
        .code(1)
        .stdout_eq("no fixes; 1 problem left\n");
    book.edit("content/questions/plan.md", "levl: 1\n", "");
    run(&book, &[])
        .success()
        .stdout_eq("no fixes; no problems left\n");
}

#[test]
fn fixes_that_would_cause_an_error_are_named() {
    let talk = "---\ncompany: Acme\nrole: Cook\ndate: 2026\n---\n# T\n\n## Round: One\n\n### Why here?\n\nSo.\n";
    let book = Book::of(&[
        ("book.toml", "[book]\ntitle = \"A\"\n"),
        ("content/index.md", "# Cover\n"),
        ("content/interviews/a.md", talk),
        ("content/interviews/b.md", talk),
    ]);
    run(&book, &[]).success().stdout_eq(snapbox::str![[r#"
fixed 1 in content/interviews/a.md
left out 1 fix in content/interviews/b.md that would cause an error
...
"#]]);
    let text = fs::read_to_string(book.root().join("content/interviews/b.md")).expect("a file");
    assert_eq!(text, talk);
}

#[test]
fn one_code_is_fixed_alone() {
    let book = book();
    run(&book, &["--only", "second-title"])
        .code(1)
        .stdout_eq("fixed 1 in content/questions/plan.md\n1 fix in 1 file; [..] problems left\n");
    assert_eq!(book.read("content/index.md"), COVER);
    run(&book, &["--only", "second-titel"])
        .code(2)
        .stdout_eq("")
        .stderr_eq(
            "error: there is no code `second-titel`\n  = help: did you mean `second-title`?\n",
        );
}

#[test]
fn a_dry_run_shows_the_difference_and_writes_nothing() {
    let book = book();
    let shown = run(&book, &["--dry-run"]).code(1).stderr_eq(
        "would fix 1 in content/index.md\nwould fix 3 in content/questions/plan.md\n\
         4 fixes in 2 files; 1 problem left\n",
    );
    let output = shown.get_output().stdout.clone();
    assert_eq!(
        String::from_utf8(output).expect("UTF-8"),
        "--- a/content/index.md\n+++ b/content/index.md\n@@ -1,4 +1,4 @@\n \u{feff}# Cover\r\n \r\n\
         -### Skipped\r\n+## Skipped\r\n See [[plan]].\r\n\
         --- a/content/questions/plan.md\n+++ b/content/questions/plan.md\n@@ -1,9 +1,9 @@\n ---\n\
         -Difficulty: Easy\n+difficulty: easy\n levl: 1\n ---\n # How do you plan?\n So.\n \n\
         -# Second\n+## Second\n So.\n"
    );
    assert_eq!(book.read("content/index.md"), COVER);
    assert_eq!(book.read("content/questions/plan.md"), PLAN);
}

#[test]
fn a_dry_run_is_a_patch() {
    let book = book();
    let patch = run(&book, &["--dry-run", "-q"]).get_output().stdout.clone();
    book.write("fix.patch", patch);
    let git = Command::new("git")
        .args(["apply", "--unsafe-paths", "fix.patch"])
        .current_dir(book.root())
        .env(
            "GIT_CEILING_DIRECTORIES",
            book.root().parent().expect("a parent").as_str(),
        );
    git.assert().success();
    let patched = ["content/index.md", "content/questions/plan.md"].map(|path| book.read(path));
    let other = self::book();
    run(&other, &["-q"]).code(1).stdout_eq("");
    assert_eq!(
        patched,
        ["content/index.md", "content/questions/plan.md"].map(|path| other.read(path))
    );
}

#[test]
fn a_file_changed_since_it_was_read_is_left_alone() {
    let book = book();
    let sources = book.load();
    let fixed = fixed(&sources);
    book.write("content/index.md", "# Typed since\n");
    let (old, new) = (&sources.files[0], &fixed.sources.files[0]);
    let expected = ContentHash::of_bytes(old.on_disk().expect("UTF-8").as_bytes());
    let path = book.root().join("content/index.md");
    let result = edit(&path, expected, new.on_disk().expect("UTF-8"), &RealDisk);
    assert!(
        matches!(result, Err(EditError::Changed { .. })),
        "{result:?}"
    );
    assert_eq!(book.read("content/index.md"), "# Typed since\n");
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_left_alone_and_the_rest_is_fixed() {
    let book = book();
    let path = book.root().join("content/questions");
    let elsewhere = book.root().join("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    fs::rename(path.join("plan.md"), elsewhere.join("plan.md")).expect("moved");
    std::os::unix::fs::symlink(elsewhere.join("plan.md"), path.join("plan.md")).expect("a link");
    run(&book, &[])
        .code(1)
        .stdout_eq("fixed 1 in content/index.md\n1 fix in 1 file; [..] left\n");
    assert_eq!(
        fs::read_to_string(elsewhere.join("plan.md")).expect("text"),
        PLAN
    );
}

#[test]
fn formats_for_services_stand_where_services_look() {
    let book = book();
    let check = |format| {
        let program = Command::new(cargo_bin!("prepbook"));
        let arguments = ["--format", format];
        program
            .arg("check")
            .arg(book.root())
            .args(arguments)
            .assert()
    };
    let annotations = check("github").code(1).get_output().stdout.clone();
    assert!(annotations.starts_with(b"::warning file=content/index.md,line=3,"));
    let sarif = check("sarif").code(1).get_output().stdout.clone();
    let log: serde_json::Value = serde_json::from_slice(&sarif).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let build = Command::new(cargo_bin!("prepbook"));
    let build = build
        .arg("build")
        .arg(book.root())
        .args(["--format", "github"]);
    let built = build.assert().code(1).stdout_eq("");
    assert!(built.get_output().stderr.starts_with(b"::warning file="));
}
