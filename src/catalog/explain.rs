//! Explains an entity: its values, and where each comes from.

use std::fmt::Write as _;
use std::sync::Arc;

use super::assemble::Catalog;
use super::node::{Node, Target};
use super::resolve::Resolver;
use crate::diag::{Place, Span, line_of, nearest};
use crate::kinds::{Document, Name, Question};
use crate::source::SourceSet;
use crate::syntax::{self, Section};

/// Explains the entities with the id `what`, which can have a kind in front: `question:why-us`.
///
/// # Errors
/// If no entity has that id; similar ids are returned.
pub fn explain(
    catalog: &Catalog,
    sources: &SourceSet,
    what: &str,
) -> Result<String, Vec<Arc<str>>> {
    let resolver = Resolver::new(&catalog.ids, &catalog.terms, &catalog.aliases);
    let targets = resolver.named(what);
    if targets.is_empty() {
        let near = nearest(what, resolver.known().iter().map(|id| &**id));
        return Err(near.into_iter().map(Arc::from).collect());
    }
    let pages = targets
        .iter()
        .map(|target| Page::new(catalog, sources).about(target));
    Ok(pages.collect::<Vec<_>>().join("\n"))
}

/// An explanation that is being written.
struct Page<'a> {
    catalog: &'a Catalog,
    sources: &'a SourceSet,
    text: String,
}

impl<'a> Page<'a> {
    fn new(catalog: &'a Catalog, sources: &'a SourceSet) -> Self {
        Self {
            catalog,
            sources,
            text: String::new(),
        }
    }

    /// Adds a line `name  value   (why)`. Writing to a string cannot fail.
    fn line(&mut self, name: &str, value: &str, why: &str) {
        let why = if why.is_empty() {
            String::new()
        } else {
            format!("  ({why})")
        };
        writeln!(self.text, "{name:14}{value}{why}").ok();
    }

    fn about(mut self, target: &Target) -> String {
        let kind = target.kind();
        writeln!(self.text, "{} `{}`", kind.prefix(), target.title()).ok();
        self.line(
            "address",
            target.route().as_str(),
            "made of its kind and id",
        );
        match target {
            Target::Question(node) => self.question(node),
            Target::Interview(node) => self.defined(node),
            Target::Round(node) => self.defined(node),
            Target::Framework(node) => {
                self.defined(node);
                let users = self.catalog.relations.used_by.of(node.idx);
                self.list(
                    "used by",
                    users.iter().map(|question| question.id.to_string()),
                );
            }
            Target::Faq(node) => self.defined(node),
            Target::Takeaway(node) => self.defined(node),
            Target::Page(node) => self.defined(node),
            Target::Topic(node) | Target::Company(node) | Target::Role(node) => match &node.file {
                Some((term, document)) => {
                    self.place("file", &Place::new(&document.path, term.head.span));
                    let names = term.synonyms.iter().map(|name| name.spelling.to_string());
                    self.list("synonyms", names);
                }
                None => self.line("file", "none", "it exists because something names it"),
            },
        }
        let mentions = self.catalog.relations.mentioned_by.get(&target.key());
        let mentions = mentions
            .into_iter()
            .flatten()
            .map(|source| source.title().to_string());
        self.list("mentioned by", mentions);
        self.text
    }

    fn defined<T>(&mut self, node: &Node<T>) {
        let why = if node.span == node.title_span {
            "made of the words or the file name"
        } else {
            "written"
        };
        self.line("id", &node.id, why);
        self.place("defined", &node.title_place());
    }

    fn place(&mut self, name: &str, place: &Place) {
        let text = self.sources.text(&place.file).unwrap_or_default();
        let line = line_of(text, place.span.start);
        let value = format!("{}:{line}", place.file);
        self.line(name, &value, "");
    }

    fn list(&mut self, name: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        if !items.is_empty() {
            self.line(name, &items.join(", "), "");
        }
    }

