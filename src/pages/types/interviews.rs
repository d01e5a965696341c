//! `/interviews/`: all interviews, the latest first.

use std::cmp::Reverse;

use serde::Serialize;

use crate::catalog::Route;
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject, whole_book};
use crate::pages::paging::{page_numbers, page_rows, pager};
use crate::render::model::{InterviewRow, Introduction, Pager};
use crate::render::{PageContent, Shared};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "interviews",
    template: "interviews.html",
    listing: Listing::Listed,
    subjects: whole_book,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Interviews {
    introduction: Option<Introduction>,
    count: usize,
    rows: Vec<Shared<InterviewRow>>,
    pager: Option<Pager>,
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let route = Route::from_parts(["interviews"]);
    let count = builder.catalog.ids.interviews.len();
    let plan = |number| {
        let description = builder.strings.count("describe-interviews", count);
        let title = builder.strings.text("interviews");
        let plan = PagePlan::list(
            &PAGE_TYPE,
            subject,
            route.paged(number),
            &builder.numbered(&title, number),
            builder.numbered(&description, number),
        )
        .numbered(number);
        builder.introduced(plan)
    };
    page_numbers(count).map(plan).collect()
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let mut newest = builder.catalog.ids.interviews.clone();
    newest.sort_by_key(|interview| Reverse(interview.entity.date.clone()));
    let count = newest.len();
    Some(PageContent::new(Interviews {
        introduction: builder.introduction(plan),
        count,
        rows: builder.interview_rows(page_rows(&newest, plan.number)),
        pager: pager(count, plan.number, |number| {
            builder.paged_href(&Route::from_parts(["interviews"]), number)
        }),
    }))
}
