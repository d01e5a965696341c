//! Tests that measure time, in a book of a thousand questions. CI runs all modules of this name alone.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Editor, apply};
use crate::book::Book;
use crate::site::titled;

const INTERVIEWS: usize = 40;
const QUESTIONS: usize = 25;

/// The longest wait in a debug build. `PREPBOOK_LSP_MS` sets another limit, in milliseconds, for a
/// release build.
const SOON: Duration = Duration::from_secs(5);

/// A book of 1,000 questions with links, frameworks and topics.
fn large() -> Book {
    let book = titled(&[("content/index.md", "# Cover\n\nA text.\n")]);
    for number in 0..10 {
        let text = format!("# Way {number}\n\nStep by step, [[q-{number}-0]].\n");
        book.write(&format!("content/frameworks/way-{number}.md"), text);
    }
    for interview in 0..INTERVIEWS {
        let mut text = format!(
            "---\ncompany: Company {interview}\nrole: Cook\ndate: 2026\n---\n# At company {interview}\n"
        );
        for question in 0..QUESTIONS {
            if question % 5 == 0 {
                let round = question / 5;
                write!(
                    text,
                    "\n## Round: Part {round} {{#part-{round} kind=case}}\n"
                )
                .expect("a string");
            }
            let (other, way) = ((interview + 1) % INTERVIEWS, question % 10);
            write!(
                text,
                "\n### Q: What of case {interview} in part {question}? {{#q-{interview}-{question} topics=topic-{way}}}\n\n\
                 Begin with [[way-{way}]], as in [[q-{other}-{question}]]: look at the *figures* first.\n\n\
                 ```python\nprint({interview} + {question})\n```\n"
            )
            .expect("a string");
        }
        book.write(&format!("content/interviews/company-{interview}.md"), text);
    }
    book
}

fn soon() -> Duration {
    let asked = std::env::var("PREPBOOK_LSP_MS").ok();
    asked.map_or(SOON, |ms| {
        Duration::from_millis(ms.parse().expect("milliseconds"))
    })
}

#[test]
fn a_link_is_typed_completed_followed_and_renamed_in_a_book_of_a_thousand() {
    let book = large();
    let mut editor = Editor::of(&book);
    let file = "content/interviews/company-7.md";
    let text = editor.open(file);
    let before = "Begin with [[way-3]], as in [[q-8-3]]";
    assert!(text.contains(before));
    // wait for the first round
    editor.edit(file, &text.replace(before, "[[nobody]]"));
    editor.await_wrong(file, |wrong| wrong.len() == 1);
    editor.edit(file, &text);
    editor.await_mended(file);
    // key by key, each sooner than the server is ready
    let mut took = Vec::new();
    for word in ["q-9-3x", "way-77", "q-40-0"] {
        let mut typed = String::new();
        for key in format!("See [[{word}]]").chars() {
            typed.push(key);
            editor.edit(file, &text.replace(before, &typed));
        }
        let begun = Instant::now();
        editor.await_wrong(file, |wrong| {
            wrong.iter().any(|one| one.contains(&format!("`{word}`")))
        });
        took.push(begun.elapsed());
    }
    took.sort();
    eprintln!("from the last key to the diagnostic: {took:?}");
    assert!(took[1] <= soon(), "{took:?}");

    let typed = text.replace(before, "See [[case 9 in part 3");
    editor.edit(file, &typed);
    let begun = Instant::now();
    let answer = editor.ask(
        "textDocument/completion",
        &behind(&editor, file, &typed, "[[case 9 in part 3"),
    );
    eprintln!("completion: {:?}", begun.elapsed());
    let item = &answer["items"][0];
    assert_eq!(item["label"], "q-9-3");
    let text = apply(&typed, std::slice::from_ref(&item["textEdit"]));
    assert!(text.contains("See [[q-9-3]]"), "{text}");
    editor.edit(file, &text);
    book.write(file, &text);
    editor.save(file);
    editor.await_mended(file);

    let link = behind(&editor, file, &text, "See [[q-9");
    let begun = Instant::now();
    let place = editor.ask("textDocument/definition", &link);
    eprintln!("definition: {:?}", begun.elapsed());
    assert_eq!(place["uri"], editor.uri("content/interviews/company-9.md"));

    let mut rename = link;
    rename["newName"] = json!("the-ninth");
    let begun = Instant::now();
    let edit = editor.ask("textDocument/rename", &rename);
    eprintln!("rename: {:?}", begun.elapsed());
    let changes = edit["changes"].as_object().expect("changes");
    assert_eq!(
        changes.len(),
        3,
        "where it is defined and two that name it: {edit}"
    );
    for (uri, edits) in changes {
        let file = uri
            .strip_prefix(&editor.uri(""))
            .expect("a file of the book");
        let file = file.trim_start_matches('/');
        book.write(
            file,
            apply(&book.read(file), edits.as_array().expect("edits")),
        );
    }
    let found = book.build().diagnostics;
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(editor.leave(), 0);
}

fn behind(editor: &Editor, file: &str, text: &str, needle: &str) -> Value {
    let end = text.find(needle).expect(needle) + needle.len();
    let before = &text[..end];
    let column = before
        .rsplit('\n')
        .next()
        .expect("a line")
        .encode_utf16()
        .count();
    json!({
        "textDocument": { "uri": editor.uri(file) },
        "position": { "line": before.matches('\n').count(), "character": column },
    })
}
