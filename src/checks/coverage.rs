//! The contents of a handbook, and its gaps as the checks find them.

use std::cmp::Reverse;

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{interview_without_date, no_answer, takeaway_without_evidence, unused_framework};
use crate::catalog::{Catalog, Node, Texts};
use crate::kinds::Document;
use crate::kinds::is_placeholder;
use crate::syntax::markdown;

/// The number of questions that are listed as asked most often.
const MOST_ASKED: usize = 10;

/// How complete a book is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Coverage {
    pub questions: usize,
    pub answered: usize,
    pub interviews: usize,
    pub rounds: usize,
    pub frameworks: usize,
    pub topics: usize,
    pub takeaways: usize,
    /// The number of words in all visible texts, without front matter.
    pub words: usize,
    pub questions_without_answer: Vec<Missing>,
    pub topics_with_one_question: Vec<Missing>,
    pub frameworks_never_used: Vec<Missing>,
    pub takeaways_without_evidence: Vec<Missing>,
    pub interviews_without_date: Vec<Missing>,
    /// The questions that more than one interview asked, the most often asked first.
    pub asked_most_often: Vec<Asked>,
}

/// An entity that lacks something.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    pub id: String,
    pub title: String,
    /// The file that defines it, if there is one.
    pub file: Option<String>,
    /// The page in the site.
    pub page: String,
}

/// A question and how many times it was asked.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    pub id: String,
    pub title: String,
    pub times: usize,
    /// The page in the site.
    pub page: String,
}

impl Coverage {
    /// Returns the coverage of a book with the current texts.
    pub fn new(catalog: &Catalog, texts: &Texts) -> Self {
        let ids = &catalog.ids;
        let unwritten = catalog.ids.questions.iter().map(|node| &**node);
        let unwritten = unwritten.filter(|node| {
            let document = texts.current(&node.document);
            is_placeholder(&document.body_text(&document.body(&node.entity.answer)))
        });
        let open = no_answer::open(catalog).chain(unwritten);
        let without_answer: Vec<Missing> = open.map(|node| missing(node, texts)).collect();
        let questions = &catalog.indices.of_topic.questions;
        let lonely = catalog.terms.topics.terms.iter();
        let lonely = lonely.filter(|topic| questions.of(topic.idx).len() == 1);
        Self {
            questions: ids.questions.len(),
            answered: ids.questions.len() - without_answer.len(),
            interviews: ids.interviews.len(),
            rounds: ids.rounds.len(),
            frameworks: ids.frameworks.len(),
            topics: catalog.terms.topics.terms.len(),
            takeaways: ids.takeaways.len(),
            words: catalog
                .documents
                .iter()
                .map(|document| words(texts.current(document)))
                .sum(),
            questions_without_answer: without_answer,
            topics_with_one_question: lonely
                .map(|topic| Missing {
                    id: topic.id.to_string(),
                    title: topic.title.to_string(),
                    file: topic
                        .file
                        .as_ref()
                        .map(|(_, document)| document.path.to_string()),
                    page: topic.route.to_string(),
                })
                .collect(),
            frameworks_never_used: unused_framework::unused(catalog)
                .map(|node| missing(node, texts))
                .collect(),
            takeaways_without_evidence: takeaway_without_evidence::bare(catalog)
                .map(|node| missing(node, texts))
                .collect(),
            interviews_without_date: interview_without_date::undated(catalog)
                .map(|node| missing(node, texts))
                .collect(),
            asked_most_often: most_asked(catalog, texts),
        }
    }

    /// Returns all gaps, each list with its name.
    pub fn gaps(&self) -> [(&'static str, &[Missing]); 5] {
        [
            ("Questions without answer", &self.questions_without_answer),
            ("Topics with one question", &self.topics_with_one_question),
            ("Frameworks never used", &self.frameworks_never_used),
            (
                "Takeaways without evidence",
                &self.takeaways_without_evidence,
            ),
            ("Interviews without date", &self.interviews_without_date),
        ]
    }

    /// Returns how many of a hundred questions have an answer, or 100 if there are no questions.
    pub fn percent_answered(&self) -> usize {
        (self.answered * 100)
            .checked_div(self.questions)
            .unwrap_or(100)
    }
}

fn missing<T>(node: &Node<T>, texts: &Texts) -> Missing {
    Missing {
        id: node.id.to_string(),
        title: texts.title(node).to_string(),
        file: Some(node.document.path.to_string()),
        page: node.route.to_string(),
    }
}

fn most_asked(catalog: &Catalog, texts: &Texts) -> Vec<Asked> {
    let mut asked: Vec<Asked> = catalog
        .ids
        .questions
        .iter()
        .map(|node| Asked {
            id: node.id.to_string(),
            title: texts.title(node).to_string(),
            times: catalog.asked_by(node.idx).len(),
            page: node.route.to_string(),
        })
        .filter(|asked| asked.times > 1)
        .collect();
    asked.sort_by_key(|asked| Reverse(asked.times));
    asked.truncate(MOST_ASKED);
    asked
}

fn words(document: &Document) -> usize {
    let text = &*document.markdown;
    let after = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"));
    let text = after.map_or(text, |(_, text)| text);
    markdown::plain_text(text).unicode_words().count()
}
