//! `/takeaways/`: all takeaways.

use serde::Serialize;

use crate::catalog::Route;
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject, whole_book};
use crate::render::model::Entry;
use crate::render::{Html, PageContent, Shared};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "takeaways",
    template: "takeaways.html",
    listing: Listing::Listed,
    subjects: whole_book,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Takeaways {
    intros_html: Vec<Shared<Html>>,
    entries: Vec<Shared<Entry>>,
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let title = builder.strings.text("takeaways");
    let description = builder.strings.text("describe-takeaways");
    let route = Route::from_parts(["takeaways"]);
    vec![PagePlan::list(
        &PAGE_TYPE,
        subject,
        route,
        &title,
        description,
    )]
}

fn content(builder: &PageBuilder<'_>, _: &PagePlan) -> Option<PageContent> {
    let takeaways = builder.catalog.ids.takeaways.iter();
    Some(PageContent::new(Takeaways {
        intros_html: Vec::new(),
        entries: takeaways.map(|node| builder.takeaway(node)).collect(),
    }))
}
