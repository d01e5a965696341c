//! The heads of pages: titles, descriptions, cards and data blocks.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{BASE, DATED, of_files, shipped};
use crate::site::{Page, Site};

/// The only value of an attribute that a selector finds.
fn only(page: &Page, selector: &str, attribute: &str) -> String {
    let found = page.all(selector, attribute);
    assert_eq!(found.len(), 1, "{selector}: {found:?}");
    found[0].clone()
}

/// What a page's data block says, by type.
fn facts(page: &Page) -> BTreeMap<String, Value> {
    let blocks = page.texts("script[type=\"application/ld+json\"]");
    let Some(block) = blocks.first() else {
        return BTreeMap::new();
    };
    let block: Value = serde_json::from_str(block).expect("JSON");
    let graph = block["@graph"].as_array().expect("a graph").clone();
    let typed = graph.into_iter();
    typed
        .map(|one| (one["@type"].as_str().expect("a type").to_owned(), one))
        .collect()
}

fn pages(site: &Site) -> impl Iterator<Item = (&String, Page)> {
    let html = site
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, html)| (path, Page::of(html)))
}

#[test]
fn titles_and_descriptions_are_short_and_no_two_alike() {
    let long = "Why would anybody in their right mind put that much salt into a soup at noon? ";
    let mut files: Vec<(String, String)> = Vec::new();
    for name in ["one", "two", "three"] {
        let text = format!(
            "---\ncompany: Acme\nrole: Cook\n---\n# An interview\n\n## Round: First\n\n### Q: {long} {{#q-{name}}}\n\n### Q: Same? {{#s-{name}}}\n"
        );
        files.push((format!("content/interviews/{name}.md"), text));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    for site in [of_files(&files), shipped()] {
        let mut seen: BTreeMap<(bool, String), String> = BTreeMap::new();
        for (path, page) in pages(&site) {
            let title = page.title();
            let description = only(&page, "meta[name=description]", "content");
            assert!(title.chars().count() <= 60, "{path}: {title}");
            assert!(description.chars().count() <= 155, "{path}: {description}");
            for key in [(true, title), (false, description)] {
                assert!(!key.1.trim().is_empty(), "{path}");
                if let Some(other) = seen.insert(key.clone(), path.clone()) {
                    panic!("{path} and {other} are both `{}`", key.1);
                }
            }
        }
    }
}

#[test]
fn a_link_to_a_page_can_be_shown_as_a_card() {
    let site = of_files(DATED);
    let page = site.page("/questions/soup/");
    let url = format!("{BASE}questions/soup/");
    assert_eq!(only(&page, "link[rel=canonical]", "href"), url);
    let property = |name: &str| only(&page, &format!("meta[property=\"og:{name}\"]"), "content");
    assert_eq!(property("url"), url);
    assert_eq!(property("title"), page.title());
    assert_eq!(property("type"), "website");
    assert_eq!(property("site_name"), "A book");
    assert_eq!(
        property("description"),
        only(&page, "meta[name=description]", "content")
    );
    let interview = site.page("/interviews/one/");
    let kind = only(&interview, "meta[property=\"og:type\"]", "content");
    assert_eq!(kind, "article");
}

#[test]
fn pages_that_are_no_content_are_not_to_be_listed() {
    let site = of_files(DATED);
    let moved = site.page("/interviews/second/");
    let missing = Page::of(&site.files["404.html"]);
    for page in [&moved, &missing] {
        assert_eq!(only(page, "meta[name=robots]", "content"), "noindex");
        assert!(facts(page).is_empty());
    }
    let to = format!("{BASE}interviews/two/");
    assert_eq!(only(&moved, "link[rel=canonical]", "href"), to);
    assert_eq!(
        only(&moved, "meta[http-equiv=refresh]", "content"),
        "0; url=/sub/path/interviews/two/"
    );
    let found = site.page("/questions/soup/");
    assert!(found.all("meta[name=robots]", "content").is_empty());
}

#[test]
fn data_blocks_say_what_a_page_is() {
    let site = of_files(DATED);
    let home = facts(&site.page("/"));
    assert_eq!(home["WebSite"]["name"], "A book");
    assert_eq!(home["WebSite"]["url"], BASE);
    let question = facts(&site.page("/questions/soup/"));
    let resource = &question["LearningResource"];
    assert_eq!(resource["educationalLevel"], "hard");
    assert_eq!(resource["teaches"], serde_json::json!(["Soup"]));
    assert_eq!(
        resource["isPartOf"]["@id"],
        format!("{BASE}interviews/one/")
    );
    assert_eq!(resource["dateModified"], "2025-02-03");
    let way = &question["BreadcrumbList"]["itemListElement"];
    assert_eq!(way[0]["item"], format!("{BASE}interviews/one/"));
    assert_eq!(way[2]["name"], resource["name"]);
    let interview = facts(&site.page("/interviews/two/"));
    assert_eq!(interview["Article"]["headline"], "Two");
    assert!(interview["Article"].get("dateModified").is_none());
}

#[test]
fn no_text_ends_its_data_block() {
    let site = of_files(&[(
        "content/interviews/one.md",
        "---\ncompany: Acme\nrole: Cook\n---\n# `</script><img src=x>` & so\n",
    )]);
    let page = site.page("/interviews/one/");
    assert!(page.all("img", "src").is_empty());
    let heading = &facts(&page)["Article"]["headline"];
    assert_eq!(heading, "</script><img src=x> & so");
}
