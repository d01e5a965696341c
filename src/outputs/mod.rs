//! Floor 7: what the site is made of. Each output turns the catalog into artifacts.

mod address;
mod artifact;
mod bank;
mod data;
mod feed;
mod files;
mod headers;
mod llms;
mod policy;
mod robots;
mod search;
mod site;
mod sitemap;
mod theme_files;
mod twins;
mod xml;

use std::sync::Arc;

pub use artifact::{Artifact, Bytes, Destination, OutPath, Taker};
pub use data::data_schema;
pub use search::Kept as KeptSearch;
pub use site::{Fate, Pages, SitePage};

pub use crate::render::{Fault, FaultOf};
pub use crate::source::ContentHash;

use crate::catalog::{Catalog, Texts};
use crate::config::Links;
use crate::diag::Diagnostics;
use crate::render::{BodyMemo, PageModel, Theme, page, portable};
use crate::source::{CancelToken, ContentTable};

/// When an output is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// With every build: it is what readers see first.
    Page,
    /// When it is asked for, or after a pause: it shows the whole book, and its templates can fail.
    Sheet,
    /// When it is asked for, or after a pause: no edit waits for it, and it cannot fail.
    Book,
}

/// What makes a file of a page.
#[derive(Clone, Debug)]
pub struct Binding {
    pub theme: Arc<Theme>,
    pub links: Links,
    /// Where rendered pages are kept, if they are.
    pub kept: Option<Arc<Rendered>>,
}

/// What outputs of the whole book are made from.
#[derive(Debug)]
pub struct Inputs<'a> {
    pub catalog: &'a Arc<Catalog>,
    pub theme: &'a Arc<Theme>,
    pub pages: &'a Arc<[SitePage]>,
    /// Of everything that the book is made of.
    pub sources: ContentHash,
    pub texts: &'a Arc<Texts>,
    /// What search keeps from build to build.
    pub search: &'a Arc<KeptSearch>,
    /// What the pages were made with.
    pub press: &'a Pages,
    pub bodies: &'a Arc<BodyMemo>,
    /// Where rendered pages are kept, if they are.
    pub kept: Option<Arc<Rendered>>,
}

/// What outputs that need the whole book are made from.
#[derive(Clone, Debug)]
pub struct Book {
    pub catalog: Arc<Catalog>,
    pub texts: Arc<Texts>,
    pub pages: Arc<[SitePage]>,
}

impl Binding {
    /// What renders a page.
    fn html(
        &self,
        path: &OutPath,
        model: &Arc<PageModel>,
    ) -> impl Fn() -> Result<String, Fault> + Send + Sync + use<> {
        let (theme, links) = (self.theme.clone(), self.links);
        let (path, model) = (path.clone(), model.clone());
        move || html(&model, &theme, &path, links)
    }
}

impl Inputs<'_> {
    /// A file that `text` makes of the whole book when it is asked for.
    fn of_book(&self, path: &str, text: fn(&Book) -> String) -> Option<Artifact> {
        self.of_book_while(path, move |book, _| Some(text(book)))
    }

    /// A file that `text` makes of the whole book when it is asked for, or gives up.
    fn of_book_while(
        &self,
        path: &str,
        text: impl Fn(&Book, &CancelToken<'_>) -> Option<String> + Send + Sync + 'static,
    ) -> Option<Artifact> {
        let book = Book {
            catalog: self.catalog.clone(),
            texts: self.texts.clone(),
            pages: self.pages.clone(),
        };
        let key = ContentHash::new(&(self.sources, path, env!("CARGO_PKG_VERSION")));
        let kept = self.kept.clone();
        let make = move |cancel: &CancelToken<'_>| {
            let made = kept.as_ref().and_then(|kept| kept.get(key));
            made.or_else(|| {
                let text = cancel.check().and_then(|()| text(&book, cancel))?;
                let made = Ok(Arc::from(text.into_bytes()));
                Some(match &kept {
                    Some(kept) => kept.get_or_make(key, || made),
                    None => made,
                })
            })
        };
        Some(Artifact {
            path: OutPath::new(path)?,
            key,
            bytes: Bytes::OfBook(Arc::new(make)),
        })
    }
}

