//! Any text parses, is lowered and builds, and every place in the result is a place in the text.

use std::sync::{Arc, LazyLock, Mutex};

use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::{Drafts, Texts};
use prepbook::config::{self, Config};
use prepbook::diag::{CODES, Span};
use prepbook::kinds;
use prepbook::pages::{PageSources, Pages, Retention};
use prepbook::render::{BodyMemo, Theme};
use prepbook::source::{Assets, SourceFile};
use prepbook::syntax::{self, is_slug, slug};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;

use super::{assert_equal, cases, cold, file, fits, places};
use crate::book::Book;

/// Lines of front matter, right and wrong.
const FIELDS: &[&str] = &[
    "title: A title",
    "topics: [a, b]",
    "topics: é",
    "topics: [a,",
    "draft: true",
    "draft: maybe",
    "private: true",
    "date: 2026-03",
    "date: soon",
    "company: Größe & Co",
    "role: 面",
    "x: {y: z}",
    "title: \"é",
    "  - 面试",
    "...",
    "uses: one",
    "uses: [one, no]",
    "order: 2",
    "order: two",
    "parent: a",
    "synonyms: [é, b]",
    "&a *a",
    "\t",
    "+++",
    "result: offer",
    "difficulty: no",
    "summary: 面",
    "summary: [a]",
    "url: x",
    "topic: a",
    "",
    "aliases: [old, /old/]",
    "asks: one",
    "kind: case",
    "minutes: 5",
    "nav: false",
    "evidence: one",
    "title:",
    "lang: de",
];

/// Headings with a meaning, whole.
const HEADINGS: &[&str] = &[
    "# Title\n",
    "# 面试问题 {#one}\n",
    "# Q: One?\n",
    "# Round: One\n",
    "## Round: One {#one kind=case}\n",
    "## Q: Loose? {topics=a}\n",
    "### Q: One? {#one}\n",
    "### Q: [[one]]\n",
    "### Q: In words? {asks=one}\n",
    "### Q: [[one]] {difficulty=hard}\n",
    "#### F: Two? {#two}\n",
    "#### F: [[two]]\n",
    "## F: Alone?\n",
    "##### F: 面?\n",
    "#### Short answer\n",
    "#### Hints\n",
    "## FAQ\n",
    "### Entry?\n",
    "## Takeaways\n",
    "### Learned {evidence=one}\n",
    "## Steps\n",
    "### Step\n",
    "## Prose {#prose topics=b}\n",
    "### Why?\n",
    "### Style\n",
    "####### Q: Deep\n",
    "### !\n",
    "### Q: !\n",
    "### Q: Über {#Ü}\n",
    "##### Skipped\n",
];

/// Pieces of markdown that mean something here, whole and broken.
const PIECES: &[&str] = &[
    "# ",
    "## ",
    "### ",
    "#### ",
    "###### ",
    "#\n",
    "\n===\n",
    "\n---\n",
    "Q: ",
    "q 7： ",
    "F: ",
    "Follow-up: ",
    "Round 2: ",
    "Ω é\n",
    " {#one}",
    " {#one topics=a,b}",
    " {#",
    " {#é",
    " {topics=\"a",
    " {topics=“a”}",
    " {difficulty=hard minutes=5}",
    " {a=1 a=2}",
    " {topics=a topics=b}",
    " \\{#x}",
    " {x}",
    " {#one} ##",
    " }",
    "{=}",
    "<!-- {#two topics=a} -->\n",
    "<!-- {#two\n",
    "<!-- a comment -->",
    "<!--",
    "-->",
    "<b>x</b>",
    "[[one]]",
    "[[one|text]]",
    "[[one#hints]]",
    "[[topic:a]]",
    "[[company:a]]",
    "[[",
    "]]",
    "[[é|面]]",
    "[[a/b#c]]",
    "[[tw]]",
    "[text](b.md#c)",
    "[text](../x.md)",
    "[t](../../x.md)",
    "[t](javascript:x)",
    "[t]( <a b> )",
    "[r]",
    "[r]: b.md\n",
    "[r]: <\n",
    "![i](i.png)",
    "[^1]",
    "[^1]: note\n\n",
    "[^é]: \n",
    "> said\n",
    "> > deep\n",
    "> [!TIP]\n",
    "- item?\n",
    "- **bold** text\n",
    "  - nested\n",
    "1. Q: one\n",
    "- [ ] task\n",
    "**Q: bold?**\n",
    "| a | b |\n|---|---|\n| [[one\\|x]] | é |\n",
    "| a\n",
    "```rust\n",
    "```\n",
    "~~~ title=\"x\n",
    "    code\n",
    "`code`",
    "`",
    "$x$",
    "$\\lossy$",
    "$$",
    "```klingon\nQapla\n```\n",
    "<div onclick=x>",
    "<b>bold</b>",
    "term\n: meaning\n",
    "**",
    "*",
    "_",
    "~~",
    "\\",
    "&amp;",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "  \n",
    " ",
    "words and more ",
    "é",
    "面",
    "👩\u{200d}🚀",
    "\u{301}",
    "\u{feff}",
    "\0",
    "\u{202e}",
    "ß",
    "İ",
    "ﬁ",
    "---\n",
    "title: late\n",
];

