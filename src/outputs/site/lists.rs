//! Home, the bank, lists of everything, free pages, and the page for what is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::sync::Arc;

use super::super::bank::{facets, filters};
use super::parts::{Maker, Standing};
use super::{Content, Draft, Naming, paged};
use crate::catalog::{Node, Route, Target};
use crate::kinds::{self, Difficulty, Slug, from_id};
use crate::outputs::search;
use crate::render::Shared;
use crate::render::model::{
    BankRow, Count, Entries, Folder, Frameworks, Guide, Home, Interviews, Link, NotFound, Page,
    Questions, Redirect, Search, Settings,
};

/// How many questions, takeaways and topics the home page teases.
const TEASED: usize = 5;
const TEASED_TOPICS: usize = 24;

impl Maker<'_> {
    pub(super) fn home(&self) -> Draft {
        let catalog = self.catalog;
        let config = &catalog.config;
        let cover = catalog.ids.cover.as_ref();
        let mut newest: Vec<_> = catalog.ids.interviews.iter().collect();
        newest.sort_by_key(|interview| std::cmp::Reverse(interview.entity.date.clone()));
        let newest: Vec<_> = newest.into_iter().take(TEASED).cloned().collect();
        let hard = catalog
            .indices
            .of_difficulty
            .get(&Difficulty::Hard)
            .map_or(&[][..], Vec::as_slice);
        let words = cover.map_or(&self.words, |node| self.words_of(&node.document));
        let page = Home {
            heading: cover.map_or_else(
                || config.title.as_str().into(),
                |node| self.whole_title(node).clone(),
            ),
            body_html: cover.and_then(|node| {
                self.body(&node.document, &node.entity.text, 1, &Standing::Own("text"))
            }),
            counts: self.counts(),
            interviews: self.interview_rows(&newest),
            topics: self.common_topics(),
            hard_html: self.rows(
                words,
                hard.get(..TEASED.min(hard.len())).unwrap_or_default(),
            ),
            takeaways: catalog
                .ids
                .takeaways
                .iter()
                .take(TEASED)
                .map(|node| self.link(node))
                .collect(),
            guide: self.home_pages(),
        };
        let description = config.description.clone().unwrap_or_else(|| {
            self.words
                .with("describe-book", &[("title", &config.title)])
        });
        Draft {
            route: Route::from_parts([]),
            about: None,
            naming: Naming {
                title: config.title.clone(),
                apart: self.words.text("home"),
                description,
            },
            crumbs: Vec::new(),
            document: cover.map(|node| node.document.clone()),
            content: Page::Home(Box::new(page)).into(),
        }
    }

    fn counts(&self) -> Vec<Count> {
        let ids = &self.catalog.ids;
        let counted = [
            ("questions", "unit-questions", ids.questions.len()),
            ("interviews", "unit-interviews", ids.interviews.len()),
            ("frameworks", "unit-frameworks", ids.frameworks.len()),
            (
                "topics",
                "unit-topics",
                self.catalog.terms.topics.terms.len(),
            ),
            ("takeaways", "unit-takeaways", ids.takeaways.len()),
        ];
        let count = |(many, unit, count): (&'static str, &'static str, usize)| Count {
            link: self.titled(&Route::from_parts([many]), &self.words.count(unit, count)),
            count,
        };
        let counted = counted.into_iter().filter(|(_, _, count)| *count > 0);
        counted.map(count).collect()
    }

    /// The topics with the most questions.
    fn common_topics(&self) -> Vec<Count> {
        let index = &self.catalog.indices.of_topic.questions;
        let mut topics: Vec<_> = self.catalog.terms.topics.terms.iter().collect();
        topics.sort_by_key(|topic| {
            (
                std::cmp::Reverse(index.of(topic.idx).len()),
                topic.title.clone(),
            )
        });
        let topics = topics.into_iter().take(TEASED_TOPICS);
        topics
            .map(|topic| self.counted(topic, index.of(topic.idx).len()))
            .collect()
    }

    pub(super) fn bank(&self) -> Vec<Draft> {
        let route = Route::from_parts(["questions"]);
        let questions = &self.catalog.ids.questions;
        let count = questions.len();
        let pages = paged(questions, |number| self.href(&route.paged(number)));
        let filters = filters(self.catalog, &self.words, |route, title| {
            self.titled(route, title)
        });
        let filters = filters.map(Shared::new);
        let row = |node: &Arc<Node<kinds::Question>>| {
            let row_html = self.row(&self.words, node)?;
            let facets = facets(self.catalog, node);
            Some(BankRow { row_html, facets })
        };
        let draft = |(number, questions, pager): (usize, &[_], _)| {
            let page = Page::Questions(Questions {
                count,
                filters: filters.clone(),
                rows: questions.iter().filter_map(row).collect(),
                pager,
            });
            let description = self.numbered(&self.words.count("describe-questions", count), number);
            Draft::list(
                route.paged(number),
                &self.numbered(&self.words.text("questions"), number),
                description,
                page,
            )
        };
        pages.into_iter().map(draft).collect()
    }

    pub(super) fn interviews(&self) -> Vec<Draft> {
        let route = Route::from_parts(["interviews"]);
        let mut newest = self.catalog.ids.interviews.clone();
        newest.sort_by_key(|interview| std::cmp::Reverse(interview.entity.date.clone()));
        let newest = self.interview_rows(&newest);
        let pages = paged(&newest, |number| self.href(&route.paged(number)));
        let draft = |(number, rows, pager): (usize, &[_], _)| {
            let page = Page::Interviews(Interviews {
                count: newest.len(),
                rows: rows.to_vec(),
                pager,
            });
            let described = self.words.count("describe-interviews", newest.len());
            let description = self.numbered(&described, number);
            Draft::list(
                route.paged(number),
                &self.numbered(&self.words.text("interviews"), number),
                description,
                page,
            )
        };
        pages.into_iter().map(draft).collect()
    }

    pub(super) fn frameworks(&self) -> Draft {
        let frameworks = &self.catalog.ids.frameworks;
        let description = self.words.count("describe-frameworks", frameworks.len());
        let page = Page::Frameworks(Frameworks {
            rows_html: self.framework_rows(&self.words, frameworks),
        });
        let title = self.words.text("frameworks");
        Draft::list(Route::from_parts(["frameworks"]), &title, description, page)
    }

    pub(super) fn takeaways(&self) -> Draft {
        let entries = self
            .catalog
            .ids
            .takeaways
            .iter()
            .map(|node| self.takeaway(node))
            .collect();
        let description = self.words.text("describe-takeaways");
        Draft::list(
            Route::from_parts(["takeaways"]),
            &self.words.text("takeaways"),
            description,
            Page::Takeaways(Entries {
                intros_html: Vec::new(),
                entries,
            }),
        )
    }

    pub(super) fn faq(&self) -> Draft {
        let ids = &self.catalog.ids;
        let intros = ids.faq_files.iter().filter_map(|(file, document)| {
            self.body(
                document,
                &file.intro,
                1,
                &Standing::Foreign(file.head.id.as_str()),
            )
        });
        let intros_html = intros.collect();
        let entries = ids.faq.iter().map(|node| self.faq_entry(node)).collect();
        let description = self.words.text("describe-faq");
        Draft::list(
            Route::from_parts(["faq"]),
            &self.words.text("faq"),
            description,
            Page::Faq(Entries {
                intros_html,
                entries,
            }),
        )
    }

    pub(super) fn not_found(&self) -> Draft {
        let places = [
            ("questions", "all-questions"),
            ("topics", "all-topics"),
            ("interviews", "all-interviews"),
        ];
        let mut links: Vec<Link> = places
            .iter()
            .map(|(part, key)| self.titled(&Route::from_parts([*part]), &self.words.text(key)))
            .collect();
        links.insert(
            0,
            self.titled(&Route::from_parts([]), &self.words.text("home")),
        );
        Draft::list(
            Route::from_parts(["404.html"]),
            &self.words.text("not-found"),
            self.words.text("no-such-page"),
            Page::NotFound(NotFound { links }),
        )
    }

    /// The page of the search, where the book has one.
    pub(super) fn search(&self) -> Vec<Draft> {
        if !self.catalog.config.search {
            return Vec::new();
        }
        let places = [("questions", "all-questions"), ("topics", "all-topics")];
        let links = places.iter();
        let links = links
            .map(|(part, key)| self.titled(&Route::from_parts([*part]), &self.words.text(key)));
        let page = Search {
            links: links.collect(),
            data: search::script_href(self.catalog),
        };
        let title = self.words.text("search");
        let description = self.words.text("describe-search");
        let route = Route::from_parts(["search"]);
        vec![Draft::list(route, &title, description, Page::Search(page))]
    }

    pub(super) fn settings(&self) -> Draft {
        let route = Route::from_parts(["questions"]);
        let questions = self.titled(&route, &self.words.text("all-questions"));
        Draft::list(
            Route::from_parts(["settings"]),
            &self.words.text("settings"),
            self.words.text("describe-settings"),
            Page::Settings(Settings { questions }),
        )
    }

    /// A page at every old address, that sends readers on.
    pub(super) fn redirects(&self) -> Vec<Draft> {
        let redirects = self.catalog.aliases.redirects.iter();
        let draft = |(from, target): (&Route, &Target)| {
            let to = self.target_link(target);
            let description = self.words.with("describe-moved", &[("title", to.text())]);
            let title = self.words.with("moved-to", &[("title", to.text())]);
            let page = Page::Redirect(Redirect { to });
            Draft {
                about: Some(target.clone()),
                ..Draft::list(from.clone(), &title, description, page)
            }
        };
        redirects.map(draft).collect()
    }

    /// Free pages, and a list for every folder that has no `index.md`.
    pub(super) fn guide(&self) -> Vec<Draft> {
        let folders = self.folders();
        let mut drafts = Vec::new();
        for (folder, pages) in &folders {
            for (index, node) in pages.iter().enumerate() {
                let before = index.checked_sub(1).and_then(|before| pages.get(before));
                drafts.push(self.guide_page(node, before.copied(), pages.get(index + 1).copied()));
            }
            let route = folder_route(folder);
            let has_index = self
                .catalog
                .ids
                .pages
                .iter()
                .any(|page| page.route == route);
            if !folder.is_empty() && !has_index {
                drafts.push(self.folder(folder, pages, &folders));
            }
        }
        drafts
    }

    fn guide_page(
        &self,
        node: &Arc<Node<kinds::Page>>,
        previous: Option<&Arc<Node<kinds::Page>>>,
        next: Option<&Arc<Node<kinds::Page>>>,
    ) -> Draft {
        let folder = folder_of(&node.route);
        let crumb =
            (!folder.is_empty()).then(|| self.titled(&folder_route(folder), &folder_title(folder)));
        let own = crumb.filter(|crumb| *crumb.href() != self.href(&node.route));
        let description = node.document.facts.description.clone();
        let (shown, previous, next) = (node.clone(), previous.cloned(), next.cloned());
        Draft {
            route: node.route.clone(),
            about: Some(Target::Page(node.clone())),
            naming: Naming {
                title: self.title(node).to_string(),
                apart: node.id.to_string(),
                description: description.unwrap_or_else(|| self.title(node).to_string()),
            },
            crumbs: own.into_iter().collect(),
            document: Some(node.document.clone()),
            content: Content::made_by(move |maker| {
                maker.guide_text(&shown, previous.as_deref(), next.as_deref())
            }),
        }
    }

    fn guide_text(
        &self,
        node: &Arc<Node<kinds::Page>>,
        previous: Option<&Node<kinds::Page>>,
        next: Option<&Node<kinds::Page>>,
    ) -> Page {
        Page::Guide(Box::new(Guide {
            heading: self.whole_title(node).clone(),
            body_html: self.body(&node.document, &node.entity.text, 1, &Standing::Own("text")),
            mentioned_by: self.mentioned_by(&Target::Page(node.clone())),
            previous: previous.map(|node| self.link(node)),
            next: next.map(|node| self.link(node)),
        }))
    }

    fn folder(&self, folder: &str, pages: &[&Arc<Node<kinds::Page>>], all: &Folders<'_>) -> Draft {
        let mut links: Vec<Link> = pages.iter().map(|node| self.link(node)).collect();
        let inside = inside(folder, pages, all);
        links.extend(inside.iter().map(|other| self.folder_link(other)));
        let heading = folder_title(folder);
        let values: [(&str, &dyn Display); 2] = [("title", &heading), ("n", &links.len())];
        let description = self.words.with("describe-folder", &values);
        Draft::list(
            folder_route(folder),
            &heading.clone(),
            description,
            Page::Folder(Folder { heading, links }),
        )
    }

    fn folder_link(&self, folder: &str) -> Link {
        self.titled(&folder_route(folder), &folder_title(folder))
    }

    /// Links to free pages at the top and, in the place of a folder there that has no page of its
    /// own, to the first of what it holds.
    fn home_pages(&self) -> Vec<Link> {
        let folders = self.folders();
        let in_menu = |node: &Arc<Node<kinds::Page>>| node.entity.nav;
        let mut links = Vec::new();
        for (first, own) in self.at_the_top() {
            if let Some(page) = own {
                links.push(self.link(page));
                continue;
            }
            let pages = folders.get(first).map_or(&[][..], Vec::as_slice);
            let listed = pages.iter().filter(|page| in_menu(page));
            let mut held: Vec<Link> = listed.map(|node| self.link(node)).collect();
            let inside = inside(first, pages, &folders);
            let is_named = |other: &&str| {
                let within = folders.iter().filter(|(folder, _)| is_in(folder, other));
                within
                    .flat_map(|(_, pages)| pages)
                    .any(|page| in_menu(page))
            };
            let inside = inside.into_iter().filter(is_named);
            held.extend(inside.map(|other| self.folder_link(other)));
            let more = held.len().saturating_sub(TEASED);
            links.extend(held.into_iter().take(TEASED));
            if more > 0 {
                let more = self.words.count("and-more", more);
                links.push(self.titled(&folder_route(first), &more));
            }
        }
        links
    }

    /// Free pages by their folder, in order; every folder on the way to one is there.
    fn folders(&self) -> Folders<'_> {
        let mut folders: Folders<'_> = BTreeMap::new();
        for node in &self.catalog.ids.pages {
            let folder = folder_of(&node.route);
            folders.entry(folder.to_owned()).or_default().push(node);
            let mut above = folder;
            while !above.is_empty() {
                folders.entry(above.to_owned()).or_default();
                above = parent(above);
            }
        }
        for pages in folders.values_mut() {
            pages.sort_by_key(|node| {
                let order = node.entity.order.unwrap_or(i32::MAX);
                (order, kinds::order_number(&node.document.within))
            });
        }
        folders
    }

    /// Links to free pages at the top and to the folders there, for menus.
    pub(super) fn top_pages(&self) -> Vec<Link> {
        let link = |(first, own): (_, Option<&Arc<Node<kinds::Page>>>)| {
            own.map_or_else(|| self.folder_link(first), |page| self.link(page))
        };
        self.at_the_top().into_iter().map(link).collect()
    }

    /// What menus name at the top: names of pages or folders, each with its page, if it has one.
    fn at_the_top(&self) -> Vec<(&str, Option<&Arc<Node<kinds::Page>>>)> {
        let pages = &self.catalog.ids.pages;
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for node in pages.iter().filter(|node| node.entity.nav) {
            let path = node.route.as_str().trim_matches('/');
            let first = path.split('/').next().unwrap_or_default();
            if seen.insert(first) {
                let route = Route::from_parts([first]);
                found.push((first, pages.iter().find(|page| page.route == route)));
            }
        }
        found
    }
}

type Folders<'a> = BTreeMap<String, Vec<&'a Arc<Node<kinds::Page>>>>;

/// `/guide/how-to/` is in `guide`, `/about/` in the top folder.
fn folder_of(route: &Route) -> &str {
    parent(route.as_str().trim_matches('/'))
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a folder is another or lies below it.
fn is_in(folder: &str, other: &str) -> bool {
    let rest = folder.strip_prefix(other);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The folders in one, but those whose own page is among its pages.
fn inside<'f>(
    folder: &str,
    pages: &[&Arc<Node<kinds::Page>>],
    all: &'f Folders<'_>,
) -> Vec<&'f str> {
    let below = |other: &&str| {
        let route = folder_route(other);
        parent(other) == folder && *other != folder && pages.iter().all(|page| page.route != route)
    };
    all.keys().map(String::as_str).filter(below).collect()
}

fn folder_route(folder: &str) -> Route {
    Route::from_parts(folder.split('/').filter(|part| !part.is_empty()))
}

fn folder_title(folder: &str) -> String {
    let name = folder.rsplit('/').next().unwrap_or_default();
    Slug::from_text(name).map_or_else(|| name.to_owned(), |id| from_id(&id))
}
