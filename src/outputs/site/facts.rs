//! What a page is about, in the words of schema.org. Only types that pages honestly are: a list of
//! interview questions is no quiz, and no page where readers answer.

use serde_json::{Value, json};

use super::{Draft, Head};
use crate::catalog::{Catalog, Route, Target};
use crate::kinds::Date;
use crate::outputs::address;
use crate::render::Html;

/// The data block of a page, where the book names its host.
pub(super) fn facts(
    draft: &Draft,
    head: &Head,
    catalog: &Catalog,
    changed: Option<&Date>,
) -> Option<Html> {
    let url = address::whole(catalog, &draft.route)?;
    let mut graph: Vec<Value> = Vec::new();
    graph.extend(itself(draft, head, catalog, &url, changed));
    graph.extend(way(draft, catalog));
    if graph.is_empty() {
        return None;
    }
    Some(Html::data(
        &json!({ "@context": "https://schema.org", "@graph": graph }),
    ))
}

fn itself(
    draft: &Draft,
    head: &Head,
    catalog: &Catalog,
    url: &str,
    changed: Option<&Date>,
) -> Option<Value> {
    let config = &catalog.config;
    let own = draft
        .document
        .as_ref()
        .and_then(|one| one.facts.language.as_ref());
    let language = own.unwrap_or(&config.language).as_str();
    let what = |kind: &str, name: &str| {
        json!({
            "@type": kind,
            "@id": url,
            "url": url,
            "name": name,
            "description": head.description,
            "inLanguage": language,
        })
    };
    let mut value = match &draft.about {
        None if draft.route == Route::of([]) => what("WebSite", &config.title),
        Some(Target::Interview(node)) => {
            let mut value = what("Article", &node.title);
            set(&mut value, "headline", json!(node.title));
            let authors = config.authors.iter();
            let authors: Vec<Value> = authors
                .map(|name| json!({ "@type": "Person", "name": name }))
                .collect();
            set(&mut value, "author", json!(authors));
            value
        }
        Some(Target::Question(node)) => {
            let mut value = what("LearningResource", &node.title);
            let level = node.entity.difficulty.map(|difficulty| difficulty.word());
            let topics = catalog.indices.topics.of(node.number).iter();
            let topics: Vec<&str> = topics.map(|topic| &*topic.title).collect();
            let home = catalog.askings.home.get(node.number);
            let within = home.and_then(|home| address::whole(catalog, &home.interview.route));
            set(
                &mut value,
                "learningResourceType",
                json!("interview question"),
            );
            set(&mut value, "educationalLevel", json!(level));
            set(&mut value, "teaches", json!(topics));
            set(
                &mut value,
                "isPartOf",
                within.map_or(Value::Null, |url| json!({ "@id": url })),
            );
            value
        }
        _ => return None,
    };
    set(&mut value, "dateModified", json!(changed.map(Date::as_str)));
    Some(value)
}

/// The way from the home page.
fn way(draft: &Draft, catalog: &Catalog) -> Option<Value> {
    let base = &catalog.config.base;
    let origin = base.origin.as_deref()?;
    let items = draft.crumbs.iter().enumerate().map(|(index, link)| {
        json!({
            "@type": "ListItem",
            "position": index + 1,
            "name": link.title,
            "item": format!("{origin}{}", address::encoded(&link.href)),
        })
    });
    let mut items: Vec<Value> = items.collect();
    if items.is_empty() {
        return None;
    }
    let last = json!({ "@type": "ListItem", "position": items.len() + 1, "name": draft.title });
    items.push(last);
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
}

/// Adds what is there: nothing is stated that the sources do not hold.
fn set(value: &mut Value, key: &str, given: Value) {
    if let Value::Object(fields) = value
        && given != Value::Null
        && given != json!([])
    {
        fields.insert(key.to_owned(), given);
    }
}
