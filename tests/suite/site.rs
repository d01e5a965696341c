//! A published site, as a reader's browser sees it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use camino::Utf8Path;
use prepbook::build::Built;
use scraper::{Html, Selector};

use crate::book::{Book, pages};

/// The files of a site by path, and the path under which it stands on its host.
pub struct Site {
    pub files: BTreeMap<String, String>,
    /// The path it stands under on its host, without a final `/`.
    pub base: String,
    /// `https://host`, where it knows its host.
    pub origin: Option<String>,
}

/// What the text of one page holds.
pub struct Page {
    html: Html,
}

impl Site {
    /// The site of a book without mistakes.
    pub fn of(book: &Book) -> Self {
        Self::built(&book.build())
    }

    /// The same, of inline files; a `book.toml` is added.
    pub fn of_files(files: &[(&str, &str)]) -> Self {
        Self::of(&titled(files))
    }

    pub fn built(built: &Built) -> Self {
        assert_eq!(built.diagnostics.errors(), 0, "{:#?}", built.diagnostics);
        Self {
            files: pages(built),
            base: String::new(),
            origin: None,
        }
    }

    /// The site in an output folder, to stand under `base`, which ends without `/`.
    pub fn published(folder: &Utf8Path, base: &str) -> Self {
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry.expect("an entry");
            let path = Utf8Path::from_path(entry.path()).expect("UTF-8");
            let within = path.strip_prefix(folder).expect("inside");
            if entry.file_type().is_file() && !within.starts_with(".prepbook") {
                let text = fs::read_to_string(path).expect("a text");
                files.insert(within.to_string(), text);
            }
        }
        let base = base.to_owned();
        let origin = None;
        Self {
            files,
            base,
            origin,
        }
    }

    /// The routes of all pages.
    pub fn routes(&self) -> BTreeSet<String> {
        let routes = self.files.keys().filter_map(|path| match path.as_str() {
            "index.html" => Some("/".to_owned()),
            path => path
                .strip_suffix("/index.html")
                .map(|path| format!("/{path}/")),
        });
        routes.collect()
    }

    pub fn page(&self, route: &str) -> Page {
        let path = format!("{}index.html", route.trim_start_matches('/'));
        let html = self.files.get(&path);
        Page::of(html.unwrap_or_else(|| panic!("no page {route} among {:?}", self.files.keys())))
    }

    /// Whether the page at one route leads to the one at another.
    pub fn leads(&self, from: &str, to: &str) -> bool {
        self.page(from)
            .main_links()
            .contains(&format!("{}{to}", self.base))
    }

    /// Every link, image and anchor of the site that leads nowhere.
    pub fn dead_ends(&self) -> Vec<String> {
        let pages: BTreeMap<&str, Page> = self
            .files
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
            .map(|(path, html)| (path.as_str(), Page::of(html)))
            .collect();
        let mut dead = Vec::new();
        for (path, page) in &pages {
            for address in page.addresses() {
                if let Some(why) = self.dead(path, &address, &pages) {
                    dead.push(format!("{path}: `{address}` {why}"));
                }
            }
        }
        dead
    }

    fn dead(&self, from: &str, address: &str, pages: &BTreeMap<&str, Page>) -> Option<&str> {
        let decoded = decoded(address);
        let address = match &self.origin {
            Some(origin) => decoded.strip_prefix(origin).unwrap_or(&decoded),
            None => &decoded,
        };
        if ["https://", "http://", "mailto:"]
            .iter()
            .any(|outside| address.starts_with(outside))
        {
            return None;
        }
        let (route, anchor) = address.split_once('#').unwrap_or((address, ""));
        let path = match route.strip_prefix(self.base.as_str()) {
            _ if route.is_empty() => from.to_owned(),
            Some(route) if route.ends_with('/') => format!("{}index.html", &route[1..]),
            Some(route) if route.starts_with('/') => route[1..].to_owned(),
            _ => return Some("is no address of this site"),
        };
        match (self.files.contains_key(&path), pages.get(path.as_str())) {
            (false, _) => Some("does not exist"),
            (_, Some(page)) if !anchor.is_empty() && !page.ids().contains(&anchor.to_owned()) => {
                Some("has no such anchor")
            }
            _ => None,
        }
    }
}

impl Page {
    pub fn of(html: &str) -> Self {
        Self {
            html: Html::parse_document(html),
        }
    }

    /// The values of an attribute of everything that a selector finds.
    pub fn all(&self, selector: &str, attribute: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let found = self.html.select(&selector);
        found
            .filter_map(|element| element.attr(attribute).map(str::to_owned))
            .collect()
    }

    /// The texts of everything that a selector finds, blanks made plain.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let text = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.html
            .select(&selector)
            .map(|element| text(element.text().collect()))
            .collect()
    }

    /// All that a reader reads between the page's header and footer.
    pub fn text(&self) -> String {
        self.texts("main").join(" ")
    }

    pub fn title(&self) -> String {
        self.texts("title").join(" ")
    }

    pub fn ids(&self) -> Vec<String> {
        self.all("[id]", "id")
    }

    /// Where its own text leads, without what every page shows.
    pub fn main_links(&self) -> BTreeSet<String> {
        self.all("main a[href]", "href").into_iter().collect()
    }

    /// Everything that a browser would ask for or go to.
    pub fn addresses(&self) -> BTreeSet<String> {
        let mut addresses: BTreeSet<String> = self.all("[href]", "href").into_iter().collect();
        addresses.extend(self.all("[src]", "src"));
        let refresh = self.all("meta[http-equiv=refresh]", "content");
        addresses.extend(refresh.iter().filter_map(|content| {
            content
                .split_once("url=")
                .map(|(_, address)| address.to_owned())
        }));
        addresses
    }
}

/// An address with its `%XX` read.
pub fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next(), rest.next()].map(|digit| digit.expect("two digits"));
                let digits = std::str::from_utf8(&digits).expect("ASCII");
                u8::from_str_radix(digits, 16).expect("hexadecimal")
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// A book of some files with a `book.toml`.
pub fn titled(files: &[(&str, &str)]) -> Book {
    let mut all = vec![("book.toml", "[book]\ntitle = \"A book\"\n")];
    all.extend(files);
    Book::of(&all)
}

#[test]
fn dead_ends_are_found() {
    let files = [
        (
            "index.html",
            "<p id=a></p><a href=/sub/b/#c>x</a><img src=/sub/i.png><a href=#a>x</a>",
        ),
        (
            "b/index.html",
            "<a href=/sub/>x</a><a href=/>x</a><a href=../>x</a><a href=https://x.y/>x</a>",
        ),
        ("i.png", ""),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let mut site = Site {
        files: files.into(),
        base: "/sub".to_owned(),
        origin: None,
    };
    assert_eq!(
        site.dead_ends(),
        [
            "b/index.html: `../` is no address of this site",
            "b/index.html: `/` is no address of this site",
            "index.html: `/sub/b/#c` has no such anchor",
        ]
    );
    site.files.remove("b/index.html");
    site.files.remove("i.png");
    let gone = [
        "index.html: `/sub/b/#c` does not exist",
        "index.html: `/sub/i.png` does not exist",
    ];
    assert_eq!(site.dead_ends(), gone);
}
