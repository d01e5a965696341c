//! The commands around writing: lists, and what is missing.

use serde_json::Value;
use snapbox::str;

use super::{bad, prepbook, session, shows};
use crate::book::Book;
use crate::site::{Site, titled};

/// A book with two interviews that share a question, and with gaps.
fn gaps() -> Book {
    titled(&[
        ("content/index.md", "# Cover\n\nSee [[soup]].\n"),
        (
            "content/interviews/acme.md",
            "---\ncompany: Acme Foods\nrole: Cook\ndate: 2026-03\n---\n# At Acme\n\n\
             ## Round: Talk {#talk kind=screen}\n\n\
             ### Q: What is soup? {#soup topics=broth,heat difficulty=easy}\n\nHot water and more.\n\n\
             #### F: And cold soup? {#cold-soup}\n\n\
             ### Q: Why salt? {#salt topics=broth difficulty=hard}\n\n\
             ## Takeaways\n\n### Taste first {#taste}\n\nAlways.\n",
        ),
        (
            "content/interviews/beta.md",
            "---\ncompany: Beta\nrole: Cook\n---\n# At Beta\n\n\
             ## Round: Stove {#stove kind=technical}\n\n### Q: [[soup]]\n\nAs ever.\n",
        ),
        ("content/frameworks/way.md", "# A way\n\nNobody takes it.\n"),
    ])
}

