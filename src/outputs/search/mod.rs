//! Search: typed records of the book, an inverted index over them in shards, and the files that the
//! search page reads. Nothing is made before somebody asks for one of the files.
//!
//! `search/index.json` names every record's kind, every facet's records and every word;
//! `search/words/N.json` holds which records have the words of a shard, `search/pairs/N.json` which
//! texts have one word after another, `search/titles/N.json` and `search/texts/N.json` what is shown
//! of a hit. Lists of numbers are texts of [`numbers`]. How many files there are depends on the number
//! of records alone, so their names are known before their content is.

mod bigrams;
mod cache;
mod files;
mod index;
mod lexicon;
mod numbers;
mod posting;
mod reading;
mod record_cache;
mod records;
mod sections;
mod words;

use std::sync::Arc;

pub use cache::SearchCache;

use super::site::book_strings;
use super::{Artifact, Bytes, ContentHash, Inputs, Made, OutPath};
use files::{SearchFile, SearchFiles};
use records::Sources;

use crate::catalog::Catalog;
use crate::config::Links;
use crate::source::GoOn;

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
    let key = ContentHash::of(&(inputs.sources, theme.hash, env!("CARGO_PKG_VERSION")));
    let cache = inputs.search.clone();
    let files = cache.files(key);
    let names: Vec<SearchFile> = match inputs.catalog.config.base.links {
        Links::FromRoot => SearchFile::all(records::count(inputs.catalog)).collect(),
        Links::FromPage => vec![SearchFile::Script],
    };
    let make = Arc::new(move |go_on: &GoOn<'_>| {
        files.get_or_make(go_on, || {
            let strings = book_strings(&sources.catalog, &theme);
            SearchFiles::build(&sources, &strings, &cache.records, go_on)
        })
    });
    let artifact = |file: SearchFile| {
        let (path, make) = (file.path(), make.clone());
        Some(Artifact {
            key: ContentHash::of(&(key, path.as_str())),
            path: OutPath::new(&path)?,
            bytes: Bytes::OfBook(Arc::new(move |go_on| Some(Ok(make(go_on)?.bytes(file))))),
        })
    };
    names.into_iter().filter_map(artifact).collect()
}

/// The address of the script that holds the whole search, where pages cannot read files.
pub(super) fn script_href(catalog: &Catalog) -> Option<String> {
    let base = &catalog.config.base;
    (base.links == Links::FromPage).then(|| format!("{}/{}", base.path, files::SCRIPT))
}
