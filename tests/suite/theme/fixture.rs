//! A page of every kind: as full as it gets, and as empty.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use prepbook::config::RawHtml;
use prepbook::render::model::{
    AskedIn, AskedRow, Asking, BankRow, Count, Entries, Entry, Facets, Fact, Filter, FilterValue,
    Filters, Folder, FollowUp, Framework, FrameworkRow, Frameworks, Guide, Home, Interview,
    InterviewRow, Interviews, Level, Link, LinkGroup, NotFound, Page, PageModel, Pager, Part,
    ProfileRow, Question, QuestionRow, Questions, Redirect, Round, RoundRow, RowGroup, Search,
    Settings, ShapePart, Site, Step, Term, TermRow, Terms, ThemeFile, Value, Values, View,
};
use prepbook::render::{
    BodyInput, BodyMemo, EMBEDDED, Html, SchemaType, Shared, Strings, StructuredData, Theme, body,
};
use prepbook::syntax::markdown::Dialect;

static MEMO: LazyLock<BodyMemo> = LazyLock::new(BodyMemo::default);
static THEME: LazyLock<Theme> =
    LazyLock::new(|| Theme::load(&[]).expect("the default theme loads"));
static STRINGS: LazyLock<Strings> = LazyLock::new(|| THEME.strings(&[]).clone());

/// What authors may write, with every piece of markup that bodies have.
const PROSE: &str = "\
A first paragraph with *emphasis*, **weight**, `code` and [a link](https://example.org/), long enough to fill more than one line of the sheet.[^1]

# What to say first

- one point
- another, with `inline code`
  - and one below it

1. first
2. second

| Metric | What it tells | Share |
|---|:-:|--:|
| Views | reach | 60 % |
| Completion | how well it holds | 25 % |

## A closer look

> A remark that somebody made.

> [!TIP]
> Keep each stage to a sentence.

> [!WARNING]
> Never read from a list.

```rust
/// Counts the views.
fn views(days: &[u32]) -> u32 {
    let label = \"views\\n\"; // not shown
    days.iter().sum::<u32>() + 42
}
```

- [x] done
- [ ] not yet

Term
: what it means

---

# What to leave out, when there is little time

A last paragraph.

[^1]: Told by the candidate.
";

/// A row as the default theme shows it.
fn question_row(row: &QuestionRow) -> Shared<Html> {
    let made = MEMO.fragment(&THEME, &STRINGS, ("question_row", "row"), row);
    made.expect("the component renders")
}

/// Makes values, with `mark` at the end of every text.
pub struct Fixture {
    pub mark: &'static str,
}

impl Fixture {
    pub(super) fn text(&self, text: &str) -> String {
        format!("{text}{}", self.mark)
    }

    pub(super) fn arc(&self, text: &str) -> Arc<str> {
        self.text(text).into()
    }

    pub(super) fn link(&self, title: &str) -> Link {
        Link::new(format!("/{}/{}", slug(title), self.mark), self.arc(title))
    }

    pub(super) fn links(&self, titles: &[&str]) -> Vec<Link> {
        titles.iter().map(|title| self.link(title)).collect()
    }

    fn counts(&self, counts: &[(&str, usize)]) -> Vec<Count> {
        counts
            .iter()
            .map(|(title, count)| Count {
                link: self.link(title),
                count: *count,
            })
            .collect()
    }

    pub(super) fn facts(&self) -> Vec<Fact> {
        let fact = |name: &str, value: &str, href: Option<&str>| Fact {
            name: self.text(name),
            value: self.text(value),
            href: href.map(Arc::from),
        };
        vec![
            fact("Company", "TikTok", Some("/companies/tiktok/")),
            fact(
                "Role",
                "Content operations",
                Some("/roles/content-operations/"),
            ),
            fact("Date", "2026", None),
            fact("Experience", "1 year", None),
            fact("Result", "offer", None),
            fact("Duration", "about two weeks", None),
            fact("Applied via", "job platform", None),
        ]
    }

    pub(super) fn level(&self, dots: usize) -> Shared<Html> {
        let word = ["easy", "medium", "hard"][dots - 1];
        let level = Level {
            link: self.link(word),
            label: self.arc(word),
            dots,
        };
        let made = MEMO.fragment(&THEME, &STRINGS, ("level", "level"), &level);
        made.expect("the level is shown")
    }

