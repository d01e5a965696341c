//! `/settings/`: what readers can choose for themselves.

use serde::Serialize;

use crate::catalog::Route;
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject, whole_book};
use crate::render::PageContent;
use crate::render::model::Link;

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "settings",
    template: "settings.html",
    listing: Listing::Unlisted,
    subjects: whole_book,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Settings {
    /// The link for readers without scripts.
    questions: Link,
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let title = builder.strings.text("settings");
    let description = builder.strings.text("describe-settings");
    let route = Route::from_parts(["settings"]);
    vec![PagePlan::list(
        &PAGE_TYPE,
        subject,
        route,
        &title,
        description,
    )]
}

fn content(builder: &PageBuilder<'_>, _: &PagePlan) -> Option<PageContent> {
    let questions = builder.list_link("questions", "all-questions");
    Some(PageContent::new(Settings { questions }))
}
