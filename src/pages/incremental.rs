//! All pages of a site, in groups of one subject each. A group is kept for the next build if nothing that
//! its pages depend on has changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::artifact::OutPath;
use super::builder::PageBuilder;
use super::context::{CachePolicy, SiteContext};
use super::findings::{self, PlacedFinding};
use super::page::{NewPage, SitePage, new_page, out_path};
use super::page_type::{PagePlan, PageType, Subject};
use super::prepare::{with_fragments, with_renamed};
use super::site::site;
use super::titles::{Head, HeadCandidate, unique_heads};
use super::tracker::Dependencies;
use super::types::PAGE_TYPES;
use crate::catalog::{Catalog, Idx, Texts};
use crate::diag::Diagnostics;
use crate::kinds::Document;
use crate::render::{BodyMemo, Fault, PageModel, Theme};

/// The pages of a site, and everything that they were made from.
#[derive(Debug)]
pub struct Pages {
    context: Arc<SiteContext>,
    groups: Vec<PageGroup>,
    /// Sorted by path.
    pages: Arc<[SitePage]>,
    /// The model of each page; empty if they were streamed.
    models: Vec<Arc<PageModel>>,
    candidates: Vec<HeadCandidate>,
}

/// What happens to the model of a page.
#[derive(Clone, Copy)]
pub enum Retention<'a> {
    /// It is kept for the next build.
    Keep,
    /// It is passed to this function and dropped afterwards.
    Stream(&'a (dyn Fn(&SitePage, &Arc<PageModel>) + Sync)),
}

/// The pages of one subject.
#[derive(Debug)]
struct PageGroup {
    page_type: &'static PageType,
    subject: Subject,
    /// The place of each page among all pages, in the order of the group; `None` for a page without a path.
    places: Vec<Option<usize>>,
    /// What the plans depend on, and the content of each page.
    dependencies: Vec<Dependencies>,
}

/// A group whose pages are not filled yet.
struct PlannedGroup {
    page_type: &'static PageType,
    subject: Subject,
    plans: Vec<PagePlan>,
    /// What the plans depend on.
    dependencies: Dependencies,
}

impl PlannedGroup {
    fn new(context: &SiteContext, page_type: &'static PageType, subject: Subject) -> Self {
        let builder = PageBuilder::new(context);
        Self {
            plans: (page_type.plan)(&builder, &subject),
            dependencies: builder.finish(),
            page_type,
            subject,
        }
    }
}

/// The documents that changed since the last build, by their index.
struct ChangedDocuments {
    changed: Vec<bool>,
    renamed: Vec<bool>,
}

impl ChangedDocuments {
    fn between(old: &Texts, new: &Texts) -> Self {
        let pairs = || old.documents().iter().zip(new.documents());
        let changed: Vec<bool> = pairs().map(|(old, new)| !Arc::ptr_eq(old, new)).collect();
        let renamed = pairs().zip(&changed);
        let renamed = renamed.map(|((old, new), changed)| *changed && !new.has_same_titles(old));
        Self {
            renamed: renamed.collect(),
            changed,
        }
    }

    fn is_renamed(&self, document: Idx<Document>) -> bool {
        let renamed = self.renamed.get(document.get());
        renamed.copied().unwrap_or(true)
    }

    /// Returns whether pages with these dependencies change.
    fn affects(&self, dependencies: &[Dependencies]) -> bool {
        let is_changed = |document: &Idx<Document>| {
            let changed = self.changed.get(document.get());
            changed.copied().unwrap_or(true)
        };
        let is_renamed = |document: &Idx<Document>| self.is_renamed(*document);
        let mut dependencies = dependencies.iter();
        dependencies.any(|read| {
            read.body_reads.iter().any(is_changed) || read.title_reads.iter().any(is_renamed)
        })
    }
}

/// What all pages of a book are made from.
#[derive(Clone, Copy, Debug)]
pub struct PageSources<'a> {
    pub catalog: &'a Arc<Catalog>,
    pub texts: &'a Arc<Texts>,
    pub theme: &'a Arc<Theme>,
    pub memo: &'a Arc<BodyMemo>,
}

