//! Bodies: the examples of `tests/markdown`, markdown and its HTML.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::{env, fs};

use prepbook::config::RawHtml;
use prepbook::render::{BodyInput, BodyMemo, Link, Rendered, Strings, Theme, body};
use prepbook::syntax::markdown::Dialect;
use proptest::prelude::*;
use scraper::Html;

static MEMO: LazyLock<BodyMemo> = LazyLock::new(BodyMemo::default);

static STRINGS: LazyLock<Strings> = LazyLock::new(|| {
    let theme = Theme::load(&[]).expect("the default theme loads");
    theme.strings(&[]).clone()
});

/// The fence of an example.
const FENCE: &str = "````````````````````````````````";

/// The file that comes from the CommonMark project.
const COMMONMARK: &str = "commonmark-0.31.2.txt";

/// Markdown, its HTML, and the lines of the file with the HTML.
struct Example {
    number: usize,
    markdown: String,
    html: String,
    at: std::ops::Range<usize>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown")
}

fn examples(text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((_, line)) = lines.next() {
        if line.strip_prefix(FENCE).map(str::trim) != Some("example") {
            continue;
        }
        let mut part = |end: &str| {
            let inside = lines.by_ref().take_while(|(_, line)| *line != end);
            inside.collect::<Vec<_>>()
        };
        let text = |lines: &[(usize, &str)]| -> String {
            let lines = lines.iter().map(|(_, line)| format!("{line}\n"));
            lines.collect::<String>().replace('→', "\t")
        };
        let markdown = part(".");
        let start = markdown.last().map_or(0, |(at, _)| at + 2);
        let html = part(FENCE);
        examples.push(Example {
            number: examples.len() + 1,
            markdown: text(&markdown),
            html: text(&html),
            at: start..start + html.len(),
        });
    }
    examples
}

fn render(markdown: &str, dialect: Dialect) -> Rendered {
    render_raw(markdown, dialect, RawHtml::Sanitize)
}

/// Renders a body by itself, without a catalog.
pub fn render_raw(markdown: &str, dialect: Dialect, html: RawHtml) -> Rendered {
    let anchors: Vec<Arc<str>> = (1..=9)
        .map(|number| format!("heading-{number}").into())
        .collect();
    let page = Link::new("/questions/growth/", "Growth stalls");
    let input = BodyInput {
        markdown,
        dialect,
        html: match dialect {
            Dialect::Plain => RawHtml::Allow,
            Dialect::Handbook | Dialect::Typographic => html,
        },
        anchors: &anchors,
        files: BTreeMap::new(),
        includes: BTreeMap::new(),
        strings: &STRINGS,
        language: None,
        links: BTreeMap::from([("growth", page.clone()), ("../questions/growth.md", page)]),
        level: 1,
        page_level: 1,
        anchor_prefix: "",
        part_prefix: "text--",
        home: "",
    };
    body(&input, &MEMO)
}

/// Normalizes HTML to what a browser makes of it. As in the specification's own runner, a line
/// break at the beginning of a list item has no meaning.
fn parsed(html: &str) -> String {
    Html::parse_fragment(html).html().replace("<li>\n", "<li>")
}

