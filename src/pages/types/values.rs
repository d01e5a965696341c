//! `/rounds/`, `/difficulties/`, `/formats/`, `/years/`: the lists of the fixed vocabularies.

use serde::Serialize;

use crate::catalog::{Catalog, Route};
use crate::pages::builder::PageBuilder;
use crate::pages::listed_values::VALUE_FOLDERS;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::render::PageContent;
use crate::render::model::Count;

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "values",
    template: "values.html",
    listing: Listing::Listed,
    subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Values {
    heading: String,
    values: Vec<Count>,
}

fn subjects(_: &Catalog) -> Vec<Subject> {
    let folders = VALUE_FOLDERS.iter();
    folders
        .map(|(folder, _)| Subject::Path((*folder).into()))
        .collect()
}

/// Returns the folder of a vocabulary, and the key of its interface string.
fn folder(subject: &Subject) -> Option<(&'static str, &'static str)> {
    let path = subject.path()?;
    let mut folders = VALUE_FOLDERS.iter();
    folders.find(|(folder, _)| *folder == path).copied()
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let Some((folder, key)) = folder(subject) else {
        return Vec::new();
    };
    let heading = builder.strings.text(key);
    let description = builder
        .strings
        .with("describe-values", &[("title", &heading)]);
    let route = Route::from_parts([folder]);
    vec![PagePlan::list(
        &PAGE_TYPE,
        subject,
        route,
        &heading,
        description,
    )]
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let (folder, key) = folder(&plan.subject)?;
    let values = builder.listed_values(folder);
    let counts = values.iter();
    Some(PageContent::new(Values {
        heading: builder.strings.text(key),
        values: counts
            .map(|value| builder.counted_value(folder, value))
            .collect(),
    }))
}
