//! Files that are given away as soon as they are made, and what came of that.

use std::sync::{Mutex, PoisonError};

use crate::outputs::{Artifact, Destination, Fault, OutPath, Taker};

/// Sees that a file can be made, and drops it.
pub(super) struct Nowhere;

impl Destination for Nowhere {
    fn open(&self) -> &dyn Taker {
        self
    }
}

impl Taker for Nowhere {
    fn take(&self, file: &Artifact) -> Result<(), Fault> {
        file.bytes().map(drop)
    }
}

/// The way of files to whoever takes them. Gathered by several threads; sorted before anyone reads it.
pub(super) struct Delivery<'t> {
    /// Nobody, where it is known that there will be no site.
    taker: Option<&'t dyn Taker>,
    paths: Mutex<Vec<OutPath>>,
    faults: Mutex<Vec<Fault>>,
}

impl<'t> Delivery<'t> {
    /// A delivery to `taker`.
    pub fn to(taker: Option<&'t dyn Taker>) -> Self {
        Self {
            taker,
            paths: Mutex::default(),
            faults: Mutex::default(),
        }
    }

    /// Gives a file away.
    pub fn give(&self, file: &Artifact) {
        with(&self.paths, |paths| paths.push(file.path.clone()));
        if let Some(Err(fault)) = self.taker.map(|taker| taker.take(file)) {
            with(&self.faults, |faults| faults.push(fault));
        }
    }

    /// The paths of all files, sorted, and the mistakes that making them met.
    pub fn ended(self) -> (Vec<OutPath>, Vec<Fault>) {
        let mut paths = self
            .paths
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        paths.sort();
        let faults = self.faults.into_inner();
        (paths, faults.unwrap_or_else(PoisonError::into_inner))
    }
}

/// A thread that died while it held the list left whole entries behind.
fn with<T>(list: &Mutex<Vec<T>>, act: impl FnOnce(&mut Vec<T>)) {
    act(&mut list.lock().unwrap_or_else(PoisonError::into_inner));
}
