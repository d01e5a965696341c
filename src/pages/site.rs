//! What every page shows of the whole site: its name, menu and footer.

use std::sync::Arc;

use super::builder::PageBuilder;
use super::context::{SiteContext, book_strings};
use super::hrefs::{feed_href, href, llms_href};
use super::policy::page_policy;
use super::theme_files::theme_links;
use crate::catalog::{Catalog, Route, Texts};
use crate::config::Answers;
use crate::render::model::{Link, Site};
use crate::render::{BodyMemo, Shared, Strings, Theme};

/// The most links in the menu: lists that contain something, then free pages. The rest is in the footer.
const MENU: usize = 4;

/// Returns what every page shows of the whole site.
pub(super) fn site(
    catalog: &Arc<Catalog>,
    texts: &Arc<Texts>,
    theme: &Arc<Theme>,
    memo: &Arc<BodyMemo>,
) -> Shared<Site> {
    let mut site = without_free_pages(catalog, theme, &book_strings(catalog, theme));
    let context = SiteContext::new(catalog, texts, theme, memo, Shared::new(site.clone()));
    let mut pages = PageBuilder::new(&context).top_pages();
    let free = MENU.saturating_sub(site.nav.len()).min(pages.len());
    site.nav.extend(pages.drain(..free));
    site.footer.splice(0..0, pages);
    Shared::new(site)
}

fn without_free_pages(catalog: &Catalog, theme: &Theme, strings: &Strings) -> Site {
    let config = &catalog.config;
    let feed = feed_href(catalog);
    let feed_link = feed
        .clone()
        .map(|href| Link::new(href, strings.text("feed")));
    Site {
        title: config.title.clone(),
        language: config.language.as_str().into(),
        direction: config.language.direction(),
        origin: config.base.origin.clone(),
        home: href(catalog, &Route::from_parts([])),
        settings: href(catalog, &Route::from_parts(["settings"])),
        search: config
            .search
            .then(|| href(catalog, &Route::from_parts(["search"]))),
        files: theme_links(theme, config),
        answers_open: config.site.answers == Answers::Open,
        nav: list_links(catalog, strings, &menu_lists(catalog)),
        footer: list_links(catalog, strings, &footer_lists(catalog))
            .into_iter()
            .chain(feed_link)
            .collect(),
        feed,
        described: llms_href(catalog),
        policy: page_policy(catalog),
    }
}

/// A list that menus can name: its folder, the key of its title, and how much it contains.
type MenuList = (&'static str, &'static str, usize);

fn menu_lists(catalog: &Catalog) -> [MenuList; 4] {
    let Catalog { ids, terms, .. } = catalog;
    [
        ("questions", "questions", ids.questions.len()),
        ("interviews", "interviews", ids.interviews.len()),
        ("topics", "topics", terms.topics.terms.len()),
        ("frameworks", "frameworks", ids.frameworks.len()),
    ]
}

fn footer_lists(catalog: &Catalog) -> [MenuList; 10] {
    let Catalog {
        config,
        ids,
        terms,
        indices,
        ..
    } = catalog;
    [
        ("takeaways", "takeaways", ids.takeaways.len()),
        ("faq", "faq", ids.faq.len()),
        ("companies", "companies", terms.companies.terms.len()),
        ("roles", "roles", terms.roles.terms.len()),
        ("rounds", "round-kinds", indices.rounds_of_kind.len()),
        ("difficulties", "difficulties", indices.of_difficulty.len()),
        ("formats", "formats", indices.of_format.len()),
        ("years", "years", indices.interviews_of_year.len()),
        ("print", "print", usize::from(config.print)),
        ("settings", "settings", 1),
    ]
}

/// Returns the links to the lists that contain something.
fn list_links(catalog: &Catalog, strings: &Strings, lists: &[MenuList]) -> Vec<Link> {
    let filled = lists.iter().filter(|(_, _, count)| *count > 0);
    let link = |(folder, title, _): &MenuList| {
        Link::new(
            href(catalog, &Route::from_parts([*folder])),
            strings.text(title),
        )
    };
    filled.map(link).collect()
}
