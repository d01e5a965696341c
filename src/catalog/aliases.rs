//! Old ids and routes that lead to an entity.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::ids::{Ids, anchor};
use super::node::{Node, Target};
use super::route::Route;
use super::terms::Terms;
use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::kinds::{Alias, Head, Slug, TargetKind};
use crate::syntax::{slug, slug_without_signs};

/// The aliases of a book.
#[derive(Debug, Default)]
pub struct Aliases {
    /// The old routes of pages that have moved, with their targets.
    pub redirects: BTreeMap<Route, Target>,
    pub by_id: HashMap<(TargetKind, Arc<str>), Target>,
    pub diagnostics: Diagnostics,
}

/// Collects the aliases of all nodes. An alias that is given twice, or that is the id or route of
/// an entity, is `alias-conflict`.
pub fn collect(ids: &Ids, terms: &Terms) -> Aliases {
    let mut collector = AliasCollector {
        living_ids: ids.by_id.keys().cloned().collect(),
        living_routes: living_routes(ids, terms),
        aliases: Aliases::default(),
        places: BTreeMap::new(),
    };
    for node in &ids.pages {
        collector.node(node, &node.entity.head, Target::Page(node.clone()));
    }
    for node in &ids.interviews {
        collector.node(node, &node.entity.head, Target::Interview(node.clone()));
        collector.rounds(node, ids);
    }
    for node in &ids.questions {
        collector.node(node, &node.entity.head, Target::Question(node.clone()));
    }
    for node in &ids.frameworks {
        collector.node(node, &node.entity.head, Target::Framework(node.clone()));
    }
    for node in &ids.takeaways {
        collector.entry(node, &node.entity.head, Target::Takeaway(node.clone()));
    }
    for node in &ids.faq {
        collector.entry(node, &node.entity.head, Target::Faq(node.clone()));
    }
    for target in terms.targets() {
        if let (Some(head), Some(document)) = (target.head(), target.document()) {
            for alias in &head.aliases {
                let place = Place::new(&document.path, alias.span);
                collector.alias(alias, place, &target);
            }
        }
    }
    collector.moved(ids, terms);
    collector.aliases
}

fn living_routes(ids: &Ids, terms: &Terms) -> HashSet<Route> {
    let terms = [&terms.topics, &terms.companies, &terms.roles];
    let terms = terms.into_iter().flat_map(|vocabulary| &vocabulary.terms);
    let routes = ids.pages.iter().map(|node| &node.route);
    let routes = routes.chain(ids.interviews.iter().map(|node| &node.route));
    let routes = routes.chain(ids.rounds.iter().map(|node| &node.route));
    let routes = routes.chain(ids.questions.iter().map(|node| &node.route));
    let routes = routes.chain(ids.frameworks.iter().map(|node| &node.route));
    routes
        .chain(terms.map(|node| &node.route))
        .cloned()
        .collect()
}

/// Whether an id is the id of an entity.
#[derive(PartialEq, Eq)]
enum Taken {
    Yes,
    No,
}

struct AliasCollector {
    living_ids: HashSet<(TargetKind, Arc<str>)>,
    living_routes: HashSet<Route>,
    aliases: Aliases,
    /// The place of each old route.
    places: BTreeMap<Route, Place>,
}

impl AliasCollector {
    fn node<T>(&mut self, node: &Node<T>, head: &Head, target: Target) {
        for alias in &head.aliases {
            self.alias(alias, Place::new(&node.document.path, alias.span), &target);
        }
    }

    /// Adds the old routes of rounds, which move with their interview.
    fn rounds(&mut self, interview: &Node<crate::kinds::Interview>, ids: &Ids) {
        let rounds = ids.rounds_of.of(interview.idx);
        for alias in &interview.entity.head.aliases {
            let place = Place::new(&interview.document.path, alias.span);
            for round in rounds {
                let from = match alias.text.strip_prefix('/') {
                    Some(path) => parsed(path),
                    None => Some(Route::from_parts(["interviews", &alias.text])),
                };
                let round_id = round.entity.head.id.as_str();
                if let Some(from) = from.and_then(|from| parsed(&format!("{from}{round_id}"))) {
                    self.redirect(from, place.clone(), &Target::Round(round.clone()));
                }
            }
        }
    }

    /// Adds the aliases of an entry, which are anchors on the page of all entries.
    fn entry<T>(&mut self, node: &Node<T>, head: &Head, target: Target) {
        let owner = node.id.split('/').next().unwrap_or_default();
        for alias in &head.aliases {
            let id: Arc<str> = format!("{owner}/{}", alias.text).into();
            let place = Place::new(&node.document.path, alias.span);
            match Slug::written(&alias.text) {
                Some(_) => {
                    self.id(target.kind(), id, place, &target);
                }
                None => self.bad(place, &alias.text),
            }
        }
    }