    fn question(&self, title: &str, dots: usize, follow_ups: usize) -> Shared<Html> {
        question_row(&QuestionRow {
            link: self.link(title),
            level_html: (dots > 0).then(|| self.level(dots)),
            topics: self.links(&["Data analysis", "Content strategy"]),
            follow_ups,
            asked: follow_ups,
        })
    }

    fn bare_question(&self) -> Shared<Html> {
        let link = self.link("Why us?");
        question_row(&QuestionRow {
            link,
            level_html: None,
            topics: vec![],
            follow_ups: 0,
            asked: 1,
        })
    }

    fn questions(&self) -> Vec<Shared<Html>> {
        vec![
            self.question("What does content operations mean to you?", 1, 1),
            self.question(
                "How do numbers steer your day-to-day decisions, and what do you do when two of them disagree?",
                2,
                3,
            ),
            self.question("How does running TikTok differ from running Instagram?", 3, 0),
            self.bare_question(),
        ]
    }

    fn bank(&self) -> Vec<BankRow> {
        let row = |row_html| BankRow {
            row_html,
            facets: Facets::default(),
        };
        self.questions().into_iter().map(row).collect()
    }

    fn interviews(&self) -> Vec<Shared<InterviewRow>> {
        let full = InterviewRow {
            link: self.link("Three rounds for a content operations job"),
            company: Some(self.link("TikTok")),
            role: Some(self.link("Content operations")),
            date: Some(self.text("2026")),
            result: Some(self.arc("Offer")),
            level: Some(self.text("Junior")),
            rounds: 3,
            questions: 14,
        };
        let link = self.link("A single phone call");
        let bare = InterviewRow {
            link,
            company: None,
            role: None,
            date: None,
            result: None,
            level: None,
            rounds: 1,
            questions: 1,
        };
        vec![Shared::new(full), Shared::new(bare)]
    }

    fn round(
        &self,
        number: usize,
        title: &str,
        questions_html: Vec<Shared<Html>>,
    ) -> Shared<RoundRow> {
        let fact = |name: &str, value| Fact {
            name: self.text(name),
            value: self.text(value),
            href: None,
        };
        Shared::new(RoundRow {
            link: self.link(title),
            kind: (number < 3).then(|| self.link("Technical")),
            facts: if number < 3 {
                vec![fact("Minutes", "45"), fact("Interviewer", "team lead")]
            } else {
                vec![]
            },
            questions_html,
        })
    }

    fn shape_parts(&self) -> Vec<ShapePart> {
        let part = |name| ShapePart {
            name: self.arc(name),
            anchor: format!("{}-part", slug(name)).into(),
            sign: "plus",
        };
        ["Scope", "Season", "Platform rules", "Own work"]
            .map(part)
            .into()
    }

    fn frameworks(&self) -> Vec<Shared<Html>> {
        let full = FrameworkRow {
            link: self.link("Drop diagnosis"),
            summary: self.text("Four checks, in order, for a number that has fallen."),
            use_when: Some(self.text("a figure drops and you are asked why")),
            shape: "steps",
            shape_label: self.arc("Steps"),
            parts: self.shape_parts(),
            questions: 2,
        };
        let link = self.link("Metric layers");
        let bare = FrameworkRow {
            link,
            summary: self.text("Metrics in three groups."),
            use_when: None,
            shape: "steps",
            shape_label: self.arc("Steps"),
            parts: vec![],
            questions: 0,
        };
        let shown = |row: &FrameworkRow| {
            let component = ("framework_row", "row");
            let made = MEMO.fragment(&THEME, &STRINGS, component, row);
            made.expect("the component renders")
        };
        vec![shown(&full), shown(&bare)]
    }

    fn entries(&self, prefix: &str) -> Vec<Shared<Entry>> {
        let full = |name: &str, title: &str| Entry {
            anchor: format!("{prefix}--{name}"),
            old_anchors: vec![format!("{prefix}--old-{name}")],
            title: self.arc(title),
            body_html: Some(prose(
                "Numbers that you know by heart carry an answer further than adjectives do.\n\n# Which numbers\n\nThree are enough.",
                2,
                &format!("{prefix}-{name}--"),
            )),
            source: Some(self.link("Three rounds for a content operations job")),
            evidence: self.links(&[
                "Views collapse overnight. What do you check first?",
                "Operations fundamentals",
            ]),
            topics: self.links(&["Data analysis"]),
        };
        let (anchor, title) = (format!("{prefix}--bare"), self.arc("An entry of one line"));
        let bare = Entry {
            anchor,
            old_anchors: vec![],
            title,
            body_html: None,
            source: None,
            evidence: vec![],
            topics: vec![],
        };
        let first = full("numbers", "Bring one decision that a number led you to");
        vec![
            Shared::new(first),
            Shared::new(full("story", "Prepare one story well")),
            Shared::new(bare),
        ]
    }

