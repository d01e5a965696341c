//! Lines that were parsed before: what a line becomes depends on nothing but the grammar's state.
//!
//! Code repeats itself: `}`, `else:` and empty lines stand in every block, and so do whole
//! headers. Half of the lines of a handbook were met before in the same state.

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};
use syntect::parsing::{ParseState, ScopeStack};

/// A grammar with more states than this (one that remembers text, as for here-documents) is not
/// looked up any further.
const MAX_STATES: usize = 500;
/// Longer lines hardly come twice.
const MAX_LINE: usize = 200;

/// Where a grammar stands between two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) parse: ParseState,
    pub(super) scopes: ScopeStack,
}

/// A line as HTML, and the number of the state after it.
type Parsed = (Rc<str>, usize);

/// The states and lines of one grammar.
#[derive(Debug, Default)]
pub(super) struct Lines {
    states: Vec<State>,
    /// By the number of the state before the line.
    parsed: Vec<HashMap<Box<str>, Parsed>>,
}

impl Lines {
    /// A walk over a block from the state that the grammar begins with.
    pub(super) fn walk(&mut self, start: State) -> Walk<'_> {
        let number = self.number(&start);
        Walk {
            lines: self,
            number,
            state: start,
        }
    }

    /// The number of a state; none where there are too many.
    fn number(&mut self, state: &State) -> Option<usize> {
        let known = self.states.iter().position(|known| known == state);
        if known.is_none() && self.states.len() < MAX_STATES {
            self.states.push(state.clone());
            self.parsed.push(HashMap::new());
            return Some(self.states.len() - 1);
        }
        known
    }
}

/// A place in a block.
pub(super) struct Walk<'l> {
    lines: &'l mut Lines,
    number: Option<usize>,
    /// The state; where it has a number, the one of that number counts.
    state: State,
}

impl Walk<'_> {
    /// Adds the HTML of the next line, parsed by `parse` if it is new in this state.
    pub(super) fn line(
        &mut self,
        line: &str,
        html: &mut String,
        parse: impl FnOnce(&mut State, &str) -> Option<String>,
    ) -> Option<()> {
        let Some(number) = self.number else {
            html.push_str(&parse(&mut self.state, line)?);
            return Some(());
        };
        let known = self.lines.parsed.get(number)?.get(line);
        if let Some((known, next)) = known {
            html.push_str(known);
            self.number = Some(*next);
            return Some(());
        }
        self.state.clone_from(self.lines.states.get(number)?);
        let parsed = parse(&mut self.state, line)?;
        html.push_str(&parsed);
        self.number = self.lines.number(&self.state);
        if let Some(next) = self.number
            && line.len() <= MAX_LINE
        {
            let lines = self.lines.parsed.get_mut(number)?;
            lines.insert(line.into(), (parsed.into(), next));
        }
        Some(())
    }
}
