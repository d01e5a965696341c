//! `/questions/`: the bank, with its filters.

use std::sync::Arc;

use serde::Serialize;

use crate::catalog::{Node, Route};
use crate::kinds::Question;
use crate::pages::builder::PageBuilder;
use crate::pages::facets::facets;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject, whole_book};
use crate::pages::paging::{page_numbers, page_rows, pager};
use crate::render::model::{BankRow, Filters, Introduction, Pager};
use crate::render::{PageContent, Shared};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "questions",
    template: "questions.html",
    listing: Listing::Listed,
    subjects: whole_book,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Questions {
    introduction: Option<Introduction>,
    count: usize,
    filters: Option<Shared<Filters>>,
    rows: Vec<BankRow>,
    pager: Option<Pager>,
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let route = Route::from_parts(["questions"]);
    let count = builder.catalog.ids.questions.len();
    let plan = |number| {
        let description = builder.strings.count("describe-questions", count);
        let title = builder.strings.text("questions");
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
    let catalog = &builder.catalog;
    let questions = &catalog.ids.questions;
    let row = |node: &Arc<Node<Question>>| {
        Some(BankRow {
            row_html: builder.question_row(&builder.strings, node)?,
            facets: facets(catalog, node),
        })
    };
    let rows = page_rows(questions, plan.number).iter();
    Some(PageContent::new(Questions {
        introduction: builder.introduction(plan),
        count: questions.len(),
        filters: builder.fragments.bank_filters.clone(),
        rows: rows.filter_map(row).collect(),
        pager: pager(questions.len(), plan.number, |number| {
            builder.paged_href(&Route::from_parts(["questions"]), number)
        }),
    }))
}
