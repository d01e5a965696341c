//! Floor 5: all documents become one [`Catalog`]: ids, addresses, links both ways, counts, indices.
//!
//! Each file is a function of the earlier ones: `ids`, `terms`, `aliases`, `resolve`, `askings`, `relations`,
//! `indices`. The catalog is made anew for every build; it is small beside the text.

mod aliases;
mod askings;
mod changes;
mod clashes;
mod explain;
mod files;
mod folders;
mod ids;
mod idx;
mod indices;
mod listing;
mod node;
mod paths;
mod places;
mod relations;
mod resolve;
mod route;
mod terms;
mod texts;
mod wording;

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashSet, HashSetExt};

pub use aliases::{Aliases, entry_anchors};
pub use askings::{Appearance, AskedNode, Askings, in_order};
pub use changes::{Changes, Dead, Moved, Named, Reworded, changes};
pub use explain::explain;
pub use files::{FileTable, IncludeTable};
pub use folders::{Folders, folder_of, folder_route};
pub use ids::{Drafts, Ids, anchor};
pub use idx::{Idx, Table};
pub use indices::{Indices, TermIndex};
pub use listing::{Fields, NoSuch, Row, Wanted, listed};
pub use node::{EntityHeader, Node, Target, TargetKey, TermNode};
pub use places::{By, Mention, mentions};
pub use relations::Relations;
pub use resolve::{BARE, LinkTable, ResolvedLink};
pub use route::Route;
pub use terms::{Terms, Vocabulary};
pub use texts::Texts;

pub use crate::kinds::TargetKind;

use crate::config::Config;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::kinds::{Date, Document, Interview, Question, Round};
use crate::source::Assets;
use files::AssetResolver;
use resolve::Resolver;

/// Everything that is known of a book.
#[derive(Debug)]
pub struct Catalog {
    pub config: Arc<Config>,
    /// Those that readers see, in path order.
    pub documents: Vec<Arc<Document>>,
    pub ids: Ids,
    pub terms: Terms,
    pub aliases: Aliases,
    pub askings: Askings,
    pub relations: Relations,
    pub indices: Indices,
    pub folders: Folders,
    /// The latest day on which any of it was changed.
    pub changed: Option<Date>,
    neighbors: Table<Question, Option<Neighbors>>,
}

/// The questions before and after one in a list.
#[derive(Clone, Debug)]
pub struct Neighbors {
    pub previous: Option<Arc<Node<Question>>>,
    pub next: Option<Arc<Node<Question>>>,
}

/// The neighbors of every question that has a home: a walk through its interview, round by round, then
/// what was asked outside of rounds, as the interview's page has it.
fn neighbors(ids: &Ids, askings: &Askings) -> Table<Question, Option<Neighbors>> {
    let mut table: Table<Question, Option<Neighbors>> = Table::new(ids.questions.len());
    for interview in &ids.interviews {
        let rounds = ids.rounds_of.of(interview.idx);
        let in_round = |round: &Arc<Node<Round>>| {
            let list = in_order(askings.in_round.of(round.idx));
            (Some(round.idx), list)
        };
        let outside = in_order(askings.in_interview.of(interview.idx));
        let lists = rounds.iter().map(in_round).chain([(None, outside)]);
        // where a question is asked again, the walk has been there or will be
        let home = |question: &Node<Question>| {
            let home = askings.home.get(question.idx);
            home.filter(|home| home.interview.idx == interview.idx)
        };
        let mut seen = HashSet::new();
        let mut walk = Vec::new();
        for (round, list) in lists {
            walk.extend(list.into_iter().filter(|question| {
                let here = home(question)
                    .is_none_or(|home| home.round.as_ref().map(|round| round.idx) == round);
                here && seen.insert(question.idx)
            }));
        }
        for (at, question) in walk.iter().enumerate() {
            if home(question).is_some() {
                table.set(question.idx, Some(Neighbors::new(&walk, at)));
            }
        }
    }
    table
}

impl Neighbors {
    fn new(list: &[Arc<Node<Question>>], at: usize) -> Self {
        let previous = at
            .checked_sub(1)
            .and_then(|before| list.get(before))
            .cloned();
        Self {
            previous,
            next: list.get(at + 1).cloned(),
        }
    }
}

