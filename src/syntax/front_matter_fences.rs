//! Finds the `---` lines around front matter.

use crate::diag::Span;

/// The position of the front matter in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrontMatter {
    None,
    /// The YAML between the fences, and the start of the markdown.
    Found {
        yaml: Span,
        body: usize,
    },
    /// An invalid fence: its place, the error, the replacement that corrects it, and the start of the
    /// markdown.
    Broken {
        at: Span,
        fault: &'static str,
        fix: Option<(Span, String)>,
        body: usize,
    },
    /// A first fence without a second one, and the start of the markdown.
    Unclosed {
        fence: Span,
        body: usize,
    },
    /// Blank lines before the first fence, and the start of the markdown.
    Late {
        blank: Span,
        body: usize,
    },
}

/// Finds the front matter of `text` by its `---` lines.
pub fn find(text: &str) -> FrontMatter {
    let blank = text.len() - text.trim_start().len();
    let rest = text.get(blank..).unwrap_or_default();
    let first = rest.lines().next().unwrap_or_default().trim_end();
    let start = blank + first.len() + 1;
    match first {
        "+++" => FrontMatter::Broken {
            at: Span::new(blank, blank + 3),
            fault: "front matter is YAML between `---` lines, not TOML",
            fix: None,
            body: closing(text, start, "+++").map_or(start, |(_, body)| body),
        },
        "---" => match closing(text, start, "---") {
            Some((yaml_end, body)) if blank == 0 => FrontMatter::Found {
                yaml: Span::new(start, yaml_end),
                body,
            },
            Some((yaml_end, body)) if looks_like_yaml(text, start, yaml_end) => FrontMatter::Late {
                blank: Span::new(0, blank),
                body,
            },
            None if blank == 0 || looks_like_yaml(text, start, text.len()) => {
                FrontMatter::Unclosed {
                    fence: Span::new(blank, blank + 3),
                    body: after_keys(text, start),
                }
            }
            _ => FrontMatter::None,
        },
        fence if is_rule(fence) && looks_like_yaml(text, start, text.len()) => {
            FrontMatter::Broken {
                at: Span::new(blank, blank + fence.len()),
                fault: "front matter stands between two `---` lines",
                fix: None,
                body: closing(text, start, fence).map_or(start, |(_, body)| body),
            }
        }
        _ => FrontMatter::None,
    }
}

/// Returns whether a line is a rule of some kind.
fn is_rule(line: &str) -> bool {
    let sign = line.chars().next().filter(|sign| "-+;=~*_".contains(*sign));
    line.len() >= 3 && sign.is_some_and(|sign| line.chars().all(|c| c == sign))
}

/// Returns the end of the YAML and the start of the line after the closing fence.
fn closing(text: &str, start: usize, fence: &str) -> Option<(usize, usize)> {
    let mut line_start = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        let line_end = line_start + line.len();
        if line.trim_end() == fence {
            return Some((line_start, line_end));
        }
        line_start = line_end;
    }
    None
}

/// Returns the end of the lines that look like keys, so that an unclosed fence does not take the
/// whole file.
fn after_keys(text: &str, start: usize) -> usize {
    let lines = text.get(start..).unwrap_or_default().split_inclusive('\n');
    let keys = lines.take_while(|line| !line.trim().is_empty() && !line.starts_with("# "));
    start + keys.map(str::len).sum::<usize>()
}

/// Returns whether the text begins with a `key:`. Two rules with text between them are not front
/// matter.
fn looks_like_yaml(text: &str, start: usize, end: usize) -> bool {
    let lines = text.get(start..end).unwrap_or_default().lines();
    let mut lines = lines.skip_while(|line| line.trim_start().starts_with('#'));
    lines.next().is_some_and(|line| {
        let word = line.trim_start_matches(|c: char| c.is_alphanumeric() || c == '-');
        word.starts_with(':') && word.len() < line.len()
    })
}
