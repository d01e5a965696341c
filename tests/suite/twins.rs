//! The markdown export: the content of a page as markdown.

use prepbook::render::markdown_export;
use prepbook::syntax::markdown::{Event, PlainText, TagEnd, events};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use scraper::{ElementRef, Html, Node, Selector};

use crate::book::Book;
use crate::site::Site;

/// Returns the export of the content of `<main>`.
fn of(html: &str) -> String {
    markdown_export(&format!(
        "<!doctype html><title>no</title><p>no</p><main id=\"main\">{html}</main><p>no</p>"
    ))
}

#[test]
fn blocks_and_marks_become_their_markdown() {
    for (html, markdown) in [
        (
            "<h1>What  is\n it?</h1><p>One</p><p>two</p>",
            "# What is it?\n\nOne\n\ntwo\n",
        ),
        ("a<br>b <strong> c </strong>d<em></em>", "a\\\nb **c** d\n"),
        (
            "<a href=\"/a b(c)/\">x</a>! <img src=\"/i.png\" alt=\"a *b*\">",
            "[x](/a%20b%28c%29/)! ![a \\*b\\*](/i.png)\n",
        ),
        ("<p>So!<a href=\"/\">x</a></p>", "So\\![x](/)\n"),
        (
            "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>",
            "- a\n  - b\n- c\n\n  d\n",
        ),
        ("<ol start=\"9\"><li>a</li><li></li></ol>", "9. a\n10.\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"),
        (
            "<div class=\"alert alert-tip\"><p class=\"alert-title\">Tip</p><p>a</p></div>",
            "> **Tip**\n>\n> a\n",
        ),
        (
            "<details><summary>Why?<span class=\"hidden\"> x</span></summary><p>so</p></details>",
            "**Why?**\n\nso\n",
        ),
        (
            "<dl><div><dt>Role</dt><dd>Cook</dd></div><dt>A</dt><dd><p>b</p></dd><dd>c</dd></dl>",
            "- **Role**: Cook\n- **A**:\n\n  b\n\n  c\n",
        ),
        (
            "<pre data-language=\"rust\"><code><span class=\"k\">let</span> a = \"```\";\n  b\n</code></pre>",
            "````rust\nlet a = \"```\";\n  b\n````\n",
        ),
        (
            "<p><code>a ` b</code> <kbd>Esc</kbd> x<sup>2</sup></p>",
            "``a ` b`` Esc x<sup>2</sup>\n",
        ),
        (
            "<table><thead><tr><th class=\"left\">a|b</th><th class=\"right\">c</th></tr></thead><tbody><tr><td>1<br>2</td></tr></tbody></table>",
            "| a\\|b | c |\n| :-- | --: |\n| 1 2 |  |\n",
        ),
        (
            "<p>It is <math data-tex=\"a &lt; b\"><mi>a</mi></math>.</p>",
            "It is $a < b$.\n",
        ),
        (
            "<p class=\"meta\"><a href=\"/\">a</a> <span>b</span></p>",
            "[a](/) · b\n",
        ),
        (
            "<ul><li><a href=\"/\">a</a><p class=\"meta\"> <span>b</span></p></li></ul>",
            "- [a](/) · b\n",
        ),
        (
            "<p>a<sup class=\"footnote-reference\"><a href=\"#t--fn-1\" role=\"doc-noteref\">1</a></sup></p><section><ol><li id=\"t--fn-1\"><p>b</p><p>c <a class=\"footnote-back\" href=\"#x\">↩</a></p></li></ol></section>",
            "a[^t--fn-1]\n\n[^t--fn-1]: b\n\n    c\n",
        ),
        (
            "<p>a <button>b</button><span hidden>c</span><span aria-hidden=\"true\">d</span></p><form><p>e</p></form><script>f</p></script>",
            "a\n",
        ),
        ("<b>a<p>b</p>c</b>", "**a**\n\n**b**\n\n**c**\n"),
        ("", ""),
    ] {
        assert_eq!(of(html), markdown, "{html}");
    }
}

