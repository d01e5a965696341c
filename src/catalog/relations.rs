//! Relations between entities in both directions: uses, evidence, mentions.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use rayon::prelude::*;

use super::askings::{AskedNode, Askings};
use super::files::{AssetResolver, FileTable, IncludeTable};
use super::ids::Ids;
use super::idx::Table;
use super::node::{Node, Target, TargetKey};
use super::resolve::Resolver;
use super::resolved_link::{LinkTable, ResolvedLink};
use super::terms::Terms;
use crate::diag::Diagnostics;
use crate::kinds::{
    AnyKey as _, Body, Document, Entry, Framework, IsEntity, Question, Reference, TargetKind, keys,
};
use crate::source::Asset;
use crate::syntax::Link;

/// The relations of a book and its resolved links.
#[derive(Debug)]
pub struct Relations {
    /// The frameworks that a question's answers use.
    pub uses: Table<Question, Vec<Arc<Node<Framework>>>>,
    /// The questions whose answers use a framework.
    pub used_by: Table<Framework, Vec<Arc<Node<Question>>>>,
    /// The evidence of a takeaway.
    pub evidence: Table<Entry, Vec<Target>>,
    /// The evidence of an FAQ entry.
    pub faq_evidence: Table<Entry, Vec<Target>>,
    /// The takeaways with a target as evidence.
    pub evidence_for: BTreeMap<TargetKey, Vec<Arc<Node<Entry>>>>,
    /// The entities whose text mentions a target.
    pub mentioned_by: BTreeMap<TargetKey, Vec<Target>>,
    /// The links of each file, by its path in the content folder.
    pub links: HashMap<Arc<str>, LinkTable>,
    /// The files that each file shows or links to, by its path in the content folder.
    pub files: HashMap<Arc<str>, FileTable>,
    /// The lines that each file includes, by its path in the content folder.
    pub includes: HashMap<Arc<str>, IncludeTable>,
    pub diagnostics: Diagnostics,
}

/// A text of an entity with its links, and the question that it answers.
pub(super) struct LinkSource<'a> {
    source: Target,
    pub(super) document: &'a Arc<Document>,
    pub(super) links: &'a [Link],
    /// The anchors of the text's own headings.
    anchors: &'a [Arc<str>],
    /// The question, if the text is an answer.
    answers: Option<&'a Arc<Node<Question>>>,
}

/// Resolves every link and every typed reference of the visible book.
pub fn collect(
    ids: &Ids,
    terms: &Terms,
    askings: &Askings,
    resolver: &Resolver<'_>,
    asset_resolver: &AssetResolver<'_>,
) -> Relations {
    let link_sources = link_sources(ids, terms, askings);
    let mut relations = Relations {
        uses: Table::new(ids.questions.len()),
        used_by: Table::new(ids.frameworks.len()),
        evidence: Table::new(ids.takeaways.len()),
        faq_evidence: Table::new(ids.faq.len()),
        evidence_for: BTreeMap::new(),
        mentioned_by: BTreeMap::new(),
        links: HashMap::new(),
        files: HashMap::new(),
        includes: HashMap::new(),
        diagnostics: Diagnostics::default(),
    };
    for question in &ids.questions {
        relations.typed_uses(question, resolver);
    }
    for takeaway in &ids.takeaways {
        relations.typed_evidence(takeaway, resolver);
    }
    for entry in &ids.faq {
        relations.faq_evidence(entry, resolver);
    }
    let resolved: Vec<Resolved> = link_sources
        .par_iter()
        .map(|link_source| resolve(link_source, resolver, asset_resolver))
        .collect();
    for (link_source, resolved) in link_sources.iter().zip(resolved) {
        relations.link_source(link_source, resolved, asset_resolver);
    }
    for sources in relations.mentioned_by.values_mut() {
        let mut known = HashSet::new();
        sources.retain(|source| known.insert(source.key()));
    }
    relations
}

#[derive(Default)]
struct Resolved {
    links: Vec<(String, ResolvedLink)>,
    files: Vec<(String, Arc<Asset>)>,
    includes: Vec<(Link, Arc<str>)>,
    diagnostics: Diagnostics,
}

