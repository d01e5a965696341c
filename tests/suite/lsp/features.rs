//! What an author asks for while writing: completion, links, outlines.

use serde_json::{Value, json};

use super::{Editor, apply};
use crate::book::Book;
use crate::site::titled;

const COVER: &str = "content/index.md";
const ACME: &str = "content/interviews/acme.md";

fn book() -> Book {
    titled(&[
        (
            COVER,
            "# Cover\n\n💡 看 [[views-drop]] and [[framework:loop]].\n",
        ),
        (
            ACME,
            "---\ncompany: Acme Foods\nrole: Cook\ndate: 2026\ntopics: [user-growth]\n---\n# At Acme\n\n\
             ## Round 1: First {#first kind=case}\n\n\
             ### Q: Views fell overnight. Now what? {#views-drop topics=user-growth uses=loop}\n\
             > All of them, at once.\n\nLook at [[loop]] first.\n\n\
             #### F: And then?\n\nGo on.\n\n\
             ### Q: A known one {asks=sum}\n\nAs ever.\n\n\
             ## Takeaways\n\n### Bring figures {evidence=views-drop}\n",
        ),
        (
            "content/frameworks/loop.md",
            "---\nsummary: Look, change, look again.\n---\n# The loop\n\nA text.\n\n## When to stop\n\nLate.\n",
        ),
        ("content/companies/acme-foods.md", "# Acme Foods\n"),
        ("content/questions/sum.md", "# Two sum?\n\nAdd.\n"),
    ])
}

/// Where a text begins in the file, and the address of both.
fn at(editor: &Editor, file: &str, text: &str, needle: &str, after: usize) -> Value {
    let start = text
        .find(needle)
        .unwrap_or_else(|| panic!("`{needle}` is not in {file}"))
        + after;
    let before = &text[..start];
    let line = before.matches('\n').count();
    let column: usize = before
        .rsplit('\n')
        .next()
        .expect("a line")
        .encode_utf16()
        .count();
    json!({
        "textDocument": { "uri": editor.uri(file) },
        "position": { "line": line, "character": column },
    })
}

/// The text in which `needle`, which ends where the cursor stands, was typed and completed by the
/// first that is offered; and the labels of all.
fn completed(editor: &mut Editor, file: &str, text: &str, needle: &str) -> (String, Vec<String>) {
    editor.edit(file, text);
    let place = at(editor, file, text, needle, needle.len());
    let answer = editor.ask("textDocument/completion", &place);
    let items = answer["items"].as_array().cloned().unwrap_or_default();
    let labels = items
        .iter()
        .map(|item| item["label"].as_str().expect("a label").to_owned());
    let labels: Vec<String> = labels.collect();
    let made = match items.first() {
        Some(item) => apply(text, std::slice::from_ref(&item["textEdit"])),
        None => text.to_owned(),
    };
    (made, labels)
}

#[test]
fn ids_are_completed_where_they_may_stand() {
    let book = book();
    let mut editor = Editor::of(&book);
    let cover = editor.open(COVER);
    let acme = editor.open(ACME);
    let typed = format!("{cover}\n💡💡 [[views");
    let (made, labels) = completed(&mut editor, COVER, &typed, "💡💡 [[views");
    assert_eq!(made, format!("{typed}-drop]]"));
    assert_eq!(labels, ["views-drop"]);
    // by a word of its title; a bracket that is there is not written again
    let (made, _) = completed(
        &mut editor,
        COVER,
        &format!("{cover}[[two su]]\n"),
        "[[two su",
    );
    assert_eq!(made, format!("{cover}[[sum]]\n"));
    let (made, _) = completed(
        &mut editor,
        COVER,
        &format!("{cover}[[company:ac\n"),
        "[[company:ac",
    );
    assert_eq!(made, format!("{cover}[[company:acme-foods]]\n"));
    let (_, labels) = completed(&mut editor, COVER, &format!("{cover}[[acme/\n"), "[[acme/");
    assert_eq!(labels, ["acme/first", "takeaway:acme/bring-figures"]);
    let (made, _) = completed(
        &mut editor,
        COVER,
        &format!("{cover}[[loop#wh\n"),
        "[[loop#wh",
    );
    assert_eq!(made, format!("{cover}[[loop#when-to-stop]]\n"));
    for (from, to, needle) in [
        ("uses=loop", "uses=lo", "uses=lo"),
        ("asks=sum", "asks=s", "asks=s"),
        (
            "evidence=views-drop",
            "evidence=loop,views-d",
            "evidence=loop,views-d",
        ),
        ("topics=user-growth uses", "topics=user uses", "topics=user"),
        ("topics: [user-growth]", "topics: [user]", "topics: [user"),
        ("kind=case", "kind=ca", "kind=ca"),
        ("company: Acme Foods", "company: Ac", "company: Ac"),
    ] {
        let (made, labels) = completed(&mut editor, ACME, &acme.replace(from, to), needle);
        let wanted = acme.replace(
            "evidence=views-drop",
            match from {
                "evidence=views-drop" => "evidence=loop,views-drop",
                _ => "evidence=views-drop",
            },
        );
        assert_eq!(made, wanted, "{needle}: {labels:?}");
    }
}

