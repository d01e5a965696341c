//! `/`: the cover, and where to go from there.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::Serialize;

use crate::catalog::Route;
use crate::kinds::Difficulty;
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject, whole_book};
use crate::pages::titles::PageTitle;
use crate::render::model::{Count, InterviewRow, Link};
use crate::render::{Html, PageContent, Shared};

/// The page type.
pub static PAGE_TYPE: PageType = PageType {
    name: "home",
    template: "home.html",
    listing: Listing::Listed,
    subjects: whole_book,
    plan,
    content,
};

/// The most interviews, hard questions and takeaways that the page shows.
const MOST_ROWS: usize = 5;
/// The most topics that the page shows.
const MOST_TOPICS: usize = 24;

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Home {
    heading: Arc<str>,
    body_html: Option<Shared<Html>>,
    counts: Vec<Count>,
    interviews: Vec<Shared<InterviewRow>>,
    topics: Vec<Count>,
    hard_html: Vec<Shared<Html>>,
    takeaways: Vec<Link>,
    guide: Vec<Link>,
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let config = &builder.catalog.config;
    let description = config.description.clone().unwrap_or_else(|| {
        let strings = &builder.strings;
        strings.with("describe-book", &[("title", &config.title)])
    });
    let title = PageTitle {
        title: config.title.clone(),
        disambiguator: builder.strings.text("home"),
        description,
    };
    let cover = builder.catalog.ids.cover.as_ref();
    let plan = PagePlan::new(&PAGE_TYPE, subject, Route::from_parts([]), title);
    vec![plan.with_document(cover.map(|cover| &cover.document))]
}

fn content(builder: &PageBuilder<'_>, _: &PagePlan) -> Option<PageContent> {
    let catalog = &builder.catalog;
    let cover = catalog.ids.cover.as_ref();
    let mut newest = catalog.ids.interviews.clone();
    newest.sort_by_key(|interview| Reverse(interview.entity.date.clone()));
    newest.truncate(MOST_ROWS);
    let hard = catalog.indices.of_difficulty.get(&Difficulty::Hard);
    let hard = hard.map_or(&[][..], Vec::as_slice);
    let hard = hard.get(..MOST_ROWS).unwrap_or(hard);
    let takeaways = catalog.ids.takeaways.iter().take(MOST_ROWS);
    let strings = cover.map_or(&builder.strings, |cover| {
        builder.strings_of(&cover.document)
    });
    Some(PageContent::new(Home {
        heading: cover.map_or_else(
            || catalog.config.title.as_str().into(),
            |cover| builder.whole_title(cover).clone(),
        ),
        body_html: cover.and_then(|cover| builder.text(cover, &cover.entity.text)),
        counts: counts(builder),
        interviews: builder.interview_rows(&newest),
        topics: common_topics(builder),
        hard_html: builder.question_rows(strings, hard),
        takeaways: takeaways.map(|node| builder.link(node)).collect(),
        guide: builder.home_pages(),
    }))
}

/// Returns the links to the lists that contain something, with their lengths.
fn counts(builder: &PageBuilder<'_>) -> Vec<Count> {
    let ids = &builder.catalog.ids;
    let topics = &builder.catalog.terms.topics.terms;
    let lists = [
        ("questions", "unit-questions", ids.questions.len()),
        ("interviews", "unit-interviews", ids.interviews.len()),
        ("frameworks", "unit-frameworks", ids.frameworks.len()),
        ("topics", "unit-topics", topics.len()),
        ("takeaways", "unit-takeaways", ids.takeaways.len()),
    ];
    let filled = lists.into_iter().filter(|(_, _, count)| *count > 0);
    let count = |(folder, unit, count): (&'static str, &'static str, usize)| Count {
        link: builder.titled(
            &Route::from_parts([folder]),
            &builder.strings.count(unit, count),
        ),
        count,
    };
    filled.map(count).collect()
}

/// Returns the topics with the most questions.
fn common_topics(builder: &PageBuilder<'_>) -> Vec<Count> {
    let index = &builder.catalog.indices.of_topic.questions;
    let mut topics: Vec<_> = builder.catalog.terms.topics.terms.iter().collect();
    topics.sort_by_key(|topic| (Reverse(index.of(topic.idx).len()), topic.title.clone()));
    let topics = topics.into_iter().take(MOST_TOPICS);
    topics
        .map(|topic| builder.counted(topic, index.of(topic.idx).len()))
        .collect()
}
