//! The shipped handbook, read by a few plain rules and nothing of the library: what the site must
//! show, whatever made it.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::Book;

/// A question as its heading and text say it.
#[derive(Debug, Default)]
pub struct Question {
    pub title: String,
    pub interview: String,
    pub round: String,
    pub parent: Option<String>,
    pub topics: BTreeSet<String>,
    pub frameworks: BTreeSet<String>,
    /// Values of its own and of what it is in: difficulty, format, kind of round.
    pub values: BTreeMap<String, String>,
}

/// All there is in the sources, by id.
#[derive(Debug, Default)]
pub struct Sources {
    pub questions: BTreeMap<String, Question>,
    /// Interview and id of each round.
    pub rounds: BTreeSet<(String, String)>,
    pub files: BTreeSet<String>,
}

impl Sources {
    pub fn of(book: &Book) -> Self {
        let mut sources = Self::default();
        let set = book.load();
        for file in &set.files {
            let stem = file.within.trim_end_matches(".md");
            sources.files.insert(stem.to_owned());
            if let Some(interview) = stem.strip_prefix("interviews/") {
                sources.interview(interview, &file.text);
            }
        }
        let frameworks: BTreeSet<String> = sources.stems("frameworks").map(str::to_owned).collect();
        for question in sources.questions.values_mut() {
            question.frameworks.retain(|id| frameworks.contains(id));
        }
        sources
    }

    /// The ids of the files in a folder.
    pub fn stems<'a>(&'a self, folder: &str) -> impl Iterator<Item = &'a str> {
        let folder = format!("{folder}/");
        self.files
            .iter()
            .filter_map(move |stem| stem.strip_prefix(&folder))
    }

    fn interview(&mut self, interview: &str, text: &str) {
        // what is open at each level: ids of questions, values of rounds
        let mut open: Vec<(usize, String)> = Vec::new();
        let mut round = (String::new(), BTreeMap::new());
        for line in text.lines() {
            let level = line.chars().take_while(|c| *c == '#').count();
            if level == 0 {
                if let Some((_, id)) = open.last()
                    && let Some(question) = self.questions.get_mut(id)
                    && !line.starts_with('>')
                {
                    question.frameworks.extend(wikilinks(line));
                }
                continue;
            }
            let heading = line.trim_start_matches('#').trim();
            let (heading, attributes) = heading.split_once(" {#").unwrap_or((heading, ""));
            let (id, attributes) = attributes.split_once(' ').unwrap_or((attributes, ""));
            let id = id.trim_end_matches('}').to_owned();
            let values = values(attributes);
            if heading.starts_with("Round: ") {
                open.clear();
                self.rounds.insert((interview.to_owned(), id.clone()));
                round = (id, values);
            } else if let Some(title) = heading.strip_prefix("Q: ").or(heading.strip_prefix("F: "))
            {
                open.retain(|(above, _)| *above < level);
                let parent = open.last().map(|(_, id)| id.clone());
                let above = parent
                    .as_ref()
                    .and_then(|parent| self.questions.get(parent));
                let inherited = above.map_or(&round.1, |parent| &parent.values);
                let mut own = inherited.clone();
                own.extend(values.clone());
                let list = |key: &str| values.get(key).into_iter().flat_map(|list| list.split(','));
                let mut topics: BTreeSet<String> = list("topics").map(str::to_owned).collect();
                match above {
                    Some(parent) => topics.extend(parent.topics.iter().cloned()),
                    None => topics.extend(round.1.get("topics").cloned()),
                }
                let question = Question {
                    title: title.to_owned(),
                    interview: interview.to_owned(),
                    round: round.0.clone(),
                    frameworks: list("uses").map(str::to_owned).collect(),
                    parent,
                    topics,
                    values: own,
                };
                self.questions.insert(id.clone(), question);
                open.push((level, id));
            } else if level <= 2 {
                open.clear();
            }
        }
    }
}

/// `key=value` items, without those whose values hold blanks.
fn values(attributes: &str) -> BTreeMap<String, String> {
    let items = attributes
        .trim_end_matches('}')
        .split(' ')
        .filter_map(|item| item.split_once('='));
    items
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}

/// The targets of `[[id]]` and `[[id|text]]`.
fn wikilinks(line: &str) -> impl Iterator<Item = String> {
    line.split("[[").skip(1).map(|rest| {
        let end = rest.find(['|', ']', '#']).unwrap_or(rest.len());
        rest[..end].to_owned()
    })
}