#[test]
fn commonmark_is_kept_to_the_letter() {
    let text = fs::read_to_string(folder().join(COMMONMARK)).expect("the specification");
    let examples = examples(&text);
    assert_eq!(examples.len(), 652);
    let differs = |example: &&Example| {
        let html = render(&example.markdown, Dialect::Plain).html;
        html.as_str() != example.html && parsed(html.as_str()) != parsed(&example.html)
    };
    let wrong: Vec<String> = examples
        .iter()
        .filter(differs)
        .map(|example| {
            let html = render(&example.markdown, Dialect::Plain).html;
            format!(
                "{}\n{}\n- {}\n+ {html}",
                example.number, example.markdown, example.html
            )
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} differ\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn extensions_are_as_their_examples_show() {
    let entries = fs::read_dir(folder()).expect("tests/markdown can be listed");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let own = paths.iter().filter(|path| {
        let name = path.file_name().unwrap_or_default();
        name != COMMONMARK && path.extension().is_some_and(|end| end == "txt")
    });
    let bless = env::var_os("BLESS").is_some_and(|bless| bless == "1");
    let mut wrong = Vec::new();
    for path in own {
        let text = fs::read_to_string(path).expect("a file of examples");
        let examples = examples(&text);
        assert!(!examples.is_empty(), "{} has no example", path.display());
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for example in examples.iter().rev() {
            let html = render(&example.markdown, Dialect::Handbook).html;
            if html.as_str() != example.html {
                let now = html.as_str().lines().map(str::to_owned);
                lines.splice(example.at.clone(), now);
                let name = path.file_name().unwrap_or_default().display();
                wrong.push(format!(
                    "{name} {}\n- {}\n+ {html}",
                    example.number, example.html
                ));
            }
        }
        if bless {
            fs::write(path, lines.join("\n") + "\n").expect("a file of examples");
        }
    }
    assert!(bless || wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_owner_chooses_what_becomes_of_raw_html() {
    let markdown = "<p onclick=x>a</p>\n\n<!-- no -->\n\nb <u>c</u> <!-- no -->\n";
    let html = |html| {
        render_raw(markdown, Dialect::Handbook, html)
            .html
            .to_string()
    };
    assert_eq!(html(RawHtml::Sanitize), "<p>a</p>\n<p>b <u>c</u> </p>\n");
    assert_eq!(
        html(RawHtml::Allow),
        "<p onclick=x>a</p>\n<p>b <u>c</u> </p>\n"
    );
    assert_eq!(
        html(RawHtml::Escape),
        "<p>&lt;p onclick=x&gt;a&lt;/p&gt;</p>\n<p>b &lt;u&gt;c&lt;/u&gt; </p>\n"
    );
}

#[test]
fn punctuation_is_set_where_that_is_asked_for() {
    let html = |dialect| render("\"It's\" -- so ...\n", dialect).html.to_string();
    assert_eq!(html(Dialect::Typographic), "<p>“It’s” – so …</p>\n");
    assert_eq!(html(Dialect::Handbook), "<p>\"It's\" -- so ...</p>\n");
}

/// Parts of formulas, valid and invalid.
const TEX: &[&str] = &[
    "\\frac",
    "{",
    "}",
    "{a}",
    "^",
    "_",
    "2",
    "x",
    "\\sum",
    "\\left(",
    "\\right)",
    "\\left",
    "\\right",
    "\\begin{cases}",
    "\\end{cases}",
    "\\begin{array}{c|c}",
    "\\end{array}",
    "&",
    "\\\\",
    "\\hline",
    "\\text{<script>}",
    "\\operatorname{<img src=x>}",
    "\\def\\a{\\a\\a}",
    "\\a",
    "#1",
    "\\sqrt[3]",
    "\\color{red}",
    "\\hspace{2em}",
    "\\over",
    "'",
    "<",
    ">",
    "\"",
    " ",
    "é",
    "\\",
    "\\char`",
    "\\not",
    "\\middle|",
    "\\begin{align}",
    "\\end{align}",
    "\\tag{1}",
    "\\mathbb{R}",
    "%",
    "\n",
    "\\limits",
    "\\genfrac",
];

proptest! {
    /// A formula is rendered completely or not at all.
    #[test]
    fn no_formula_breaks_the_page(parts in prop::collection::vec(prop::sample::select(TEX), 0..24)) {
        let tex = parts.concat();
        let made = render(&format!("${tex}$\n\n$$\n{tex}\n$$\n"), Dialect::Handbook);
        let html = made.html.as_str();
        let drawn = Html::parse_fragment(html);
        for selector in ["merror", "img", "[style]", "script"] {
            let selector = scraper::Selector::parse(selector).expect("a selector");
            prop_assert!(drawn.select(&selector).next().is_none(), "{html}");
        }
    }
}
