//! Nodes: entities that have their place in the book, a number, an id and an address.

use std::fmt;
use std::sync::Arc;

use crate::diag::{Place, Span};
use crate::kinds::{
    Document, Entry, Framework, Head, Interview, Page, Question, Round, Slug, Term,
};

/// The address of a page inside the site: `/` at both ends, and a fragment perhaps.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

impl Route {
    /// The route of parts that are slugs: `["topics", "caching"]` is `/topics/caching/`.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut route = String::from("/");
        for part in parts {
            route.push_str(part);
            route.push('/');
        }
        Self(route.into())
    }

    /// The same page at one of its anchors.
    pub fn at(&self, anchor: &str) -> Self {
        Self(format!("{}#{anchor}", self.0).into())
    }

    /// The route of the `number`th page of a paged list; the first is the list itself.
    pub fn paged(&self, number: usize) -> Self {
        match number {
            0 | 1 => self.clone(),
            _ => Self(format!("{}page/{number}/", self.0).into()),
        }
    }

    /// The sheet to print of the page.
    pub fn printed(&self) -> Self {
        Self(format!("{}print/", self.0).into())
    }

    /// The text itself, shared.
    pub fn shared(&self) -> Arc<str> {
        self.0.clone()
    }

    /// As text, beginning with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An entity with its place in the book.
#[derive(Debug)]
pub struct Node<T> {
    /// Counts the nodes of one kind in path order, from 0.
    pub number: usize,
    /// The full id: `growth-plateau`, or `tiktok/cases` for what is unique in its file only.
    pub id: Arc<str>,
    pub(super) title: Arc<str>,
    pub route: Route,
    pub entity: Arc<T>,
    pub document: Arc<Document>,
    /// Which of all documents that is.
    pub file: usize,
    /// Which of the document's titles it has.
    pub head: usize,
    /// Of its id or title in the document.
    pub span: Span,
    /// Of its title in the document.
    pub title_span: Span,
}

impl<T> Node<T> {
    /// What it was called when the catalog was made; [`Texts::title`] knows what it is called now.
    ///
    /// [`Texts::title`]: super::Texts::title
    pub fn title(&self) -> &Arc<str> {
        &self.title
    }

    /// Where it is defined.
    pub fn place(&self) -> Place {
        Place::new(&self.document.path, self.span)
    }

    /// Where its title stands.
    pub fn title_place(&self) -> Place {
        Place::new(&self.document.path, self.title_span)
    }
}

/// A topic, company or role. It exists as soon as something visible names it.
#[derive(Debug)]
pub struct TermNode {
    pub number: usize,
    pub id: Slug,
    pub title: Arc<str>,
    pub route: Route,
    /// What its file says, where it has one.
    pub file: Option<(Arc<Term>, Arc<Document>)>,
}

/// What a reference can lead to.
#[derive(Clone, Debug)]
pub enum Target {
    Interview(Arc<Node<Interview>>),
    Round(Arc<Node<Round>>),
    Question(Arc<Node<Question>>),
    Framework(Arc<Node<Framework>>),
    Topic(Arc<TermNode>),
    Company(Arc<TermNode>),
    Role(Arc<TermNode>),
    Faq(Arc<Node<Entry>>),
    Takeaway(Arc<Node<Entry>>),
    Page(Arc<Node<Page>>),
}

/// The kinds of targets, by the prefix that names them in `[[kind:id]]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetKind {
    Interview,
    Round,
    Question,
    Framework,
    Topic,
    Company,
    Role,
    Faq,
    Takeaway,
    Page,
}

impl TargetKind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Interview,
        Self::Round,
        Self::Question,
        Self::Framework,
        Self::Topic,
        Self::Company,
        Self::Role,
        Self::Faq,
        Self::Takeaway,
        Self::Page,
    ];

    /// The prefix in `[[kind:id]]`, which is also its name in messages.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::Round => "round",
            Self::Question => "question",
            Self::Framework => "framework",
            Self::Topic => "topic",
            Self::Company => "company",
            Self::Role => "role",
            Self::Faq => "faq",
            Self::Takeaway => "takeaway",
            Self::Page => "page",
        }
    }

    /// The name with its article.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Interview => "an interview",
            Self::Round => "a round",
            Self::Question => "a question",
            Self::Framework => "a framework",
            Self::Topic => "a topic",
            Self::Company => "a company",
            Self::Role => "a role",
            Self::Faq => "an FAQ entry",
            Self::Takeaway => "a takeaway",
            Self::Page => "a page",
        }
    }
}

/// Which target it is, without the target: what tables go by.
pub type TargetKey = (TargetKind, usize);

/// Two targets are equal if they are the same entity of a catalog.
impl PartialEq for Target {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Target {
    /// Its kind and number.
    pub fn key(&self) -> TargetKey {
        match self {
            Self::Interview(node) => (TargetKind::Interview, node.number),
            Self::Round(node) => (TargetKind::Round, node.number),
            Self::Question(node) => (TargetKind::Question, node.number),
            Self::Framework(node) => (TargetKind::Framework, node.number),
            Self::Topic(node) => (TargetKind::Topic, node.number),
            Self::Company(node) => (TargetKind::Company, node.number),
            Self::Role(node) => (TargetKind::Role, node.number),
            Self::Faq(node) => (TargetKind::Faq, node.number),
            Self::Takeaway(node) => (TargetKind::Takeaway, node.number),
            Self::Page(node) => (TargetKind::Page, node.number),
        }
    }

