//! Parses the text of one file.

use std::sync::Arc;

use super::attribute_blocks::{attribute_blocks, blank};
use super::attributes::Fault;
use super::front_matter::{self, Field, Value, YamlFaultKind};
use super::front_matter_fences::FrontMatter;
use super::front_matter_slips;
use super::hidden;
use super::outline::{Outline, Section};
use super::walk::Walk;
use crate::config::{Limits, Marker, Markers};
use crate::diag::{Code, Diagnostic, Place, Severity, SourcePath, Span, excerpt};
use crate::source::SourceFile;

/// A parsed file: all of its parts have places, and none has a meaning yet.
#[derive(Clone, Debug)]
pub struct ParsedFile {
    pub path: SourcePath,
    /// The path relative to the content folder.
    pub within: Arc<str>,
    /// The text of the file.
    pub text: Arc<str>,
    /// The text of the file with attribute blocks blanked, of the same length. Bodies are cut from
    /// it.
    pub markdown: Arc<str>,
    /// The keys of the front matter.
    pub fields: Vec<Field>,
    /// Whether the front matter cannot be read, so that an absent key means nothing.
    pub unreadable_fields: bool,
    /// The start of the markdown.
    pub body_start: usize,
    pub outline: Outline,
    /// The words of the book that open a round, a question and a follow-up.
    pub round_word: Arc<str>,
    pub question_word: Arc<str>,
    pub follow_up_word: Arc<str>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a file.
pub fn parse(file: &SourceFile, markers: &Markers, limits: &Limits) -> ParsedFile {
    let mut diagnostics = Vec::new();
    let (fields, body_start) = read_front_matter(file, limits, &mut diagnostics);
    let unreadable_fields = !file.is_read() || !diagnostics.is_empty();
    let (outline, blanked) = outline(&file.text, body_start, markers, limits);
    for (exceeded, span) in &outline.limits_exceeded {
        let place = Place::new(&file.path, *span);
        diagnostics.push(exceeded.diagnostic(file, place, limits));
    }
    for section in &outline.sections {
        diagnostics.extend(attribute_faults(file, section));
    }
    // If the front matter is broken, only that is reported about it.
    let seen_from = if unreadable_fields { body_start } else { 0 };
    let hidden = hidden_characters(file, &outline, body_start).into_iter();
    diagnostics.extend(hidden.filter(|diagnostic| diagnostic.place.span.start >= seen_from));
    diagnostics.extend(hidden_by_escapes(file, &outline, &fields));
    diagnostics.extend(
        outline
            .fence_faults
            .iter()
            .map(|fault| fence_fault(file, fault)),
    );
    let word = |marker| markers.marker_word(marker).into();
    ParsedFile {
        path: file.path.clone(),
        within: file.within.clone(),
        text: file.text.clone(),
        markdown: blanked.map_or_else(|| file.text.clone(), Arc::from),
        fields,
        unreadable_fields,
        body_start,
        outline,
        round_word: word(Marker::Round),
        question_word: word(Marker::Question),
        follow_up_word: word(Marker::FollowUp),
        diagnostics,
    }
}

fn read_front_matter(
    file: &SourceFile,
    limits: &Limits,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Field>, usize) {
    let diagnostic = |span: Span, message: String| {
        Diagnostic::new(
            Code::InvalidFrontMatter,
            Place::new(&file.path, span),
            message,
        )
    };
    match front_matter_slips::find(&file.text) {
        FrontMatter::None => (Vec::new(), 0),
        FrontMatter::Broken {
            at,
            fault,
            fix,
            body,
        } => {
            let broken = diagnostic(at, fault.into());
            diagnostics.push(match fix {
                Some((span, fence)) => {
                    let place = Place::new(&file.path, span);
                    broken.fix("write `---` on a line of its own", place, fence)
                }
                None => broken.help("put the keys between two `---` lines at the very top"),
            });
            (Vec::new(), body)
        }
        FrontMatter::Unclosed { fence, body } => {
            let unclosed = diagnostic(
                fence,
                "the front matter is not closed by a `---` line".into(),
            );
            diagnostics.push(unclosed.help("write `---` on a line of its own below the keys"));
            (Vec::new(), body)
        }
        FrontMatter::Late { blank, body } => {
            let late = diagnostic(blank, "front matter begins on the first line".into());
            let place = late.place.clone();
            diagnostics.push(late.fix("remove what stands before it", place, ""));
            (Vec::new(), body)
        }
        FrontMatter::Found { yaml, body } if yaml.end - yaml.start > limits.front_matter => {
            let bytes = limits.front_matter;
            let message = format!("the front matter is longer than {bytes} bytes");
            let help = "move the text below it, or raise `front-matter` under `[limits]`";
            let place = Place::new(&file.path, Span::new(0, yaml.start));
            diagnostics.push(Diagnostic::new(Code::LimitFrontMatter, place, message).help(help));
            (Vec::new(), body)
        }
        FrontMatter::Found { yaml, body } => match front_matter::fields(&file.text, yaml, limits) {
            Ok(fields) => (fields, body),
            Err(fault) => {
                let (code, help) = match fault.kind {
                    YamlFaultKind::Syntax => (
                        Code::InvalidFrontMatter,
                        "write `key: value`; quote a value that holds `: ` or starts with a sign",
                    ),
                    YamlFaultKind::Escape => (
                        Code::InvalidFrontMatter,
                        "write `\\\\` for a backslash, or put single quotes around the value",
                    ),
                    YamlFaultKind::Anchors => (Code::LimitYamlAnchors, "write the value out"),
                    YamlFaultKind::Depth => {
                        (Code::LimitYamlDepth, "write `key: value` in one level")
                    }
                    YamlFaultKind::Nodes => {
                        (Code::LimitYamlNodes, "move the text below the front matter")
                    }
                    YamlFaultKind::Tag => (Code::YamlTag, "quote the value if it begins with `!`"),
                };
                let place = Place::new(&file.path, fault.span);
                diagnostics.push(Diagnostic::new(code, place, fault.message).help(help));
                (Vec::new(), body)
            }
        },
    }
}

/// Reports invisible characters: as warnings in text, and as errors in front matter and headings,
/// which names come from.
fn hidden_characters(file: &SourceFile, outline: &Outline, body_start: usize) -> Vec<Diagnostic> {
    let in_name = |span: Span| {
        span.start < body_start
            || outline
                .sections
                .iter()
                .any(|section| section.span.holds(span))
    };
    let diagnostics =
        hidden::find(&file.text).into_iter().map(|(span, c)| {
            let place = Place::new(&file.path, span);
            let message = format!("a character that cannot be seen: U+{:04X}", u32::from(c));
            let mut diagnostic = Diagnostic::new(Code::HiddenCharacter, place.clone(), message)
                .fix("take it out", place, "");
            if in_name(span) {
                diagnostic.severity = Severity::Error;
            }
            diagnostic
        });
    diagnostics.collect()
}

/// Reports invisible characters that are written as escapes in names: in values of front matter, and
/// in headings.
fn hidden_by_escapes(file: &SourceFile, outline: &Outline, fields: &[Field]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut look_at = |text: &str, span: Span| {
        let hidden = hidden::find(text);
        let is_written_as_escape = || hidden::find(excerpt(&file.text, span)).is_empty();
        if let Some((_, c)) = hidden.first()
            && is_written_as_escape()
        {
            let place = Place::new(&file.path, span);
            let code_point = u32::from(*c);
            let message =
                format!("an escape for a character that cannot be seen: U+{code_point:04X}");
            let mut diagnostic =
                Diagnostic::new(Code::HiddenCharacter, place, message).help("take the escape out");
            diagnostic.severity = Severity::Error;
            diagnostics.push(diagnostic);
        }
    };
    for field in fields {
        match &field.value {
            Value::Text(text) => look_at(text, field.value_span),
            Value::List(items) => items.iter().for_each(|(text, span)| look_at(text, *span)),
            Value::Null | Value::Other(_) => {}
        }
    }
    for section in &outline.sections {
        look_at(&section.text, section.text_span);
    }
    diagnostics
}

fn attribute_faults<'a>(
    file: &'a SourceFile,
    section: &'a Section,
) -> impl Iterator<Item = Diagnostic> + 'a {
    section.attributes.faults.iter().map(|fault| {
        let place = Place::new(&file.path, fault.span);
        let diagnostic = Diagnostic::new(Code::InvalidAttributes, place.clone(), &fault.message);
        match &fault.fix {
            Some(fix) if fix.contains('{') => {
                let help = format!("write `{fix}`, or `\\{{` if the brace is text");
                diagnostic.fix(help, place, fix)
            }
            Some(fix) => diagnostic.fix(format!("write `{fix}`"), place, fix),
            None => diagnostic.help(
                "write `{#id key=value key=\"a value\"}` at the end of the line, or `\\{` if the brace is text",
            ),
        }
    })
}

