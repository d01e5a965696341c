//! What each report format looks like.

mod properties;
mod services;

use std::collections::HashMap;
use std::sync::Arc;

use prepbook::diag::report::{Color, Format, Summary, Texts, visible, write};
use prepbook::diag::{Code, Diagnostic, Diagnostics, Place, SourcePath, Span};
use serde_json::{Value, json};

/// The texts of a few files.
struct Book(HashMap<SourcePath, String>);

impl Texts for Book {
    fn text(&self, file: &SourcePath) -> Option<&str> {
        self.0.get(file).map(String::as_str)
    }
}

fn book(files: &[(&str, &str)]) -> Book {
    let files = files
        .iter()
        .map(|(path, text)| ((*path).into(), (*text).into()));
    Book(files.collect())
}

/// The first place in `path` where `part` stands.
fn place(book: &Book, path: &str, part: &str) -> Place {
    let file = SourcePath::from(path);
    let start = book.0[&file]
        .find(part)
        .expect("the part stands in the text");
    Place::new(&file, Span::new(start, start + part.len()))
}

fn at(path: &str, start: usize, end: usize) -> Place {
    Place::new(&path.into(), Span::new(start, end))
}

fn written(format: Format, book: &Book, found: impl IntoIterator<Item = Diagnostic>) -> String {
    let found: Diagnostics = found.into_iter().collect();
    let summary = Summary::from_iter([("pages", 84), ("questions", 21)]);
    write(&found.sorted(), book, &summary, format, Color::Never)
}

/// The human report on one mistake, without the totals.
#[track_caller]
fn shows(book: &Book, one: Diagnostic, expected: &str) {
    let report = written(Format::Human, book, [one]);
    let (shown, _totals) = report.rsplit_once("\n\n").expect("totals come last");
    let expected = expected.trim_matches('\n');
    assert_eq!(
        shown, expected,
        "\n--- is\n{shown}\n--- should be\n{expected}\n"
    );
}

const PATH: &str = "content/a.md";

#[test]
fn the_nearest_name_stands_at_the_caret() {
    let path = "content/interviews/tiktok-content-operations.md";
    let line = "### Bring two or three worked cases with figures {evidence=data-driven-decision,views-dorp}";
    let book = book(&[(path, &format!("{}{line}\n", "\n".repeat(57)))]);
    let known: Arc<[Arc<str>]> = ["views-drop", "growth-plateau", "one-lever"]
        .map(Arc::from)
        .into();
    let one = Diagnostic::new(
        Code::BrokenReference,
        place(&book, path, "views-dorp"),
        "no question, round or framework has the id `views-dorp`",
    );
    shows(
        &book,
        one.clone()
            .did_you_mean("views-dorp", known, "write the id of a question"),
        r"
error[broken-reference]: no question, round or framework has the id `views-dorp`
  --> content/interviews/tiktok-content-operations.md:58:81
   |
58 | ### Bring two or three worked cases with figures {evidence=data-driven-decision,views-dorp}
   |                                                                                 ^^^^^^^^^^ did you mean `views-drop`?
",
    );
    shows(
        &book,
        one.did_you_mean(
            "views-dorp",
            ["one-lever"].map(Arc::from).into(),
            "write the id of a question",
        ),
        r"
error[broken-reference]: no question, round or framework has the id `views-dorp`
  --> content/interviews/tiktok-content-operations.md:58:81
   |
58 | ### Bring two or three worked cases with figures {evidence=data-driven-decision,views-dorp}
   |                                                                                 ^^^^^^^^^^
   |
   = help: write the id of a question
",
    );
}

#[test]
fn columns_count_characters_and_carets_count_cells() {
    let book = book(&[(PATH, "# 面试\n第一轮 [[é的]]\n")]);
    shows(
        &book,
        Diagnostic::new(Code::BrokenReference, place(&book, PATH, "é的"), "no `é的`"),
        r"
error[broken-reference]: no `é的`
 --> content/a.md:2:7
  |
2 | 第一轮 [[é的]]
  |          ^^^
",
    );
}