/// One path for every kind of file.
const PATHS: &[&str] = &[
    "index.md",
    "interviews/one.md",
    "interviews/two/index.md",
    "interviews/two/1-a.md",
    "questions/one.md",
    "frameworks/one.md",
    "topics/a.md",
    "companies/größe-co.md",
    "roles/面.md",
    "faq/one.md",
    "guide/1-one.md",
    "guide/deep/index.md",
    "question/one.md",
    "--.md",
];

fn settings() -> Config {
    config::parse(&"book.toml".into(), BOOK).0
}

const BOOK: &str = "[book]\ntitle = \"Any\"\n";

/// Limits that short texts go beyond.
const TIGHT: &str =
    "[limits]\nfront-matter = 200\nheadings = 9\nlinks = 5\nnesting = 3\ntitle = 30\n";

fn text() -> impl Strategy<Value = String> {
    let fields = prop::collection::vec(select(FIELDS), 0..4);
    let fenced = |fields: Vec<&str>| format!("---\n{}\n---\n", fields.join("\n"));
    let front = prop_oneof![fields.prop_map(fenced), Just(String::new())];
    let piece = prop_oneof![
        8 => select(HEADINGS).prop_map(|heading| format!("\n{heading}\n")),
        16 => select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let pieces = prop::collection::vec(piece, 0..24);
    (front, pieces).prop_map(|(front, pieces)| front + &pieces.concat())
}

/// Every span that a value holds, read from its debug form: those of future fields too.
fn spans(value: &impl std::fmt::Debug) -> Vec<Span> {
    let shown = format!("{value:?}");
    let number = |text: &str| -> usize {
        let end = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        text[..end].parse().expect("a number")
    };
    let spans = shown.split("Span { start: ").skip(1).map(|rest| {
        let (start, rest) = rest.split_once(", end: ").expect("an end");
        Span {
            start: number(start),
            end: number(rest),
        }
    });
    let points = ["AnchorSource { at: ", "body_start: "];
    let points = points.iter().flat_map(|before| shown.split(before).skip(1));
    spans
        .chain(points.map(|rest| Span::point(number(rest))))
        .collect()
}

/// The first span of a value that is none in the text.
fn stray(value: &impl std::fmt::Debug, text: &str) -> Option<Span> {
    spans(value).into_iter().find(|span| !fits(text, *span))
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn any_text_parses_and_every_span_lies_in_it(text in text()) {
        let file = file("interviews/one.md", &text);
        let parsed = syntax::parse(&file, &settings().markers, &settings().limits);
        prop_assert_eq!(parsed.markdown.len(), text.len());
        prop_assert_eq!(stray(&parsed, &text), None);
        prop_assert_eq!(stray(&parsed, &parsed.markdown), None);
    }

    #[test]
    fn any_text_is_a_file_of_any_kind(text in text(), path in select(PATHS)) {
        let file = file(path, &text);
        let document = kinds::lower(&syntax::parse(&file, &settings().markers, &settings().limits));
        prop_assert_eq!(stray(&document, &text), None);
        for found in &document.diagnostics {
            prop_assert!(places(found).iter().all(|(path, _)| **path == file.path), "{:?}", found);
        }
    }

    #[test]
    fn a_slug_is_its_own_slug_and_keeps_its_limits(text in text()) {
        let made = slug(&text);
        prop_assert_eq!(slug(&made), made.clone());
        prop_assert!(made.chars().count() <= 60 && made.len() <= 100);
        prop_assert!(!made.starts_with('-') && !made.ends_with('-') && !made.contains("--"));
        prop_assert_eq!(is_slug(&made), !made.is_empty());
        let plain = |c: char| !c.is_whitespace() && !c.is_ascii_punctuation() || c == '-';
        prop_assert!(made.chars().all(plain), "{}", made);
    }
}

/// Kept from book to book.
static MEMO: LazyLock<Mutex<Memo>> = LazyLock::new(Mutex::default);

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn any_texts_build(texts in prop::collection::btree_map(select(PATHS), text(), 1..8)) {
        let mut sources = Book::of(&[("book.toml", BOOK)]).load();
        // as bytes from the disk become texts
        let plain = |text: &String| text.replace("\r\n", "\n").replace('\r', "\n");
        sources.files = texts.iter().map(|(path, text)| file(path, &plain(text))).collect();
        let built = cold(&sources);
        for found in built.diagnostics.iter() {
            for (path, span) in places(found) {
                let of = sources.text(path);
                prop_assert!(of.is_some_and(|text| fits(text, span)), "{:?} of {:?}", found, of);
            }
        }
        let warm = build(&sources, &BuildOptions::new(Mode::Serve, Drafts::Hidden), &mut MEMO.lock().expect("a memo"));
        assert_equal(&built, &warm, "with the memo of other books");
    }
}

