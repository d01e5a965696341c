//! The default theme: every page that it can make, and what a book's own files do to it.

mod fixture;
mod sheet;

use std::collections::BTreeSet;
use std::fs;

use fixture::Fixture;
use prepbook::diag::SourcePath;
use prepbook::render::{EMBEDDED, Fault, PageModel, Theme};
use prepbook::source::{ContentHash, Original, SourceFile};
use scraper::{ElementRef, Html, Selector};

/// Text that ends tags, attributes and titles where nothing escapes it.
const MARK: &str = "</title><script>\"&'";

/// A template and the page that it made.
struct Made {
    template: &'static str,
    html: String,
    parsed: Html,
}

impl Made {
    fn select(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).expect("a selector");
        self.parsed.select(&selector).collect()
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        self.select(selector)
            .iter()
            .map(|found| found.text().collect())
            .collect()
    }
}

fn make(models: &[PageModel]) -> Vec<Made> {
    let theme = Theme::load(&[]).expect("the default theme loads");
    let made = models.iter().map(|model| {
        let html = theme
            .page(model)
            .unwrap_or_else(|fault| panic!("{fault}"))
            .to_string();
        Made {
            template: model.page.template(),
            parsed: Html::parse_document(&html),
            html,
        }
    });
    made.collect()
}

const PLAIN: Fixture = Fixture { mark: "" };

fn all() -> Vec<Made> {
    make(&[PLAIN.rich(), PLAIN.bare()].concat())
}

#[test]
fn fixtures_show_every_template() {
    let templates = |models: Vec<PageModel>| {
        models
            .iter()
            .map(|model| model.page.template())
            .collect::<BTreeSet<_>>()
    };
    let files = EMBEDDED.iter().map(|(name, _)| *name);
    let expected: BTreeSet<_> = files
        .filter(|name| {
            name.ends_with(".html")
                && !["base.html", "head.html", "parts.html", "shapes.html"].contains(name)
        })
        .collect();
    assert_eq!(templates(PLAIN.rich()), expected);
    assert_eq!(templates(PLAIN.bare()), expected);
}

#[test]
fn every_page_has_one_h1_and_skips_no_level() {
    for made in all() {
        let levels = made.select("h1, h2, h3, h4, h5, h6");
        let levels: Vec<u8> = levels
            .iter()
            .map(|heading| heading.value().name().as_bytes()[1] - b'0')
            .collect();
        assert_eq!(levels.first(), Some(&1), "{}", made.template);
        assert_eq!(
            levels.iter().filter(|level| **level == 1).count(),
            1,
            "{}",
            made.template
        );
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{}: {levels:?}",
            made.template
        );
    }
}

#[test]
fn every_page_has_its_frame() {
    for made in all() {
        for selector in [
            "html[lang=en]",
            "title",
            "link[rel=stylesheet][href=\"/site.css\"]",
            "a[href=\"#main\"]",
            "main#main",
        ] {
            assert_eq!(
                made.select(selector).len(),
                1,
                "{}: {selector}",
                made.template
            );
        }
        assert!(
            !made.texts("main").concat().trim().is_empty(),
            "{}",
            made.template
        );
    }
}

#[test]
fn ids_are_unique() {
    for made in all() {
        let mut seen = BTreeSet::new();
        for element in made.select("[id]") {
            let id = element.value().id().unwrap_or_default();
            assert!(
                !id.is_empty() && !id.contains(' ') && seen.insert(id),
                "{}: `{id}`",
                made.template
            );
        }
    }
}

#[test]
fn nothing_is_inline() {
    for made in all() {
        assert!(
            made.select("script:not([src]):not([type=\"application/ld+json\"]), style, [style]")
                .is_empty(),
            "{}",
            made.template
        );
        for script in made.select("script[src]") {
            assert!(script.inner_html().is_empty(), "{}", made.template);
            assert!(script.attr("integrity").is_some(), "{}", made.template);
        }
        for element in made.select("*") {
            let handler = element
                .value()
                .attrs()
                .find(|(name, _)| name.starts_with("on"));
            assert_eq!(handler, None, "{}", made.template);
        }
    }
}

