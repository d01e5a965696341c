//! `feed.xml`: an Atom feed (RFC 4287) of new and changed questions. Its dates are those that
//! authors wrote, never the clock.

use std::cmp::Reverse;
use std::sync::Arc;

use jiff::civil;

use super::output::Book;
use super::xml::Element;
use super::{Artifact, OutputContext};
use crate::catalog::{Node, Route};
use crate::kinds::{Date, Question};
use crate::pages::{FEED, feed_href, question_day, whole_url};

/// Returns the feed, if it has something dated to show.
pub(super) fn feed(context: &OutputContext) -> Vec<Artifact> {
    let has_dated = feed_href(context.catalog()).is_some();
    let feed = has_dated.then(|| context.file(FEED, text));
    feed.flatten().into_iter().collect()
}

fn text(book: &Book) -> String {
    let catalog = book.catalog();
    let config = &catalog.config;
    let questions = catalog.ids.questions.iter();
    let mut dated: Vec<(String, &Arc<Node<Question>>)> = questions
        .filter_map(|node| Some((moment(question_day(catalog, node)?)?, node)))
        .collect();
    // equal days in the order of the book
    dated.sort_by_key(|(day, _)| Reverse(day.clone()));
    dated.truncate(config.feed.unwrap_or_default());
    let home = whole_url(catalog, &Route::from_parts([])).unwrap_or_default();
    let mut feed = Element::new("feed");
    feed.set("xmlns", "http://www.w3.org/2005/Atom");
    feed.set("xml:lang", config.language.as_str());
    feed.leaf("id", &home);
    feed.leaf("title", &config.title);
    if let Some(description) = &config.description {
        feed.leaf("subtitle", description);
    }
    if let Some((latest, _)) = dated.first() {
        feed.leaf("updated", latest);
    }
    link(&mut feed, "self", &format!("{home}{FEED}"));
    link(&mut feed, "alternate", &home);
    let authors = match config.authors.as_slice() {
        // a feed needs an author
        [] => std::slice::from_ref(&config.title),
        authors => authors,
    };
    for name in authors {
        let mut author = Element::new("author");
        author.leaf("name", name);
        feed.add(author);
    }
    for (day, node) in dated {
        feed.add(entry(book, day, node));
    }
    feed.document()
}

fn entry(book: &Book, day: String, node: &Node<Question>) -> Element {
    let catalog = book.catalog();
    let url = whole_url(catalog, &node.route).unwrap_or_default();
    let mut entry = Element::new("entry");
    entry.leaf("id", &url);
    entry.leaf("title", book.builder().whole_title(node));
    entry.leaf("updated", &day);
    if let Some(added) = node.document.facts.added.as_ref().and_then(moment) {
        entry.leaf("published", &added);
    }
    link(&mut entry, "alternate", &url);
    if let Some(page) = book.pages.iter().find(|page| page.route == node.route) {
        entry.leaf("summary", &page.head.description);
    }
    for topic in catalog.indices.topics.of(node.idx) {
        let mut category = Element::new("category");
        category.set("term", topic.id.as_str());
        category.set("label", &topic.title);
        entry.add(category);
    }
    entry
}

fn link(into: &mut Element, relation: &str, href: &str) {
    let mut link = Element::new("link");
    link.set("rel", relation);
    link.set("href", href);
    into.add(link);
}

/// Returns the first moment of a day, month or year, in the form of RFC 3339.
fn moment(date: &Date) -> Option<String> {
    let text = date.as_str();
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    let day: civil::Date = whole.parse().ok()?;
    let moment = day.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(moment.timestamp().to_string())
}
