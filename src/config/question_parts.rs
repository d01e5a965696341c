//! The parts of a question, each listed once.

use std::hash::{Hash, Hasher};

/// A part of a question: the text under one of its reserved headings.
#[derive(Clone, Copy, Debug)]
pub struct QuestionPart {
    /// The name in `[markers]`, in templates, in the theme's strings and in the data export.
    pub key: &'static str,
    /// The headings that open the part if `book.toml` names no others.
    pub headings: &'static [&'static str],
    /// Other headings that people use for it, without capitals. They are not read, and reported.
    pub near: &'static [&'static str],
    /// The sentence for the settings reference.
    pub documentation: &'static str,
    pub place: PartPlace,
    pub uses: &'static [PartUse],
}

/// The place of a part on the question's page and in print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartPlace {
    /// The short form of the answer.
    ShortAnswer,
    /// The answer, together with the text under no heading.
    Answer,
    /// A separate section above the answers, for readers who are still thinking.
    AboveAnswer,
    /// A separate section below the answers.
    BelowAnswer,
}

/// An output that shows a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartUse {
    Page,
    Print,
    Data,
    Search,
}

const EVERYWHERE: &[PartUse] = &[
    PartUse::Page,
    PartUse::Print,
    PartUse::Data,
    PartUse::Search,
];

/// All parts of a question in the order of the settings reference.
pub const QUESTION_PARTS: &[QuestionPart] = &[
    QuestionPart {
        key: "short-answer",
        headings: &["Short answer"],
        near: &["tl dr", "tldr", "brief answer", "quick answer"],
        documentation: "Headings of a short answer.",
        place: PartPlace::ShortAnswer,
        uses: EVERYWHERE,
    },
    QuestionPart {
        key: "answer",
        headings: &["Answer"],
        near: &[
            "model answer",
            "sample answer",
            "my answer",
            "example answer",
            "the answer",
        ],
        documentation: "Headings of an answer.",
        place: PartPlace::Answer,
        uses: EVERYWHERE,
    },
    QuestionPart {
        key: "why-they-ask",
        headings: &["Why they ask"],
        near: &[
            "why do they ask",
            "why they ask this",
            "why do they ask this",
            "why this is asked",
        ],
        documentation: "Headings of what the interviewer looks for.",
        place: PartPlace::BelowAnswer,
        uses: EVERYWHERE,
    },
    QuestionPart {
        key: "hints",
        headings: &["Hints"],
        near: &["hint", "hints and tips"],
        documentation: "Headings of hints.",
        place: PartPlace::AboveAnswer,
        uses: EVERYWHERE,
    },
    QuestionPart {
        key: "pitfalls",
        headings: &["Pitfalls"],
        near: &["common pitfalls"],
        documentation: "Headings of common mistakes.",
        place: PartPlace::BelowAnswer,
        uses: EVERYWHERE,
    },
    QuestionPart {
        key: "rubric",
        headings: &["Rubric"],
        near: &["rubrics"],
        documentation: "Headings of a rubric.",
        place: PartPlace::BelowAnswer,
        uses: EVERYWHERE,
    },
    QuestionPart {
        key: "references",
        headings: &["References"],
        near: &["further references"],
        documentation: "Headings of further reading.",
        place: PartPlace::BelowAnswer,
        uses: EVERYWHERE,
    },
];

impl QuestionPart {
    /// Returns the part with that key.
    pub fn find(key: &str) -> Option<&'static Self> {
        QUESTION_PARTS.iter().find(|part| part.key == key)
    }

    /// Returns whether an output shows the part.
    pub fn is_shown_in(&self, output: PartUse) -> bool {
        self.uses.contains(&output)
    }
}

impl PartialEq for QuestionPart {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for QuestionPart {}

impl PartialOrd for QuestionPart {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for QuestionPart {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(other.key)
    }
}

impl Hash for QuestionPart {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}
