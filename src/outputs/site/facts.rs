//! What a page is about, in the words of schema.org. Only types that pages honestly are: a list of
//! interview questions is no quiz, and no page where readers answer.

use serde::Serialize;

use super::shop::Shop;
use super::{Draft, Head};
use crate::catalog::{Catalog, Route, Target};
use crate::kinds::Date;
use crate::outputs::address;
use crate::render::Html;

/// A data block.
#[derive(Serialize)]
struct Facts<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Fact<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Fact<'a> {
    Page(Box<Thing<'a>>),
    Way(Way<'a>),
}

/// What a page is. What the sources do not hold is not stated.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Thing<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "@id")]
    id: &'a str,
    url: &'a str,
    name: &'a str,
    description: &'a str,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Person<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    learning_resource_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    educational_level: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    teaches: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Whole>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<&'a str>,
}

#[derive(Serialize)]
struct Person<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

/// What something is a part of.
#[derive(Serialize)]
struct Whole {
    #[serde(rename = "@id")]
    id: String,
}

/// The way from the home page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Way<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<Step<'a>>,
}

#[derive(Serialize)]
struct Step<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

/// The data block of a page, where the book names its host.
pub(super) fn facts(
    draft: &Draft,
    head: &Head,
    shop: &Shop<'_>,
    changed: Option<&Date>,
) -> Option<Html> {
    let catalog = shop.catalog;
    let url = address::whole(catalog, &draft.route)?;
    let itself = itself(draft, head, shop, &url, changed);
    let itself = itself.map(|thing| Fact::Page(Box::new(thing)));
    let way = way(draft, catalog).map(Fact::Way);
    let graph: Vec<Fact<'_>> = itself.into_iter().chain(way).collect();
    if graph.is_empty() {
        return None;
    }
    Some(Html::data(&Facts {
        context: "https://schema.org",
        graph,
    }))
}

fn itself<'a>(
    draft: &'a Draft,
    head: &'a Head,
    shop: &'a Shop<'_>,
    url: &'a str,
    changed: Option<&'a Date>,
) -> Option<Thing<'a>> {
    let (catalog, texts) = (shop.catalog, shop.texts);
    let config = &catalog.config;
    let own = draft
        .document
        .as_ref()
        .and_then(|one| one.facts.language.as_ref());
    let what = |kind, name| Thing {
        kind,
        id: url,
        url,
        name,
        description: &head.description,
        in_language: own.unwrap_or(&config.language).as_str(),
        date_modified: changed.map(Date::as_str),
        ..Thing::default()
    };
    match &draft.about {
        None if draft.route == Route::of([]) => Some(what("WebSite", &config.title)),
        Some(Target::Interview(node)) => {
            let person = |name| Person {
                kind: "Person",
                name,
            };
            Some(Thing {
                headline: Some(texts.title(node)),
                author: config.authors.iter().map(|name| person(name)).collect(),
                ..what("Article", texts.title(node))
            })
        }
        Some(Target::Question(node)) => {
            let topics = catalog.indices.topics.of(node.number).iter();
            let home = catalog.askings.home.get(node.number);
            let within = home.and_then(|home| address::whole(catalog, &home.interview.route));
            Some(Thing {
                learning_resource_type: Some("interview question"),
                educational_level: node.entity.difficulty.map(|difficulty| difficulty.word()),
                teaches: topics.map(|topic| &*topic.title).collect(),
                is_part_of: within.map(|id| Whole { id }),
                ..what("LearningResource", texts.title(node))
            })
        }
        _ => None,
    }
}

fn way<'a>(draft: &'a Draft, catalog: &Catalog) -> Option<Way<'a>> {
    let origin = catalog.config.base.origin.as_deref()?;
    if draft.crumbs.is_empty() {
        return None;
    }
    let above = draft.crumbs.iter().map(|link| {
        let item = format!("{origin}{}", address::encoded(&link.href));
        (&*link.title, Some(item))
    });
    let steps = above
        .chain([(draft.naming.title.as_str(), None)])
        .enumerate();
    let step = |(index, (name, item))| Step {
        kind: "ListItem",
        position: index + 1,
        name,
        item,
    };
    Some(Way {
        kind: "BreadcrumbList",
        item_list_element: steps.map(step).collect(),
    })
}
