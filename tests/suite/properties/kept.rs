//! What is kept from build to build: the catalog and the pages where only words changed, and never
//! where anything else did.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;

use super::{assert_equal, cold};
use crate::book::Book;
use crate::site::titled;

/// A book, its memo, and the stages of its last build.
struct Desk {
    book: Book,
    memo: Memo,
    options: BuildOptions,
    stages: Arc<Mutex<Vec<&'static str>>>,
}

impl Desk {
    fn new(book: Book) -> Self {
        let stages: Arc<Mutex<Vec<&'static str>>> = Arc::default();
        let mut options = BuildOptions::new(Mode::Serve, Drafts::Hidden);
        let heard = stages.clone();
        options.on_stage = Arc::new(move |stage| heard.lock().expect("stages").push(stage));
        let mut desk = Self {
            book,
            memo: Memo::default(),
            options,
            stages,
        };
        assert!(
            desk.build("the first") > 0,
            "nothing can be kept of nothing"
        );
        desk
    }

    /// Builds, compares with a cold build, and counts how often the book was put together.
    fn build(&mut self, what: &str) -> usize {
        self.stages.lock().expect("stages").clear();
        let sources = self.book.load();
        let warm = build(&sources, &self.options, &mut self.memo);
        assert_equal(&warm, &cold(&sources), what);
        let stages = self.stages.lock().expect("stages");
        stages.iter().filter(|stage| **stage == "assemble").count()
    }

    /// The same after an edit.
    fn edit(&mut self, path: &str, from: &str, to: &str) -> usize {
        self.book.edit(path, from, to);
        self.build(&format!("`{from}` as `{to}` in {path}"))
    }
}

const FILE: &str = "content/interviews/tiktok-content-operations.md";

#[test]
fn words_of_a_body_leave_the_catalog_as_it_is() {
    let mut desk = Desk::new(Book::shipped());
    let answer = "Split the figure first";
    let book = desk.book.read(FILE);
    // a heading such as `Takeaways` is more than words
    let lines = book.lines().filter(|line| !line.starts_with('#'));
    let word = lines.flat_map(str::split_whitespace).filter(|word| {
        let long = word.len() > 8 && word.chars().all(char::is_alphabetic);
        long && book.matches(word).count() == 1
    });
    let words: Vec<String> = word.map(str::to_owned).collect();
    // from the last to the first: each moves everything below it
    let mut kept = 0;
    for word in words.iter().rev().step_by(words.len() / 12 + 1) {
        kept += usize::from(desk.edit(FILE, word, &format!("{word} {answer}")) == 0);
    }
    // some stand in titles too, and those are seen elsewhere
    assert!(
        kept >= 6,
        "only {kept} of 12 edits of words kept the catalog"
    );
}

#[test]
fn what_others_can_see_puts_the_book_together_anew() {
    let mut desk = Desk::new(titled(&[
        ("content/index.md", "# Cover\n\nSee [[why-us]].\n"),
        (
            "content/guide.md",
            "# Guide\n\nRead [[why-us#hints]] and [[how]].\n",
        ),
        (
            "content/questions/how.md",
            "# How?\n\nSo, as in [[why-us]].\n\n- one\n- two\n- three\n",
        ),
        (
            "content/questions/why-us.md",
            "---\ntopics: [motives]\n---\n# Why us?\n\nBecause.\n\n### Deeper\n\nMore.\n",
        ),
    ]));
    let question = "content/questions/why-us.md";
    for (from, to) in [
        ("[motives]", "[motives, money]"),
        ("### Deeper", "### Much deeper"),
        ("Because.", "Because of [[how]]."),
        ("More.", "More of [[hwo]]."),
        ("[[hwo]]", "[[how]]"),
        ("Because of [[how]].", ""),
        ("---\n#", "draft: true\n---\n#"),
        ("draft: true\n", ""),
    ] {
        assert_eq!(desk.edit(question, from, to), 1, "`{from}` as `{to}`");
    }
}

#[test]
fn titles_leave_the_catalog_as_it_is() {
    let mut desk = Desk::new(Book::shipped());
    let book = desk.book.read(FILE);
    // of everything that has its id written, which so does not hang on the title
    let titles: Vec<String> = book
        .lines()
        .filter(|line| line.starts_with('#') && line.contains("{#"))
        .filter_map(|line| Some(line.split(" {#").next()?.trim_start_matches('#').to_owned()))
        .collect();
    assert!(titles.len() > 20, "{titles:?}");
    for title in titles.iter().step_by(3) {
        let new = format!("{title} And then?");
        assert_eq!(desk.edit(FILE, title, &new), 0, "{title}");
    }
    for (path, from) in [
        (
            "interviews/tiktok-content-operations.md",
            "# Three rounds for",
        ),
        ("frameworks/case-structure.md", "# Case structure"),
    ] {
        let path = format!("content/{path}");
        assert_eq!(
            desk.edit(&path, from, &format!("{from} again")),
            0,
            "{path}"
        );
    }
    // menus and lists are sorted by what these are called
    for (path, from) in [
        ("topics/user-growth.md", "# User growth"),
        ("guide/how-to-use.md", "# How to use"),
        ("index.md", "# Operations"),
    ] {
        let path = format!("content/{path}");
        assert_eq!(
            desk.edit(&path, from, &format!("{from} again")),
            1,
            "{path}"
        );
    }
}

