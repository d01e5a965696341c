//! The structured data of a page, for search engines.

use super::builder::PageBuilder;
use super::page_type::PagePlan;
use crate::catalog::{Route, Target};
use crate::kinds::Date;
use crate::render::{SchemaType, StructuredData};

/// Returns the structured data of a page.
pub(super) fn structured_data(
    builder: &PageBuilder<'_>,
    plan: &PagePlan,
    changed: Option<&Date>,
) -> StructuredData {
    let catalog = &builder.catalog;
    let about = plan.about.as_ref();
    let config = &catalog.config;
    let schema_type = match about {
        None if plan.route == Route::from_parts([]) => Some(SchemaType::Site),
        Some(Target::Interview(_)) => Some(SchemaType::Article {
            authors: config.authors.as_slice().into(),
        }),
        Some(Target::Question(node)) => Some(SchemaType::Question {
            level: node.entity.difficulty.map(|difficulty| difficulty.as_str()),
            teaches: {
                let topics = catalog.indices.topics.of(node.idx).iter();
                topics.map(|topic| topic.title.clone()).collect()
            },
            within: catalog.askings.home.get(node.idx).is_some(),
        }),
        _ => None,
    };
    StructuredData {
        name: match (&schema_type, about) {
            (Some(SchemaType::Site), _) => config.title.as_str().into(),
            (_, Some(Target::Question(node))) => builder.title(node).clone(),
            _ => plan.title.title.as_str().into(),
        },
        schema_type,
        modified: changed.map(|day| day.as_str().into()),
    }
}
