//! Gives every visible entity its index, id and address. Two entities with one id are an error.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::clashes::{duplicate, made_up, reserved_id};
use super::free_pages::{PageNames, has_stem_as_id, page_route, path_of, shared_stems};
use super::idx::{Idx, Table};
use super::node::{EntityHeader, Node, Target};
use super::route::Route;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::kinds::{
    Asked, Document, Entity, Entry, FaqFile, Framework, Head, Interview, Page, Question, Round,
    TargetKind, Visibility, order_number,
};
use crate::source::is_reserved;

/// Whether readers see drafts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Drafts {
    #[default]
    Hidden,
    Shown,
}

impl Drafts {
    /// Returns whether an entity with that visibility is part of the site.
    pub fn show(self, visibility: Visibility) -> bool {
        match visibility {
            Visibility::Public => true,
            Visibility::Draft => self == Self::Shown,
            Visibility::Private => false,
        }
    }
}

/// All nodes except terms, in path order, and the targets of their ids.
#[derive(Debug, Default)]
pub struct Ids {
    pub cover: Option<Arc<Node<Page>>>,
    pub interviews: Vec<Arc<Node<Interview>>>,
    pub rounds: Vec<Arc<Node<Round>>>,
    pub questions: Vec<Arc<Node<Question>>>,
    pub frameworks: Vec<Arc<Node<Framework>>>,
    pub takeaways: Vec<Arc<Node<Entry>>>,
    pub faq: Vec<Arc<Node<Entry>>>,
    /// The files of FAQ entries, for the text above the entries.
    pub faq_files: Vec<(Arc<FaqFile>, Arc<Document>)>,
    pub pages: Vec<Arc<Node<Page>>>,
    pub page_names: PageNames,
    /// The rounds of each interview.
    pub rounds_of: Table<Interview, Vec<Arc<Node<Round>>>>,
    /// The position of each round in its interview, from 1, as readers see it.
    pub round_positions: Table<Round, Option<usize>>,
    /// The takeaways of each interview.
    pub takeaways_of: Table<Interview, Vec<Arc<Node<Entry>>>>,
    /// The FAQ entries of each interview.
    pub faq_of: Table<Interview, Vec<Arc<Node<Entry>>>>,
    pub by_id: HashMap<(TargetKind, Arc<str>), Target>,
    /// The target of a link to a file, by the file's path in the content folder.
    pub by_file: BTreeMap<Arc<str>, Target>,
    /// The ids of entities that readers do not see.
    pub hidden: HashMap<Arc<str>, Visibility>,
    /// The files that readers do not see, by their path in the content folder.
    pub hidden_files: HashMap<Arc<str>, Visibility>,
    pub diagnostics: Diagnostics,
}

/// Collects all visible entities of the documents, which come in path order.
pub fn collect(documents: &[Arc<Document>], drafts: Drafts) -> Ids {
    let mut collector = IdCollector {
        ids: Ids::default(),
        drafts,
        shared_stems: shared_stems(documents, |visibility| drafts.show(visibility)),
        document_idx: Idx::new(0),
    };
    for (index, document) in documents.iter().enumerate() {
        collector.document_idx = Idx::new(index);
        if let Entity::Interview(interview) = &document.entity {
            collector.interview(document, interview);
        }
    }
    for (index, document) in documents.iter().enumerate() {
        collector.document_idx = Idx::new(index);
        collector.document(document);
    }
    collector.order_rounds();
    collector.ids
}

struct IdCollector {
    ids: Ids,
    drafts: Drafts,
    /// The ids that several free pages have by the names of their files.
    shared_stems: HashSet<Arc<str>>,
    /// The document that is being collected.
    document_idx: Idx<Document>,
}

