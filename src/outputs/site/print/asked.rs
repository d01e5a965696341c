//! Questions on a sheet, each with its answers once.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::super::parts::{Maker, Standing};
use super::super::question::asking_answer;
use super::{MOST, Subject};
use crate::catalog::{AskedNode, Idx, Node, Route, in_order};
use crate::config::{PartPlace, PartUse};
use crate::kinds::{Body, Document, Question};
use crate::render::Words;
use crate::render::model::{Link, Printed, PrintedText};

/// The deepest heading that HTML has.
const DEEPEST: u8 = 6;

/// Puts one sheet together.
pub(super) struct Printer<'a> {
    pub(super) maker: &'a Maker<'a>,
    /// In the language of the sheet.
    pub(super) words: &'a Words,
    pub(super) subject: &'a Subject,
    /// The numbers of the questions that are on it already.
    done: HashSet<Idx<Question>>,
    /// How many of them were asked again.
    again: usize,
    here: HashMap<Arc<str>, String>,
}

impl<'a> Printer<'a> {
    /// A printer with an empty sheet.
    pub(super) fn new(maker: &'a Maker<'a>, words: &'a Words, subject: &'a Subject) -> Self {
        Self {
            maker,
            words,
            subject,
            done: HashSet::new(),
            again: 0,
            here: here(maker, subject),
        }
    }

    /// The questions of a round or an interview in the order they were asked, numbered.
    pub(super) fn trees(&mut self, trees: &[Arc<AskedNode>], level: u8) -> Vec<Printed> {
        let mut printed = Vec::with_capacity(trees.len());
        for (number, asked) in (1..).zip(trees) {
            let label = self.words.count("question-number", number);
            printed.push(self.asked(asked, label, level));
        }
        printed
    }

    /// A question of a book with what follows it where it is defined; `None` if it is there already.
    pub(super) fn question(&mut self, node: &Arc<Node<Question>>, level: u8) -> Option<Printed> {
        if self.done.contains(&node.idx) {
            return None;
        }
        let askings = &self.maker.catalog.askings;
        let mut labels = Vec::new();
        if let Some(home) = askings.home.get(node.idx) {
            let follows = askings.parent.get(node.idx).is_some();
            labels.push(self.maker.position(self.words, home, follows));
            labels.push(self.maker.title(&home.interview).to_string());
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
        let own = anchor("question", &node.id);
        let anchor = match first {
            true => own.clone(),
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
                follow_ups.extend(self.maker.catalog.askings.follow_ups.of(node.idx));
            }
        }
        let deeper = (level + 1).min(DEEPEST);
        let sections = follow_ups.into_iter().map(|asked| {
            let asking = asked.asking.as_ref();
            let tone = asking.map_or(asked.question.entity.tone, |asking| asking.tone);
            let label = match tone {
                Some(tone) => self.words.value(tone.as_str()).to_string(),
                None => self.words.text("follow-up"),
            };
            self.asked(asked, label, deeper)
        });
        let sections = sections.collect();
        Printed {
            kind: "question",
            anchor,
            level,
            labels: vec![label],
            heading: self.maker.asked_as(asked),
            summary: None,
            level_html: entity
                .difficulty
                .and_then(|one| self.maker.level(self.words, one)),
            topics: match self.subject {
                // its topic stands above all of it
                Subject::Topic(..) => Vec::new(),
                _ => {
                    let topics = self.maker.catalog.indices.topics.of(node.idx);
                    self.maker.topic_chips(topics)
                }
            },
            facts: Vec::new(),
            texts,
            above: (!first).then(|| Link::new(format!("#{own}"), self.maker.title(node).clone())),
            sections,
        }
    }

    fn question_texts(&self, node: &Node<Question>, anchor: &str, level: u8) -> Vec<PrintedText> {
        let entity = &node.entity;
        let answer = match entity.short_answer().is_empty() {
            true => "answer",
            false => "model-answer",
        };
        let place = Place::of(node, anchor, level);
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

    /// The texts that were written, each with the key of its name.
    pub(super) fn texts(
        &self,
        place: &Place<'_>,
        bodies: &[(&'static str, &'static str, &Body)],
    ) -> Vec<PrintedText> {
        let home = self.maker.href(place.route);
        let text = |(kind, title, body): &(&'static str, &'static str, &Body)| {
            let standing = Standing::Sheet {
                prefix: place.anchor,
                part: kind,
                home: &home,
                here: &self.here,
            };
            let body_html = self
                .maker
                .body(place.document, body, place.level, &standing)?;
            Some(PrintedText {
                kind,
                title: (!title.is_empty()).then(|| self.words.text(title)),
                body_html,
            })
        };
        bodies.iter().filter_map(text).collect()
    }
}

/// The anchors of all that stands on a sheet and has a page of its own, by the address of the page.
/// What a topic that fills several sheets has on which is not known beforehand.
fn here(maker: &Maker<'_>, subject: &Subject) -> HashMap<Arc<str>, String> {
    let ids = &maker.catalog.ids;
    let askings = &maker.catalog.askings;
    let mut anchors = Anchors {
        maker,
        here: HashMap::new(),
    };
    match subject {
        Subject::Book if ids.questions.len() > MOST => {}
        Subject::Book => {
            anchors.add("page", &ids.pages);
            anchors.add("interview", &ids.interviews);
            anchors.add("round", &ids.rounds);
            anchors.add("question", &ids.questions);
            anchors.add("framework", &ids.frameworks);
        }
        Subject::Interview(node) => {
            let rounds = ids.rounds_of.of(node.idx);
            anchors.add("round", rounds);
            for round in rounds {
                anchors.add("question", &in_order(askings.in_round.of(round.idx)));
            }
            let loose = askings.in_interview.of(node.idx);
            anchors.add("question", &in_order(loose));
        }
        Subject::Topic(node, _) => {
            let indices = &maker.catalog.indices;
            let questions = indices.of_topic.questions.of(node.idx);
            if questions.len() <= MOST {
                anchors.add("question", questions);
                anchors.add("framework", indices.frameworks_of_topic.of(node.idx));
            }
        }
    }
    anchors.here
}

struct Anchors<'a> {
    maker: &'a Maker<'a>,
    here: HashMap<Arc<str>, String>,
}

impl Anchors<'_> {
    fn add<T>(&mut self, kind: &str, nodes: &[Arc<Node<T>>]) {
        let places = nodes
            .iter()
            .map(|node| (self.maker.href(&node.route), anchor(kind, &node.id)));
        self.here.extend(places);
    }
}

/// The anchor of something on a sheet, by its full id.
pub(super) fn anchor(kind: &str, id: &str) -> String {
    format!("{kind}--{}", id.replace('/', "--"))
}

/// Where texts stand on a sheet, and where they come from.
pub(super) struct Place<'p> {
    pub(super) document: &'p Arc<Document>,
    pub(super) route: &'p Route,
    pub(super) anchor: &'p str,
    pub(super) level: u8,
}

impl<'p> Place<'p> {
    /// Below the heading of what it belongs to.
    pub(super) fn of<T>(node: &'p Node<T>, anchor: &'p str, level: u8) -> Self {
        Self {
            document: &node.document,
            route: &node.route,
            anchor,
            level,
        }
    }
}
