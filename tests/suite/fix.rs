//! Fixes: what a machine may correct, and that it touches nothing else.

mod program;
mod worse;

use std::cell::RefCell;
use std::collections::BTreeSet;

use prepbook::build::{BuildOptions, Fixed, Memo, Mode, build, fix};
use prepbook::catalog::Drafts;
use prepbook::diag::{Advice, Code, Diagnostic, Diagnostics, Fix, Place, SourcePath, Span};
use prepbook::source::{SourceFile, SourceSet};
use proptest::prelude::*;

use crate::book::Book;
use crate::cases::{Case, all};

fn options() -> BuildOptions {
    BuildOptions::new(Mode::Write, Drafts::Hidden)
}

fn sources(files: &[(String, Vec<u8>)]) -> SourceSet {
    Book::of(files).load()
}

thread_local! {
    /// Reading the theme is most of the work on a small book.
    static MEMO: RefCell<Memo> = RefCell::default();
}

fn found(sources: &SourceSet) -> Diagnostics {
    MEMO.with_borrow_mut(|memo| build(sources, &options(), memo).diagnostics)
}

fn fixed(sources: &SourceSet) -> Fixed {
    MEMO.with_borrow_mut(|memo| fix(sources.clone(), None, &options(), memo))
}

fn on_disk(sources: &SourceSet) -> Vec<(String, String)> {
    let files = sources.files.iter().filter_map(|file| {
        let content = file.on_disk()?.to_owned();
        Some((file.path.to_string(), content))
    });
    files.collect()
}

/// `text` with the replacements made, from the last to the first.
fn spliced(text: &str, fixes: &[Fix]) -> String {
    let mut text = text.to_owned();
    for fix in fixes.iter().rev() {
        text.replace_range(fix.place.span.start..fix.place.span.end, &fix.text);
    }
    text
}

fn is_fix(one: &Diagnostic) -> bool {
    matches!(one.advice, Advice::Fix(..))
}

#[test]
fn cases_with_fixes_check_clean_once_fixed() {
    let mut seen = BTreeSet::new();
    for Case { path, files, .. } in all() {
        let sources = sources(&files);
        let before = found(&sources);
        if !before.iter().any(is_fix) {
            continue;
        }
        let after = fixed(&sources);
        let left: Vec<String> = after
            .built
            .diagnostics
            .iter()
            .filter(|one| is_fix(one))
            .map(|one| one.message.clone())
            .collect();
        assert!(left.is_empty(), "{}: {left:?}", path.display());
        for one in before.iter().filter(|one| is_fix(one)) {
            seen.insert(one.code.name());
            let stays =
                |after: &Diagnostic| (after.code, &after.message) == (one.code, &one.message);
            assert!(
                !after.built.diagnostics.iter().any(stays),
                "{}: {}",
                path.display(),
                one.message
            );
        }
        assert!(
            after.built.diagnostics.errors() <= before.errors(),
            "{}",
            path.display()
        );
    }
    let expected = [
        "bad-id",
        "braces-in-title",
        "broken-link",
        "cut-value",
        "hidden-character",
        "invalid-attributes",
        "invalid-front-matter",
        "invalid-heading",
        "looks-like-a-question",
        "misplaced-entity",
        "missing-asset",
        "missing-key",
        "near-miss",
        "old-id",
        "second-title",
        "skipped-heading-level",
        "table-cells",
        "unclosed-fence",
        "unknown-key",
        "unknown-value",
        "unwritten-id",
        "wrong-kind",
        "wrong-type",
    ];
    assert_eq!(Vec::from_iter(seen), expected);
}

#[test]
fn cases_with_fixes_are_byte_identical_elsewhere() {
    for Case { path, files, .. } in all() {
        let sources = sources(&files);
        let fixes = found(&sources).fixes(None);
        for file in &sources.files {
            let Some((new, made)) = fixes
                .get(&file.path)
                .and_then(|fixes| file.with_fixes(fixes))
            else {
                continue;
            };
            let fixes = &fixes[&file.path];
            assert_eq!(made, fixes.len(), "{}", path.display());
            assert_eq!(*new.text, spliced(&file.text, fixes), "{}", path.display());
        }
    }
}

