//! What a page is about, for search engines.

use super::Naming;
use super::shop::Shop;
use crate::catalog::{Route, Target};
use crate::kinds::Date;
use crate::render::{Facts, Thing};

/// What a page is.
pub(super) fn facts(
    route: &Route,
    about: Option<&Target>,
    naming: &Naming,
    shop: &Shop<'_>,
    changed: Option<&Date>,
) -> Facts {
    let catalog = shop.catalog;
    let config = &catalog.config;
    let thing = match about {
        None if *route == Route::from_parts([]) => Some(Thing::Site),
        Some(Target::Interview(_)) => Some(Thing::Article {
            authors: config.authors.as_slice().into(),
        }),
        Some(Target::Question(node)) => Some(Thing::Question {
            level: node.entity.difficulty.map(|difficulty| difficulty.as_str()),
            teaches: {
                let topics = catalog.indices.topics.of(node.idx).iter();
                topics.map(|topic| topic.title.clone()).collect()
            },
            within: catalog.askings.home.get(node.idx).is_some(),
        }),
        _ => None,
    };
    Facts {
        name: match (&thing, about) {
            (Some(Thing::Site), _) => config.title.as_str().into(),
            (_, Some(Target::Question(node))) => shop.texts.title(node).clone(),
            _ => naming.title.as_str().into(),
        },
        thing,
        modified: changed.map(|day| day.as_str().into()),
    }
}
