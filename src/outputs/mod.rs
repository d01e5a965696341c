//! Floor 8: what the site is made of. Each output turns pages, or the whole book, into artifacts.

mod bank;
mod data;
mod feed;
mod files;
mod headers;
mod llms;
mod markdown_export;
mod output;
mod page;
mod print;
mod robots;
mod search;
mod sitemap;
mod theme_files;
mod xml;

pub use data::data_schema;
pub use output::{Make, Output, OutputContext, RenderContext, Rendered};
pub use search::cache::SearchCache;

pub use crate::pages::{Artifact, ArtifactSink, Bytes, OutPath, When};
pub use crate::render::{Fault, FaultKind};
pub use crate::source::ContentHash;

use crate::config::{Config, Links};

/// All outputs. A new one is a file and a line here.
pub const OUTPUTS: &[Output] = &[
    Output {
        name: "site",
        enabled: always,
        when: When::Eager,
        make: Make::Page(page::page),
    },
    Output {
        name: "assets",
        enabled: always,
        when: When::Eager,
        make: Make::Book(theme_files::theme_files),
    },
    Output {
        name: "files",
        enabled: always,
        when: When::Eager,
        make: Make::Book(files::files),
    },
    Output {
        name: "bank style",
        enabled: always,
        when: When::Eager,
        make: Make::Book(bank::style),
    },
    Output {
        name: "bank data",
        enabled: always,
        when: When::Deferred,
        make: Make::Book(bank::data),
    },
    Output {
        name: "headers",
        enabled: has_root,
        when: When::Eager,
        make: Make::Book(headers::headers),
    },
    Output {
        name: "robots",
        enabled: has_host,
        when: When::Eager,
        make: Make::Book(robots::robots),
    },
    Output {
        name: "sitemap",
        enabled: has_host,
        when: When::Deferred,
        make: Make::Book(sitemap::sitemap),
    },
    Output {
        name: "feed",
        enabled: |config| has_host(config) && config.feed.is_some(),
        when: When::Deferred,
        make: Make::Book(feed::feed),
    },
    Output {
        name: "llms",
        enabled: has_host,
        when: When::Deferred,
        make: Make::Book(llms::llms),
    },
    Output {
        name: "twins",
        enabled: |config| config.markdown_export,
        when: When::Deferred,
        make: Make::Page(markdown_export::markdown_export),
    },
    Output {
        name: "data",
        enabled: |config| config.data && has_root(config),
        when: When::Deferred,
        make: Make::Book(data::data),
    },
    Output {
        name: "search",
        enabled: |config| config.search,
        when: When::Deferred,
        make: Make::Book(search::search),
    },
    Output {
        name: "print",
        enabled: |config| config.print,
        when: When::DeferredFallible,
        make: Make::Book(print::printed_pages),
    },
];

fn always(_: &Config) -> bool {
    true
}

/// Returns whether the book names its host, so that whole URLs can be written.
fn has_host(config: &Config) -> bool {
    config.base.origin.is_some()
}

/// Returns whether the site has a fixed address, and is not opened from a folder.
fn has_root(config: &Config) -> bool {
    config.base.links == Links::FromRoot
}
