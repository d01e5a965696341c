//! The output of a body: the library's events, with our own markup in between.

use super::placeholders::PlaceholderMap;
use super::sanitize::clean;
use crate::syntax::markdown::{Event, PlainText, html};

/// The approximate number of bytes of markdown per event.
const BYTES_OF_EVENT: usize = 16;

/// Events for the library's HTML writer.
#[derive(Debug, Default)]
pub(super) struct Markup<'a> {
    /// Shields our own markup while raw HTML is sanitized.
    placeholders: Option<PlaceholderMap>,
    events: Vec<Event<'a>>,
    /// The ends of our own open elements, the innermost last.
    open: Vec<&'static str>,
}

impl<'a> Markup<'a> {
    /// Creates an output for a body.
    pub(super) fn for_text(markdown: &str) -> Self {
        Self {
            events: Vec::with_capacity(markdown.len() / BYTES_OF_EVENT),
            ..Self::default()
        }
    }

    /// Creates an output for a body with raw HTML that must be sanitized.
    pub(super) fn shielded(markdown: &str) -> Self {
        Self {
            placeholders: Some(PlaceholderMap::new(markdown)),
            ..Self::for_text(markdown)
        }
    }

    /// Returns the HTML of all events.
    pub(super) fn into_html(self, capacity: usize) -> String {
        let mut html = String::with_capacity(capacity);
        html::push_html(&mut html, self.events.into_iter());
        match &self.placeholders {
            Some(placeholders) => clean(&html, placeholders),
            None => html,
        }
    }

    /// Adds an event of the library.
    pub(super) fn push(&mut self, event: Event<'a>) {
        self.events.push(event);
    }

    /// Adds complete markup.
    pub(super) fn block(&mut self, markup: impl Into<String>) {
        let markup = self.shield(markup.into());
        self.events.push(Event::Html(markup.into()));
    }

    /// Adds complete markup within a line.
    pub(super) fn inline(&mut self, markup: impl Into<String>) {
        let markup = self.shield(markup.into());
        self.events.push(Event::InlineHtml(markup.into()));
    }

    /// Opens an element of our own.
    pub(super) fn open(&mut self, markup: impl Into<String>, end: &'static str) {
        let markup = self.beginning(markup.into(), end);
        self.events.push(Event::Html(markup.into()));
    }

    /// Opens an element of our own within a line.
    pub(super) fn open_inline(&mut self, markup: impl Into<String>, end: &'static str) {
        let markup = self.beginning(markup.into(), end);
        self.events.push(Event::InlineHtml(markup.into()));
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        let Some(end) = self.open.pop() else {
            return;
        };
        let end = match &self.placeholders {
            Some(placeholders) => placeholders.close().into(),
            None => end.into(),
        };
        self.events.push(Event::Html(end));
    }

    fn beginning(&mut self, markup: String, end: &'static str) -> String {
        self.open.push(end);
        match &mut self.placeholders {
            Some(placeholders) => placeholders.open(markup, end),
            None => markup,
        }
    }

    /// Returns complete markup as it goes into raw HTML.
    pub(super) fn shield(&mut self, markup: String) -> String {
        match &mut self.placeholders {
            Some(placeholders) => placeholders.open(markup, "") + &placeholders.close(),
            None => markup,
        }
    }

    /// Returns an address of the site as it goes into raw HTML. The sanitizer takes only whole URLs.
    pub(super) fn internal_address(&mut self, address: String) -> String {
        match &mut self.placeholders {
            Some(placeholders) => placeholders.address(address),
            None => address,
        }
    }

    /// Returns the number of events so far.
    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    /// Removes and returns all events after the first `len`.
    pub(super) fn cut(&mut self, len: usize) -> Vec<Event<'a>> {
        self.events.split_off(len)
    }

    /// Returns the text of all events after the first `len`, as a reader would read it aloud.
    pub(super) fn text_since(&self, len: usize) -> String {
        let mut text = PlainText::default();
        let events = self.events.iter().skip(len);
        events
            .filter(|event| !matches!(event, Event::InlineHtml(_)))
            .for_each(|event| text.add(event));
        text.finish()
    }

    /// Adds events that were cut out.
    pub(super) fn extend(&mut self, events: Vec<Event<'a>>) {
        self.events.extend(events);
    }
}
