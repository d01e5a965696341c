//! All pages of a site, a sheet of one or some at a time. A sheet is kept for the next build where
//! nothing that it shows has changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::heads::{self, Alone};
use super::parts::Maker;
use super::shop::{Bodies, Fittings, Shop};
use super::shown::Shown;
use super::terms::Shelf;
use super::{Draft, OutPath, SitePage, findings, out_path, site_page};
use crate::catalog::{Catalog, Idx, Node, TermNode, Texts};
use crate::diag::Diagnostics;
use crate::kinds;
use crate::render::{BodyMemo, Fault, PageModel, Shared, Theme};
use crate::source::ContentHash;

/// The pages of a site, and all that they were made of.
#[derive(Debug)]
pub struct Pages {
    catalog: Arc<Catalog>,
    theme: ContentHash,
    texts: Arc<Texts>,
    pub(super) fittings: Arc<Fittings>,
    sheets: Vec<Sheet>,
    /// Sorted by path.
    pages: Arc<[SitePage]>,
    /// What stood in their heads if each were alone.
    alone: Vec<Alone>,
}

/// What becomes of a page when it is made.
#[derive(Clone, Copy)]
pub enum Fate<'a> {
    /// It stays, with all that it shows.
    Kept,
    /// It is given to this, with all that it shows. Others can only ask what is left of it.
    Given(&'a (dyn Fn(&SitePage, &Arc<PageModel>) + Sync)),
}

impl Fate<'_> {
    /// What stays of all that a page shows.
    pub(super) fn keeps(self, model: &Arc<PageModel>) -> Option<Arc<PageModel>> {
        match self {
            Self::Kept => Some(model.clone()),
            Self::Given(_) => None,
        }
    }

    fn of_bodies(self) -> Bodies {
        match self {
            Self::Kept => Bodies::Kept,
            Self::Given(_) => Bodies::Dropped,
        }
    }
}

/// What came of one recipe.
#[derive(Debug)]
struct Sheet {
    /// Where its pages are among all, in its own order; none for a page without a path.
    pages: Vec<Option<usize>>,
    /// By what its pages are called, and by the content of each.
    shown: Vec<Shown>,
}

/// A sheet whose pages are not yet made.
struct Drawn {
    drafts: Vec<Draft>,
    /// By what they are called.
    shown: Shown,
}

/// Which documents are others than before, by their places.
struct News {
    words: Vec<bool>,
    names: Vec<bool>,
}

impl News {
    fn between(old: &Texts, new: &Texts) -> Self {
        let pairs = || old.documents().iter().zip(new.documents());
        let words = pairs().map(|(old, new)| !Arc::ptr_eq(old, new));
        let words: Vec<bool> = words.collect();
        let names = pairs().zip(&words);
        let names = names.map(|((old, new), other)| *other && !new.has_same_titles(old));
        Self {
            names: names.collect(),
            words,
        }
    }

    fn is_renamed(&self, place: Idx<kinds::Document>) -> bool {
        self.names.get(place.get()).copied().unwrap_or(true)
    }

    /// Whether pages that show this come out another way.
    fn concern(&self, shown: &[Shown]) -> bool {
        let other = |place: &Idx<_>| self.words.get(place.get()).copied().unwrap_or(true);
        let renamed = |place: &Idx<_>| self.is_renamed(*place);
        let concerns =
            |shown: &Shown| shown.words.iter().any(other) || shown.names.iter().any(renamed);
        shown.iter().any(concerns)
    }
}

