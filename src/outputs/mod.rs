//! Floor 7: what the site is made of. Each output turns the catalog into artifacts.

mod artifact;
mod files;
mod site;

use std::sync::Arc;

pub use artifact::{Artifact, Bytes, OutPath};
pub use site::{SitePage, pages};

pub use crate::render::{Fault, FaultOf};
pub use crate::source::ContentHash;

use crate::catalog::Catalog;
use crate::render::{BodyMemo, Theme, page};
use crate::source::ContentTable;

/// When an output is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// With every build: it is what readers see first.
    Page,
    /// When it is asked for: it needs the whole book.
    Book,
}

/// What every output is made from.
#[derive(Debug)]
pub struct Inputs<'a> {
    pub catalog: &'a Catalog,
    pub theme: &'a Arc<Theme>,
    pub bodies: &'a BodyMemo,
    /// Where rendered pages are kept, if they are.
    pub kept: Option<Arc<Pages>>,
}

/// The bytes of rendered pages, by the hash of their model and theme.
pub type Pages = ContentTable<Result<Arc<[u8]>, Fault>>;

/// One part of the site.
pub struct Output {
    pub name: &'static str,
    pub extent: Extent,
    pub make: fn(&Inputs<'_>) -> Vec<Artifact>,
}

/// Every output. A new one is a file and a line.
pub const OUTPUTS: &[Output] = &[
    Output {
        name: "site",
        extent: Extent::Page,
        make: site,
    },
    Output {
        name: "assets",
        extent: Extent::Page,
        make: theme_assets,
    },
    Output {
        name: "files",
        extent: Extent::Page,
        make: files::files,
    },
];

/// The pages, each rendered when its bytes are asked for.
fn site(inputs: &Inputs<'_>) -> Vec<Artifact> {
    let pages = pages(inputs.catalog, inputs.theme, inputs.bodies);
    let artifact = |found: SitePage| {
        let key = ContentHash::of(&(&*found.model, inputs.theme.hash));
        let (theme, model, kept) = (inputs.theme.clone(), found.model, inputs.kept.clone());
        let render = move || page(&model, &theme).map(|html| Arc::from(html.as_str().as_bytes()));
        let make = move || match &kept {
            Some(pages) => pages.get_or_make(key, &render),
            None => render(),
        };
        Artifact {
            path: found.path,
            key,
            bytes: Bytes::OnDemand(Arc::new(make)),
        }
    };
    pages.into_iter().map(artifact).collect()
}

/// The theme's files that pages link to.
fn theme_assets(inputs: &Inputs<'_>) -> Vec<Artifact> {
    let files = theme_files(inputs.theme).into_iter();
    let artifact = |(name, text): (&str, &Arc<str>)| {
        let bytes: Arc<[u8]> = text.as_bytes().into();
        Some(Artifact {
            path: OutPath::new(&asset_path(name, text))?,
            key: ContentHash::of_bytes(&bytes),
            bytes: Bytes::Ready(bytes),
        })
    };
    files.filter_map(artifact).collect()
}

fn theme_files(theme: &Theme) -> [(&'static str, &Arc<str>); 2] {
    [("site.css", &theme.style), ("icon.svg", &theme.icon)]
}

/// `assets/site-0123456789ab.css`: the name changes with the content, so that it can be kept for
/// ever.
fn asset_path(name: &str, text: &str) -> String {
    let hash = ContentHash::of_bytes(text.as_bytes()).to_string();
    let hash = hash.get(..12).unwrap_or(&hash);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}-{hash}.{extension}"),
        None => format!("assets/{name}-{hash}"),
    }
}
