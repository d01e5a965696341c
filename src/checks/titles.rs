//! The titles of the questions, in the forms that checks compare. A title is read once, in any
//! number of builds.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use crate::catalog::{Catalog, Texts};
use crate::kinds::Slug;

/// The number of letters of the shortest word that counts. Shorter words of the Latin alphabet hold
/// sentences together.
const SHORTEST: usize = 4;

/// All titles of a book, by the index of the question.
#[derive(Debug, Default)]
pub(super) struct Titles {
    all: Vec<Arc<Title>>,
    /// The number of every word that any build has met.
    numbers: HashMap<String, usize>,
    /// The first words of all titles. Few list items begin with one, and only those items are
    /// compared with the titles.
    first_words: HashSet<Arc<str>>,
    ids: HashSet<Slug>,
}

#[derive(Debug)]
struct Title {
    whole: Arc<str>,
    short: Arc<str>,
    /// The numbers of the words of the whole title, each once.
    words: Vec<usize>,
    first_word: Option<Arc<str>>,
    id: Option<Slug>,
    /// The id that the whole title would give.
    whole_id: Option<Arc<str>>,
}

/// A title without the numbers of its words, and these words.
type Unnumbered = (Title, Vec<String>);

impl Titles {
    /// Reads the titles of a book. Titles that `last` has read are not read again.
    pub(super) fn new(catalog: &Catalog, texts: &Texts, mut last: Option<&mut Self>) -> Self {
        let last_titles = last.as_ref().map(|last| &last.all);
        let questions = catalog.ids.questions.par_iter();
        let read: Vec<Result<Arc<Title>, Box<Unnumbered>>> = questions
            .map(|node| {
                let (whole, short) = (texts.whole_title(node), texts.title(node));
                let known = last_titles.and_then(|all| all.get(node.idx.get()));
                let known = known.filter(|title| title.whole == *whole && title.short == *short);
                known
                    .cloned()
                    .ok_or_else(|| Box::new(Title::read(whole, short)))
            })
            .collect();
        let numbers = last.as_mut().map(|last| std::mem::take(&mut last.numbers));
        let mut numbers = numbers.unwrap_or_default();
        let mut number = |word| {
            let next = numbers.len();
            *numbers.entry(word).or_insert(next)
        };
        let numbered = read.into_iter().map(|read| {
            read.unwrap_or_else(|unnumbered| {
                let (title, words) = *unnumbered;
                let words = words.into_iter().map(&mut number).collect();
                Arc::new(Title { words, ..title })
            })
        });
        let all: Vec<_> = numbered.collect();
        let first_words = all.iter().filter_map(|title| title.first_word.clone());
        Self {
            first_words: first_words.collect(),
            ids: all.iter().filter_map(|title| title.id.clone()).collect(),
            all,
            numbers,
        }
    }

    /// Returns whether [`Self::contains`] gives the same answers as for another book.
    pub(super) fn have_same_names(&self, other: &Self) -> bool {
        self.first_words == other.first_words && self.ids == other.ids
    }

    /// Returns whether a text is the title of a question in lists.
    pub(super) fn contains(&self, text: &str) -> bool {
        let begins = first_word(text).is_some_and(|word| self.first_words.contains(word));
        begins && Slug::from_text(text).is_some_and(|id| self.ids.contains(&id))
    }

    /// Returns the number of titles.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns the indices of the titles that are the same but for their punctuation, in groups of two
    /// or more.
    pub(super) fn equal(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<&Arc<str>, Vec<usize>> = BTreeMap::new();
        for (index, title) in self.all.iter().enumerate() {
            if let Some(id) = &title.whole_id {
                groups.entry(id).or_default().push(index);
            }
        }
        groups.retain(|_, group| group.len() > 1);
        groups.into_values().collect()
    }

    /// Returns the number of words of a title that count.
    pub(super) fn words(&self, index: usize) -> usize {
        self.all.get(index).map_or(0, |title| title.words.len())
    }

    /// Returns the indices of the titles with each word that at most `most` titles have.
    pub(super) fn by_rare_word(&self, most: usize) -> Vec<Vec<usize>> {
        let mut having: Vec<Vec<usize>> = vec![Vec::new(); self.numbers.len()];
        for (number, title) in self.all.iter().enumerate() {
            for word in &title.words {
                // One title more than allowed is enough to exclude the word.
                if let Some(list) = having.get_mut(*word)
                    && list.len() <= most
                {
                    list.push(number);
                }
            }
        }
        having.retain(|list| list.len() <= most);
        having
    }
}

impl Title {
    fn read(whole: &Arc<str>, short: &Arc<str>) -> Unnumbered {
        let title = Self {
            whole: whole.clone(),
            short: short.clone(),
            words: Vec::new(),
            first_word: first_word(short).map(Arc::from),
            id: Slug::from_text(short),
            whole_id: Slug::from_text(whole).map(|id| id.shared()),
        };
        (title, words(whole))
    }
}

fn first_word(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .find(|word| !word.is_empty())
}

/// Returns the words of a title, each once. A script without blanks gives pairs of characters.
fn words(title: &str) -> Vec<String> {
    let title = title.to_lowercase();
    let runs = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|run| !run.is_empty());
    let mut words = Vec::new();
    for run in runs {
        let chars: Vec<char> = run.chars().collect();
        if run.is_ascii() {
            words.extend((run.len() >= SHORTEST).then(|| run.to_owned()));
        } else if chars.len() < 3 {
            words.push(run.to_owned());
        } else {
            words.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}
