//! Code becomes spans with one-letter classes; the style sheet gives them their colors.

mod languages;
mod lines;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use foldhash::{HashMap, HashMapExt};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::html::Html;
use lines::{Lines, State};

/// A block with more bytes than this is shown plain.
const MAX_BLOCK: usize = 64 * 1024;
/// A line with more characters than this is shown plain, and its block with it.
const MAX_LINE: usize = 2_000;
/// A line with more blanks in a row is shown plain, and its block with it: patterns that try every
/// way to divide them take the third power of their number.
const MAX_BLANKS: usize = 200;
/// The squares of the lengths of a block's lines add up to no more: patterns that look ahead from
/// every character take that much. It is what two of the longest lines need, or 64 KiB of lines of
/// 120 characters.
const MAX_WORK: usize = 2 * MAX_LINE * MAX_LINE;

/// Scopes and the class of each: the longest prefix wins, the innermost scope first.
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

/// A block of code as HTML, and why it has no colors if it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlighted {
    pub html: Html,
    pub plain: Option<Plain>,
}

/// Why code of a named language is shown without colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// No grammar knows the language.
    UnknownLanguage,
    /// More than 64 KiB.
    LargeBlock,
    /// A line of more than 2,000 characters.
    LongLine,
    /// More than 200 blanks in a row.
    Blanks,
    /// Too many long lines.
    LongLines,
    /// The grammar could not go on.
    Grammar,
}

/// The grammars, and the scopes that have a class.
#[derive(Debug)]
pub struct Highlighter {
    /// Unpacked for the first code: that takes longer than to build a small book without any.
    syntaxes: OnceLock<SyntaxSet>,
    classes: Vec<(Scope, &'static str)>,
}

/// The class of each scope met so far.
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
    /// The code with its tokens in `<span class=…>`, none of which runs over the end of a line.
    /// Work is bounded by size, never by time.
    pub fn highlight(&self, language: &str, code: &str) -> Highlighted {
        self.with_lines(language, code, &mut Lines::default())
    }

    /// Some blocks of one language: lines that they share are parsed once.
    pub fn highlight_all(&self, language: &str, blocks: &[&str]) -> Vec<Highlighted> {
        let mut lines = Lines::default();
        let each = blocks.iter();
        each.map(|code| self.with_lines(language, code, &mut lines))
            .collect()
    }

    fn with_lines(&self, language: &str, code: &str, lines: &mut Lines) -> Highlighted {
        let found = languages::known_as(language).map(|name| self.colored(&name, code, lines));
        match found {
            Some(Ok(html)) => Highlighted { html, plain: None },
            found => Highlighted {
                html: Html::escaped(code),
                plain: found.and_then(Result::err),
            },
        }
    }

    /// Every name that a fence may give, sorted.
    pub fn languages(&self) -> Arc<[Arc<str>]> {
        let syntaxes = self.syntaxes().syntaxes().iter();
        let shown = syntaxes.filter(|syntax| !syntax.hidden);
        let own = shown.flat_map(|syntax| {
            let name = syntax.name.to_lowercase();
            let extensions = syntax.file_extensions.iter().cloned();
            extensions.chain([name])
        });
        let names: BTreeSet<String> = own.chain(languages::names().map(str::to_owned)).collect();
        names.into_iter().map(Arc::from).collect()
    }

    fn syntaxes(&self) -> &SyntaxSet {
        self.syntaxes.get_or_init(two_face::syntax::extra_newlines)
    }

    fn colored(&self, language: &str, code: &str, lines: &mut Lines) -> Result<Html, Plain> {
        let syntax = self.syntaxes().find_syntax_by_token(language);
        let syntax = syntax.ok_or(Plain::UnknownLanguage)?;
        if code.len() > MAX_BLOCK {
            return Err(Plain::LargeBlock);
        }
        let mut work = 0_usize;
        for line in code.lines() {
            let length = line.chars().count();
            if length > MAX_LINE {
                return Err(Plain::LongLine);
            }
            if length > MAX_BLANKS && longest_blank(line) > MAX_BLANKS {
                return Err(Plain::Blanks);
            }
            work += length * length;
        }
        if work > MAX_WORK {
            return Err(Plain::LongLines);
        }
        self.spans(syntax, code, lines).ok_or(Plain::Grammar)
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

    /// One line, from the state before it to the one after.
    fn line(&self, state: &mut State, line: &str, known: &mut Known) -> Option<String> {
        let changes = state.parse.parse_line(line, self.syntaxes()).ok()?;
        let mut out = Spans::default();
        let text = line.trim_end_matches('\n');
        let mut at = 0;
        for (start, change) in changes {
            let start = start.min(text.len());
            if start > at {
                let class = self.class(&state.scopes, known);
                out.push(text.get(at..start)?, class);
                at = start;
            }
            state.scopes.apply(&change).ok()?;
        }
        let class = self.class(&state.scopes, known);
        out.push(text.get(at..)?, class);
        Some(out.finish(line.ends_with('\n')))
    }

    /// The class of the innermost scope that has one.
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

/// How many blanks stand in a row at most.
fn longest_blank(line: &str) -> usize {
    let runs = line.split(|c: char| !c.is_whitespace());
    runs.map(str::len).max().unwrap_or_default()
}

/// Writes spans, one for neighbors of the same class.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_other_name_leads_to_a_grammar() {
        let highlighter = Highlighter::default();
        for (name, _) in languages::ALIASES {
            let plain = highlighter.highlight(name, "x\n").plain;
            assert_eq!(plain, None, "{name}");
        }
    }

    #[test]
    fn a_block_is_the_same_alone_and_among_others() {
        let highlighter = Highlighter::default();
        let blocks = [
            "def f():\n    \"\"\"a\n    b\"\"\"\n    return 1\n",
            "def f():\n    return 1\n",
            "    b\"\"\"\n    return 1\n",
            "x = \"\"\"\n    return 1\n",
        ];
        let together = highlighter.highlight_all("python", &blocks);
        let alone = blocks.map(|code| highlighter.highlight("python", code));
        assert_eq!(together, alone);
    }

    #[test]
    fn large_code_is_shown_plain() {
        let highlighter = Highlighter::default();
        let plain = |code: &str| highlighter.highlight("js", code).plain;
        let line = "é".repeat(MAX_LINE);
        assert_eq!(plain(&format!("{line}\n")), None);
        assert_eq!(plain(&format!("{line}é\n")), Some(Plain::LongLine));
        let blanks = " ".repeat(MAX_BLANKS);
        assert_eq!(plain(&format!("{blanks}x\n")), None);
        assert_eq!(plain(&format!("x {blanks}x\n")), Some(Plain::Blanks));
        let long = format!("{}\n", "x".repeat(MAX_LINE));
        assert_eq!(plain(&long.repeat(2)), None);
        assert_eq!(plain(&(long.repeat(2) + "x\n")), Some(Plain::LongLines));
        let block = "f();\n".repeat(MAX_BLOCK / 5);
        assert_eq!(plain(&block), None);
        assert_eq!(plain(&(block + "f();\n")), Some(Plain::LargeBlock));
    }
}
