//! Words, settings and folders that the program cannot work with.

use snapbox::str;

use super::{good, prepbook, shows};

#[test]
fn unknown_words_are_named_with_what_is_near() {
    shows(
        &good(),
        &[
            "biuld",
            "xyzzy",
            "lps",
            "lsp book",
            "lsp --port 4000",
            "check --stric",
            "check --format yaml",
        ],
        str![[r#"
$ prepbook biuld
! error: there is no command `biuld`
!   = help: did you mean `build`?
= 2
$ prepbook xyzzy
! error: there is no command `xyzzy`
!   = help: see `prepbook --help`
= 2
$ prepbook lps
! error: there is no command `lps`
!   = help: see `prepbook --help`
= 2
$ prepbook lsp book
! error: unexpected argument 'book' found
!
! Usage: prepbook lsp [OPTIONS]
!
! For more information, try '--help'.
= 2
$ prepbook lsp --port 4000
! error: unexpected argument '--port' found
!
! Usage: prepbook lsp [OPTIONS]
!
! For more information, try '--help'.
= 2
$ prepbook check --stric
! error: unexpected argument '--stric' found
!
!   tip: a similar argument exists: '--strict'
!
! Usage: prepbook check --strict [BOOK]
!
! For more information, try '--help'.
= 2
$ prepbook check --format yaml
! error: invalid value 'yaml' for '--format <FORMAT>'
!   [possible values: human, short, json, github, sarif]
!
! For more information, try '--help'.
= 2

"#]],
    );
}

#[test]
fn without_a_book_nothing_can_be_done() {
    let book = good();
    book.remove("book.toml");
    shows(
        &book,
        &["check", "build nowhere", "build content"],
        str![[r#"
$ prepbook check
! error: there is no `book.toml` in `[..]` or above it
!   = help: create a `book.toml` that contains `[book]` and `title = "…"`
= 2
$ prepbook build nowhere
! error: there is no folder `nowhere`
!   = help: name the folder that contains `book.toml`
= 2
$ prepbook build content
! error: there is no `book.toml` in `[..]/content` or above it
!   = help: create a `book.toml` that contains `[book]` and `title = "…"`
= 2

"#]],
    );
}

#[test]
fn a_wrong_setting_is_an_error_of_its_own_kind() {
    let book = good();
    book.write("book.toml", "[book]\ntitel = \"A book\"\n");
    shows(
        &book,
        &["build", "check --format short"],
        str![[r#"
$ prepbook build
! error[bad-config]: the book has no title
!  --> book.toml:1:1
!   |
! 1 | [book]
!   | ^
!   |
!   = help: write `title = "…"` under `[book]`
!
! error[bad-config]: unknown key `titel`
!  --> book.toml:2:1
!   |
! 2 | titel = "A book"
!   | ^^^^^ did you mean `title`?
!
! 2 errors in 1 file
= 2
$ prepbook check --format short
book.toml:1:1: error[bad-config]: the book has no title
book.toml:2:1: error[bad-config]: unknown key `titel`
= 2

"#]],
    );
    assert!(!book.root().join("public").exists());
}

#[test]
fn a_base_url_must_be_one() {
    let book = good();
    for url in ["example.org", "ftp://example.org/", "../up", "/a b/", ""] {
        let run = prepbook(&book, &["build", "--base-url", url])
            .assert()
            .code(2);
        run.stdout_eq(str![]).stderr_eq(format!(
            "error: `{url}` is not a base URL\n  \
             = help: write `https://example.org/path/` or `/path/`\n"
        ));
    }
    for url in ["https://example.org", "/", "/sub/path/"] {
        let run = prepbook(&book, &["build", "-q", "--base-url", url]).assert();
        run.code(0).stderr_eq(str![]);
    }
    assert!(
        book.read("public/index.html")
            .contains("href=\"/sub/path/questions/\"")
    );
}

#[test]
fn a_folder_that_is_not_for_the_site_is_refused() {
    let book = good();
    book.write("mine/notes.txt", "mine");
    book.write("file", "a file");
    let folders = [
        "build -o content",
        "build -o mine",
        "build -o .",
        "build -o ..",
        "build -o file",
    ];
    shows(
        &book,
        &folders,
        str![[r#"
$ prepbook build -o content
! error[output-dir]: the site cannot be written to `[..]/content`, which is `[..]/content` or holds it
!   = help: name another folder with `--output`, one for the site alone
= 2
$ prepbook build -o mine
! error[output-dir]: `[..]/mine` holds files that `prepbook` did not write, such as `notes.txt`
!   = help: name another folder with `--output`, or empty this one yourself
= 2
$ prepbook build -o .
! error[output-dir]: the site cannot be written to `[..]`, which is the book `[..]` or holds it
!   = help: name another folder with `--output`, one for the site alone
= 2
$ prepbook build -o ..
! error[output-dir]: the site cannot be written to `/tmp`, which is the book `[..]` or holds it
!   = help: name another folder with `--output`, one for the site alone
= 2
$ prepbook build -o file
! error[output-dir]: `[..]/file` is not a folder
!   = help: name another folder with `--output`
= 2

"#]],
    );
    assert_eq!(book.read("mine/notes.txt"), "mine");
}

#[cfg(unix)]
#[test]
fn a_disk_that_does_not_do_its_part_is_no_mistake_of_the_book() {
    let book = good();
    book.write("file", "a file");
    shows(
        &book,
        &["build -o file/site"],
        str![[r#"
$ prepbook build -o file/site
! error: cannot create `[..]/file/site/.prepbook`: Not a directory (os error 20)
= 3

"#]],
    );
}

#[cfg(unix)]
#[test]
fn arguments_need_not_be_text() {
    use std::os::unix::ffi::OsStrExt as _;
    let odd = std::ffi::OsStr::from_bytes(b"a\xff");
    for command in ["build", "check", "explain"] {
        let run = prepbook(&good(), &[command]).arg(odd).assert().code(2);
        let error = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(
            error.starts_with("error: ") && !error.contains("panicked"),
            "{error}"
        );
    }
}
