//! What an output is, and what it is made from.

use std::sync::Arc;

use super::search::cache::SearchCache;
use crate::catalog::Catalog;
use crate::config::{Config, Links};
use crate::pages::{Artifact, Bytes, OutPath, PageBuilder, SiteContext, SitePage, When, rendered};
use crate::render::{Fault, PageModel, Theme};
use crate::source::{CancelToken, ContentHash, ContentTable};

/// One part of the site.
#[derive(Debug)]
pub struct Output {
    pub name: &'static str,
    /// Returns whether a book with these settings has the output.
    pub enabled: fn(&Config) -> bool,
    pub when: When,
    pub make: Make,
}

/// How an output is made.
#[derive(Debug)]
pub enum Make {
    /// From each page alone: the page itself, or a file beside it.
    Page(fn(&RenderContext, &SitePage, &Arc<PageModel>) -> Option<Artifact>),
    /// From the whole book.
    Book(fn(&OutputContext) -> Vec<Artifact>),
}

impl Output {
    /// Returns the file that the output makes from a page.
    pub fn of_page(
        &self,
        context: &RenderContext,
        page: &SitePage,
        model: &Arc<PageModel>,
    ) -> Option<Artifact> {
        match self.make {
            Make::Page(make) => Some(self.timed(make(context, page, model)?)),
            Make::Book(_) => None,
        }
    }

    /// Returns the files that the output makes from the whole book.
    pub fn of_book(&self, context: &OutputContext) -> Vec<Artifact> {
        match self.make {
            Make::Page(_) => Vec::new(),
            Make::Book(make) => {
                let artifacts = make(context).into_iter();
                artifacts.map(|artifact| self.timed(artifact)).collect()
            }
        }
    }

    fn timed(&self, artifact: Artifact) -> Artifact {
        Artifact {
            when: self.when,
            ..artifact
        }
    }
}

/// The bytes of rendered pages by the hash of their model and theme, and of files of the book.
pub type Rendered = ContentTable<Result<Arc<[u8]>, Fault>>;

/// What renders a page.
#[derive(Clone, Debug)]
pub struct RenderContext {
    pub theme: Arc<Theme>,
    pub links: Links,
    /// The cache of rendered pages, if they are cached.
    pub cache: Option<Arc<Rendered>>,
}

impl RenderContext {
    /// Returns a function that renders a page.
    pub(super) fn renderer(
        &self,
        path: &OutPath,
        model: &Arc<PageModel>,
    ) -> impl Fn() -> Result<String, Fault> + Send + Sync + use<> {
        let (theme, links) = (self.theme.clone(), self.links);
        let (path, model) = (path.clone(), model.clone());
        move || rendered(&model, &theme, &path, links)
    }
}

/// What outputs of the whole book are made from.
#[derive(Clone, Debug)]
pub struct OutputContext {
    pub site: Arc<SiteContext>,
    pub pages: Arc<[SitePage]>,
    /// The hash of everything that the book is made of.
    pub sources: ContentHash,
    /// What search keeps from build to build.
    pub search: Arc<SearchCache>,
    /// The cache of files of the book, if they are cached.
    pub cache: Option<Arc<Rendered>>,
}

impl OutputContext {
    /// Returns the catalog of the book.
    pub(super) fn catalog(&self) -> &Catalog {
        &self.site.catalog
    }

    /// Returns the pages and texts of the book.
    fn book(&self) -> Book {
        Book {
            site: self.site.clone(),
            pages: self.pages.clone(),
        }
    }

    /// Returns a file whose text `text` makes of the whole book.
    pub(super) fn file(&self, path: &str, text: fn(&Book) -> String) -> Option<Artifact> {
        self.cancelable_file(path, move |book, _| Some(text(book)))
    }

    /// Returns a file whose text `text` makes of the whole book, or gives up once canceled.
    pub(super) fn cancelable_file(
        &self,
        path: &str,
        text: impl Fn(&Book, &CancelToken<'_>) -> Option<String> + Send + Sync + 'static,
    ) -> Option<Artifact> {
        let book = self.book();
        let key = ContentHash::new(&(self.sources, path, env!("CARGO_PKG_VERSION")));
        let cache = self.cache.clone();
        let make = move |cancel: &CancelToken<'_>| {
            let cached = cache.as_ref().and_then(|cache| cache.get(key));
            cached.or_else(|| {
                let text = (!cancel.is_cancelled())
                    .then(|| text(&book, cancel))
                    .flatten()?;
                let bytes = Ok(Arc::from(text.into_bytes()));
                Some(match &cache {
                    Some(cache) => cache.get_or_make(key, || bytes),
                    None => bytes,
                })
            })
        };
        let bytes = Bytes::Cancelable(Arc::new(make));
        Some(Artifact::new(OutPath::new(path)?, key, bytes))
    }
}

/// A book with its pages.
#[derive(Clone, Debug)]
pub(super) struct Book {
    pub(super) site: Arc<SiteContext>,
    pub(super) pages: Arc<[SitePage]>,
}

impl Book {
    /// Returns the catalog of the book.
    pub(super) fn catalog(&self) -> &Catalog {
        &self.site.catalog
    }

    /// Returns a builder, which gives access to titles and bodies.
    pub(super) fn builder(&self) -> PageBuilder<'_> {
        PageBuilder::new(&self.site)
    }
}
