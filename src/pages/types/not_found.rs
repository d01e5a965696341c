//! `/404.html`: the page for addresses that lead nowhere.

use serde::Serialize;

use crate::catalog::Route;
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject, whole_book};
use crate::render::PageContent;
use crate::render::model::Link;

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "not-found",
    template: "404.html",
    listing: Listing::Unlisted,
    subjects: whole_book,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct NotFound {
    links: Vec<Link>,
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let title = builder.strings.text("not-found");
    let description = builder.strings.text("no-such-page");
    let route = Route::from_parts(["404.html"]);
    let mut plan = PagePlan::list(&PAGE_TYPE, subject, route, &title, description);
    // a host shows the page at every address that does not exist
    plan.canonical = None;
    vec![plan]
}

fn content(builder: &PageBuilder<'_>, _: &PagePlan) -> Option<PageContent> {
    let home = builder.titled(&Route::from_parts([]), &builder.strings.text("home"));
    let lists = [
        ("questions", "all-questions"),
        ("topics", "all-topics"),
        ("interviews", "all-interviews"),
    ];
    let lists = lists.map(|(folder, title)| builder.list_link(folder, title));
    Some(PageContent::new(NotFound {
        links: [home].into_iter().chain(lists).collect(),
    }))
}
