//! New files: what is in them, where they go, and what is refused.

use super::tools::json;
use super::{good, prepbook, shows};
use crate::book::Book;

use snapbox::str;

/// What a check warns of that no new file can help: nothing leads to it yet.
const UNFINISHED: [&str; 3] = ["orphan", "placeholder", "unused-framework"];

#[test]
fn every_scaffold_checks_clean() {
    let titles = [
        "Why *us*? [[x]] `a_b` {#c} & <b> $1 #",
        "汤 好 吗",
        "Plain words",
        "Cook at Acme",
    ];
    let mut made = 0;
    for book in [
        good(),
        Book::copy("tests/books/zh"),
        Book::copy("tests/books/el"),
    ] {
        let settings = book.read("book.toml");
        let placed = "[book]\nbase-url = \"https://example.org/\"";
        if !settings.contains("base-url") {
            book.write("book.toml", settings.replacen("[book]", placed, 1));
        }
        let problems = |book: &Book| -> Vec<String> {
            let found = json(book, "check --format json");
            let found = found["diagnostics"].as_array().expect("diagnostics").iter();
            found
                .filter(|one| !UNFINISHED.contains(&one["code"].as_str().expect("a code")))
                .map(|one| format!("{}: {}", one["file"], one["message"]))
                .collect()
        };
        let before = problems(&book);
        for kind in prepbook::kinds::kind_names().filter(|kind| !["cover", "round"].contains(kind))
        {
            let new_file = |title: &str| {
                let run = prepbook(&book, &["new", kind, title]).assert().success();
                let path = String::from_utf8_lossy(&run.get_output().stdout)
                    .trim()
                    .to_owned();
                assert!(!book.read(&path).is_empty());
                path
            };
            let paths = titles.map(new_file);
            assert_eq!(problems(&book), before, "{kind}: {paths:?}");
            let listed = json(&book, &format!("list {kind} --json"));
            let rows = listed.as_array().expect("rows");
            for (path, title) in paths.iter().zip(titles) {
                let row = rows.iter().find(|row| row["file"] == path.as_str());
                assert_eq!(row.expect(path)["title"], title, "{path}");
                made += 1;
            }
        }
    }
    assert_eq!(made, 3 * 8 * titles.len());
}

#[test]
fn a_title_can_say_the_role_and_the_company() {
    let book = good();
    for (title, role, company) in [
        ("Nurse at Acme", "Nurse", "Acme"),
        (
            "Head of sales at North 4 You",
            "Head of sales",
            "North 4 You",
        ),
        ("Someone at home", "Some role", "Some company"),
        ("Yes at No", "Some role", "Some company"),
        ("Cook at [Acme]", "Some role", "Some company"),
    ] {
        let run = prepbook(&book, &["new", "interview", title])
            .assert()
            .success();
        let path = String::from_utf8_lossy(&run.get_output().stdout)
            .trim()
            .to_owned();
        let text = book.read(&path);
        let lines = [format!("company: {company}  #"), format!("role: {role}  #")];
        assert!(
            lines.iter().all(|line| text.contains(line.as_str())),
            "{text}"
        );
    }
}

