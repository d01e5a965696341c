//! Pages at old addresses, which lead readers to the new ones.

use serde::Serialize;

use crate::catalog::{Catalog, Route, Target};
use crate::pages::builder::PageBuilder;
use crate::pages::page_type::{Listing, PagePlan, PageType, Subject};
use crate::render::PageContent;
use crate::render::model::Link;

/// The page type.
pub(super) static PAGE_TYPE: PageType = PageType {
    name: "redirect",
    template: "redirect.html",
    listing: Listing::Unlisted,
    subjects,
    plan,
    content,
};

/// What the template shows.
#[derive(Debug, Hash, Serialize)]
struct Redirect {
    to: Link,
}

fn subjects(catalog: &Catalog) -> Vec<Subject> {
    let routes = catalog.aliases.redirects.keys();
    routes.map(|route| Subject::Path(route.shared())).collect()
}

/// Returns the old address and the entity that is now somewhere else.
fn redirect<'c>(catalog: &'c Catalog, subject: &Subject) -> Option<(&'c Route, &'c Target)> {
    let path = subject.path()?;
    let route = Route::from_parts(path.split('/').filter(|part| !part.is_empty()));
    catalog.aliases.redirects.get_key_value(&route)
}

fn plan(builder: &PageBuilder<'_>, subject: &Subject) -> Vec<PagePlan> {
    let Some((from, target)) = redirect(&builder.catalog, subject) else {
        return Vec::new();
    };
    let to = builder.target_link(target);
    let description = builder
        .strings
        .with("describe-moved", &[("title", to.text())]);
    let title = builder.strings.with("moved-to", &[("title", to.text())]);
    let mut plan = PagePlan::list(&PAGE_TYPE, subject, from.clone(), &title, description);
    plan.canonical = Some(target.route().clone());
    plan.about = Some(target.clone());
    vec![plan]
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let to = builder.target_link(plan.about.as_ref()?);
    Some(PageContent::new(Redirect { to }))
}
