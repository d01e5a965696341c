//! The program as its users meet it: all it prints, and its exit code.
//!
//! A session shows commands after `$`, standard output as it is, standard error after `!`, and
//! exit codes after `=`. `SNAPSHOTS=overwrite cargo test` writes what is printed now.

mod help;
mod new;
mod schemas;
mod tools;
mod usage;

use prepbook::diag::CODES;
use snapbox::cmd::Command;
use snapbox::{IntoData, assert_data_eq, str};

use crate::book::Book;
use crate::site::titled;

/// The program, to be run in the folder of a book, as if nobody had set anything.
fn prepbook(book: &Book, arguments: &[&str]) -> Command {
    Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .args(arguments)
        .current_dir(book.root())
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("RUST_BACKTRACE")
}

/// What a session of some commands in the folder of a book looks like.
fn session(book: &Book, commands: &[&str]) -> String {
    let mut session = String::new();
    for command in commands {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let output = prepbook(book, &arguments)
            .output()
            .expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        session += &format!("$ prepbook {command}\n{}", text(output.stdout));
        for line in text(output.stderr).lines() {
            session += format!("! {line}").trim_end();
            session.push('\n');
        }
        let code = output.status.code().expect("an exit code");
        session += &format!("= {code}\n");
    }
    session
}

fn shows(book: &Book, commands: &[&str], expected: impl IntoData) {
    assert_data_eq!(session(book, commands), expected.into_data());
}

/// A book with nothing wrong.
fn good() -> Book {
    titled(&[
        ("content/index.md", "# Cover\n\nSee [[why-us]].\n"),
        (
            "content/interviews/acme.md",
            "---\ncompany: Acme\nrole: Cook\ndate: 2026-03\n---\n# At Acme\n\n## Round: First\n\n\
             ### Q: Why us?\n\nBecause of the [[company:acme|kitchen]].\n",
        ),
    ])
}

/// A book with a warning.
fn odd() -> Book {
    let book = good();
    book.write("content/frameworks/way.md", "# A way\n\nNobody takes it.\n");
    book
}

/// A book with an error and a warning.
fn bad() -> Book {
    let book = odd();
    book.edit(
        "content/index.md",
        "[[why-us]]",
        "[[why-su]] and [[why-us]]",
    );
    book.write("content/questions/how.md", "# How?\n");
    book
}

