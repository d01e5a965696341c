//! Block quotes and alerts.

use super::writer::Writer;
use crate::diag::{Span, excerpt};
use crate::syntax::markdown::{BlockQuoteKind, CowStr, Event, Tag, TagEnd};
use crate::syntax::{Fold, alert_mark};

impl<'a> Writer<'a, '_> {
    /// Opens a block quote. It is an alert if the library says so, or if it begins with a marker
    /// and a title.
    pub(super) fn quote(&mut self, kind: Option<BlockQuoteKind>, at: Span) {
        if let Some(kind) = kind {
            self.open_alert(kind, Fold::None);
            self.kind_of_alert(kind);
            self.out.close();
            return;
        }
        let Some((event, range)) = self.stream.next() else {
            return;
        };
        let first = Span::from(range);
        let mark = alert_mark(excerpt(self.input.markdown, Span::new(first.start, at.end)));
        let known = mark.and_then(|mark| Some((mark.kind?, mark.fold, mark.len)));
        match (known, &event) {
            (Some((kind, fold, len)), Event::Start(Tag::Paragraph)) => {
                self.open_alert(kind, fold);
                self.alert_title(kind, first.start + len);
            }
            _ => {
                self.out.open("<blockquote>\n", "</blockquote>\n");
                self.event(event, first);
            }
        }
    }

    pub(super) fn close_quote(&mut self) {
        self.out.close();
    }

    /// Opens the alert and its title.
    fn open_alert(&mut self, kind: BlockQuoteKind, fold: Fold) {
        let class = format!("class=\"alert alert-{}\"", class(kind));
        match fold {
            Fold::None => {
                self.out.open(format!("<div {class}>\n"), "</div>\n");
                self.out.open("<p class=\"alert-title\">", "</p>\n");
            }
            Fold::Closed | Fold::Open => {
                let open = if fold == Fold::Open { " open" } else { "" };
                self.out
                    .open(format!("<details {class}{open}>\n"), "</details>\n");
                self.out
                    .open("<summary class=\"alert-title\">", "</summary>\n");
            }
        }
    }

    /// Writes the default title of an alert.
    fn kind_of_alert(&mut self, kind: BlockQuoteKind) {
        let title = self.string(&format!("alert-{}", class(kind)));
        self.out.inline(title.as_str());
    }

    /// Writes the title of an alert: the rest of its first line. The lines after it are a
    /// paragraph.
    fn alert_title(&mut self, kind: BlockQuoteKind, mark_end: usize) {
        let before = self.out.len();
        let mut goes_on = false;
        while let Some((event, range)) = self.stream.next() {
            let span = Span::from(range);
            match event {
                Event::SoftBreak | Event::HardBreak => {
                    goes_on = true;
                    break;
                }
                Event::End(TagEnd::Paragraph) => break,
                Event::Text(text) if span.start <= mark_end => {
                    let title = text.get(mark_end - span.start..).unwrap_or_default();
                    let title = title.trim_start().to_owned();
                    if !title.is_empty() {
                        self.out.push(Event::Text(CowStr::from(title)));
                    }
                }
                event => self.event(event, span),
            }
        }
        if self.out.len() == before {
            self.kind_of_alert(kind);
        }
        self.out.close();
        if goes_on {
            self.out.push(Event::Start(Tag::Paragraph));
        }
    }
}

/// Returns the suffix of an alert's class and of the key of its title.
const fn class(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}
