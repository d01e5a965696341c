//! What machines read: search engines, hosts, feed readers, programs.

mod forms;
mod heads;

use std::collections::BTreeSet;

use crate::book::Book;
use crate::site::{Site, decoded};

/// Where the books of these tests will stand.
const BASE: &str = "https://example.org/sub/path/";

/// The shipped handbook with a `base-url`.
fn shipped() -> Site {
    let book = Book::shipped();
    book.edit(
        "book.toml",
        "language = \"en\"",
        &format!("language = \"en\"\nbase-url = \"{BASE}\""),
    );
    placed(&book)
}

/// A book of these files with a `base-url`.
fn of_files(files: &[(&str, &str)]) -> Site {
    with_settings("", files)
}

/// The same, with more in its `book.toml`.
fn with_settings(more: &str, files: &[(&str, &str)]) -> Site {
    let settings = format!("[book]\ntitle = \"A book\"\nbase-url = \"{BASE}\"\n{more}");
    let mut all = vec![("book.toml", settings.as_str())];
    all.extend(files);
    placed(&Book::of(&all))
}

fn placed(book: &Book) -> Site {
    let mut site = Site::of(book);
    site.base = "/sub/path".to_owned();
    site.origin = Some("https://example.org".to_owned());
    site
}

/// Interviews told one after the other, and a page that has moved.
const DATED: &[(&str, &str)] = &[
    (
        "content/interviews/one.md",
        "---\ncompany: Acme\nrole: Cook\ndate: 2024\nadded: 2024-05-01\nupdated: 2025-02-03\n---\n\
         # One\n\n## Round: First\n\n### Q: What is <b>soup</b> & why? {#soup topics=Soup difficulty=hard}\nHot.\n",
    ),
    (
        "content/interviews/two.md",
        "---\ncompany: Acme\nrole: Cook\ndate: 2025-11\naliases: second\n---\n\
         # Two\n\n## Round: First\n\n### Q: Salt? {#salt}\nYes.\n",
    ),
    (
        "content/guide/汤.md",
        "---\nadded: 2023-01-02\n---\n# 汤\n\nSee [[question:soup]].\n",
    ),
];

/// The texts of all elements of one name in a document without nesting of it.
fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let parts = xml.split(open.as_str()).skip(1);
    parts
        .map(|part| part.split(close.as_str()).next().unwrap_or_default())
        .collect()
}

#[test]
fn the_sitemap_lists_every_page_that_may_be_found() {
    let site = of_files(DATED);
    let map = &site.files["sitemap.xml"];
    let listed: BTreeSet<String> = elements(map, "loc")
        .iter()
        .map(|url| decoded(url).replace(BASE, "/"))
        .collect();
    let mut routes = site.routes();
    let moved = |route: &String| route.starts_with("/interviews/second/");
    assert_eq!(routes.iter().filter(|route| moved(route)).count(), 2);
    routes.retain(|route| !moved(route) && !matches!(&**route, "/settings/" | "/search/"));
    assert_eq!(listed, routes);
    assert!(map.contains("/guide/%E6%B1%A4/</loc>"), "{map}");
}

#[test]
fn the_sitemap_has_dates_of_the_content_alone() {
    let site = of_files(DATED);
    let changed = |route: &str| {
        let map = &site.files["sitemap.xml"];
        let urls = elements(map, "url");
        let found = urls
            .iter()
            .find(|url| decoded(elements(url, "loc")[0]) == format!("{BASE}{route}"));
        elements(found.expect("a page"), "lastmod").concat()
    };
    assert_eq!(changed("questions/soup/"), "2025-02-03");
    assert_eq!(changed("topics/soup/"), "2025-02-03");
    assert_eq!(changed("guide/汤/"), "2023-01-02");
    assert_eq!(changed(""), "2025-02-03");
    assert_eq!(
        changed("questions/salt/"),
        "",
        "the year of an interview is no change"
    );
}

#[test]
fn robots_are_told_where_the_sitemap_is() {
    assert_eq!(
        of_files(DATED).files["robots.txt"],
        format!("User-agent: *\nAllow: /\n\nSitemap: {BASE}sitemap.xml\n")
    );
}

#[test]
fn a_book_without_a_host_has_no_list_of_whole_addresses() {
    let site = Site::of_files(DATED);
    for name in ["sitemap.xml", "robots.txt"] {
        assert!(!site.files.contains_key(name), "{name}");
    }
    for (path, text) in &site.files {
        assert!(!text.contains("canonical"), "{path}");
        assert!(!text.contains("ld+json"), "{path}");
    }
}

#[test]
fn hosts_are_told_what_pages_may_load() {
    let headers = &of_files(DATED).files["_headers"];
    let (pages, assets) = headers.split_once("\n\n").expect("two parts");
    assert!(pages.starts_with("/sub/path/*\n"), "{headers}");
    assert!(assets.starts_with("/sub/path/assets/*\n"), "{headers}");
    for wanted in [
        "default-src 'none'",
        "script-src 'self';",
        "style-src 'self';",
        "frame-ancestors 'none'",
        "trusted-types 'none'",
        "X-Content-Type-Options: nosniff",
    ] {
        assert!(pages.contains(wanted), "{wanted} in {headers}");
    }
    assert!(assets.contains("immutable"), "{headers}");
}

#[test]
fn pages_carry_the_policy_of_their_host() {
    let site = of_files(DATED);
    let headers = &site.files["_headers"];
    for route in site.routes() {
        let policy = site
            .page(&route)
            .all("meta[http-equiv=Content-Security-Policy]", "content");
        let sent = format!(
            "Content-Security-Policy: {}; frame-ancestors 'none'\n",
            policy[0]
        );
        assert!(headers.contains(&sent), "{route}: {policy:?}");
    }
}

#[test]
fn no_address_is_dead_under_a_path_of_the_host() {
    let site = shipped();
    assert_eq!(site.dead_ends(), [""; 0]);
    let map = &site.files["sitemap.xml"];
    let tools = ["settings/", "search/", "print/"];
    let routes = site.routes();
    let for_readers = |route: &&String| !tools.iter().any(|tool| route.ends_with(tool));
    let listed = routes.iter().filter(for_readers).count();
    assert!(listed < routes.len() - tools.len(), "{routes:?}");
    assert_eq!(elements(map, "loc").len(), listed);
}