#[test]
fn keys_are_completed_with_what_they_mean() {
    let book = book();
    let mut editor = Editor::of(&book);
    let acme = editor.open(ACME);
    let typed = acme.replace("date: 2026\n", "date: 2026\napp\n");
    let (made, labels) = completed(&mut editor, ACME, &typed, "\napp");
    assert_eq!(labels, ["applied-via"]);
    assert_eq!(
        made,
        acme.replace("date: 2026\n", "date: 2026\napplied-via: \n")
    );
    let typed = acme.replace("kind=case", "kind=case pr");
    let (made, labels) = completed(&mut editor, ACME, &typed, "kind=case pr");
    assert_eq!(
        made,
        acme.replace("kind=case", "kind=case pressure="),
        "{labels:?}"
    );
    let typed = acme.replace("{evidence", "{e");
    let (_, labels) = completed(&mut editor, ACME, &typed, "figures {e");
    assert_eq!(labels, ["evidence", "aliases"]);
    // a key that is there is not offered again, and prose is left alone
    let (_, labels) = completed(
        &mut editor,
        ACME,
        &acme.replace("uses=loop", "uses=loop "),
        "uses=loop ",
    );
    assert!(
        labels.contains(&"difficulty".to_owned()) && !labels.contains(&"uses".to_owned()),
        "{labels:?}"
    );
    let (_, labels) = completed(&mut editor, ACME, &acme, "As ev");
    assert_eq!(labels, [""; 0]);
    editor.edit(ACME, &acme);
    let hover = at(&editor, ACME, &acme, "company", 3);
    let said = editor.ask("textDocument/hover", &hover);
    assert_eq!(
        said["contents"]["value"],
        "`company`: Who interviewed.\n\na text"
    );
}