impl Pages {
    /// Makes the pages of a book. Pages of the last build are reused if they come from the very same catalog
    /// and theme, and depend on no document that has changed.
    ///
    /// # Errors
    /// The fault of a component of the theme.
    pub fn new(
        sources: PageSources<'_>,
        last: &mut Option<Self>,
        retention: Retention<'_>,
    ) -> Result<Self, Fault> {
        let is_current = |last: &mut Self| {
            Arc::ptr_eq(&last.context.catalog, sources.catalog)
                && last.context.theme.hash == sources.theme.hash
        };
        match last.take_if(is_current) {
            Some(last) => last.updated(sources),
            None => Self::cold(sources, retention),
        }
    }

    /// Returns the pages, sorted by path.
    pub fn all(&self) -> &Arc<[SitePage]> {
        &self.pages
    }

    /// Returns the pages with their models; none if they were streamed.
    pub fn with_models(&self) -> impl Iterator<Item = (&SitePage, &Arc<PageModel>)> {
        self.pages.iter().zip(&self.models)
    }

    /// Returns what the pages were made from.
    pub fn context(&self) -> &Arc<SiteContext> {
        &self.context
    }

    /// Returns whether the next build can reuse the pages.
    pub fn are_kept(&self) -> bool {
        self.pages.len() == self.models.len()
    }

    /// Returns the diagnostics of the bodies that the pages show.
    pub fn diagnostics(&self, memo: &BodyMemo) -> Diagnostics {
        findings::diagnostics(self.findings().cloned().collect(), &memo.highlighter)
    }

    /// Returns the findings in the bodies that the pages show.
    pub(super) fn findings(&self) -> impl Iterator<Item = &PlacedFinding> {
        let dependencies = self.groups.iter().flat_map(|group| &group.dependencies);
        dependencies.flat_map(|read| &read.findings)
    }

    /// Makes all pages without an earlier build.
    fn cold(sources: PageSources<'_>, retention: Retention<'_>) -> Result<Self, Fault> {
        let PageSources {
            catalog,
            texts,
            theme,
            memo,
        } = sources;
        let bodies = match retention {
            Retention::Keep => CachePolicy::Cache,
            Retention::Stream(_) => CachePolicy::ReadOnly,
        };
        let site = site(catalog, texts, theme, memo);
        let context = SiteContext::new(catalog, texts, theme, memo, site).with_bodies(bodies);
        let context = with_fragments(context)?;
        let (mut groups, plans) = sorted(planned(&context));
        let title = &catalog.config.title;
        let candidates = plans.par_iter();
        let candidates = candidates.map(|(_, plan)| HeadCandidate::new(&plan.title, title));
        let candidates: Vec<HeadCandidate> = candidates.collect();
        let heads = unique_heads(&candidates);
        let make = |((path, plan), head): ((OutPath, PagePlan), Head)| {
            let NewPage {
                page,
                model,
                dependencies,
            } = new_page(&context, plan, head, path)?;
            let kept = match retention {
                Retention::Keep => Some(model),
                Retention::Stream(write) => {
                    write(&page, &model);
                    None
                }
            };
            Ok((page, kept, dependencies))
        };
        let made: Result<Vec<_>, Fault> = plans.into_par_iter().zip(heads).map(make).collect();
        let mut pages = Vec::with_capacity(candidates.len());
        let mut models = Vec::new();
        let mut dependencies = Vec::with_capacity(candidates.len());
        for (page, model, read) in made? {
            pages.push(page);
            models.extend(model);
            dependencies.push(Some(read));
        }
        for group in &mut groups {
            let places = group.places.iter().flatten();
            let read = places.filter_map(|place| dependencies.get_mut(*place)?.take());
            group.dependencies.extend(read);
        }
        Ok(Self {
            context: Arc::new(context),
            groups,
            pages: pages.into(),
            models,
            candidates,
        })
    }

