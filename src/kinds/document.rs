//! A file with its entity.

use std::borrow::Cow;
use std::sync::Arc;

use super::body::{Body, BodyText};
use super::facts::FileFacts;
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
use crate::syntax::CodeBlock;

/// One file, understood.
#[derive(Clone, Debug)]
pub struct Document {
    pub path: SourcePath,
    /// Relative to the content folder.
    pub within: Arc<str>,
    /// The file's text: what all spans count in.
    pub text: Arc<str>,
    /// The same with attribute blocks blanked: what bodies are cut from.
    pub markdown: Arc<str>,
    pub entity: Entity,
    pub facts: FileFacts,
    /// Lists of three or more items: the list and the first line of each item, without its marker.
    pub lists: Vec<(Span, Vec<Span>)>,
    /// All code between fences.
    pub codes: Vec<CodeBlock>,
    pub diagnostics: Vec<Diagnostic>,
    /// Of everything that other files can see of it: all but the words of its bodies and titles,
    /// and where in the file things stand.
    pub interface_hash: ContentHash,
    /// The words of its bodies, by their numbers.
    pub(super) texts: Vec<BodyText>,
    /// What its entities are called and where that stands, by the numbers of their heads.
    pub(super) titles: Vec<(Arc<str>, Span)>,
}

impl Document {
    /// A body of a document with the same interface hash, with the words that it has in this one.
    pub fn body<'b>(&self, body: &'b Body) -> Cow<'b, Body> {
        match self.texts.get(body.text_idx) {
            Some(body_text) if !body.is_empty() => body.with(body_text),
            Some(_) | None => Cow::Borrowed(body),
        }
    }

    /// What the entity with that title index is called, here or in a document with the same interface hash.
    pub fn title(&self, title_idx: usize) -> Option<&Arc<str>> {
        self.titles.get(title_idx).map(|(title, _)| title)
    }

    /// The same for lists: a file can give a short form of its own title.
    pub fn short_title(&self, title_idx: usize) -> Option<&Arc<str>> {
        let own = title_idx == self.entity.head().title_idx;
        let short = self.facts.short_title.as_ref().filter(|_| own);
        short.or_else(|| self.title(title_idx))
    }

    /// Where the title with that index stands.
    pub fn title_span(&self, title_idx: usize) -> Option<Span> {
        self.titles.get(title_idx).map(|(_, span)| *span)
    }

    /// Whether everything in it is called the same as in another.
    pub fn has_same_titles(&self, other: &Self) -> bool {
        let (own, others) = (self.titles.iter(), other.titles.iter());
        let alike = own
            .map(|(title, _)| title)
            .eq(others.map(|(title, _)| title));
        alike && self.facts.short_title == other.facts.short_title
    }

    /// The markdown of one of its bodies, with all definitions it needs.
    pub fn body_text(&self, body: &Body) -> Cow<'_, str> {
        body.text(&self.markdown)
    }
}

/// What a file is about.
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
    /// What it is called.
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
