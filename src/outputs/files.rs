//! Files of the content folder that pages show or link to, each where it lies among the texts. What only
//! hidden texts use is not there.

use std::sync::Arc;

use super::address::of_file;
use super::{Artifact, Bytes, Inputs, Made, OutPath};
use crate::diag::Diagnostics;
use crate::render::{Fault, FaultKind};
use crate::source::Asset;

/// The files, each read when its bytes are asked for.
pub(super) fn files(inputs: &Inputs<'_>) -> Made {
    let used = inputs.catalog.relations.assets();
    Made {
        artifacts: used.into_values().filter_map(artifact).collect(),
        diagnostics: Diagnostics::default(),
    }
}

fn artifact(asset: &Arc<Asset>) -> Option<Artifact> {
    let read = asset.clone();
    let make = move || {
        read.bytes().map_err(|message| Fault {
            kind: FaultKind::Asset,
            file: read.path.to_string(),
            span: None,
            message,
        })
    };
    Some(Artifact {
        path: OutPath::new(&asset.within)?,
        key: asset.hash,
        bytes: Bytes::OnDemand(Arc::new(make)),
    })
}

/// The address of an asset under the site's base path.
pub(super) fn address(base: &str, within: &str) -> String {
    format!("{base}/{}", of_file(within))
}
