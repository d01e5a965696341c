//! A sheet to print, as full as it gets.

use prepbook::render::model::{Print, Printed, PrintedText};

use super::fixture::{Fixture, prose};

impl Fixture {
    pub fn sheet(&self) -> Print {
        let text = |kind, title: Option<&str>, anchor: &str| PrintedText {
            kind,
            title: title.map(|title| self.text(title)),
            body_html: prose("A text.[^1]\n\n[^1]: With a note.", 4, anchor),
        };
        let plain = |kind, level, heading: &str| Printed {
            kind,
            anchor: format!("{kind}--{level}"),
            level,
            labels: vec![],
            heading: self.arc(heading),
            summary: None,
            level_html: None,
            topics: vec![],
            facts: vec![],
            texts: vec![],
            above: None,
            sections: vec![],
        };
        let again = Printed {
            above: Some(self.link("What is a cache?")),
            labels: vec![self.text("Probe")],
            ..plain("again", 4, "And a cache?")
        };
        let question = Printed {
            labels: vec![self.text("Question 1"), self.text("An interview")],
            level_html: Some(self.level(2)),
            topics: self.links(&["Caching", "Storage"]),
            texts: vec![
                text("prompt", None, "one"),
                text("answer", Some("Answer"), "two"),
            ],
            sections: vec![again],
            ..plain("question", 3, "What is a cache?")
        };
        let round = Printed {
            labels: vec![self.text("Round 1")],
            summary: Some(self.text("A summary.")),
            facts: self.facts(),
            sections: vec![question],
            ..plain("round", 2, "Basics")
        };
        Print {
            heading: self.arc("An interview"),
            kind: Some(self.text("Interview")),
            of: self.link("An interview"),
            address: Some(format!("https://example.org/interview/{}", self.mark)),
            summary: Some(self.text("A summary.")),
            facts: self.facts(),
            texts: vec![text("text", None, "three")],
            sections: vec![round],
            sheets: self.mentions(),
            pager: Some(Self::pager(2)),
        }
    }

    pub fn bare_sheet(&self) -> Print {
        Print {
            heading: self.arc("A book"),
            kind: None,
            of: self.link("A book"),
            address: None,
            summary: None,
            facts: vec![],
            texts: vec![],
            sections: vec![],
            sheets: vec![],
            pager: None,
        }
    }
}