/// The same book as a program on Windows would write it.
fn marked(content: &str) -> String {
    format!("\u{feff}{}", content.replace('\n', "\r\n"))
}

#[test]
fn cases_are_fixed_alike_with_a_mark_and_other_line_ends() {
    for Case { path, files, .. } in all() {
        let plain = fixed(&sources(&files));
        let content = |(path, bytes): (String, Vec<u8>)| {
            let bytes = String::from_utf8(bytes).map(|text| marked(&text).into_bytes());
            (path, bytes.unwrap_or_else(|error| error.into_bytes()))
        };
        let other: Vec<_> = files.into_iter().map(content).collect();
        let expected: Vec<(String, String)> = on_disk(&plain.sources)
            .into_iter()
            .map(|(path, content)| (path, marked(&content)))
            .collect();
        let other = fixed(&sources(&other));
        assert_eq!(on_disk(&other.sources), expected, "{}", path.display());
        assert_eq!(other.made, plain.made, "{}", path.display());
    }
}

#[test]
fn the_shipped_book_needs_no_fix() {
    let sources = Book::shipped().load();
    assert!(fixed(&sources).made.is_empty());
}

#[test]
fn only_one_code_is_fixed_if_so_wanted() {
    let text = "# A\n\n#### B\n\n# C\n";
    let book = Book::of(&[
        ("book.toml", "[book]\ntitle = \"A\"\n"),
        ("content/index.md", text),
    ]);
    let sources = book.load();
    let only = |code| {
        let fixed = fix(
            sources.clone(),
            Some(code),
            &options(),
            &mut Memo::default(),
        );
        fixed.sources.files[0].text.to_string()
    };
    assert_eq!(only(Code::SecondTitle), "# A\n\n#### B\n\n## C\n");
    assert_eq!(only(Code::SkippedHeadingLevel), "# A\n\n## B\n\n# C\n");
    assert_eq!(only(Code::BadId), text);
}

/// A book of one interview with this text below its front matter, after its fixes.
fn interview(text: &str) -> String {
    let keys = "---\ncompany: Acme\nrole: Analyst\ndate: 2026\n---\n";
    let book = Book::of(&[
        ("book.toml", "[book]\ntitle = \"A\"\n"),
        ("content/index.md", "# Cover\n\n[[a]]\n"),
        ("content/interviews/a.md", &format!("{keys}{text}")),
    ]);
    let sources = book.load();
    let fixed = fixed(&sources);
    fixed.sources.files[1].text[keys.len()..].to_owned()
}

#[test]
fn headings_with_a_family_are_left_to_the_author() {
    // B would become a part of A, D would come out of C
    for text in [
        "# T\n## R\n#### A\n#### B\n",
        "# T\n## R\n#### A\n##### B\n",
        "# T\n# C\n## D\n",
    ] {
        assert_eq!(interview(text), text);
    }
    assert_eq!(interview("# T\n# C\n### D\n"), "# T\n## C\n### D\n");
}

#[test]
fn a_question_gets_its_marker_only_where_it_may_stand() {
    let fixed = [
        (
            "# T\n## Round: R\n### Why?\nSo.\n",
            "# T\n## Round: R\n### Q: Why?\nSo.\n",
        ),
        ("# T\n## Why?\nSo.\n", "# T\n## Q: Why?\nSo.\n"),
    ];
    for (text, expected) in fixed {
        assert_eq!(interview(text), expected);
    }
    for text in [
        "# T\n## Round: R\n### Q: What?\nSo.\n#### Why?\nSo.\n",
        "# T\n## Round: R\n### Style\n#### Why?\nSo.\n",
        "# T\n## Round: R\n### Why?\nSo.\n#### Q: What?\nSo.\n",
        "# T\n## FAQ\n### Why?\nSo.\n",
    ] {
        assert_eq!(interview(text), text);
    }
}