#[test]
fn a_round_stands_behind_those_before_it() {
    let book = good();
    book.write(
        "content/interviews/long/index.md",
        "---\ncompany: Acme\nrole: Cook\ndate: 2026\n---\n# A long one\n",
    );
    let new = |title: &str| {
        prepbook(&book, &["new", "round", title, "--interview", "long"])
            .assert()
            .success()
    };
    new("Stove").stdout_eq("content/interviews/long/1-stove.md\n");
    new("Knives").stdout_eq("content/interviews/long/2-knives.md\n");
    shows(
        &book,
        &[
            "check --strict",
            "list round --round long/knives",
            "new round Talk",
            "new round Talk --interview lnog",
            "new round Talk --interview acme",
            "new topic Talk --interview long",
        ],
        str![[r#"
$ prepbook check --strict
warning[placeholder]: this is still the text of a new file
  --> content/interviews/long/1-stove.md:18:1
   |
18 | How the round went.
   | ^^^^^^^^^^^^^^^^^^^
   |
   = help: write your own, or take it out

warning[placeholder]: this is still the text of a new file
  --> content/interviews/long/1-stove.md:20:7
   |
20 | ## Q: The first question
   |       ^^^^^^^^^^^^^^^^^^
   |
   = help: write your own, or take it out

warning[placeholder]: this is still the text of a new file
  --> content/interviews/long/1-stove.md:23:1
   |
23 | What you answered, and what you would answer today.
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: write your own, or take it out

warning[placeholder]: this is still the text of a new file
  --> content/interviews/long/2-knives.md:18:1
   |
18 | How the round went.
   | ^^^^^^^^^^^^^^^^^^^
   |
   = help: write your own, or take it out

warning[placeholder]: this is still the text of a new file
  --> content/interviews/long/2-knives.md:20:7
   |
20 | ## Q: The first question
   |       ^^^^^^^^^^^^^^^^^^
   |
   = help: write your own, or take it out

warning[placeholder]: this is still the text of a new file
  --> content/interviews/long/2-knives.md:23:1
   |
23 | What you answered, and what you would answer today.
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   |
   = help: write your own, or take it out

6 warnings in 2 files
= 1
$ prepbook list round --round long/knives
round long/knives  Knives  questions=1
= 0
$ prepbook new round Talk
! error: a round belongs to an interview
!   = help: name the interview: `--interview some-id`
= 2
$ prepbook new round Talk --interview lnog
! error: there is no interview `lnog`
!   = help: did you mean `long`?
= 2
$ prepbook new round Talk --interview acme
! error: the interview `acme` is one file that contains its rounds
!   = help: write `## Round: Talk` at its end, or move it to `content/interviews/acme/index.md` and try again
= 2
$ prepbook new topic Talk --interview long
! error: `--interview` applies to a round, not to a topic
!   = help: remove `--interview`
= 2

"#]],
    );
}

#[test]
fn nothing_is_made_twice_or_of_nothing() {
    let book = good();
    book.write("content/topics/heat.md", "# Heat\n\nMine.\n");
    for arguments in [
        ["topic", "Heat"],
        ["question", "Why us?"],
        ["cover", "Cover"],
    ] {
        let run = prepbook(&book, &["new", arguments[0], arguments[1]]).assert();
        let said = run.code(2).get_output().stderr.clone();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(said.contains("already"), "{said}");
    }
    assert_eq!(book.read("content/topics/heat.md"), "# Heat\n\nMine.\n");
    let refused = [
        "qestion x",
        "question",
        "question --id A_b x",
        "question ?!",
    ];
    let commands = refused.map(|words| format!("new {words}"));
    shows(
        &book,
        &commands.each_ref().map(String::as_str),
        str![[r#"
$ prepbook new qestion x
! error: there is no kind `qestion`
!   = help: did you mean `question`?
= 2
$ prepbook new question
! error: the following required arguments were not provided:
!   <TITLE>
!
! Usage: prepbook new <KIND> <TITLE> [BOOK]
!
! For more information, try '--help'.
= 2
$ prepbook new question --id A_b x
! error: `A_b` is not an id
!   = help: write `--id a-b`
= 2
$ prepbook new question ?!
! error: no id can be derived from `?!`
!   = help: add one: `--id some-id`
= 2

"#]],
    );
}

#[cfg(unix)]
#[test]
fn a_new_file_opens_in_the_editor() {
    let book = good();
    let edit = |name: &str, editor: &str| {
        prepbook(&book, &["new", "topic", name, "--edit"])
            .env_remove("VISUAL")
            .env("EDITOR", editor)
            .assert()
    };
    edit("Heat", "cp -f /dev/null").code(0);
    assert_eq!(book.read("content/topics/heat.md"), "");
    edit("Cold", "false").code(3);
    assert!(book.read("content/topics/cold.md").contains("# Cold"));
    edit("Warm", "no-such-editor").code(3);
    edit("Cool", " ").code(2).stderr_eq(
        "error: neither `VISUAL` nor `EDITOR` names an editor\n  \
         = help: remove `--edit`, or set one of them: `export EDITOR=nano`\n",
    );
    assert!(!book.root().join("content/topics/cool.md").exists());
}