#[test]
fn tabs_and_line_ends_of_every_kind_keep_lines_and_columns_right() {
    for end in ["\n", "\r\n", "\r"] {
        let book = book(&[(PATH, &format!("\u{feff}# A{end}\tb\tbad{end}c"))]);
        shows(
            &book,
            Diagnostic::new(
                Code::UnknownKey,
                place(&book, PATH, "bad"),
                "no such key `bad`",
            ),
            r"
error[unknown-key]: no such key `bad`
 --> content/a.md:2:4
  |
2 |     b    bad
  |          ^^^
",
        );
    }
}

#[test]
fn the_ends_of_lines_and_files_have_a_place() {
    let book = book(&[(PATH, "one\r\ntwo\r\n"), ("content/b.md", "")]);
    let no_answer = |place| Diagnostic::new(Code::NoAnswer, place, "no answer");
    let end_of_line = r"
warning[no-answer]: no answer
 --> content/a.md:1:4
  |
1 | one
  |    ^
";
    shows(&book, no_answer(at(PATH, 3, 3)), end_of_line);
    shows(&book, no_answer(at(PATH, 4, 4)), end_of_line);
    let end_of_file = r"
warning[no-answer]: no answer
 --> content/a.md:3:1
  |
3 |
  | ^
";
    shows(&book, no_answer(at(PATH, 10, 10)), end_of_file);
    shows(&book, no_answer(at(PATH, 99, 999)), end_of_file);
    shows(
        &book,
        no_answer(at("content/b.md", 0, 0)),
        r"
warning[no-answer]: no answer
 --> content/b.md:1:1
  |
1 |
  | ^
",
    );
}

#[test]
fn of_a_long_span_the_first_line_is_shown() {
    let book = book(&[(PATH, "---\ntitle: a\n\nb: c\n---\n")]);
    shows(
        &book,
        Diagnostic::new(Code::InvalidFrontMatter, at(PATH, 4, 16), "this is no map"),
        r"
error[invalid-front-matter]: this is no map
 --> content/a.md:2:1
  |
2 | title: a
  | ^^^^^^^^
",
    );
}

#[test]
fn a_long_line_is_cut_around_the_mark_and_keeps_its_column() {
    let text = format!(
        "{}[[target]]{}",
        "left ".repeat(1_000),
        " right".repeat(1_000)
    );
    let book = book(&[(PATH, &text)]);
    let one = Diagnostic::new(Code::WrongKind, place(&book, PATH, "target"), "wrong");
    let report = written(Format::Human, &book, [one]);
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines[1], " --> content/a.md:1:5003");
    assert!(
        lines[3].starts_with("1 | ...") && lines[3].ends_with("..."),
        "{report}"
    );
    assert!(lines[3].chars().count() <= 150, "{report}");
    let caret = lines[4].find("^^^^^^").expect("the mark is shown");
    assert_eq!(&lines[3][caret..caret + 6], "target", "{report}");
}

#[test]
fn nothing_a_file_holds_reaches_the_terminal_as_a_command() {
    let path = "content/\u{1b}[2J\n.md";
    let book = book(&[(path, "\u{1b}]0;x\u{7} \u{202e}bad\u{200b}\u{85} end\n")]);
    let one = Diagnostic::new(
        Code::BadId,
        place(&book, path, "bad"),
        "`\u{202e}\u{9b}1m` is no id",
    )
    .label(place(&book, path, "end"), "\u{1b}here")
    .help("write `\r`");
    shows(
        &book,
        one.clone(),
        r"
error[bad-id]: `\u{202e}\u{9b}1m` is no id
 --> content/\u{1b}[2J\u{a}.md:1:9
  |
1 | \u{1b}]0;x\u{7} \u{202e}bad\u{200b}\u{85} end
  |                         ^^^               --- \u{1b}here
  |
  = help: write `\u{d}`
",
    );
    assert_eq!(
        written(Format::Short, &book, [one]),
        "content/\\u{1b}[2J\\u{a}.md:1:9: error[bad-id]: `\\u{202e}\\u{9b}1m` is no id\n"
    );
    assert_eq!(visible("👩\u{200d}🚀 plain"), "👩\u{200d}🚀 plain");
}

