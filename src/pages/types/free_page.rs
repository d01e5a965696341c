//! Free pages: `/guide/how-to/`, `/about/`.

use std::sync::Arc;

use serde::Serialize;

use crate::catalog::{Catalog, Target, folder_of, folder_route};
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::pages::titles::PageTitle;
use crate::render::model::{Link, LinkGroup};
use crate::render::{Html, PageContent, Shared};

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "guide",
    template: "guide.html",
    listing: Listing::Listed,
    subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Guide {
    heading: Arc<str>,
    body_html: Option<Shared<Html>>,
    mentioned_by: Vec<LinkGroup>,
    previous: Option<Link>,
    next: Option<Link>,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    let mut pages = catalog.ids.pages.clone();
    pages.retain(|node| node.entity.introduces.is_none());
    Subject::of_all(&pages, Target::Page)
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let Some(node) = subject.free_page() else {
        return Vec::new();
    };
    let folder = folder_of(&node.route);
    let is_in_folder = !folder.is_empty() && folder_route(folder) != node.route;
    let crumb = is_in_folder.then(|| builder.folder_link(folder));
    let description = node.document.facts.description.clone();
    let title = PageTitle {
        title: builder.title(node).to_string(),
        disambiguator: node.id.to_string(),
        description: description.unwrap_or_else(|| builder.title(node).to_string()),
    };
    let plan = PagePlan::new(&PAGE_TYPE, subject, node.route.clone(), title)
        .with_crumbs(crumb.into_iter().collect())
        .with_document(Some(&node.document));
    vec![plan]
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let node = plan.subject.free_page()?;
    let [previous, next] = builder.catalog.folders.neighbors(node);
    Some(PageContent::new(Guide {
        heading: builder.whole_title(node).clone(),
        body_html: builder.text(node, &node.entity.text),
        mentioned_by: builder.mentioned_by(&Target::Page(node.clone())),
        previous: previous.map(|node| builder.link(node)),
        next: next.map(|node| builder.link(node)),
    }))
}