#[test]
fn a_question_gets_the_marker_of_its_book() {
    let book = Book::of(&[
        (
            "book.toml",
            "[book]\ntitle = \"A\"\n[markers]\nquestion = [\"Frage\"]\n",
        ),
        ("content/index.md", "# Cover\n\n[[a]]\n"),
        (
            "content/interviews/a.md",
            "---\ncompany: A\nrole: B\n---\n# T\n## Warum?\nSo.\n",
        ),
    ]);
    let sources = book.load();
    assert!(
        fixed(&sources).sources.files[1]
            .text
            .contains("## frage: Warum?\n")
    );
}

#[test]
fn attribute_blocks_are_fixed_only_where_it_is_clear_what_was_meant() {
    let fixed = [
        ("{#a interviewer=“it’s me”}", "{#a interviewer=\"it’s me\"}"),
        ("{#a interviewer=„ich“}", "{#a interviewer=\"ich\"}"),
        (
            "{#a interviewer=“a \"b\" \\”}",
            "{#a interviewer=\"a \\\"b\\\" \\\\\"}",
        ),
        ("{#a kind=case", "{#a kind=case}"),
        ("{#A/b}", "{#a-b}"),
        ("{kind=Case}", "{kind=case}"),
        ("{Kind=case}", "{kind=case}"),
    ];
    for (written, expected) in fixed {
        let text = |block| format!("# T\n## Round: R {block}\n### Q: Why?\nSo.\n");
        assert_eq!(interview(&text(written)), text(expected));
    }
    for unclear in [
        "{#a interviewer=“me}",
        "{#a interviewer=\"me}",
        "{#a kind=cases}",
        "{#a kidn=case}",
    ] {
        let text = format!("# T\n## Round: R {unclear}\n### Q: Why?\nSo.\n");
        assert_eq!(interview(&text), text);
    }
}

#[test]
fn a_spelling_that_would_need_quotes_is_left_to_the_author() {
    let first = "# T\n## Q: Why? {topics=\"User growth\"}\nSo.\n";
    let quoted = format!("{first}## Q: How? {{topics=\"user growth\"}}\nSo.\n");
    assert_eq!(
        interview(&quoted),
        quoted.replace("user growth", "User growth")
    );
    let bare = format!("{first}## Q: How? {{topics=user-growth}}\nSo.\n");
    assert_eq!(interview(&bare), bare);
}

#[test]
fn a_file_that_is_not_utf8_is_left_alone() {
    let book = Book::of::<&[u8]>(&[
        ("book.toml", b"[book]\ntitle = \"A\"\n"),
        ("content/index.md", b"# A\n\n### \xe9\n"),
    ]);
    let sources = book.load();
    assert_eq!(sources.files[0].on_disk(), None);
    assert!(found(&sources).iter().any(is_fix));
    assert!(fixed(&sources).made.is_empty());
}

fn at(start: usize, end: usize, text: &str) -> Diagnostic {
    let place = Place::new(&"content/a.md".into(), Span::new(start, end));
    Diagnostic::new(Code::BadId, place.clone(), "m").fix("h", place, text)
}

#[test]
fn fixes_that_touch_each_other_wait_for_the_next_round() {
    let found: Diagnostics = [
        at(4, 6, "c"),
        at(0, 2, "a"),
        at(1, 3, "overlaps"),
        at(2, 4, "b"),
        at(6, 6, "d"),
        at(6, 6, "e"),
        at(6, 7, "begins at the same place"),
    ]
    .into_iter()
    .collect();
    let fixes = found.fixes(None);
    let texts: Vec<&str> = fixes[&SourcePath::from("content/a.md")]
        .iter()
        .map(|fix| fix.text.as_str())
        .collect();
    assert_eq!(texts, ["a", "b", "c", "d"]);
    assert!(found.fixes(Some(Code::NearMiss)).is_empty());
}

fn file(bytes: &str) -> SourceFile {
    let (file, mistake) = SourceFile::new("content/a.md".into(), "a.md", bytes.as_bytes());
    assert_eq!(mistake, None);
    file
}

