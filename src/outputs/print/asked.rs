//! Questions on a sheet, each with its answers once.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::model::{Printed, PrintedText};
use super::sheet::{MOST_QUESTIONS, Sheet};
use crate::catalog::{AskedNode, Idx, Node, Route, in_order};
use crate::config::{PartPlace, PartUse};
use crate::kinds::{Body, Document, Question};
use crate::pages::{BodyPlacement, PageBuilder, asking_answer};
use crate::render::Strings;
use crate::render::model::Link;

/// The deepest heading that HTML has.
const DEEPEST: u8 = 6;

/// Puts one sheet together.
pub(super) struct Printer<'a> {
    pub(super) builder: &'a PageBuilder<'a>,
    /// Interface strings in the language of the sheet.
    pub(super) strings: &'a Strings,
    pub(super) sheet: &'a Sheet,
    /// The questions that are printed already.
    done: HashSet<Idx<Question>>,
    /// The number of questions that were printed again.
    again: usize,
    /// The anchor of each entity that is printed here and has a page of its own, by the address of that page.
    anchors: HashMap<Arc<str>, String>,
}

impl<'a> Printer<'a> {
    /// Creates a printer with an empty sheet.
    pub(super) fn new(
        builder: &'a PageBuilder<'a>,
        strings: &'a Strings,
        sheet: &'a Sheet,
    ) -> Self {
        Self {
            builder,
            strings,
            sheet,
            done: HashSet::new(),
            again: 0,
            anchors: anchors(builder, sheet),
        }
    }

    /// Prints the questions of a round or an interview in the order they were asked, numbered.
    pub(super) fn trees(&mut self, trees: &[Arc<AskedNode>], level: u8) -> Vec<Printed> {
        let mut printed = Vec::with_capacity(trees.len());
        for (number, asked) in (1..).zip(trees) {
            let label = self.strings.count("question-number", number);
            printed.push(self.asked(asked, label, level));
        }
        printed
    }

    /// Prints a question with its follow-ups where it is defined; returns `None` if it is printed already.
    pub(super) fn question(&mut self, node: &Arc<Node<Question>>, level: u8) -> Option<Printed> {
        if self.done.contains(&node.idx) {
            return None;
        }
        let askings = &self.builder.catalog.askings;
        let mut labels = Vec::new();
        if let Some(home) = askings.home.get(node.idx) {
            let follows = askings.parent.get(node.idx).is_some();
            labels.push(self.builder.position(self.strings, home, follows));
            labels.push(self.builder.title(&home.interview).to_string());
        }
        let follow_ups = askings.follow_ups.of(node.idx);
        let tree = AskedNode {
            question: node.clone(),
            asking: None,
            document: node.document.clone(),
            follow_ups: follow_ups.to_vec(),
        };
        let mut printed = self.asked(&tree, String::new(), level);
        printed.labels = labels;
        Some(printed)
    }

    fn asked(&mut self, asked: &AskedNode, label: String, level: u8) -> Printed {
        let node = &asked.question;
        let entity = &node.entity;
        let first = self.done.insert(node.idx);
        let definition = anchor("question", &node.id);
        let anchor = match first {
            true => definition.clone(),
            false => {
                self.again += 1;
                format!("again--{}", self.again)
            }
        };
        let mut texts = Vec::new();
        if let Some(answer) = asking_answer(asked) {
            let place = Place {
                document: &asked.document,
                route: &node.route,
                anchor: &anchor,
                level,
            };
            let candidate = [("candidate", "candidates-answer", answer)];
            texts.extend(self.texts(&place, &candidate));
        }
        let mut follow_ups: Vec<&Arc<AskedNode>> = asked.follow_ups.iter().collect();
        if first {
            texts.splice(0..0, self.question_texts(node, &anchor, level));
            if asked.asking.is_some() {
                follow_ups.extend(self.builder.catalog.askings.follow_ups.of(node.idx));
            }
        }
        let deeper = (level + 1).min(DEEPEST);
        let sections = follow_ups.into_iter().map(|asked| {
            let asking = asked.asking.as_ref();
            let tone = asking.map_or(asked.question.entity.tone, |asking| asking.tone);
            let label = match tone {
                Some(tone) => self.strings.value(tone.as_str()).to_string(),
                None => self.strings.text("follow-up"),
            };
            self.asked(asked, label, deeper)
        });
        let sections = sections.collect();
        Printed {
            kind: "question",
            anchor,
            level,
            labels: vec![label],
            heading: self.builder.asked_as(asked),
            summary: None,
            level_html: entity
                .difficulty
                .and_then(|difficulty| self.builder.difficulty(self.strings, difficulty)),
            topics: match self.sheet {
                // its topic stands above all of it
                Sheet::Topic(..) => Vec::new(),
                _ => {
                    let topics = self.builder.catalog.indices.topics.of(node.idx);
                    self.builder.topic_chips(topics)
                }
            },
            facts: Vec::new(),
            texts,
            above: (!first)
                .then(|| Link::new(format!("#{definition}"), self.builder.title(node).clone())),
            sections,
        }
    }

