//! Nodes: entities with their place in the book, which is an index, an id and an address.

use std::ops::Deref;
use std::sync::Arc;

use super::idx::Idx;
use super::route::Route;
use crate::diag::{Place, Span};
use crate::kinds::{
    Document, Entry, Framework, Head, Interview, IsEntity, Name, Page, Question, Round, Slug,
    TargetKind, Term,
};

/// The fields that entities of every kind have in the book.
#[derive(Debug)]
pub struct EntityHeader {
    /// The full id: `growth-plateau`, or `tiktok/cases` if the id is unique in its file only.
    pub id: Arc<str>,
    pub(super) title: Arc<str>,
    pub route: Route,
    pub document: Arc<Document>,
    /// The index of `document` among all documents.
    pub document_idx: Idx<Document>,
    /// The index of the entity's title among the titles of its document.
    pub title_idx: usize,
    /// The place of the id in the document, or of the title that it is made from.
    pub span: Span,
    /// The place of the title in the document.
    pub title_span: Span,
}

impl EntityHeader {
    /// Returns the title that the entity had when the catalog was assembled; [`Texts::title`]
    /// returns the current one.
    ///
    /// [`Texts::title`]: super::Texts::title
    pub fn title(&self) -> &Arc<str> {
        &self.title
    }

    /// Returns the place where the entity is defined.
    pub fn place(&self) -> Place {
        Place::new(&self.document.path, self.span)
    }

    /// Returns the place of the title.
    pub fn title_place(&self) -> Place {
        Place::new(&self.document.path, self.title_span)
    }
}

/// An entity with its place in the book. It dereferences to its header.
#[derive(Debug)]
pub struct Node<T> {
    pub idx: Idx<T>,
    pub header: EntityHeader,
    pub entity: Arc<T>,
}

impl<T> Deref for Node<T> {
    type Target = EntityHeader;

    fn deref(&self) -> &EntityHeader {
        &self.header
    }
}

/// A topic, company or role. It exists as soon as a visible entity names it.
#[derive(Debug)]
pub struct TermNode {
    /// The index in its own vocabulary.
    pub idx: Idx<Self>,
    pub id: Slug,
    pub title: Arc<str>,
    pub route: Route,
    /// The content of its file and the file, if it has one.
    pub file: Option<(Arc<Term>, Arc<Document>)>,
}

/// A target that references can lead to.
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

/// The identity of a target: its kind and its index among the targets of that kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetKey {
    pub kind: TargetKind,
    index: usize,
}

impl TargetKey {
    /// Returns the key of the target of `kind` that has the index `idx`.
    pub const fn new<T>(kind: TargetKind, idx: Idx<T>) -> Self {
        Self {
            kind,
            index: idx.get(),
        }
    }
}

/// A target without its kind: an entity or a term.
enum TargetNode<'a> {
    Entity {
        index: usize,
        header: &'a EntityHeader,
        entity: &'a dyn IsEntity,
    },
    Term(&'a TermNode),
}

impl<'a, T: IsEntity> From<&'a Arc<Node<T>>> for TargetNode<'a> {
    fn from(node: &'a Arc<Node<T>>) -> Self {
        Self::Entity {
            index: node.idx.get(),
            header: &node.header,
            entity: &*node.entity,
        }
    }
}

/// Two targets are equal if they are the same entity of a catalog.
impl PartialEq for Target {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Target {
    fn node(&self) -> TargetNode<'_> {
        match self {
            Self::Interview(node) => node.into(),
            Self::Round(node) => node.into(),
            Self::Question(node) => node.into(),
            Self::Framework(node) => node.into(),
            Self::Faq(node) | Self::Takeaway(node) => node.into(),
            Self::Page(node) => node.into(),
            Self::Topic(node) | Self::Company(node) | Self::Role(node) => TargetNode::Term(node),
        }
    }