    pub(super) fn mentions(&self) -> Vec<LinkGroup> {
        vec![
            LinkGroup {
                title: self.text("Questions"),
                links: self.links(&["What would you do in your first month?", "Why us?"]),
            },
            LinkGroup {
                title: self.text("Guide"),
                links: self.links(&["How to answer a case"]),
            },
        ]
    }

    fn part(&self, anchor: &'static str, title: &'static str) -> Part {
        let items = "- Anyone can name metrics; they want to see you use one to find and fix something.\n- A real case stands up to further questions.";
        Part {
            kind: anchor,
            anchor: anchor.into(),
            title: self.text(title),
            body_html: prose(items, 2, ""),
        }
    }

    fn asked(&self) -> Vec<AskedRow> {
        let row = |title, words: Option<&str>, tone: Option<&str>, follow_ups| AskedRow {
            row_html: self.question(title, 2, 1),
            words: words.map(|words| self.arc(words)),
            tone: tone.map(|tone| self.arc(tone)),
            follow_ups,
        };
        let deepest = row(
            "And if the calendar explains it?",
            None,
            Some("challenge"),
            vec![],
        );
        let below = vec![
            row(
                "Which metrics do you watch as a matter of routine?",
                None,
                Some("probe"),
                vec![],
            ),
            row(
                "Views collapse overnight. What do you check first?",
                None,
                Some("probe"),
                vec![deepest],
            ),
        ];
        vec![
            row(
                "What does content operations mean to you?",
                None,
                None,
                vec![],
            ),
            row(
                "How do numbers steer your day-to-day decisions?",
                Some("Do you look at numbers every day?"),
                None,
                below,
            ),
            AskedRow {
                row_html: self.bare_question(),
                words: None,
                tone: None,
                follow_ups: vec![],
            },
        ]
    }

    fn follow_ups(&self) -> Vec<FollowUp> {
        let follow_up = |title, tone: Option<&str>, short: bool, answer: bool, follow_ups| {
            FollowUp {
            link: self.link(title),
            tone: tone.map(|tone| self.arc(tone)),
            short_answer_html: short.then(|| {
                prose(
                    "Three layers: how content performs, what users do over time, and what converts.",
                    3,
                    "",
                )
            }),
            answer_html: answer.then(|| {
                prose(
                    "Do not recite a long list.\n\n# In groups\n\nSay what each group is for.",
                    3,
                    &format!("{}--", slug(title)),
                )
            }),
            follow_ups,
        }
        };
        let deepest = follow_up(
            "And if the calendar explains it?",
            Some("challenge"),
            false,
            false,
            vec![],
        );
        vec![
            follow_up(
                "Which metrics do you watch as a matter of routine?",
                Some("probe"),
                true,
                true,
                vec![],
            ),
            follow_up(
                "Views collapse overnight. What do you check first?",
                Some("probe"),
                true,
                false,
                vec![deepest],
            ),
            follow_up("Who else has to know?", None, false, true, vec![]),
        ]
    }

    fn askings(&self) -> Vec<Asking> {
        let full = Asking {
            interview: self.link("Three rounds for a content operations job"),
            round: Some(self.link("Operations fundamentals")),
            date: Some(self.text("2026")),
            position: self.text("Question 2 of round 1"),
            words: Some(self.arc("Do you look at numbers every day?")),
            answer_html: Some(prose(
                "The candidate told of a beauty creator's account.\n\n# Later on\n\nThe figures rose.",
                3,
                "asking-1--",
            )),
            follow_ups: self.links(&[
                "Which metrics do you watch?",
                "Views collapse overnight. What do you check first?",
            ]),
        };
        let (interview, position) = (self.link("A single phone call"), self.text("Question 1"));
        let bare = Asking {
            interview,
            round: None,
            date: None,
            position,
            words: None,
            answer_html: None,
            follow_ups: vec![],
        };
        vec![full, bare]
    }