    /// Its full id.
    pub fn id(&self) -> &str {
        match self {
            Self::Interview(node) => &node.id,
            Self::Round(node) => &node.id,
            Self::Question(node) => &node.id,
            Self::Framework(node) => &node.id,
            Self::Topic(node) | Self::Company(node) | Self::Role(node) => node.id.as_str(),
            Self::Faq(node) => &node.id,
            Self::Takeaway(node) => &node.id,
            Self::Page(node) => &node.id,
        }
    }

    /// The file that defines it; a topic, company or role may have none.
    pub fn document(&self) -> Option<&Arc<Document>> {
        match self {
            Self::Interview(node) => Some(&node.document),
            Self::Round(node) => Some(&node.document),
            Self::Question(node) => Some(&node.document),
            Self::Framework(node) => Some(&node.document),
            Self::Topic(node) | Self::Company(node) | Self::Role(node) => {
                node.file.as_ref().map(|(_, document)| document)
            }
            Self::Faq(node) | Self::Takeaway(node) => Some(&node.document),
            Self::Page(node) => Some(&node.document),
        }
    }

    /// What its file says of it.
    pub fn head(&self) -> Option<&Head> {
        match self {
            Self::Interview(node) => Some(&node.entity.head),
            Self::Round(node) => Some(&node.entity.head),
            Self::Question(node) => Some(&node.entity.head),
            Self::Framework(node) => Some(&node.entity.head),
            Self::Topic(node) | Self::Company(node) | Self::Role(node) => {
                node.file.as_ref().map(|(term, _)| &term.head)
            }
            Self::Faq(node) | Self::Takeaway(node) => Some(&node.entity.head),
            Self::Page(node) => Some(&node.entity.head),
        }
    }

    /// Where its title stands.
    pub fn title_place(&self) -> Option<Place> {
        Some(Place::new(&self.document()?.path, self.head()?.title_span))
    }

    /// Where its id is written, or the title that it is made of.
    pub fn id_place(&self) -> Option<Place> {
        Some(Place::new(&self.document()?.path, self.head()?.span))
    }

    /// Its address.
    pub fn route(&self) -> &Route {
        match self {
            Self::Interview(node) => &node.route,
            Self::Round(node) => &node.route,
            Self::Question(node) => &node.route,
            Self::Framework(node) => &node.route,
            Self::Topic(node) | Self::Company(node) | Self::Role(node) => &node.route,
            Self::Faq(node) => &node.route,
            Self::Takeaway(node) => &node.route,
            Self::Page(node) => &node.route,
        }
    }

    /// What it was called when the catalog was made; [`Texts::title_of`] knows what it is called now.
    ///
    /// [`Texts::title_of`]: super::Texts::title_of
    pub fn title(&self) -> &Arc<str> {
        match self {
            Self::Interview(node) => &node.title,
            Self::Round(node) => &node.title,
            Self::Question(node) => &node.title,
            Self::Framework(node) => &node.title,
            Self::Topic(node) | Self::Company(node) | Self::Role(node) => &node.title,
            Self::Faq(node) => &node.title,
            Self::Takeaway(node) => &node.title,
            Self::Page(node) => &node.title,
        }
    }

    /// Its address at one of its anchors. Entries share a page, so theirs begin with their own.
    pub fn route_at(&self, anchor: &str) -> Route {
        match self {
            Self::Faq(_) | Self::Takeaway(_) => Route(format!("{}--{anchor}", self.route()).into()),
            Self::Interview(_)
            | Self::Round(_)
            | Self::Question(_)
            | Self::Framework(_)
            | Self::Topic(_)
            | Self::Company(_)
            | Self::Role(_)
            | Self::Page(_) => self.route().at(anchor),
        }
    }

    /// The anchors of headings in its own text.
    pub fn anchors(&self) -> &[Arc<str>] {
        match self {
            Self::Interview(node) => &node.entity.anchors,
            Self::Round(node) => &node.entity.anchors,
            Self::Question(node) => &node.entity.anchors,
            Self::Framework(node) => &node.entity.anchors,
            Self::Topic(node) | Self::Company(node) | Self::Role(node) => {
                node.file.as_ref().map_or(&[], |(term, _)| &term.anchors)
            }
            Self::Faq(node) => &node.entity.anchors,
            Self::Takeaway(node) => &node.entity.anchors,
            Self::Page(node) => &node.entity.anchors,
        }
    }
}

/// Values by the number of a node: an absent number has the default value.
#[derive(Clone, Debug)]
pub struct Table<V>(Vec<V>);

impl<V: Default + Clone> Table<V> {
    /// A table for `size` nodes.
    pub fn new(size: usize) -> Self {
        Self(vec![V::default(); size])
    }

    /// The value of a node to change.
    pub fn entry(&mut self, number: usize) -> Option<&mut V> {
        self.0.get_mut(number)
    }
}

impl<V> Table<Vec<V>> {
    /// The values of all nodes, in order.
    pub fn all(&self) -> impl Iterator<Item = &V> {
        self.0.iter().flatten()
    }

    /// The values of a node.
    pub fn of(&self, number: usize) -> &[V] {
        self.0.get(number).map_or(&[], Vec::as_slice)
    }

    /// Adds a value to a node.
    pub fn add(&mut self, number: usize, value: V) {
        if let Some(values) = self.0.get_mut(number) {
            values.push(value);
        }
    }
}

impl<V> Table<Option<V>> {
    /// The value of a node, if it has one.
    pub fn get(&self, number: usize) -> Option<&V> {
        self.0.get(number).and_then(Option::as_ref)
    }
}
