//! Floor 5: all documents become one [`Catalog`]: ids, addresses, links both ways, counts, indices.
//!
//! Each file is a function of the earlier ones: `ids`, `terms`, `aliases`, `resolve`, `askings`,
//! `relations`, `indices`. A catalog is small compared with the text, and is assembled again if an
//! interface hash changes, or a heading of a file that fragments of links lead into.

mod aliases;
mod askings;
mod assemble;
mod bodies;
mod changes;
mod clashes;
mod collisions;
mod explain;
mod files;
mod folders;
mod fragments;
mod free_pages;
mod ids;
mod idx;
mod indices;
mod listing;
mod lookup_error;
mod neighbors;
mod node;
mod paths;
mod places;
mod reference_messages;
mod relations;
mod resolve;
mod resolved_link;
mod route;
mod terms;
mod texts;

pub use aliases::{Aliases, entry_anchors};
pub use askings::{Appearance, AskedNode, Askings, in_order};
pub use assemble::{Catalog, assemble};
pub use changes::{Changes, Dead, Moved, Named, Reworded, changes};
pub use explain::explain;
pub use files::{FileTable, IncludeTable};
pub use folders::{Folders, folder_of, folder_route};
pub use ids::{Drafts, Ids, anchor};
pub use idx::{Idx, Table};
pub use indices::{Indices, TermIndex};
pub use listing::{Fields, NoSuch, Row, Wanted, listed};
pub use lookup_error::BARE;
pub use neighbors::Neighbors;
pub use node::{EntityHeader, Node, Target, TargetKey, TermNode};
pub use places::{By, Mention, mentions};
pub use relations::Relations;
pub use resolved_link::{LinkTable, ResolvedLink};
pub use route::Route;
pub use terms::{Terms, Vocabulary};
pub use texts::Texts;

pub use crate::kinds::TargetKind;