/// The bytes on the disk that `text[..at]` came from, counted as plainly as can be.
fn before(on_disk: &str, at: usize) -> String {
    let (mut plain, mut taken) = (0, String::new());
    let mut rest = on_disk;
    if let Some(unmarked) = rest.strip_prefix('\u{feff}') {
        taken.push('\u{feff}');
        rest = unmarked;
    }
    while plain < at {
        let unit = if rest.starts_with("\r\n") {
            2
        } else {
            rest.chars().next().expect("more").len_utf8()
        };
        plain += if unit == 2 && rest.starts_with('\r') {
            1
        } else {
            unit
        };
        taken += &rest[..unit];
        rest = &rest[unit..];
    }
    taken
}

proptest! {
    #[test]
    fn whatever_the_line_ends_fixes_land_where_they_belong(
        on_disk in prop_oneof![
            "\u{feff}?([a-zé的😀]{0,3}(\n|\r\n)){0,6}[a-z]{0,2}",
            "\u{feff}?([a-zé的😀]{0,3}\r){0,6}[a-z]{0,2}",
        ],
        cuts in prop::collection::btree_set(0_usize..40, 0..7),
        text in "[a-zé\n]{0,4}",
    ) {
        let old = file(&on_disk);
        let cuts: Vec<usize> = cuts.into_iter().filter(|at| old.text.is_char_boundary(*at)).collect();
        let fixes: Vec<Fix> = cuts
            .chunks_exact(2)
            .map(|pair| Fix { place: Place::new(&old.path, Span::new(pair[0], pair[1])), text: text.clone() })
            .filter(|fix| old.text[fix.place.span.start..fix.place.span.end] != text)
            .collect();
        let Some((new, made)) = old.with_fixes(&fixes) else {
            prop_assert!(fixes.is_empty());
            return Ok(());
        };
        prop_assert_eq!(made, fixes.len());
        prop_assert_eq!(&*new.text, spliced(&old.text, &fixes));
        let written = new.on_disk().expect("UTF-8");
        let first = before(&on_disk, fixes[0].place.span.start);
        prop_assert!(written.starts_with(&first));
        let last = &on_disk[before(&on_disk, fixes[fixes.len() - 1].place.span.end).len()..];
        prop_assert!(written.ends_with(last));
        for pair in fixes.windows(2) {
            let between = before(&on_disk, pair[1].place.span.start);
            let from = before(&on_disk, pair[0].place.span.end).len();
            prop_assert!(written.contains(&between[from..]));
        }
    }

    #[test]
    fn no_fix_makes_a_book_worse(lines in prop::collection::vec(0_usize..LINES.len(), 1..14)) {
        let text: String = lines.iter().map(|line| format!("{}\n", LINES[*line])).collect();
        let keys = "---\ncompany: Acme\nrole: Analyst\ndate: 2026\n---\n# T\n";
        let book = Book::of(&[
            ("book.toml", "[book]\ntitle = \"A\"\n"),
            ("content/interviews/a.md", &format!("{keys}{text}")),
        ]);
        let sources = book.load();
        let (before, after) = (found(&sources), fixed(&sources));
        let left = after.built.diagnostics;
        let now = &after.sources.files[0].text;
        prop_assert!(left.errors() <= before.errors(), "{text}\n{before:?}\n{left:?}\n{now}");
        let left_out: usize = after.left_out.values().sum();
        prop_assert!(left.iter().filter(|one| is_fix(one)).count() <= left_out, "{text}\n{left:?}\n{now}");
    }
}

/// What interviews are made of, right and wrong.
const LINES: [&str; 24] = [
    "# Another",
    "## Round: R",
    "## Round: R {#r kind=Case",
    "### Style",
    "### Why?",
    "#### Why not?",
    "##### And then?",
    "### Q: What?",
    "#### Q: What else?",
    "#### F: How?",
    "##### F: And how?",
    "###### F: Deep?",
    "## Q: Alone {#A.b}",
    "## FAQ",
    "## Takeaways",
    "#### Entry",
    "### Entry {evidence=what}",
    "##### Deep entry",
    "## Prose",
    "#### Prose {topics=“a b”}",
    "So.",
    "- Why?",
    "**Q:** bold?",
    "[[acme]] and [[nobody]]",
];
