//! What leads to what, both ways: uses, rests on, mentions.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use rayon::prelude::*;

use super::askings::{AskedNode, Askings};
use super::files::{FileTable, IncludeTable, Shelf};
use super::ids::Ids;
use super::node::{Node, Table, Target, TargetKey, TargetKind};
use super::resolve::{Found, LinkTable, Resolver};
use super::terms::Terms;
use crate::diag::Diagnostics;
use crate::kinds::{Body, Document, Entry, Framework, Head, Question, Reference};
use crate::source::Asset;
use crate::syntax::Link;

/// The edges of the book, and its resolved links.
#[derive(Debug)]
pub struct Relations {
    /// The frameworks that a question's answers use.
    pub uses: Table<Vec<Arc<Node<Framework>>>>,
    /// The questions whose answers use a framework.
    pub used_by: Table<Vec<Arc<Node<Question>>>>,
    /// What a takeaway rests on.
    pub evidence: Table<Vec<Target>>,
    /// What an FAQ entry rests on.
    pub faq_evidence: Table<Vec<Target>>,
    /// The takeaways that rest on something.
    pub evidence_for: BTreeMap<TargetKey, Vec<Arc<Node<Entry>>>>,
    /// Whose text mentions something.
    pub mentioned_by: BTreeMap<TargetKey, Vec<Target>>,
    /// The links of each file, by its path in the content folder.
    pub links: HashMap<Arc<str>, LinkTable>,
    /// The files that each file shows or links to, by its path in the content folder.
    pub files: HashMap<Arc<str>, FileTable>,
    /// The lines that each file includes, by its path in the content folder.
    pub includes: HashMap<Arc<str>, IncludeTable>,
    pub diagnostics: Diagnostics,
}

/// What evidence may be.
pub const EVIDENCE: [TargetKind; 3] = [
    TargetKind::Question,
    TargetKind::Round,
    TargetKind::Framework,
];

/// Some text of an entity, and what its links to frameworks mean.
pub(super) struct Passage<'a> {
    source: Target,
    pub(super) document: &'a Arc<Document>,
    pub(super) links: &'a [Link],
    /// The anchors of the text's own headings.
    anchors: &'a [Arc<str>],
    /// The question whose answer this is.
    answers: Option<&'a Arc<Node<Question>>>,
}

/// Resolves every link and typed reference of the visible book.
pub fn collect(
    ids: &Ids,
    terms: &Terms,
    askings: &Askings,
    resolver: &Resolver<'_>,
    shelf: &Shelf<'_>,
) -> Relations {
    let passages = passages(ids, terms, askings);
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
    let resolved: Vec<Resolved> = passages
        .par_iter()
        .map(|passage| resolve(passage, resolver, shelf))
        .collect();
    for (passage, resolved) in passages.iter().zip(resolved) {
        relations.passage(passage, resolved, shelf);
    }
    for sources in relations.mentioned_by.values_mut() {
        let mut known = HashSet::new();
        sources.retain(|source| known.insert(source.key()));
    }
    relations
}

#[derive(Default)]
struct Resolved {
    links: Vec<(String, Found)>,
    files: Vec<(String, Arc<Asset>)>,
    includes: Vec<(Link, Arc<str>)>,
    mistakes: Diagnostics,
}

fn resolve(passage: &Passage<'_>, resolver: &Resolver<'_>, shelf: &Shelf<'_>) -> Resolved {
    let mut resolved = Resolved::default();
    let Passage {
        document,
        source,
        anchors,
        ..
    } = passage;
    for link in passage.links {
        let found = resolver.link(document, source, anchors, link, &mut resolved.mistakes);
        resolved
            .links
            .extend(found.map(|found| (link.target.clone(), found)));
        match shelf.look_up(document, link) {
            Ok(asset) => resolved
                .files
                .extend(asset.map(|asset| (link.target.clone(), asset))),
            Err(mistake) => resolved.mistakes.push(*mistake),
        }
        match shelf.include(document, link) {
            Ok(lines) => resolved
                .includes
                .extend(lines.map(|lines| (link.clone(), lines))),
            Err(mistake) => resolved.mistakes.push(*mistake),
        }
    }
    resolved
}

impl Relations {
    /// Every file that a page shows or links to, once, in path order.
    pub fn assets(&self) -> BTreeMap<&str, &Arc<Asset>> {
        let all = self.files.values().flat_map(HashMap::values);
        all.map(|asset| (&*asset.within, asset)).collect()
    }

    fn typed_uses(&mut self, question: &Arc<Node<Question>>, resolver: &Resolver<'_>) {
        for reference in &question.entity.uses {
            if let Some(Target::Framework(framework)) = self.typed(
                &question.document,
                reference,
                &[TargetKind::Framework],
                resolver,
            ) {
                self.add_use(question, &framework);
            }
        }
    }

    fn typed_evidence(&mut self, takeaway: &Arc<Node<Entry>>, resolver: &Resolver<'_>) {
        for reference in &takeaway.entity.evidence {
            if let Some(target) = self.typed(&takeaway.document, reference, &EVIDENCE, resolver) {
                self.evidence_for
                    .entry(target.key())
                    .or_default()
                    .push(takeaway.clone());
                self.evidence.add(takeaway.number, target);
            }
        }
    }

    /// What an FAQ entry rests on shows that it is mentioned there.
    fn faq_evidence(&mut self, entry: &Arc<Node<Entry>>, resolver: &Resolver<'_>) {
        let source = Target::Faq(entry.clone());
        for reference in &entry.entity.evidence {
            if let Some(target) = self.typed(&entry.document, reference, &EVIDENCE, resolver) {
                self.mention(&target, &source);
                self.faq_evidence.add(entry.number, target);
            }
        }
    }

