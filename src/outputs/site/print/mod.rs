//! Sheets to print: the whole book, each interview, each topic, with everything open. A sheet is put
//! together when it is asked for; its key is made of the keys of the pages that show the same.

mod asked;
mod chapters;

use std::collections::BTreeMap;
use std::sync::Arc;

use asked::Printer;
use foldhash::{HashMap, HashMapExt};

use super::parts::Maker;
use super::shop::{Fittings, Shop};
use super::{SitePage, href as href_of, out_path};
use crate::catalog::{
    AskedNode, Catalog, Idx, Node, Route, Target, TargetKey, TargetKind, TermNode, Texts,
};
use crate::kinds::{Interview, Question};
use crate::outputs::{Artifact, Bytes, ContentHash, Inputs, Made, OutPath, address, html};
use crate::render::model::{Link, Page, PageModel, Pager, View};
use crate::render::{BodyMemo, Fault, Theme};

/// The most questions on one sheet.
const MOST: usize = 1_000;

/// What a sheet shows.
#[derive(Clone, Debug)]
enum Subject {
    Book,
    Interview(Arc<Node<Interview>>),
    /// A topic, and which of its sheets, from 1.
    Topic(Arc<TermNode>, usize),
}

/// The address of the sheet of a page, where there is one.
pub(super) fn href(catalog: &Catalog, about: Option<&Target>) -> Option<Arc<str>> {
    let printed = match about? {
        Target::Interview(_) | Target::Topic(_) => about?.route().printed(),
        _ => return None,
    };
    catalog.config.print.then(|| href_of(catalog, &printed))
}

/// All sheets, where the book wants them.
pub(in crate::outputs) fn sheets(inputs: &Inputs<'_>) -> Made {
    let catalog = inputs.catalog;
    if !catalog.config.print {
        return Made::default();
    }
    let keys = Keys::of(inputs);
    let room = Arc::new(Room {
        catalog: catalog.clone(),
        texts: inputs.texts.clone(),
        theme: inputs.theme.clone(),
        bodies: inputs.bodies.clone(),
        fittings: inputs.press.fittings.clone(),
    });
    let interviews = catalog.ids.interviews.iter();
    let interviews = interviews.map(|node| Subject::Interview(node.clone()));
    let topics = catalog.terms.topics.terms.iter().flat_map(|topic| {
        let sheets = 1..=sheets_of(catalog, topic);
        sheets.map(|number| Subject::Topic(topic.clone(), number))
    });
    let subjects = [Subject::Book].into_iter().chain(interviews).chain(topics);
    let sheet = |subject: Subject| {
        let page = keys.page_of(inputs.pages, &subject)?;
        let path = out_path(&route_of(&subject))?;
        let made_of = (keys.key(catalog, &subject), page.key, path.as_str());
        Some(Artifact {
            key: ContentHash::new(&(made_of, env!("CARGO_PKG_VERSION"))),
            bytes: on_demand(room.clone(), subject, page.model.clone()?, path.clone()),
            path,
        })
    };
    subjects.filter_map(sheet).collect()
}

fn on_demand(room: Arc<Room>, subject: Subject, page: Arc<PageModel>, path: OutPath) -> Bytes {
    Bytes::OnDemand(Arc::new(move || {
        let model = room.model(&subject, &page)?;
        let html = html(&model, &room.theme, &path, room.catalog.config.base.links)?;
        Ok(Arc::from(html.into_bytes()))
    }))
}

/// How many sheets a topic fills.
fn sheets_of(catalog: &Catalog, topic: &TermNode) -> usize {
    let questions = catalog.indices.of_topic.questions.of(topic.idx);
    questions.len().div_ceil(MOST).max(1)
}

fn route_of(subject: &Subject) -> Route {
    match subject {
        Subject::Book => Route::from_parts(["print"]),
        Subject::Interview(node) => node.route.printed(),
        Subject::Topic(node, number) => node.route.printed().paged(*number),
    }
}

/// All that sheets are made with.
struct Room {
    catalog: Arc<Catalog>,
    texts: Arc<Texts>,
    theme: Arc<Theme>,
    bodies: Arc<BodyMemo>,
    fittings: Arc<Fittings>,
}

impl Room {
    /// The model of a sheet; `of` is that of the page that it prints.
    fn model(&self, subject: &Subject, of: &PageModel) -> Result<PageModel, Fault> {
        let site = self.fittings.site();
        let shop = Shop::empty(
            &self.catalog,
            &self.texts,
            &self.theme,
            &self.bodies,
            site.clone(),
        );
        let shop = shop.furnished_as(&self.fittings);
        let maker = Maker::of(&shop);
        let words = shop.voices.get(&of.voice).unwrap_or(&shop.words);
        let title = match subject {
            Subject::Book => shop.words.text("home").into(),
            Subject::Interview(node) => maker.title(node).clone(),
            Subject::Topic(node, _) => node.title.clone(),
        };
        let printed = Link::new(of.href.clone(), title);
        let mut printer = Printer::new(&maker, words, subject);
        let mut print = match subject {
            Subject::Book => printer.book(printed.clone()),
            Subject::Interview(node) => printer.interview(node, printed.clone()),
            Subject::Topic(node, number) => printer.topic(node, *number, printed.clone()),
        };
        let route = route_of(subject);
        print.address = of.canonical.clone();
        if let Subject::Topic(node, number) = subject {
            print.pager = self.pager(node, *number);
        }
        let mut crumbs = of.crumbs.clone();
        crumbs.push(printed);
        let title = |key| words.with(key, &[("title", &of.title)]);
        let href = href_of(&self.catalog, &route);
        let view = View::of(&site, &of.language, &href, &crumbs);
        Ok(PageModel {
            frame: self.bodies.frame(&self.theme, words, &view)?,
            site,
            href,
            title: title("print-title").into(),
            description: title("describe-print").into(),
            twin: None,
            canonical: address::whole(&self.catalog, &route),
            listed: false,
            card: "website",
            facts: None,
            crumbs,
            edit: None,
            print: None,
            updated: of.updated.clone(),
            language: of.language.clone(),
            direction: of.direction,
            voice: of.voice.clone(),
            page: Page::Print(Box::new(print)),
        })
    }