impl IdCollector {
    fn document(&mut self, document: &Arc<Document>) {
        let head = document.entity.head();
        if !self.shows(head, "") {
            self.ids
                .hidden_files
                .insert(document.within.clone(), head.visibility);
            self.hide_inside(document);
            return;
        }
        match &document.entity {
            Entity::Cover(page) => {
                let node = self.node(
                    Idx::new(0),
                    "index".into(),
                    Route::from_parts([]),
                    &page.head,
                    page,
                    document,
                );
                self.ids.cover = Some(node.clone());
                self.by_file(document, Target::Page(node));
            }
            Entity::Page(page) => self.page(document, page),
            Entity::Interview(interview) => self.inside_interview(document, interview),
            Entity::Round(round) => self.round_file(document, round),
            Entity::Question(question) => {
                let target = self.question(document, question);
                self.by_file(document, target);
            }
            Entity::Framework(framework) => {
                let idx = Idx::new(self.ids.frameworks.len());
                let id = framework.head.id.shared();
                let route = Route::from_parts(["frameworks", &id]);
                let node = self.node(idx, id, route, &framework.head, framework, document);
                self.ids.frameworks.push(node.clone());
                self.add_file(document, &framework.head, Target::Framework(node));
            }
            Entity::Faq(file) => {
                self.ids.faq_files.push((file.clone(), document.clone()));
                for entry in &file.entries {
                    self.faq(document, &file.head, entry);
                }
            }
            Entity::Topic(_) | Entity::Company(_) | Entity::Role(_) => {}
        }
    }

    fn page(&mut self, document: &Arc<Document>, page: &Arc<Page>) {
        let Some(route) = page_route(&document.within, page) else {
            let place = Place::start_of(&document.path);
            let message = format!("no address can be made of `{}`", document.within);
            let diagnostic = Diagnostic::new(Code::BadId, place, message);
            let help = "every folder and file needs a letter or digit in its name";
            self.ids.diagnostics.push(diagnostic.help(help));
            return;
        };
        let stem = page.head.id.shared();
        let path: Arc<str> = path_of(&route).into();
        let shares_stem = has_stem_as_id(page, &route) && self.shared_stems.contains(&stem);
        let id = if shares_stem { &path } else { &stem }.clone();
        // The cover has the index 0.
        let idx = Idx::new(self.ids.pages.len() + 1);
        let node = self.node(idx, id.clone(), route, &page.head, page, document);
        self.ids.pages.push(node.clone());
        let target = Target::Page(node);
        self.by_file(document, target.clone());
        if page.introduces.is_some() {
            return;
        }
        let names = &mut self.ids.page_names;
        if shares_stem {
            let pages = names.of_stem.entry(stem.clone()).or_default();
            pages.push(target.clone());
        }
        // Another page at this address is an `output-collision`.
        if names.by_path.insert(path, target.clone()).is_none() {
            let place = Place::new(&document.path, page.head.span);
            self.add(id, place, target);
        }
    }

    fn interview(&mut self, document: &Arc<Document>, interview: &Arc<Interview>) {
        if !self.shows(&interview.head, "") {
            let visibility = interview.head.visibility;
            self.ids
                .hidden_files
                .insert(document.within.clone(), visibility);
            return;
        }
        let id = interview.head.id.shared();
        let route = Route::from_parts(["interviews", &id]);
        let node = self.node(
            Idx::new(self.ids.interviews.len()),
            id,
            route,
            &interview.head,
            interview,
            document,
        );
        self.ids.interviews.push(node.clone());
        self.ids.rounds_of.push(Vec::new());
        self.ids.takeaways_of.push(Vec::new());
        self.ids.faq_of.push(Vec::new());
        self.add_file(document, &interview.head, Target::Interview(node));
    }

    fn inside_interview(&mut self, document: &Arc<Document>, interview: &Arc<Interview>) {
        let owner = interview.head.id.as_str();
        let Some(Target::Interview(interview_node)) = self.find(TargetKind::Interview, owner)
        else {
            return;
        };
        for round in &interview.rounds {
            self.round(document, &interview_node, round);
        }
        self.asked(document, &interview.asked);
        for takeaway in &interview.takeaways {
            let id: Arc<str> = format!("{owner}/{}", takeaway.head.id).into();
            let route = Route::from_parts(["takeaways"]).at(&anchor(&id));
            let node = self.node(
                Idx::new(self.ids.takeaways.len()),
                id,
                route,
                &takeaway.head,
                takeaway,
                document,
            );
            self.ids.takeaways.push(node.clone());
            self.ids.takeaways_of.add(interview_node.idx, node.clone());
            self.add(node.id.clone(), node.place(), Target::Takeaway(node));
        }
        let faq: Vec<_> = interview
            .faq
            .iter()
            .map(|entry| self.faq(document, &interview.head, entry))
            .collect();
        self.ids.faq_of.set(interview_node.idx, faq);
    }

