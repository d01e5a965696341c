//! Highlights code: tokens become spans with one-letter classes, and the style sheet defines their
//! colors.

mod languages;
mod lines;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use foldhash::{HashMap, HashMapExt};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::html::Html;
use lines::{Lines, State};

/// The maximum size of a block in bytes. A larger block is shown without colors.
const MAX_BLOCK: usize = 64 * 1024;
/// The maximum length of a line in characters. A block with a longer line is shown without colors.
const MAX_LINE: usize = 2_000;
/// The maximum number of consecutive blanks. A block with more is shown without colors, because
/// patterns that try all ways to divide them take cubic time.
const MAX_BLANKS: usize = 200;
/// The maximum sum of the squares of a block's line lengths, because patterns that look ahead from
/// every character take quadratic time. Two of the longest lines reach it, or 64 KiB in lines of
/// 120 characters.
const MAX_WORK: usize = 2 * MAX_LINE * MAX_LINE;

/// The class of each scope. The innermost scope with a class wins, and of several prefixes of it
/// the longest.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("string", "s"),
    ("constant.character.escape", "e"),
    ("constant.numeric", "n"),
    ("constant", "b"),
    ("keyword.operator", "o"),
    ("keyword", "k"),
    ("storage", "k"),
    ("entity.name.function", "f"),
    ("support.function", "f"),
    ("variable.function", "f"),
    ("entity.name.tag", "g"),
    ("entity.other.attribute-name", "a"),
    ("entity.name", "t"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("variable.parameter", "v"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("markup.heading", "k"),
];

/// A block of code as HTML, and the reason if it should have colors but has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlighted {
    pub html: Html,
    pub plain: Option<PlainReason>,
}

/// The reason why code of a named language has no colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlainReason {
    /// No grammar has the language.
    UnknownLanguage,
    /// The block has more than 64 KiB.
    LargeBlock,
    /// A line has more than 2,000 characters.
    LongLine,
    /// A line has more than 200 blanks in a row.
    Blanks,
    /// There are too many long lines.
    LongLines,
    /// The grammar failed.
    Grammar,
}

/// The grammars, and the classes of scopes.
#[derive(Debug)]
pub struct Highlighter {
    /// Loaded for the first code, because loading takes longer than building a small book without
    /// code.
    syntaxes: OnceLock<SyntaxSet>,
    classes: Vec<(Scope, &'static str)>,
}

/// The class of each scope seen so far.
type Known = HashMap<Scope, Option<&'static str>>;

impl Default for Highlighter {
    fn default() -> Self {
        let scopes = CLASSES.iter();
        Self {
            syntaxes: OnceLock::new(),
            classes: scopes
                .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class)))
                .collect(),
        }
    }
}

impl Highlighter {
    /// Highlights code with `<span class=…>`. No span crosses the end of a line. Work is limited by
    /// size, never by time.
    pub fn highlight(&self, language: &str, code: &str) -> Highlighted {
        self.with_lines(language, code, &mut Lines::default())
    }

    /// Highlights blocks of one language. Lines that they share are parsed once.
    pub fn highlight_all(&self, language: &str, blocks: &[&str]) -> Vec<Highlighted> {
        let mut lines = Lines::default();
        let each = blocks.iter();
        each.map(|code| self.with_lines(language, code, &mut lines))
            .collect()
    }

    fn with_lines(&self, language: &str, code: &str, lines: &mut Lines) -> Highlighted {
        let colored = languages::known_as(language).map(|name| self.colored(&name, code, lines));
        match colored {
            Some(Ok(html)) => Highlighted { html, plain: None },
            failed => Highlighted {
                html: Html::escaped(code),
                plain: failed.and_then(Result::err),
            },
        }
    }

    /// Returns all language names for fences, sorted.
    pub fn languages(&self) -> Arc<[Arc<str>]> {
        let syntaxes = self.syntaxes().syntaxes().iter();
        let shown = syntaxes.filter(|syntax| !syntax.hidden);
        let grammar_names = shown.flat_map(|syntax| {
            let name = syntax.name.to_lowercase();
            let extensions = syntax.file_extensions.iter().cloned();
            extensions.chain([name])
        });
        let names: BTreeSet<String> = grammar_names
            .chain(languages::names().map(str::to_owned))
            .collect();
        names.into_iter().map(Arc::from).collect()
    }

