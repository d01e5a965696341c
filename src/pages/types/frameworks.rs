//! `/frameworks/`: all frameworks.

use serde::Serialize;

use crate::catalog::Route;
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject, whole_book};
use crate::render::model::Introduction;
use crate::render::{Html, PageContent, Shared};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "frameworks",
    template: "frameworks.html",
    listing: Listing::Listed,
    subjects: whole_book,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Frameworks {
    introduction: Option<Introduction>,
    rows_html: Vec<Shared<Html>>,
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let count = builder.catalog.ids.frameworks.len();
    let description = builder.strings.count("describe-frameworks", count);
    let title = builder.strings.text("frameworks");
    let route = Route::from_parts(["frameworks"]);
    let plan = PagePlan::list(&PAGE_TYPE, subject, route, &title, description);
    vec![builder.introduced(plan)]
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let frameworks = &builder.catalog.ids.frameworks;
    Some(PageContent::new(Frameworks {
        introduction: builder.introduction(plan),
        rows_html: builder.framework_rows(&builder.strings, frameworks),
    }))
}
