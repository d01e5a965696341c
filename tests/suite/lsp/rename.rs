//! Another id for something, all over the book.

use serde_json::{Value, json};

use super::{Editor, apply};
use crate::book::Book;
use crate::site::titled;

const COVER: &str = "content/index.md";
const ACME: &str = "content/interviews/acme.md";
const LOOP: &str = "content/frameworks/loop.md";

fn book() -> Book {
    titled(&[
        (
            COVER,
            "# Cover\n\n💡 看 [[views-drop|it]], [[question:views-drop#why|why]], [[acme/first]],\n\
             [[interview:acme]] and [the loop](frameworks/loop.md).\n",
        ),
        (
            ACME,
            "---\ncompany: Acme\nrole: Cook\ndate: 2026\n---\n# At Acme\n\n## Round 1: First {#first kind=case}\n\n\
             ### Q: Views fell. Now what?\n<!-- {#views-drop topics=growth uses=loop} -->\n\nLook at [[loop]].\n\n\
             ##### Why\n\nSo.\n\n#### F: And then?\n\nGo on.\n\n\
             ## Takeaways\n\n### Bring figures {evidence=\"views-drop, loop\"}\n",
        ),
        (
            LOOP,
            "---\naliases:\n  - \"circle\"\n---\n# The loop\n\nA text.\n",
        ),
        (
            "content/questions/sum.md",
            "---\ndraft: true\nuses: [loop, circle]\n---\n# Sum?\n\nAs [[views-drop]].\n",
        ),
        (
            "content/topics/growth.md",
            "---\nsummary: More of it.\n---\n# Growth\n",
        ),
    ])
}

/// What is asked at the place behind `needle`.
fn at(editor: &Editor, file: &str, text: &str, needle: &str) -> Value {
    let end = text
        .find(needle)
        .unwrap_or_else(|| panic!("`{needle}` is not in {file}"))
        + needle.len();
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

fn renamed(book: &Book, file: &str, needle: &str, new: &str) -> Result<(), String> {
    let mut editor = Editor::of(book);
    let mut asked = at(&editor, file, &book.read(file), needle);
    asked["newName"] = json!(new);
    let answer = editor.answer("textDocument/rename", &asked);
    if let Some(message) = answer["error"]["message"].as_str() {
        return Err(message.to_owned());
    }
    let changes = answer["result"]["changes"].as_object().expect("changes");
    for (uri, edits) in changes {
        let file = uri
            .strip_prefix(&editor.uri(""))
            .expect("a file of the book");
        let file = file.trim_start_matches('/');
        let made = apply(&book.read(file), edits.as_array().expect("edits"));
        book.write(file, made);
    }
    let found = book.build().diagnostics;
    assert_eq!(found.errors(), 0, "{found:#?}");
    Ok(())
}

#[test]
fn a_question_is_renamed_wherever_it_is_named() {
    let book = book();
    assert_eq!(renamed(&book, COVER, "[[views-d", "views-fall"), Ok(()));
    let cover = book.read(COVER);
    assert!(
        cover.contains("💡 看 [[views-fall|it]], [[question:views-fall#why|why]], [[acme/first]]"),
        "{cover}"
    );
    let acme = book.read(ACME);
    assert!(
        acme.contains("<!-- {#views-fall aliases=views-drop topics=growth uses=loop} -->"),
        "{acme}"
    );
    assert!(acme.contains("{evidence=\"views-fall, loop\"}"), "{acme}");
    assert!(
        book.read("content/questions/sum.md")
            .contains("As [[views-fall]].")
    );
    let built = book.build();
    let redirect = built
        .artifacts
        .iter()
        .find(|one| one.path.as_str() == "questions/views-drop/index.html");
    assert!(redirect.is_some(), "the old address leads on");
    // and back again: the old id is no alias any more
    assert_eq!(renamed(&book, ACME, "{#views-f", "views-drop"), Ok(()));
    let acme = book.read(ACME);
    assert!(
        acme.contains("{#views-drop aliases=views-fall topics=growth uses=loop}"),
        "{acme}"
    );
}

#[test]
fn an_id_that_was_made_of_words_or_a_file_name_is_written_down() {
    let book = book();
    assert_eq!(renamed(&book, ACME, "F: And", "next"), Ok(()));
    let acme = book.read(ACME);
    assert!(
        acme.contains("#### F: And then?\n<!-- {#next aliases=and-then} -->\n"),
        "{acme}"
    );
    assert_eq!(renamed(&book, ACME, "uses=lo", "look-again"), Ok(()));
    let text = book.read(LOOP);
    let wanted = "---\naliases:\n  - \"circle\"\n  - loop\n---\n# The loop\n<!-- {#look-again} -->\n\nA text.\n";
    assert_eq!(text, wanted);
    assert!(
        book.read("content/questions/sum.md")
            .contains("uses: [look-again, circle]")
    );
    assert!(book.read(COVER).contains("[the loop](frameworks/loop.md)"));
    assert_eq!(renamed(&book, COVER, "interview:ac", "acme-2026"), Ok(()));
    let cover = book.read(COVER);
    assert!(
        cover.contains("[[acme-2026/first]],\n[[interview:acme-2026]]"),
        "{cover}"
    );
    assert_eq!(renamed(&book, ACME, "topics=gr", "user-growth"), Ok(()));
    assert!(book.read(ACME).contains("topics=user-growth"));
    assert!(
        book.read("content/topics/growth.md")
            .contains("<!-- {#user-growth aliases=growth} -->")
    );
}

#[test]
fn what_cannot_be_renamed_is_refused() {
    let book = book();
    let refused = |file: &str, needle: &str, new: &str| {
        renamed(&book, file, needle, new).expect_err("refused")
    };
    let bad = refused(COVER, "[[views-d", "Views Fall");
    assert_eq!(
        bad,
        "`Views Fall` is no id: write lower-case letters, digits and single `-`"
    );
    let taken = refused(COVER, "[[views-d", "and-then");
    assert!(
        taken.starts_with("that cannot be: a question with the id `and-then` exists already"),
        "{taken}"
    );
    let round = refused(COVER, "acme/fi", "one");
    assert_eq!(
        round,
        "the round `acme/first` has no file of its own, so no old id can lead to it"
    );
    let company = refused(ACME, "company: Ac", "acme-foods");
    assert_eq!(
        company,
        "the company `acme` has no file, so no old id can lead to it"
    );
    let mut editor = Editor::of(&book);
    let text = editor.open(COVER);
    let prose = at(&editor, COVER, &text, "Cov");
    let place = at(&editor, COVER, &text, "question:views-d");
    let prepared = editor.ask("textDocument/prepareRename", &place);
    assert_eq!(prepared["placeholder"], "views-drop");
    assert_eq!(
        prepared["range"]["start"],
        at(&editor, COVER, &text, "[[question:")["position"]
    );
    assert_eq!(
        prepared["range"]["end"],
        at(&editor, COVER, &text, "question:views-drop")["position"]
    );
    editor.edit(
        COVER,
        &text.replace("# Cover", "# Cover\n\nA line of prose."),
    );
    let mut prose = prose;
    prose["position"] = json!({ "line": 2, "character": 4 });
    assert_eq!(
        editor.ask("textDocument/prepareRename", &prose),
        Value::Null
    );
}
