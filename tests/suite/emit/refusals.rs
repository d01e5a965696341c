//! Output folders that are refused before anything is written.

use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use prepbook::emit::{EmitError, RealDisk};

use super::book::{Book, published, site, write};

fn assert_refused(book: &Book, says: &str) {
    let (message, help) = book.refusal();
    assert!(message.contains(says), "{message}");
    assert!(help.contains("`--output`"), "{help}");
}

#[test]
fn mdbook_436_output_folder_with_foreign_files_is_refused() {
    let book = Book::new();
    write(&book.output("half an hour/of writing.md"), "lost");
    assert_refused(&book, "did not write, such as `half an hour`");
    let (_, help) = book.refusal();
    assert!(help.contains("or empty this one yourself"), "{help}");
}

#[test]
fn zola_1378_output_folder_with_another_project_is_refused() {
    let book = Book::new();
    write(&book.output(".git/HEAD"), "ref");
    assert_refused(&book, "such as `.git`");
}

#[test]
fn foreign_files_are_refused_beside_a_first_build_that_was_interrupted() {
    let book = Book::new();
    write(&book.output(".prepbook/stage/0"), "half");
    write(&book.output(".prepbook/lock"), "");
    write(&book.output("mine.txt"), "mine");
    assert_refused(&book, "such as `mine.txt`");
    fs::remove_file(book.output("mine.txt")).unwrap();
    book.emit(&site(&[("index.html", "home")]));
    assert_eq!(book.published(), published(&[("index.html", "home")]));
}

#[test]
fn folder_named_like_ours_with_foreign_files_is_refused() {
    let book = Book::new();
    write(&book.output(".prepbook/diary.txt"), "mine");
    assert_refused(&book, "such as `.prepbook/diary.txt`");
}

#[test]
fn empty_output_folder_is_accepted() {
    let book = Book::new();
    fs::create_dir(&book.target.output).unwrap();
    book.emit(&site(&[("index.html", "home")]));
    assert_eq!(book.published(), published(&[("index.html", "home")]));
}

#[test]
fn mdbook_833_output_folder_that_is_the_book_is_refused() {
    assert_refused(&Book::new().with_output("."), "which is the book");
    assert_refused(&Book::new().with_output("content/.."), "which is the book");
    assert_refused(&Book::new().with_output("../BOOK"), "which is the book");
}

#[test]
fn mkdocs_346_output_folder_above_the_book_is_refused() {
    assert_refused(&Book::new().with_output("../"), "which is the book");
}

#[test]
fn mdbook_1891_output_folder_in_the_sources_is_refused() {
    for (path, says) in [
        ("content", "content` or holds it"),
        ("content/x/..", "content` or holds it"),
        ("Content", "content` or holds it"),
        ("content/site", "which lies inside"),
        ("themes/mine/out", "which lies inside"),
        ("themes", "themes/mine` or holds it"),
    ] {
        assert_refused(&Book::new().with_output(path), says);
    }
}

#[test]
fn output_folder_in_sources_that_do_not_exist_yet_is_refused() {
    let mut book = Book::new().with_output("later/site");
    book.target.protected.push(book.root.join("later"));
    assert_refused(&book, "which lies inside");
}

#[test]
fn root_of_the_file_system_and_home_are_refused() {
    let mut book = Book::new();
    book.target.output = Utf8PathBuf::from("/");
    assert_refused(&book, "the root of the file system");
    let home = std::env::home_dir().and_then(|home| Utf8PathBuf::from_path_buf(home).ok());
    if let Some(home) = home.filter(|home| home.is_dir() && home.parent().is_some()) {
        book.target.output = home;
        assert_refused(&book, "home folder");
    }
}

#[test]
fn output_that_is_a_file_is_refused() {
    let book = Book::new();
    write(&book.target.output, "a file");
    assert_refused(&book, "is not a folder");
}

#[test]
fn damaged_manifest_is_refused() {
    let book = Book::new();
    book.emit(&site(&[("index.html", "home")]));
    let path = book.output(".prepbook/manifest.json");
    let manifest = fs::read_to_string(&path).unwrap();
    let half = &manifest[..manifest.len() / 2];
    let hostile = manifest.replace("index.html", "../content/a.md");
    for damaged in ["", "{}", half, &hostile] {
        write(&path, damaged);
        assert_refused(&book, "manifest.json` is damaged");
    }
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_refused(&book, "manifest.json` is damaged");
}

