//! `/topics/`, `/companies/`, `/roles/`: the lists of the three vocabularies.

use std::fmt::Display;
use std::sync::Arc;

use serde::Serialize;

use crate::catalog::{Catalog, Route, TermNode};
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::pages::taxonomy::{TaxonomyPages, summary};
use crate::render::PageContent;
use crate::render::model::{Introduction, Link};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "terms",
    template: "terms.html",
    listing: Listing::Listed,
    subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Terms {
    introduction: Option<Introduction>,
    heading: String,
    rows: Vec<TermRow>,
}

/// A topic, company or role in a list.
#[derive(Debug, Hash, Serialize)]
struct TermRow {
    link: Link,
    summary: Option<String>,
    questions: usize,
    interviews: usize,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    let taxonomies = TaxonomyPages::all(catalog).into_iter();
    taxonomies
        .map(|taxonomy| Subject::Path(taxonomy.folder.into()))
        .collect()
}

fn taxonomy<'a>(builder: &'a PageBuilder<'_>, subject: &Subject) -> Option<TaxonomyPages<'a>> {
    TaxonomyPages::in_folder(&builder.catalog, subject.path()?)
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let Some(taxonomy) = taxonomy(builder, subject) else {
        return Vec::new();
    };
    let heading = builder.strings.text(taxonomy.folder);
    let count = taxonomy.vocabulary.terms.len();
    let values: [(&str, &dyn Display); 2] = [("title", &heading), ("n", &count)];
    let description = builder.strings.with("describe-terms", &values);
    let route = Route::from_parts([taxonomy.folder]);
    let plan = PagePlan::list(&PAGE_TYPE, subject, route, &heading, description);
    vec![builder.introduced(plan)]
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let taxonomy = taxonomy(builder, &plan.subject)?;
    let mut terms: Vec<&Arc<TermNode>> = taxonomy.vocabulary.terms.iter().collect();
    terms.sort_by_key(|term| (order(term), term.title.to_lowercase()));
    let row = |term: &&Arc<TermNode>| TermRow {
        link: builder.term_link(term),
        summary: summary(term),
        questions: taxonomy.index.questions.of(term.idx).len(),
        interviews: taxonomy.index.interviews.of(term.idx).len(),
    };
    Some(PageContent::new(Terms {
        introduction: builder.introduction(plan),
        heading: builder.strings.text(taxonomy.folder),
        rows: terms.iter().map(row).collect(),
    }))
}

fn order(term: &TermNode) -> i32 {
    let order = term.file.as_ref().and_then(|(term, _)| term.order);
    order.unwrap_or(i32::MAX)
}