/// Puts the documents, in path order, together. Drafts and private entities are gone before
/// anything is counted.
pub fn assemble(
    config: &Arc<Config>,
    documents: &[Arc<Document>],
    assets: &Assets,
    drafts: Drafts,
) -> (Catalog, Diagnostics) {
    let mut ids = ids::collect(documents, drafts);
    let mut terms = terms::collect(config, documents, &ids, drafts);
    let mut aliases = aliases::collect(&ids, &terms);
    let resolver = Resolver::new(&ids, &terms, &aliases);
    let asset_resolver = AssetResolver::new(assets, config);
    let mut askings = askings::collect(&ids, &resolver, drafts);
    let (mut relations, (indices, neighbors)) = rayon::join(
        || relations::collect(&ids, &terms, &askings, &resolver, &asset_resolver),
        || {
            (
                indices::collect(&ids, &terms, &askings),
                neighbors(&ids, &askings),
            )
        },
    );
    let mut diagnostics = Diagnostics::default();
    for stage in [
        &mut ids.diagnostics,
        &mut terms.diagnostics,
        &mut aliases.diagnostics,
        &mut askings.diagnostics,
        &mut relations.diagnostics,
    ] {
        diagnostics.extend(std::mem::take(stage));
    }
    diagnostics.extend(collisions(&ids));
    let config = config.clone();
    let shown = |document: &&Arc<Document>| drafts.show(document.entity.head().visibility);
    let documents: Vec<_> = documents.iter().filter(shown).cloned().collect();
    let days = documents.iter().filter_map(|one| one.facts.changed());
    let changed = days.max().cloned();
    (
        Catalog {
            config,
            documents,
            terms,
            aliases,
            askings,
            relations,
            folders: Folders::new(&ids.pages),
            ids,
            indices,
            changed,
            neighbors,
        },
        diagnostics,
    )
}

impl Catalog {
    /// The previous and the next question in the list where a question is at home: its interview, or
    /// the bank.
    pub fn neighbors(&self, question: &Node<Question>) -> Neighbors {
        let at_home = self.neighbors.get(question.idx).cloned();
        at_home.unwrap_or_else(|| Neighbors::new(&self.ids.questions, question.idx.get()))
    }

    /// The links of a document's bodies.
    pub fn links(&self, document: &Document) -> Option<&LinkTable> {
        self.relations.links.get(&document.within)
    }

    /// The lines that a document's code fences include.
    pub fn includes(&self, document: &Document) -> Option<&IncludeTable> {
        self.relations.includes.get(&document.within)
    }

    /// The files that a document's bodies show or link to.
    pub fn files(&self, document: &Document) -> Option<&FileTable> {
        self.relations.files.get(&document.within)
    }

    /// The interviews that asked a question, each once, the latest first.
    pub fn asked_by(&self, question: Idx<Question>) -> Vec<Arc<Node<Interview>>> {
        let mut interviews: Vec<Arc<Node<Interview>>> = Vec::new();
        for appearance in self.askings.appearances.of(question) {
            if interviews
                .iter()
                .all(|known| known.idx != appearance.interview.idx)
            {
                interviews.push(appearance.interview.clone());
            }
        }
        interviews
    }
}

/// Folders of the site that the tool itself fills.
const OWN: &[&str] = &[
    "questions",
    "search",
    "practice",
    "settings",
    "print",
    "interviews",
    "frameworks",
    "topics",
    "companies",
    "roles",
    "rounds",
    "difficulties",
    "formats",
    "years",
    "faq",
    "takeaways",
    "assets",
    "data",
    "page",
];

/// A free page may not stand where the tool or another page stands.
fn collisions(ids: &Ids) -> Vec<Diagnostic> {
    let mut taken: BTreeMap<&str, &Arc<str>> = BTreeMap::new();
    let mut found = Vec::new();
    for page in &ids.pages {
        let route = page.route.as_str();
        let first_part = route
            .trim_matches('/')
            .split('/')
            .next()
            .unwrap_or_default();
        let other = taken.insert(route, &page.id);
        if OWN.contains(&first_part) || first_part == "404-html" || other.is_some() {
            let message = format!("the address `{route}` is taken");
            let place = Place::start_of(&page.document.path);
            let help = "rename the file or its folder";
            found.push(Diagnostic::new(Code::OutputCollision, place, message).help(help));
        }
    }
    found
}