    fn alias(&mut self, alias: &Alias, place: Place, target: &Target) {
        if let Some(path) = alias.text.strip_prefix('/') {
            match parsed(path) {
                Some(route) => self.redirect(route, place, target),
                None => self.bad(place, &alias.text),
            }
            return;
        }
        let Some(slug) = Slug::written(&alias.text) else {
            return self.bad(place, &alias.text);
        };
        let kind = target.kind();
        if self.id(kind, slug.shared(), place.clone(), target) == Taken::No
            && let Some(route) = renamed(target.route(), slug.as_str())
        {
            self.redirect(route, place, target);
        }
    }

    /// Lets the addresses lead on that versions up to 0.1 made of names with signs (`/topics/c/`
    /// for `C#`), where nothing else has them.
    fn moved(&mut self, ids: &Ids, terms: &Terms) {
        let living = ids.by_id.values();
        let heads = living.filter_map(|target| Some((target, target.head()?.moved_from.clone()?)));
        let named = terms.targets().filter_map(|target| {
            let old = slug_without_signs(target.title());
            let made_of_title = slug(target.title()) == target.id() && old != target.id();
            Some((target, Slug::written(&old).filter(|_| made_of_title)?))
        });
        let mut moved: Vec<(Target, Slug)> =
            heads.map(|(target, old)| (target.clone(), old)).collect();
        moved.extend(named);
        moved.sort_by_key(|(target, _)| target.key());
        for (target, old) in moved {
            let kind = target.kind();
            if matches!(kind, TargetKind::Faq | TargetKind::Takeaway) {
                continue;
            }
            let key = (kind, old.shared());
            let lives = self.living_ids.contains(&key) || terms.target(kind, &old).is_some();
            if kind != TargetKind::Round && !lives {
                let old_id = self.aliases.by_id.entry(key);
                old_id.or_insert_with(|| target.clone());
            }
            let Some(from) = renamed(target.route(), old.as_str()) else {
                continue;
            };
            if !self.living_routes.contains(&from) {
                self.aliases.redirects.entry(from).or_insert(target);
            }
        }
    }

    fn bad(&mut self, place: Place, alias: &str) {
        let message = format!("`{alias}` is neither an id nor a route");
        let help = "write an old id such as `why-us`, or an old route such as `/questions/why-us/`";
        self.aliases
            .diagnostics
            .push(Diagnostic::new(Code::BadId, place, message).help(help));
    }

    fn id(&mut self, kind: TargetKind, id: Arc<str>, place: Place, target: &Target) -> Taken {
        if self.living_ids.contains(&(kind, id.clone())) {
            self.conflict(
                place,
                format!("`{id}` is the id of {} in this book", kind.article()),
            );
            return Taken::Yes;
        }
        self.aliases
            .by_id
            .entry((kind, id))
            .or_insert_with(|| target.clone());
        Taken::No
    }

    fn redirect(&mut self, from: Route, place: Place, target: &Target) {
        if self.living_routes.contains(&from) {
            self.conflict(
                place,
                format!("`{from}` is the address of a page in this book"),
            );
            return;
        }
        match self.places.get(&from) {
            Some(first) => {
                let message = format!("the alias `{from}` is given twice");
                let diagnostic = Diagnostic::new(Code::AliasConflict, place, message)
                    .label(first.clone(), "first given here")
                    .help("leave it to one of the two");
                self.aliases.diagnostics.push(diagnostic);
            }
            None => {
                self.places.insert(from.clone(), place);
                self.aliases.redirects.insert(from, target.clone());
            }
        }
    }

    fn conflict(&mut self, place: Place, message: String) {
        let diagnostic =
            Diagnostic::new(Code::AliasConflict, place, message).help("leave the alias out");
        self.aliases.diagnostics.push(diagnostic);
    }
}

/// Returns the anchors of an entry's aliases.
pub fn entry_anchors(full_id: &str, head: &Head) -> Vec<String> {
    let owner = full_id.split('/').next().unwrap_or_default();
    let old = head
        .aliases
        .iter()
        .filter(|alias| Slug::written(&alias.text).is_some());
    old.map(|alias| anchor(&format!("{owner}/{}", alias.text)))
        .collect()
}

/// Returns the route of a path whose parts can be parts of an address.
fn parsed(path: &str) -> Option<Route> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let plain = |part: &&str| Slug::written(part).is_some();
    parts.iter().all(plain).then(|| Route::from_parts(parts))
}

/// Returns the route with another last part.
fn renamed(route: &Route, id: &str) -> Option<Route> {
    let path = route.as_str().split('#').next()?.trim_matches('/');
    let above = path.rsplit_once('/').map(|(above, _)| above);
    Some(Route::from_parts(
        above
            .into_iter()
            .flat_map(|above| above.split('/'))
            .chain([id]),
    ))
}
