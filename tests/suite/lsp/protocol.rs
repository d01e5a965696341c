//! How a conversation begins and ends, and what is not of the protocol.

use camino::Utf8PathBuf;
use serde_json::{Value, json};

use super::Editor;
use crate::book::Book;
use crate::site::titled;

fn small() -> Book {
    titled(&[("content/index.md", "# Cover\n\nA text.\n")])
}

#[test]
fn an_editor_that_takes_its_leave_is_no_failure() {
    let editor = Editor::of(&small());
    assert_eq!(editor.leave(), 0);
}

#[test]
fn an_editor_that_is_gone_at_once_is_one() {
    let book = small();
    let mut editor = Editor::of(&book);
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.exit_code(), 1);
    assert_eq!(Editor::of(&book).hang_up(), 1);
    assert_eq!(Editor::stranger(&book.root()).hang_up(), 1);
}

#[test]
fn what_comes_too_early_too_late_or_unasked_is_refused() {
    let book = small();
    let mut editor = Editor::stranger(&book.root());
    let early = editor.refused("textDocument/hover", &json!({}));
    assert_eq!(early, (-32002, "`initialize` comes first".into()));
    editor.ask("initialize", &json!({ "capabilities": {} }));
    let twice = editor.refused("initialize", &json!({ "capabilities": {} }));
    assert_eq!(twice, (-32600, "`initialize` comes too late".into()));
    let unknown = editor.refused("textDocument/juggle", &json!({}));
    assert_eq!(unknown.0, -32601);
    editor.ask("shutdown", &Value::Null);
    let late = editor.refused("textDocument/hover", &json!({}));
    assert_eq!(late.0, -32600);
    editor.tell("exit", &Value::Null);
    assert_eq!(editor.exit_code(), 0);
}

#[test]
fn garbage_is_logged_and_the_conversation_goes_on() {
    let book = titled(&[("content/index.md", "# Cover\n\nSee [[nobody]].\n")]);
    let mut editor = Editor::of(&book);
    editor.send_bytes(b"Content-Length: 7\r\n\r\n{\"a\": b");
    editor.send_bytes(b"Content-Length: 3\r\n\r\n\xff\xfe\xfd");
    editor.send_bytes(b"no header at all\r\n\r\n");
    editor.send_bytes(b"Content-Length: many\r\n\r\n");
    editor.tell("textDocument/didOpen", &json!({ "textDocument": 7 }));
    editor.tell("$/setTrace", &json!({ "value": "off" }));
    editor.send(&json!({ "jsonrpc": "2.0", "id": "odd", "result": null }));
    editor.await_note("window/logMessage");
    editor.await_wrong("content/index.md", |wrong| wrong.len() == 1);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn files_of_no_book_are_left_in_peace() {
    let book = Book::of(&[("notes.md", "# Notes\n\nSee [[nobody]].\n")]);
    std::fs::remove_dir(book.root().join("content")).expect("a folder");
    let mut editor = Editor::of(&book);
    editor.open("notes.md");
    editor.edit("notes.md", "# Notes\n\n[[\n");
    editor.save("notes.md");
    let untitled =
        json!({ "uri": "untitled:one", "languageId": "markdown", "version": 1, "text": "[[" });
    editor.tell("textDocument/didOpen", &json!({ "textDocument": untitled }));
    editor.close("notes.md");
    assert_eq!(editor.wrong_files(), [""; 0]);
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_book_in_a_folder_below_is_found_by_its_files() {
    let book = Book::of(&[
        ("docs/book/book.toml", "[book]\ntitle = \"A book\"\n"),
        ("docs/book/content/index.md", "# Cover\n\nSee [[nobody]].\n"),
        ("other.md", "# Other\n"),
    ]);
    let mut editor = Editor::of(&book);
    editor.open("other.md");
    editor.open("docs/book/content/index.md");
    let file = "docs/book/content/index.md";
    let wrong = editor.await_wrong(file, |wrong| !wrong.is_empty());
    assert!(
        wrong[0].starts_with("2:6-2:12 broken-reference: "),
        "{wrong:?}"
    );
}

#[test]
fn the_editor_is_asked_to_watch_where_it_can() {
    let book = small();
    let able = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut editor = Editor::with(&book.root(), &able);
    let asked = editor.await_note("client/registerCapability");
    editor.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": null }));
    let broken: Utf8PathBuf = "content/guide.md".into();
    book.write(broken.as_str(), "# Guide\n\nSee [[nobody]].\n");
    let change = json!({ "uri": editor.uri(broken.as_str()), "type": 1 });
    editor.tell(
        "workspace/didChangeWatchedFiles",
        &json!({ "changes": [change] }),
    );
    editor.await_wrong("content/guide.md", |wrong| wrong.len() == 1);
    book.remove(broken.as_str());
    let change = json!({ "uri": editor.uri(broken.as_str()), "type": 3 });
    editor.tell(
        "workspace/didChangeWatchedFiles",
        &json!({ "changes": [change] }),
    );
    editor.await_mended("content/guide.md");
}

#[test]
fn a_book_whose_settings_cannot_be_read_is_said_so() {
    let book = small();
    book.remove("book.toml");
    std::fs::create_dir(book.root().join("book.toml")).expect("a folder");
    let mut editor = Editor::of(&book);
    editor.open("content/index.md");
    assert_eq!(editor.leave(), 0);
}
