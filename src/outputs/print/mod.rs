//! Printed pages: the whole book, each interview, each topic, with everything open. A printed page is put
//! together when it is asked for; its key is made of the keys of the pages that show the same.

mod asked;
mod chapters;
mod keys;
mod model;
mod sheet;

use std::sync::Arc;

use super::{Artifact, Bytes, ContentHash, OutPath, OutputContext};
use crate::catalog::{Catalog, Route, Target, TermNode};
use crate::pages::types::{HOME, INTERVIEW, TERM};
use crate::pages::{
    Head, Listing, PageBuilder, PagePlan, PageTitle, PageType, SiteContext, SitePage, Subject,
    href, out_path, page_model, rendered,
};
use crate::render::model::{Link, PageModel, Pager};
use crate::render::{Fault, PageContent};
use asked::Printer;
use keys::Keys;
use sheet::{Sheet, sheets_of};

/// The page type of printed pages. They are planned and made when somebody asks for them.
static PRINT: PageType = PageType {
    name: "print",
    template: "print.html",
    listing: Listing::Unlisted,
    subjects: |_| Vec::new(),
    plan: |_, _| Vec::new(),
    content,
};

/// Returns the printed pages.
pub(super) fn printed_pages(context: &OutputContext) -> Vec<Artifact> {
    let catalog = context.catalog();
    let keys = Keys::new(context);
    let interviews = catalog.ids.interviews.iter();
    let interviews = interviews.map(|node| Sheet::Interview(node.clone()));
    let topics = catalog.terms.topics.terms.iter().flat_map(|topic| {
        let sheets = 1..=sheets_of(catalog, topic);
        sheets.map(|number| Sheet::Topic(topic.clone(), number))
    });
    let sheets = [Sheet::Book].into_iter().chain(interviews).chain(topics);
    let artifact = |sheet: Sheet| {
        let page = keys.page_of(&context.pages, &sheet)?;
        let path = out_path(&sheet.route())?;
        let inputs = (keys.key(catalog, &sheet), page.key, path.as_str());
        let key = ContentHash::new(&(inputs, env!("CARGO_PKG_VERSION")));
        let bytes = on_demand(context.site.clone(), sheet, page.clone(), path.clone());
        Some(Artifact::new(path, key, bytes))
    };
    sheets.filter_map(artifact).collect()
}

fn on_demand(site: Arc<SiteContext>, sheet: Sheet, page: SitePage, path: OutPath) -> Bytes {
    Bytes::OnDemand(Arc::new(move || {
        let links = site.catalog.config.base.links;
        let html = rendered(&model(&site, &sheet, &page)?, &site.theme, &path, links)?;
        Ok(Arc::from(html.into_bytes()))
    }))
}

/// Returns the model of a sheet that prints a page.
fn model(site: &SiteContext, sheet: &Sheet, page: &SitePage) -> Result<PageModel, Fault> {
    let builder = PageBuilder::new(site);
    let plan = plan(&builder, sheet, page);
    let document = plan.document.as_ref();
    let strings = document.map_or(&site.strings, |document| site.strings_of(document));
    let title = |key| strings.with(key, &[("title", &page.head.title)]);
    let head = Head {
        title: title("print-title").into(),
        description: title("describe-print").into(),
    };
    page_model(&builder, &plan, &head, None)
}

/// Plans a sheet: below the page that it prints, and of the same file.
fn plan(builder: &PageBuilder<'_>, sheet: &Sheet, page: &SitePage) -> PagePlan {
    let (page_type, subject) = printed(sheet);
    let plans = (page_type.plan)(builder, &subject);
    let printed = plans.into_iter().find(|plan| plan.route == page.route);
    let title = PageTitle {
        title: page.head.title.to_string(),
        disambiguator: String::new(),
        description: page.head.description.to_string(),
    };
    let mut plan = PagePlan::new(&PRINT, &subject, sheet.route(), title);
    plan.number = sheet.number();
    if let Some(printed) = printed {
        plan.document = printed.document;
        plan.crumbs = printed.crumbs;
    }
    plan.crumbs.push(printed_link(builder, sheet, &page.route));
    plan
}

/// Returns the type and subject of the page that a sheet prints.
fn printed(sheet: &Sheet) -> (&'static PageType, Subject) {
    match sheet {
        Sheet::Book => (&HOME, Subject::Book),
        Sheet::Interview(node) => {
            let target = Target::Interview(node.clone());
            (&INTERVIEW, Subject::Entity(target))
        }
        Sheet::Topic(node, _) => (&TERM, Subject::Entity(Target::Topic(node.clone()))),
    }
}

/// Returns the sheet that a plan is for.
fn sheet(plan: &PagePlan) -> Option<Sheet> {
    match &plan.subject {
        Subject::Book => Some(Sheet::Book),
        Subject::Entity(Target::Interview(node)) => Some(Sheet::Interview(node.clone())),
        Subject::Entity(Target::Topic(node)) => Some(Sheet::Topic(node.clone(), plan.number)),
        Subject::Entity(_) | Subject::Path(_) => None,
    }
}

/// Returns the link to the page that a sheet prints.
fn printed_link(builder: &PageBuilder<'_>, sheet: &Sheet, route: &Route) -> Link {
    let title = match sheet {
        Sheet::Book => builder.strings.text("home").into(),
        Sheet::Interview(node) => builder.title(node).clone(),
        Sheet::Topic(node, _) => node.title.clone(),
    };
    Link::new(builder.href(route), title)
}

fn content(builder: &PageBuilder<'_>, plan: &PagePlan) -> Option<PageContent> {
    let sheet = sheet(plan)?;
    let document = plan.document.as_ref();
    let strings = document.map_or(&builder.strings, |document| builder.strings_of(document));
    let printed = plan.crumbs.last()?.clone();
    let route = sheet.printed_route();
    let mut printer = Printer::new(builder, strings, &sheet);
    let mut print = match &sheet {
        Sheet::Book => printer.book(printed),
        Sheet::Interview(node) => printer.interview(node, printed),
        Sheet::Topic(node, number) => printer.topic(node, *number, printed),
    };
    print.address = crate::pages::whole_url(&builder.catalog, &route);
    if let Sheet::Topic(node, number) = &sheet {
        print.pager = pager(&builder.catalog, node, *number);
    }
    Some(PageContent::new(print))
}

fn pager(catalog: &Catalog, topic: &TermNode, number: usize) -> Option<Pager> {
    let pages = sheets_of(catalog, topic);
    let route = topic.route.printed();
    let sheet = |number| href(catalog, &route.paged(number));
    (pages > 1).then(|| Pager {
        number,
        pages,
        previous: (number > 1).then(|| sheet(number - 1)),
        next: (number < pages).then(|| sheet(number + 1)),
    })
}