    /// Returns the pages with other texts.
    fn updated(mut self, sources: PageSources<'_>) -> Result<Self, Fault> {
        let PageSources {
            texts, theme, memo, ..
        } = sources;
        let changes = ChangedDocuments::between(self.context.texts(), texts);
        let is_renamed = changes.renamed.contains(&true);
        let mut context = self.context.with_texts(texts, theme, memo);
        if is_renamed {
            context = with_renamed(context, &|document| changes.is_renamed(document))?;
        }
        let mut plans = BTreeMap::new();
        self.plan_again(&context, &mut plans, |group| {
            changes.affects(&group.dependencies)
        });
        // a head contains nothing of a body, so it changes with titles only
        let heads = is_renamed.then(|| unique_heads(&self.candidates));
        if let Some(heads) = &heads {
            let changed = self.pages.iter().zip(heads);
            let changed: Vec<bool> = changed.map(|(page, head)| page.head != *head).collect();
            let is_changed = |place: &usize| changed.get(*place).copied().unwrap_or(true);
            self.plan_again(&context, &mut plans, |group| {
                group.places.iter().flatten().any(is_changed)
            });
        }
        let mut pages = self.pages.to_vec();
        for (place, (group, plan)) in plans {
            let (Some(page), Some(model)) = (pages.get_mut(place), self.models.get_mut(place))
            else {
                continue;
            };
            let head = heads.as_ref().and_then(|heads| heads.get(place)).cloned();
            let head = head.unwrap_or_else(|| page.head.clone());
            let new = new_page(&context, plan, head, page.path.clone())?;
            *page = new.page;
            *model = new.model;
            if let Some(group) = self.groups.get_mut(group) {
                group.dependencies.push(new.dependencies);
            }
        }
        self.pages = pages.into();
        self.context = Arc::new(context);
        Ok(self)
    }

    /// Plans the wanted groups again, unless that is done already. The plans are collected by the place of
    /// the page, each with the number of its group.
    fn plan_again(
        &mut self,
        context: &SiteContext,
        plans: &mut BTreeMap<usize, (usize, PagePlan)>,
        is_wanted: impl Fn(&PageGroup) -> bool,
    ) {
        let title = &context.catalog.config.title;
        for (number, group) in self.groups.iter_mut().enumerate() {
            let mut places = group.places.iter().flatten();
            let is_done = places.any(|place| plans.contains_key(place));
            if is_done || !is_wanted(group) {
                continue;
            }
            let planned = PlannedGroup::new(context, group.page_type, group.subject.clone());
            group.dependencies = vec![planned.dependencies];
            for (plan, place) in planned.plans.into_iter().zip(&group.places) {
                let Some(place) = *place else { continue };
                if let Some(candidate) = self.candidates.get_mut(place) {
                    *candidate = HeadCandidate::new(&plan.title, title);
                }
                plans.insert(place, (number, plan));
            }
        }
    }
}

/// Plans all pages.
fn planned(context: &SiteContext) -> Vec<PlannedGroup> {
    let subjects = PAGE_TYPES.par_iter().map(|page_type| {
        let subjects = (page_type.subjects)(&context.catalog).into_iter();
        subjects
            .map(|subject| (*page_type, subject))
            .collect::<Vec<_>>()
    });
    let subjects: Vec<(&'static PageType, Subject)> = subjects.flatten_iter().collect();
    subjects
        .into_par_iter()
        .map(|(page_type, subject)| PlannedGroup::new(context, page_type, subject))
        .collect()
}

/// Sorts the plans by the path of their page, and tells each group the places of its pages.
fn sorted(planned: Vec<PlannedGroup>) -> (Vec<PageGroup>, Vec<(OutPath, PagePlan)>) {
    let mut groups = Vec::with_capacity(planned.len());
    let mut plans = Vec::with_capacity(planned.len());
    for (number, group) in planned.into_iter().enumerate() {
        groups.push(PageGroup {
            page_type: group.page_type,
            subject: group.subject,
            places: vec![None; group.plans.len()],
            dependencies: vec![group.dependencies],
        });
        for (within, plan) in group.plans.into_iter().enumerate() {
            if let Some(path) = out_path(&plan.route) {
                plans.push((path, (number, within), plan));
            }
        }
    }
    plans.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    for (place, (_, (group, within), _)) in plans.iter().enumerate() {
        let places = groups.get_mut(*group).map(|group| &mut group.places);
        if let Some(slot) = places.and_then(|places| places.get_mut(*within)) {
            *slot = Some(place);
        }
    }
    let plans = plans.into_iter();
    (groups, plans.map(|(path, _, plan)| (path, plan)).collect())
}
