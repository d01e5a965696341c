//! A `README.md` is the page of its folder, as on a forge, and names of files lead to their pages.

use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;
use prepbook::diag::report;
use prepbook::source::Reader;

use crate::book::Book;
use crate::site::{Site, titled};

const COVER: &str =
    "# Cover\n\n[one](guide/one/) [two](guide/two/README.md#part) [bank](questions/README.md)\n";

fn codes(book: &Book) -> Vec<String> {
    let built = book.build();
    let codes = built.diagnostics.iter();
    codes
        .map(|one| format!("{}: {}", one.place.file, one.code))
        .collect()
}

#[test]
fn a_readme_is_the_page_of_its_folder() {
    let book = titled(&[
        ("content/README.md", COVER),
        ("content/guide/one/README.md", "# One\n\n[Up](../two/)\n"),
        (
            "content/guide/two/readme.md",
            "# Two\n\n## Part\n\n[[one]]\n",
        ),
        (
            "content/interviews/acme/README.md",
            "---\ncompany: Acme\nrole: Cook\ndate: 2026\n---\n# One talk\n",
        ),
        (
            "content/interviews/acme/1-phone.md",
            "# Round: Phone\n\n## Q: Why? {#why}\n\nSo. [The talk](README.md), [the talk](.), [one](../../guide/one).\n",
        ),
        (
            "content/questions/README.md",
            "# Our bank\n\nRead *this*.\n\n## Part\n\nx\n",
        ),
        ("content/questions/what.md", "# What?\n\nThat.\n"),
    ]);
    let site = Site::of(&book);
    assert_eq!(site.dead_ends(), Vec::<String>::new());
    for (from, to) in [
        ("/", "/guide/one/"),
        ("/", "/guide/two/#part"),
        ("/", "/questions/"),
        ("/guide/one/", "/guide/two/"),
        ("/guide/two/", "/guide/one/"),
        ("/questions/why/", "/interviews/acme/"),
        ("/questions/why/", "/guide/one/"),
    ] {
        assert!(site.leads(from, to), "{from} {to}");
    }
    let bank = site.page("/questions/");
    assert_eq!(bank.texts("h1"), ["Our bank"]);
    assert_eq!(bank.texts(".text p em"), ["this"]);
    assert!(bank.title().starts_with("Our bank"));
}

#[test]
fn each_kind_can_have_a_text_above_its_list() {
    for folder in [
        "questions",
        "interviews",
        "frameworks",
        "topics",
        "companies",
        "roles",
        "faq",
    ] {
        for name in ["README.md", "index.md"] {
            let path = format!("content/{folder}/{name}");
            let book = titled(&[
                ("content/index.md", "# Cover\n"),
                (&path, "# Above\n\nSome *text*.\n\n## A part\n\nx\n"),
            ]);
            assert_eq!(codes(&book), Vec::<String>::new(), "{path}");
            let page = Site::of(&book).page(&format!("/{folder}/"));
            assert_eq!(page.texts("h1"), ["Above"], "{path}");
            assert_eq!(page.texts(".text em"), ["text"], "{path}");
        }
    }
}

#[test]
fn a_readme_beside_an_index_is_a_page_of_its_own() {
    let book = titled(&[
        (
            "content/index.md",
            "# Cover\n\n[a](guide/README.md) [b](guide/)\n",
        ),
        ("content/guide/README.md", "# How this is made\n\nx\n"),
        ("content/guide/index.md", "# Guide\n\nx\n"),
    ]);
    let site = Site::of(&book);
    assert!(site.leads("/", "/guide/readme/"));
    assert!(site.leads("/", "/guide/"));
}

/// The memo that has seen a book with a `README.md` gives the book with an `index.md` too.
#[test]
fn an_index_takes_the_place_of_a_readme() {
    let book = titled(&[
        ("content/index.md", "# Cover\n\n[a](guide/README.md)\n"),
        ("content/guide/README.md", "# Readme\n\nx\n"),
    ]);
    let mut reader = Reader::new(&book.root());
    let mut memo = Memo::default();
    let mut routes = || {
        let sources = reader.load().expect("a book");
        let options = BuildOptions::new(Mode::Serve, Drafts::Hidden);
        Site::built(&build(&sources, &options, &mut memo)).routes()
    };
    assert!(!routes().contains("/guide/readme/"));
    book.write("content/guide/index.md", "# Index\n\nx\n");
    assert!(routes().contains("/guide/readme/"));
    book.remove("content/guide/index.md");
    assert!(!routes().contains("/guide/readme/"));
}

#[test]
fn pages_of_one_name_are_named_by_their_paths() {
    let files = |link: &'static str| {
        titled(&[
            ("content/index.md", link),
            ("content/guide/intro.md", "# One\n\nx\n"),
            ("content/2-other/1-intro.md", "# Two\n\nx\n"),
        ])
    };
    let book = files("# Cover\n\n[[guide/intro]] [[page:other/intro]] [[Other/Intro]]\n");
    let site = Site::of(&book);
    assert!(site.leads("/", "/guide/intro/"));
    assert!(site.leads("/", "/other/intro/"));
    let built = files("# Cover\n\n[[intro#x]]\n").build();
    let helps = built.diagnostics.iter();
    let helps: Vec<_> = helps.filter_map(|one| report::help(&one.advice)).collect();
    assert_eq!(helps[0], "write `other/intro#x` or `guide/intro#x`");
}

#[test]
fn links_can_name_a_file() {
    let book = titled(&[
        (
            "content/index.md",
            "# Cover\n\n[[Rule of Five]], [[rule of five|that]], [[question:What is RAII]], [[STAR Method#What for]]\n",
        ),
        (
            "content/questions/What is RAII.md",
            "---\nuses: STAR Method\n---\n# What is RAII?\n\nSee [[Rule of Five]].\n",
        ),
        ("content/questions/Rule of Five.md", "# What is it?\n\nx\n"),
        (
            "content/frameworks/star-method.md",
            "# STAR\n\n## What for\n\nx\n",
        ),
    ]);
    assert_eq!(codes(&book), Vec::<String>::new());
    let site = Site::of(&book);
    assert_eq!(site.dead_ends(), Vec::<String>::new());
    assert_eq!(site.page("/").all("main p > a", "href").len(), 4);
}