    fn round_file(&mut self, document: &Arc<Document>, round: &Arc<Round>) {
        let folder = document
            .within
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let index = format!("{folder}/index.md");
        match self.ids.by_file.get(index.as_str()).cloned() {
            Some(Target::Interview(interview)) => {
                let node = self.round(document, &interview, round);
                if let Some(node) = node {
                    self.by_file(document, Target::Round(node));
                }
            }
            _ if self.ids.hidden_files.contains_key(index.as_str()) => {
                let visibility = self.ids.hidden_files.get(index.as_str()).copied();
                let visibility = visibility.unwrap_or_default();
                self.ids
                    .hidden_files
                    .insert(document.within.clone(), visibility);
                self.hide(&round.asked, visibility);
            }
            _ => {
                let place = Place::new(&document.path, round.head.span);
                let message = "a round file needs an interview beside it";
                let help = format!("write the interview to `{index}`");
                let diagnostic = Diagnostic::new(Code::MisplacedEntity, place, message).help(help);
                self.ids.diagnostics.push(diagnostic);
            }
        }
    }

    fn round(
        &mut self,
        document: &Arc<Document>,
        interview: &Arc<Node<Interview>>,
        round: &Arc<Round>,
    ) -> Option<Arc<Node<Round>>> {
        if !self.shows(&round.head, &format!("{}/", interview.id)) {
            self.hide(&round.asked, round.head.visibility);
            return None;
        }
        let id: Arc<str> = format!("{}/{}", interview.id, round.head.id).into();
        let route = Route::from_parts(["interviews", &interview.id, round.head.id.as_str()]);
        let node = self.node(
            Idx::new(self.ids.rounds.len()),
            id,
            route,
            &round.head,
            round,
            document,
        );
        self.ids.rounds.push(node.clone());
        self.ids.rounds_of.add(interview.idx, node.clone());
        self.add(node.id.clone(), node.place(), Target::Round(node.clone()));
        self.asked(document, &round.asked);
        Some(node)
    }

    /// Sorts the rounds of each interview: those of its own file, then round files by their
    /// numbers, `2-` before `10-`.
    fn order_rounds(&mut self) {
        self.ids.round_positions = Table::new(self.ids.rounds.len());
        for rounds in self.ids.rounds_of.iter_mut() {
            let own_file =
                |round: &Arc<Node<Round>>| matches!(round.document.entity, Entity::Round(_));
            rounds
                .sort_by_key(|round| own_file(round).then(|| order_number(&round.document.within)));
            for (index, round) in rounds.iter().enumerate() {
                self.ids.round_positions.set(round.idx, Some(index + 1));
            }
        }
    }

    fn asked(&mut self, document: &Arc<Document>, asked: &[Asked]) {
        for one in asked {
            match one {
                Asked::Question(question) if self.shows(&question.head, "") => {
                    self.question(document, question);
                }
                Asked::Question(question) => {
                    self.hide(&question.follow_ups, question.head.visibility)
                }
                Asked::Asking(asking) => self.asked(document, &asking.follow_ups),
            }
        }
    }

    fn question(&mut self, document: &Arc<Document>, question: &Arc<Question>) -> Target {
        let id = question.head.id.shared();
        let route = Route::from_parts(["questions", &id]);
        let node = self.node(
            Idx::new(self.ids.questions.len()),
            id,
            route,
            &question.head,
            question,
            document,
        );
        self.ids.questions.push(node.clone());
        let target = Target::Question(node.clone());
        self.add(node.id.clone(), node.place(), target.clone());
        self.asked(document, &question.follow_ups);
        target
    }

    fn faq(
        &mut self,
        document: &Arc<Document>,
        owner: &Head,
        entry: &Arc<Entry>,
    ) -> Arc<Node<Entry>> {
        let id: Arc<str> = format!("{}/{}", owner.id, entry.head.id).into();
        let route = Route::from_parts(["faq"]).at(&anchor(&id));
        let node = self.node(
            Idx::new(self.ids.faq.len()),
            id,
            route,
            &entry.head,
            entry,
            document,
        );
        self.ids.faq.push(node.clone());
        let target = Target::Faq(node.clone());
        if matches!(document.entity, Entity::Faq(_)) {
            self.ids
                .by_file
                .entry(document.within.clone())
                .or_insert_with(|| target.clone());
        }
        self.add(node.id.clone(), node.place(), target);
        node
    }

