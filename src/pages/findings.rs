//! Findings of rendering bodies, and the diagnostics made of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::render::{Highlighter, Reason};

/// A finding at its place in the author's files.
pub(super) type PlacedFinding = (Place, Reason);

/// Returns a diagnostic for each finding, and one for each unknown language of the whole book.
pub(super) fn diagnostics(mut all: Vec<PlacedFinding>, highlighter: &Highlighter) -> Diagnostics {
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    all.dedup();
    let mut diagnostics = Diagnostics::default();
    let mut unknown: BTreeMap<String, (Place, usize)> = BTreeMap::new();
    for (place, reason) in all {
        match reason {
            Reason::UnknownLanguage(name) => {
                let (_, count) = unknown.entry(name).or_insert((place, 0));
                *count += 1;
            }
            Reason::InvalidMath(why) => {
                let message = format!("this formula cannot be drawn: {why}");
                let help = "mend it; a dollar sign that means money is written `\\$`";
                let diagnostic = Diagnostic::new(Code::InvalidMath, place, message);
                diagnostics.push(diagnostic.help(help));
            }
            Reason::RawHtml(change) => {
                let help = "say it in markdown; of HTML only what marks up text is kept";
                let diagnostic = Diagnostic::new(Code::RawHtml, place, change);
                diagnostics.push(diagnostic.help(help));
            }
            Reason::UnclosedTag(name) => {
                let message = format!("`<{name}>` is not closed, and ends with its paragraph");
                let help = format!("write `</{name}>` where it ends, or `\\<` if it is text");
                let diagnostic = Diagnostic::new(Code::RawHtml, place, message);
                diagnostics.push(diagnostic.help(help));
            }
            Reason::UnopenedTag(name) => {
                let message = format!("`</{name}>` closes nothing");
                let help = format!("take it out, or write `<{name}>` where it begins");
                let diagnostic = Diagnostic::new(Code::RawHtml, place, message);
                diagnostics.push(diagnostic.help(help));
            }
            Reason::Uncolored(why) => {
                let message = format!("this code is shown without colors: {why}");
                let help = "cut it down to what readers need, or call it `text`";
                let diagnostic = Diagnostic::new(Code::HighlightLimit, place, message);
                diagnostics.push(diagnostic.help(help));
            }
        }
    }
    let languages: Arc<[Arc<str>]> = if unknown.is_empty() {
        Arc::new([])
    } else {
        highlighter.languages()
    };
    for (name, (place, count)) in unknown {
        let more = match count {
            1 => String::new(),
            2 => ", here and in one more place".to_owned(),
            count => format!(", here and in {} more places", count - 1),
        };
        let message = format!("`{name}` is no language that can be colored{more}");
        let otherwise = "write a language that is known, or `text`";
        let diagnostic = Diagnostic::new(Code::UnknownLanguage, place, message);
        diagnostics.push(diagnostic.did_you_mean(&name, languages.clone(), otherwise));
    }
    diagnostics
}