/// One page or some, still to be made.
enum Recipe<'c> {
    One(fn(&Maker<'_>) -> Draft),
    Some(fn(&Maker<'_>) -> Vec<Draft>),
    /// The list of terms of one of the three vocabularies.
    Terms(usize),
    Term(usize, &'c Arc<TermNode>),
    Framework(&'c Arc<Node<kinds::Framework>>),
    Interview(&'c Arc<Node<kinds::Interview>>),
    Round(&'c Arc<Node<kinds::Interview>>, usize),
    Question(&'c Arc<Node<kinds::Question>>),
}

impl Pages {
    /// The pages of a book. Those of `last` are taken where they come out the same: they are of the
    /// very same catalog and theme, and show nothing of a document that is another now.
    ///
    /// # Errors
    /// A mistake in a component of the theme.
    pub fn new(
        catalog: &Arc<Catalog>,
        texts: &Arc<Texts>,
        theme: &Theme,
        memo: &BodyMemo,
        last: &mut Option<Self>,
        fate: Fate<'_>,
    ) -> Result<Self, Fault> {
        let holds =
            |last: &mut Self| Arc::ptr_eq(&last.catalog, catalog) && last.theme == theme.hash;
        match last.take_if(holds) {
            Some(last) => last.with(texts, theme, memo),
            None => Self::afresh(catalog, texts, theme, memo, fate),
        }
    }

    /// Sorted by path.
    pub fn all(&self) -> &Arc<[SitePage]> {
        &self.pages
    }

    /// Whether what they show stayed, so that the next build may go on from them.
    pub fn are_kept(&self) -> bool {
        self.pages.iter().all(|page| page.model.is_some())
    }

    /// What was found in the words that they show.
    pub fn diagnostics(&self, memo: &BodyMemo) -> Diagnostics {
        let shown = self.sheets.iter().flat_map(|sheet| &sheet.shown);
        let found = shown.flat_map(|shown| &shown.found);
        findings::diagnostics(found.cloned().collect(), &memo.highlighter)
    }

    fn afresh(
        catalog: &Arc<Catalog>,
        texts: &Arc<Texts>,
        theme: &Theme,
        memo: &BodyMemo,
        fate: Fate<'_>,
    ) -> Result<Self, Fault> {
        let site = site(catalog, texts, theme, memo);
        let shop = Shop::empty(catalog, texts, theme, memo, site).with_bodies(fate.of_bodies());
        let shop = shop.furnished()?;
        let recipes = recipes(catalog);
        let drawn: Vec<Drawn> = recipes
            .par_iter()
            .map(|recipe| draw(recipe, &shop))
            .collect();
        let mut sheets = Vec::with_capacity(drawn.len());
        let mut drafts = Vec::with_capacity(drawn.len());
        for drawn in drawn {
            let numbers = drafts.len()..drafts.len() + drawn.drafts.len();
            sheets.push(Sheet {
                pages: numbers.map(Some).collect(),
                shown: vec![drawn.shown],
            });
            drafts.extend(drawn.drafts);
        }
        let drafts = in_order(drafts, &mut sheets);
        let alone = drafts.par_iter();
        let alone = alone.map(|(_, draft)| Alone::of(&draft.naming, &catalog.config.title));
        let alone: Vec<Alone> = alone.collect();
        let heads = heads::of(&alone);
        let pages: Result<Vec<(SitePage, Shown)>, Fault> = drafts
            .into_par_iter()
            .zip(heads)
            .map(|((path, draft), head)| site_page(draft, head, path, &shop, fate))
            .collect();
        let (pages, shown): (Vec<_>, Vec<_>) = pages?.into_iter().unzip();
        let mut shown: Vec<Option<Shown>> = shown.into_iter().map(Some).collect();
        for sheet in &mut sheets {
            let places = sheet.pages.iter().flatten();
            let shown = places.filter_map(|place| shown.get_mut(*place)?.take());
            sheet.shown.extend(shown);
        }
        Ok(Self {
            catalog: catalog.clone(),
            theme: theme.hash,
            texts: texts.clone(),
            fittings: Arc::new(shop.fittings()),
            sheets,
            pages: pages.into(),
            alone,
        })
    }

    /// The same with other texts.
    fn with(mut self, texts: &Arc<Texts>, theme: &Theme, memo: &BodyMemo) -> Result<Self, Fault> {
        let news = News::between(&self.texts, texts);
        let renamed = news.names.contains(&true);
        let catalog = self.catalog.clone();
        let site = self.fittings.site();
        let mut shop = Shop::empty(&catalog, texts, theme, memo, site).furnished_as(&self.fittings);
        if renamed {
            shop = shop.with_rows(&|place| news.is_renamed(place))?;
            self.fittings = Arc::new(shop.fittings());
        }
        let mut drafts = BTreeMap::new();
        self.draw_again(&shop, &mut drafts, |_, shown| news.concern(shown));
        // a head says nothing that only the words of a body say
        let heads = renamed.then(|| heads::of(&self.alone));
        if let Some(heads) = &heads {
            let heads = self.pages.iter().zip(heads);
            let other = heads.map(|(page, head)| page.head != *head);
            let other: Vec<bool> = other.collect();
            let is_other = |place: &usize| other.get(*place).copied().unwrap_or(true);
            self.draw_again(&shop, &mut drafts, |pages, _| {
                pages.iter().flatten().any(is_other)
            });
        }
        let mut pages = self.pages.to_vec();
        for (place, (sheet, draft)) in drafts {
            let Some(page) = pages.get_mut(place) else {
                continue;
            };
            let head = heads.as_ref().and_then(|heads| heads.get(place)).cloned();
            let head = head.unwrap_or_else(|| page.head.clone());
            let (made, shown) = site_page(draft, head, page.path.clone(), &shop, Fate::Kept)?;
            *page = made;
            if let Some(sheet) = self.sheets.get_mut(sheet) {
                sheet.shown.push(shown);
            }
        }
        self.pages = pages.into();
        self.texts = texts.clone();
        Ok(self)
    }

    /// Makes the drafts of some sheets again, where that has not been done, by the places of their
    /// pages, each with the number of its sheet.
    fn draw_again(
        &mut self,
        shop: &Shop<'_>,
        drafts: &mut BTreeMap<usize, (usize, Draft)>,
        is_wanted: impl Fn(&[Option<usize>], &[Shown]) -> bool,
    ) {
        let recipes = recipes(shop.catalog);
        for (number, (sheet, recipe)) in self.sheets.iter_mut().zip(&recipes).enumerate() {
            let done = sheet
                .pages
                .iter()
                .flatten()
                .any(|at| drafts.contains_key(at));
            if done || !is_wanted(&sheet.pages, &sheet.shown) {
                continue;
            }
            let drawn = draw(recipe, shop);
            sheet.shown = vec![drawn.shown];
            for (draft, place) in drawn.drafts.into_iter().zip(&sheet.pages) {
                let Some(place) = *place else { continue };
                if let Some(alone) = self.alone.get_mut(place) {
                    *alone = Alone::of(&draft.naming, &shop.catalog.config.title);
                }
                drafts.insert(place, (number, draft));
            }
        }
    }
}

/// The drafts with their paths, sorted by these; tells every sheet where its own have gone.
fn in_order(drafts: Vec<Draft>, sheets: &mut [Sheet]) -> Vec<(OutPath, Draft)> {
    let mut places = vec![None; drafts.len()];
    let numbered = drafts.into_iter().enumerate();
    let mut found: Vec<(OutPath, usize, Draft)> = numbered
        .filter_map(|(number, draft)| Some((out_path(&draft.route)?, number, draft)))
        .collect();
    found.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    for (place, (_, number, _)) in found.iter().enumerate() {
        if let Some(slot) = places.get_mut(*number) {
            *slot = Some(place);
        }
    }
    for page in sheets.iter_mut().flat_map(|sheet| &mut sheet.pages) {
        *page = page.and_then(|number| places.get(number).copied().flatten());
    }
    found
        .into_iter()
        .map(|(path, _, draft)| (path, draft))
        .collect()
}

/// What every page shows of the whole site.
fn site(
    catalog: &Arc<Catalog>,
    texts: &Texts,
    theme: &Theme,
    memo: &BodyMemo,
) -> Shared<crate::render::model::Site> {
    let words = super::book_words(catalog, theme);
    let mut site = super::site(catalog, theme, &words);
    let bare = Shop::empty(catalog, texts, theme, memo, Shared::new(site.clone()));
    let mut pages = Maker::of(&bare).top_pages();
    let free = MENU.saturating_sub(site.nav.len()).min(pages.len());
    site.nav.extend(pages.drain(..free));
    site.footer.splice(0..0, pages);
    Shared::new(site)
}

/// So many links fit into the menu: lists that hold something, then free pages. The rest stand in the
/// footer.
const MENU: usize = 4;

/// Everything that the site is made of, in no order that matters.
fn recipes(catalog: &Catalog) -> Vec<Recipe<'_>> {
    let ids = &catalog.ids;
    let mut recipes = vec![
        Recipe::One(|maker| maker.home()),
        Recipe::One(|maker| maker.frameworks()),
        Recipe::One(|maker| maker.takeaways()),
        Recipe::One(|maker| maker.faq()),
        Recipe::One(|maker| maker.not_found()),
        Recipe::One(|maker| maker.settings()),
        Recipe::Some(|maker| maker.search()),
        Recipe::Some(|maker| maker.bank()),
        Recipe::Some(|maker| maker.interviews()),
        Recipe::Some(|maker| maker.guide()),
        Recipe::Some(|maker| maker.redirects()),
        Recipe::Some(|maker| maker.round_kinds()),
        Recipe::Some(|maker| maker.difficulties()),
        Recipe::Some(|maker| maker.formats()),
        Recipe::Some(|maker| maker.years()),
    ];
    let terms = &catalog.terms;
    let vocabularies = [&terms.topics, &terms.companies, &terms.roles];
    for (shelf, vocabulary) in vocabularies.into_iter().enumerate() {
        recipes.push(Recipe::Terms(shelf));
        recipes.extend(
            vocabulary
                .terms
                .iter()
                .map(|term| Recipe::Term(shelf, term)),
        );
    }
    recipes.extend(ids.frameworks.iter().map(Recipe::Framework));
    recipes.extend(ids.interviews.iter().map(Recipe::Interview));
    for interview in &ids.interviews {
        let rounds = ids.rounds_of.of(interview.idx).len();
        recipes.extend((0..rounds).map(|round| Recipe::Round(interview, round)));
    }
    recipes.extend(ids.questions.iter().map(Recipe::Question));
    recipes
}

fn draw(recipe: &Recipe<'_>, shop: &Shop<'_>) -> Drawn {
    let maker = Maker::of(shop);
    let shelf = |at: &usize, make: &dyn Fn(&Shelf<'_>) -> Vec<Draft>| {
        let shelves = maker.shelves();
        shelves.get(*at).map_or_else(Vec::new, make)
    };
    let drafts = match recipe {
        Recipe::One(make) => vec![make(&maker)],
        Recipe::Some(make) => make(&maker),
        Recipe::Terms(at) => shelf(at, &|shelf| vec![maker.terms(shelf)]),
        Recipe::Term(at, term) => shelf(at, &|shelf| maker.term(shelf, term)),
        Recipe::Framework(node) => maker.framework(node),
        Recipe::Interview(node) => vec![maker.interview(node)],
        Recipe::Round(interview, at) => maker.round(interview, *at).into_iter().collect(),
        Recipe::Question(node) => vec![maker.question(node)],
    };
    let shown = maker.shown();
    Drawn { drafts, shown }
}
