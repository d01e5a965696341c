//! The portable site: addresses are relative to the page.

use camino::Utf8PathBuf;
use prepbook::build::{BuildOptions, Memo, Mode, build};
use prepbook::catalog::Drafts;
use prepbook::config::Base;

use crate::book::{Book, pages};
use crate::site::{Page, decoded};

#[test]
fn every_address_begins_at_its_page_and_leads_to_a_file() {
    let book = Book::shipped();
    let text = book.read("content/guide/how-to-use.md");
    book.write(
        "content/guide/how-to-use.md",
        text.replacen("---\n", "---\naliases: /older/way/\n", 1) + "\nA `<a href=\"/x/\">` > b.\n",
    );
    let mut sources = book.load();
    sources.config.base = Base::portable();
    sources.config.data = true;
    let built = build(
        &sources,
        &BuildOptions::new(Mode::Write, Drafts::Hidden),
        &mut Memo::default(),
    );
    assert_eq!(built.diagnostics.errors(), 0, "{:#?}", built.diagnostics);
    let files = pages(&built);
    let mut checked = 0;
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(
            !html.contains("integrity=") && !html.contains("\"module\""),
            "{path}"
        );
        let page = Page::of(html);
        for address in page.addresses() {
            if ["https://", "mailto:"]
                .iter()
                .any(|far| address.starts_with(far))
            {
                continue;
            }
            let (file, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let target = match file {
                "" => path.clone(),
                file => from(path, &decoded(file)),
            };
            let text = files
                .get(&target)
                .unwrap_or_else(|| panic!("{path}: {address}"));
            let held = anchor.is_empty() || Page::of(text).ids().contains(&anchor.to_owned());
            assert!(held, "{path}: {address}");
            checked += 1;
        }
    }
    assert!(checked > 1000, "{checked}");
    let moved = &files["older/way/index.html"];
    assert!(
        moved.contains("content=\"0; url=../../guide/how-to-use/index.html\""),
        "{moved}"
    );
    let quoted = &files["guide/how-to-use/index.html"];
    assert!(
        Page::of(quoted).text().contains("<a href=\"/x/\"> > b."),
        "{quoted}"
    );
    for name in [
        "_headers",
        "sitemap.xml",
        "robots.txt",
        "feed.xml",
        "data/handbook.json",
    ] {
        assert!(!files.contains_key(name), "{name}");
    }
}

/// Returns the path that an address on a page refers to.
fn from(page: &str, address: &str) -> String {
    let mut path = Utf8PathBuf::from(page);
    path.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(path.pop(), "{page}: {address} leaves the site"),
            part => path.push(part),
        }
    }
    path.to_string()
}
