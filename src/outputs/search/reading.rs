//! Which words a record has, and how much each says of it.

use std::sync::MutexGuard;

use super::lexicon::Lexicon;
use super::posting::Posting;
use super::records::{Record, RecordKind};
use super::words::words;
use crate::syntax::markdown::PlainText;
use crate::syntax::shown;

/// What a word of a body says at most.
pub(super) const BODY: u8 = 3;
/// What a name says of what belongs to it.
const RELATED: u8 = 4;

/// A record's text as a reader sees it, and its words with how much each says of it.
#[derive(Debug)]
pub(super) struct ReadRecord {
    pub text: Box<str>,
    /// The words of the title and of the text as they come, by their numbers in the lexicon.
    pub title_words: Box<[u32]>,
    pub text_words: Box<[u32]>,
    pub words: Box<[Posting]>,
}

/// Reads records, one after another in the same room.
pub(super) struct Reader<'a> {
    pub lexicon: MutexGuard<'a, Lexicon>,
    text: PlainText,
    /// The words of a record as they come, with what a heading says, or 0 where a body says a word.
    found: Vec<Posting>,
    /// What was said of the words of one record, by their numbers; of nearly all of them nothing.
    counts: Vec<WordCount>,
    words: Vec<Posting>,
}

/// What is said of a word.
#[derive(Clone, Copy, Default)]
struct WordCount {
    /// The most that a heading says.
    heading: u8,
    /// How many times the body says it.
    body: u8,
}

impl<'a> Reader<'a> {
    /// A reader that writes new words into a lexicon.
    pub fn new(lexicon: MutexGuard<'a, Lexicon>) -> Self {
        Self {
            lexicon,
            text: PlainText::default(),
            found: Vec::new(),
            counts: Vec::new(),
            words: Vec::new(),
        }
    }

    /// The words of a record.
    pub fn read(&mut self, record: &Record<'_>) -> ReadRecord {
        self.found.clear();
        let title = self.heading(&record.title, 8, 24);
        // a reader who types a synonym of a topic wants a question that says it before the topic
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
        let from = self.found.len();
        self.body(record);
        self.sum_up();
        ReadRecord {
            text: shown(self.text.as_str()).into(),
            title_words: numbers(self.found.get(..title)),
            text_words: numbers(self.found.get(from..)),
            words: self.words.as_slice().into(),
        }
    }

    /// Finds the words of a heading. Each says so much at least, and has its share of some more.
    fn heading(&mut self, heading: &str, least: usize, share: usize) -> usize {
        let from = self.found.len();
        words(heading, |word| {
            self.found.push(Posting::new(self.lexicon.number(word), 0));
        });
        let count = self.found.len() - from;
        let weight = u8::try_from(least + share / count.max(1)).unwrap_or(u8::MAX);
        for posting in self.found.iter_mut().skip(from) {
            *posting = Posting::new(posting.number(), weight);
        }
        count
    }

    /// Finds the words of the text.
    fn body(&mut self, record: &Record<'_>) {
        self.text.clear();
        for line in &record.lines {
            self.text.add_text(line);
        }
        for (document, body) in record.bodies.iter().filter(|(_, body)| !body.is_empty()) {
            self.text.add_markdown(&document.body_text(body));
        }
        words(self.text.as_str(), |word| {
            self.found.push(Posting::new(self.lexicon.number(word), 0));
        });
    }

    /// One entry for each word: the most that a heading says, or what so many times in the body do.
    fn sum_up(&mut self) {
        self.counts
            .resize(self.lexicon.spellings.len(), WordCount::default());
        for posting in &self.found {
            if let Some(count) = self.counts.get_mut(posting.number() as usize) {
                count.heading = count.heading.max(posting.weight());
                count.body = count.body.saturating_add(u8::from(posting.weight() == 0));
            }
        }
        self.words.clear();
        for posting in &self.found {
            let Some(count) = self.counts.get_mut(posting.number() as usize) else {
                continue;
            };
            // the second time a word comes, nothing is left of it
            let WordCount { heading, body } = std::mem::take(count);
            // once, a few times, many times
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
