//! Search: typed records of the book, an inverted index over them in shards, and the files that the
//! search page reads. Nothing is made before somebody asks for one of the files.
//!
//! `search/index.json` names every record's kind, every facet's records and every word;
//! `search/words/N.json` holds which records have the words of a shard, `search/pairs/N.json` which
//! texts have one word after another, `search/titles/N.json` and `search/texts/N.json` what is shown
//! of a hit. Lists of numbers are texts of [`signs`]. How many files there are depends on the number
//! of records alone, so their names are known before their content is.

mod files;
mod index;
mod kept;
mod pairs;
mod reading;
mod records;
mod sections;
mod signs;
mod words;

use std::sync::Arc;

pub use kept::Kept;

use super::site::book_words;
use super::{Artifact, Bytes, ContentHash, Inputs, Made, OutPath};
use files::{Files, Part};
use records::Sources;

use crate::catalog::Catalog;
use crate::config::Links;
use crate::source::CancelToken;

/// The files, where the book wants a search.
pub(super) fn search(inputs: &Inputs<'_>) -> Made {
    if !inputs.catalog.config.search {
        return Made::default();
    }
    let theme = inputs.theme.clone();
    let sources = Sources {
        catalog: inputs.catalog.clone(),
        texts: inputs.texts.clone(),
    };
    let key = ContentHash::new(&(inputs.sources, theme.hash, env!("CARGO_PKG_VERSION")));
    let kept = inputs.search.clone();
    let files = kept.files(key);
    let names: Vec<Part> = match inputs.catalog.config.base.links {
        Links::FromRoot => Part::all(records::count(inputs.catalog)).collect(),
        Links::FromPage => vec![Part::Script],
    };
    let make = Arc::new(move |cancel: &CancelToken<'_>| {
        files.get_or_make(cancel, || {
            let words = book_words(&sources.catalog, &theme);
            Files::of(&sources, &words, &kept, cancel)
        })
    });
    let artifact = |part: Part| {
        let (path, make) = (part.path(), make.clone());
        Some(Artifact {
            key: ContentHash::new(&(key, path.as_str())),
            path: OutPath::new(&path)?,
            bytes: Bytes::OfBook(Arc::new(move |cancel| Some(Ok(make(cancel)?.bytes(part))))),
        })
    };
    names.into_iter().filter_map(artifact).collect()
}

/// The address of the script that holds the whole search, where pages cannot read files.
pub(super) fn script_href(catalog: &Catalog) -> Option<String> {
    let base = &catalog.config.base;
    (base.links == Links::FromPage).then(|| format!("{}/{}", base.path, files::SCRIPT))
}