#[test]
fn the_texts_show_most_codes() {
    let mut runner = proptest::test_runner::TestRunner::new(cases(1));
    let mut seen = std::collections::BTreeSet::new();
    let texts = prop::collection::btree_map(select(PATHS), text(), 1..8);
    let config = config::parse(&"book.toml".into(), &format!("{BOOK}{TIGHT}")).0;
    let theme = Arc::new(Theme::load(&[]).expect("the default theme loads"));
    let memo = Arc::new(BodyMemo::default());
    for _ in 0..400 {
        let texts = texts.new_tree(&mut runner).expect("texts").current();
        let document = |(path, text): (&&str, &String)| {
            let file: SourceFile = file(path, text);
            Arc::new(kinds::lower(&syntax::parse(
                &file,
                &config.markers,
                &config.limits,
            )))
        };
        let documents: Vec<_> = texts.iter().map(document).collect();
        let drafts = Drafts::Hidden;
        let (catalog, found) = prepbook::catalog::assemble(
            &config.clone().into(),
            &documents,
            &Assets::default(),
            drafts,
        );
        let catalog = Arc::new(catalog);
        let whole = Arc::new(Texts::new(documents.clone()));
        let sources = PageSources {
            catalog: &catalog,
            texts: &whole,
            theme: &theme,
            memo: &memo,
        };
        let pages = Pages::new(sources, &mut None, Retention::Keep);
        let pages = pages.expect("the default theme renders");
        let in_bodies = pages.diagnostics(&memo);
        seen.extend(found.iter().chain(in_bodies.iter()).map(|one| one.code));
        seen.extend(
            documents
                .iter()
                .flat_map(|document| &document.diagnostics)
                .map(|one| one.code),
        );
    }
    let share = seen.len() * 100 / CODES.len();
    assert!(
        share >= 50,
        "the fragments reach {share} % of all codes: {seen:?}"
    );
}
