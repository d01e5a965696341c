//! `/faq/`: all entries of the FAQ, with the texts above them.

use serde::Serialize;

use crate::catalog::Route;
use crate::pages::bodies::BodyPlacement;
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject, whole_book};
use crate::render::model::{Entry, Introduction};
use crate::render::{Html, PageContent, Shared};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "faq",
    template: "faq.html",
    listing: Listing::Listed,
    subjects: whole_book,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Faq {
    introduction: Option<Introduction>,
    intros_html: Vec<Shared<Html>>,
    entries: Vec<Shared<Entry>>,
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let title = builder.strings.text("faq");
    let description = builder.strings.text("describe-faq");
    let route = Route::from_parts(["faq"]);
    let plan = PagePlan::list(&PAGE_TYPE, subject, route, &title, description);
    vec![builder.introduced(plan)]
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let ids = &builder.catalog.ids;
    let intros = ids.faq_files.iter().filter_map(|(file, document)| {
        let prefix = file.head.id.as_str();
        builder.body(
            document,
            &file.intro,
            1,
            &BodyPlacement::OtherPage { prefix },
        )
    });
    Some(PageContent::new(Faq {
        introduction: builder.introduction(plan),
        intros_html: intros.collect(),
        entries: ids.faq.iter().map(|node| builder.faq_entry(node)).collect(),
    }))
}
