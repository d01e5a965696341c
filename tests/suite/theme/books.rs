//! The books that the theme is tested with, and their pages.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use prepbook::build::Built;
use prepbook::diag::Severity;
use prepbook::pages::{PageSources, Pages, Retention};
use prepbook::render::{BodyMemo, PageModel, Theme};
use scraper::{ElementRef, Html, Selector};

use crate::book::Book;
use crate::print::long_book;

/// The place of the mark in `tests/books/full`.
const SIGN: &str = "※";

/// A page of a book.
pub struct Page {
    pub template: &'static str,
    /// The book and the file of the page, for messages.
    pub name: String,
    pub html: String,
}

impl Page {
    pub fn parsed(&self) -> Parsed<'_> {
        Parsed {
            page: self,
            html: Html::parse_document(&self.html),
        }
    }
}

/// A page with its elements.
pub struct Parsed<'a> {
    pub page: &'a Page,
    html: Html,
}

impl Parsed<'_> {
    pub fn select(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(selector).expect("a selector");
        self.html.select(&selector).collect()
    }

    pub fn texts(&self, selector: &str) -> Vec<String> {
        let elements = self.select(selector);
        let texts = elements.iter().map(|element| element.text().collect());
        texts.collect()
    }

    /// Returns the names of all elements, in order.
    pub fn element_names(&self) -> Vec<String> {
        let elements = self.select("*");
        let names = elements.iter().map(|element| element.value().name());
        names.map(str::to_owned).collect()
    }
}

/// The pages of the full book, without marks.
pub static FULL: LazyLock<Vec<Page>> = LazyLock::new(|| pages("full", &full_book(""), |_| true));

/// The pages of the books with as little as possible.
pub static BARE: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let mut all = pages("bare", &bare_book(), |_| true);
    all.extend(pages("empty", &empty_book(), |_| true));
    all
});

/// The lists of a book that is long enough to divide them.
pub static LONG: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let book = long_book();
    for number in 1..=100 {
        let path = format!("content/interviews/other-{number}.md");
        let text = "---\ncompany: Acme\nrole: Analyst\n---\n# Another\n\n## Round: Talk\n\n### Q: [[q1]]\n";
        book.write(&path, text);
    }
    let lists = [
        "print/index.html",
        "topics/all/index.html",
        "companies/acme/index.html",
        "rounds/case/index.html",
    ];
    let filter = |path: &str| path.contains("/page/") || lists.contains(&path);
    pages("long", &book, filter)
});

/// The models of the pages of the full book, by path.
pub static MODELS: LazyLock<BTreeMap<String, Arc<PageModel>>> =
    LazyLock::new(|| models(&full_book("").build()));

/// Returns a book in which every page has all that it can have. Its texts end with `mark`.
pub fn full_book(mark: &str) -> Book {
    let book = Book::copy("tests/books/full");
    let files = walkdir::WalkDir::new(book.root()).into_iter();
    for file in files.map(|file| file.expect("a file")) {
        if file.file_type().is_file() {
            let path = file.path().strip_prefix(book.root()).expect("inside");
            let path = path.to_str().expect("UTF-8");
            let text = book.read(path);
            book.write(path, marked(path, &text, mark));
        }
    }
    book
}

/// Writes the mark into a file, escaped as its language needs.
fn marked(path: &str, text: &str, mark: &str) -> String {
    if path.ends_with(".toml") {
        return text.replace(SIGN, &mark.replace('"', "\\\""));
    }
    let (front_matter, body) = match text.strip_prefix("---\n") {
        Some(rest) => rest.split_once("\n---\n").expect("an end of front matter"),
        None => ("", text),
    };
    let front_matter = front_matter.replace(SIGN, mark);
    let body = body.replace(SIGN, &mark.replace('<', "\\<"));
    format!("---\n{front_matter}\n---\n{body}")
}

/// Returns a book with one of everything, each as empty as it can be.
fn bare_book() -> Book {
    Book::of(&[
        (
            "book.toml",
            "[book]\ntitle = \"A book\"\n[outputs]\nprint = true\n",
        ),
        (
            "content/interviews/talk.md",
            "---\ncompany: A\nrole: A\n---\n# An interview\n",
        ),
        (
            "content/interviews/round.md",
            "---\ncompany: A\nrole: A\n---\n# A second interview\n\n## Round: A round {kind=hr}\n",
        ),
        (
            "content/questions/why.md",
            "---\naliases: [old]\n---\n# Why us?\n",
        ),
        ("content/frameworks/way.md", "# A framework\n"),
        ("content/topics/topic.md", "---\ntitle: A topic\n---\n"),
        ("content/guide/page.md", "# A page\n"),
    ])
}

/// Returns a book that contains nothing.
fn empty_book() -> Book {
    Book::of(&[(
        "book.toml",
        "[book]\ntitle = \"A book\"\n[search]\nenabled = false\n[outputs]\nprint = true\n",
    )])
}

/// Returns the pages of a book whose paths a filter accepts.
pub fn pages(name: &str, book: &Book, filter: impl Fn(&str) -> bool) -> Vec<Page> {
    let built = book.build();
    let errors = built.diagnostics.iter();
    let errors = errors.filter(|found| found.severity == Severity::Error);
    let errors = errors.map(|found| format!("{}: {}", found.place.file, found.message));
    assert_eq!(errors.collect::<Vec<_>>(), [""; 0], "{name}");
    let templates: BTreeMap<String, &str> = models(&built)
        .into_iter()
        .map(|(path, model)| (path, model.template))
        .collect();
    let files = built.artifacts.iter();
    let files = files.filter(|file| file.path.as_str().ends_with(".html"));
    let page = |file: &prepbook::outputs::Artifact| {
        let path = file.path.to_string();
        let bytes = file.bytes().expect("a page that renders").to_vec();
        // the models of printed pages are made when somebody asks for the pages
        let is_printed = path.split('/').any(|part| part == "print");
        let template = templates.get(&path).copied();
        Page {
            template: template.unwrap_or_else(|| {
                assert!(is_printed, "{path}");
                "print.html"
            }),
            name: format!("{name}: {path}"),
            html: String::from_utf8(bytes).expect("UTF-8"),
        }
    };
    files
        .filter(|file| filter(file.path.as_str()))
        .map(page)
        .collect()
}

/// Returns the models of the pages of a book, by path.
fn models(built: &Built) -> BTreeMap<String, Arc<PageModel>> {
    let theme = Arc::new(Theme::load(&[]).expect("the default theme loads"));
    let sources = PageSources {
        catalog: &built.book.catalog,
        texts: &built.book.texts,
        theme: &theme,
        memo: &Arc::new(BodyMemo::default()),
    };
    let pages = Pages::new(sources, &mut None, Retention::Keep);
    let pages = pages.expect("the default theme renders");
    let models = pages.with_models();
    models
        .map(|(page, model)| (page.path.to_string(), model.clone()))
        .collect()
}