    fn filters(&self) -> Shared<Filters> {
        let value = |id: &str, label: &str| FilterValue {
            id: id.into(),
            value: self.arc(label),
            label: self.arc(label),
        };
        let filter = |name, legend: &str, single, values| Filter {
            name,
            legend: self.text(legend),
            single,
            values,
            all: (name == "t").then(|| self.link(legend)),
        };
        Shared::new(Filters {
            style: ThemeFile {
                href: "/bank.css".into(),
                integrity: "sha384-AAAA".into(),
            },
            data: "/questions/bank.json".into(),
            groups: vec![
                filter(
                    "d",
                    "Difficulties",
                    true,
                    vec![value("d-1", "Easy"), value("d-2", "Hard")],
                ),
                filter("t", "Topics", false, vec![value("t-0", "Caching")]),
            ],
        })
    }

    pub(super) fn pager(number: usize) -> Pager {
        let page = |number: usize| Arc::from(format!("/questions/page/{number}/"));
        Pager {
            number,
            of: 3,
            previous: (number > 1).then(|| page(number - 1)),
            next: (number < 3).then(|| page(number + 1)),
        }
    }

    fn model(&self, title: &str, crumbs: &[&str], page: Page) -> PageModel {
        let site = Site {
            title: self.text("Operations interviews"),
            language: "en".into(),
            direction: "ltr",
            origin: Some("https://example.org".into()),
            home: "/".into(),
            settings: "/settings/".into(),
            search: Some("/search/".into()),
            files: theme_files(),
            answers_open: false,
            nav: self.links(&["Questions", "Interviews", "Frameworks", "Topics", "Guide"]),
            footer: self.links(&[
                "FAQ",
                "Takeaways",
                "Companies",
                "Roles",
                "Rounds",
                "Difficulties",
            ]),
            feed: Some("/feed.xml".into()),
            described: Some("/llms.txt".into()),
            policy: "default-src 'none'; style-src 'self'".into(),
        };
        let site = Shared::new(site);
        let href = format!("/{}/{}", slug(title), self.mark);
        let crumbs = self.links(crumbs);
        let view = View::new(&site, &"en".into(), &href, &crumbs);
        let frame = MEMO.frame(&THEME, &STRINGS, &view);
        PageModel {
            site,
            frame: frame.expect("the frame renders"),
            href: href.into(),
            title: self.text(title).into(),
            description: self.text("A description.").into(),
            markdown_export: Some(format!("/{}/index.md", self.mark)),
            canonical: Some(format!("https://example.org/page/{}", self.mark)),
            listed: true,
            card: "website",
            structured_data: Some(StructuredData {
                name: self.arc(title),
                schema_type: Some(SchemaType::Site),
                modified: None,
            }),
            crumbs,
            edit: Some(format!("https://example.org/edit/{}", self.mark)),
            print: Some(format!("/print/{}", self.mark).into()),
            updated: Some("2026-03-01".into()),
            language: "en".into(),
            direction: "ltr",
            locale: "en".into(),
            page,
        }
    }

