//! What a body becomes: the library's events, with our own markup in between.

use crate::syntax::markdown::{Event, PlainText};

/// Events for the library's HTML writer.
#[derive(Debug, Default)]
pub(super) struct Markup<'a> {
    events: Vec<Event<'a>>,
    /// What closes the open parts of our own, the innermost last.
    open: Vec<&'static str>,
}

impl<'a> Markup<'a> {
    pub(super) fn into_events(self) -> impl Iterator<Item = Event<'a>> {
        self.events.into_iter()
    }

    /// An event of the library.
    pub(super) fn push(&mut self, event: Event<'a>) {
        self.events.push(event);
    }

    /// Markup that is whole.
    pub(super) fn block(&mut self, markup: impl Into<String>) {
        self.events.push(Event::Html(markup.into().into()));
    }

    /// Markup that is whole, within a line.
    pub(super) fn inline(&mut self, markup: impl Into<String>) {
        self.events.push(Event::InlineHtml(markup.into().into()));
    }

    /// Opens a part of our own.
    pub(super) fn open(&mut self, markup: impl Into<String>, end: &'static str) {
        self.block(markup);
        self.open.push(end);
    }

    /// Opens a part of our own, within a line.
    pub(super) fn open_inline(&mut self, markup: impl Into<String>, end: &'static str) {
        self.inline(markup);
        self.open.push(end);
    }

    /// Closes the part that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(end) = self.open.pop() {
            self.block(end);
        }
    }

    /// How much there is so far.
    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    /// Takes out all that came after the first `len` events.
    pub(super) fn cut(&mut self, len: usize) -> Vec<Event<'a>> {
        self.events.split_off(len)
    }

    /// What stands after the first `len` events, as a reader would say it.
    pub(super) fn said_since(&self, len: usize) -> String {
        let mut said = PlainText::default();
        let words = self.events.iter().skip(len);
        words
            .filter(|event| !matches!(event, Event::InlineHtml(_)))
            .for_each(|event| said.add(event));
        said.finish()
    }

    /// Puts back what was cut out.
    pub(super) fn extend(&mut self, events: Vec<Event<'a>>) {
        self.events.extend(events);
    }
}
