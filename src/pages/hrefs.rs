//! Addresses that pages link to, under the site's base path.

use std::sync::Arc;

use super::dates::question_day;
use super::urls::file_url;
use crate::catalog::{Catalog, Node, Route, Target};
use crate::config::Links;
use crate::kinds::Question;

/// The path of the bank as data.
pub const BANK_DATA: &str = "questions/bank.json";
/// The path of the feed.
pub const FEED: &str = "feed.xml";
/// The path of the list of contents for language models.
pub const LLMS: &str = "llms.txt";
/// The file name of a page as markdown, in the folder of the page.
pub const MARKDOWN_EXPORT: &str = "index.md";
/// The path of the script that contains the whole search, for pages that are opened without a server.
pub const SEARCH_SCRIPT: &str = "search/all.js";

/// Returns the address of a route.
pub fn href(catalog: &Catalog, route: &Route) -> Arc<str> {
    match catalog.config.base.path.as_str() {
        // thousands of links share the address of one page
        "" => route.shared(),
        base => format!("{base}{route}").into(),
    }
}

/// Returns the address of a file of the content folder.
pub fn file_href(base: &str, within: &str) -> String {
    format!("{base}/{}", file_url(within))
}

/// Returns the address of the feed, if the book names its host and has a dated question.
pub fn feed_href(catalog: &Catalog) -> Option<String> {
    let base = &catalog.config.base;
    let wanted = base.origin.is_some() && catalog.config.feed.is_some();
    let dated = |node: &Arc<Node<Question>>| question_day(catalog, node).is_some();
    (wanted && catalog.ids.questions.iter().any(dated)).then(|| format!("{}/{FEED}", base.path))
}

/// Returns the address of `llms.txt`, if the book names its host: its links must work from anywhere.
pub fn llms_href(catalog: &Catalog) -> Option<String> {
    let base = &catalog.config.base;
    base.origin
        .as_ref()
        .map(|_| format!("{}/{LLMS}", base.path))
}

/// Returns the address of the search as a script, if pages cannot read files.
pub(super) fn search_script_href(catalog: &Catalog) -> Option<String> {
    let base = &catalog.config.base;
    (base.links == Links::FromPage).then(|| format!("{}/{SEARCH_SCRIPT}", base.path))
}

/// Returns the address of the printed form of a page, if it has one.
pub(super) fn print_href(catalog: &Catalog, about: Option<&Target>) -> Option<Arc<str>> {
    let about = about?;
    match about {
        Target::Interview(_) | Target::Topic(_) if catalog.config.print => {
            Some(href(catalog, &about.route().printed()))
        }
        _ => None,
    }
}