#[test]
fn build_says_what_it_wrote() {
    let book = good();
    shows(
        &book,
        &["build", "build"],
        str![[r#"
$ prepbook build
built [..] pages (1 question, 1 round, 0 frameworks, 0 topics) in [..] s: [..] written, 0 unchanged, 0 removed
= 0
$ prepbook build
built [..] pages (1 question, 1 round, 0 frameworks, 0 topics) in [..] s: 0 written, [..] unchanged, 0 removed
= 0

"#]],
    );
    book.edit("content/index.md", "See", "Look at");
    shows(
        &book,
        &["build"],
        str![[r#"
$ prepbook build
built [..] pages (1 question, 1 round, 0 frameworks, 0 topics) in [..] s: 6 written, [..] unchanged, 0 removed
= 0

"#]],
    );
    assert!(book.read("public/index.html").contains("Look at"));
}

#[test]
fn check_writes_nothing() {
    let book = good();
    shows(
        &book,
        &["check"],
        str![[r#"
$ prepbook check
checked [..] pages (1 question, 1 round, 0 frameworks, 0 topics) in [..] s: no problems
= 0

"#]],
    );
    assert!(!book.root().join("public").exists());
}

#[test]
fn warnings_fail_only_where_that_is_asked_for() {
    let book = odd();
    shows(
        &book,
        &["check", "check --strict --format short", "build --strict"],
        str![[r#"
$ prepbook check
warning[unused-framework]: no answer uses the framework `A way`
 --> content/frameworks/way.md:1:3
  |
1 | # A way
  |   ^^^^^
  |
  = help: link to it from an answer: `[[way]]`

1 warning in 1 file
= 0
$ prepbook check --strict --format short
content/frameworks/way.md:1:3: warning[unused-framework]: no answer uses the framework `A way`
= 1
$ prepbook build --strict
! warning[unused-framework]: no answer uses the framework `A way`
!  --> content/frameworks/way.md:1:3
!   |
! 1 | # A way
!   |   ^^^^^
!   |
!   = help: link to it from an answer: `[[way]]`
!
! 1 warning in 1 file
= 1

"#]],
    );
    assert!(!book.root().join("public/index.html").exists());
    shows(
        &book,
        &["build --format short"],
        str![[r#"
$ prepbook build --format short
built [..] pages (1 question, 1 round, 1 framework, 0 topics) in [..] s: [..] written, 0 unchanged, 0 removed
! content/frameworks/way.md:1:3: warning[unused-framework]: no answer uses the framework `A way`
= 0

"#]],
    );
    assert!(book.root().join("public/index.html").exists());
}

#[test]
fn errors_are_reported_in_every_format() {
    let commands = ["check", "check --format short", "check --format json"];
    shows(
        &bad(),
        &commands,
        str![[r#"
$ prepbook check
error[broken-reference]: no question, framework, topic, interview or page has the id `why-su`
 --> content/index.md:3:7
  |
3 | See [[why-su]] and [[why-us]].
  |       ^^^^^^ did you mean `why-us`?

1 error in 1 file
= 1
$ prepbook check --format short
content/index.md:3:7: error[broken-reference]: no question, framework, topic, interview or page has the id `why-su`
= 1
$ prepbook check --format json
{"version":1,"diagnostics":[{"code":"broken-reference","severity":"error","message":"no question, framework, topic, interview or page has the id `why-su`","file":"content/index.md","line":3,"column":7,"end-line":3,"end-column":13,"help":"did you mean `why-us`?","labels":[],"fix":null}],"summary":{"errors":1,"warnings":0,"more":0,"pages":[..],"questions":2,"interviews":1,"rounds":1,"frameworks":1,"topics":0}}
= 1

"#]],
    );
}

#[test]
fn a_build_reports_to_standard_error_and_json_to_standard_output() {
    shows(
        &bad(),
        &["build", "build --format json"],
        str![[r#"
$ prepbook build
! error[broken-reference]: no question, framework, topic, interview or page has the id `why-su`
!  --> content/index.md:3:7
!   |
! 3 | See [[why-su]] and [[why-us]].
!   |       ^^^^^^ did you mean `why-us`?
!
! 1 error in 1 file
= 1
$ prepbook build --format json
{"version":1,"diagnostics":[{"code":"broken-reference","severity":"error","message":"no question, framework, topic, interview or page has the id `why-su`","file":"content/index.md","line":3,"column":7,"end-line":3,"end-column":13,"help":"did you mean `why-us`?","labels":[],"fix":null}],"summary":{"errors":1,"warnings":0,"more":0,"pages":[..],"questions":2,"interviews":1,"rounds":1,"frameworks":1,"topics":0}}
= 1

"#]],
    );
    shows(
        &good(),
        &["build --format json"],
        str![[r#"
$ prepbook build --format json
{"version":1,"diagnostics":[],"summary":{"errors":0,"warnings":0,"more":0,"pages":[..],"questions":1,"interviews":1,"rounds":1,"frameworks":0,"topics":0}}
= 0

"#]],
    );
}

#[test]
fn quiet_prints_errors_only() {
    shows(
        &good(),
        &["build -q", "check -q"],
        str![[r#"
$ prepbook build -q
= 0
$ prepbook check -q
= 0

"#]],
    );
    shows(
        &odd(),
        &["check -q", "build --quiet"],
        str![[r#"
$ prepbook check -q
= 0
$ prepbook build --quiet
= 0

"#]],
    );
    shows(
        &bad(),
        &["check -q --format short"],
        str![[r#"
$ prepbook check -q --format short
content/index.md:3:7: error[broken-reference]: no question, framework, topic, interview or page has the id `why-su`
= 1

"#]],
    );
}

#[test]
fn timings_name_every_stage() {
    shows(
        &good(),
        &["build --timings", "check --timings -q"],
        str![[r#"
$ prepbook build --timings
built [..] pages (1 question, 1 round, 0 frameworks, 0 topics) in [..] s: [..] written, 0 unchanged, 0 removed
! load [..] ms [..] ms cpu
! parse and lower [..] ms [..] ms cpu
! assemble [..] ms [..] ms cpu
! check [..] ms [..] ms cpu
! highlight [..] ms [..] ms cpu
! pages [..] ms [..] ms cpu
! files of the book [..] ms [..] ms cpu
! commit [..] ms [..] ms cpu
! all [..] ms [..] ms cpu
! peak memory [..] MB
= 0
$ prepbook check --timings -q
! load [..] ms [..] ms cpu
! parse and lower [..] ms [..] ms cpu
! assemble [..] ms [..] ms cpu
! check [..] ms [..] ms cpu
! highlight [..] ms [..] ms cpu
! pages [..] ms [..] ms cpu
! files of the book [..] ms [..] ms cpu
! all [..] ms [..] ms cpu
! peak memory [..] MB
= 0

"#]],
    );
}

#[test]
fn color_is_for_terminals_and_those_who_ask() {
    let book = bad();
    let colored = |command: Command| {
        let output = command.output().expect("the program runs");
        let escape = |bytes: Vec<u8>| bytes.contains(&0x1b);
        (escape(output.stdout), escape(output.stderr))
    };
    assert_eq!(colored(prepbook(&book, &["check"])), (false, false));
    assert_eq!(
        colored(prepbook(&book, &["check", "--color", "always"])),
        (true, false)
    );
    assert_eq!(
        colored(prepbook(&book, &["build", "--color=always"])),
        (false, true)
    );
    let no_color = |arguments: &[&str]| prepbook(&book, arguments).env("NO_COLOR", "1");
    assert_eq!(colored(no_color(&["check"])), (false, false));
    // what is asked for by name counts more than a wish of the environment
    assert_eq!(
        colored(no_color(&["check", "--color", "always"])),
        (true, false)
    );
    assert_eq!(
        colored(prepbook(&book, &["check", "--color", "never"])),
        (false, false)
    );
}

#[test]
fn the_book_is_found_from_any_folder_inside_it_and_by_name() {
    let book = good();
    let folder = book.root().join("content/interviews");
    let from_inside = |arguments: &[&str]| {
        prepbook(&book, arguments)
            .current_dir(&folder)
            .assert()
            .code(0)
            .stderr_eq(str![]);
    };
    from_inside(&["build", "-q"]);
    assert!(book.root().join("public/index.html").exists());
    // a folder given with `-o` counts from where one stands
    from_inside(&["build", "-q", "-o", "../../site"]);
    assert!(book.root().join("site/index.html").exists());
    let by_name = prepbook(&book, &["check", book.root().as_str()]).current_dir("/");
    by_name.assert().code(0).stderr_eq(str![]);
}

#[test]
fn every_code_is_explained() {
    let book = good();
    for code in CODES {
        let expected = format!("{}[{}]\n\n{}", code.severity, code.name, code.documentation);
        let run = prepbook(&book, &["explain", code.name]).assert();
        run.code(0).stdout_eq(expected.raw()).stderr_eq(str![]);
    }
    shows(
        &book,
        &["explain broken-refrence", "explain"],
        str![[r#"
$ prepbook explain broken-refrence
! error: no code and nothing in the book has the name `broken-refrence`
!   = help: did you mean `broken-reference`, `broken-anchor`, `broken-link`?
= 2
$ prepbook explain
! error: the following required arguments were not provided:
!   <WHAT>
!
! Usage: prepbook explain <WHAT> [BOOK]
!
! For more information, try '--help'.
= 2

"#]],
    );
}

#[test]
fn an_id_is_explained_with_where_each_value_comes_from() {
    shows(
        &good(),
        &["explain why-us", "explain role:cook", "explain kitchen"],
        str![[r#"
$ prepbook explain why-us
question `Why us?`
address       /questions/why-us/  (made of its kind and id)
id            why-us  (made of the words or the file name)
defined       content/interviews/acme.md:10
difficulty    unknown  (default)
format        unknown  (default)
minutes       none  (default)
tone          none  (default)
practice      true  (default)
home          acme/first  (where it is defined)
asked in      acme
mentioned by  Cover
= 0
$ prepbook explain role:cook
role `Cook`
address       /roles/cook/  (made of its kind and id)
file          none  (it exists because something names it)
= 0
$ prepbook explain kitchen
! error: no code and nothing in the book has the name `kitchen`
!   = help: name a code from a report, or an id of the book
= 2

"#]],
    );
}

#[test]
fn nobody_needs_to_read_to_the_end() {
    for (book, arguments, code) in [
        (good(), &["build"][..], 0),
        (bad(), &["check", "--color=always"], 1),
        (good(), &["explain", "broken-reference"], 0),
        (good(), &["--help"], 0),
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_prepbook"));
        program.args(arguments).current_dir(book.root());
        program.stdout(writer).stderr(std::process::Stdio::piped());
        let output = program.output().expect("the program runs");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            (output.status.code(), error.as_str()),
            (Some(code), ""),
            "{arguments:?}"
        );
    }
}

#[test]
fn services_get_paths_from_the_root_of_the_repository() {
    let repository = Book::of(&[
        ("handbook/book.toml", "[book]\ntitle = \"A\"\n"),
        ("handbook/content/index.md", "# A\n[[b]]\n"),
        (".git/HEAD", "ref: refs/heads/main\n"),
    ]);
    let said = |format: &str| session(&repository, &[&format!("check handbook --format {format}")]);
    assert!(said("github").contains("::error file=handbook/content/index.md,"));
    assert!(said("sarif").contains("\"uri\":\"handbook/content/index.md\""));
    assert!(
        said("json").contains("\"file\":\"content/index.md\""),
        "{}",
        said("json")
    );
}
