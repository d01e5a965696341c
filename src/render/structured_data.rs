//! Structured data: the subject of a page in the vocabulary of schema.org. Only types that truly
//! apply are used: a list of interview questions is not a quiz, and readers do not answer on these
//! pages.

use std::sync::Arc;

use serde::Serialize;

use super::address::encoded;
use super::html::Html;
use super::link::Link;

/// The subject of a page: the fields of its data block that are not in the rest of its model.
#[derive(Clone, Debug, Hash)]
pub struct StructuredData {
    /// The name of the page.
    pub name: Arc<str>,
    /// The type of its subject. `None` for pages that only have breadcrumbs.
    pub schema_type: Option<SchemaType>,
    /// The latest day on which an author changed its content.
    pub modified: Option<Arc<str>>,
}

/// The type of a page's subject. Only facts from the sources are stated.
#[derive(Clone, Debug, Hash)]
pub enum SchemaType {
    /// The home page.
    Site,
    /// An interview with its authors.
    Article { authors: Arc<[String]> },
    /// A question.
    Question {
        level: Option<&'static str>,
        /// The names of its topics.
        teaches: Vec<Arc<str>>,
        /// Whether the question is part of the interview in the first breadcrumb.
        within: bool,
    },
}

/// The fields of a data block that the page shows elsewhere too.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageFields<'a> {
    pub(super) canonical: Option<&'a str>,
    pub(super) description: &'a str,
    pub(super) language: &'a str,
    pub(super) crumbs: &'a [Link],
    /// The book's host, if it names one.
    pub(super) origin: Option<&'a str>,
}

/// A data block.
#[derive(Serialize)]
struct Block<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Node<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Node<'a> {
    MainEntity(Box<MainEntity<'a>>),
    BreadcrumbList(BreadcrumbList<'a>),
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct MainEntity<'a> {
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
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    teaches: &'a [Arc<str>],
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

/// The entity that another one is part of.
#[derive(Serialize)]
struct Whole {
    #[serde(rename = "@id")]
    id: String,
}

/// The breadcrumbs from the home page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BreadcrumbList<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<ListItem<'a>>,
}

#[derive(Serialize)]
struct ListItem<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
}

impl StructuredData {
    /// Returns the data block of a page with these fields.
    pub(super) fn data_block(&self, page: PageFields<'_>) -> Option<Html> {
        let main_entity = self.main_entity(page);
        let main_entity = main_entity.map(|entity| Node::MainEntity(Box::new(entity)));
        let breadcrumbs = self.breadcrumb_list(page).map(Node::BreadcrumbList);
        let graph: Vec<Node<'_>> = main_entity.into_iter().chain(breadcrumbs).collect();
        let context = "https://schema.org";
        (!graph.is_empty()).then(|| Html::data(&Block { context, graph }))
    }

    fn main_entity<'a>(&'a self, page: PageFields<'a>) -> Option<MainEntity<'a>> {
        let url = page.canonical?;
        let entity = |kind| MainEntity {
            kind,
            id: url,
            url,
            name: &self.name,
            description: page.description,
            in_language: page.language,
            date_modified: self.modified.as_deref(),
            ..MainEntity::default()
        };
        let person = |name| Person {
            kind: "Person",
            name,
        };
        Some(match self.schema_type.as_ref()? {
            SchemaType::Site => entity("WebSite"),
            SchemaType::Article { authors } => MainEntity {
                headline: Some(&self.name),
                author: authors.iter().map(|name| person(name)).collect(),
                ..entity("Article")
            },
            SchemaType::Question {
                level,
                teaches,
                within,
            } => MainEntity {
                learning_resource_type: Some("interview question"),
                educational_level: *level,
                teaches,
                is_part_of: page.crumbs.first().filter(|_| *within).map(|crumb| Whole {
                    id: whole(page, crumb),
                }),
                ..entity("LearningResource")
            },
        })
    }

    fn breadcrumb_list<'a>(&'a self, page: PageFields<'a>) -> Option<BreadcrumbList<'a>> {
        let above = page.crumbs.iter();
        let above = above.map(|link| (&**link.text(), Some(whole(page, link))));
        let items = above.chain([(&*self.name, None)]).enumerate();
        let item = |(index, (name, item))| ListItem {
            kind: "ListItem",
            position: index + 1,
            name,
            item,
        };
        (!page.crumbs.is_empty()).then(|| BreadcrumbList {
            kind: "BreadcrumbList",
            item_list_element: items.map(item).collect(),
        })
    }
}

fn whole(page: PageFields<'_>, link: &Link) -> String {
    let origin = page.origin.unwrap_or_default();
    format!("{origin}{}", encoded(link.href()))
}