    /// Returns whether readers see an entity. The id of a hidden one is stored for messages.
    fn shows(&mut self, head: &Head, owner: &str) -> bool {
        let shown = self.drafts.show(head.visibility);
        if !shown {
            let id = format!("{owner}{}", head.id).into();
            self.ids.hidden.insert(id, head.visibility);
        }
        shown
    }

    /// Stores the ids of all questions below a hidden entity, for messages.
    fn hide(&mut self, asked: &[Asked], visibility: Visibility) {
        for one in asked {
            match one {
                Asked::Question(question) => {
                    let own_visibility = question.head.visibility.max(visibility);
                    self.ids
                        .hidden
                        .insert(question.head.id.shared(), own_visibility);
                    self.hide(&question.follow_ups, own_visibility);
                }
                Asked::Asking(asking) => self.hide(&asking.follow_ups, visibility),
            }
        }
    }

    fn hide_inside(&mut self, document: &Document) {
        let visibility = document.entity.head().visibility;
        match &document.entity {
            Entity::Interview(interview) => {
                for round in &interview.rounds {
                    let id = format!("{}/{}", interview.head.id, round.head.id);
                    self.ids.hidden.insert(id.into(), visibility);
                    self.hide(&round.asked, visibility);
                }
                self.hide(&interview.asked, visibility);
            }
            Entity::Question(question) => self.hide(&question.follow_ups, visibility),
            Entity::Round(round) => self.hide(&round.asked, visibility),
            Entity::Cover(_)
            | Entity::Page(_)
            | Entity::Framework(_)
            | Entity::Topic(_)
            | Entity::Company(_)
            | Entity::Role(_)
            | Entity::Faq(_) => {}
        }
    }

    fn node<T>(
        &self,
        idx: Idx<T>,
        id: Arc<str>,
        route: Route,
        head: &Head,
        entity: &Arc<T>,
        document: &Arc<Document>,
    ) -> Arc<Node<T>> {
        let title = document.short_title(head.title_idx);
        let header = EntityHeader {
            id,
            title: title.unwrap_or(head.title()).clone(),
            route,
            document: document.clone(),
            document_idx: self.document_idx,
            title_idx: head.title_idx,
            span: head.span,
            title_span: head.title_span,
        };
        Arc::new(Node {
            idx,
            header,
            entity: entity.clone(),
        })
    }

    fn find(&self, kind: TargetKind, id: &str) -> Option<Target> {
        self.ids.by_id.get(&(kind, id.into())).cloned()
    }

    fn by_file(&mut self, document: &Arc<Document>, target: Target) {
        self.ids.by_file.insert(document.within.clone(), target);
    }

    fn add_file(&mut self, document: &Arc<Document>, head: &Head, target: Target) {
        self.by_file(document, target.clone());
        self.add(
            head.id.shared(),
            Place::new(&document.path, head.span),
            target,
        );
    }

    fn add(&mut self, id: Arc<str>, place: Place, target: Target) {
        let kind = target.kind();
        let file = place.file.as_str().rsplit('/').next();
        let short = id.rsplit('/').next().unwrap_or_default();
        if is_reserved(short) && !file.is_some_and(is_reserved) && !made_up(&target, &place) {
            let diagnostic = reserved_id(&id, place.clone(), "give it another id: `{#…}`");
            self.ids.diagnostics.push(diagnostic);
        }
        match self.ids.by_id.get(&(kind, id.clone())) {
            Some(_) if made_up(&target, &place) => {}
            Some(first) => {
                let diagnostic = duplicate(kind, &id, place, first);
                self.ids.diagnostics.push(diagnostic);
            }
            None => {
                self.ids.by_id.insert((kind, id), target);
            }
        }
    }
}

/// Returns the anchor of an entry among all entries of its kind.
pub fn anchor(full_id: &str) -> String {
    full_id.replace('/', "--")
}
