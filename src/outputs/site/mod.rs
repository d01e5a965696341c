//! The pages of the site: one model for each.

mod dates;
mod facts;
mod findings;
mod heads;
mod interview;
mod leads;
mod links;
mod lists;
mod nearby;
mod parts;
mod press;
mod print;
mod profile;
mod question;
mod shapes;
mod shop;
mod shown;
mod terms;

use std::fmt;
use std::sync::Arc;

use super::{ContentHash, OutPath, address, feed, llms, policy, theme_files, twins};
use crate::catalog::{Catalog, Route, Target};
use crate::config::Answers;
use crate::kinds::{Date, Document};
use crate::render::model::{Link, Page, PageModel, Pager, Site, View};
use crate::render::{Fault, Theme, Words};
pub use heads::Head;
use links::href;
use parts::Maker;
pub use press::{Fate, Pages};
pub(in crate::outputs) use print::sheets;
use shop::Shop;
use shown::Shown;

/// Rows on one page of a list.
const PAGE_SIZE: usize = 100;

/// A page and the file it becomes.
#[derive(Clone, Debug)]
pub struct SitePage {
    pub path: OutPath,
    pub route: Route,
    /// The entity whose page it is; none for lists of everything.
    pub about: Option<Target>,
    /// The latest day on which an author changed what it shows.
    pub changed: Option<Date>,
    pub head: Head,
    /// Whether search engines may list it.
    pub listed: bool,
    /// All that it shows, where somebody asks for that later.
    pub model: Option<Arc<PageModel>>,
    /// Of the model, the theme and the form of links: of all that its bytes are made of.
    pub key: ContentHash,
}

/// A page before its title is compared with those of the others.
struct Draft {
    route: Route,
    /// The entity whose page it is.
    about: Option<Target>,
    naming: Naming,
    crumbs: Vec<Link>,
    /// The file it shows.
    document: Option<Arc<Document>>,
    content: Content,
}