pub(super) fn json(book: &Book, command: &str) -> Value {
    let arguments: Vec<&str> = command.split_whitespace().collect();
    let output = prepbook(book, &arguments)
        .output()
        .expect("the program runs");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn lists_have_fields_and_filters() {
    shows(
        &gaps(),
        &[
            "list question",
            "list --topic broth --company acme-foods --round screen --difficulty hard",
            "list interview --role Cook",
            "list framework --count",
            "list round --round beta/stove",
        ],
        str![[r#"
$ prepbook list question
question soup       What is soup?  topics=broth,heat  difficulty=easy  companies=acme-foods,beta  asked=2
question cold-soup  And cold soup?  topics=broth,heat  difficulty=easy  follows=soup  companies=acme-foods  asked=1
question salt       Why salt?  topics=broth  difficulty=hard  companies=acme-foods  asked=1
= 0
$ prepbook list --topic broth --company acme-foods --round screen --difficulty hard
question salt  Why salt?  topics=broth  difficulty=hard  companies=acme-foods  asked=1
= 0
$ prepbook list interview --role Cook
interview acme  At Acme  company=acme-foods  role=cook  date=2026-03  rounds=1  questions=3
interview beta  At Beta  company=beta  role=cook  rounds=1  questions=1
= 0
$ prepbook list framework --count
1
= 0
$ prepbook list round --round beta/stove
round beta/stove  Stove  kind=technical  questions=1
= 0

"#]],
    );
}

#[test]
fn what_nothing_has_is_no_filter() {
    shows(
        &gaps(),
        &[
            "list qestion",
            "list --topic borth",
            "list --company Gamma",
            "list --round stove",
            "list --difficulty extreme",
            "list --count --json",
            "list question nowhere",
        ],
        str![[r#"
$ prepbook list qestion
! error: there is no kind `qestion`
!   = help: did you mean `question`?
= 2
$ prepbook list --topic borth
! error: there is no topic `borth`
!   = help: did you mean `broth`?
= 2
$ prepbook list --company Gamma
! error: there is no company `Gamma`
!   = help: `prepbook list company` lists all of them
= 2
$ prepbook list --round stove
! error: there is no round `stove`
!   = help: `prepbook list round` lists all of them
= 2
$ prepbook list --difficulty extreme
! error: there is no difficulty `extreme`
!   = help: write `easy`, `medium` or `hard`
= 2
$ prepbook list --count --json
! error: the argument '--count' cannot be used with '--json'
!
! Usage: prepbook list --count [KIND] [BOOK]
!
! For more information, try '--help'.
= 2
$ prepbook list question nowhere
! error: there is no folder `nowhere`
!   = help: name the folder that contains `book.toml`
= 2

"#]],
    );
}

#[test]
fn a_list_counts_what_the_bank_counts() {
    for book in [Book::shipped(), gaps(), Book::copy("tests/books/zh")] {
        let bank = Site::of(&book).page("/questions/").texts(".lead").concat();
        let digits: String = bank.chars().filter(char::is_ascii_digit).collect();
        let counted = session(&book, &["list question --count"]);
        assert_eq!(
            counted,
            format!("$ prepbook list question --count\n{digits}\n= 0\n"),
            "{bank}"
        );
        let rows = json(&book, "list question --json");
        assert_eq!(rows.as_array().expect("rows").len().to_string(), digits);
    }
}

#[test]
fn rows_say_where_a_thing_is_defined() {
    let rows = json(&gaps(), "list --json");
    let rows = rows.as_array().expect("rows");
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).expect(id);
    assert_eq!(row("salt")["file"], "content/interviews/acme.md");
    assert_eq!(row("salt")["line"], 16);
    assert_eq!(row("salt")["address"], "/questions/salt/");
    assert_eq!(row("salt")["fields"]["asked"], 1);
    assert_eq!(row("soup")["fields"]["asked"], 2);
    assert_eq!(row("cold-soup")["fields"]["follows"], "soup");
    assert_eq!(row("broth")["file"], Value::Null);
    assert_eq!(row("broth")["fields"]["questions"], 3);
    let kinds: std::collections::BTreeSet<&str> =
        rows.iter().filter_map(|row| row["kind"].as_str()).collect();
    assert_eq!(kinds.len(), 8, "{kinds:?}");
}

#[test]
fn coverage_names_what_is_missing() {
    shows(
        &gaps(),
        &[
            "stats",
            "stats --min-answered 33",
            "stats --min-answered 34 --json",
        ],
        str![[r#"
$ prepbook stats
3 questions, 33 % answered; 2 interviews with 2 rounds; 1 framework, 2 topics, 1 takeaway; 39 words

Questions without answer: 2
  cold-soup  And cold soup?
  salt  Why salt?

Frameworks never used: 1
  way  A way

Takeaways without evidence: 1
  acme/taste  Taste first

Interviews without date: 1
  beta  At Beta

Asked most often: 1
  2 times  soup  What is soup?
= 0
$ prepbook stats --min-answered 33
3 questions, 33 % answered; 2 interviews with 2 rounds; 1 framework, 2 topics, 1 takeaway; 39 words

Questions without answer: 2
  cold-soup  And cold soup?
  salt  Why salt?

Frameworks never used: 1
  way  A way

Takeaways without evidence: 1
  acme/taste  Taste first

Interviews without date: 1
  beta  At Beta

Asked most often: 1
  2 times  soup  What is soup?
= 0
$ prepbook stats --min-answered 34 --json
{
  "questions": 3,
  "answered": 1,
  "interviews": 2,
  "rounds": 2,
  "frameworks": 1,
  "topics": 2,
  "takeaways": 1,
  "words": 39,
  "questions-without-answer": [
    {
      "id": "cold-soup",
      "title": "And cold soup?",
      "file": "content/interviews/acme.md",
      "page": "/questions/cold-soup/"
    },
    {
      "id": "salt",
      "title": "Why salt?",
      "file": "content/interviews/acme.md",
      "page": "/questions/salt/"
    }
  ],
  "topics-with-one-question": [],
  "frameworks-never-used": [
    {
      "id": "way",
      "title": "A way",
      "file": "content/frameworks/way.md",
      "page": "/frameworks/way/"
    }
  ],
  "takeaways-without-evidence": [
    {
      "id": "acme/taste",
      "title": "Taste first",
      "file": "content/interviews/acme.md",
      "page": "/takeaways/#acme--taste"
    }
  ],
  "interviews-without-date": [
    {
      "id": "beta",
      "title": "At Beta",
      "file": "content/interviews/beta.md",
      "page": "/interviews/beta/"
    }
  ],
  "asked-most-often": [
    {
      "id": "soup",
      "title": "What is soup?",
      "times": 2,
      "page": "/questions/soup/"
    }
  ]
}
! 33 % of the questions have an answer, and 34 % are asked for
= 1

"#]],
    );
}

#[test]
fn coverage_names_each_by_its_own_title_behind_a_draft() {
    let book = gaps();
    book.write(
        "content/interviews/aaa.md",
        "---\ndraft: true\ncompany: A\nrole: B\ndate: 2026\n---\n# A draft\n\n## Round: One {#one}\n",
    );
    let coverage = json(&book, "stats --json");
    let titles =
        |coverage: &serde_json::Value| coverage["interviews-without-date"][0]["title"].clone();
    book.remove("content/interviews/aaa.md");
    assert_eq!(titles(&coverage), titles(&json(&book, "stats --json")));
    assert_eq!(titles(&coverage), "At Beta");
}

#[test]
fn coverage_finds_what_the_checks_find() {
    for book in [gaps(), Book::shipped(), Book::copy("tests/books/el")] {
        let coverage = json(&book, "stats --json");
        let found = json(&book, "check --format json");
        let found = found["diagnostics"].as_array().expect("diagnostics");
        for (list, code) in [
            ("questions-without-answer", "no-answer"),
            ("frameworks-never-used", "unused-framework"),
            ("takeaways-without-evidence", "takeaway-without-evidence"),
            ("interviews-without-date", "interview-without-date"),
        ] {
            let warned = found.iter().filter(|one| one["code"] == code).count();
            assert_eq!(
                coverage[list].as_array().expect(list).len(),
                warned,
                "{list}"
            );
        }
    }
}

#[test]
fn coverage_needs_a_book_and_a_percentage() {
    shows(
        &gaps(),
        &["stats nowhere", "stats --min-answered 101"],
        str![[r#"
$ prepbook stats nowhere
! error: there is no folder `nowhere`
!   = help: name the folder that contains `book.toml`
= 2
$ prepbook stats --min-answered 101
! error: invalid value '101' for '--min-answered <PERCENT>': 101 is not in 0..=100
!
! For more information, try '--help'.
= 2

"#]],
    );
}

#[test]
fn a_book_with_errors_is_said_to_be_incomplete() {
    shows(
        &bad(),
        &["list question --count", "stats", "diff . ."],
        str![[r#"
$ prepbook list question --count
2
! note: the book has 1 error, so something may be missing here; `prepbook check` says what is wrong
= 0
$ prepbook stats
2 questions, 50 % answered; 1 interview with 1 round; 1 framework, 0 topics, 0 takeaways; 24 words

Questions without answer: 1
  how  How?

Frameworks never used: 1
  way  A way
! note: the book has 1 error, so something may be missing here; `prepbook check` says what is wrong
= 0
$ prepbook diff . .
nothing changes for readers
! note: `.` has 1 error, so something may be missing here; `prepbook check` says what is wrong
! note: `.` has 1 error, so something may be missing here; `prepbook check` says what is wrong
= 0

"#]],
    );
}
