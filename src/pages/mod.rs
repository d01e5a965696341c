//! Floor 7: the pages of the site. Each page type plans its pages as plain data and fills them; it is one
//! file in `types` and one line in [`PAGE_TYPES`].
//!
//! A page depends on what it asked its [`Tracker`] for, and on nothing else of the documents.

mod artifact;
mod asked;
mod bodies;
mod body_diagnostics;
mod body_links;
mod builder;
mod context;
mod dates;
mod facets;
mod fact_rows;
mod findings;
mod fragments;
mod framework_shape;
mod free_pages;
mod hrefs;
mod incremental;
mod introduction;
mod links;
mod listed_values;
mod page;
mod page_type;
mod paging;
mod policy;
mod prepare;
mod profile;
mod question_bodies;
mod related;
mod rows;
mod site;
mod structured_data;
mod taxonomy;
mod theme_files;
mod titles;
mod tracker;
pub mod types;
mod urls;

pub use artifact::{Artifact, ArtifactSink, Bytes, OutPath, When};
pub use asked::asking_answer;
pub use bodies::{BodyPlacement, BodyRenderer};
pub use body_diagnostics::body_diagnostics;
pub use builder::PageBuilder;
pub use context::{CachePolicy, SiteContext};
pub use dates::question_day;
pub use facets::{bank_style, facets};
pub use fact_rows::round_facts;
pub use framework_shape::shape;
pub use hrefs::{
    BANK_DATA, FEED, LLMS, MARKDOWN_EXPORT, SEARCH_SCRIPT, feed_href, file_href, href, llms_href,
};
pub use incremental::{PageSources, Pages, Retention};
pub use page::{SitePage, out_path, page_model, rendered};
pub use page_type::{Listing, PagePlan, PageType, Subject};
pub use paging::rank;
pub use policy::host_policy;
pub use taxonomy::summary;
pub use theme_files::{ThemeAsset, theme_asset, theme_assets};
pub use titles::{Head, PageTitle};
pub use tracker::{Dependencies, Tracker};
pub use types::PAGE_TYPES;
pub use urls::{encoded, file_url, whole_url};
