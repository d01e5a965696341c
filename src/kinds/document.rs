//! A file with its entity.

use std::borrow::Cow;
use std::sync::Arc;

use super::body::{Body, BodyText};
use super::document_facts::FileFacts;
use super::faq::FaqFile;
use super::framework::Framework;
use super::head::Head;
use super::interview::Interview;
use super::page::Page;
use super::question::Question;
use super::round::Round;
use super::vocabulary::Term;
use crate::diag::{Diagnostic, SourcePath, Span};
use crate::source::ContentHash;
use crate::syntax::{AnchorSource, CodeBlock};

/// A file whose content has a meaning.
#[derive(Clone, Debug)]
pub struct Document {
    pub path: SourcePath,
    /// The path relative to the content folder.
    pub within: Arc<str>,
    /// The text of the file, in which all spans count.
    pub text: Arc<str>,
    /// The text with attribute blocks blanked. Bodies are cut from it.
    pub markdown: Arc<str>,
    pub entity: Entity,
    pub facts: FileFacts,
    /// The lists of three or more items: the span of each list, and the first line of each item
    /// without its marker.
    pub lists: Vec<(Span, Vec<Span>)>,
    /// All headings in the order of the file, for fragments of links from other files.
    pub headings: Vec<AnchorSource>,
    /// The anchors of raw HTML in a file without headings.
    pub names: Vec<String>,
    /// The code of all fences.
    pub codes: Vec<CodeBlock>,
    pub diagnostics: Vec<Diagnostic>,
    /// The hash of everything that other files can see of the document: all but the words of bodies
    /// and titles, and the places in the file.
    pub interface_hash: ContentHash,
    /// The words of the bodies, by their indices.
    pub(super) texts: Vec<BodyText>,
    /// The titles of the entities and their places, by their indices.
    pub(super) titles: Vec<(Arc<str>, Span)>,
}

impl Document {
    /// Returns a body of a document with the same interface hash, with the words of this document.
    pub fn body<'b>(&self, body: &'b Body) -> Cow<'b, Body> {
        match self.texts.get(body.text_idx) {
            Some(body_text) if !body.is_empty() => body.with(body_text),
            Some(_) | None => Cow::Borrowed(body),
        }
    }

    /// Returns whether another version of the file has the same headings, wherever they are.
    pub fn has_same_headings(&self, other: &Self) -> bool {
        fn words(heading: &AnchorSource) -> (u8, &str, Option<&str>, &[String]) {
            let id = heading.id.as_deref();
            (heading.level, &heading.text, id, &heading.names)
        }
        self.headings
            .iter()
            .map(words)
            .eq(other.headings.iter().map(words))
            && self.names == other.names
    }

    /// Returns the title with an index of this document or of one with the same interface hash.
    pub fn title(&self, title_idx: usize) -> Option<&Arc<str>> {
        self.titles.get(title_idx).map(|(title, _)| title)
    }

    /// Returns the title with an index as lists show it. A file can give a short form of its own
    /// title.
    pub fn short_title(&self, title_idx: usize) -> Option<&Arc<str>> {
        let is_of_file = title_idx == self.entity.head().title_idx;
        let short = self.facts.short_title.as_ref().filter(|_| is_of_file);
        short.or_else(|| self.title(title_idx))
    }

    /// Returns the place of the title with an index.
    pub fn title_span(&self, title_idx: usize) -> Option<Span> {
        self.titles.get(title_idx).map(|(_, span)| *span)
    }

    /// Returns whether all titles are equal to those of another document.
    pub fn has_same_titles(&self, other: &Self) -> bool {
        let titles = self.titles.iter().map(|(title, _)| title);
        let alike = titles.eq(other.titles.iter().map(|(title, _)| title));
        alike && self.facts.short_title == other.facts.short_title
    }

    /// Returns the markdown of a body, with all definitions that it needs.
    pub fn body_text(&self, body: &Body) -> Cow<'_, str> {
        body.text(&self.markdown)
    }
}

/// The entity that a file defines.
#[derive(Clone, Debug, Hash)]
pub enum Entity {
    Cover(Arc<Page>),
    Page(Arc<Page>),
    Interview(Arc<Interview>),
    Round(Arc<Round>),
    Question(Arc<Question>),
    Framework(Arc<Framework>),
    Topic(Arc<Term>),
    Company(Arc<Term>),
    Role(Arc<Term>),
    Faq(Arc<FaqFile>),
}

impl Entity {
    /// Returns the head of the entity.
    pub fn head(&self) -> &Head {
        match self {
            Self::Cover(page) | Self::Page(page) => &page.head,
            Self::Interview(interview) => &interview.head,
            Self::Round(round) => &round.head,
            Self::Question(question) => &question.head,
            Self::Framework(framework) => &framework.head,
            Self::Topic(term) | Self::Company(term) | Self::Role(term) => &term.head,
            Self::Faq(file) => &file.head,
        }
    }
}
