//! The default theme: every page that it can make, and what a book's own files do to it.

mod books;

use std::collections::BTreeSet;
use std::fs;

use books::{BARE, FULL, LONG, MODELS, Page, Parsed, full_book, pages};
use prepbook::diag::SourcePath;
use prepbook::render::{EMBEDDED, Fault, Theme};
use prepbook::source::{ContentHash, Original, SourceFile};

/// A text that ends tags, attributes and titles if nothing escapes it.
const MARK: &str = "</title><script>\"&'";

fn all() -> impl Iterator<Item = Parsed<'static>> {
    let pages = FULL.iter().chain(&*BARE).chain(&*LONG);
    pages.map(Page::parsed)
}

/// Returns the files of the theme that are templates of whole pages.
fn page_templates() -> BTreeSet<&'static str> {
    let files = EMBEDDED.iter().map(|(name, _)| *name);
    let files = files.filter(|name| name.ends_with(".html"));
    let parts = ["base.html", "head.html", "parts.html", "shapes.html"];
    files.filter(|name| !parts.contains(name)).collect()
}

#[test]
fn the_books_show_every_template() {
    let templates = |pages: &'static [Page]| -> BTreeSet<&str> {
        pages.iter().map(|page| page.template).collect()
    };
    assert_eq!(templates(&FULL), page_templates());
    assert_eq!(templates(&BARE), page_templates());
}

/// Returns the classes that a template writes as they are.
fn classes(template: &str) -> impl Iterator<Item = &str> {
    let attributes = template.split("class=\"").skip(1);
    let attributes = attributes.filter_map(|rest| rest.split('"').next());
    let plain = attributes.filter(|attribute| !attribute.contains('{'));
    plain.flat_map(str::split_whitespace)
}

/// Returns the keys of the interface strings that a template shows without values.
fn plain_strings(template: &str) -> impl Iterator<Item = &str> {
    let parts: Vec<&str> = template.split("\" | t").collect();
    let pairs = parts.clone().into_iter().zip(parts.into_iter().skip(1));
    let plain = pairs.filter(|(_, after)| !after.starts_with('('));
    plain.filter_map(|(before, _)| before.rsplit('"').next())
}

#[test]
fn the_books_show_every_element_of_the_templates() {
    let mut shown = BTreeSet::new();
    for page in all() {
        for element in page.select("[class]") {
            shown.extend(element.value().classes().map(str::to_owned));
        }
    }
    let pages = FULL.iter().chain(&*BARE).chain(&*LONG);
    let all_html: String = pages.map(|page| page.html.as_str()).collect();
    let theme = Theme::load(&[]).expect("the default theme loads");
    let strings = theme.strings(&[]);
    let mut met = 0;
    for (name, text) in EMBEDDED.iter().filter(|(name, _)| name.ends_with(".html")) {
        for class in classes(text) {
            met += 1;
            assert!(
                shown.contains(class),
                "{name}: no page has the class `{class}`"
            );
        }
        for key in plain_strings(text) {
            met += 1;
            let string = strings.text(key);
            assert!(
                all_html.contains(&string),
                "{name}: no page says `{string}`"
            );
        }
    }
    assert!(met > 80, "{met}");
}

#[test]
fn every_page_has_one_h1_and_skips_no_level() {
    for page in all() {
        let name = &page.page.name;
        let levels = page.select("h1, h2, h3, h4, h5, h6");
        let levels: Vec<u8> = levels
            .iter()
            .map(|heading| heading.value().name().as_bytes()[1] - b'0')
            .collect();
        assert_eq!(levels.first(), Some(&1), "{name}");
        let first_level = levels.iter().filter(|level| **level == 1);
        assert_eq!(first_level.count(), 1, "{name}");
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{name}: {levels:?}"
        );
    }
}

#[test]
fn every_page_has_its_frame() {
    for page in all() {
        let name = &page.page.name;
        for selector in [
            "html[lang][dir]",
            "title",
            "link[rel=stylesheet][integrity]",
            "a[href=\"#main\"]",
            "main#main",
        ] {
            let outside_noscript = page.select(selector).into_iter().filter(|element| {
                let parent = element.parent().and_then(scraper::ElementRef::wrap);
                parent.is_none_or(|parent| parent.value().name() != "noscript")
            });
            assert_eq!(outside_noscript.count(), 1, "{name}: {selector}");
        }
        assert!(!page.texts("main").concat().trim().is_empty(), "{name}");
    }
}

#[test]
fn ids_are_unique() {
    for page in all() {
        let mut seen = BTreeSet::new();
        for element in page.select("[id]") {
            let id = element.value().id().unwrap_or_default();
            let is_new = seen.insert(id);
            assert!(
                !id.is_empty() && !id.contains(' ') && is_new,
                "{}: `{id}`",
                page.page.name
            );
        }
    }
}

#[test]
fn nothing_is_inline() {
    for page in all() {
        let name = &page.page.name;
        let inline = "script:not([src]):not([type=\"application/ld+json\"]), style, [style]";
        assert!(page.select(inline).is_empty(), "{name}");
        for script in page.select("script[src]") {
            assert!(script.inner_html().is_empty(), "{name}");
            assert!(script.attr("integrity").is_some(), "{name}");
        }
        for element in page.select("*") {
            let mut attributes = element.value().attrs();
            let handler = attributes.find(|(name, _)| name.starts_with("on"));
            assert_eq!(handler, None, "{name}");
        }
    }
}