fn fence_fault(file: &SourceFile, fault: &Fault) -> Diagnostic {
    let place = Place::new(&file.path, fault.span);
    let diagnostic = Diagnostic::new(Code::InvalidAttributes, place.clone(), &fault.message);
    match &fault.fix {
        Some(fix) if fix.is_empty() => diagnostic.fix("take it out", place, ""),
        Some(fix) => diagnostic.fix(format!("write `{fix}`"), place, fix),
        None => diagnostic.help(
            "a fence takes a language, then any of `title=\"…\"`, `{2,4-6}`, `linenos`, `tab=\"…\"` and `include=\"…\"`",
        ),
    }
}

/// Reads the outline of `text` from byte `start` on. The second value is the text with every
/// attribute block blanked, of the same length; it is `None` if there is no block.
fn outline(
    text: &str,
    start: usize,
    markers: &Markers,
    limits: &Limits,
) -> (Outline, Option<String>) {
    let blocks = attribute_blocks(text, start);
    let blanked = (!blocks.is_empty())
        .then(|| blank(text, blocks.iter().flat_map(|block| &block.blanks).copied()));
    let mut walk = Walk::new(
        blanked.as_deref().unwrap_or(text),
        start,
        markers,
        &blocks,
        limits,
    );
    walk.run();
    (walk.outline, blanked)
}