    /// A page of every kind that has all that it can have.
    pub fn rich(&self) -> Vec<PageModel> {
        vec![
            self.model("Operations interviews", &[], Page::Home(self.home().into())),
            self.model(
                "Interviews",
                &["Home"],
                Page::Interviews(Interviews {
                    count: 240,
                    rows: self.interviews(),
                    pager: Some(Self::pager(1)),
                }),
            ),
            self.model(
                "Three rounds for a content operations job",
                &["Home", "Interviews"],
                Page::Interview(self.interview().into()),
            ),
            self.model(
                "Operations fundamentals",
                &[
                    "Home",
                    "Interviews",
                    "Three rounds for a content operations job",
                ],
                Page::Round(self.a_round().into()),
            ),
            self.model(
                "Questions",
                &["Home"],
                Page::Questions(Questions {
                    filters: Some(self.filters()),
                    count: 240,
                    rows: self.bank(),
                    pager: Some(Self::pager(2)),
                }),
            ),
            self.model(
                "How do numbers steer your decisions?",
                &["Home", "Questions"],
                Page::Question(self.a_question().into()),
            ),
            self.model(
                "Frameworks",
                &["Home"],
                Page::Frameworks(Frameworks {
                    rows_html: self.frameworks(),
                }),
            ),
            self.model(
                "Drop diagnosis",
                &["Home", "Frameworks"],
                Page::Framework(self.a_framework().into()),
            ),
            self.model("Topics", &["Home"], Page::Terms(self.terms())),
            self.model(
                "Data analysis",
                &["Home", "Topics"],
                Page::Term(self.term().into()),
            ),
            self.model(
                "Difficulties",
                &["Home"],
                Page::Values(Values {
                    heading: "Difficulties".into(),
                    values: self.counts(&[("Easy", 4), ("Medium", 7), ("Hard", 3)]),
                }),
            ),
            self.model(
                "Hard questions",
                &["Home", "Difficulties"],
                Page::Value(self.value().into()),
            ),
            self.model(
                "Frequently asked",
                &["Home"],
                Page::Faq(Entries {
                    intros_html: vec![],
                    entries: self.entries("faq"),
                }),
            ),
            self.model(
                "Takeaways",
                &["Home"],
                Page::Takeaways(Entries {
                    intros_html: vec![],
                    entries: self.entries("take"),
                }),
            ),
            self.model(
                "How to use this handbook",
                &["Home", "Guide"],
                Page::Guide(self.guide().into()),
            ),
            self.model(
                "Guide",
                &["Home"],
                Page::Folder(Folder {
                    heading: self.text("Guide"),
                    links: self.links(&["How to use this handbook", "How to answer a case"]),
                }),
            ),
            self.model(
                "Not found",
                &[],
                Page::NotFound(NotFound {
                    links: self.links(&["Home", "Questions"]),
                }),
            ),
            self.model(
                "Search",
                &[],
                Page::Search(Search {
                    links: self.links(&["Questions", "Topics"]),
                    data: None,
                }),
            ),
            self.model(
                "Settings",
                &[],
                Page::Settings(Settings {
                    questions: self.link("Questions"),
                }),
            ),
            self.model("To print", &["Home"], Page::Print(self.sheet().into())),
            self.model(
                "Moved: Why us?",
                &[],
                Page::Redirect(Redirect {
                    to: self.link("Why us?"),
                }),
            ),
        ]
    }

    fn home(&self) -> Home {
        Home {
            heading: self.arc("Operations interviews"),
            body_html: Some(prose(
                "This handbook takes real operations interviews apart, question by question. For each one you find the words in which it was asked, an answer you can make your own, and the follow-ups that came next.",
                1,
                "",
            )),
            counts: self.counts(&[
                ("Interviews", 2),
                ("Questions", 14),
                ("Frameworks", 13),
                ("Topics", 10),
            ]),
            interviews: self.interviews(),
            topics: self.counts(&[
                ("Data analysis", 5),
                ("Content strategy", 4),
                ("User growth", 3),
                ("Event planning", 1),
            ]),
            hard_html: self.questions(),
            takeaways: self.links(&[
                "Bring one decision that a number led you to",
                "Prepare one story well",
            ]),
            guide: self.links(&["How to use this handbook", "How to answer a case"]),
        }
    }

    fn interview(&self) -> Interview {
        Interview {
            heading: self.arc("Three rounds for a content operations job"),
            facts: self.facts(),
            topics: self.links(&["Data analysis", "Content strategy"]),
            body_html: Some(prose(PROSE, 1, "")),
            rounds: vec![
                self.round(1, "Operations fundamentals", self.questions()),
                self.round(2, "Strategy and cases", self.questions()),
                self.round(3, "HR", vec![]),
            ],
            questions_html: self.questions(),
            takeaways: self.entries("take"),
            faq: self.entries("faq"),
            mentioned_by: self.mentions(),
            previous: Some(self.link("A single phone call")),
            next: Some(self.link("Two rounds and a task to take home")),
        }
    }

    fn a_round(&self) -> Round {
        Round {
            heading: self.arc("Operations fundamentals"),
            number: 1,
            facts: self.facts().into_iter().skip(2).collect(),
            topics: self.links(&["Data analysis"]),
            body_html: Some(prose("A paragraph before all else.", 1, "")),
            style: Some(self.part("style", "Style")),
            questions: self.asked(),
            parts: vec![
                self.part("impressions", "Impressions"),
                self.part("prepare", "Prepare"),
            ],
            mentioned_by: self.mentions(),
            previous: None,
            next: Some(self.link("Strategy and cases")),
        }
    }

