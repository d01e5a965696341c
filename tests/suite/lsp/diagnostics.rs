//! What is wrong, as it is typed.

use serde_json::{Value, json};

use super::{Editor, apply};
use crate::book::Book;
use crate::site::titled;

const COVER: &str = "content/index.md";

fn linked() -> Book {
    titled(&[
        (COVER, "# Cover\n\nSee [[views-drop]].\n"),
        (
            "content/questions/views-drop.md",
            "# Views drop. Now what?\n\nLook first.\n",
        ),
        ("content/guide/odd.md", "# Odd\n\nSee [[views-dorp]].\n"),
    ])
}

#[test]
fn mistakes_of_every_file_are_told_and_cleared_when_mended() {
    let book = linked();
    let mut editor = Editor::of(&book);
    let odd = editor.await_wrong("content/guide/odd.md", |wrong| !wrong.is_empty());
    let said = "2:6-2:16 broken-reference: no question, framework, topic, interview or page has the id \
                `views-dorp` | did you mean `views-drop`?";
    assert_eq!(odd, [said]);
    let cover = editor.open(COVER);
    editor.edit(COVER, &cover.replace("views-drop", "views"));
    let wrong = editor.await_wrong(COVER, |wrong| !wrong.is_empty());
    assert!(
        wrong[0].starts_with("2:6-2:11 broken-reference"),
        "{wrong:?}"
    );
    editor.edit(COVER, &cover);
    editor.await_mended(COVER);
    assert_eq!(editor.wrong_files(), ["content/guide/odd.md"]);
}

#[test]
fn an_unsaved_text_wins_over_the_disk_until_it_is_closed() {
    let book = linked();
    let mut editor = Editor::of(&book);
    let file = "content/questions/views-drop.md";
    let text = editor.open(file);
    editor.edit(file, &text.replace("# Views", "# {#views-fell}Views"));
    editor.edit(file, &text.replace("what?", "what? {#views-fell}"));
    editor.await_wrong(COVER, |wrong| wrong.len() == 1);
    // the disk is another, and does not count
    book.write(file, text.replace("Now what?", "What now?"));
    editor.save(file);
    assert_eq!(editor.wrong(COVER).len(), 1);
    editor.close(file);
    editor.await_mended(COVER);
}

#[test]
fn a_file_that_only_the_editor_has_is_of_the_book() {
    let book = linked();
    let mut editor = Editor::of(&book);
    let new = "content/questions/views-dorp.md";
    editor.await_wrong("content/guide/odd.md", |wrong| !wrong.is_empty());
    editor.open_with(new, "# Views dorp?\n\nSee [[views-drop]] and [[nobody]].\n");
    editor.await_wrong(new, |wrong| wrong.len() == 1);
    editor.await_mended("content/guide/odd.md");
    editor.edit(new, "# Views dorp?\n\nSee [[views-drop]].\n");
    editor.await_mended(new);
    editor.close(new);
    editor.await_wrong("content/guide/odd.md", |wrong| !wrong.is_empty());
}

#[test]
fn settings_are_checked_as_they_are_typed() {
    let book = linked();
    let mut editor = Editor::of(&book);
    let text = editor.open("book.toml");
    editor.edit("book.toml", &text.replace("title", "titel"));
    let wrong = editor.await_wrong("book.toml", |wrong| !wrong.is_empty());
    assert!(
        wrong.iter().all(|one| one.contains("bad-config")),
        "{wrong:?}"
    );
    editor.edit("book.toml", &text);
    editor.await_mended("book.toml");
}