    fn pager(&self, topic: &TermNode, number: usize) -> Option<Pager> {
        let of = sheets_of(&self.catalog, topic);
        let route = topic.route.printed();
        let sheet = |number| href_of(&self.catalog, &route.paged(number));
        (of > 1).then(|| Pager {
            number,
            of,
            previous: (number > 1).then(|| sheet(number - 1)),
            next: (number < of).then(|| sheet(number + 1)),
        })
    }
}

/// The keys of the pages of questions, by their numbers. In which order they come is in the key of
/// what asks them.
type Found = BTreeMap<Idx<Question>, Option<ContentHash>>;

/// The keys of all pages, and where the page of each entity is.
struct Keys {
    /// The first page of each.
    places: HashMap<TargetKey, usize>,
    /// Of each question with all that follows it, by its number.
    questions: Vec<ContentHash>,
    /// Of every page.
    all: ContentHash,
    keys: Vec<ContentHash>,
}

impl Keys {
    fn of(inputs: &Inputs<'_>) -> Self {
        let keys: Vec<ContentHash> = inputs.pages.iter().map(|page| page.key).collect();
        let mut places = HashMap::with_capacity(keys.len());
        for (at, page) in inputs.pages.iter().enumerate() {
            if let Some(about) = page.about.as_ref().filter(|one| *one.route() == page.route) {
                places.insert(about.key(), at);
            }
        }
        let mut made = Self {
            all: ContentHash::new(&keys),
            questions: Vec::new(),
            places,
            keys,
        };
        let numbers = 0..inputs.catalog.ids.questions.len();
        let whole = numbers.map(|index| made.question(inputs.catalog, Idx::new(index)));
        made.questions = whole.collect();
        made
    }

    /// The key of the page of an entity.
    fn at<T>(&self, kind: TargetKind, idx: Idx<T>) -> Option<ContentHash> {
        let place = self.places.get(&TargetKey::new(kind, idx))?;
        self.keys.get(*place).copied()
    }

    fn question(&self, catalog: &Catalog, idx: Idx<Question>) -> ContentHash {
        let own = self.at(TargetKind::Question, idx);
        let mut below = Found::new();
        for asked in catalog.askings.follow_ups.of(idx) {
            self.gather(catalog, asked, &mut below);
        }
        match own {
            Some(own) if below.is_empty() => own,
            _ => ContentHash::new(&(own, below)),
        }
    }

    /// The questions of a tree, and what follows those that are asked again there.
    fn gather(&self, catalog: &Catalog, asked: &AskedNode, found: &mut Found) {
        let idx = asked.question.idx;
        if found.contains_key(&idx) {
            return;
        }
        found.insert(idx, self.at(TargetKind::Question, idx));
        let defined = catalog.askings.follow_ups.of(idx);
        for below in asked.follow_ups.iter().chain(defined) {
            self.gather(catalog, below, found);
        }
    }

    /// Of all that a sheet shows but the page that it prints.
    fn key(&self, catalog: &Catalog, subject: &Subject) -> ContentHash {
        match subject {
            Subject::Book => self.all,
            Subject::Interview(node) => {
                let rounds = catalog.ids.rounds_of.of(node.idx);
                let keys = rounds
                    .iter()
                    .map(|round| self.at(TargetKind::Round, round.idx));
                let keys: Vec<_> = keys.collect();
                let trees = rounds
                    .iter()
                    .map(|round| catalog.askings.in_round.of(round.idx));
                let trees = trees.chain([catalog.askings.in_interview.of(node.idx)]);
                let mut asked = Found::new();
                for tree in trees.flatten() {
                    self.gather(catalog, tree, &mut asked);
                }
                ContentHash::new(&(keys, asked))
            }
            Subject::Topic(node, number) => {
                let questions = catalog.indices.of_topic.questions.of(node.idx).iter();
                let questions = questions.map(|one| self.questions.get(one.idx.get()));
                let questions: Vec<_> = questions.collect();
                let frameworks = catalog.indices.frameworks_of_topic.of(node.idx).iter();
                let frameworks = frameworks.map(|one| self.at(TargetKind::Framework, one.idx));
                let frameworks: Vec<_> = frameworks.collect();
                ContentHash::new(&(questions, frameworks, number))
            }
        }
    }

    /// The page that a sheet prints.
    fn page_of<'p>(&self, pages: &'p [SitePage], subject: &Subject) -> Option<&'p SitePage> {
        let home = || {
            pages
                .iter()
                .find(|page| page.route == Route::from_parts([]))
        };
        let place = match subject {
            Subject::Book => return home(),
            Subject::Interview(node) => self
                .places
                .get(&TargetKey::new(TargetKind::Interview, node.idx)),
            Subject::Topic(node, _) => self
                .places
                .get(&TargetKey::new(TargetKind::Topic, node.idx)),
        };
        pages.get(*place?)
    }
}