    fn question_texts(&self, node: &Node<Question>, anchor: &str, level: u8) -> Vec<PrintedText> {
        let entity = &node.entity;
        let answer = if entity.short_answer().is_empty() {
            "answer"
        } else {
            "model-answer"
        };
        let place = Place::new(node, anchor, level);
        let mut all = vec![("prompt", "", &entity.prompt)];
        let placed = |place| {
            let parts = entity.parts.placed(place, PartUse::Print);
            parts.map(|(part, body)| (part.key, part.key, body))
        };
        all.extend(placed(PartPlace::AboveAnswer));
        all.extend(placed(PartPlace::ShortAnswer));
        all.push(("answer", answer, &entity.answer));
        all.extend(placed(PartPlace::BelowAnswer));
        self.texts(&place, &all)
    }

    /// Renders the texts that were written. Each has a kind and the key of its title.
    pub(super) fn texts(
        &self,
        place: &Place<'_>,
        bodies: &[(&'static str, &'static str, &Body)],
    ) -> Vec<PrintedText> {
        let home = self.builder.href(place.route);
        let text = |(kind, title, body): &(&'static str, &'static str, &Body)| {
            let standing = BodyPlacement::Printed {
                prefix: place.anchor,
                part: kind,
                home: &home,
                anchors: &self.anchors,
            };
            let body_html = self
                .builder
                .body(place.document, body, place.level, &standing)?;
            Some(PrintedText {
                kind,
                title: (!title.is_empty()).then(|| self.strings.text(title)),
                body_html,
            })
        };
        bodies.iter().filter_map(text).collect()
    }
}

/// Returns the anchors of everything that is printed and has a page of its own, by the address of that page.
/// Which sheet of a long topic has which question is not known beforehand.
fn anchors(builder: &PageBuilder<'_>, sheet: &Sheet) -> HashMap<Arc<str>, String> {
    let ids = &builder.catalog.ids;
    let askings = &builder.catalog.askings;
    let mut anchors = Anchors {
        builder,
        by_href: HashMap::new(),
    };
    match sheet {
        Sheet::Book if ids.questions.len() > MOST_QUESTIONS => {}
        Sheet::Book => {
            anchors.add("page", &ids.pages);
            anchors.add("interview", &ids.interviews);
            anchors.add("round", &ids.rounds);
            anchors.add("question", &ids.questions);
            anchors.add("framework", &ids.frameworks);
        }
        Sheet::Interview(node) => {
            let rounds = ids.rounds_of.of(node.idx);
            anchors.add("round", rounds);
            for round in rounds {
                anchors.add("question", &in_order(askings.in_round.of(round.idx)));
            }
            let loose = askings.in_interview.of(node.idx);
            anchors.add("question", &in_order(loose));
        }
        Sheet::Topic(node, _) => {
            let indices = &builder.catalog.indices;
            let questions = indices.of_topic.questions.of(node.idx);
            if questions.len() <= MOST_QUESTIONS {
                anchors.add("question", questions);
                anchors.add("framework", indices.frameworks_of_topic.of(node.idx));
            }
        }
    }
    anchors.by_href
}

struct Anchors<'a> {
    builder: &'a PageBuilder<'a>,
    by_href: HashMap<Arc<str>, String>,
}

impl Anchors<'_> {
    fn add<T>(&mut self, kind: &str, nodes: &[Arc<Node<T>>]) {
        let places = nodes
            .iter()
            .map(|node| (self.builder.href(&node.route), anchor(kind, &node.id)));
        self.by_href.extend(places);
    }
}

/// Returns the anchor of an entity on a sheet, by its full id.
pub(super) fn anchor(kind: &str, id: &str) -> String {
    format!("{kind}--{}", id.replace('/', "--"))
}

/// The place of texts on a sheet, and their source.
pub(super) struct Place<'p> {
    pub(super) document: &'p Arc<Document>,
    pub(super) route: &'p Route,
    pub(super) anchor: &'p str,
    pub(super) level: u8,
}

impl<'p> Place<'p> {
    /// Creates a place below the heading of an entity.
    pub(super) fn new<T>(node: &'p Node<T>, anchor: &'p str, level: u8) -> Self {
        Self {
            document: &node.document,
            route: &node.route,
            anchor,
            level,
        }
    }
}