#[test]
fn lists_and_links_are_whole() {
    for page in all() {
        let name = &page.page.name;
        let empty = "ul:empty, ol:empty, dl:empty, p:empty, section:empty";
        assert!(page.select(empty).is_empty(), "{name}");
        for list in page.select("ul, ol") {
            let mut items = list.child_elements();
            assert!(items.all(|item| item.value().name() == "li"), "{name}");
        }
        for link in page.select("a") {
            let text: String = link.text().collect();
            let href = link.value().attr("href").unwrap_or_default();
            assert!(
                !href.is_empty() && !text.trim().is_empty(),
                "{name}: `{text}`"
            );
        }
    }
}

#[test]
fn answers_are_closed_and_name_their_question() {
    let mut pages = FULL.iter();
    let page = pages.find(|page| page.name.ends_with(" questions/numbers/index.html"));
    let page = page.expect("a question").parsed();
    assert!(page.select("details[open]").is_empty());
    let question = "How do numbers steer your day-to-day decisions?";
    let expected = [
        ("Show the hints", question),
        ("Short answer", question),
        ("Model answer", question),
        ("Answer", "Which metrics do you watch daily?"),
        ("Answer", "And if you had to keep one?"),
        ("Answer", "Why that one?"),
        ("Answer", "Views collapse. What do you check first?"),
        ("Answer", "What does operations mean to you?"),
        ("That candidate’s answer", question),
        ("That candidate’s answer", question),
    ];
    let expected = expected.map(|(label, question)| format!("{label} to: {question}"));
    assert_eq!(page.texts("summary"), expected);
}

#[test]
fn text_comes_out_as_text() {
    let marked = pages("full", &full_book(MARK), |_| true);
    assert_eq!(FULL.len(), marked.len());
    for (plain, marked) in FULL.iter().zip(&marked) {
        let name = &marked.name;
        assert_eq!(plain.name, *name);
        let (plain, marked) = (plain.parsed(), marked.parsed());
        assert_eq!(plain.element_names(), marked.element_names(), "{name}");
        let title = marked.texts("title").concat();
        assert!(title.contains(MARK), "{name}: {title}");
        let texts = marked.texts("*").concat();
        assert!(!texts.contains("&amp;"), "{name}");
        let scripts = |page: &Parsed<'_>| page.page.html.matches("<script").count();
        assert_eq!(scripts(&plain), scripts(&marked), "{name}");
    }
}

/// Returns a file of a book's own theme.
fn own(name: &str, text: &str) -> SourceFile {
    SourceFile {
        original: Original::AsText,
        path: SourcePath::from(&*format!("themes/own/{name}")),
        within: name.into(),
        text: text.into(),
        hash: ContentHash::new(&(name, text)),
    }
}

/// Renders a page of the guide with the files of a book's own theme.
fn guide(files: &[SourceFile]) -> Result<String, Fault> {
    let theme = Theme::load(files)?;
    let page = theme.page(&MODELS["guide/use/index.html"])?;
    Ok(page.to_string())
}

#[test]
fn an_own_file_goes_in_front_of_the_embedded_one() {
    let file = own(
        "guide.html",
        "{% extends \"base.html\" %}{% block main %}<h1>Own: {{ page.heading }}</h1>{% endblock main %}",
    );
    let html = guide(&[file]).expect("the page");
    assert!(html.contains("<h1>Own: How to use this handbook</h1>"));
    assert!(
        html.contains("<main id=\"main\">"),
        "the frame is still the default theme's"
    );
}

#[test]
fn an_unknown_field_is_a_fault_with_its_place() {
    let text = "<p>ä</p>\n<h1>{{ page.titel }}</h1>\n";
    let fault = guide(&[own("guide.html", text)]).expect_err("a fault");
    let span = fault.span.expect("a span");
    assert_eq!(fault.file, "guide.html");
    assert_eq!(&text[span.start..span.end], "titel");
    assert!(fault.message.contains("titel"), "{}", fault.message);
}

#[test]
fn a_template_that_does_not_parse_is_a_fault_with_its_place() {
    let text = "<p>\n{% if page %}";
    let fault = guide(&[own("guide.html", text)]).expect_err("a fault");
    assert_eq!(fault.file, "guide.html");
    assert!(fault.span.is_some_and(|span| span.end <= text.len()));
}

/// All pages render; `PAGES=folder cargo test --test suite pages_are_whole` writes them to a folder.
#[test]
fn pages_are_whole() {
    let folder = std::env::var("PAGES").ok();
    for page in FULL.iter().chain(&*BARE).chain(&*LONG) {
        assert!(page.html.trim_end().ends_with("</html>"), "{}", page.name);
        if let Some(folder) = &folder {
            let path = std::path::Path::new(folder).join(page.name.replace(": ", "/"));
            fs::create_dir_all(path.parent().expect("a folder")).expect("the folder");
            fs::write(path, &page.html).expect("a page");
        }
    }
}

#[test]
fn the_tokens_that_a_book_may_set_are_those_of_the_style_sheet() {
    let (_, style) = EMBEDDED
        .iter()
        .find(|(name, _)| *name == "site.css")
        .expect("a style sheet");
    let keys = prepbook::config::KEYS.iter();
    for key in keys.filter(|key| key.table == "site.tokens") {
        let (name, uses) = (
            key.name,
            style.matches(&format!("var(--{})", key.name)).count(),
        );
        assert!(
            style.contains(&format!("    --{name}: ")),
            "no token `{name}`"
        );
        assert!(
            uses > 0 || name == "mark",
            "nothing shows the token `{name}`"
        );
    }
}
