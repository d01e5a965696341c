//! What names a page to search engines: titles and descriptions that are short, and no two alike.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::Naming;

/// The longest title, in characters.
const TITLE: usize = 60;
/// The longest description, in characters.
const DESCRIPTION: usize = 155;

/// What stands in a page's head for machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Unique in the book, at most 60 characters.
    pub title: Arc<str>,
    /// Unique in the book, at most 155 characters.
    pub description: Arc<str>,
}

/// What a page would have in its head if there were no other, and what tells it apart.
#[derive(Debug)]
pub(super) struct Alone {
    head: Head,
    apart: String,
}

impl Alone {
    pub(super) fn of(naming: &Naming, site: &str) -> Self {
        Self {
            head: Head {
                title: titled(&naming.title, site).into(),
                description: clipped(&naming.description, DESCRIPTION).into(),
            },
            apart: naming.apart.clone(),
        }
    }
}

/// The heads of the pages of a site, in their order.
pub(super) fn of(pages: &[Alone]) -> Vec<Head> {
    let (titles, descriptions) = rayon::join(
        || distinct(pages, TITLE, " · ", |head| &head.title),
        || distinct(pages, DESCRIPTION, " – ", |head| &head.description),
    );
    let pairs = titles.into_iter().zip(descriptions);
    pairs
        .map(|(title, description)| Head { title, description })
        .collect()
}

/// With the handbook's name behind it, where there is room.
fn titled(title: &str, site: &str) -> String {
    let length = title.chars().count() + " – ".chars().count() + site.chars().count();
    if title == site || length > TITLE {
        return clipped(title, TITLE);
    }
    format!("{title} – {site}")
}

/// The texts, equal ones with what tells their pages apart, and a number where that does not.
fn distinct(
    pages: &[Alone],
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
    let told = pages.iter().zip(&texts).map(|(page, text)| {
        if uses.get(&***text) == Some(&1) {
            return (*text).clone();
        }
        let apart = with(text, between, &page.apart, longest);
        let mut told = apart.clone();
        let mut number = 1;
        while uses.contains_key(told.as_str()) || !taken.insert(told.clone()) {
            number += 1;
            told = with(&apart, " ", &format!("({number})"), longest);
        }
        told.into()
    });
    told.collect()
}

/// `text` with `more` behind it; both give way where there is no room.
fn with(text: &str, between: &str, more: &str, longest: usize) -> String {
    let more = clipped(more, longest / 2);
    let room = longest.saturating_sub((between.chars().count()) + more.chars().count());
    format!("{}{between}{more}", clipped(text, room))
}

/// One line of at most `longest` characters, cut at a word.
fn clipped(text: &str, longest: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= longest {
        return text;
    }
    let cut: String = text.chars().take(longest.saturating_sub(1)).collect();
    // a language without blanks has no word to cut at
    let whole = cut.rsplit_once(' ').map(|(whole, _)| whole);
    let whole = whole.filter(|whole| whole.chars().count() * 2 > longest);
    format!("{}…", whole.unwrap_or(&cut))
}

/// With single blanks between words, and none around them.
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
