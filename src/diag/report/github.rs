//! Writes annotations of a GitHub workflow: commands, one on each line, that the runner shows next
//! to the changed lines of a pull request.
//!
//! Texts may come from anyone, and the runner executes a line that begins with `::`. So everything
//! that could end a value or begin a command is escaped by the runner's rules, and the rest is
//! escaped as for a terminal, because the log is shown in one.

use super::hint::Hint;
use super::selection::Selection;
use super::sources::Sources;
use super::visible;
use super::visible::visible_but;
use crate::diag::Diagnostic;

/// Writes one command for each diagnostic.
pub(super) fn write(selection: &Selection, sources: &Sources) -> String {
    let shown = selection.shown();
    shown
        .map(|diagnostic| annotation(diagnostic, sources))
        .collect()
}

/// Writes `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=prepbook[code]::message%0Ahelp`.
fn annotation(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let (start, end) = sources.range(&diagnostic.place);
    let file = escape_property(&visible_but(
        &sources.in_repository(&diagnostic.place.file),
        &['\r', '\n'],
    ));
    let lines = format!("line={},endLine={}", start.line, end.line);
    // GitHub accepts columns only for a place within one line
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column)
    } else {
        String::new()
    };
    let (severity, code) = (diagnostic.severity, diagnostic.code);
    let text = message_and_help(diagnostic);
    format!("::{severity} file={file},{lines}{columns},title=prepbook[{code}]::{text}\n")
}

/// Returns the message, and the help on a second line.
fn message_and_help(diagnostic: &Diagnostic) -> String {
    let message = escape_data(&visible(&diagnostic.message));
    match Hint::from_advice(&diagnostic.advice) {
        Some(hint) => format!("{message}%0A{}", escape_data(&visible(hint.text()))),
        None => message,
    }
}

/// Escapes the text after the second `::`.
fn escape_data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a property, which `:` and `,` would end.
fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
