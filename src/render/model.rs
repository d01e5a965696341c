//! Page models: plain values with everything a page shows, and nothing more.
//!
//! Templates see these fields under these names. A field that ends in `_html` holds markup and is
//! the only kind that a template prints unescaped.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::{Html, Shared, StructuredData};

pub use super::parts::*;
pub use super::sheet::*;

/// One page: what every page has, and what is its own.
#[derive(Clone, Debug, Hash)]
pub struct PageModel {
    /// The same for all pages.
    pub site: Shared<Site>,
    pub frame: Shared<Frame>,
    /// Its own address.
    pub href: Arc<str>,
    /// For `<title>`: unique in the book, at most 60 characters.
    pub title: Arc<str>,
    /// For search engines: unique in the book, at most 155 characters.
    pub description: Arc<str>,
    /// The address of its markdown export, if it has one.
    pub markdown_export: Option<String>,
    /// The whole address, where the book names its host.
    pub canonical: Option<String>,
    /// Whether search engines may list it.
    pub listed: bool,
    /// What it is to services that show a link to it: `website` or `article`.
    pub card: &'static str,
    /// What it is about, where the book names its host. Templates see it as `structured_data_html`, a data block
    /// for search engines.
    pub structured_data: Option<StructuredData>,
    /// The way from the home page, without the page itself.
    pub crumbs: Vec<Link>,
    /// Where its source can be edited.
    pub edit: Option<String>,
    /// Its sheet to print.
    pub print: Option<Arc<str>>,
    /// When its text was last changed, as its author says.
    pub updated: Option<String>,
    /// The language of the page's text, and which way it runs: `ltr` or `rtl`.
    pub language: Arc<str>,
    pub direction: &'static str,
    /// The language that the theme speaks on it.
    pub locale: Arc<str>,
    pub page: Page,
}

/// What stands around the pages of a site, as the theme's components show it: made once for all
/// pages with the same view of the site.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Frame {
    /// The component `page_meta`: the head's beginning.
    pub meta_html: Shared<Html>,
    /// The component `page_links`: scripts, style sheets and drawings of the theme.
    pub links_html: Shared<Html>,
    /// The component `page_top`: the site's name, search and menu.
    pub top_html: Shared<Html>,
    /// The component `page_foot`.
    pub foot_html: Shared<Html>,
}

/// All that the frame of a page depends on.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct View {
    pub site: Shared<Site>,
    /// The language of the page's text.
    pub language: Arc<str>,
    /// The page's address, where the menu has it.
    pub href: Option<Arc<str>>,
    /// The addresses of the menu that the page lies below.
    pub above: Vec<Arc<str>>,
}

impl View {
    /// The view from a page at `href`, to which `crumbs` lead.
    pub fn new(site: &Shared<Site>, language: &Arc<str>, href: &str, crumbs: &[Link]) -> Self {
        let in_menu = |href: &&str| site.nav.iter().any(|link| **link.href() == **href);
        let above = crumbs.iter().map(|crumb| &**crumb.href());
        Self {
            site: site.clone(),
            language: language.clone(),
            href: Some(href).filter(in_menu).map(Arc::from),
            above: above.filter(in_menu).map(Arc::from).collect(),
        }
    }
}

/// What all pages share.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Site {
    pub title: String,
    pub language: String,
    pub direction: &'static str,
    /// The book's host, such as `https://example.org`, if it names one.
    pub origin: Option<String>,
    pub home: Arc<str>,
    pub settings: Arc<str>,
    /// The address of the search, if there is one.
    pub search: Option<Arc<str>>,
    /// The theme's files, by name.
    pub files: BTreeMap<String, ThemeFile>,
    /// Whether answers are open at first.
    pub answers_open: bool,
    pub nav: Vec<Link>,
    pub footer: Vec<Link>,
    /// The address of the feed, if there is one.
    pub feed: Option<String>,
    /// The address of `llms.txt`, if there is one.
    pub described: Option<String>,
    /// The content security policy of every page.
    pub policy: String,
}

/// What a page is about. The template has the variant's name in kebab case.
#[derive(Clone, Debug, Hash, Serialize)]
#[serde(untagged)]
pub enum Page {
    Home(Box<Home>),
    Interviews(Interviews),
    Interview(Box<Interview>),
    Round(Box<Round>),
    Questions(Questions),
    Question(Box<Question>),
    Frameworks(Frameworks),
    Framework(Box<Framework>),
    Terms(Terms),
    Term(Box<Term>),
    Values(Values),
    Value(Box<Value>),
    Faq(Entries),
    Takeaways(Entries),
    Guide(Box<Guide>),
    Folder(Folder),
    NotFound(NotFound),
    Search(Search),
    Settings(Settings),
    Print(Box<Print>),
    Redirect(Redirect),
}

