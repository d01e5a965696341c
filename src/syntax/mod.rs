//! Floor 3: one file's text becomes a [`ParsedFile`]. Any text parses; errors are diagnostics.
//!
//! This is the only floor that names the markdown and the YAML crates.

mod alerts;
mod attribute_blocks;
mod attribute_slips;
mod attributes;
mod bare_addresses;
mod bytes;
mod definitions;
mod dollars;
mod fence;
mod fence_slips;
mod footnote_slips;
mod forge_slug;
mod front_matter;
mod front_matter_fences;
mod front_matter_slips;
mod heading_slips;
mod hidden;
mod html_images;
mod image_size;
mod image_walk;
mod light_tables;
mod limit_exceeded;
mod links;
mod lint_candidates;
mod lint_walk;
pub mod markdown;
mod marker;
mod marker_slips;
mod masked_events;
mod masks;
mod outline;
mod parse;
mod personal;
mod pixels;
mod slug;
mod walk;
mod wide_emphasis;

pub use alerts::{ALERTS, AlertMark, Fold, alert_mark};
pub use attribute_slips::{KNOWN_KEYS, without_code};
pub use attributes::{Attributes, Fault, Item};
pub use bytes::has_byte;
pub use fence::{FenceInfo, Word};
pub use forge_slug::forge_slug;
pub use front_matter::{Field, Value};
pub use hidden::shown;
pub use html_images::{HtmlImage, html_images};
pub use image_size::{ImageText, image_text};
pub use limit_exceeded::LimitExceeded;
pub use links::{Link, LinkForm, form_of, image_form, wiki_target};
pub use lint_candidates::{FootnoteSlip, LintCandidate, LintKind, Slip};
pub use outline::{AnchorSource, Block, BlockKind, CodeBlock, Outline, Section, label};
pub use parse::{ParsedFile, parse};
pub use pixels::pixels;
pub use slug::{MAX_BYTES, MAX_CHARS, is_slug, slug, slug_without_signs};
