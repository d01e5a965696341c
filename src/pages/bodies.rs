//! Bodies as HTML, for every page and output that shows one.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;

use super::body_links::{file_links, included_lines, page_links};
use super::context::{CachePolicy, SiteContext};
use super::tracker::Tracker;
use crate::config::Language;
use crate::kinds::{Body, Document};
use crate::render::{BodyInput, Finding, Html, Link, Shared, body};
use crate::source::ContentHash;
use crate::syntax::markdown::Dialect;

/// The page that a body is shown on, which decides about its anchors and the names of its footnotes.
#[derive(Clone, Copy, Debug)]
pub enum BodyPlacement<'a> {
    /// The page of its own entity: anchors are as written. `part` distinguishes footnotes.
    OwnPage { part: &'a str },
    /// A page that shows several entities: every anchor begins with `prefix`.
    OtherPage { prefix: &'a str },
    /// A page that shows only some parts of the entity: links to its other anchors lead to `home`, the
    /// entity's own page.
    Excerpt {
        prefix: &'a str,
        part: &'a str,
        home: &'a str,
    },
    /// A printed page. Links to what is printed on the same page lead to its anchor there.
    Printed {
        prefix: &'a str,
        part: &'a str,
        home: &'a str,
        /// The anchor of each entity that is printed on the page, by the address of its own page.
        anchors: &'a HashMap<Arc<str>, String>,
    },
}

/// How a placement changes a body. A body without anchors, headings and footnotes is the same everywhere,
/// and is rendered once.
#[derive(Hash)]
struct Placed<'a> {
    level: u8,
    anchor_prefix: String,
    part_prefix: String,
    home: &'a str,
    language: Option<&'a Language>,
}

impl<'a> Placed<'a> {
    fn new(
        context: &'a SiteContext,
        document: &'a Document,
        body: &Body,
        level: u8,
        placement: &BodyPlacement<'a>,
    ) -> Self {
        let language = match placement {
            BodyPlacement::OwnPage { .. } => None,
            BodyPlacement::OtherPage { .. }
            | BodyPlacement::Excerpt { .. }
            | BodyPlacement::Printed { .. } => context.marked_language(document),
        };
        let anywhere = Self {
            level: 1,
            anchor_prefix: String::new(),
            part_prefix: String::new(),
            home: "",
            language,
        };
        if !body.is_placed() {
            return anywhere;
        }
        match placement {
            BodyPlacement::OwnPage { part } => Self {
                level,
                part_prefix: format!("{part}--"),
                ..anywhere
            },
            BodyPlacement::OtherPage { prefix } => Self {
                level,
                anchor_prefix: format!("{prefix}--"),
                part_prefix: format!("{prefix}--"),
                ..anywhere
            },
            BodyPlacement::Excerpt { prefix, part, home }
            | BodyPlacement::Printed {
                prefix, part, home, ..
            } => Self {
                level,
                anchor_prefix: format!("{prefix}--"),
                part_prefix: format!("{prefix}--{part}--"),
                home,
                ..anywhere
            },
        }
    }
}

/// Renders bodies.
#[derive(Clone, Copy, Debug)]
pub struct BodyRenderer<'a> {
    context: &'a SiteContext,
}

impl<'a> BodyRenderer<'a> {
    /// Creates a renderer for the bodies of a site.
    pub fn new(context: &'a SiteContext) -> Self {
        Self { context }
    }

    /// Renders a body under a heading of `level`, from 1 to 6; `None` if the body is empty.
    pub fn html(
        &self,
        tracker: &Tracker<'_>,
        document: &Arc<Document>,
        body: &Body,
        level: u8,
        placement: &BodyPlacement<'_>,
    ) -> Option<Shared<Html>> {
        let document = tracker.document(document);
        let body = &document.body(body);
        body.hash?;
        let (html, findings) = self.rendered(tracker, document, body, level, placement);
        tracker.report(document, body, &findings);
        Some(html)
    }

    fn rendered(
        &self,
        tracker: &Tracker<'_>,
        document: &Document,
        text: &Body,
        level: u8,
        placement: &BodyPlacement<'_>,
    ) -> (Shared<Html>, Arc<[Finding]>) {
        let context = self.context;
        let config = &context.catalog.config;
        let placed = Placed::new(context, document, text, level, placement);
        let mut links = page_links(context, tracker, document, text);
        if let BodyPlacement::Printed { anchors, .. } = placement {
            lead_to_anchors(&mut links, anchors);
        }
        let files = file_links(&context.catalog, document, text);
        let includes = included_lines(&context.catalog, document, text);
        let strings = context.strings_of(document);
        let html = config.html;
        let dialect = if config.smart_punctuation {
            Dialect::Typographic
        } else {
            Dialect::Handbook
        };
        let settings = (dialect, html, strings.hash);
        let key = ContentHash::new(&(text.hash, &links, &files, &includes, settings, &placed));
        let make = || {
            let rendered = body(
                &BodyInput {
                    markdown: &document.body_text(text),
                    dialect,
                    html,
                    anchors: &text.anchors,
                    links,
                    files,
                    includes,
                    strings,
                    language: placed.language,
                    level: text.level,
                    page_level: placed.level,
                    anchor_prefix: &placed.anchor_prefix,
                    part_prefix: &placed.part_prefix,
                    home: placed.home,
                },
                &context.memo,
            );
            let html = Shared::made_from(key, rendered.html);
            (html, rendered.findings.into())
        };
        // a printed page is made once, so its bodies are not worth the memory
        let is_printed = matches!(placement, BodyPlacement::Printed { .. });
        match context.bodies {
            CachePolicy::Cache if !is_printed => context.memo.bodies.get_or_make(key, make),
            CachePolicy::Cache | CachePolicy::ReadOnly => {
                context.memo.bodies.get(key).unwrap_or_else(make)
            }
        }
    }
}

/// Makes links lead to anchors of the page where it contains what they lead to.
fn lead_to_anchors(links: &mut BTreeMap<&str, Link>, anchors: &HashMap<Arc<str>, String>) {
    for link in links.values_mut() {
        if let Some(anchor) = anchors.get(link.href()) {
            *link = Link::new(format!("#{anchor}"), link.text().clone());
        }
    }
}
