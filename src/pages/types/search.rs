//! `/search/`.

use serde::Serialize;

use crate::catalog::{Catalog, Route};
use crate::pages::builder::PageBuilder;
use crate::pages::hrefs::search_script_href;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::render::PageContent;
use crate::render::model::Link;

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "search",
    template: "search.html",
    listing: Listing::Unlisted,
    subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Search {
    /// Links for readers without scripts.
    links: Vec<Link>,
    /// The address of the whole index as a script, for pages that are opened without a server.
    data: Option<String>,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    let wanted = catalog.config.search.then_some(Subject::Book);
    wanted.into_iter().collect()
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let title = builder.strings.text("search");
    let description = builder.strings.text("describe-search");
    let route = Route::from_parts(["search"]);
    vec![PagePlan::list(
        &PAGE_TYPE,
        subject,
        route,
        &title,
        description,
    )]
}

fn content(builder: &PageBuilder<'_>, _: &PagePlan) -> Option<PageContent> {
    let lists = [("questions", "all-questions"), ("topics", "all-topics")];
    let links = lists.map(|(folder, title)| builder.list_link(folder, title));
    Some(PageContent::new(Search {
        links: links.into(),
        data: search_script_href(&builder.catalog),
    }))
}