fn resolve(
    link_source: &LinkSource<'_>,
    resolver: &Resolver<'_>,
    asset_resolver: &AssetResolver<'_>,
) -> Resolved {
    let mut resolved = Resolved::default();
    let LinkSource {
        document,
        source,
        anchors,
        ..
    } = link_source;
    for link in link_source.links {
        let link_target = resolver.link(document, source, anchors, link, &mut resolved.diagnostics);
        resolved
            .links
            .extend(link_target.map(|resolved| (link.target.clone(), resolved)));
        match asset_resolver.look_up(document, link) {
            Ok(asset) => resolved
                .files
                .extend(asset.map(|asset| (link.target.clone(), asset))),
            Err(diagnostic) => resolved.diagnostics.push(*diagnostic),
        }
        match asset_resolver.include(document, link) {
            Ok(lines) => resolved
                .includes
                .extend(lines.map(|lines| (link.clone(), lines))),
            Err(diagnostic) => resolved.diagnostics.push(*diagnostic),
        }
    }
    resolved
}

impl Relations {
    /// Returns every file that a page shows or links to, once, in path order.
    pub fn assets(&self) -> BTreeMap<&str, &Arc<Asset>> {
        let all = self.files.values().flat_map(HashMap::values);
        all.map(|asset| (&*asset.within, asset)).collect()
    }

    fn typed_uses(&mut self, question: &Arc<Node<Question>>, resolver: &Resolver<'_>) {
        for reference in &question.entity.uses {
            if let Some(Target::Framework(framework)) = self.typed(
                &question.document,
                reference,
                keys::USES.targets(),
                resolver,
            ) {
                self.add_use(question, &framework);
            }
        }
    }

    fn typed_evidence(&mut self, takeaway: &Arc<Node<Entry>>, resolver: &Resolver<'_>) {
        for reference in &takeaway.entity.evidence {
            if let Some(target) = self.typed(
                &takeaway.document,
                reference,
                keys::EVIDENCE.targets(),
                resolver,
            ) {
                self.evidence_for
                    .entry(target.key())
                    .or_default()
                    .push(takeaway.clone());
                self.evidence.add(takeaway.idx, target);
            }
        }
    }

    /// Adds the evidence of an FAQ entry, which counts as a mention.
    fn faq_evidence(&mut self, entry: &Arc<Node<Entry>>, resolver: &Resolver<'_>) {
        let source = Target::Faq(entry.clone());
        for reference in &entry.entity.evidence {
            if let Some(target) = self.typed(
                &entry.document,
                reference,
                keys::EVIDENCE.targets(),
                resolver,
            ) {
                self.mention(&target, &source);
                self.faq_evidence.add(entry.idx, target);
            }
        }
    }

    /// Adds a mention. An entity that mentions a target twice is removed at the end.
    fn mention(&mut self, target: &Target, source: &Target) {
        if target.key() != source.key() {
            self.mentioned_by
                .entry(target.key())
                .or_default()
                .push(source.clone());
        }
    }

    fn typed(
        &mut self,
        document: &Document,
        reference: &Reference,
        wanted: &[TargetKind],
        resolver: &Resolver<'_>,
    ) -> Option<Target> {
        resolver.reference(document, reference, wanted, &mut self.diagnostics)
    }

    fn add_use(&mut self, question: &Arc<Node<Question>>, framework: &Arc<Node<Framework>>) {
        let known = self
            .uses
            .of(question.idx)
            .iter()
            .any(|known| known.idx == framework.idx);
        if !known {
            self.uses.add(question.idx, framework.clone());
            self.used_by.add(framework.idx, question.clone());
        }
    }

    fn link_source(
        &mut self,
        link_source: &LinkSource<'_>,
        resolved: Resolved,
        asset_resolver: &AssetResolver<'_>,
    ) {
        self.diagnostics.extend(resolved.diagnostics);
        if !resolved.includes.is_empty() {
            let within = link_source.document.within.clone();
            let includes = self.includes.entry(within).or_default();
            let mut bytes: usize = includes.values().map(|lines| lines.len()).sum();
            for (link, lines) in resolved.includes {
                bytes += lines.len();
                let diagnostic = asset_resolver.too_much(link_source.document, &link, bytes);
                self.diagnostics.extend(diagnostic);
                includes.insert(link.target, lines);
            }
        }
        if !resolved.files.is_empty() {
            let files = self.files.entry(link_source.document.within.clone());
            files.or_default().extend(resolved.files);
        }
        for (text, resolved_link) in resolved.links {
            match (&resolved_link.target, link_source.answers) {
                (Target::Framework(framework), Some(question)) => self.add_use(question, framework),
                (target, _) => self.mention(target, &link_source.source),
            }
            let links = self
                .links
                .entry(link_source.document.within.clone())
                .or_default();
            links.insert(text, resolved_link);
        }
    }
}

