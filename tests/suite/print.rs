//! Sheets to print: what stands on them, once each, and when one is another than before.

use std::collections::{BTreeMap, BTreeSet};

use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;

use crate::book::Book;
use crate::site::Site;

const BOOK: &str = "[book]\ntitle = \"A book\"\nbase-url = \"https://example.org/prep/\"\n\n[outputs]\nprint = true\n";

const INTERVIEW: &str = "\
---
company: Acme
role: Analyst
topics: [storage]
---
# An interview at Acme

## Background
It began with a call. See [[cache]] and [[second]].

## Round 1: Basics {#basics kind=technical}

### Style
Calm.[^1]

[^1]: With a note.

### Impressions
Short.

### Q: [[cache]]
What the candidate said.[^2]

[^2]: With another.

### Q: How do you log? {#logging topics=storage difficulty=hard}
To a file.

#### Details
See [the details](#details), and [[cache]].

#### F: And if the disk is full?
<!-- {#full-disk tone=challenge} -->
Rotate.

##### F: [[cache]]

## Takeaways
### Know caches {evidence=cache}

## FAQ
### Was it long?
An hour.
";

const CACHE: &str = "\
---
topics: [storage]
---
# What is a cache?

A copy that is near.[^1]

[^1]: And may be old.

## Short answer
A near copy.

## F: When is it stale? {#stale}
When the source changed. Then [[cache]] again.
";

fn book() -> Book {
    Book::of(&[
        ("book.toml", BOOK),
        ("content/index.md", "# Cover\n\nWelcome to [[cache]].\n"),
        ("content/interviews/first.md", INTERVIEW),
        (
            "content/interviews/second.md",
            "---\ncompany: Acme\nrole: Analyst\n---\n# Another\n\nIt was quick.\n\n## Q: [[stale]]\n",
        ),
        ("content/questions/cache.md", CACHE),
        (
            "content/questions/alone.md",
            "# Who are you?\n\nA person.\n",
        ),
        (
            "content/frameworks/near.md",
            "---\ntopics: [storage]\n---\n# Nearness\nBe near.\n\n## Steps\n### Look\nFor what is far.\n### Move\n",
        ),
        (
            "content/guide/how.md",
            "# How to read\n\nSlowly, with [[near]].\n",
        ),
    ])
}

fn site(book: &Book) -> Site {
    let mut site = Site::of(book);
    site.base = "/prep".to_owned();
    site.origin = Some("https://example.org".to_owned());
    site
}

#[test]
fn sheets_hold_everything_once_and_lead_nowhere_wrong() {
    let site = site(&book());
    assert_eq!(site.dead_ends(), Vec::<String>::new());
    let sheets = site.routes();
    let sheets: BTreeSet<&str> = sheets
        .iter()
        .map(String::as_str)
        .filter(|route| route.ends_with("/print/"))
        .collect();
    let expected = [
        "/interviews/first/print/",
        "/interviews/second/print/",
        "/print/",
        "/topics/storage/print/",
    ];
    assert_eq!(sheets, BTreeSet::from(expected));
    for route in sheets {
        let page = site.page(route);
        let ids = page.ids();
        assert_eq!(
            ids.iter().collect::<BTreeSet<_>>().len(),
            ids.len(),
            "{route}"
        );
        assert_eq!(
            page.all("meta[name=robots]", "content"),
            ["noindex"],
            "{route}"
        );
        let canonical = format!("https://example.org/prep{route}");
        assert_eq!(
            page.all("link[rel=canonical]", "href"),
            [canonical],
            "{route}"
        );
        assert!(page.texts("details").is_empty(), "{route}: all is open");
        let once = ["A copy that is near.", "When the source changed."];
        for text in once {
            assert!(page.text().matches(text).count() <= 1, "{route}: `{text}`");
        }
    }
    let book = site.page("/print/").text();
    for text in [
        "Welcome to",
        "Slowly, with",
        "It began",
        "Calm.",
        "Short.",
        "What the candidate said.",
        "A near copy.",
        "A copy that is near.",
        "To a file.",
        "Rotate.",
        "When the source changed.",
        "A person.",
        "Be near.",
        "For what is far.",
        "Know caches",
        "An hour.",
    ] {
        assert_eq!(book.matches(text).count(), 1, "`{text}` in {book}");
    }
    assert!(!site.files["sitemap.xml"].contains("print"));
}

#[test]
fn what_stands_on_the_sheet_is_linked_there() {
    let site = site(&book());
    let links = |route: &str| site.page(route).all("main .text a", "href");
    let whole = links("/print/");
    assert!(whole.contains(&"#question--cache".to_owned()), "{whole:?}");
    assert!(whole.contains(&"#framework--near".to_owned()), "{whole:?}");
    let interview = links("/interviews/first/print/");
    assert!(
        interview.contains(&"#question--cache".to_owned()),
        "{interview:?}"
    );
    assert!(
        interview.contains(&"/prep/interviews/second/".to_owned()),
        "{interview:?}"
    );
}

#[test]
fn a_topic_has_its_questions_below_one_another() {
    let page = site(&book()).page("/topics/storage/print/");
    let heads = page.texts("main .printed > h2");
    assert_eq!(heads, ["Hard", "Not rated", "Frameworks"]);
    assert_eq!(page.texts("main h3"), ["How do you log?", "Nearness"]);
    let follow_ups = page.texts("main .printed-question .printed-question > .words");
    assert_eq!(
        follow_ups,
        [
            "And if the disk is full?",
            "What is a cache?",
            "When is it stale?"
        ]
    );
}

#[test]
fn pages_lead_to_their_sheets_where_there_are_any() {
    let with = site(&book());
    for route in ["/interviews/first/", "/topics/storage/"] {
        assert!(with.leads(route, &format!("{route}print/")), "{route}");
    }
    let footer = |site: &Site| site.page("/").all("footer a", "href");
    assert!(footer(&with).contains(&"/prep/print/".to_owned()));
    let book = book();
    book.edit("book.toml", "print = true", "print = false");
    let without = site(&book);
    assert!(
        without
            .routes()
            .iter()
            .all(|route| !route.contains("print"))
    );
    assert!(!footer(&without).contains(&"/prep/print/".to_owned()));
    assert_eq!(without.dead_ends(), Vec::<String>::new());
}

#[test]
fn an_edit_changes_the_sheets_that_show_it() {
    let book = book();
    let mut memo = Memo::default();
    let keys = |memo: &mut Memo| {
        let artifacts = book.build_with(memo).artifacts;
        let sheets = artifacts
            .into_iter()
            .filter(|artifact| artifact.path.as_str().contains("print/"));
        sheets
            .map(|sheet| (sheet.path.to_string(), sheet.key))
            .collect::<BTreeMap<_, _>>()
    };
    let mut before = keys(&mut memo);
    let edits = [
        (
            "content/questions/alone.md",
            "A person.",
            "Nobody.",
            &["print/index.html"][..],
        ),
        (
            "content/questions/cache.md",
            "When the source",
            "Once the source",
            &[
                "interviews/first/print/index.html",
                "interviews/second/print/index.html",
                "print/index.html",
                "topics/storage/print/index.html",
            ],
        ),
        (
            "content/interviews/second.md",
            "It was quick.",
            "It was long.",
            &["interviews/second/print/index.html", "print/index.html"],
        ),
    ];
    for (path, from, to, expected) in edits {
        book.edit(path, from, to);
        let after = keys(&mut memo);
        let changed = after
            .iter()
            .filter(|(path, key)| before.get(*path) != Some(key));
        let changed: Vec<&str> = changed.map(|(path, _)| path.as_str()).collect();
        assert_eq!(changed, expected, "{path}");
        before = after;
    }
}

#[test]
fn a_mistake_in_the_template_is_found_by_a_check() {
    let book = book();
    book.write("themes/default/print.html", "{{ page.nothing }}");
    let sources = book.load();
    let options = BuildOptions::new(Mode::Check, Drafts::Hidden);
    let built = build(&sources, &options, &mut Memo::default());
    let mut places = built
        .diagnostics
        .iter()
        .map(|found| found.place.file.as_str());
    assert!(places.any(|file| file == "themes/default/print.html"));
}

/// Returns a book with more questions than one sheet prints.
pub fn long_book() -> Book {
    let questions = (0..1_001).map(|number| {
        let keys = format!("#q{number} topics=all difficulty=hard format=case uses=way");
        format!("### Q: Question number {number}? {{{keys}}}\nYes.\n\n")
    });
    let text: String = questions.collect();
    let interview = format!(
        "---\ncompany: Acme\nrole: Analyst\ndate: 2026\n---\n# Long\n\n## Round: All {{kind=case}}\n\n{text}"
    );
    Book::of(&[
        ("book.toml", BOOK),
        ("content/index.md", "# Cover\n"),
        ("content/frameworks/way.md", "# The way\n"),
        ("content/interviews/long.md", &interview),
    ])
}

#[test]
fn a_long_book_is_printed_in_parts() {
    let book = long_book();
    let site = site(&book);
    assert!(site.leads("/print/", "/topics/all/print/"));
    assert!(site.leads("/print/", "/interviews/long/print/"));
    let printed = |route: &str| site.page(route).texts(".printed-question").len();
    assert_eq!(printed("/print/"), 0);
    assert_eq!(printed("/topics/all/print/"), 1_000);
    assert_eq!(printed("/topics/all/print/page/2/"), 1);
    assert!(site.leads("/topics/all/print/", "/topics/all/print/page/2/"));
}
