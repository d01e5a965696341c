//! Search: typed records of the book, an inverted index over them in shards, and the files that the
//! search page reads. Nothing is made before one of the files is requested.
//!
//! `search/index.json` lists the kind of every record, the records of every facet, and every word.
//! `search/words/N.json` lists the records of the words of one shard, and `search/pairs/N.json` the
//! positions of bigrams. `search/titles/N.json` and `search/texts/N.json` contain what is shown of
//! a hit. Lists of numbers are encoded as text by [`numbers`]. The number of files depends only on
//! the number of records, so their names are known before their content.

mod bigrams;
pub(super) mod cache;
mod files;
mod index;
mod lexicon;
mod numbers;
mod page_text;
mod posting;
mod reading;
mod record_cache;
mod records;
mod sections;
mod words;

use std::sync::Arc;

use super::output::OutputContext;
use super::{Artifact, Bytes, ContentHash, OutPath};
use files::{SearchFile, SearchFiles};
use records::Sources;

use crate::config::Links;
use crate::source::CancelToken;

/// Returns the files of the search.
pub(super) fn search(context: &OutputContext) -> Vec<Artifact> {
    let site = context.site.clone();
    let key = ContentHash::new(&(context.sources, site.theme.hash, env!("CARGO_PKG_VERSION")));
    let cache = context.search.clone();
    let files = cache.files(key);
    let names: Vec<SearchFile> = match site.catalog.config.base.links {
        Links::FromRoot => SearchFile::all(records::count(&site.catalog)).collect(),
        Links::FromPage => vec![SearchFile::Script],
    };
    let sources = Sources { site };
    let make = Arc::new(move |cancel: &CancelToken<'_>| {
        files.get_or_make(cancel, || {
            SearchFiles::build(&sources, &cache.records, cancel)
        })
    });
    let artifact = |file: SearchFile| {
        let (path, make) = (file.path(), make.clone());
        let bytes = Bytes::Cancelable(Arc::new(move |cancel| Some(Ok(make(cancel)?.bytes(file)))));
        let key = ContentHash::new(&(key, path.as_str()));
        Some(Artifact::new(OutPath::new(&path)?, key, bytes))
    };
    names.into_iter().filter_map(artifact).collect()
}
