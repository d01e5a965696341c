//! Floor 7: what the site is made of. Each output turns the catalog into artifacts.

mod artifact;
mod files;
mod site;
mod theme_files;

use std::sync::Arc;

pub use artifact::{Artifact, Bytes, OutPath};
pub use site::{SitePage, pages};

pub use crate::render::{Fault, FaultOf};
pub use crate::source::ContentHash;

use crate::catalog::Catalog;
use crate::diag::Diagnostics;
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
    pub make: fn(&Inputs<'_>) -> Made,
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
        make: site,
    },
    Output {
        name: "assets",
        extent: Extent::Page,
        make: theme_files::artifacts,
    },
    Output {
        name: "files",
        extent: Extent::Page,
        make: files::files,
    },
];

/// The pages, each rendered when its bytes are asked for.
fn site(inputs: &Inputs<'_>) -> Made {
    let (pages, diagnostics) = pages(inputs.catalog, inputs.theme, inputs.bodies);
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
    Made {
        artifacts: pages.into_iter().map(artifact).collect(),
        diagnostics,
    }
}