impl Page {
    /// The template that shows it.
    pub const fn template(&self) -> &'static str {
        match self {
            Self::Home(_) => "home.html",
            Self::Interviews(_) => "interviews.html",
            Self::Interview(_) => "interview.html",
            Self::Round(_) => "round.html",
            Self::Questions(_) => "questions.html",
            Self::Question(_) => "question.html",
            Self::Frameworks(_) => "frameworks.html",
            Self::Framework(_) => "framework.html",
            Self::Terms(_) => "terms.html",
            Self::Term(_) => "term.html",
            Self::Values(_) => "values.html",
            Self::Value(_) => "value.html",
            Self::Faq(_) => "faq.html",
            Self::Takeaways(_) => "takeaways.html",
            Self::Guide(_) => "guide.html",
            Self::Folder(_) => "folder.html",
            Self::NotFound(_) => "404.html",
            Self::Search(_) => "search.html",
            Self::Settings(_) => "settings.html",
            Self::Print(_) => "print.html",
            Self::Redirect(_) => "redirect.html",
        }
    }
}

/// `/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Home {
    pub heading: Arc<str>,
    pub body_html: Option<Shared<Html>>,
    pub counts: Vec<Count>,
    pub interviews: Vec<Shared<InterviewRow>>,
    pub topics: Vec<Count>,
    pub hard_html: Vec<Shared<Html>>,
    pub takeaways: Vec<Link>,
    pub guide: Vec<Link>,
}

/// `/interviews/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Interviews {
    pub count: usize,
    pub rows: Vec<Shared<InterviewRow>>,
    pub pager: Option<Pager>,
}

/// `/interviews/<id>/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Interview {
    pub heading: Arc<str>,
    pub facts: Vec<Fact>,
    pub topics: Vec<Link>,
    pub body_html: Option<Shared<Html>>,
    pub rounds: Vec<Shared<RoundRow>>,
    /// Questions of no round.
    pub questions_html: Vec<Shared<Html>>,
    pub takeaways: Vec<Shared<Entry>>,
    pub faq: Vec<Shared<Entry>>,
    pub mentioned_by: Vec<LinkGroup>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// `/interviews/<id>/<round>/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Round {
    pub heading: Arc<str>,
    /// Its place in its interview, from 1.
    pub number: usize,
    pub facts: Vec<Fact>,
    pub topics: Vec<Link>,
    pub body_html: Option<Shared<Html>>,
    /// The interviewer's style.
    pub style: Option<Part>,
    pub questions: Vec<AskedRow>,
    /// Impressions, and what to prepare.
    pub parts: Vec<Part>,
    pub mentioned_by: Vec<LinkGroup>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// A question in the tree of a round.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct AskedRow {
    pub row_html: Shared<Html>,
    /// Other words that were used here.
    pub words: Option<Arc<str>>,
    pub tone: Option<Arc<str>>,
    pub follow_ups: Vec<AskedRow>,
}

/// `/questions/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Questions {
    pub count: usize,
    pub filters: Option<Shared<Filters>>,
    pub rows: Vec<BankRow>,
    pub pager: Option<Pager>,
}

/// `/questions/<id>/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Question {
    pub heading: Arc<str>,
    /// "Question 3 of round 2".
    pub position: Option<String>,
    /// The question it follows.
    pub follows: Option<Link>,
    pub tone: Option<Arc<str>>,
    /// How hard it is.
    pub level_html: Option<Shared<Html>>,
    pub chips: Vec<Link>,
    pub prompt_html: Option<Shared<Html>>,
    /// How long a try of one's own may take.
    pub seconds: u32,
    pub short_answer_html: Option<Shared<Html>>,
    /// The anchor of its heading, where it has one.
    pub short_answer_anchor: Option<Arc<str>>,
    pub answer_html: Option<Shared<Html>>,
    /// The anchor of its heading, where it has one.
    pub answer_anchor: Option<Arc<str>>,
    /// The interview whose candidate gave the answer, where the definition gives none.
    pub answer_from: Option<Link>,
    pub parts: Vec<Part>,
    pub follow_ups: Vec<FollowUp>,
    pub frameworks_html: Vec<Shared<Html>>,
    /// Questions on the same topics.
    pub related_html: Vec<Shared<Html>>,
    pub askings: Vec<Asking>,
    pub takeaways: Vec<Link>,
    pub mentioned_by: Vec<LinkGroup>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// A follow-up on the page of the question it follows.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct FollowUp {
    pub link: Link,
    pub tone: Option<Arc<str>>,
    pub short_answer_html: Option<Shared<Html>>,
    pub answer_html: Option<Shared<Html>>,
    pub follow_ups: Vec<FollowUp>,
}

/// One time the question was asked.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Asking {
    pub interview: Link,
    pub round: Option<Link>,
    pub date: Option<String>,
    pub position: String,
    /// Its own words.
    pub words: Option<Arc<str>>,
    /// What that candidate answered.
    pub answer_html: Option<Shared<Html>>,
    /// What was asked after it.
    pub follow_ups: Vec<Link>,
}