#[test]
fn lists_and_links_are_whole() {
    for made in all() {
        assert!(
            made.select("ul:empty, ol:empty, dl:empty, p:empty, section:empty")
                .is_empty(),
            "{}",
            made.template
        );
        for list in made.select("ul, ol") {
            let items = list.child_elements();
            assert!(
                items
                    .map(|item| item.value().name())
                    .all(|name| name == "li"),
                "{}",
                made.template
            );
        }
        for link in made.select("a") {
            let text: String = link.text().collect();
            let href = link.value().attr("href").unwrap_or_default();
            assert!(
                !href.is_empty() && !text.trim().is_empty(),
                "{}: `{text}`",
                made.template
            );
        }
    }
}

#[test]
fn answers_are_closed_and_name_their_question() {
    let made = make(&PLAIN.rich());
    let page = made
        .iter()
        .find(|made| made.template == "question.html")
        .expect("a question");
    assert!(page.select("details[open]").is_empty());
    let summaries = page.texts("summary");
    assert_eq!(summaries.len(), 7);
    assert!(
        summaries.contains(
            &"Model answer to: How do numbers steer your day-to-day decisions?".to_owned()
        )
    );
    assert!(summaries.contains(&"Answer to: Who else has to know?".to_owned()));
}

#[test]
fn text_comes_out_as_text() {
    let names = |made: &Made| {
        made.select("*")
            .iter()
            .map(|element| element.value().name().to_owned())
            .collect::<Vec<_>>()
    };
    let marked = Fixture { mark: MARK };
    for (plain, marked) in make(&PLAIN.rich()).iter().zip(&make(&marked.rich())) {
        assert_eq!(names(plain), names(marked), "{}", plain.template);
        assert!(
            marked.texts("title").concat().ends_with(MARK),
            "{}",
            marked.template
        );
        assert!(
            !marked.texts("*").concat().contains("&amp;"),
            "{}",
            marked.template
        );
        let scripts = |made: &Made| made.html.matches("<script").count();
        assert_eq!(scripts(plain), scripts(marked), "{}", marked.template);
    }
}

#[test]
fn every_file_of_the_theme_is_embedded() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default");
    let files = walkdir::WalkDir::new(folder).into_iter();
    let files = files.map(|file| file.expect("a file"));
    let files: BTreeSet<String> = files
        .filter(|file| file.file_type().is_file())
        .map(|file| {
            let within = file.path().strip_prefix(folder).expect("inside");
            within.to_str().expect("UTF-8").to_owned()
        })
        .collect();
    let embedded: BTreeSet<String> = EMBEDDED
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(files, embedded);
}

fn own(name: &str, text: &str) -> SourceFile {
    SourceFile {
        original: Original::AsText,
        path: SourcePath::from(&*format!("themes/own/{name}")),
        within: name.into(),
        text: text.into(),
        hash: ContentHash::new(&(name, text)),
    }
}

fn guide(files: &[SourceFile]) -> Result<String, Fault> {
    let theme = Theme::load(files)?;
    let models = PLAIN.rich();
    let guide = models
        .iter()
        .find(|model| model.page.template() == "guide.html")
        .expect("a guide page");
    theme.page(guide).map(|html| html.to_string())
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

/// Every page kind renders; `PAGES=folder cargo test pages_of_the_fixture` writes them to look at.
#[test]
fn pages_of_the_fixture_are_whole() {
    for made in make(&PLAIN.rich()) {
        assert!(
            made.html.ends_with("</html>\n") || made.html.ends_with("</html>"),
            "{}",
            made.template
        );
    }
    let Ok(folder) = std::env::var("PAGES") else {
        return;
    };
    fs::create_dir_all(&folder).expect("the folder");
    for (prefix, models) in [("", PLAIN.rich()), ("bare-", PLAIN.bare())] {
        for made in make(&models) {
            fs::write(format!("{folder}/{prefix}{}", made.template), made.html).expect("a page");
        }
    }
    let style = EMBEDDED
        .iter()
        .find(|(name, _)| *name == "site.css")
        .expect("the style sheet");
    fs::write(format!("{folder}/site.css"), style.1).expect("the style sheet");
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
