//! All places of a book that name an entity, for editors that go there or rename it.

use std::sync::Arc;

use super::assemble::Catalog;
use super::node::{Node, Target};
use super::relations::link_sources;
use super::resolve::Resolver;
use crate::diag::{Diagnostics, Place};
use crate::kinds::{AnyKey as _, Document, IsEntity, Name, Reference, TargetKind, keys};
use crate::syntax::LinkForm;

/// A place that names an entity.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The place of the name if it can be found in the text, and of the whole link otherwise.
    pub place: Place,
    /// The name as it is written.
    pub text: String,
    pub by: By,
    pub target: Target,
}

/// The way in which an entity is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// By `id`, `kind:id` or `file/id`, with or without an anchor.
    Id,
    /// By the path of a file.
    Path,
    /// By a spelling whose slug is the id or a synonym.
    Spelling,
}

impl Catalog {
    /// Returns everything that can be named, in no particular order.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        let others = self.ids.by_id.values().cloned();
        others.chain(self.terms.targets())
    }
}

/// Returns every mention in the book by its place, each once.
pub fn mentions(catalog: &Catalog) -> Vec<Mention> {
    let mut all = Mentions {
        catalog,
        resolver: Resolver::new(&catalog.ids, &catalog.terms, &catalog.aliases),
        mentions: Vec::new(),
    };
    all.links();
    all.references();
    all.names();
    let mut mentions = all.mentions;
    mentions.sort_by(|a, b| (&a.place, a.target.key()).cmp(&(&b.place, b.target.key())));
    mentions.dedup_by(|a, b| a.place == b.place && a.target.key() == b.target.key());
    mentions
}

struct Mentions<'a> {
    catalog: &'a Catalog,
    resolver: Resolver<'a>,
    mentions: Vec<Mention>,
}

impl Mentions<'_> {
    /// Adds links in texts and titles.
    fn links(&mut self) {
        let Catalog {
            ids,
            terms,
            askings,
            ..
        } = self.catalog;
        for link_source in link_sources(ids, terms, askings) {
            let Some(table) = self.catalog.links(link_source.document) else {
                continue;
            };
            for link in link_source.links {
                if let Some(resolved) = table.get(&link.target) {
                    self.mentions.push(Mention {
                        place: Place::new(&link_source.document.path, link.span),
                        text: link.target.clone(),
                        by: by(link.form),
                        target: resolved.target.clone(),
                    });
                }
            }
        }
    }

    /// Adds references by id, and the questions of askings.
    fn references(&mut self) {
        let catalog = self.catalog;
        self.references_of(&catalog.ids.questions);
        self.references_of(&catalog.ids.takeaways);
        self.references_of(&catalog.ids.faq);
        for asked in catalog.askings.all_askings() {
            if let Some(asking) = &asked.asking {
                let question = std::slice::from_ref(&asking.question);
                self.reference(&asked.document, question, keys::ASKS.targets());
            }
        }
    }

    fn references_of<T: IsEntity>(&mut self, nodes: &[Arc<Node<T>>]) {
        for node in nodes {
            for (key, references) in node.entity.references() {
                self.reference(&node.document, references, key.targets());
            }
        }
    }

    fn reference(&mut self, document: &Document, written: &[Reference], wanted: &[TargetKind]) {
        for reference in written {
            let mut said_elsewhere = Diagnostics::default();
            let target = self
                .resolver
                .reference(document, reference, wanted, &mut said_elsewhere);
            self.mentions.extend(target.map(|target| Mention {
                place: Place::new(&document.path, reference.span),
                text: reference.target.clone(),
                by: by(reference.form),
                target,
            }));
        }
    }

    /// Adds names of topics, companies and roles.
    fn names(&mut self) {
        let Catalog { ids, terms, .. } = self.catalog;
        self.names_of(&ids.interviews);
        self.names_of(&ids.rounds);
        self.names_of(&ids.questions);
        self.names_of(&ids.frameworks);
        self.names_of(&ids.takeaways);
        self.names_of(&ids.faq);
        for (term, document) in terms
            .topics
            .terms
            .iter()
            .filter_map(|node| node.file.as_ref())
        {
            self.name(document, term.parent.as_slice(), keys::PARENT.targets());
        }
    }

    fn names_of<T: IsEntity>(&mut self, nodes: &[Arc<Node<T>>]) {
        for node in nodes {
            for (key, names) in node.entity.names() {
                self.name(&node.document, names, key.targets());
            }
        }
    }

    fn name(&mut self, document: &Document, names: &[Name], wanted: &[TargetKind]) {
        for name in names {
            let targets = wanted.iter();
            let target = targets
                .copied()
                .find_map(|kind| self.catalog.terms.target(kind, &name.id));
            self.mentions.extend(target.map(|target| Mention {
                place: Place::new(&document.path, name.span),
                text: name.spelling.to_string(),
                by: By::Spelling,
                target,
            }));
        }
    }
}

fn by(form: LinkForm) -> By {
    match form {
        LinkForm::Markdown | LinkForm::Anchor => By::Path,
        _ => By::Id,
    }
}
