//! `/rounds/<kind>/`, `/difficulties/<d>/`, `/formats/<format>/`, `/years/<year>/`: the questions of a value.

use std::fmt::Display;

use serde::Serialize;

use crate::catalog::Route;
use crate::pages::builder::PageBuilder;
use crate::pages::listed_values::{AskedIn, VALUE_FOLDERS, value_subjects};
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::pages::paging::{page_numbers, page_rows, pager};
use crate::pages::titles::PageTitle;
use crate::render::model::{Count, Pager};
use crate::render::{Html, PageContent, Shared};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "value",
    template: "value.html",
    listing: Listing::Listed,
    subjects: value_subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Value {
    heading: String,
    count: usize,
    /// Where the questions were asked: rounds of a kind, interviews of a year.
    asked_in: Option<AskedIn>,
    /// The questions that were asked most often.
    often_html: Vec<Shared<Html>>,
    rows_html: Vec<Shared<Html>>,
    others: Vec<Count>,
    pager: Option<Pager>,
}

/// Returns the folder of a value, the key of the folder's interface string, and the word of the value.
fn parts(subject: &Subject) -> Option<(&'static str, &'static str, &str)> {
    let (folder, word) = subject.path()?.split_once('/')?;
    let mut folders = VALUE_FOLDERS.iter();
    let (folder, key) = folders.find(|(known, _)| *known == folder)?;
    Some((folder, key, word))
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let Some((folder, key, word)) = parts(subject) else {
        return Vec::new();
    };
    let list = builder.strings.text(key);
    let value = builder.listed_value(folder, word.to_owned());
    let count = value.questions.len();
    let values: [(&str, &dyn Display); 2] = [("title", &value.heading), ("n", &count)];
    let description = builder.strings.with("describe-value", &values);
    let route = Route::from_parts([folder, word]);
    let plan = |number| {
        let title = PageTitle {
            title: builder.numbered(&value.heading, number),
            disambiguator: list.clone(),
            description: builder.numbered(&description, number),
        };
        PagePlan::new(&PAGE_TYPE, subject, route.paged(number), title)
            .numbered(number)
            .with_crumbs(vec![builder.list_link(folder, key)])
    };
    page_numbers(count).map(plan).collect()
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let (folder, _, word) = parts(&plan.subject)?;
    let value = builder.listed_value(folder, word.to_owned());
    let is_first = plan.number == 1;
    let often = if is_first {
        builder.asked_often(value.questions)
    } else {
        Vec::new()
    };
    let others = builder.listed_values(folder);
    let others = others.iter().filter(|other| other.word != value.word);
    let rows = page_rows(value.questions, plan.number);
    let route = Route::from_parts([folder, word]);
    Some(PageContent::new(Value {
        count: value.questions.len(),
        asked_in: is_first.then(|| builder.asked_in(folder, word)).flatten(),
        often_html: builder.question_rows(&builder.strings, &often),
        rows_html: builder.question_rows(&builder.strings, rows),
        others: others
            .map(|other| builder.counted_value(folder, other))
            .collect(),
        pager: pager(value.questions.len(), plan.number, |number| {
            builder.paged_href(&route, number)
        }),
        heading: value.heading,
    }))
}
