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
use super::words::counted;
use crate::diag::Diagnostic;

/// One command each, and one on what is not shown.
pub(super) fn write(selection: &Selection, sources: &Sources) -> String {
    let shown = selection
        .shown()
        .map(|diagnostic| annotation(diagnostic, sources));
    shown.chain(rest(selection.left_out)).collect()
}

fn rest(left_out: usize) -> Option<String> {
    let more = counted(left_out, "more problem");
    (left_out > 0).then(|| format!("::notice title=prepbook::{more} not shown\n"))
}

/// `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=prepbook[code]::message%0Ahelp`.
fn annotation(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let (start, end) = sources.range(&diagnostic.place);
    let file = property(&visible_but(
        &sources.in_repository(&diagnostic.place.file),
        &['\r', '\n'],
    ));
    let lines = format!("line={},endLine={}", start.line, end.line);
    // GitHub takes columns for places in one line only
    let columns = match start.line == end.line {
        true => format!(",col={},endColumn={}", start.column, end.column),
        false => String::new(),
    };
    let (severity, code) = (diagnostic.severity, diagnostic.code);
    let said = said(diagnostic);
    format!("::{severity} file={file},{lines}{columns},title=prepbook[{code}]::{said}\n")
}

/// The message, and the help on a line below it.
fn said(diagnostic: &Diagnostic) -> String {
    let message = data(&visible(&diagnostic.message));
    match Hint::from_advice(&diagnostic.advice) {
        Some(hint) => format!("{message}%0A{}", data(&visible(hint.text()))),
        None => message,
    }
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What stands behind a `=`; `:` and `,` would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
