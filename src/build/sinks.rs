//! Where a build writes its artifacts.

use std::sync::{Mutex, PoisonError};

use crate::outputs::{Artifact, ArtifactSink, Fault, OutPath};

/// A sink that makes each file, to find its faults, and drops it.
pub(super) struct NullSink;

impl ArtifactSink for NullSink {
    fn write(&self, artifact: &Artifact) -> Result<(), Fault> {
        artifact.bytes().map(drop)
    }
}

/// A sink that collects artifacts without making their bytes.
#[derive(Default)]
pub(super) struct MemorySink(Mutex<Vec<Artifact>>);

impl MemorySink {
    /// Returns the artifacts, sorted by path.
    pub fn finish(self) -> Vec<Artifact> {
        let mut artifacts = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        artifacts.sort_by(|a, b| a.path.cmp(&b.path));
        artifacts
    }
}

impl ArtifactSink for MemorySink {
    fn write(&self, artifact: &Artifact) -> Result<(), Fault> {
        with(&self.0, |artifacts| artifacts.push(artifact.clone()));
        Ok(())
    }
}

/// Writes artifacts to a sink, and records their paths and faults.
pub(super) struct ArtifactWriter<'s> {
    /// `None` if the build is known to fail.
    sink: Option<&'s dyn ArtifactSink>,
    paths: Mutex<Vec<OutPath>>,
    faults: Mutex<Vec<Fault>>,
}

impl<'s> ArtifactWriter<'s> {
    /// Opens the sink; without one, artifacts are recorded only.
    pub fn new(sink: Option<&'s dyn ArtifactSink>) -> Self {
        if let Some(sink) = sink {
            sink.open();
        }
        Self {
            sink,
            paths: Mutex::default(),
            faults: Mutex::default(),
        }
    }

    /// Writes an artifact.
    pub fn write(&self, artifact: &Artifact) {
        with(&self.paths, |paths| paths.push(artifact.path.clone()));
        if let Some(Err(fault)) = self.sink.map(|sink| sink.write(artifact)) {
            with(&self.faults, |faults| faults.push(fault));
        }
    }

    /// Returns the paths of all artifacts, sorted, and the faults of making them.
    pub fn finish(self) -> (Vec<OutPath>, Vec<Fault>) {
        let mut paths = self
            .paths
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        paths.sort();
        let faults = self.faults.into_inner();
        (paths, faults.unwrap_or_else(PoisonError::into_inner))
    }
}

/// A thread that panicked while it held the list left whole entries behind.
fn with<T>(list: &Mutex<Vec<T>>, act: impl FnOnce(&mut Vec<T>)) {
    act(&mut list.lock().unwrap_or_else(PoisonError::into_inner));
}