    fn question(&mut self, node: &Arc<Node<Question>>) {
        self.defined(node);
        let entity = &node.entity;
        let headings = Headings::new(&node.document, self.sources, node.title_span);
        for name in &entity.topics {
            let why = headings.origin_of_topic(name);
            self.line("topic", name.id.as_str(), &why);
        }
        let valued = [
            (
                "difficulty",
                entity.difficulty.map(|value| value.as_str().to_owned()),
                "unknown",
            ),
            (
                "format",
                entity.format.map(|value| value.as_str().to_owned()),
                "unknown",
            ),
            (
                "minutes",
                entity.minutes.map(|value| value.0.to_string()),
                "none",
            ),
            (
                "tone",
                entity.tone.map(|value| value.as_str().to_owned()),
                "none",
            ),
            ("practice", Some(entity.practice.to_string()), ""),
        ];
        for (key, value, default) in valued {
            let why = headings.origin_of_key(key);
            self.line(key, value.as_deref().unwrap_or(default), &why);
        }
        let askings = &self.catalog.askings;
        if let Some(parent) = askings.parent.get(node.idx) {
            let parent = parent.id.to_string();
            self.line("follows", &parent, "its heading stands below");
        }
        match askings.home.get(node.idx) {
            Some(home) => {
                let round = home
                    .round
                    .as_ref()
                    .map_or(&home.interview.id, |round| &round.id)
                    .to_string();
                let why = match home.asked.asking {
                    Some(_) => "the first time it was asked",
                    None => "where it is defined",
                };
                self.line("home", &round, why);
            }
            None => self.line("home", "the bank", "nobody asked it"),
        }
        let asked = askings.appearances.of(node.idx).iter();
        self.list(
            "asked in",
            asked.map(|appearance| appearance.interview.id.to_string()),
        );
        let uses = self.catalog.relations.uses.of(node.idx).iter();
        self.list("uses", uses.map(|framework| framework.id.to_string()));
    }
}

/// The headings above a question, the nearest first, and their keys.
struct Headings {
    text: Arc<str>,
    own: Option<Section>,
    above: Vec<Section>,
    front_matter: Vec<(String, Span)>,
}

impl Headings {
    /// Parses the file again, because the catalog has neither spans nor origins.
    fn new(document: &Document, sources: &SourceSet, title: Span) -> Self {
        let file = sources.files.iter().find(|file| file.path == document.path);
        let parsed =
            file.map(|file| syntax::parse(file, &sources.config.markers, &sources.config.limits));
        let mut headings = Self {
            text: file.map_or_else(|| Arc::from(""), |file| file.text.clone()),
            own: None,
            above: Vec::new(),
            front_matter: Vec::new(),
        };
        let Some(parsed) = parsed else {
            return headings;
        };
        let fields = parsed.fields.iter();
        headings.front_matter = fields
            .map(|field| (field.key.clone(), field.key_span))
            .collect();
        let sections = parsed.outline.sections;
        let before = sections
            .into_iter()
            .take_while(|section| section.text_span.start <= title.start);
        let mut before: Vec<Section> = before.collect();
        headings.own = before.pop();
        let mut level = headings.own.as_ref().map_or(0, |own| own.level);
        for section in before.into_iter().rev() {
            if section.level < level {
                level = section.level;
                headings.above.push(section);
            }
        }
        headings
    }

    fn origin_of_topic(&self, name: &Name) -> String {
        let has_name = |section: &&Section| section.span.holds(name.span);
        if self.own.as_ref().filter(has_name).is_some() {
            return "written".to_owned();
        }
        match self.above.iter().find(has_name) {
            Some(section) => self.inherited(section),
            None => "written in the front matter".to_owned(),
        }
    }

    fn origin_of_key(&self, key: &str) -> String {
        let gives =
            |section: &&Section| section.attributes.items.iter().any(|item| item.key == key);
        if self.own.as_ref().filter(gives).is_some() {
            return "written".to_owned();
        }
        if self.above.is_empty() && self.front_matter.iter().any(|(known, _)| known == key) {
            return "written in the front matter".to_owned();
        }
        let inheritable = ["difficulty", "format", "practice"].contains(&key);
        let giver = self.above.iter().find(gives).filter(|_| inheritable);
        giver.map_or_else(|| "default".to_owned(), |section| self.inherited(section))
    }

    fn inherited(&self, section: &Section) -> String {
        let line = line_of(&self.text, section.span.start);
        format!("inherited from `{}`, line {line}", section.text)
    }
}
