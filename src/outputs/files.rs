//! Files of the content folder that pages show or link to, at the same path as in the folder. Files that
//! only hidden texts use are left out.

use std::sync::Arc;

use super::{Artifact, Bytes, OutPath, OutputContext};
use crate::render::{Fault, FaultKind};
use crate::source::Asset;

/// Returns the files, each of which is read when its bytes are asked for.
pub(super) fn files(context: &OutputContext) -> Vec<Artifact> {
    let assets = context.catalog().relations.assets().into_values();
    assets.filter_map(artifact).collect()
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
    let path = OutPath::new(&asset.within)?;
    let bytes = Bytes::OnDemand(Arc::new(make));
    Some(Artifact::new(path, asset.hash, bytes))
}
