//! Whole books: in other languages, and with something to hide.

use std::collections::BTreeSet;

use camino::Utf8Path;
use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;
use prepbook::diag::report::{self, Color, Format, Summary};
use prepbook::source;

use crate::book::{Book, pages};
use crate::site::Site;

/// The routes of a book of `tests/books`, which must check clean.
fn clean_routes(name: &str) -> BTreeSet<String> {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/books")
        .join(name);
    let sources = source::load(&root).expect("a book");
    let built_for = |mode| {
        let options = BuildOptions::new(mode, Drafts::Hidden);
        build(&sources, &options, &mut Memo::default())
    };
    let built = built_for(Mode::Check);
    let facts = Summary::default();
    let all = report::write(
        &built.diagnostics,
        &sources,
        &facts,
        Format::Short,
        Color::Never,
    );
    assert!(built.diagnostics.is_empty(), "\n{all}");
    built_for(Mode::Write)
        .artifacts
        .iter()
        .map(|artifact| artifact.path.to_string())
        .collect()
}

#[test]
fn a_handbook_in_chinese_has_readable_routes() {
    let routes = clean_routes("zh");
    for route in [
        "questions/你怎么理解内容运营/index.html",
        "questions/值得做/index.html",
        "interviews/内容运营三轮面试/业务基础/index.html",
        "frameworks/内容循环/index.html",
        "topics/内容策略/index.html",
        "companies/示例公司/index.html",
    ] {
        assert!(routes.contains(route), "{route} is missing: {routes:#?}");
    }
}

#[test]
fn a_handbook_in_greek_has_readable_routes() {
    let routes = clean_routes("el");
    for route in [
        "questions/πώς-θα-μετρούσατε-την-επιτυχία/index.html",
        "questions/αν-πέσει/index.html",
        "interviews/πρώτη-συνέντευξη/τεχνικές-ερωτήσεις/index.html",
        "frameworks/διάγνωση/index.html",
        "topics/ανάλυση-δεδομένων/index.html",
    ] {
        assert!(routes.contains(route), "{route} is missing: {routes:#?}");
    }
}

/// Words that stand in hidden places only.
const CANARIES: [&str; 12] = [
    "canary-question",
    "canary-words",
    "canary-topic",
    "canary-round",
    "canary-follow",
    "canary-guide",
    "canary-company",
    "canary-framework",
    "canary-alias",
    "canary-comment",
    "canary-asking",
    "canary-faq",
];

fn book_with_secrets() -> Book {
    Book::of(&[
        ("book.toml", "[book]\ntitle = \"A book\"\n"),
        (
            "content/index.md",
            "# Cover\n<!-- canary-comment -->\nSee [[seen]].\n",
        ),
        (
            "content/interviews/open.md",
            "---\ncompany: Acme\nrole: Analyst\ndate: 2026\n---\n# Open\n\n## Round: One\n\n\
             ### Q: What can be seen? {#seen}\nThis.\n\n\
             #### F: canary-follow? {private=true topics=canary-topic}\ncanary-words\n\n\
             ## Round: canary-round {#hidden-round draft=true}\ncanary-words\n\n\
             ### Q: canary-question? {#hidden-question topics=canary-topic}\ncanary-words\n\n\
             #### F: [[seen]]\ncanary-asking\n",
        ),
        (
            "content/interviews/closed.md",
            "---\ncompany: canary-company\nrole: canary-role\ndate: 2020\nprivate: true\naliases: canary-alias\n---\n\
             # canary-words\n\n## Round: R\n### Q: [[seen]]\ncanary-asking\n\n## FAQ\n### canary-faq\ncanary-words\n",
        ),
        (
            "content/questions/later.md",
            "---\ndraft: true\nuses: canary-framework\ntopics: [canary-topic]\n---\n# canary-question\ncanary-words [[seen]]\n",
        ),
        (
            "content/frameworks/canary-framework.md",
            "---\nprivate: true\n---\n# canary-framework\ncanary-words\n",
        ),
        (
            "content/guide/canary-guide.md",
            "---\ndraft: true\n---\n# canary-guide\ncanary-words\n",
        ),
    ])
}

#[test]
fn no_word_of_a_hidden_entity_reaches_an_output() {
    let built = book_with_secrets().build();
    assert_eq!(built.diagnostics.errors(), 0, "{:#?}", built.diagnostics);
    for (path, html) in pages(&built) {
        for canary in CANARIES {
            assert!(!path.contains(canary), "{canary} in the path {path}");
            assert!(!html.contains(canary), "{canary} in {path}");
        }
    }
}

