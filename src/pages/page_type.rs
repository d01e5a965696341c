//! Page types, and the plans of their pages.

use std::sync::Arc;

use super::builder::PageBuilder;
use super::titles::PageTitle;
use crate::catalog::{Catalog, Node, Route, Target, TermNode};
use crate::kinds::{Document, Framework, Interview, Page, Question, Round};
use crate::render::PageContent;
use crate::render::model::Link;

/// A kind of page: which pages there are, and what they show.
#[derive(Debug)]
pub struct PageType {
    pub name: &'static str,
    /// The template in the theme.
    pub template: &'static str,
    pub listing: Listing,
    /// Returns what the pages are about. The pages of one subject are planned together.
    pub subjects: fn(&Catalog) -> Vec<Subject>,
    /// Plans the pages of a subject.
    pub plan: fn(&PageBuilder<'_>, &Subject) -> Vec<PagePlan>,
    /// Fills a page; `None` if the plan is not of this page type.
    pub content: fn(&PageBuilder<'_>, &PagePlan) -> Option<PageContent>,
}

impl PartialEq for PageType {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// How search engines and link previews treat the pages of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Listed, and an article in previews.
    Article,
    Listed,
    Unlisted,
}

/// What a group of pages is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// The whole book.
    Book,
    /// An entity.
    Entity(Target),
    /// A thing that is no entity, by its path in the site: `difficulties/hard`.
    Path(Arc<str>),
}

impl Subject {
    /// Returns the subjects of a page type that has a page for each of these entities.
    pub(super) fn of_all<T>(
        nodes: &[Arc<Node<T>>],
        target: fn(Arc<Node<T>>) -> Target,
    ) -> Vec<Self> {
        let targets = nodes.iter().cloned().map(target);
        targets.map(Self::Entity).collect()
    }

    /// Returns the subject's path.
    pub(super) fn path(&self) -> Option<&str> {
        match self {
            Self::Path(path) => Some(path),
            Self::Book | Self::Entity(_) => None,
        }
    }

    /// Returns the subject if it is an interview.
    pub fn interview(&self) -> Option<&Arc<Node<Interview>>> {
        match self {
            Self::Entity(Target::Interview(node)) => Some(node),
            _ => None,
        }
    }

    /// Returns the subject if it is a round.
    pub fn round(&self) -> Option<&Arc<Node<Round>>> {
        match self {
            Self::Entity(Target::Round(node)) => Some(node),
            _ => None,
        }
    }

    /// Returns the subject if it is a question.
    pub fn question(&self) -> Option<&Arc<Node<Question>>> {
        match self {
            Self::Entity(Target::Question(node)) => Some(node),
            _ => None,
        }
    }

    /// Returns the subject if it is a framework.
    pub fn framework(&self) -> Option<&Arc<Node<Framework>>> {
        match self {
            Self::Entity(Target::Framework(node)) => Some(node),
            _ => None,
        }
    }

    /// Returns the subject if it is a topic, company or role.
    pub fn term(&self) -> Option<&Arc<TermNode>> {
        match self {
            Self::Entity(Target::Topic(node) | Target::Company(node) | Target::Role(node)) => {
                Some(node)
            }
            _ => None,
        }
    }

    /// Returns the subject if it is a free page.
    pub fn free_page(&self) -> Option<&Arc<Node<Page>>> {
        match self {
            Self::Entity(Target::Page(node)) => Some(node),
            _ => None,
        }
    }
}

/// A page before it is filled: plain data.
#[derive(Clone, Debug)]
pub struct PagePlan {
    pub page_type: &'static PageType,
    pub subject: Subject,
    /// The number of the page in a paged list, from 1.
    pub number: usize,
    pub route: Route,
    /// The route that search engines index instead; `None` for a page without a fixed address.
    pub canonical: Option<Route>,
    /// The entity that the page is about.
    pub about: Option<Target>,
    pub title: PageTitle,
    /// The way from the home page, without the page itself.
    pub crumbs: Vec<Link>,
    /// The file that the page shows.
    pub document: Option<Arc<Document>>,
}

impl PagePlan {
    /// Plans a page of a subject.
    pub fn new(
        page_type: &'static PageType,
        subject: &Subject,
        route: Route,
        title: PageTitle,
    ) -> Self {
        let about = match subject {
            Subject::Entity(target) => Some(target.clone()),
            Subject::Book | Subject::Path(_) => None,
        };
        Self {
            page_type,
            subject: subject.clone(),
            number: 1,
            canonical: Some(route.clone()),
            about,
            title,
            crumbs: Vec::new(),
            document: None,
            route,
        }
    }

    /// Plans a list at the top of the site.
    pub(super) fn list(
        page_type: &'static PageType,
        subject: &Subject,
        route: Route,
        title: &str,
        description: String,
    ) -> Self {
        let title = PageTitle {
            title: title.to_owned(),
            disambiguator: route.to_string(),
            description,
        };
        Self::new(page_type, subject, route, title)
    }

    /// Sets the number of the page in a paged list.
    #[must_use]
    pub(super) fn numbered(mut self, number: usize) -> Self {
        self.number = number;
        self
    }

    /// Sets the way from the home page.
    #[must_use]
    pub(super) fn with_crumbs(mut self, crumbs: Vec<Link>) -> Self {
        self.crumbs = crumbs;
        self
    }

    /// Sets the file that the page shows.
    #[must_use]
    pub(super) fn with_document(mut self, document: Option<&Arc<Document>>) -> Self {
        self.document = document.cloned();
        self
    }
}

/// Returns the subjects of a page type with one group of pages for the whole book.
pub(super) fn whole_book(_: &Catalog) -> Vec<Subject> {
    vec![Subject::Book]
}
