//! The keys of printed pages.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::sheet::Sheet;
use crate::catalog::{AskedNode, Catalog, Idx, Route, TargetKey, TargetKind};
use crate::kinds::Question;
use crate::outputs::{ContentHash, OutputContext};
use crate::pages::SitePage;

/// The keys of the pages of questions, by their numbers. Their order is part of the key of the page that asks
/// them.
type QuestionKeys = BTreeMap<Idx<Question>, Option<ContentHash>>;

/// The keys of all pages, and the place of each entity's page.
pub(super) struct Keys {
    /// The place of the first page of each entity.
    places: HashMap<TargetKey, usize>,
    /// The key of each question with its follow-ups, by number.
    questions: Vec<ContentHash>,
    /// The hash of all keys.
    all: ContentHash,
    keys: Vec<ContentHash>,
}

impl Keys {
    /// Reads the keys of all pages.
    pub(super) fn new(context: &OutputContext) -> Self {
        let catalog = context.catalog();
        let keys: Vec<ContentHash> = context.pages.iter().map(|page| page.key).collect();
        let mut places = HashMap::with_capacity(keys.len());
        for (place, page) in context.pages.iter().enumerate() {
            if let Some(about) = page
                .about
                .as_ref()
                .filter(|about| *about.route() == page.route)
            {
                places.insert(about.key(), place);
            }
        }
        let mut made = Self {
            all: ContentHash::new(&keys),
            questions: Vec::new(),
            places,
            keys,
        };
        let numbers = 0..catalog.ids.questions.len();
        let whole = numbers.map(|number| made.question(catalog, Idx::new(number)));
        made.questions = whole.collect();
        made
    }

    /// Returns the key of the page of an entity.
    fn page_key<T>(&self, kind: TargetKind, idx: Idx<T>) -> Option<ContentHash> {
        let place = self.places.get(&TargetKey::new(kind, idx))?;
        self.keys.get(*place).copied()
    }

    fn question(&self, catalog: &Catalog, idx: Idx<Question>) -> ContentHash {
        let own_key = self.page_key(TargetKind::Question, idx);
        let mut below = QuestionKeys::new();
        for asked in catalog.askings.follow_ups.of(idx) {
            self.gather(catalog, asked, &mut below);
        }
        match own_key {
            Some(own_key) if below.is_empty() => own_key,
            _ => ContentHash::new(&(own_key, below)),
        }
    }

    /// Collects the keys of the questions of a tree, and of the follow-ups of those that are asked again there.
    fn gather(&self, catalog: &Catalog, asked: &AskedNode, keys: &mut QuestionKeys) {
        let idx = asked.question.idx;
        if keys.contains_key(&idx) {
            return;
        }
        keys.insert(idx, self.page_key(TargetKind::Question, idx));
        let defined = catalog.askings.follow_ups.of(idx);
        for below in asked.follow_ups.iter().chain(defined) {
            self.gather(catalog, below, keys);
        }
    }

    /// Returns the key of everything that a sheet shows except the page that it prints.
    pub(super) fn key(&self, catalog: &Catalog, sheet: &Sheet) -> ContentHash {
        match sheet {
            Sheet::Book => self.all,
            Sheet::Interview(node) => {
                let rounds = catalog.ids.rounds_of.of(node.idx);
                let keys = rounds
                    .iter()
                    .map(|round| self.page_key(TargetKind::Round, round.idx));
                let keys: Vec<_> = keys.collect();
                let trees = rounds
                    .iter()
                    .map(|round| catalog.askings.in_round.of(round.idx));
                let trees = trees.chain([catalog.askings.in_interview.of(node.idx)]);
                let mut asked = QuestionKeys::new();
                for tree in trees.flatten() {
                    self.gather(catalog, tree, &mut asked);
                }
                ContentHash::new(&(keys, asked))
            }
            Sheet::Topic(node, number) => {
                let questions = catalog.indices.of_topic.questions.of(node.idx).iter();
                let questions = questions.map(|question| self.questions.get(question.idx.get()));
                let questions: Vec<_> = questions.collect();
                let frameworks = catalog.indices.frameworks_of_topic.of(node.idx).iter();
                let frameworks =
                    frameworks.map(|node| self.page_key(TargetKind::Framework, node.idx));
                let frameworks: Vec<_> = frameworks.collect();
                ContentHash::new(&(questions, frameworks, number))
            }
        }
    }

    /// Returns the page that a sheet prints.
    pub(super) fn page_of<'p>(&self, pages: &'p [SitePage], sheet: &Sheet) -> Option<&'p SitePage> {
        let home = || {
            pages
                .iter()
                .find(|page| page.route == Route::from_parts([]))
        };
        let place = match sheet {
            Sheet::Book => return home(),
            Sheet::Interview(node) => {
                let key = TargetKey::new(TargetKind::Interview, node.idx);
                self.places.get(&key)
            }
            Sheet::Topic(node, _) => {
                let key = TargetKey::new(TargetKind::Topic, node.idx);
                self.places.get(&key)
            }
        };
        pages.get(*place?)
    }
}
