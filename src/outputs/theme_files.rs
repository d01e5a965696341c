//! The files of the theme that pages link to.

use super::{Artifact, OutputContext};
use crate::pages::theme_assets;

/// Returns the files.
pub(super) fn theme_files(context: &OutputContext) -> Vec<Artifact> {
    let assets = theme_assets(&context.site.theme, &context.catalog().config);
    assets
        .filter_map(|asset| Artifact::ready(&asset.path, asset.text.as_bytes()))
        .collect()
}
