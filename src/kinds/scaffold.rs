//! New files: front matter with all keys of a kind and their meanings, and a text to replace.

use super::keys;
use super::kind::Kind;
use super::placeholders::{
    ANSWER, ASKED_TEXT, COMPANY, FAQ_TEXT, FRAMEWORK_TEXT, INTERVIEW_TEXT, PAGE_TEXT, PROMPT,
    QUESTION, ROLE, ROUND, ROUND_TEXT, STEPS, TERM_TEXT,
};
use super::registry::KINDS;
use super::schema::{AnyKey, Shape};
use super::values::Slug;
use crate::config::{Collecting, Marker, Markers, Part};

/// A file to create.
#[derive(Clone, Debug)]
pub struct Scaffold<'a> {
    pub kind: &'static str,
    pub title: &'a str,
    pub id: &'a Slug,
    /// The interview of a round.
    pub interview: Option<&'a str>,
    /// The current day, such as `2026-03-14`.
    pub today: &'a str,
    pub markers: &'a Markers,
}

/// Returns the names of the kinds.
pub fn kind_names() -> impl Iterator<Item = &'static str> + Clone {
    KINDS.iter().map(|kind| kind.name)
}

/// Returns the folder of the content folder for files of a kind. Free pages go to `guide`.
pub fn folder_of(kind: &str) -> &'static str {
    let known = KINDS.iter().find(|known| known.name == kind);
    match kind {
        "round" => "interviews",
        _ => known.and_then(|kind| kind.folder).unwrap_or("guide"),
    }
}

/// The keys that no new file needs.
const LATER: &[&str] = &["title", "aliases", "updated", "reviewed"];

impl Scaffold<'_> {
    /// Returns the text of the file.
    pub fn text(&self) -> String {
        let kind = KINDS.iter().find(|kind| kind.name == self.kind);
        let front = kind.map_or_else(String::new, |kind| self.front_matter(kind));
        format!("---\n{front}---\n{}", self.body())
    }

    /// Returns a line for each key: with a value if a new file has one, and as a comment otherwise.
    fn front_matter(&self, kind: &Kind) -> String {
        let all = kind.keys.iter().chain(keys::FILE);
        let wanted = all.filter(|key| !LATER.contains(&key.name()));
        wanted.map(|key| self.line(*key)).collect()
    }

    fn line(&self, key: &dyn AnyKey) -> String {
        let (name, meaning) = (key.name(), key.documentation());
        let month = self.today.get(..7).unwrap_or_default();
        let (role, company) = self.role_and_company();
        let value = match name {
            "company" => company,
            "role" => role,
            "date" => month,
            "added" => self.today,
            _ => "",
        };
        let choice = match key.shape() {
            Shape::OneOf(words) => format!(" One of {}.", words.join(", ")),
            _ => String::new(),
        };
        match value {
            "" => format!("# {name}: {}  # {meaning}{choice}\n", key.shape().example()),
            value => format!("{name}: {value}  # {meaning}{choice}\n"),
        }
    }

    /// Returns the role and the company from a title such as `Cook at Acme`.
    fn role_and_company(&self) -> (&str, &str) {
        let said = self.title.trim().rsplit_once(" at ");
        let said = said.filter(|(role, company)| is_plain_name(role) && is_plain_name(company));
        said.unwrap_or((ROLE, COMPANY))
    }

    fn body(&self) -> String {
        let title = plain(self.title);
        let marker = |marker| capital(self.markers.marker_word(marker));
        let (round, question) = (marker(Marker::Round), marker(Marker::Question));
        let first = first_id(self.interview.into_iter().chain([self.id.as_str()]));
        match self.kind {
            "interview" => format!(
                "# {title}\n\n{INTERVIEW_TEXT}\n\n\
                 ## {round}: {ROUND}\n<!-- {{#first kind=other}} -->\n\n\
                 ### {question}: {QUESTION}\n<!-- {{#{first}}} -->\n\n\
                 {ASKED_TEXT}\n"
            ),
            "round" => format!(
                "# {title}\n\n{ROUND_TEXT}\n\n\
                 ## {question}: {QUESTION}\n<!-- {{#{first}}} -->\n\n\
                 {ASKED_TEXT}\n"
            ),
            "question" => format!("# {title}\n\n{PROMPT}\n\n{ANSWER}\n"),
            "framework" => {
                let steps = Part::Collecting(Collecting::Steps);
                let steps = capital(self.markers.heading(steps));
                format!("# {title}\n\n{FRAMEWORK_TEXT}\n\n## {steps}\n\n{STEPS}\n")
            }
            "faq" => format!("# {title}\n\n{FAQ_TEXT}\n"),
            "topic" | "company" | "role" => format!("# {title}\n\n{TERM_TEXT}\n"),
            _ => format!("# {title}\n\n{PAGE_TEXT}\n"),
        }
    }
}

/// Returns whether YAML reads a text as a name: words, the first of them with a capital.
fn is_plain_name(text: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || " -'".contains(c);
    let meaning = ["true", "false", "null", "yes", "no", "on", "off"];
    text.starts_with(char::is_uppercase)
        && text.chars().all(inside)
        && !meaning.contains(&text.to_lowercase().as_str())
}

/// Returns the id of the first question.
fn first_id<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let ids: Vec<&str> = ids.collect();
    let id = Slug::from_text(&format!("{}-first", ids.join("-")));
    id.map_or_else(String::new, |id| id.to_string())
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// Escapes a title so that nothing in its heading has another meaning.
fn plain(title: &str) -> String {
    let mut plain = String::with_capacity(title.len());
    for c in title.trim().chars() {
        if "\\`*_[]<{$~#&!".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