#[test]
fn a_second_place_is_shown_in_the_same_excerpt_or_below() {
    let book = book(&[
        (PATH, "---\ntopics: a\nlevel: b\ntopics: c\n---\n"),
        ("content/b.md", &format!("{}# Why us?\n", "\n".repeat(11))),
    ]);
    shows(
        &book,
        Diagnostic::new(
            Code::DuplicateKey,
            place(&book, PATH, "topics: c"),
            "`topics` stands twice",
        )
        .label(place(&book, PATH, "topics: a"), "first here"),
        r"
error[duplicate-key]: `topics` stands twice
 --> content/a.md:4:1
  |
2 | topics: a
  | --------- first here
3 | level: b
4 | topics: c
  | ^^^^^^^^^
",
    );
    shows(
        &book,
        Diagnostic::new(
            Code::DuplicateId,
            place(&book, PATH, "level"),
            "`why-us` stands twice",
        )
        .label(place(&book, "content/b.md", "Why us?"), "first here")
        .label(at("content/gone.md", 7, 9), "and here")
        .help("give it another id"),
        r"
error[duplicate-id]: `why-us` stands twice
  --> content/a.md:3:1
   |
 3 | level: b
   | ^^^^^
  ::: content/b.md:12:3
   |
12 | # Why us?
   |   ------- first here
  ::: content/gone.md:1:1: and here
   |
   = help: give it another id
",
    );
}

#[test]
fn a_file_without_a_text_has_no_excerpt() {
    shows(
        &book(&[]),
        Diagnostic::new(Code::UnreadableFile, at(PATH, 0, 0), "permission denied"),
        r"
error[unreadable-file]: permission denied
 --> content/a.md:1:1
",
    );
}

#[test]
fn color_adds_nothing_but_color() {
    let book = book(&[(PATH, "a\nb\n")]);
    let found: Diagnostics = [
        Diagnostic::new(Code::Orphan, place(&book, PATH, "b"), "alone")
            .label(place(&book, PATH, "a"), "near")
            .help("link it"),
    ]
    .into_iter()
    .collect();
    let [plain, colored] = [Color::Never, Color::Always]
        .map(|color| write(&found, &book, &Summary::default(), Format::Human, color));
    assert_ne!(plain, colored);
    let mut uncolored = String::new();
    for (index, part) in colored.split('\u{1b}').enumerate() {
        let rest = part.split_once('m').map_or("", |(_, rest)| rest);
        uncolored += if index == 0 { part } else { rest };
    }
    assert_eq!(plain, uncolored);
}

#[test]
fn the_last_line_counts_everything() {
    let found = |code, path| Diagnostic::new(code, at(path, 0, 0), "m");
    let totals = |found: Vec<Diagnostic>| {
        let report = written(Format::Human, &book(&[]), found);
        report.lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(totals(vec![]), "");
    assert_eq!(
        totals(vec![found(Code::Orphan, "a")]),
        "1 warning in 1 file"
    );
    assert_eq!(totals(vec![found(Code::BadId, "a")]), "1 error in 1 file");
    assert_eq!(
        totals(vec![
            found(Code::BadId, "a"),
            found(Code::Orphan, "a"),
            found(Code::BadId, "b"),
        ]),
        "2 errors and 1 warning in 2 files"
    );
}

/// `count` mistakes in `path`, at one byte each.
fn many(code: Code, path: &str, count: usize) -> Vec<Diagnostic> {
    let one = |index| Diagnostic::new(code, at(path, index, index), format!("number {index}"));
    (0..count).map(one).collect()
}

#[test]
fn a_file_shows_twenty_and_says_how_many_more() {
    let report = written(
        Format::Short,
        &book(&[]),
        many(Code::BrokenLink, PATH, 1_234),
    );
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), 21);
    assert_eq!(lines[19], "content/a.md:1:1: error[broken-link]: number 19");
    assert_eq!(lines[20], "and 1,214 more in `content/a.md`");
}

#[test]
fn a_report_shows_two_hundred_and_says_how_many_more() {
    let found: Vec<Diagnostic> = (0..100)
        .flat_map(|index| many(Code::BrokenLink, &format!("content/{index:02}.md"), 21))
        .collect();
    let human = written(Format::Human, &book(&[]), found.clone());
    let titles = human.lines().filter(|line| line.starts_with("error["));
    assert_eq!(titles.count(), 200);
    assert!(human.contains("\n\nand 1 more in `content/09.md`\n\n"));
    assert!(!human.contains("content/10.md"));
    let end = "\n\nand 1,900 more in all\n\n2,100 errors in 100 files\n";
    assert!(human.ends_with(end), "{human}");

    let json: Value =
        serde_json::from_str(&written(Format::Json, &book(&[]), found.clone())).unwrap();
    assert_eq!(json["diagnostics"].as_array().map(Vec::len), Some(2_100));
    assert_eq!(json["summary"]["errors"], 2_100);
    let github = written(Format::Github, &book(&[]), found.clone());
    assert_eq!(github.lines().count(), 2_100);
    let sarif: Value = serde_json::from_str(&written(Format::Sarif, &book(&[]), found)).unwrap();
    assert_eq!(
        sarif["runs"][0]["results"].as_array().map(Vec::len),
        Some(2_100)
    );
}