#[test]
fn file_of_the_user_in_the_way_of_the_site_is_refused() {
    let book = Book::new();
    book.emit(&site(&[("index.html", "home"), ("d/index.html", "d")]));
    for (mine, artifact) in [
        ("a.html", "a.html"),
        ("folder/mine.txt", "folder"),
        ("file", "file/deep/index.html"),
        ("d/mine.txt", "d"),
        ("d/deep/mine.txt", "d"),
    ] {
        write(&book.output(mine), "mine");
        let (message, _) = book.refusal_of(&site(&[(artifact, "theirs")]));
        assert!(
            message.contains(&format!("{mine}` is in the way")),
            "{message}"
        );
        fs::remove_file(book.output(mine)).unwrap();
    }
    fs::create_dir(book.output("empty")).unwrap();
    let (message, _) = book.refusal_of(&site(&[("empty", "a file")]));
    assert!(message.contains("empty` is in the way"), "{message}");
}

#[test]
fn files_that_cannot_be_together_are_refused() {
    let book = Book::new();
    book.emit(&site(&[]));
    for (one, other) in [("a", "a/b"), ("a/b/c", "a"), ("a", "a")] {
        let (message, _) = book.refusal_of(&site(&[(one, "1"), (other, "2")]));
        assert_eq!(message, "two files of the site go to `a`");
    }
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    /// Creates a folder beside the book, and a link to it.
    fn link(book: &Book, at: &Utf8Path) -> Utf8PathBuf {
        let elsewhere = book.root.with_file_name("elsewhere");
        write(&elsewhere.join("index.html"), "mine");
        symlink(&elsewhere, at).unwrap();
        elsewhere
    }

    #[test]
    fn output_folder_that_is_a_link_is_refused() {
        let book = Book::new();
        link(&book, &book.target.output);
        assert_refused(&book, "public` is a symbolic link");
        let book = Book::new().with_output("../beside");
        link(&book, &book.root.with_file_name("beside"));
        assert_refused(&book, "beside` is a symbolic link");
    }

    #[test]
    fn output_folder_behind_a_link_in_the_book_is_refused() {
        let book = Book::new().with_output("link/public");
        link(&book, &book.root.join("link"));
        assert_refused(&book, "link` is a symbolic link");
    }

    #[test]
    fn output_folder_behind_a_link_beside_the_book_is_compared_by_where_it_leads() {
        let book = Book::new().with_output("../link/site");
        symlink(book.root.join("content"), book.root.with_file_name("link")).unwrap();
        assert_refused(&book, "which lies inside");
        let book = Book::new().with_output("../link/site");
        let elsewhere = link(&book, &book.root.with_file_name("link"));
        book.emit(&site(&[("a.html", "a")]));
        assert!(elsewhere.join("site/a.html").exists());
    }

    #[test]
    fn links_in_the_output_folder_are_refused() {
        let artifacts = site(&[("index.html", "home"), ("q/index.html", "q")]);
        for path in [
            "index.html",
            "q",
            ".prepbook",
            ".prepbook/manifest.json",
            ".prepbook/lock",
            ".prepbook/stage",
        ] {
            let book = Book::new();
            book.emit(&artifacts);
            let at = book.output(path);
            if at.is_dir() {
                fs::rename(&at, book.root.join("moved")).unwrap();
            } else if at.is_file() {
                fs::remove_file(&at).unwrap();
            }
            link(&book, &at);
            // Written, removed or unchanged: all are refused.
            for artifacts in [artifacts.clone(), site(&[]), site(&[("q/new.html", "new")])] {
                book.refusal_of(&artifacts);
            }
        }
    }

    #[test]
    fn socket_in_the_way_is_refused() {
        let book = Book::new();
        book.emit(&site(&[]));
        let _socket = UnixListener::bind(book.output("index.html")).unwrap();
        assert_refused(&book, "index.html` is in the way");
    }
}

#[test]
fn output_folder_below_a_file_is_an_error_of_the_environment() {
    let book = Book::new().with_output("book.toml/public");
    let result = book.emit_on(&site(&[]), &RealDisk);
    assert!(
        matches!(
            result,
            Err(EmitError::Disk {
                action: "create",
                ..
            })
        ),
        "{result:?}"
    );
}