#[test]
fn no_report_on_another_file_tells_of_a_hidden_one() {
    let book = book_with_secrets();
    book.edit(
        "content/index.md",
        "[[seen]]",
        "[[sen]], [[canary-questio]]",
    );
    let sources = book.load();
    let built = build(
        &sources,
        &BuildOptions::new(Mode::Check, Drafts::Hidden),
        &mut Memo::default(),
    );
    for format in [Format::Human, Format::Short, Format::Json] {
        let report = report::write(
            &built.diagnostics,
            &sources,
            &Summary::default(),
            format,
            Color::Never,
        );
        let told: Vec<&str> = CANARIES
            .into_iter()
            .filter(|canary| report.contains(canary))
            .collect();
        // what the author typed is quoted; nothing else may be
        let typed = report.contains("canary-questio")
            && told
                .iter()
                .all(|canary| !report.contains(&format!("`{canary}`")));
        assert!(told.is_empty() || typed, "{told:?} in\n{report}");
    }
}

#[test]
fn menus_name_what_a_book_has() {
    let mut files = vec![
        ("content/index.md", "# Cover\n[a](guide/a.md) [b](b.md)\n"),
        ("content/guide/a.md", "# A\nText.\n"),
        ("content/b.md", "# B\nText.\n"),
        ("content/c.md", "---\nnav: false\n---\n# C\n[b](b.md)\n"),
    ];
    let menus = |files: &[(&str, &str)]| {
        let site = Site::of_files(files);
        assert_eq!(site.dead_ends(), [""; 0]);
        let home = site.page("/");
        let shown = ["header nav a", "footer a", ".totals a", ".none"];
        shown.map(|menu| home.texts(menu).join(", "))
    };
    assert_eq!(menus(&files), ["B, Guide", "Settings", "", ""]);
    files.push(("content/questions/q.md", "# Why?\nBecause.\n"));
    assert_eq!(
        menus(&files),
        ["Questions, B, Guide", "Settings", "1 question", ""]
    );
    files.push((
        "content/interviews/i.md",
        "---\ncompany: Acme\nrole: Cook\n---\n# I\n## Round: R {kind=hr}\n### Q: [[q]] \nText [[f]].\n",
    ));
    files.push(("content/frameworks/f.md", "# F\nText.\n"));
    files.push(("content/topics/t.md", "Text.\n"));
    let [menu, footer, ..] = menus(&files);
    assert_eq!(menu, "Questions, Interviews, Topics, Frameworks");
    assert_eq!(footer, "B, Guide, Companies, Roles, Round kinds, Settings");
    assert_eq!(menus(&[]), ["", "Settings", "", "No interviews yet."]);
}

#[test]
fn the_first_page_names_what_a_folder_without_a_page_holds() {
    let guide = |files: &[(&str, &str)]| {
        let mut files = files.to_vec();
        files.push(("content/questions/q.md", "# Why?\nBecause.\n"));
        let site = Site::of_files(&files);
        assert_eq!(site.dead_ends(), [""; 0]);
        let page = site.page("/");
        let links = page.texts("section:last-of-type .links a");
        let led = page.all("section:last-of-type .links a", "href");
        (links.join(", "), led.last().cloned().unwrap_or_default())
    };
    let mut files = vec![
        ("content/about.md", "# About\nText.\n"),
        (
            "content/guide/1-use.md",
            "---\norder: 2\n---\n# Use\nText.\n",
        ),
        (
            "content/guide/2-add.md",
            "---\norder: 1\n---\n# Add\nText.\n",
        ),
        (
            "content/guide/kept.md",
            "---\nnav: false\n---\n# Kept\n[in](more/in.md)\n",
        ),
        ("content/guide/more/in.md", "# In\nText.\n"),
        ("content/guide/own/index.md", "# Own\nText.\n"),
        ("content/guide/own/deep.md", "# Deep\nText.\n"),
        (
            "content/guide/rare/odd.md",
            "---\nnav: false\n---\n# Rare\nText.\n",
        ),
    ];
    let (links, _) = guide(&files);
    assert_eq!(links, "About, Add, Use, Own, More");
    files.push(("content/guide/a.md", "# A\nText.\n"));
    files.push(("content/guide/b.md", "# B\nText.\n"));
    let (links, last) = guide(&files);
    assert_eq!(links, "About, Add, Use, A, B, Own, and 1 more");
    assert_eq!(last, "/guide/");
    files.push(("content/guide/index.md", "# The guide\nText.\n"));
    assert_eq!(guide(&files).0, "About, The guide");
}
