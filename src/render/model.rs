//! Page models: plain values with everything a page shows, and nothing more.
//!
//! Templates see these fields under these names. A field that ends in `_html` holds markup and is
//! the only kind that a template prints unescaped.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::content::PageContent;
use super::html::Html;
use super::shared::Shared;
use super::structured_data::StructuredData;

pub use super::parts::*;

/// One page: what every page has, and what is its own.
#[derive(Clone, Debug, Hash)]
pub struct PageModel {
    /// The same for all pages.
    pub site: Shared<Site>,
    pub frame: Shared<Frame>,
    /// Its own address.
    pub href: Arc<str>,
    /// For `<title>`: unique in the book, at most 60 characters.
    pub title: Arc<str>,
    /// For search engines: unique in the book, at most 155 characters.
    pub description: Arc<str>,
    /// The address of its markdown export, if it has one.
    pub markdown_export: Option<String>,
    /// The whole address, where the book names its host.
    pub canonical: Option<String>,
    /// Whether search engines may list it.
    pub listed: bool,
    /// What it is to services that show a link to it: `website` or `article`.
    pub card: &'static str,
    /// What it is about, where the book names its host. Templates see it as `structured_data_html`, a data block
    /// for search engines.
    pub structured_data: Option<StructuredData>,
    /// The way from the home page, without the page itself.
    pub crumbs: Vec<Link>,
    /// Where its source can be edited.
    pub edit: Option<String>,
    /// Its sheet to print.
    pub print: Option<Arc<str>>,
    /// When its text was last changed, as its author says.
    pub updated: Option<String>,
    /// The language of the page's text, and which way it runs: `ltr` or `rtl`.
    pub language: Arc<str>,
    pub direction: &'static str,
    /// The language that the theme speaks on it.
    pub locale: Arc<str>,
    /// The template that shows it.
    pub template: &'static str,
    /// What is its own, under the name `page`.
    pub page: PageContent,
}

/// What stands around the pages of a site, as the theme's components show it: made once for all
/// pages with the same view of the site.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Frame {
    /// The component `page_meta`: the head's beginning.
    pub meta_html: Shared<Html>,
    /// The component `page_links`: scripts, style sheets and drawings of the theme.
    pub links_html: Shared<Html>,
    /// The component `page_top`: the site's name, search and menu.
    pub top_html: Shared<Html>,
    /// The component `page_foot`.
    pub foot_html: Shared<Html>,
}

/// All that the frame of a page depends on.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct View {
    pub site: Shared<Site>,
    /// The language of the page's text.
    pub language: Arc<str>,
    /// The page's address, where the menu has it.
    pub href: Option<Arc<str>>,
    /// The addresses of the menu that the page lies below.
    pub above: Vec<Arc<str>>,
}

impl View {
    /// The view from a page at `href`, to which `crumbs` lead.
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

/// What all pages share.
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
