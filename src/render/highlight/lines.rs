//! A cache of parsed lines. The result for a line depends only on the line and the state of the
//! grammar before it.
//!
//! Code is repetitive: `}`, `else:`, empty lines and whole headers occur in many blocks. About half
//! of the lines of a handbook are in the cache.

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};
use syntect::parsing::{ParseState, ScopeStack};

/// The maximum number of cached states of a grammar. A grammar that remembers text, for example for
/// here-documents, has more and is not cached beyond that.
const MAX_STATES: usize = 500;
/// The maximum length of a cached line. Longer lines rarely repeat.
const MAX_LINE: usize = 200;

/// The state of a grammar between two lines.
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
    /// The parsed lines, by the number of the state before them.
    parsed: Vec<HashMap<Box<str>, Parsed>>,
}

impl Lines {
    /// Starts a walk over a block in the initial state of the grammar.
    pub(super) fn walk(&mut self, start: State) -> Walk<'_> {
        let number = self.number(&start);
        Walk {
            lines: self,
            number,
            state: start,
        }
    }

    /// Returns the number of a state, or `None` if there are too many states.
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

/// A walk over the lines of a block.
pub(super) struct Walk<'l> {
    lines: &'l mut Lines,
    number: Option<usize>,
    /// The state. It is outdated while `number` is set: then the state with that number is current.
    state: State,
}

impl Walk<'_> {
    /// Adds the HTML of the next line. Calls `parse` if the line is new in this state.
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