#[test]
fn titles_are_told_apart_and_compared_anew() {
    let question = |title: &str, text: &str| format!("# {title}\n\n{text} See [[cover]].\n");
    let mut desk = Desk::new(titled(&[
        (
            "content/index.md",
            "# Cover\n\n[[a]], [[b]], [[c]] and [in words](questions/a.md).\n",
        ),
        ("content/cover.md", "# A page\n\nSee [[a]].\n"),
        (
            "content/questions/a.md",
            &question("Who answers whom?", "One."),
        ),
        (
            "content/questions/b.md",
            &question("Which story convinces recruiters most quickly?", "Two."),
        ),
        (
            "content/questions/c.md",
            &question(
                "And now?",
                "- Who answers whom?\n- And now?\n- What else?\n\nThree.",
            ),
        ),
        (
            "content/interviews/one.md",
            "---\ncompany: Acme\nrole: Cook\ndate: 2026-01-01\n---\n# Cook at Acme\n\n## Round: Talk {#talk}\n\n\
             ### Q: [[a]]\n\nWell, [[b]].\n\n### Q: What is missing here? {#missing}\n\nSalt.\n",
        ),
        (
            "content/interviews/two.md",
            "---\ncompany: Acme\nrole: Nurse\n---\n# Nurse at Acme\n\nSee [[a]].\n",
        ),
    ]));
    let (a, b) = ("content/questions/a.md", "content/questions/b.md");
    let mut found = BTreeSet::new();
    for (path, from, to) in [
        // two pages of one title, and back; then of one description too
        (a, "Who answers whom?", "And now?"),
        (a, "And now?", "Who answers whom?"),
        (
            b,
            "Which story convinces recruiters most quickly?",
            "What else?",
        ),
        // two that may be one, from the other file too, after it has moved
        (
            b,
            "What else?",
            "Which story convinces recruiters most quickly?",
        ),
        (a, "One.", "One word more."),
        (
            a,
            "Who answers whom?",
            "Which story convinces recruiters quickly?",
        ),
        (b, "Two.", "Two words more."),
        (a, "Which story convinces recruiters quickly?", "Who?"),
        // a form for lists
        (a, "# Who?", "---\ntitle: Short\n---\n# Who?"),
        (a, "title: Short", "title: Brief"),
        (
            "content/interviews/one.md",
            "# Cook at Acme",
            "# Chef at Acme",
        ),
        ("content/interviews/one.md", "Round: Talk", "Round: Chat"),
        (
            "content/interviews/one.md",
            "What is missing here?",
            "What else?",
        ),
        (
            "content/interviews/two.md",
            "# Nurse at Acme",
            "# A nurse at Acme",
        ),
    ] {
        assert_eq!(desk.edit(path, from, to), 0, "`{from}` as `{to}`");
        let sources = desk.book.load();
        found.extend(cold(&sources).diagnostics.iter().map(|one| one.code.name()));
    }
    // a date is missed in front of the title, and stays missing whatever that says
    let codes = [
        "hand-made-list",
        "interview-without-date",
        "similar-questions",
    ];
    assert_eq!(
        found,
        BTreeSet::from(codes),
        "all that titles can be warned of"
    );
}

#[test]
fn what_was_found_in_a_file_keeps_its_place() {
    let mut desk = Desk::new(titled(&[
        ("content/index.md", "# Cover\n\nSee [[why-us]].\n"),
        // no page leads to it, so that there is something to find
        ("content/lonely.md", "# Lonely\n\nNobody.\n"),
        ("content/questions/why-us.md", "# Why us?\n\nBecause.\n"),
        (
            "content/questions/how.md",
            "# How?\n\nAs in [[why-us]] and [[lists]].\n\n## Hints\n\n### Q\n\nText.\n",
        ),
        (
            "content/questions/lists.md",
            "# What now?\n\nA word. See [[how]].\n\n- Why us?\n- How?\n- What now?\n",
        ),
    ]));
    let sources = desk.book.load();
    let found = cold(&sources).diagnostics;
    assert!(found.warnings() > 1 && found.errors() == 0, "{found:#?}");
    // a list made by hand moves down, and its items change
    let lists = "content/questions/lists.md";
    desk.edit(lists, "A word.", "Some more words.\n\nAnd a paragraph.");
    desk.edit(lists, "- How?", "- How, then?");
    desk.edit(lists, "- How, then?", "- How?");
    // what stands behind the place of a finding is free to change, what stands before it moves it
    assert_eq!(
        desk.edit("content/lonely.md", "Nobody.", "Nobody at all."),
        0
    );
    let moved = "content/questions/moved.md";
    desk.book.write(
        moved,
        "# Why would anybody choose us over others?\n\nA word. See [[how]].\n",
    );
    desk.book.write(
        "content/questions/same.md",
        "Before.\n\n# Why would anybody choose us over others?\n\nSee [[how]].\n",
    );
    desk.build("with two much alike");
    desk.edit("content/questions/same.md", "Before.", "Long before.");
    desk.edit(moved, "A word.", "Another word.");
}

#[test]
fn settings_assets_and_theme_are_not_forgotten() {
    let mut desk = Desk::new(Book::shipped());
    desk.edit(
        "book.toml",
        "[book]",
        "[checks]\norphan = \"error\"\n\n[book]",
    );
    desk.edit("book.toml", "[checks]\norphan = \"error\"\n\n", "");
    desk.book
        .write("themes/default/site.css", "p { margin: 0 }");
    assert_eq!(desk.build("with a style"), 0);
    desk.book
        .write("content/guide/new.md", "# New\n\nSee [[views-drop]].\n");
    assert_eq!(desk.build("with a file"), 1);
    desk.book.remove("content/guide/new.md");
    assert_eq!(desk.build("without it"), 1);
}
