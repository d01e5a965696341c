//! The list of a folder of free pages that has no page of its own.

use std::fmt::Display;

use serde::Serialize;

use crate::catalog::{Catalog, folder_route};
use crate::pages::builder::PageBuilder;
use crate::pages::free_pages::folder_title;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::render::PageContent;
use crate::render::model::Link;

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "folder",
    template: "folder.html",
    listing: Listing::Listed,
    subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Folder {
    heading: String,
    links: Vec<Link>,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    let folders = catalog.folders.without_page();
    folders.map(|folder| Subject::Path(folder.into())).collect()
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let Some(folder) = subject.path() else {
        return Vec::new();
    };
    let heading = folder_title(folder);
    let folders = &builder.catalog.folders;
    let count = folders.pages_in(folder).len() + folders.folders_in(folder).len();
    let values: [(&str, &dyn Display); 2] = [("title", &heading), ("n", &count)];
    let description = builder.strings.with("describe-folder", &values);
    let route = folder_route(folder);
    vec![PagePlan::list(
        &PAGE_TYPE,
        subject,
        route,
        &heading,
        description,
    )]
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let folder = plan.subject.path()?;
    let folders = &builder.catalog.folders;
    let pages = folders.pages_in(folder).iter();
    let pages = pages.map(|page| builder.link(page));
    let inside = folders.folders_in(folder).into_iter();
    let inside = inside.map(|inside| builder.folder_link(inside));
    Some(PageContent::new(Folder {
        heading: folder_title(folder),
        links: pages.chain(inside).collect(),
    }))
}
