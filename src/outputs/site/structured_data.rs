//! What a page is about, for search engines.

use super::Naming;
use super::shop::Shop;
use crate::catalog::{Route, Target};
use crate::kinds::Date;
use crate::render::{SchemaType, StructuredData};

/// What a page is.
pub(super) fn structured_data(
    route: &Route,
    about: Option<&Target>,
    naming: &Naming,
    shop: &Shop<'_>,
    changed: Option<&Date>,
) -> StructuredData {
    let catalog = shop.catalog;
    let config = &catalog.config;
    let schema_type = match about {
        None if *route == Route::of([]) => Some(SchemaType::Site),
        Some(Target::Interview(_)) => Some(SchemaType::Article {
            authors: config.authors.as_slice().into(),
        }),
        Some(Target::Question(node)) => Some(SchemaType::Question {
            level: node.entity.difficulty.map(|difficulty| difficulty.word()),
            teaches: {
                let topics = catalog.indices.topics.of(node.number).iter();
                topics.map(|topic| topic.title.clone()).collect()
            },
            within: catalog.askings.home.get(node.number).is_some(),
        }),
        _ => None,
    };
    StructuredData {
        name: match (&schema_type, about) {
            (Some(SchemaType::Site), _) => config.title.as_str().into(),
            (_, Some(Target::Question(node))) => shop.texts.title(node).clone(),
            _ => naming.title.as_str().into(),
        },
        schema_type,
        modified: changed.map(|day| day.as_str().into()),
    }
}