    fn a_question(&self) -> Question {
        Question {
            seconds: 120,
            heading: self.arc("How do numbers steer your day-to-day decisions?"),
            position: Some(self.text("Question 2 of round 1")),
            follows: Some(self.link("What does content operations mean to you?")),
            tone: Some(self.arc("Probe")),
            level_html: Some(self.level(2)),
            chips: self.links(&["Data analysis", "Technical", "Asked in 2 interviews"]),
            prompt_html: Some(prose(
                "Suppose you look after an account. Each morning, there are twenty figures on your screen.",
                1,
                "",
            )),
            short_answer_html: Some(prose(
                "Tell one real case: what the number showed, how you narrowed it down, what you changed, and how far the number moved.",
                2,
                "",
            )),
            answer_html: Some(prose(PROSE, 2, "")),
            short_answer_anchor: None,
            answer_anchor: None,
            answer_from: Some(self.link("Three rounds for a content operations job")),
            parts: vec![
                self.part("why-they-ask", "Why they ask"),
                self.part("hints", "Hints"),
                self.part("pitfalls", "Pitfalls"),
            ],
            follow_ups: self.follow_ups(),
            frameworks_html: self.frameworks(),
            related_html: self.questions(),
            askings: self.askings(),
            takeaways: self.links(&["Bring one decision that a number led you to"]),
            mentioned_by: self.mentions(),
            previous: Some(self.link("What does content operations mean to you?")),
            next: Some(self.link("How would you describe TikTok's ecosystem?")),
        }
    }

    fn a_framework(&self) -> Framework {
        let step = |anchor: &str, name: &str, text: Option<&str>| Step {
            anchor: anchor.into(),
            name: self.arc(name),
            body_html: text.map(|text| prose(text, 3, "")),
        };
        Framework {
            heading: self.arc("Drop diagnosis"),
            summary: self.text("Four checks, in order, for a number that has fallen."),
            use_when: Some(self.text("a figure drops and you are asked why")),
            shape: "checklist",
            shape_label: self.arc("Checklist"),
            topics: self.links(&["Data analysis"]),
            body_html: Some(prose(
                "Narrow a problem before you explain it. The order matters: each check is cheaper than the next.",
                1,
                "",
            )),
            parts: self.shape_parts(),
            steps: vec![
                step(
                    "scope",
                    "Scope",
                    Some("Is everything down, or only some kinds of content?"),
                ),
                step(
                    "season",
                    "Season",
                    Some(
                        "Compare with the same stretch of an earlier period, so that a seasonal dip is not mistaken for a fault.",
                    ),
                ),
                step(
                    "rules",
                    "Platform rules",
                    Some("Has the platform changed its rules?"),
                ),
                step("own", "Own work", None),
            ],
            questions_html: self.questions(),
            takeaways: self.links(&["Bring one decision that a number led you to"]),
            mentioned_by: self.mentions(),
            pager: Some(Self::pager(3)),
            previous: Some(self.link("Content loop")),
            next: Some(self.link("Event plan")),
        }
    }

    fn terms(&self) -> Terms {
        let row = |title: &str, summary: Option<&str>, questions, interviews| TermRow {
            link: self.link(title),
            summary: summary.map(|summary| self.text(summary)),
            questions,
            interviews,
        };
        let rows = vec![
            row(
                "Data analysis",
                Some("Reading numbers, and acting on them."),
                5,
                1,
            ),
            row("Content strategy", None, 1, 0),
            row("Event planning", None, 0, 0),
        ];
        Terms {
            heading: "Topics".into(),
            rows,
        }
    }

    fn profile(&self, number: usize, rounds: usize) -> ProfileRow {
        ProfileRow {
            number,
            rounds,
            kinds: self.counts(&[("technical", 1), ("screen", 1)]),
            minutes: Some("45–60".into()),
            interviewers: vec![self.text("team lead")],
            heard_back: vec![self.text("same evening"), self.text("one week")],
            topics: self.counts(&[("Data analysis", 2)]),
        }
    }