    /// Takes down a mention. Who mentions something twice stands there twice, until all is collected.
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
            .of(question.number)
            .iter()
            .any(|known| known.number == framework.number);
        if !known {
            self.uses.add(question.number, framework.clone());
            self.used_by.add(framework.number, question.clone());
        }
    }

    fn passage(&mut self, passage: &Passage<'_>, resolved: Resolved, shelf: &Shelf<'_>) {
        self.diagnostics.extend(resolved.mistakes);
        if !resolved.includes.is_empty() {
            let within = passage.document.within.clone();
            let includes = self.includes.entry(within).or_default();
            let mut bytes: usize = includes.values().map(|lines| lines.len()).sum();
            for (link, lines) in resolved.includes {
                bytes += lines.len();
                let found = shelf.too_much(passage.document, &link, bytes);
                self.diagnostics.extend(found);
                includes.insert(link.target, lines);
            }
        }
        if !resolved.files.is_empty() {
            let files = self.files.entry(passage.document.within.clone());
            files.or_default().extend(resolved.files);
        }
        for (text, found) in resolved.links {
            match (&found.target, passage.answers) {
                (Target::Framework(framework), Some(question)) => self.add_use(question, framework),
                (target, _) => self.mention(target, &passage.source),
            }
            let links = self
                .links
                .entry(passage.document.within.clone())
                .or_default();
            links.insert(text, found);
        }
    }
}

/// All text of the visible book, in path order of its kinds.
pub(super) fn passages<'a>(
    ids: &'a Ids,
    terms: &'a Terms,
    askings: &'a Askings,
) -> Vec<Passage<'a>> {
    let mut all = Passages(Vec::new());
    for node in ids.cover.iter().chain(&ids.pages) {
        let source = Target::Page(node.clone());
        all.add(
            source,
            node,
            &node.entity.head,
            &node.entity.anchors,
            [&node.entity.text],
        );
    }
    for node in &ids.interviews {
        let source = Target::Interview(node.clone());
        all.add(
            source,
            node,
            &node.entity.head,
            &node.entity.anchors,
            [&node.entity.text],
        );
    }
    for node in &ids.rounds {
        let source = Target::Round(node.clone());
        all.add(
            source,
            node,
            &node.entity.head,
            &node.entity.anchors,
            node.entity.own_text(),
        );
    }
    for node in &ids.questions {
        all.question(node);
    }
    for asked in askings.all_askings() {
        all.asking(asked);
    }
    for node in &ids.frameworks {
        let steps = node.entity.steps.iter().map(|step| &step.text);
        let bodies = std::iter::once(&node.entity.text).chain(steps);
        let source = Target::Framework(node.clone());
        all.add(
            source,
            node,
            &node.entity.head,
            &node.entity.anchors,
            bodies,
        );
    }
    for node in &ids.takeaways {
        let source = Target::Takeaway(node.clone());
        all.add(
            source,
            node,
            &node.entity.head,
            &node.entity.anchors,
            [&node.entity.text],
        );
    }
    for node in &ids.faq {
        let source = Target::Faq(node.clone());
        all.add(
            source,
            node,
            &node.entity.head,
            &node.entity.anchors,
            [&node.entity.text],
        );
    }
    for (file, document) in &ids.faq_files {
        // the text above the entries speaks for the first of them
        let first = file
            .entries
            .first()
            .map(|entry| format!("{}/{}", file.head.id, entry.head.id));
        let first = first.and_then(|id| ids.by_id.get(&(TargetKind::Faq, id.into())));
        if let Some(source) = first {
            all.text(source, document, &file.intro.links, &[], None);
        }
    }
    let vocabularies: [(_, fn(_) -> Target); 3] = [
        (&terms.topics, Target::Topic),
        (&terms.companies, Target::Company),
        (&terms.roles, Target::Role),
    ];
    for (vocabulary, target) in vocabularies {
        for node in &vocabulary.terms {
            if let Some((term, document)) = &node.file {
                all.text(
                    &target(node.clone()),
                    document,
                    &term.head.links,
                    &term.anchors,
                    None,
                );
                all.text(
                    &target(node.clone()),
                    document,
                    &term.text.links,
                    &term.anchors,
                    None,
                );
            }
        }
    }
    all.0
}

struct Passages<'a>(Vec<Passage<'a>>);

impl<'a> Passages<'a> {
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
            self.0.push(Passage {
                source,
                document,
                links,
                anchors,
                answers,
            });
        }
    }

    /// The title and the bodies of an entity.
    fn add<T>(
        &mut self,
        source: Target,
        node: &'a Arc<Node<T>>,
        head: &'a Head,
        anchors: &'a [Arc<str>],
        bodies: impl IntoIterator<Item = &'a Body>,
    ) {
        self.text(&source, &node.document, &head.links, anchors, None);
        for body in bodies {
            self.text(&source, &node.document, &body.links, anchors, None);
        }
    }

    /// A link to a framework in a question's own text means that the answer uses it; one in the
    /// prompt does not.
    fn question(&mut self, node: &'a Arc<Node<Question>>) {
        let source = Target::Question(node.clone());
        let entity = &node.entity;
        self.add(
            source.clone(),
            node,
            &entity.head,
            &entity.anchors,
            [&entity.prompt],
        );
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

    /// What a candidate answered counts for the question that was asked.
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
