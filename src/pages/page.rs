//! A page as a whole: its plan and content become the model that its template shows.

use std::sync::Arc;

use super::artifact::OutPath;
use super::builder::PageBuilder;
use super::context::SiteContext;
use super::dates;
use super::hrefs::{MARKDOWN_EXPORT, href, print_href};
use super::page_type::{Listing, PagePlan};
use super::structured_data::structured_data;
use super::titles::Head;
use super::tracker::Dependencies;
use super::urls::{file_url, whole_url};
use crate::catalog::{Route, Target};
use crate::config::Links;
use crate::kinds::Date;
use crate::render::model::{PageModel, View};
use crate::render::{Fault, FaultKind, Theme, portable};
use crate::source::ContentHash;

/// A page and the file it becomes.
#[derive(Clone, Debug)]
pub struct SitePage {
    pub path: OutPath,
    pub route: Route,
    /// The entity that the page is about; `None` for lists of everything.
    pub about: Option<Target>,
    /// The latest day on which an author changed what the page shows.
    pub changed: Option<Date>,
    pub head: Head,
    /// Whether search engines may list the page.
    pub listed: bool,
    /// The hash of the model, the theme and the form of links: of everything that the bytes are made of.
    pub key: ContentHash,
}

/// A page that was just made.
pub(super) struct NewPage {
    pub(super) page: SitePage,
    pub(super) model: Arc<PageModel>,
    /// What the content depends on.
    pub(super) dependencies: Dependencies,
}

/// Makes a page.
///
/// # Errors
/// The fault of a component of the theme.
pub(super) fn new_page(
    context: &SiteContext,
    plan: PagePlan,
    head: Head,
    path: OutPath,
) -> Result<NewPage, Fault> {
    let builder = PageBuilder::new(context);
    let changed = dates::changed(&context.catalog, plan.about.as_ref());
    let model = page_model(&builder, &plan, &head, changed.as_ref())?;
    let links = context.catalog.config.base.links;
    let page = SitePage {
        path,
        key: ContentHash::new(&(&model, context.theme.hash, links)),
        listed: model.listed,
        route: plan.route,
        about: plan.about,
        changed,
        head,
    };
    Ok(NewPage {
        page,
        model: Arc::new(model),
        dependencies: builder.finish(),
    })
}

/// Returns the model of a page: its content, and what every page has.
///
/// # Errors
/// The fault of a component of the theme.
pub fn page_model(
    builder: &PageBuilder<'_>,
    plan: &PagePlan,
    head: &Head,
    changed: Option<&Date>,
) -> Result<PageModel, Fault> {
    let (catalog, theme) = (&builder.catalog, &builder.theme);
    let site = &builder.fragments.site;
    let page_type = plan.page_type;
    let content = (page_type.content)(builder, plan).ok_or_else(|| no_content(plan))?;
    let document = plan.document.as_ref();
    let facts = document.map(|document| &document.facts);
    let book = &catalog.config.language;
    let language = facts
        .and_then(|facts| facts.language.as_ref())
        .unwrap_or(book);
    let strings = theme.strings(&[language, book]);
    let updated = facts.and_then(|facts| facts.updated.as_ref());
    let listed = page_type.listing != Listing::Unlisted;
    let has_data = listed && site.origin.is_some();
    let edit_url = catalog.config.site.edit_url.as_ref().filter(|_| listed);
    let address = href(catalog, &plan.route);
    let direction = language.direction();
    let language: Arc<str> = language.as_str().into();
    let view = View::new(site, &language, &address, &plan.crumbs);
    Ok(PageModel {
        site: site.clone(),
        frame: builder.memo.frame(theme, strings, &view)?,
        title: head.title.clone(),
        description: head.description.clone(),
        markdown_export: (listed && catalog.config.markdown_export)
            .then(|| format!("{address}{MARKDOWN_EXPORT}")),
        href: address,
        canonical: plan
            .canonical
            .as_ref()
            .and_then(|route| whole_url(catalog, route)),
        listed,
        card: match page_type.listing {
            Listing::Article => "article",
            Listing::Listed | Listing::Unlisted => "website",
        },
        structured_data: has_data.then(|| structured_data(builder, plan, changed)),
        edit: edit_url
            .zip(document)
            .map(|(url, document)| edit_address(url, document.path.as_str())),
        print: print_href(catalog, plan.about.as_ref().filter(|_| listed)),
        updated: updated.map(ToString::to_string),
        language,
        direction,
        locale: strings.tag.clone(),
        crumbs: plan.crumbs.clone(),
        template: page_type.template,
        page: content,
    })
}

fn no_content(plan: &PagePlan) -> Fault {
    Fault {
        kind: FaultKind::Template,
        file: plan.page_type.template.to_owned(),
        span: None,
        message: format!(
            "the page type `{}` cannot show `{}`; this is a bug in prepbook",
            plan.page_type.name, plan.route
        ),
    }
}

/// Returns where a file can be edited: `{path}` in the URL is replaced with its encoded path.
fn edit_address(url: &str, path: &str) -> String {
    url.replace("{path}", &file_url(path))
}

/// Renders a page, with links in the form that the book wants.
///
/// # Errors
/// The fault of the template.
pub fn rendered(
    model: &PageModel,
    theme: &Theme,
    path: &OutPath,
    links: Links,
) -> Result<String, Fault> {
    let html = theme.page(model)?;
    Ok(match links {
        Links::FromRoot => html,
        Links::FromPage => portable(&html, path.as_str().matches('/').count()),
    })
}

/// Returns the file of a route: `/topics/` is `topics/index.html`. The page for unknown addresses is a file
/// itself.
pub fn out_path(route: &Route) -> Option<OutPath> {
    match route.as_str() {
        "/404.html/" => OutPath::new("404.html"),
        route => OutPath::new(&format!("{}index.html", route.trim_start_matches('/'))),
    }
}