    fn term(&self) -> Term {
        Term {
            heading: self.arc("Data analysis"),
            kind: self.text("Topic"),
            summary: Some(self.text("Reading numbers, and acting on them.")),
            synonyms: vec![self.arc("analytics"), self.arc("metrics")],
            url: Some(self.text("https://example.org/")),
            parent: Some(self.link("Operations")),
            children: self.counts(&[("Dashboards", 2), ("Experiments", 1)]),
            body_html: Some(prose(
                "Operations work begins and ends with a number.\n\n# Where to begin\n\nWith one that you can move.",
                1,
                "",
            )),
            interviews: self.interviews(),
            more_interviews: Some(self.link("and 3 more")),
            profile: vec![self.profile(1, 2), self.profile(2, 1)],
            count: 12,
            levels: self.counts(&[("Easy", 4), ("Medium", 5), ("Hard", 3)]),
            often_html: self.questions(),
            groups: vec![
                RowGroup {
                    title: Some(self.text("Medium")),
                    rows_html: self.questions(),
                },
                RowGroup {
                    title: Some(self.text("Hard")),
                    rows_html: self.questions(),
                },
                RowGroup {
                    title: None,
                    rows_html: self.questions(),
                },
            ],
            frameworks_html: self.frameworks(),
            related: self.counts(&[("Content strategy", 4)]),
            mentioned_by: self.mentions(),
            pager: Some(Self::pager(1)),
        }
    }

    fn value(&self) -> Value {
        Value {
            heading: self.text("Hard questions"),
            count: 3,
            asked_in: Some(AskedIn {
                title: self.text("Rounds"),
                links: self.links(&["Operations fundamentals", "Strategy and cases"]),
                more: Some(self.link("and 3 more")),
            }),
            often_html: self.questions(),
            rows_html: self.questions(),
            others: self.counts(&[("Easy", 4), ("Medium", 7)]),
            pager: Some(Self::pager(1)),
        }
    }

    fn guide(&self) -> Guide {
        Guide {
            heading: self.arc("How to use this handbook"),
            body_html: Some(prose(PROSE, 1, "")),
            mentioned_by: self.mentions(),
            previous: None,
            next: Some(self.link("How to answer a case")),
        }
    }

    /// A page of every kind that has nothing but what it must have.
    pub fn bare(&self) -> Vec<PageModel> {
        let link = || self.link("An interview");
        let pages = vec![
            Page::Home(Box::new(Home {
                heading: self.arc("A book"),
                body_html: None,
                counts: vec![],
                interviews: vec![],
                topics: vec![],
                hard_html: vec![],
                takeaways: vec![],
                guide: vec![],
            })),
            Page::Interviews(Interviews {
                count: 0,
                rows: vec![],
                pager: None,
            }),
            Page::Interview(Box::new(Interview {
                heading: self.arc("An interview"),
                facts: vec![],
                topics: vec![],
                body_html: None,
                rounds: vec![],
                questions_html: vec![],
                takeaways: vec![],
                faq: vec![],
                mentioned_by: vec![],
                previous: None,
                next: None,
            })),
            Page::Round(Box::new(Round {
                heading: self.arc("A round"),
                number: 1,
                facts: vec![],
                topics: vec![],
                body_html: None,
                style: None,
                questions: vec![],
                parts: vec![],
                mentioned_by: vec![],
                previous: None,
                next: None,
            })),
            Page::Questions(Questions {
                filters: None,
                count: 0,
                rows: vec![],
                pager: None,
            }),
            Page::Question(Box::new(Question {
                seconds: 120,
                heading: self.arc("Why us?"),
                position: None,
                follows: None,
                tone: None,
                level_html: None,
                chips: vec![],
                prompt_html: None,
                short_answer_html: None,
                answer_html: None,
                short_answer_anchor: None,
                answer_anchor: None,
                answer_from: None,
                parts: vec![],
                follow_ups: vec![],
                frameworks_html: vec![],
                related_html: vec![],
                askings: vec![],
                takeaways: vec![],
                mentioned_by: vec![],
                previous: None,
                next: None,
            })),
            Page::Frameworks(Frameworks { rows_html: vec![] }),
            Page::Framework(Box::new(Framework {
                heading: self.arc("A framework"),
                summary: String::new(),
                use_when: None,
                shape: "steps",
                shape_label: self.arc("Steps"),
                topics: vec![],
                body_html: None,
                parts: vec![],
                steps: vec![],
                questions_html: vec![],
                takeaways: vec![],
                mentioned_by: vec![],
                pager: None,
                previous: None,
                next: None,
            })),
            Page::Terms(Terms {
                heading: "Topics".into(),
                rows: vec![],
            }),
            Page::Term(Box::new(Term {
                heading: self.arc("A topic"),
                kind: self.text("Topic"),
                summary: None,
                synonyms: vec![],
                url: None,
                parent: None,
                children: vec![],
                body_html: None,
                interviews: vec![],
                more_interviews: None,
                profile: vec![],
                count: 0,
                levels: vec![],
                often_html: vec![],
                groups: vec![],
                frameworks_html: vec![],
                related: vec![],
                mentioned_by: vec![],
                pager: None,
            })),
            Page::Values(Values {
                heading: "Rounds".into(),
                values: vec![],
            }),
            Page::Value(Box::new(Value {
                heading: self.text("A value"),
                count: 0,
                asked_in: None,
                often_html: vec![],
                rows_html: vec![],
                others: vec![],
                pager: None,
            })),
            Page::Faq(Entries {
                intros_html: vec![],
                entries: vec![],
            }),
            Page::Takeaways(Entries {
                intros_html: vec![],
                entries: vec![],
            }),
            Page::Guide(Box::new(Guide {
                heading: self.arc("A page"),
                body_html: None,
                mentioned_by: vec![],
                previous: None,
                next: None,
            })),
            Page::Folder(Folder {
                heading: self.text("A folder"),
                links: vec![],
            }),
            Page::NotFound(NotFound { links: vec![] }),
            Page::Search(Search {
                links: vec![],
                data: None,
            }),
            Page::Settings(Settings { questions: link() }),
            Page::Print(self.bare_sheet().into()),
            Page::Redirect(Redirect { to: link() }),
        ];
        pages
            .into_iter()
            .map(|page| self.bare_model(page))
            .collect()
    }

