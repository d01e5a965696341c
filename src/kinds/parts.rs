//! The parts of one question.

use std::sync::{Arc, LazyLock};

use super::body::Body;
use crate::config::{PartPlace, PartUse, QUESTION_PARTS, QuestionPart};

/// The texts under a question's reserved headings, without that of the answer, in the order of
/// [`QUESTION_PARTS`].
///
/// [`QUESTION_PARTS`]: crate::config::QUESTION_PARTS
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct QuestionParts(Vec<(&'static QuestionPart, Body)>);

/// The body of a part that was not written.
static EMPTY: LazyLock<Body> = LazyLock::new(Body::default);

impl QuestionParts {
    /// Shares the parts. Most questions have none, and those share one empty set.
    pub(super) fn shared(self) -> Arc<Self> {
        static NONE: LazyLock<Arc<QuestionParts>> = LazyLock::new(Arc::default);
        if self.0.is_empty() {
            NONE.clone()
        } else {
            Arc::new(self)
        }
    }

    /// Returns all parts that were written.
    pub fn iter(&self) -> impl Iterator<Item = &(&'static QuestionPart, Body)> {
        self.0.iter()
    }

    /// Returns the listed parts that an output shows, with empty bodies for those that were not
    /// written.
    pub fn shown_in(
        &self,
        output: PartUse,
    ) -> impl Iterator<Item = (&'static QuestionPart, &Body)> {
        let shown = QUESTION_PARTS
            .iter()
            .filter(move |part| part.is_shown_in(output) && part.place != PartPlace::Answer);
        shown.map(|part| (part, self.get(part.key)))
    }

    /// Returns the listed parts in one place that an output shows.
    pub fn placed(
        &self,
        place: PartPlace,
        output: PartUse,
    ) -> impl Iterator<Item = (&'static QuestionPart, &Body)> {
        self.shown_in(output)
            .filter(move |(part, _)| part.place == place)
    }

    /// Returns the text of the part with that key, which is empty if it was not written.
    pub fn get(&self, key: &str) -> &Body {
        let body = self.iter().find(|(part, _)| part.key == key);
        body.map_or(&*EMPTY, |(_, body)| body)
    }

    /// Returns the text of the first part in a place, which is empty if none was written.
    pub(super) fn first(&self, place: PartPlace) -> &Body {
        let body = self.iter().find(|(part, _)| part.place == place);
        body.map_or(&*EMPTY, |(_, body)| body)
    }
}

impl FromIterator<(&'static QuestionPart, Body)> for QuestionParts {
    fn from_iter<I: IntoIterator<Item = (&'static QuestionPart, Body)>>(parts: I) -> Self {
        let written = parts.into_iter().filter(|(_, body)| *body != *EMPTY);
        Self(written.collect())
    }
}