#[test]
fn an_error_is_shown_before_any_number_of_warnings() {
    let mut found = many(Code::Orphan, PATH, 30);
    found.push(Diagnostic::new(Code::BadId, at(PATH, 99, 99), "the reason"));
    let report = written(Format::Short, &book(&[]), found);
    let lines: Vec<&str> = report.lines().collect();
    assert_eq!(lines.len(), 21);
    assert_eq!(lines[19], "content/a.md:1:1: error[bad-id]: the reason");
    assert_eq!(lines[20], "and 11 more in `content/a.md`");
}

#[test]
fn a_hundred_thousand_mistakes_are_one_readable_report() {
    let text = "[[a]] ".repeat(100_000);
    let known: Arc<[Arc<str>]> = ["b".into()].into();
    let found = (0..100_000).map(|index| {
        let place = at(PATH, index * 6 + 2, index * 6 + 3);
        Diagnostic::new(Code::BrokenReference, place, "no `a`").did_you_mean("a", known.clone(), "")
    });
    let report = written(Format::Human, &book(&[(PATH, &text)]), found);
    assert!(
        report.ends_with("\n\nand 99,980 more in `content/a.md`\n\n100,000 errors in 1 file\n")
    );
    assert!(report.len() < 10_000);
}

#[test]
fn json_has_the_promised_shape() {
    let book = book(&[(PATH, "---\ntopics: é\n---\n")]);
    let value = || place(&book, PATH, "é");
    let found = [
        Diagnostic::new(Code::UnknownValue, value(), "no \u{1b}")
            .label(place(&book, PATH, "topics"), "this key")
            .fix("write `e`", value(), "e"),
        Diagnostic::new(
            Code::Orphan,
            Place::start_of(&"content/z.md".into()),
            "alone",
        ),
    ];
    let text = written(Format::Json, &book, found);
    assert!(text.starts_with(r#"{"version":1,"diagnostics":[{"code":"unknown-value","severity":"#));
    assert!(text.ends_with("}}\n"));
    let json: Value = serde_json::from_str(&text).unwrap();
    let expected = json!({
        "version": 1,
        "diagnostics": [
            {
                "code": "unknown-value", "severity": "error", "message": "no \u{1b}",
                "file": PATH, "line": 2, "column": 9, "end-line": 2, "end-column": 10,
                "help": "write `e`",
                "labels": [{
                    "file": PATH, "line": 2, "column": 1, "end-line": 2, "end-column": 7,
                    "text": "this key",
                }],
                "fix": {
                    "file": PATH, "line": 2, "column": 9, "end-line": 2, "end-column": 10,
                    "text": "e",
                },
            },
            {
                "code": "orphan", "severity": "warning", "message": "alone",
                "file": "content/z.md", "line": 1, "column": 1, "end-line": 1, "end-column": 1,
                "help": null, "labels": [], "fix": null,
            },
        ],
        "summary": { "errors": 1, "warnings": 1, "more": 0, "pages": 84, "questions": 21 },
    });
    assert_eq!(json, expected);
    // The key order counts too, and comparing values does not see it.
    assert_eq!(text, format!("{expected}\n"));
}

#[test]
fn without_mistakes_only_json_speaks() {
    assert_eq!(written(Format::Human, &book(&[]), []), "");
    assert_eq!(written(Format::Short, &book(&[]), []), "");
    assert_eq!(
        written(Format::Json, &book(&[]), []),
        concat!(
            r#"{"version":1,"diagnostics":[],"#,
            r#""summary":{"errors":0,"warnings":0,"more":0,"pages":84,"questions":21}}"#,
            "\n"
        )
    );
}