#[test]
fn columns_count_what_was_agreed_on() {
    let text = "# Cover\r\n\r\n💡 看 [[nobody]] 💡 [[no-one]]\r\n";
    let book = titled(&[(COVER, text)]);
    let ranges = |capabilities| {
        let mut editor = Editor::with(&book.root(), &capabilities);
        editor.open(COVER);
        let wrong = editor.await_wrong(COVER, |wrong| wrong.len() == 2);
        let range = |line: &String| line.split(' ').next().unwrap_or_default().to_owned();
        wrong.iter().map(range).collect::<Vec<_>>()
    };
    let offering = |encodings: &[&str]| json!({ "general": { "positionEncodings": encodings } });
    let in_utf16 = ["2:7-2:13", "2:21-2:27"];
    let in_utf8 = ["2:11-2:17", "2:27-2:33"];
    assert_eq!(ranges(json!({})), in_utf16);
    assert_eq!(ranges(offering(&["utf-16", "utf-32"])), in_utf16);
    assert_eq!(ranges(offering(&["utf-16", "utf-8"])), in_utf8);
}

/// The text with the edits of an action made, which stand in one file and are counted in UTF-16.
fn made(text: &str, action: &Value) -> String {
    let changes = action["edit"]["changes"].as_object().expect("changes");
    assert_eq!(changes.len(), 1, "{action}");
    let edits = changes.values().next().expect("a file");
    apply(text, edits.as_array().expect("edits"))
}

/// The actions of some kind for a whole file, the titles first.
fn actions(editor: &mut Editor, file: &str, kind: &str) -> Vec<(String, Value)> {
    let everywhere = json!({
        "start": { "line": 0, "character": 0 },
        "end": { "line": 1000, "character": 0 },
    });
    let answer = editor.ask(
        "textDocument/codeAction",
        &json!({
            "textDocument": { "uri": editor.uri(file) },
            "range": everywhere,
            "context": { "diagnostics": [], "only": [kind] },
        }),
    );
    let actions = answer.as_array().expect("a list").iter();
    let titled = actions.map(|action| {
        let title = action["title"].as_str().expect("a title").to_owned();
        (title, action.clone())
    });
    titled.collect()
}

#[test]
fn a_near_name_is_offered_and_keeps_its_anchor() {
    let book = linked();
    book.edit(COVER, "[[views-drop]]", "💡 [[views-dorp#first|so]]");
    book.edit(
        "content/questions/views-drop.md",
        "Look",
        "## First\n\nLook",
    );
    let mut editor = Editor::of(&book);
    let text = editor.open(COVER);
    let found = actions(&mut editor, COVER, "quickfix");
    let titles: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["write `views-drop#first`"]);
    assert_eq!(found[0].1["isPreferred"], json!(true));
    let mended = made(&text, &found[0].1);
    assert_eq!(mended, "# Cover\n\nSee 💡 [[views-drop#first|so]].\n");
    editor.edit(COVER, &mended);
    assert_eq!(actions(&mut editor, COVER, "quickfix").len(), 0);
}

#[test]
fn fixes_write_what_the_command_writes() {
    let text = "---\nCompany: Acme\nrole: Cook\n---\n# At Acme\r\n\r\n## Round: 一 💡 {#First kind=Case}\r\n\r\n\
                ### Q: Why us? {#why-us difficulty=Hard}\r\n\r\nBecause\u{200b} so.\r\n\r\n**Q: And then?**\r\n\r\nSo.\r\n";
    let file = "content/interviews/acme.md";
    let book = titled(&[(COVER, "# Cover\n"), (file, text)]);
    let mut editor = Editor::of(&book);
    editor.open(file);
    // what one fix uncovers is the next round's, here as there
    let mut mended = text.to_owned();
    while let [(_, all)] = &actions(&mut editor, file, "source.fixAll")[..] {
        mended = made(&mended, all);
        editor.edit(file, &mended);
    }
    let single = actions(&mut editor, file, "quickfix");
    assert!(
        single.iter().all(|(title, _)| title.starts_with("write `")),
        "{single:#?}"
    );
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .args(["fix", "--quiet"])
        .current_dir(book.root())
        .status();
    assert!(status.is_ok());
    assert_ne!(mended, text);
    assert_eq!(mended, book.read(file));
}
