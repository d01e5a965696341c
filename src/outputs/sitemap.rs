//! `sitemap.xml`: the pages that search engines may list, each with the day its content changed.

use super::xml::Element;
use super::{Book, Inputs, Made, address};

/// The file, where the book names its host.
pub(super) fn sitemap(inputs: &Inputs<'_>) -> Made {
    match inputs.catalog.config.base.origin {
        Some(_) => inputs.of_book("sitemap.xml", text).into_iter().collect(),
        None => Made::default(),
    }
}

fn text(book: &Book) -> String {
    let mut set = Element::new("urlset");
    set.set("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
    for page in book.pages.iter().filter(|page| page.listed) {
        let mut url = Element::new("url");
        if let Some(whole) = address::whole(&book.catalog, &page.route) {
            url.leaf("loc", &whole);
        }
        if let Some(changed) = &page.changed {
            url.leaf("lastmod", changed.as_str());
        }
        set.add(url);
    }
    set.document()
}
