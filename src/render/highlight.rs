//! Code becomes spans with one-letter classes; the style sheet gives them their colors.

use std::collections::HashMap;
use std::sync::OnceLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::Html;

/// A block with more bytes than this is shown plain.
const MAX_BLOCK: usize = 64 * 1024;
/// A line with more bytes than this is shown plain.
const MAX_LINE: usize = 2_000;

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

/// Names that authors write and the grammars do not know.
const ALIASES: &[(&str, &str)] = &[
    ("bat", "cmd"),
    ("c#", "cs"),
    ("console", "sh"),
    ("csharp", "cs"),
    ("golang", "go"),
    ("jsonc", "json"),
    ("jsx", "tsx"),
    ("node", "js"),
    ("powershell", "ps1"),
    ("shell", "sh"),
    ("zsh", "sh"),
];

/// The grammars, and the scopes that have a class.
#[derive(Debug)]
pub struct Highlighter {
    /// Unpacked for the first code: that takes longer than to build a small book without any.
    syntaxes: OnceLock<SyntaxSet>,
    classes: Vec<(Scope, &'static str)>,
}

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
    /// The code with its tokens in `<span class=…>`; plain where the language is unknown or the
    /// block is too large to be looked at. Work is bounded by size, never by time.
    pub fn highlight(&self, language: &str, code: &str) -> Html {
        let small = code.len() <= MAX_BLOCK && code.lines().all(|line| line.len() <= MAX_LINE);
        let syntax = self.syntax(language).filter(|_| small);
        syntax
            .and_then(|syntax| self.spans(syntax, code))
            .unwrap_or_else(|| Html::escaped(code))
    }

    fn syntaxes(&self) -> &SyntaxSet {
        self.syntaxes.get_or_init(two_face::syntax::extra_newlines)
    }

    fn syntax(&self, language: &str) -> Option<&SyntaxReference> {
        let name = language.to_lowercase();
        let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
        let name = alias.map_or(name.as_str(), |(_, known)| known);
        if name.is_empty() || name == "text" {
            return None;
        }
        self.syntaxes().find_syntax_by_token(name)
    }

    fn spans(&self, syntax: &SyntaxReference, code: &str) -> Option<Html> {
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut known = HashMap::new();
        let mut out = Spans::default();
        for line in code.split_inclusive('\n') {
            let changes = state.parse_line(line, self.syntaxes()).ok()?;
            let mut at = 0;
            for (start, change) in changes {
                out.push(line.get(at..start)?, self.class(&stack, &mut known));
                at = start;
                stack.apply(&change).ok()?;
            }
            out.push(line.get(at..)?, self.class(&stack, &mut known));
        }
        Some(out.finish())
    }

    /// The class of the innermost scope that has one.
    fn class(
        &self,
        stack: &ScopeStack,
        known: &mut HashMap<Scope, Option<&'static str>>,
    ) -> Option<&'static str> {
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

    fn finish(mut self) -> Html {
        self.close();
        Html::trusted(self.html)
    }
}
