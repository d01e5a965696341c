//! An index of everything in a book that has a name, and of every place that mentions it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::catalog::{BARE, Catalog, Mention, Target, mentions};
use crate::diag::{Diagnostics, Place, SourcePath};

/// An assembled book, drafts included, with its targets and mentions.
pub(super) struct SymbolIndex {
    pub(super) catalog: Catalog,
    /// The diagnostics of assembling the book.
    pub(super) diagnostics: Diagnostics,
    /// Sorted by kind and number.
    pub(super) targets: Vec<Target>,
    /// Sorted by place.
    pub(super) mentions: Vec<Mention>,
    /// The ids that are ambiguous without a kind.
    pub(super) ambiguous_ids: HashSet<Arc<str>>,
}

impl SymbolIndex {
    pub(super) fn new((catalog, diagnostics): (Catalog, Diagnostics)) -> Self {
        let mut targets: Vec<Target> = catalog.targets().collect();
        targets.sort_by_key(Target::key);
        let mentions = mentions(&catalog);
        let mut counts: HashMap<Arc<str>, usize> = HashMap::new();
        for target in targets
            .iter()
            .filter(|target| BARE.contains(&target.kind()))
        {
            *counts.entry(target.id().into()).or_default() += 1;
        }
        let ambiguous = counts.into_iter().filter(|(_, count)| *count > 1);
        Self {
            catalog,
            diagnostics,
            targets,
            mentions,
            ambiguous_ids: ambiguous.map(|(id, _)| id).collect(),
        }
    }

    /// Returns the target that a byte of a file mentions or defines, and the place that does so.
    pub(super) fn target_at(&self, file: &SourcePath, offset: usize) -> Option<(Place, &Target)> {
        let covers = |place: &Place| {
            place.file == *file && place.span.start <= offset && offset <= place.span.end
        };
        let mention = self.mentions.iter().find(|mention| covers(&mention.place));
        if let Some(mention) = mention {
            return Some((mention.place.clone(), &mention.target));
        }
        let mut places = self.targets.iter().flat_map(|target| {
            [target.id_place(), target.title_place()]
                .into_iter()
                .flatten()
                .map(move |place| (place, target))
        });
        places.find(|(place, _)| covers(place))
    }

    /// Returns every mention of a target.
    pub(super) fn mentions_of(&self, target: &Target) -> impl Iterator<Item = &Mention> {
        let key = target.key();
        self.mentions
            .iter()
            .filter(move |mention| mention.target.key() == key)
    }
}