/// What a page shows in its middle. Where that is much, it is made when the page is, so that not
/// all of a book is there at the same time.
struct Content(Box<dyn FnOnce(&Maker<'_>) -> Page + Send + Sync>);

impl Content {
    fn made_by(make: impl FnOnce(&Maker<'_>) -> Page + Send + Sync + 'static) -> Self {
        Self(Box::new(make))
    }
}

impl From<Page> for Content {
    fn from(page: Page) -> Self {
        Self::made_by(|_| page)
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("content")
    }
}

/// What a page calls itself, whatever others do.
#[derive(Debug)]
struct Naming {
    title: String,
    /// What tells it apart from a page of the same title.
    apart: String,
    description: String,
}

impl Draft {
    /// A page of the top level.
    fn list(route: Route, title: &str, description: String, page: Page) -> Self {
        Self {
            naming: Naming {
                title: title.to_owned(),
                apart: route.to_string(),
                description,
            },
            route,
            about: None,
            crumbs: Vec::new(),
            document: None,
            content: page.into(),
        }
    }
}

/// The texts in the book's language, with its labels.
pub(in crate::outputs) fn book_words(catalog: &Catalog, theme: &Theme) -> Words {
    let config = &catalog.config;
    theme.words(&[&config.language]).labeled(&config.labels)
}

fn site(catalog: &Catalog, theme: &Theme, words: &Words) -> Site {
    let Catalog {
        config,
        ids,
        terms,
        indices,
        ..
    } = catalog;
    // address, text, and how much is listed there: menus name only what a book has
    let nav = [
        ("questions", "questions", ids.questions.len()),
        ("interviews", "interviews", ids.interviews.len()),
        ("topics", "topics", terms.topics.terms.len()),
        ("frameworks", "frameworks", ids.frameworks.len()),
    ];
    let footer = [
        ("takeaways", "takeaways", ids.takeaways.len()),
        ("faq", "faq", ids.faq.len()),
        ("companies", "companies", terms.companies.terms.len()),
        ("roles", "roles", terms.roles.terms.len()),
        ("rounds", "round-kinds", indices.rounds_of_kind.len()),
        ("difficulties", "difficulties", indices.of_difficulty.len()),
        ("formats", "formats", indices.of_format.len()),
        ("years", "years", indices.interviews_of_year.len()),
        ("print", "print", usize::from(config.print)),
        ("settings", "settings", 1),
    ];
    let links = |parts: &[(&str, &str, usize)]| -> Vec<Link> {
        let there = parts.iter().filter(|(_, _, listed)| *listed > 0);
        let link = |(part, title, _): &(&str, &str, usize)| {
            Link::new(
                href(catalog, &Route::from_parts([*part])),
                words.text(title),
            )
        };
        there.map(link).collect()
    };
    let feed = feed::href(catalog);
    let subscribed = feed.clone().map(|href| Link::new(href, words.text("feed")));
    Site {
        title: config.title.clone(),
        language: config.language.as_str().into(),
        direction: config.language.direction(),
        origin: config.base.origin.clone(),
        home: href(catalog, &Route::from_parts([])),
        settings: href(catalog, &Route::from_parts(["settings"])),
        search: config
            .search
            .then(|| href(catalog, &Route::from_parts(["search"]))),
        files: theme_files::links(theme, config),
        answers_open: config.site.answers == Answers::Open,
        nav: links(&nav),
        footer: links(&footer).into_iter().chain(subscribed).collect(),
        feed,
        described: llms::href(catalog),
        policy: policy::of_pages(catalog),
    }
}

/// Where a file can be edited: its path, encoded, in the place of `{path}`.
fn edit_address(url: &str, path: &str) -> String {
    url.replace("{path}", &address::of_file(path))
}

/// A page with its content, and what this shows. What becomes of the page is its `fate`.
fn site_page(
    draft: Draft,
    head: Head,
    path: OutPath,
    shop: &Shop<'_>,
    fate: Fate<'_>,
) -> Result<(SitePage, Shown), Fault> {
    let (catalog, theme, site) = (shop.catalog, shop.theme, &shop.rows.site);
    let book = &catalog.config.language;
    let maker = Maker::of(shop);
    let page = (draft.content.0)(&maker);
    let document = draft.document.as_ref();
    let facts = document.map(|document| &document.facts);
    let language = facts
        .and_then(|facts| facts.language.as_ref())
        .unwrap_or(book);
    let voice = theme.words(&[language, book]);
    let direction = language.direction();
    let updated = facts.and_then(|facts| facts.updated.as_ref());
    let edit_url = catalog.config.site.edit_url.as_ref();
    let changed = dates::changed(catalog, draft.about.as_ref());
    let listed = !matches!(
        page,
        Page::Redirect(_) | Page::NotFound(_) | Page::Search(_) | Page::Settings(_)
    );
    let named = listed && site.origin.is_some();
    let about = draft.about.as_ref();
    let facts =
        named.then(|| facts::facts(&draft.route, about, &draft.naming, shop, changed.as_ref()));
    let stands_at = match &page {
        // an old address speaks for the new one
        Page::Redirect(_) => about.map(Target::route),
        // it is shown at every address that is none
        Page::NotFound(_) => None,
        _ => Some(&draft.route),
    };
    let address = href(catalog, &draft.route);
    let language: Arc<str> = language.as_str().into();
    let view = View::of(site, &language, &address, &draft.crumbs);
    let model = PageModel {
        site: site.clone(),
        frame: shop.memo.frame(theme, voice, &view)?,
        title: head.title.clone(),
        description: head.description.clone(),
        twin: (listed && catalog.config.twins).then(|| format!("{address}{}", twins::FILE)),
        href: address,
        canonical: stands_at.and_then(|route| address::whole(catalog, route)),
        listed,
        card: match page {
            Page::Interview(_) => "article",
            _ => "website",
        },
        facts,
        edit: edit_url
            .zip(document)
            .map(|(url, document)| edit_address(url, document.path.as_str())),
        print: print::href(catalog, about),
        updated: updated.map(ToString::to_string),
        language,
        direction,
        voice: voice.tag.clone(),
        crumbs: draft.crumbs,
        page,
    };
    let key = ContentHash::new(&(&model, theme.hash, catalog.config.base.links));
    let model = Arc::new(model);
    let page = SitePage {
        path,
        key,
        route: draft.route,
        about: draft.about,
        changed,
        head,
        listed,
        model: fate.keeps(&model),
    };
    if let Fate::Given(give) = fate {
        give(&page, &model);
    }
    Ok((page, maker.shown()))
}

/// `/topics/` is the file `topics/index.html`; the page for what is not there is a file itself.
fn out_path(route: &Route) -> Option<OutPath> {
    match route.as_str() {
        "/404.html/" => OutPath::new("404.html"),
        route => OutPath::new(&format!("{}index.html", route.trim_start_matches('/'))),
    }
}

/// The pages of a list: number, rows, and the pager where there is more than one. `href` gives the
/// address of a page by its number.
fn paged<T>(rows: &[T], href: impl Fn(usize) -> Arc<str>) -> Vec<(usize, &[T], Option<Pager>)> {
    let of = rows.len().div_ceil(PAGE_SIZE).max(1);
    let pager = |number: usize| Pager {
        number,
        of,
        previous: (number > 1).then(|| href(number - 1)),
        next: (number < of).then(|| href(number + 1)),
    };
    if rows.is_empty() {
        return vec![(1, rows, None)];
    }
    let pages = rows.chunks(PAGE_SIZE).enumerate();
    pages
        .map(|(index, rows)| (index + 1, rows, (of > 1).then(|| pager(index + 1))))
        .collect()
}
