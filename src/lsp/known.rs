//! What is known of the texts as they are: every target, and every place that names one.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::catalog::{BARE, Catalog, Mention, Target, mentions};
use crate::diag::{Diagnostics, Place, SourcePath};

/// A book put together, drafts included, for those who look something up.
pub(super) struct Known {
    pub(super) catalog: Catalog,
    pub(super) found: Diagnostics,
    /// By kind and number.
    pub(super) targets: Vec<Target>,
    /// By place.
    pub(super) mentions: Vec<Mention>,
    /// Ids that more than one kind of things has which a bare id can mean.
    pub(super) shared: HashSet<Arc<str>>,
}

impl Known {
    pub(super) fn of((catalog, found): (Catalog, Diagnostics)) -> Self {
        let mut targets: Vec<Target> = catalog.targets().collect();
        targets.sort_by_key(Target::key);
        let mentions = mentions(&catalog);
        let mut times: HashMap<Arc<str>, usize> = HashMap::new();
        for target in targets
            .iter()
            .filter(|target| BARE.contains(&target.kind()))
        {
            *times.entry(target.id().into()).or_default() += 1;
        }
        let shared = times.into_iter().filter(|(_, times)| *times > 1);
        Self {
            catalog,
            found,
            targets,
            mentions,
            shared: shared.map(|(id, _)| id).collect(),
        }
    }

    /// What byte `at` of a file names or defines, and where that stands.
    pub(super) fn at(&self, file: &SourcePath, at: usize) -> Option<(Place, &Target)> {
        let holds =
            |place: &Place| place.file == *file && place.span.start <= at && at <= place.span.end;
        let mention = self.mentions.iter().find(|mention| holds(&mention.place));
        let mentioned = mention.map(|mention| (mention.place.clone(), &mention.target));
        mentioned.or_else(|| {
            let mut places = self.targets.iter().flat_map(|target| {
                [target.id_place(), target.title_place()]
                    .into_iter()
                    .flatten()
                    .map(move |place| (place, target))
            });
            places.find(|(place, _)| holds(place))
        })
    }

    /// Every mention of a target.
    pub(super) fn mentions_of(&self, target: &Target) -> impl Iterator<Item = &Mention> {
        let key = target.key();
        self.mentions
            .iter()
            .filter(move |mention| mention.target.key() == key)
    }
}
