//! What links lead to.

use std::sync::Arc;

use foldhash::HashMap;

use super::node::Target;

/// The target of a reference.
#[derive(Clone, Debug)]
pub struct ResolvedLink {
    pub target: Target,
    /// The anchor in the target's own text.
    pub anchor: Option<Arc<str>>,
}

/// The links of a file's bodies, by the target as it is written.
pub type LinkTable = HashMap<String, ResolvedLink>;
