//! All pages of a site, a sheet of one or some at a time. A sheet is kept for the next build where
//! nothing that it shows has changed.

use std::sync::Arc;

use rayon::prelude::*;

use super::findings::Placed;
use super::heads::Head;
use super::parts::Maker;
use super::shop::{Fittings, Shop};
use super::terms::Shelf;
use super::{Draft, SitePage, findings, finished, site_page};
use crate::catalog::{Catalog, Node, TermNode};
use crate::diag::Diagnostics;
use crate::kinds::{self, Document};
use crate::render::{BodyMemo, Fault, Shared, Theme};
use crate::source::ContentHash;

/// The pages of a site, and all that they were made of.
#[derive(Debug)]
pub struct Pages {
    catalog: Arc<Catalog>,
    theme: ContentHash,
    documents: Vec<Arc<Document>>,
    pub(super) fittings: Arc<Fittings>,
    sheets: Vec<Sheet>,
    /// Sorted by path.
    pages: Arc<[SitePage]>,
}

/// What came of one recipe.
#[derive(Debug)]
struct Sheet {
    /// Where its pages are among all, in its own order; none for a page without a path.
    pages: Vec<Option<usize>>,
    /// The documents whose words they show, by their places.
    reads: Vec<usize>,
    /// What was found in these words.
    found: Vec<Placed>,
}

/// A sheet that is not yet in its place.
struct Fresh {
    drafts: Vec<Draft>,
    reads: Vec<usize>,
    found: Vec<Placed>,
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
    /// very same catalog and theme, and show no words of a document that is another now.
    ///
    /// # Errors
    /// A mistake in a component of the theme.
    pub fn new(
        catalog: &Arc<Catalog>,
        documents: &[Arc<Document>],
        theme: &Theme,
        memo: &BodyMemo,
        last: &mut Option<Self>,
    ) -> Result<Self, Fault> {
        let holds =
            |last: &mut Self| Arc::ptr_eq(&last.catalog, catalog) && last.theme == theme.hash;
        match last.take_if(holds) {
            Some(last) => last.with(documents, theme, memo),
            None => Self::afresh(catalog, documents, theme, memo),
        }
    }

    /// Sorted by path.
    pub fn all(&self) -> &Arc<[SitePage]> {
        &self.pages
    }

    /// What was found in the words that they show.
    pub fn diagnostics(&self, memo: &BodyMemo) -> Diagnostics {
        let found = self.sheets.iter().flat_map(|sheet| &sheet.found);
        findings::diagnostics(found.cloned().collect(), &memo.highlighter)
    }

    fn afresh(
        catalog: &Arc<Catalog>,
        documents: &[Arc<Document>],
        theme: &Theme,
        memo: &BodyMemo,
    ) -> Result<Self, Fault> {
        let site = site(catalog, documents, theme, memo);
        let shop = Shop::empty(catalog, documents, theme, memo, site).furnished()?;
        let recipes = recipes(catalog);
        let made: Vec<Fresh> = recipes
            .par_iter()
            .map(|recipe| make(recipe, &shop))
            .collect();
        let mut sheets = Vec::with_capacity(made.len());
        let mut drafts = Vec::with_capacity(made.len());
        for fresh in made {
            let numbers = drafts.len()..drafts.len() + fresh.drafts.len();
            sheets.push(Sheet {
                pages: numbers.map(Some).collect(),
                reads: fresh.reads,
                found: fresh.found,
            });
            drafts.extend(fresh.drafts);
        }
        let pages = finished(drafts, catalog, theme, memo, &shop.rows.site)?;
        let fittings = Arc::new(shop.fittings());
        let mut all = Self {
            catalog: catalog.clone(),
            theme: theme.hash,
            documents: documents.to_vec(),
            fittings,
            sheets,
            pages: Arc::new([]),
        };
        all.put_in_order(pages);
        Ok(all)
    }

    /// Sorts the pages by path, and tells every sheet where its own have gone.
    fn put_in_order(&mut self, pages: Vec<Option<SitePage>>) {
        let mut places = vec![None; pages.len()];
        let numbered = pages.into_iter().enumerate();
        let mut found: Vec<(usize, SitePage)> = numbered
            .filter_map(|(number, page)| Some((number, page?)))
            .collect();
        found.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
        for (place, (number, _)) in found.iter().enumerate() {
            if let Some(slot) = places.get_mut(*number) {
                *slot = Some(place);
            }
        }
        for sheet in &mut self.sheets {
            for page in &mut sheet.pages {
                *page = page.and_then(|number| places.get(number).copied().flatten());
            }
        }
        self.pages = found.into_iter().map(|(_, page)| page).collect();
    }

    /// The same with the words of other documents.
    fn with(
        mut self,
        documents: &[Arc<Document>],
        theme: &Theme,
        memo: &BodyMemo,
    ) -> Result<Self, Fault> {
        let catalog = self.catalog.clone();
        let pairs = self.documents.iter().zip(documents);
        let changed: Vec<bool> = pairs.map(|(old, new)| !Arc::ptr_eq(old, new)).collect();
        let is_changed = |at: &usize| changed.get(*at).copied().unwrap_or(true);
        let site = self.fittings.site();
        let shop = Shop::empty(&catalog, documents, theme, memo, site.clone());
        let shop = shop.furnished_as(&self.fittings);
        let mut pages = self.pages.to_vec();
        for (sheet, recipe) in self.sheets.iter_mut().zip(recipes(&catalog)) {
            if !sheet.reads.iter().any(is_changed) {
                continue;
            }
            let fresh = make(&recipe, &shop);
            sheet.reads = fresh.reads;
            sheet.found = fresh.found;
            for (draft, place) in fresh.drafts.into_iter().zip(&sheet.pages) {
                let Some(page) = place.and_then(|place| pages.get_mut(place)) else {
                    continue;
                };
                // a head says nothing that only the words of a body say
                let head = Head {
                    title: page.model.title.clone(),
                    description: page.model.description.clone(),
                };
                if let Some(again) = site_page(draft, head, &catalog, theme, memo, &site)? {
                    *page = again;
                }
            }
        }
        self.pages = pages.into();
        self.documents = documents.to_vec();
        Ok(self)
    }
}

/// What every page shows of the whole site.
fn site(
    catalog: &Arc<Catalog>,
    documents: &[Arc<Document>],
    theme: &Theme,
    memo: &BodyMemo,
) -> Shared<crate::render::model::Site> {
    let words = super::book_words(catalog, theme);
    let mut site = super::site(catalog, theme, &words);
    let bare = Shop::empty(catalog, documents, theme, memo, Shared::new(site.clone()));
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
        let rounds = ids.rounds_of.get(interview.number).map_or(0, Vec::len);
        recipes.extend((0..rounds).map(|round| Recipe::Round(interview, round)));
    }
    recipes.extend(ids.questions.iter().map(Recipe::Question));
    recipes
}

fn make(recipe: &Recipe<'_>, shop: &Shop<'_>) -> Fresh {
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
        Recipe::Round(interview, at) => {
            let rounds = shop.catalog.ids.rounds_of.get(interview.number);
            let rounds = rounds.map_or(&[][..], Vec::as_slice);
            maker.round(interview, rounds, *at).into_iter().collect()
        }
        Recipe::Question(node) => vec![maker.question(node)],
    };
    let (reads, found) = maker.reads();
    Fresh {
        drafts,
        reads,
        found,
    }
}