/// The bytes of rendered pages by the hash of their model and theme, and of files of the book.
pub type Rendered = ContentTable<Result<Arc<[u8]>, Fault>>;

impl FromIterator<Artifact> for Made {
    /// Files that nothing is wrong with.
    fn from_iter<T: IntoIterator<Item = Artifact>>(artifacts: T) -> Self {
        Self {
            artifacts: artifacts.into_iter().collect(),
            diagnostics: Diagnostics::default(),
        }
    }
}

/// One part of the site.
pub struct Output {
    pub name: &'static str,
    pub extent: Extent,
    pub make: Make,
}

/// What an output is made of.
pub enum Make {
    /// Each page alone: it is a file, or has one beside it.
    OfPage(fn(&Binding, &SitePage, &Arc<PageModel>) -> Option<Artifact>),
    /// All of the book.
    OfBook(fn(&Inputs<'_>) -> Made),
}

/// What an output consists of, and what was found while it was made.
#[derive(Debug, Default)]
pub struct Made {
    pub artifacts: Vec<Artifact>,
    pub diagnostics: Diagnostics,
}

/// Every output. A new one is a file and a line.
pub const OUTPUTS: &[Output] = &[
    Output {
        name: "site",
        extent: Extent::Page,
        make: Make::OfPage(site),
    },
    Output {
        name: "assets",
        extent: Extent::Page,
        make: Make::OfBook(theme_files::artifacts),
    },
    Output {
        name: "files",
        extent: Extent::Page,
        make: Make::OfBook(files::files),
    },
    Output {
        name: "bank style",
        extent: Extent::Page,
        make: Make::OfBook(bank::style),
    },
    Output {
        name: "bank data",
        extent: Extent::Book,
        make: Make::OfBook(bank::data),
    },
    Output {
        name: "headers",
        extent: Extent::Page,
        make: Make::OfBook(headers::headers),
    },
    Output {
        name: "robots",
        extent: Extent::Page,
        make: Make::OfBook(robots::robots),
    },
    Output {
        name: "sitemap",
        extent: Extent::Book,
        make: Make::OfBook(sitemap::sitemap),
    },
    Output {
        name: "feed",
        extent: Extent::Book,
        make: Make::OfBook(feed::feed),
    },
    Output {
        name: "llms",
        extent: Extent::Book,
        make: Make::OfBook(llms::llms),
    },
    Output {
        name: "twins",
        extent: Extent::Book,
        make: Make::OfPage(twins::twin_of),
    },
    Output {
        name: "data",
        extent: Extent::Book,
        make: Make::OfBook(data::data),
    },
    Output {
        name: "search",
        extent: Extent::Book,
        make: Make::OfBook(search::search),
    },
    Output {
        name: "print",
        extent: Extent::Sheet,
        make: Make::OfBook(site::sheets),
    },
];

/// The page itself, rendered when its bytes are asked for.
fn site(binding: &Binding, found: &SitePage, model: &Arc<PageModel>) -> Option<Artifact> {
    let key = found.key;
    let (html, kept) = (binding.html(&found.path, model), binding.kept.clone());
    let render = move || Ok(Arc::from(html()?.into_bytes()));
    let make = move || match &kept {
        Some(pages) => pages.get_or_make(key, &render),
        None => render(),
    };
    Some(Artifact {
        path: found.path.clone(),
        key,
        bytes: Bytes::OnDemand(Arc::new(make)),
    })
}

/// A page, with addresses as the book wants them.
fn html(model: &PageModel, theme: &Theme, path: &OutPath, links: Links) -> Result<String, Fault> {
    let html = page(model, theme)?;
    Ok(match links {
        Links::FromRoot => html,
        Links::FromPage => portable(&html, path.as_str().matches('/').count()),
    })
}
