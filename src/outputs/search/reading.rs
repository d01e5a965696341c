//! Reads the words of a record and their weights.

use std::sync::MutexGuard;

use super::lexicon::Lexicon;
use super::page_text::PageText;
use super::posting::Posting;
use super::records::{Record, RecordKind};
use super::words::words;
use crate::syntax::markdown::PlainText;
use crate::syntax::shown;

/// The maximum weight of a word of a body.
pub(super) const BODY: u8 = 3;
/// The weight of a word in the name of a related entity.
const RELATED: u8 = 4;

/// The text of a record as readers see it, and its words with their weights.
#[derive(Debug)]
pub(super) struct ReadRecord {
    pub text: Box<str>,
    /// The words of the title and of the text in order, by their numbers in the lexicon.
    pub title_words: Box<[u32]>,
    pub text_words: Box<[u32]>,
    pub words: Box<[Posting]>,
}

/// Reads records one after another, and reuses its buffers.
pub(super) struct Reader<'a> {
    pub lexicon: MutexGuard<'a, Lexicon>,
    text: PlainText,
    /// The words of the record in order, with their weight in a heading, or 0 in a body.
    postings: Vec<Posting>,
    /// The counts of the words of the record, by their numbers. Nearly all are zero.
    counts: Vec<WordCount>,
    words: Vec<Posting>,
}

/// The occurrences of a word in a record.
#[derive(Clone, Copy, Default)]
struct WordCount {
    /// Its highest weight in a heading.
    heading: u8,
    /// Its number of occurrences in bodies.
    body: u8,
}

impl<'a> Reader<'a> {
    /// Creates a reader that adds new words to a lexicon.
    pub fn new(lexicon: MutexGuard<'a, Lexicon>) -> Self {
        Self {
            lexicon,
            text: PlainText::default(),
            postings: Vec::new(),
            counts: Vec::new(),
            words: Vec::new(),
        }
    }

    /// Reads the words of a record.
    pub fn read(&mut self, record: &Record<'_>) -> ReadRecord {
        self.postings.clear();
        let title = self.heading(&record.title, 8, 24);
        // for a synonym of a topic, a question that contains it should come before the topic
        let (least, share) = match record.kind {
            RecordKind::Topic | RecordKind::Company | RecordKind::Role => (6, 0),
            _ => (7, 18),
        };
        for wording in &record.wordings {
            self.heading(wording, least, share);
        }
        for name in &record.related {
            self.heading(name, usize::from(RELATED), 0);
        }
        let from = self.postings.len();
        self.body(record);
        self.sum_up();
        ReadRecord {
            text: shown(self.text.as_str()).into(),
            title_words: numbers(self.postings.get(..title)),
            text_words: numbers(self.postings.get(from..)),
            words: self.words.as_slice().into(),
        }
    }

    /// Adds the words of a heading, and returns their number. The weight of each is `least` plus
    /// its share of `share`.
    fn heading(&mut self, heading: &str, least: usize, share: usize) -> usize {
        let from = self.postings.len();
        words(heading, |word| {
            self.postings
                .push(Posting::new(self.lexicon.number(word), 0));
        });
        let count = self.postings.len() - from;
        let weight = u8::try_from(least + share / count.max(1)).unwrap_or(u8::MAX);
        for posting in self.postings.iter_mut().skip(from) {
            *posting = Posting::new(posting.number(), weight);
        }
        count
    }

    /// Adds the words of the text.
    fn body(&mut self, record: &Record<'_>) {
        self.text.clear();
        for line in &record.lines {
            self.text.add_text(line);
        }
        let bodies = record.bodies.iter();
        for body in bodies.filter(|body| !body.body.is_empty()) {
            let markdown = body.document.body_text(&body.body);
            PageText::new(&body.shown).add_markdown(&mut self.text, &markdown);
        }
        words(self.text.as_str(), |word| {
            self.postings
                .push(Posting::new(self.lexicon.number(word), 0));
        });
    }

    /// Merges the occurrences of each word: its weight is the highest of its headings, or depends
    /// on how often the body has it.
    fn sum_up(&mut self) {
        self.counts
            .resize(self.lexicon.spellings.len(), WordCount::default());
        for posting in &self.postings {
            if let Some(count) = self.counts.get_mut(posting.number() as usize) {
                count.heading = count.heading.max(posting.weight());
                count.body = count.body.saturating_add(u8::from(posting.weight() == 0));
            }
        }
        self.words.clear();
        for posting in &self.postings {
            let Some(count) = self.counts.get_mut(posting.number() as usize) else {
                continue;
            };
            // the counts are reset, so further occurrences of the word add nothing
            let WordCount { heading, body } = std::mem::take(count);
            // weights for one occurrence, a few, and many
            let body = [0, 1, 1, 2, 2, 2].get(usize::from(body)).unwrap_or(&BODY);
            let weight = heading.max(*body);
            if weight > 0 {
                self.words.push(Posting::new(posting.number(), weight));
            }
        }
    }
}

fn numbers(words: Option<&[Posting]>) -> Box<[u32]> {
    let words = words.unwrap_or_default().iter();
    words.map(|word| word.number()).collect()
}
