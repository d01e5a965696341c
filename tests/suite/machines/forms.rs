//! The whole book in one file: as a feed, as a list for language models, as data.

use serde_json::Value;

use super::{BASE, DATED, elements, of_files, with_settings};
use crate::book::Book;
use crate::site::Site;

#[test]
fn the_feed_has_the_dates_of_the_content() {
    let feed = of_files(DATED).files["feed.xml"].clone();
    let entries: Vec<(&str, &str)> = feed
        .split("<entry>")
        .skip(1)
        .map(|entry| (elements(entry, "id")[0], elements(entry, "updated")[0]))
        .collect();
    let [soup, salt] = ["soup", "salt"].map(|id| format!("{BASE}questions/{id}/"));
    assert_eq!(
        entries,
        [
            (salt.as_str(), "2025-11-01T00:00:00Z"),
            (soup.as_str(), "2025-02-03T00:00:00Z"),
        ],
        "a question without dates of its own is as old as its interview"
    );
    assert_eq!(elements(&feed, "updated")[0], "2025-11-01T00:00:00Z");
    assert_eq!(elements(&feed, "published"), ["2024-05-01T00:00:00Z"]);
    assert!(
        feed.contains("<title>What is &lt;b&gt;soup&lt;/b&gt; &amp; why?</title>"),
        "{feed}"
    );
    assert!(
        feed.contains("<category term=\"soup\" label=\"Soup\"/>"),
        "{feed}"
    );
}

#[test]
fn the_feed_is_as_long_as_asked_and_can_be_left_out() {
    let short = with_settings("[feeds]\nentries = 1\n", DATED);
    assert_eq!(short.files["feed.xml"].matches("<entry>").count(), 1);
    assert_eq!(
        short
            .page("/")
            .all("link[type=\"application/atom+xml\"]", "href"),
        ["/sub/path/feed.xml"]
    );
    let none = with_settings("[feeds]\nenabled = false\n", DATED);
    for site in [none, Site::of_files(DATED)] {
        assert!(!site.files.contains_key("feed.xml"));
        assert!(site.page("/").all("link[rel=alternate]", "href").is_empty());
    }
}

#[test]
fn no_sign_that_xml_cannot_hold_reaches_it() {
    let settings = "description = \"A\\u000BB & `]]>`\\uFFFE\"\n";
    let site = with_settings(settings, DATED);
    let feed = &site.files["feed.xml"];
    assert!(
        feed.contains("<subtitle>AB &amp; `]]&gt;`</subtitle>"),
        "{feed}"
    );
}

#[test]
fn language_models_get_a_list_of_what_there_is() {
    let text = of_files(DATED).files["llms.txt"].clone();
    assert!(text.starts_with("# A book\n"), "{text}");
    let line = format!("- [Salt?]({BASE}questions/salt/): Salt? Asked in Two, First.\n");
    assert!(text.contains(&line), "{text}");
    assert!(!text.contains("second"), "{text}");
}

/// The data export of the shipped handbook.
fn data() -> Value {
    let book = Book::shipped();
    book.set("outputs", "data", "true");
    serde_json::from_str(&Site::of(&book).files["data/handbook.json"]).expect("JSON")
}

#[test]
fn the_data_follows_its_schema() {
    let schema = serde_json::from_str(&prepbook::outputs::data_schema()).expect("JSON");
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler
        .add_resource("handbook.json", schema)
        .expect("a schema");
    let index = compiler
        .compile("handbook.json", &mut schemas)
        .expect("a schema");
    let mut data = data();
    schemas
        .validate(&data, index)
        .expect("data as the schema has it");
    data["questions"][0]["difficulty"] = Value::from(3);
    assert!(schemas.validate(&data, index).is_err());
}

#[test]
fn every_id_in_the_data_is_one_of_the_data() {
    let data = data();
    let ids = |kind: &str| -> Vec<Value> {
        let list = data[kind].as_array().expect("a list");
        list.iter().map(|one| one["id"].clone()).collect()
    };
    assert_eq!(ids("questions").len(), 21);
    let named = |from: &str, key: &str, kind: &str| {
        let known = ids(kind);
        let mut count = 0;
        for one in data[from].as_array().expect("a list") {
            let named = match &one[key] {
                Value::Array(list) => list.clone(),
                Value::Null => Vec::new(),
                id => vec![id.clone()],
            };
            for id in named {
                assert!(known.contains(&id), "{from}.{key}: {id}");
                count += 1;
            }
        }
        assert!(count > 0, "{from}.{key}");
    };
    named("questions", "topics", "topics");
    named("questions", "frameworks", "frameworks");
    named("questions", "follows", "questions");
    named("frameworks", "questions", "questions");
    named("interviews", "company", "companies");
    named("interviews", "role", "roles");
    named("interviews", "rounds", "rounds");
    named("rounds", "interview", "interviews");
    for question in data["questions"].as_array().expect("a list") {
        let answered = |key: &str| {
            question[key]
                .as_str()
                .is_some_and(|html| html.contains("<p>"))
        };
        assert!(
            answered("answer-html") || answered("short-answer-html"),
            "{question}"
        );
    }
}

#[test]
fn no_address_of_the_data_is_dead() {
    let book = Book::shipped();
    book.set("book", "base-url", &format!("'{BASE}'"));
    book.set("outputs", "data", "true");
    let site = super::placed(&book);
    for name in ["feed.xml", "llms.txt", "data/handbook.json"] {
        let text = &site.files[name];
        let found: Vec<&str> = text.split(BASE).skip(1).collect();
        assert!(found.len() > 20, "{name}");
        for rest in found {
            let end = rest.find(['<', '"', ')', '#', '\\']).expect("an end");
            let route = &rest[..end];
            let path = match route.ends_with('/') || route.is_empty() {
                true => format!("{route}index.html"),
                false => route.to_owned(),
            };
            assert!(site.files.contains_key(&path), "{name}: {route}");
        }
    }
}

#[test]
fn the_data_follows_the_lines_that_it_shows() {
    let book = Book::of(&[
        (
            "book.toml",
            "[book]\ntitle = \"A book\"\n[outputs]\ndata = true\n",
        ),
        ("content/code/a.py", "first()\n"),
        (
            "content/questions/q.md",
            "# Why?\n\n```python include=\"/code/a.py\"\n```\n",
        ),
    ]);
    let key = || {
        let built = book.build();
        assert_eq!(built.diagnostics.errors(), 0, "{:#?}", built.diagnostics);
        let data = built
            .artifacts
            .iter()
            .find(|one| one.path.as_str() == "data/handbook.json");
        let data = data.expect("the data");
        let text = String::from_utf8(data.bytes().expect("bytes").to_vec()).expect("UTF-8");
        (data.key, text)
    };
    let (first, before) = key();
    book.write("content/code/a.py", "second()\n");
    let (second, after) = key();
    assert!(
        before.contains("first") && after.contains("second"),
        "{after}"
    );
    assert_ne!(first, second);
}
