//! `sitemap.xml`: the pages that search engines may list, each with the day its content changed.

use super::output::Book;
use super::xml::Element;
use super::{Artifact, OutputContext};
use crate::pages::whole_url;

/// Returns the file.
pub(super) fn sitemap(context: &OutputContext) -> Vec<Artifact> {
    context.file("sitemap.xml", text).into_iter().collect()
}

fn text(book: &Book) -> String {
    let mut set = Element::new("urlset");
    set.set("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
    for page in book.pages.iter().filter(|page| page.listed) {
        let mut url = Element::new("url");
        if let Some(whole) = whole_url(book.catalog(), &page.route) {
            url.leaf("loc", &whole);
        }
        if let Some(changed) = &page.changed {
            url.leaf("lastmod", changed.as_str());
        }
        set.add(url);
    }
    set.document()
}