/// Returns all texts of the visible book with links.
pub(super) fn link_sources<'a>(
    ids: &'a Ids,
    terms: &'a Terms,
    askings: &'a Askings,
) -> Vec<LinkSource<'a>> {
    let mut all = LinkSources(Vec::new());
    all.entities(&ids.cover, Target::Page, |page| vec![&page.text]);
    all.entities(&ids.pages, Target::Page, |page| vec![&page.text]);
    all.entities(&ids.interviews, Target::Interview, |interview| {
        vec![&interview.text]
    });
    all.entities(&ids.rounds, Target::Round, |round| {
        round.own_text().collect()
    });
    for node in &ids.questions {
        all.question(node);
    }
    for asked in askings.all_askings() {
        all.asking(asked);
    }
    all.entities(&ids.frameworks, Target::Framework, |framework| {
        let steps = framework.steps.iter().map(|step| &step.text);
        std::iter::once(&framework.text).chain(steps).collect()
    });
    all.entities(&ids.takeaways, Target::Takeaway, |entry| vec![&entry.text]);
    all.entities(&ids.faq, Target::Faq, |entry| vec![&entry.text]);
    for (file, document) in &ids.faq_files {
        // The text above the entries belongs to the first of them.
        let first = file
            .entries
            .first()
            .map(|entry| format!("{}/{}", file.head.id, entry.head.id));
        let first = first.and_then(|id| ids.by_id.get(&(TargetKind::Faq, id.into())));
        if let Some(source) = first {
            all.text(source, document, &file.intro.links, &[], None);
        }
    }
    let vocabularies = [&terms.topics, &terms.companies, &terms.roles];
    let nodes = vocabularies.into_iter().flat_map(|known| &known.terms);
    for (node, target) in nodes.zip(terms.targets()) {
        if let Some((term, document)) = &node.file {
            for links in [&term.head.links, &term.text.links] {
                all.text(&target, document, links, &term.anchors, None);
            }
        }
    }
    all.0
}

struct LinkSources<'a>(Vec<LinkSource<'a>>);

impl<'a> LinkSources<'a> {
    fn text(
        &mut self,
        source: &Target,
        document: &'a Arc<Document>,
        links: &'a [Link],
        anchors: &'a [Arc<str>],
        answers: Option<&'a Arc<Node<Question>>>,
    ) {
        if !links.is_empty() {
            let source = source.clone();
            self.0.push(LinkSource {
                source,
                document,
                links,
                anchors,
                answers,
            });
        }
    }

    /// Adds the titles and the given bodies of all entities of one kind.
    fn entities<T: IsEntity>(
        &mut self,
        nodes: impl IntoIterator<Item = &'a Arc<Node<T>>>,
        target: fn(Arc<Node<T>>) -> Target,
        bodies: fn(&'a T) -> Vec<&'a Body>,
    ) {
        for node in nodes {
            self.entity(&target(node.clone()), node, bodies(&node.entity));
        }
    }

    /// Adds the title and the given bodies of an entity.
    fn entity<T: IsEntity>(
        &mut self,
        source: &Target,
        node: &'a Arc<Node<T>>,
        bodies: Vec<&'a Body>,
    ) {
        let (head, anchors) = (node.entity.head(), node.entity.anchors());
        let links = std::iter::once(&head.links).chain(bodies.into_iter().map(|body| &body.links));
        for links in links {
            self.text(source, &node.document, links, anchors, None);
        }
    }

    /// Adds the texts of a question. A link to a framework in its own text means that the answer
    /// uses the framework; a link in the prompt does not.
    fn question(&mut self, node: &'a Arc<Node<Question>>) {
        let source = Target::Question(node.clone());
        let entity = &node.entity;
        self.entity(&source, node, vec![&entity.prompt]);
        for body in entity.own_text() {
            self.text(
                &source,
                &node.document,
                &body.links,
                &entity.anchors,
                Some(node),
            );
        }
    }

    /// Adds a candidate's answer, which counts for the question that was asked.
    fn asking(&mut self, asked: &'a AskedNode) {
        let Some(asking) = &asked.asking else { return };
        let source = Target::Question(asked.question.clone());
        self.text(
            &source,
            &asked.document,
            &asking.links,
            &asking.anchors,
            None,
        );
        let answers = Some(&asked.question);
        self.text(
            &source,
            &asked.document,
            &asking.answer.links,
            &asking.anchors,
            answers,
        );
    }
}
