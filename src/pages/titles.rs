//! Titles and descriptions for search engines: short, and unique in the book.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// The longest title, in characters.
const TITLE: usize = 60;
/// The longest description, in characters.
const DESCRIPTION: usize = 155;

/// The title of a page before it is compared with the titles of other pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageTitle {
    pub title: String,
    /// Distinguishes the page from another page of the same title.
    pub disambiguator: String,
    pub description: String,
}

/// The title and description in the head of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Unique in the book, at most 60 characters.
    pub title: Arc<str>,
    /// Unique in the book, at most 155 characters.
    pub description: Arc<str>,
}

/// The head that a page would have if it were the only page.
#[derive(Debug)]
pub(super) struct HeadCandidate {
    head: Head,
    disambiguator: String,
}

impl HeadCandidate {
    /// Shortens a title; `site` is the title of the book.
    pub(super) fn new(title: &PageTitle, site: &str) -> Self {
        Self {
            head: Head {
                title: titled(&title.title, site).into(),
                description: clipped(&title.description, DESCRIPTION).into(),
            },
            disambiguator: title.disambiguator.clone(),
        }
    }
}

/// Returns the heads of the pages of a site, in their order.
pub(super) fn unique_heads(pages: &[HeadCandidate]) -> Vec<Head> {
    let (titles, descriptions) = rayon::join(
        || distinct(pages, TITLE, " · ", |head| &head.title),
        || distinct(pages, DESCRIPTION, " – ", |head| &head.description),
    );
    let pairs = titles.into_iter().zip(descriptions);
    pairs
        .map(|(title, description)| Head { title, description })
        .collect()
}

/// Appends the handbook's name, if there is room.
fn titled(title: &str, site: &str) -> String {
    let length = title.chars().count() + " – ".chars().count() + site.chars().count();
    if title == site || length > TITLE {
        return clipped(title, TITLE);
    }
    format!("{title} – {site}")
}

/// Returns the texts. Equal texts get the disambiguator of their page, and a number where that is equal too.
fn distinct(
    pages: &[HeadCandidate],
    longest: usize,
    between: &str,
    text: impl Fn(&Head) -> &Arc<str>,
) -> Vec<Arc<str>> {
    let texts: Vec<&Arc<str>> = pages.iter().map(|page| text(&page.head)).collect();
    let mut uses: HashMap<&str, usize> = HashMap::with_capacity(texts.len());
    for text in &texts {
        *uses.entry(text).or_default() += 1;
    }
    let mut taken: HashSet<String> = HashSet::new();
    let unique = pages.iter().zip(&texts).map(|(page, text)| {
        if uses.get(&***text) == Some(&1) {
            return (*text).clone();
        }
        let distinguished = joined(text, between, &page.disambiguator, longest);
        let mut candidate = distinguished.clone();
        let mut number = 1;
        while uses.contains_key(candidate.as_str()) || !taken.insert(candidate.clone()) {
            number += 1;
            candidate = joined(&distinguished, " ", &format!("({number})"), longest);
        }
        candidate.into()
    });
    unique.collect()
}

/// Appends `more` to `text`; both are shortened if there is no room.
fn joined(text: &str, between: &str, more: &str, longest: usize) -> String {
    let more = clipped(more, longest / 2);
    let room = longest.saturating_sub((between.chars().count()) + more.chars().count());
    format!("{}{between}{more}", clipped(text, room))
}

/// Returns one line of at most `longest` characters, cut at a word.
fn clipped(text: &str, longest: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= longest {
        return text;
    }
    let cut: String = text.chars().take(longest.saturating_sub(1)).collect();
    // a language without blanks has no word to cut at
    let words = cut.rsplit_once(' ').map(|(words, _)| words);
    let words = words.filter(|words| words.chars().count() * 2 > longest);
    format!("{}…", words.unwrap_or(&cut))
}

/// Collapses blanks between words to one, and removes them at the ends.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
