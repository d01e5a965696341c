//! The parts of lowering that all kinds share: the walk over a file's sections, ids, and bodies.

use std::cell::RefCell;
use std::sync::Arc;

use super::body::{AnchorBook, Body, BodyText, Definitions, body, within};
use super::fields::Fields;
use super::foreign_markers::{self, foreign_marker};
use super::head::{Head, IdSlot, Visibility};
use super::inherited::{Inherited, Scopes};
use super::keys;
use super::schema::AnyKey;
use super::values::{Alias, Aliases, Names, Slug};
use crate::config::{Collecting, Part, Reserved};
use crate::diag::{Code, Diagnostic, Place, Span};
use crate::syntax::{Link, LinkForm, ParsedFile, Section};

/// The entity whose sections are walked.
pub(super) struct Owner<'r> {
    /// The level of the entity. Deeper sections are inside.
    pub(super) level: u8,
    /// The text right under the heading.
    pub(super) text: Vec<Span>,
    /// Whether a reserved heading belongs to the entity.
    pub(super) reserves: fn(Reserved) -> bool,
    pub(super) collecting: &'r [Collecting],
    pub(super) inherited: Inherited,
}

/// The result of a walk, without the entities that were passed on.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) text: Vec<Span>,
    pub(super) reserved: Vec<ReservedPart>,
    pub(super) collected: Vec<(Collecting, EntrySection)>,
}

/// The text under a reserved heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReservedPart {
    part: Reserved,
    /// The start of the heading.
    heading: usize,
    text: Span,
}

impl Contents {
    /// Returns the spans under all headings with a reserved meaning.
    pub(super) fn part(&self, part: Reserved) -> Vec<Span> {
        let parts = self.reserved.iter().filter(|known| known.part == part);
        parts.map(|part| part.text).collect()
    }

    /// Returns the start of the first heading with a reserved meaning.
    pub(super) fn heading(&self, part: Reserved) -> Option<usize> {
        let first = self.reserved.iter().find(|known| known.part == part);
        first.map(|part| part.heading)
    }

    /// Returns all of the entity's own text with its reserved headings.
    pub(super) fn extent(&self) -> Vec<Span> {
        let reserved = self.reserved.iter();
        let reserved = reserved.map(|part| Span::new(part.heading, part.text.end));
        self.text.iter().copied().chain(reserved).collect()
    }
}

/// A heading under a collecting section, with all its text.
#[derive(Clone, Debug)]
pub(super) struct EntrySection {
    pub(super) section: Section,
    pub(super) text: Span,
}