#[test]
fn links_lead_to_their_targets_and_back() {
    let book = book();
    let mut editor = Editor::of(&book);
    let (cover, acme) = (editor.open(COVER), editor.open(ACME));
    let link = at(&editor, COVER, &cover, "[[views-drop", 5);
    let place = editor.ask("textDocument/definition", &link);
    assert_eq!(place["uri"], editor.uri(ACME));
    assert_eq!(
        place["range"],
        range(&editor, ACME, &acme, "Views fell overnight. Now what?")
    );
    let said = editor.ask("textDocument/hover", &link);
    let wanted = "**Views fell overnight. Now what?**\n\n*question, 1 asking* · `views-drop`\n\n\
                  > All of them, at once.";
    assert_eq!(said["contents"]["value"], wanted);
    assert_eq!(said["range"], range(&editor, COVER, &cover, "views-drop"));
    let framework = at(&editor, ACME, &acme, "uses=loop", 6);
    let said = editor.ask("textDocument/hover", &framework);
    let wanted =
        "**The loop**\n\n*framework, used by 1 question* · `loop`\n\nLook, change, look again.";
    assert_eq!(said["contents"]["value"], wanted);
    // from where it is defined
    let mut defined = at(&editor, ACME, &acme, "{#views-drop", 4);
    defined["context"] = json!({ "includeDeclaration": true });
    let places = editor.ask("textDocument/references", &defined);
    let wanted = [
        (
            ACME,
            range(&editor, ACME, &acme, "Views fell overnight. Now what?"),
        ),
        (COVER, range(&editor, COVER, &cover, "views-drop")),
        (
            ACME,
            range_behind(&editor, ACME, &acme, "evidence=", "views-drop"),
        ),
    ];
    let wanted = wanted.map(|(file, range)| json!({ "uri": editor.uri(file), "range": range }));
    assert_eq!(sorted(places.as_array().expect("places")), sorted(&wanted));
    let nothing = at(&editor, ACME, &acme, "As ever", 3);
    assert_eq!(editor.ask("textDocument/definition", &nothing), Value::Null);
    // a topic without a file is named, and defined nowhere
    let topic = at(&editor, ACME, &acme, "[user-growth", 3);
    assert_eq!(editor.ask("textDocument/definition", &topic), Value::Null);
    let mut topic = topic;
    topic["context"] = json!({ "includeDeclaration": true });
    let named = editor.ask("textDocument/references", &topic);
    assert_eq!(named.as_array().map(Vec::len), Some(2));
}

fn sorted(places: &[Value]) -> Vec<String> {
    let mut places: Vec<String> = places.iter().map(Value::to_string).collect();
    places.sort();
    places
}

fn range(editor: &Editor, file: &str, text: &str, needle: &str) -> Value {
    range_behind(editor, file, text, "", needle)
}

fn range_behind(editor: &Editor, file: &str, text: &str, before: &str, needle: &str) -> Value {
    let whole = format!("{before}{needle}");
    let start = at(editor, file, text, &whole, before.len());
    let end = at(editor, file, text, &whole, whole.len());
    json!({ "start": start["position"], "end": end["position"] })
}

#[test]
fn the_outline_is_rounds_and_questions() {
    let book = book();
    let mut editor = Editor::of(&book);
    editor.open(ACME);
    let asked = json!({ "textDocument": { "uri": editor.uri(ACME) } });
    let outline = editor.ask("textDocument/documentSymbol", &asked);
    let mut lines = Vec::new();
    tree(&outline, 0, &mut lines);
    assert_eq!(
        lines,
        [
            "At Acme: interview",
            "  First: round",
            "    Views fell overnight. Now what?: question",
            "      And then?: question",
            "    A known one: asked again",
            "  Bring figures: takeaway",
        ]
    );
    let found = editor.ask("workspace/symbol", &json!({ "query": "OVERNIGHT" }));
    let names = found
        .as_array()
        .expect("symbols")
        .iter()
        .map(|one| one["name"].clone());
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["Views fell overnight. Now what?"]
    );
}

/// The lines of an outline; each range holds the title's and those of what is inside.
fn tree(symbols: &Value, depth: usize, lines: &mut Vec<String>) {
    for symbol in symbols.as_array().into_iter().flatten() {
        let (name, detail) = (&symbol["name"], &symbol["detail"]);
        let text = format!(
            "{}: {}",
            name.as_str().expect("a name"),
            detail.as_str().expect("a word")
        );
        lines.push(format!("{}{text}", "  ".repeat(depth)));
        let mut inside = vec![&symbol["selectionRange"]];
        let children = symbol["children"].as_array().into_iter().flatten();
        inside.extend(children.map(|child| &child["range"]));
        for range in inside {
            assert!(
                place(&symbol["range"]["start"]) <= place(&range["start"]),
                "{name}"
            );
            assert!(
                place(&range["end"]) <= place(&symbol["range"]["end"]),
                "{name}"
            );
        }
        tree(&symbol["children"], depth + 1, lines);
    }
}

fn place(position: &Value) -> (u64, u64) {
    let [line, column] =
        ["line", "character"].map(|part| position[part].as_u64().expect("a number"));
    (line, column)
}