/// Returns the text of markdown that is one paragraph, or else a description of what it is.
fn said(markdown: &str) -> String {
    let mut said = PlainText::default();
    for event in events(markdown) {
        match event {
            Event::Start(prepbook::syntax::markdown::Tag::Paragraph)
            | Event::End(TagEnd::Paragraph) => {}
            Event::Text(_) => said.add(&event),
            Event::SoftBreak | Event::HardBreak => said.add(&event),
            other => return format!("{other:?}"),
        }
    }
    said.finish()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn config() -> Config {
    Config {
        cases: 300,
        rng_seed: RngSeed::Fixed(0x9e37_79b9),
        failure_persistence: None,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn text_means_nothing_but_itself(text in "([#>+*=:|~`_$\\\\<&!\\[\\](){}.;a-c1-3 \\-]|&amp;|&#35;|\\[\\^a\\]|1\\. |  ){0,24}") {
        let plain = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        let markdown = of(&format!("<p>{}</p>", escaped(&text)));
        prop_assert_eq!(said(&markdown), plain, "{}", markdown);
    }

    #[test]
    fn any_tags_in_any_order_are_taken(tags in prop::collection::vec(
        (prop::bool::ANY, prop::sample::select(vec![
            "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "pre", "code", "a href=\"/\"", "b", "h2",
            "blockquote", "details", "summary", "main", "br", "math data-tex=\"x\"", "button", "script", "img alt=\"i\"",
        ])), 0..40)) {
        let html: String = tags.iter().map(|(end, tag)| match end {
            true => format!("</{}>w", tag.split(' ').next().unwrap_or_default()),
            false => format!("<{tag}>w"),
        }).collect();
        let markdown = of(&html);
        prop_assert!(!markdown.contains("\n\n\n"), "{}", markdown);
        events(&markdown).for_each(drop);
    }
}

#[test]
fn no_depth_is_too_deep() {
    let deep = 5_000;
    let html = format!("{}x{}", "<div><b>".repeat(deep), "</b></div>".repeat(deep));
    assert_eq!(of(&html), "**x**\n");
}

/// Returns the letters and digits of an element that readers see.
fn letters(element: ElementRef<'_>, into: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) => into.extend(text.chars().filter(|c| c.is_alphanumeric())),
            Node::Element(of) => {
                let class = |name: &str| of.classes().any(|class| class == name);
                let silent = ["button", "form"].contains(&of.name())
                    || of.attr("hidden").is_some()
                    || of.attr("aria-hidden") == Some("true")
                    || [
                        "hidden",
                        "footnote-back",
                        "footnote-reference",
                        "shape",
                        "small-shape",
                    ]
                    .iter()
                    .any(|name| class(name));
                let said = of.attr("data-tex").or(of.attr("alt"));
                match (said, ElementRef::wrap(child)) {
                    _ if silent => {}
                    (Some(said), _) => into.extend(said.chars().filter(|c| c.is_alphanumeric())),
                    (None, Some(element)) => letters(element, into),
                    (None, None) => {}
                }
            }
            _ => {}
        }
    }
}

/// Returns the letters and digits of markdown that readers see.
fn letters_of(markdown: &str) -> String {
    let mut all = String::new();
    for event in events(markdown) {
        if let Event::Text(text)
        | Event::Code(text)
        | Event::InlineMath(text)
        | Event::DisplayMath(text) = event
        {
            all.extend(text.chars().filter(|c| c.is_alphanumeric()));
        }
    }
    all
}

#[test]
fn a_twin_says_all_that_its_page_says() {
    let main = Selector::parse("main").expect("a selector");
    let mut twins = 0;
    for folder in ["", "tests/books/golden", "tests/books/zh", "tests/books/el"] {
        let book = Book::copy(folder);
        book.set("outputs", "markdown-twins", "true");
        let built = book.build();
        assert_eq!(built.diagnostics.errors(), 0, "{:?}", built.diagnostics);
        let text = |path: &str| {
            let found = built
                .artifacts
                .iter()
                .find(|file| file.path.as_str() == path);
            let bytes = found.expect("a file").bytes().expect("its bytes");
            String::from_utf8(bytes.to_vec()).expect("UTF-8")
        };
        let paths = built.artifacts.iter().map(|file| file.path.as_str());
        for path in paths.filter(|path| path.ends_with("index.md")) {
            let (twin, html) = (text(path), text(&path.replace(".md", ".html")));
            let html = Html::parse_document(&html);
            let mut wanted = String::new();
            letters(html.select(&main).next().expect("main"), &mut wanted);
            assert_eq!(letters_of(&twin), wanted, "{folder} {path}:\n{twin}");
            assert!(
                twin.starts_with("# ") || twin.contains("\n# "),
                "{path}:\n{twin}"
            );
            twins += 1;
        }
    }
    assert!(twins > 150, "{twins}");
}

#[test]
fn pages_and_the_list_for_language_models_lead_to_twins() {
    let book = Book::shipped();
    book.set("book", "base-url", "'https://example.org/a/'");
    book.set("outputs", "markdown-twins", "true");
    let site = Site::of(&book);
    let twin = |route: &str| {
        let page = site.page(route);
        page.all("link[rel=alternate][type=\"text/markdown\"]", "href")
    };
    assert_eq!(
        twin("/questions/views-drop/"),
        ["/a/questions/views-drop/index.md"]
    );
    assert!(site.files["questions/views-drop/index.md"].contains("\n## "));
    for silent in ["/settings/", "/search/"] {
        assert!(twin(silent).is_empty(), "{silent}");
        assert!(
            !site
                .files
                .contains_key(&format!("{}index.md", &silent[1..]))
        );
    }
    assert_eq!(
        site.page("/").all("link[rel=describedby]", "href"),
        ["/a/llms.txt"]
    );
    let list = &site.files["llms.txt"];
    let addresses: Vec<&str> = list
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .collect();
    assert!(addresses.len() > 30, "{list}");
    for address in addresses {
        let path = address
            .strip_prefix("https://example.org/a/")
            .expect("this site");
        assert!(site.files.contains_key(path), "{address}");
    }
}

#[test]
fn nobody_gets_twins_without_asking() {
    let book = Book::shipped();
    book.set("outputs", "markdown-twins", "false");
    let site = Site::of(&book);
    assert!(!site.files.keys().any(|path| path.ends_with(".md")));
    assert!(
        !site
            .files
            .values()
            .any(|text| text.contains("text/markdown"))
    );
}