    fn syntaxes(&self) -> &SyntaxSet {
        self.syntaxes.get_or_init(two_face::syntax::extra_newlines)
    }

    fn colored(&self, language: &str, code: &str, lines: &mut Lines) -> Result<Html, PlainReason> {
        let syntax = self.syntaxes().find_syntax_by_token(language);
        let syntax = syntax.ok_or(PlainReason::UnknownLanguage)?;
        if code.len() > MAX_BLOCK {
            return Err(PlainReason::LargeBlock);
        }
        let mut work = 0_usize;
        for line in code.lines() {
            let length = line.chars().count();
            if length > MAX_LINE {
                return Err(PlainReason::LongLine);
            }
            if length > MAX_BLANKS && longest_blank(line) > MAX_BLANKS {
                return Err(PlainReason::Blanks);
            }
            work += length * length;
        }
        if work > MAX_WORK {
            return Err(PlainReason::LongLines);
        }
        self.spans(syntax, code, lines).ok_or(PlainReason::Grammar)
    }

    fn spans(&self, syntax: &SyntaxReference, code: &str, lines: &mut Lines) -> Option<Html> {
        let start = State {
            parse: ParseState::new(syntax),
            scopes: ScopeStack::new(),
        };
        let mut walk = lines.walk(start);
        let mut html = String::with_capacity(code.len() * 3);
        let mut known = HashMap::new();
        for line in code.split_inclusive('\n') {
            let parse = |state: &mut State, line: &str| self.line(state, line, &mut known);
            walk.line(line, &mut html, parse)?;
        }
        Some(Html::trusted(&html))
    }

    /// Highlights one line, and advances the state to the one after it.
    fn line(&self, state: &mut State, line: &str, known: &mut Known) -> Option<String> {
        let changes = state.parse.parse_line(line, self.syntaxes()).ok()?;
        let mut out = Spans::default();
        let text = line.trim_end_matches('\n');
        let mut end = 0;
        for (start, change) in changes {
            let start = start.min(text.len());
            if start > end {
                let class = self.class(&state.scopes, known);
                out.push(text.get(end..start)?, class);
                end = start;
            }
            state.scopes.apply(&change).ok()?;
        }
        let class = self.class(&state.scopes, known);
        out.push(text.get(end..)?, class);
        Some(out.finish(line.ends_with('\n')))
    }

    /// Returns the class of the innermost scope that has one.
    fn class(&self, stack: &ScopeStack, known: &mut Known) -> Option<&'static str> {
        let class_of = |scope: Scope| {
            let fits = self
                .classes
                .iter()
                .filter(|(prefix, _)| prefix.is_prefix_of(scope));
            fits.max_by_key(|(prefix, _)| prefix.len())
                .map(|(_, class)| *class)
        };
        let scopes = stack.as_slice().iter().rev();
        scopes
            .copied()
            .find_map(|scope| *known.entry(scope).or_insert_with(|| class_of(scope)))
    }
}

/// Returns the maximum number of consecutive blanks.
fn longest_blank(line: &str) -> usize {
    let runs = line.split(|c: char| !c.is_whitespace());
    runs.map(str::len).max().unwrap_or_default()
}

/// Writes spans. Adjacent tokens of one class share a span.
#[derive(Default)]
struct Spans {
    html: String,
    class: Option<&'static str>,
}

impl Spans {
    fn push(&mut self, text: &str, class: Option<&'static str>) {
        if text.is_empty() {
            return;
        }
        // blanks look the same in any class
        if class != self.class && !text.trim().is_empty() {
            self.close();
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.class = class;
        }
        super::html::escape_into(&mut self.html, text);
    }

    fn close(&mut self) {
        if self.class.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self, line_ends: bool) -> String {
        self.close();
        if line_ends {
            self.html.push('\n');
        }
        self.html
    }
}