/// `/frameworks/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Frameworks {
    pub rows_html: Vec<Shared<Html>>,
}

/// `/frameworks/<id>/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Framework {
    pub heading: Arc<str>,
    pub summary: String,
    pub use_when: Option<String>,
    /// Which shape it is drawn in, in any language.
    pub shape: &'static str,
    pub shape_label: Arc<str>,
    pub topics: Vec<Link>,
    pub body_html: Option<Shared<Html>>,
    /// What is drawn; empty where there is nothing to draw.
    pub parts: Vec<ShapePart>,
    pub steps: Vec<Step>,
    pub questions_html: Vec<Shared<Html>>,
    pub takeaways: Vec<Link>,
    pub mentioned_by: Vec<LinkGroup>,
    pub pager: Option<Pager>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// One step of a framework.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Step {
    pub anchor: Arc<str>,
    pub name: Arc<str>,
    pub body_html: Option<Shared<Html>>,
}

/// `/topics/`, `/companies/`, `/roles/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Terms {
    pub heading: String,
    pub rows: Vec<TermRow>,
}

/// A topic, company or role in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TermRow {
    pub link: Link,
    pub summary: Option<String>,
    pub questions: usize,
    pub interviews: usize,
}

/// `/topics/<id>/`, `/companies/<id>/`, `/roles/<id>/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Term {
    pub heading: Arc<str>,
    /// What it is one of: "Topic", "Company" or "Role".
    pub kind: String,
    pub summary: Option<String>,
    pub synonyms: Vec<Arc<str>>,
    pub url: Option<String>,
    pub parent: Option<Link>,
    pub children: Vec<Count>,
    pub body_html: Option<Shared<Html>>,
    /// The latest of its interviews.
    pub interviews: Vec<Shared<InterviewRow>>,
    /// The way to the others.
    pub more_interviews: Option<Link>,
    /// What its interviews had in common, round by round; for companies and roles.
    pub profile: Vec<ProfileRow>,
    /// All questions, on this page and the others.
    pub count: usize,
    /// By difficulty, of all questions.
    pub levels: Vec<Count>,
    /// What was asked most often.
    pub often_html: Vec<Shared<Html>>,
    pub groups: Vec<RowGroup>,
    pub frameworks_html: Vec<Shared<Html>>,
    pub related: Vec<Count>,
    pub mentioned_by: Vec<LinkGroup>,
    pub pager: Option<Pager>,
}

/// What the first, second … rounds of some interviews had in common.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ProfileRow {
    /// From 1.
    pub number: usize,
    /// How many interviews had such a round.
    pub rounds: usize,
    pub kinds: Vec<Count>,
    /// `45`, or `45–60`.
    pub minutes: Option<String>,
    pub interviewers: Vec<String>,
    pub heard_back: Vec<String>,
    /// What was asked about, the most first.
    pub topics: Vec<Count>,
}

/// Questions under a heading of their own.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct RowGroup {
    pub title: Option<String>,
    pub rows_html: Vec<Shared<Html>>,
}

/// `/rounds/`, `/difficulties/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Values {
    pub heading: String,
    pub values: Vec<Count>,
}

/// `/rounds/<kind>/`, `/difficulties/<d>/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Value {
    pub heading: String,
    pub count: usize,
    /// Where they were asked: rounds of a kind, interviews of a year.
    pub asked_in: Option<AskedIn>,
    /// What was asked most often.
    pub often_html: Vec<Shared<Html>>,
    pub rows_html: Vec<Shared<Html>>,
    pub others: Vec<Count>,
    pub pager: Option<Pager>,
}

/// The first of the places where the questions of a list were asked.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct AskedIn {
    pub title: String,
    pub links: Vec<Link>,
    /// How many others there are, and where.
    pub more: Option<Link>,
}

/// `/faq/`, `/takeaways/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Entries {
    /// What stands above them.
    pub intros_html: Vec<Shared<Html>>,
    pub entries: Vec<Shared<Entry>>,
}

/// A free page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Guide {
    pub heading: Arc<str>,
    pub body_html: Option<Shared<Html>>,
    pub mentioned_by: Vec<LinkGroup>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// A folder of free pages without an `index.md`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Folder {
    pub heading: String,
    pub links: Vec<Link>,
}

/// An address that has moved.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Redirect {
    pub to: Link,
}

/// `/search/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Search {
    /// Pages that lead on where there are no scripts.
    pub links: Vec<Link>,
    /// The address of the whole index as a script, for pages that are opened without a server.
    pub data: Option<String>,
}

/// `/settings/`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Settings {
    /// The page that leads on where there are no scripts.
    pub questions: Link,
}

/// `/404.html`.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct NotFound {
    pub links: Vec<Link>,
}