    fn bare_model(&self, page: Page) -> PageModel {
        let site = Site {
            title: self.text("A book"),
            language: "en".into(),
            direction: "ltr",
            origin: None,
            home: "/".into(),
            settings: "/settings/".into(),
            search: None,
            files: theme_files(),
            answers_open: false,
            nav: vec![],
            footer: vec![],
            feed: None,
            described: None,
            policy: "default-src 'none'; style-src 'self'".into(),
        };
        let site = Shared::new(site);
        let view = View::new(&site, &"en".into(), "/", &[]);
        let frame = MEMO.frame(&THEME, &STRINGS, &view);
        PageModel {
            site,
            frame: frame.expect("the frame renders"),
            href: "/".into(),
            title: self.text("A book").into(),
            description: "".into(),
            markdown_export: None,
            canonical: None,
            listed: false,
            card: "website",
            structured_data: None,
            crumbs: vec![],
            edit: None,
            print: None,
            updated: None,
            language: "en".into(),
            direction: "ltr",
            locale: "en".into(),
            page,
        }
    }
}

/// The theme's files under their own names.
fn theme_files() -> BTreeMap<String, ThemeFile> {
    let linked = EMBEDDED.iter().filter(|(name, _)| !name.ends_with(".html"));
    let file = |(name, _): &(&str, &str)| {
        let integrity = "sha384-AAAA".into();
        let href = format!("/{name}");
        ((*name).to_owned(), ThemeFile { href, integrity })
    };
    linked.map(file).collect()
}

/// A title as part of an address or an anchor.
fn slug(title: &str) -> String {
    let signs = title.to_lowercase();
    signs
        .chars()
        .map(|sign| if sign.is_alphanumeric() { sign } else { '-' })
        .collect()
}

/// A body whose top headings (`#` here) stand one level below `page_level`.
pub(super) fn prose(markdown: &str, page_level: u8, prefix: &str) -> Shared<Html> {
    let headings = markdown
        .lines()
        .filter(|line| line.starts_with('#'))
        .count();
    let anchors: Vec<Arc<str>> = (1..=headings)
        .map(|number| format!("heading-{number}").into())
        .collect();
    let input = BodyInput {
        markdown,
        dialect: Dialect::Handbook,
        html: RawHtml::Sanitize,
        anchors: &anchors,
        links: BTreeMap::new(),
        files: BTreeMap::new(),
        includes: BTreeMap::new(),
        strings: &STRINGS,
        language: None,
        level: 0,
        page_level,
        anchor_prefix: prefix,
        part_prefix: prefix,
        home: "",
    };
    Shared::new(body(&input, &MEMO).html)
}
