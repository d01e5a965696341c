//! Page models: plain values with everything that a page shows, and nothing else.
//!
//! Templates see the fields by their names. A field whose name ends in `_html` contains markup, and
//! templates print only such fields unescaped.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::content::PageContent;
use super::html::Html;
use super::shared::Shared;
use super::structured_data::StructuredData;

pub use super::parts::*;

/// One page: the fields of every page, and the content of this one.
#[derive(Clone, Debug, Hash)]
pub struct PageModel {
    /// The fields that all pages share.
    pub site: Shared<Site>,
    pub frame: Shared<Frame>,
    /// The page's own address.
    pub href: Arc<str>,
    /// The `<title>`: unique in the book, at most 60 characters.
    pub title: Arc<str>,
    /// The description for search engines: unique in the book, at most 155 characters.
    pub description: Arc<str>,
    /// The address of its markdown export, if it has one.
    pub markdown_export: Option<String>,
    /// Its full URL, if the book names its host.
    pub canonical: Option<String>,
    /// Whether search engines may list it.
    pub listed: bool,
    /// Its type for services that show a preview of links: `website` or `article`.
    pub card: &'static str,
    /// Its subject, if the book names its host. Templates see it as `structured_data_html`, a data
    /// block for search engines.
    pub structured_data: Option<StructuredData>,
    /// The breadcrumbs from the home page, without the page itself.
    pub crumbs: Vec<Link>,
    /// The address where its source can be edited.
    pub edit: Option<String>,
    /// The address of its printed page.
    pub print: Option<Arc<str>>,
    /// The day of the last change of its text, as stated by its author.
    pub updated: Option<String>,
    /// The language of the page's text, and its direction: `ltr` or `rtl`.
    pub language: Arc<str>,
    pub direction: &'static str,
    /// The language of the theme's texts on the page.
    pub locale: Arc<str>,
    /// The template that shows the page.
    pub template: &'static str,
    /// The content of the page. Templates see it as `page`.
    pub page: PageContent,
}

/// The frame around pages, as the theme's components show it. It is made once for all pages with
/// the same view of the site.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Frame {
    /// The component `page_meta`: the beginning of the head.
    pub meta_html: Shared<Html>,
    /// The component `page_links`: scripts, style sheets and drawings of the theme.
    pub links_html: Shared<Html>,
    /// The component `page_top`: the site's name, search and menu.
    pub top_html: Shared<Html>,
    /// The component `page_foot`.
    pub foot_html: Shared<Html>,
}

/// Everything that the frame of a page depends on.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct View {
    pub site: Shared<Site>,
    /// The language of the page's text.
    pub language: Arc<str>,
    /// The page's address, if the menu contains it.
    pub href: Option<Arc<str>>,
    /// The addresses of the menu that are ancestors of the page.
    pub above: Vec<Arc<str>>,
}

impl View {
    /// Creates the view of the page at `href` with the breadcrumbs `crumbs`.
    pub fn new(site: &Shared<Site>, language: &Arc<str>, href: &str, crumbs: &[Link]) -> Self {
        let in_menu = |href: &&str| site.nav.iter().any(|link| **link.href() == **href);
        let above = crumbs.iter().map(|crumb| &**crumb.href());
        Self {
            site: site.clone(),
            language: language.clone(),
            href: Some(href).filter(in_menu).map(Arc::from),
            above: above.filter(in_menu).map(Arc::from).collect(),
        }
    }
}

/// The fields that all pages share.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Site {
    pub title: String,
    pub language: String,
    pub direction: &'static str,
    /// The book's host, such as `https://example.org`, if it names one.
    pub origin: Option<String>,
    pub home: Arc<str>,
    pub settings: Arc<str>,
    /// The address of the search, if there is one.
    pub search: Option<Arc<str>>,
    /// The theme's files, by name.
    pub files: BTreeMap<String, ThemeFile>,
    /// Whether answers are open at first.
    pub answers_open: bool,
    pub nav: Vec<Link>,
    pub footer: Vec<Link>,
    /// The address of the feed, if there is one.
    pub feed: Option<String>,
    /// The address of `llms.txt`, if there is one.
    pub described: Option<String>,
    /// The content security policy of every page.
    pub policy: String,
}
