//! Files beside the text: what is shown, what is copied, what is left where it is.

use std::collections::BTreeSet;

use prepbook::build::Built;
use prepbook::outputs::{Artifact, FaultKind};

use crate::book::Book;

/// The first bytes of a PNG of that size, which is all that anyone reads of it.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x06\0\0\0");
    bytes
}

/// A book with one page of that text, and one picture beside it.
fn book(text: &str) -> Book {
    let book = Book::of(&[
        (
            "book.toml",
            "[book]\ntitle = \"A book\"\nbase-url = \"/prep/\"\n",
        ),
        ("content/guide/start.md", &format!("# Start\n\n{text}\n")),
    ]);
    book.write("content/guide/traffic.png", png(640, 480));
    book
}

fn artifact<'b>(built: &'b Built, path: &str) -> &'b Artifact {
    let found = built
        .artifacts
        .iter()
        .find(|artifact| artifact.path.as_str() == path);
    found.unwrap_or_else(|| panic!("no {path}; {:?}", built.diagnostics))
}

fn start(built: &Built) -> String {
    let bytes = artifact(built, "guide/start/index.html")
        .bytes()
        .expect("a page");
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// The files that are neither pages nor of the theme.
fn copied(built: &Built) -> BTreeSet<&str> {
    let paths = built
        .artifacts
        .iter()
        .map(|artifact| artifact.path.as_str());
    paths
        .filter(|path| !path.ends_with(".html") && !path.starts_with("assets/"))
        .filter(|path| !path.starts_with('_') && *path != "questions/bank.json")
        .filter(|path| !path.starts_with("search/"))
        .collect()
}

#[test]
fn a_size_behind_a_bar_is_the_size_of_the_image() {
    for (text, expected) in [
        (
            "![Traffic|320](traffic.png)",
            "alt=\"Traffic\" width=\"320\" height=\"240\"",
        ),
        (
            "![[traffic.png|Traffic|320x100]]",
            "alt=\"Traffic\" width=\"320\" height=\"100\"",
        ),
        (
            "![[traffic.png|320]]",
            "alt=\"\" width=\"320\" height=\"240\"",
        ),
        (
            "![320](traffic.png)",
            "alt=\"320\" width=\"640\" height=\"480\"",
        ),
    ] {
        let page = start(&book(text).build());
        assert!(page.contains(expected), "{text}: {page}");
    }
}

#[test]
fn an_image_keeps_its_place_on_the_page() {
    for text in [
        "![Traffic & more](traffic.png)",
        "![[traffic.png|Traffic & more]]",
        "![Traffic & more](./../guide//traffic.png#top)",
        "![*Traffic* & `more`][t]\n\n[t]: traffic.png",
    ] {
        let book = book(text);
        let built = book.build();
        let image = "<img src=\"/prep/guide/traffic.png\" alt=\"Traffic &amp; more\" width=\"640\" height=\"480\" loading=\"lazy\" decoding=\"async\">";
        assert!(start(&built).contains(image), "{text}: {}", start(&built));
        assert_eq!(
            copied(&built),
            BTreeSet::from(["guide/traffic.png"]),
            "{text}"
        );
        let bytes = artifact(&built, "guide/traffic.png")
            .bytes()
            .expect("a file");
        assert_eq!(*bytes, *png(640, 480));
    }
}

#[test]
fn titles_and_decoration_are_kept() {
    let html = start(&book("![](traffic.png \"\")\n\nAn ![A](traffic.png \"B <c>\")").build());
    assert!(html.contains("alt=\"\" width"), "{html}");
    assert!(
        html.contains("alt=\"A\" title=\"B &lt;c&gt;\" width"),
        "{html}"
    );
}

#[test]
fn names_are_written_as_addresses_write_them() {
    let book = book("![a](<été 1%25.png>) ![b](%C3%A9t%C3%A9%201%25.png)");
    book.write("content/guide/été 1%.png", png(1, 1));
    let built = book.build();
    let html = start(&built);
    assert_eq!(
        html.matches("src=\"/prep/guide/%C3%A9t%C3%A9%201%25.png\"")
            .count(),
        2,
        "{html}"
    );
    assert_eq!(copied(&built), BTreeSet::from(["guide/été 1%.png"]));
}

#[test]
fn linked_files_are_copied_too() {
    let book = book("[Slides](slides.pdf) and [again](../guide/slides.pdf#page=2).");
    book.write("content/guide/slides.pdf", "%PDF-1.7\n");
    let built = book.build();
    assert!(
        start(&built).contains("<a href=\"/prep/guide/slides.pdf\">Slides</a>"),
        "{}",
        start(&built)
    );
    assert_eq!(copied(&built), BTreeSet::from(["guide/slides.pdf"]));
}

#[test]
fn what_only_hidden_texts_use_is_not_copied() {
    let hidden = |key: &str| {
        let book = book("Nothing to see.");
        let text = format!("---\n{key}: true\n---\n# Hidden\n\n![Traffic](traffic.png)\n");
        book.write("content/guide/hidden.md", text);
        book.write("content/guide/.secret.png", png(1, 1));
        book.write("content/guide/unused.png", png(1, 1));
        book
    };
    for key in ["draft", "private"] {
        let built = hidden(key).build();
        assert_eq!(built.diagnostics.errors(), 0, "{:?}", built.diagnostics);
        assert_eq!(copied(&built), BTreeSet::new(), "{key}");
    }
}

#[test]
fn a_page_changes_with_what_it_shows_of_a_file() {
    let book = book("![Traffic](traffic.png)");
    let keys = |built: &Built| {
        let key = |path| artifact(built, path).key;
        (key("guide/start/index.html"), key("guide/traffic.png"))
    };
    let first = keys(&book.build());
    let mut other_bytes = png(640, 480);
    other_bytes.push(0);
    book.write("content/guide/traffic.png", other_bytes);
    let second = keys(&book.build());
    assert_eq!(first.0, second.0, "the page shows the same");
    assert_ne!(first.1, second.1, "the file is another");
    book.write("content/guide/traffic.png", png(320, 480));
    let third = keys(&book.build());
    assert_ne!(second.0, third.0, "the page shows another width");
}

#[test]
fn a_file_that_changes_under_way_is_not_written() {
    let book = book("![Traffic](traffic.png)");
    let built = book.build();
    book.write("content/guide/traffic.png", png(320, 480));
    let fault = artifact(&built, "guide/traffic.png")
        .bytes()
        .expect_err("another file");
    assert_eq!(
        (fault.kind, fault.file.as_str()),
        (FaultKind::Asset, "content/guide/traffic.png")
    );
}

#[test]
fn only_listed_hosts_may_show_their_images() {
    let book = book("![Far](https://images.example.org/a.png)");
    let policy = |html: &str| {
        let found = html
            .split("img-src ")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        found.expect("a policy").replace("&#39;", "'")
    };
    assert_eq!(book.build().diagnostics.errors(), 1);
    let toml = "[book]\ntitle = \"A book\"\n[assets]\nremote-hosts = [\"images.example.org\"]\n";
    book.write("book.toml", toml);
    let html = start(&book.build());
    assert_eq!(policy(&html), "'self' https://images.example.org");
    assert!(
        html.contains("<img src=\"https://images.example.org/a.png\" alt=\"Far\" loading"),
        "{html}"
    );
    book.write(
        "book.toml",
        "[book]\ntitle = \"A book\"\n[assets]\nremote-hosts = [\"*; script-src x\"]\n",
    );
    let report = format!("{:?}", book.build().diagnostics);
    assert!(report.contains("is no name of a host"), "{report}");
}
