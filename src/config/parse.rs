//! Reads the settings from the text of `book.toml`.

use super::limits::Limits;
use super::read;
use super::settings::{Answers, Config, RawHtml, Site};
use crate::diag::{Diagnostics, SourcePath};

/// Reads the text of `book.toml`. Every error is a `bad-config` diagnostic and leaves the default
/// of its key, so one run reports all of them.
pub fn parse(path: &SourcePath, text: &str) -> (Config, Diagnostics) {
    let mut values = read::values(path, text);
    let config = Config {
        title: values.text("book", "title").unwrap_or_default(),
        description: values.text("book", "description"),
        language: values.language("book", "language").unwrap_or_default(),
        authors: values.list("book", "authors").unwrap_or_default(),
        base: values.base("book", "base-url").unwrap_or_default(),
        content: values.folder("build", "content", "content"),
        output: values.folder("build", "output", "public"),
        theme: values
            .name("build", "theme")
            .unwrap_or_else(|| "default".into()),
        topics: values.vocabulary("topics"),
        companies: values.vocabulary("companies"),
        roles: values.vocabulary("roles"),
        markers: values.markers(),
        html: RawHtml::parse(&values.text("markdown", "html").unwrap_or_default()),
        smart_punctuation: values
            .flag("markdown", "smart-punctuation")
            .unwrap_or_default(),
        svg: values.flag("assets", "svg").unwrap_or_default(),
        remote_hosts: values.hosts("assets", "remote-hosts"),
        feed: match values.flag("feeds", "enabled") {
            Some(false) => None,
            _ => Some(values.count("feeds", "entries").unwrap_or(50)),
        },
        print: values.flag("outputs", "print").unwrap_or_default(),
        data: values.flag("outputs", "data").unwrap_or_default(),
        markdown_export: values.flag("outputs", "markdown-twins").unwrap_or_default(),
        search: values.flag("search", "enabled").unwrap_or(true),
        site: Site {
            answers: match values.text("site", "answers").as_deref() {
                Some("open") => Answers::Open,
                _ => Answers::Closed,
            },
            edit_url: values.edit_url(),
            tokens: values.tokens(),
        },
        limits: Limits::with(|name| values.count("limits", name)),
        labels: values.labels,
        checks: values.levels,
    };
    (config, values.diagnostics)
}
