//! What rendering bodies found, at its place in the author's files.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::diag::{Code, Diagnostic, Diagnostics, Place};
use crate::kinds::{Body, Document};
use crate::render::{Finding, Highlighter, Reason};

/// Gathered while bodies are rendered in parallel; sorted before anyone reads it.
#[derive(Default)]
pub(super) struct Findings(Mutex<Vec<Placed>>);

/// A finding at its place in the author's files.
pub(super) type Placed = (Place, Reason);

impl Findings {
    /// Adds what was found in a body. A body that stands on several pages is added for each.
    pub(super) fn add(&self, document: &Document, body: &Body, found: &[Finding]) {
        if found.is_empty() {
            return;
        }
        let placed = found.iter().map(|finding| {
            let span = body.place(&document.markdown, finding.at);
            (Place::new(&document.path, span), finding.reason.clone())
        });
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend(placed);
    }

    /// All of them.
    pub(super) fn placed(self) -> Vec<Placed> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The diagnostics: each finding once, an unknown language once in the whole book.
pub(super) fn diagnostics(mut all: Vec<Placed>, highlighter: &Highlighter) -> Diagnostics {
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
                let found = Diagnostic::new(Code::InvalidMath, place, message);
                diagnostics.push(found.help(help));
            }
            Reason::RawHtml(change) => {
                let help = "say it in markdown; of HTML only what marks up text is kept";
                let found = Diagnostic::new(Code::RawHtml, place, change);
                diagnostics.push(found.help(help));
            }
            Reason::Uncolored(why) => {
                let message = format!("this code is shown without colors: {why}");
                let help = "cut it down to what readers need, or call it `text`";
                let found = Diagnostic::new(Code::HighlightLimit, place, message);
                diagnostics.push(found.help(help));
            }
        }
    }
    let languages: Arc<[Arc<str>]> = match unknown.is_empty() {
        true => Arc::new([]),
        false => highlighter.languages(),
    };
    for (name, (place, count)) in unknown {
        let more = match count {
            1 => String::new(),
            2 => ", here and in one more place".to_owned(),
            count => format!(", here and in {} more places", count - 1),
        };
        let message = format!("`{name}` is no language that can be colored{more}");
        let otherwise = "write a language that is known, or `text`";
        let found = Diagnostic::new(Code::UnknownLanguage, place, message);
        diagnostics.push(found.did_you_mean(&name, languages.clone(), otherwise));
    }
    diagnostics
}