    /// Returns the kind.
    pub fn kind(&self) -> TargetKind {
        match self {
            Self::Interview(_) => TargetKind::Interview,
            Self::Round(_) => TargetKind::Round,
            Self::Question(_) => TargetKind::Question,
            Self::Framework(_) => TargetKind::Framework,
            Self::Topic(_) => TargetKind::Topic,
            Self::Company(_) => TargetKind::Company,
            Self::Role(_) => TargetKind::Role,
            Self::Faq(_) => TargetKind::Faq,
            Self::Takeaway(_) => TargetKind::Takeaway,
            Self::Page(_) => TargetKind::Page,
        }
    }

    /// Returns the kind and index.
    pub fn key(&self) -> TargetKey {
        let index = match self.node() {
            TargetNode::Entity { index, .. } => index,
            TargetNode::Term(term) => term.idx.get(),
        };
        TargetKey {
            kind: self.kind(),
            index,
        }
    }

    /// Returns the header of an entity; a topic, company or role has none.
    pub fn header(&self) -> Option<&EntityHeader> {
        match self.node() {
            TargetNode::Entity { header, .. } => Some(header),
            TargetNode::Term(_) => None,
        }
    }

    /// Returns the term, if the target is a topic, company or role.
    pub fn term(&self) -> Option<&TermNode> {
        match self.node() {
            TargetNode::Entity { .. } => None,
            TargetNode::Term(term) => Some(term),
        }
    }

    /// Returns the full id.
    pub fn id(&self) -> &str {
        match self.node() {
            TargetNode::Entity { header, .. } => &header.id,
            TargetNode::Term(term) => term.id.as_str(),
        }
    }

    /// Returns the file that defines the target; a topic, company or role may have none.
    pub fn document(&self) -> Option<&Arc<Document>> {
        match self.node() {
            TargetNode::Entity { header, .. } => Some(&header.document),
            TargetNode::Term(term) => term.file.as_ref().map(|(_, document)| document),
        }
    }

    /// Returns the head of the target in its file.
    pub fn head(&self) -> Option<&Head> {
        match self.node() {
            TargetNode::Entity { entity, .. } => Some(entity.head()),
            TargetNode::Term(term) => term.file.as_ref().map(|(term, _)| &term.head),
        }
    }

    /// Returns the place of the title.
    pub fn title_place(&self) -> Option<Place> {
        Some(Place::new(&self.document()?.path, self.head()?.title_span))
    }

    /// Returns the place of the id, or of the title that it is made from.
    pub fn id_place(&self) -> Option<Place> {
        Some(Place::new(&self.document()?.path, self.head()?.span))
    }

    /// Returns the address.
    pub fn route(&self) -> &Route {
        match self.node() {
            TargetNode::Entity { header, .. } => &header.route,
            TargetNode::Term(term) => &term.route,
        }
    }

    /// Returns the title that the target had when the catalog was assembled; [`Texts::title_of`]
    /// returns the current one.
    ///
    /// [`Texts::title_of`]: super::Texts::title_of
    pub fn title(&self) -> &Arc<str> {
        match self.node() {
            TargetNode::Entity { header, .. } => &header.title,
            TargetNode::Term(term) => &term.title,
        }
    }

    /// Returns the address of the target at one of its anchors. Entries share a page, so their
    /// anchors begin with the anchor of the entry.
    pub fn route_at(&self, anchor: &str) -> Route {
        match self.kind() {
            TargetKind::Faq | TargetKind::Takeaway => self.route().below_anchor(anchor),
            _ => self.route().at(anchor),
        }
    }

    /// Returns the topics that the file of the target names for it.
    pub fn topics(&self) -> &[Name] {
        match self.node() {
            TargetNode::Entity { entity, .. } => entity.topics(),
            TargetNode::Term(_) => &[],
        }
    }

    /// Returns the anchors of the headings in the target's own text.
    pub fn anchors(&self) -> &[Arc<str>] {
        match self.node() {
            TargetNode::Entity { entity, .. } => entity.anchors(),
            TargetNode::Term(term) => term.file.as_ref().map_or(&[], |(term, _)| &term.anchors),
        }
    }
}