/// The lowering of one file from sections to entities.
pub(super) struct Lowering<'a> {
    pub(super) file: &'a ParsedFile,
    pub(super) definitions: Definitions,
    /// The words of the bodies that were lowered.
    pub(super) texts: RefCell<Vec<BodyText>>,
    /// The titles that were lowered, and their places.
    pub(super) titles: RefCell<Vec<(Arc<str>, Span)>>,
    at: usize,
    /// The section that is the file's title, which is not part of the walk.
    pub(super) title_at: Option<usize>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(file: &'a ParsedFile, title_at: Option<usize>) -> Self {
        Self {
            file,
            definitions: Definitions::new(&file.outline),
            texts: RefCell::default(),
            titles: RefCell::default(),
            at: 0,
            title_at,
            diagnostics: file.diagnostics.clone(),
        }
    }

    pub(super) fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = Place::new(&self.file.path, span);
        self.diagnostics
            .push(Diagnostic::new(code, place, message).help(help));
    }

    /// Returns the keys of an entity that is a heading inside a file.
    pub(super) fn heading_fields(
        &self,
        kind: &str,
        keys: &[&dyn AnyKey],
        section: &Section,
    ) -> Fields<'a> {
        Fields::new(&self.file.path, kind, &[keys], &[], &section.attributes)
    }

    /// Adds the diagnostics of reading the keys.
    pub(super) fn finish(&mut self, fields: Fields<'_>) {
        self.diagnostics.extend(fields.diagnostics);
    }

    pub(super) fn body(&self, spans: Vec<Span>, level: u8, book: &AnchorBook) -> Body {
        let mut texts = self.texts.borrow_mut();
        let body = body(self.file, &self.definitions, spans, level, book);
        if body.is_empty() {
            return body;
        }
        texts.push(body.body_text());
        Body {
            text_idx: texts.len() - 1,
            ..body
        }
    }

    /// Adds a title, and returns its index among the document's titles.
    pub(super) fn titled(&self, title: &Arc<str>, span: Span) -> usize {
        let mut titles = self.titles.borrow_mut();
        titles.push((title.clone(), span));
        titles.len() - 1
    }

    /// Returns the head of the entity that a heading opens.
    pub(super) fn heading(
        &self,
        section: &Section,
        (id, span): (Slug, Span),
        visibility: Visibility,
        aliases: Vec<Alias>,
    ) -> Head {
        let title = section.text.as_str().into();
        let is_made = section.attributes.id.is_none();
        let moved_from = is_made.then(|| id.before_signs(&section.text)).flatten();
        Head {
            moved_from,
            title_idx: self.titled(&title, section.text_span),
            title,
            span,
            title_span: section.text_span,
            visibility,
            aliases,
            id_slot: Self::id_slot(section, &id),
            links: self.heading_links(section),
            id,
        }
    }

    /// Collects the anchors of the headings in `spans`. A written anchor that is taken is
    /// `duplicate-id`.
    pub(super) fn anchors(&mut self, spans: impl IntoIterator<Item = Span>) -> AnchorBook {
        let book = AnchorBook::new(&self.file.outline, spans);
        for (anchor, at) in &book.taken_twice {
            let heading = self
                .file
                .outline
                .sections
                .iter()
                .find(|section| section.span.start == *at);
            let written = heading.and_then(|section| section.attributes.id.as_ref());
            let span = written.map_or(Span::point(*at), |(_, span)| *span);
            let message = format!("the anchor `{anchor}` stands in this text already");
            self.report(Code::DuplicateId, span, message, "give it another name");
        }
        book
    }

    /// Returns the links in a heading, except a link that is the whole heading. Titles are text and
    /// show only the text of an image.
    pub(super) fn heading_links(&self, section: &Section) -> Vec<Link> {
        let all = within(
            &self.file.outline.links,
            std::slice::from_ref(&section.span),
            |link| link.whole.start,
        );
        all.filter(|link| section.lone_link.as_ref() != Some(*link))
            .filter(|link| !matches!(link.form, LinkForm::Image | LinkForm::RemoteImage))
            .cloned()
            .collect()
    }

    /// Returns the id that is written in the heading, or else the slug of `text`. A written id that
    /// is not a slug is `bad-id`, and a text without a slug is `empty-slug`; in both cases another
    /// id is returned.
    pub(super) fn id(&mut self, section: &Section, text: &str) -> (Slug, Span) {
        if let Some((id, span)) = &section.attributes.id {
            if let Some(slug) = Slug::written(id) {
                return (slug, *span);
            }
            self.bad_id(id, *span);
            return (self.fallback_id(id, section), *span);
        }
        match Slug::from_text(text) {
            Some(slug) => (slug, section.text_span),
            None => {
                let help = "write a heading with letters, or give it an id: `{#some-id}`";
                self.report(
                    Code::EmptySlug,
                    section.text_span,
                    "no id can be made of this heading",
                    help,
                );
                (self.fallback_id("", section), section.text_span)
            }
        }
    }

    /// Returns the place where the id of a heading could be written: in its block, or in a comment
    /// below it, which no forge shows and which keeps the heading's own anchor short.
    fn id_slot(section: &Section, id: &Slug) -> Option<IdSlot> {
        let attributes = &section.attributes;
        if attributes.id.is_some() {
            return None;
        }
        Some(if attributes.span.is_empty() {
            IdSlot {
                at: Span::point(section.span.end),
                text: format!("\n<!-- {{#{id}}} -->"),
            }
        } else {
            IdSlot {
                at: Span::point(attributes.span.start + 1),
                text: format!("#{id} "),
            }
        })
    }

    fn bad_id(&mut self, id: &str, span: Span) {
        let message = format!("`{}` is no id", id);
        let help = "an id holds lower-case letters, digits and single `-`";
        let place = Place::new(&self.file.path, span);
        let diagnostic = Diagnostic::new(Code::BadId, place.clone(), message);
        self.diagnostics.push(match Slug::from_text(id) {
            Some(slug) => diagnostic.fix(format!("write `{slug}`"), place, slug.as_str()),
            None => diagnostic.help(help),
        });
    }

    fn fallback_id(&self, id: &str, section: &Section) -> Slug {
        Slug::from_text(id).unwrap_or_else(|| Slug::stand_in(section.span.start))
    }

    /// Returns the next section if it is deeper than `level`.
    fn peek(&mut self, level: u8) -> Option<&'a Section> {
        if self.title_at == Some(self.at) {
            self.at += 1;
        }
        let section = self.file.outline.sections.get(self.at)?;
        (section.level > level).then_some(section)
    }

    /// Skips one section.
    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    /// Walks over all sections inside `owner`. A heading with a marker is passed to `entity` with
    /// the values that it inherits; that function walks over the sections below it.
    pub(super) fn walk(
        &mut self,
        owner: &Owner<'_>,
        entity: &mut dyn FnMut(&mut Self, &'a Section, &Inherited),
    ) -> Contents {
        let mut contents = Contents {
            text: owner.text.clone(),
            ..Contents::default()
        };
        let mut scopes = Scopes::new(owner.inherited.clone());
        while let Some(section) = self.peek(owner.level) {
            self.skip();
            let inherited = scopes.at(section.level);
            if section.level == 1 {
                self.second_title(section);
            }
            match section.part {
                _ if section.marker.is_some() => entity(self, section, &inherited),
                Some(Part::Reserved(part)) if (owner.reserves)(part) => {
                    self.bare_heading(section);
                    let text = self.reserved_part(section, owner);
                    let heading = section.span.start;
                    contents.reserved.push(ReservedPart {
                        part,
                        heading,
                        text,
                    });
                }
                Some(Part::Collecting(part)) if owner.collecting.contains(&part) => {
                    self.bare_heading(section);
                    contents.text.push(section.body);
                    let entries = self.entries(section.level, &section.text);
                    self.no_entries(section, part, &entries);
                    let entries = entries.into_iter();
                    contents
                        .collected
                        .extend(entries.map(|entry| (part, entry)));
                }
                _ => {
                    contents
                        .text
                        .push(Span::new(section.span.start, section.body.end));
                    self.near_part(section, owner);
                    let topics = self.prose_heading(section);
                    scopes.push(section.level, inherited.with_topics(topics));
                }
            }
        }
        contents
    }

    /// Reads a prose heading, which can have an anchor and topics.
    fn prose_heading(&mut self, section: &Section) -> Option<Names> {
        self.check_anchor(section);
        self.check_prose_heading(section);
        if let Some(foreign) = foreign_marker(self.file, section) {
            let diagnostic = foreign_markers::diagnostic(self.file, &foreign);
            self.diagnostics.push(diagnostic);
            return None;
        }
        let mut fields = self.heading_fields("a prose heading", keys::PROSE, section);
        let topics = fields.get(&keys::TOPICS);
        self.finish(fields);
        topics
    }

    /// Checks a heading that can have an anchor but no key.
    pub(super) fn bare_heading(&mut self, section: &Section) {
        self.check_anchor(section);
        let fields = self.heading_fields("this heading", &[], section);
        self.finish(fields);
    }

    fn check_anchor(&mut self, section: &Section) {
        if let Some((id, span)) = &section.attributes.id
            && Slug::written(id).is_none()
        {
            self.bad_id(id, *span);
        }
    }

    /// Reports a collecting heading in an interview that is no child of the interview. Elsewhere it is a
    /// heading like any other.
    fn check_prose_heading(&mut self, section: &Section) {
        if !self.file.within.starts_with("interviews/") {
            return;
        }
        match section.part {
            Some(Part::Collecting(part @ (Collecting::Faq | Collecting::Takeaways))) => {
                let what = match part {
                    Collecting::Faq => "an FAQ stands in an interview or in a file of `faq/`",
                    Collecting::Takeaways | Collecting::Steps => "takeaways stand in an interview",
                };
                self.report(
                    Code::MisplacedEntity,
                    section.text_span,
                    what,
                    "move it, or name the heading otherwise",
                );
            }
            Some(Part::Collecting(Collecting::Steps) | Part::Reserved(_)) | None => {}
        }
    }

    /// Returns the text under a reserved heading, up to the next heading of its level or the next
    /// entity.
    fn reserved_part(&mut self, section: &'a Section, owner: &Owner<'_>) -> Span {
        let mut end = section.body.end;
        while let Some(next) = self.peek(section.level) {
            if next.marker.is_some() {
                let message = format!("an entity cannot stand under `{}`", section.text);
                let level = owner.level + 1;
                let help = format!("make its heading `{}`", "#".repeat(usize::from(level)));
                let fix = self.level_fix(next, level);
                self.report_fix(Code::MisplacedEntity, next.text_span, message, help, fix);
                break;
            }
            self.bare_heading(next);
            self.check_prose_heading(next);
            if let Some(Part::Reserved(part)) = next.part
                && (owner.reserves)(part)
            {
                self.too_deep_part(next, section);
            }
            self.skip();
            end = next.body.end;
        }
        Span::new(section.body.start, end)
    }

    /// Returns the entries of a file that is itself a collecting section.
    pub(super) fn top_entries(&mut self, level: u8) -> Vec<EntrySection> {
        let mut entries = self.entries(level, "the file");
        while let Some(section) = self.peek(0) {
            self.skip();
            self.second_title(section);
            entries.extend(self.entries(level, "the file"));
        }
        entries
    }

    /// Returns the entries of a collecting section: the headings exactly one level below it.
    fn entries(&mut self, level: u8, name: &str) -> Vec<EntrySection> {
        let mut entries: Vec<EntrySection> = Vec::new();
        while let Some(section) = self.peek(level) {
            self.skip();
            if section.marker.is_some() {
                let message = format!("`{name}` holds entries without a marker");
                let help =
                    "leave the marker out, or end the section first with a heading of its level";
                self.report(Code::MisplacedEntity, section.text_span, message, help);
            }
            if section.level == level + 1 {
                let text = section.body;
                entries.push(EntrySection {
                    section: section.clone(),
                    text,
                });
            } else if let Some(entry) = entries.last_mut() {
                entry.text.end = section.body.end;
                self.bare_heading(section);
                self.deeper_question(section, level + 1);
            } else {
                let hashes = "#".repeat(usize::from(level) + 1);
                let message = format!("an entry of `{name}` must be exactly one level below it");
                let help = format!("write `{hashes}`");
                // Headings beside it are misplaced too, and move with it.
                let fix = (section.level == level + 2).then(|| self.releveled(section, level + 1));
                self.report_fix(Code::MisplacedEntity, section.text_span, message, help, fix);
            }
        }
        entries
    }

    /// Reports an entity in a place where its kind is not allowed, and skips its sections.
    pub(super) fn misplaced(&mut self, section: &Section, message: &str, help: &str) {
        self.report(Code::MisplacedEntity, section.text_span, message, help);
        while self.peek(section.level).is_some() {
            self.skip();
        }
    }
}

/// Returns the visibility from the `draft` and `private` keys of an entity and from the entity
/// around it.
pub(super) fn visibility(fields: &mut Fields<'_>, outer: Visibility) -> Visibility {
    let written = match (fields.get(&keys::PRIVATE), fields.get(&keys::DRAFT)) {
        (Some(true), _) => Visibility::Private,
        (_, Some(true)) => Visibility::Draft,
        _ => Visibility::Public,
    };
    written.max(outer)
}

/// Returns the aliases of an entity.
pub(super) fn aliases(fields: &mut Fields<'_>) -> Vec<Alias> {
    let Aliases(aliases) = fields.get(&keys::ALIASES).unwrap_or_default();
    aliases
}
