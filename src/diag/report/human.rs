//! Writes reports for people: the message, the line with a caret, and the help, as `rustc` does.
//!
//! The renderer draws titles and excerpts. The lines with file, line and column are written here,
//! because the columns of an excerpt that was cut or escaped differ from those of its file.

use annotate_snippets::renderer::{DEFAULT_EMPHASIS_STYLE, DEFAULT_LINE_NUM_STYLE, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::hint::Hint;
use super::selection::Selection;
use super::sources::Sources;
use super::words::counted;
use super::{Color, visible};
use crate::diag::{Diagnostic, Diagnostics, Place, Severity, SourcePath};

/// Writes one block for each diagnostic, and the totals.
pub(super) fn write(
    diagnostics: &Diagnostics,
    selection: &Selection,
    sources: &Sources,
    color: Color,
) -> String {
    let pen = Pen::new(color);
    let mut report = String::new();
    for part in &selection.parts {
        for diagnostic in &part.shown {
            report += &pen.diagnostic(diagnostic, sources);
            report += "\n";
        }
        report.extend(part.rest().map(|line| line + "\n"));
    }
    report.extend(selection.rest().map(|line| line + "\n"));
    report.extend(totals(diagnostics));
    report
}

/// Returns the totals, such as `2 errors and 1 warning in 2 files`.
fn totals(diagnostics: &Diagnostics) -> Option<String> {
    let by_severity = [
        (diagnostics.errors(), "error"),
        (diagnostics.warnings(), "warning"),
    ];
    let parts: Vec<String> = by_severity
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, noun)| counted(count, noun))
        .collect();
    let mut files: Vec<&SourcePath> = diagnostics
        .iter()
        .map(|diagnostic| &diagnostic.place.file)
        .collect();
    files.dedup();
    let files = counted(files.len(), "file");
    (!parts.is_empty()).then(|| format!("{} in {files}\n", parts.join(" and ")))
}

/// A mark of an excerpt: the place of the diagnostic or a related place, and its text.
struct Mark<'a> {
    kind: AnnotationKind,
    text: Option<&'a str>,
}

/// A place and its lines. If the file has no text, the text of the mark follows the place.
struct Quote<'a> {
    pointer: String,
    excerpt: Option<Excerpt<'a, Mark<'a>>>,
}

impl<'a> Quote<'a> {
    fn new(place: &Place, mark: Mark<'a>, sources: &'a Sources<'a>) -> Self {
        let mut pointer = sources.pointer(place);
        let lines = sources.lines(&place.file);
        if lines.is_none() {
            let text = mark.text.map(|text| format!(": {}", visible(text)));
            pointer.extend(text);
        }
        let excerpt = lines.map(|lines| Excerpt::new(lines, place.span, mark));
        Self { pointer, excerpt }
    }

    /// Joins another quote if its lines are near; otherwise returns it.
    fn join(&mut self, other: Self) -> Option<Self> {
        match (&mut self.excerpt, other.excerpt) {
            (Some(excerpt), Some(near)) => excerpt.join(near).err().map(|apart| Self {
                excerpt: Some(apart),
                ..other
            }),
            (_, excerpt) => Some(Self { excerpt, ..other }),
        }
    }
}

/// Returns the places of a diagnostic, its own place first. Near places are joined in one quote.
fn quotes<'a>(
    diagnostic: &'a Diagnostic,
    at_caret: Option<&'a str>,
    sources: &'a Sources<'a>,
) -> Vec<Quote<'a>> {
    let primary = Mark {
        kind: AnnotationKind::Primary,
        text: at_caret,
    };
    let mut quotes = vec![Quote::new(&diagnostic.place, primary, sources)];
    for label in &diagnostic.labels {
        let mark = Mark {
            kind: AnnotationKind::Context,
            text: Some(&label.text),
        };
        let quote = Quote::new(&label.place, mark, sources);
        let apart = quotes
            .iter_mut()
            .try_fold(quote, |quote, other| other.join(quote));
        quotes.extend(apart);
    }
    quotes
}

/// Draws diagnostics, with or without color.
struct Pen {
    renderer: Renderer,
    /// The style of arrows and bars.
    frame: Style,
    /// The style of the word `help`.
    label: Style,
}

impl Pen {
    fn new(color: Color) -> Self {
        match color {
            Color::Never => Self {
                renderer: Renderer::plain(),
                frame: Style::new(),
                label: Style::new(),
            },
            Color::Always => Self {
                renderer: Renderer::styled(),
                frame: DEFAULT_LINE_NUM_STYLE,
                label: DEFAULT_EMPHASIS_STYLE,
            },
        }
    }

    fn diagnostic(&self, diagnostic: &Diagnostic, sources: &Sources) -> String {
        let hint = Hint::from_advice(&diagnostic.advice);
        let at_caret = hint.as_ref().and_then(Hint::at_caret);
        let quotes = quotes(diagnostic, at_caret, sources);
        let excerpts = quotes.iter().filter_map(|quote| quote.excerpt.as_ref());
        let gutter = excerpts.map(gutter).max().unwrap_or(1);
        let arrows = std::iter::once("-->").chain(std::iter::repeat(":::"));

        let mut drawn = self.title(diagnostic);
        for (quote, arrow) in quotes.iter().zip(arrows) {
            drawn += &self.pointer(&quote.pointer, arrow, gutter);
            let lines = quote.excerpt.as_ref();
            drawn.extend(lines.map(|lines| self.lines(lines, diagnostic.severity, gutter)));
        }
        let help = hint.as_ref().and_then(Hint::below);
        drawn.extend(help.map(|help| self.help(help, gutter)));
        drawn
    }

    fn title(&self, diagnostic: &Diagnostic) -> String {
        let title = level(diagnostic.severity)
            .primary_title(visible(&diagnostic.message))
            .id(diagnostic.code.name());
        self.renderer.render(&[Group::with_title(title)]) + "\n"
    }

    fn pointer(&self, pointer: &str, arrow: &str, gutter: usize) -> String {
        let frame = self.frame;
        format!("{:gutter$}{frame}{arrow}{frame:#} {pointer}\n", "")
    }

    /// Draws an excerpt, indented as far as the longest line number of the diagnostic needs.
    fn lines(&self, excerpt: &Excerpt<Mark>, severity: Severity, wide: usize) -> String {
        let marks = excerpt.marks().map(|(span, mark)| {
            let text = mark.text.map(visible);
            mark.kind.span(span).label(text)
        });
        let snippet = Snippet::source(excerpt.shown())
            .line_start(excerpt.first_line())
            .annotations(marks);
        let group = Group::with_level(level(severity)).element(snippet);
        let missing = " ".repeat(wide - gutter(excerpt));
        let drawn = self.renderer.render(&[group]);
        drawn
            .lines()
            .map(|line| format!("{missing}{line}\n"))
            .collect()
    }

    fn help(&self, help: &str, gutter: usize) -> String {
        let (frame, label) = (self.frame, self.label);
        let bar = format!("{:gutter$} {frame}|{frame:#}\n", "");
        let help = visible(help);
        bar + &format!(
            "{:gutter$} {frame}={frame:#} {label}help{label:#}: {help}\n",
            ""
        )
    }
}

/// Returns the width of the line numbers of an excerpt.
fn gutter(excerpt: &Excerpt<Mark>) -> usize {
    excerpt.last_line().to_string().len()
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}
