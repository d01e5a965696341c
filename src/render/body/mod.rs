//! Bodies: the markdown of an entity becomes HTML.

mod alerts;
mod code;
mod inline_tags;
mod input;
mod links;
mod markup;
mod memo;
mod notes;
mod placeholders;
mod raw;
mod render;
mod sanitize;
mod state;
mod tables;
mod writer;

pub use input::{BodyInput, Finding, Reason, Rendered};
pub use memo::{BodyMemo, Highlights};
pub use raw::without_comments;
pub use render::body;
