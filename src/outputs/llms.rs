//! `llms.txt`: the contents of the handbook for language models: a title, a quote, lists of links.

use super::output::Book;
use super::{Artifact, OutputContext};
use crate::catalog::{Catalog, Route, Target};
use crate::pages::{LLMS, MARKDOWN_EXPORT, whole_url};

/// Returns the file.
pub(super) fn llms(context: &OutputContext) -> Vec<Artifact> {
    context.file(LLMS, text).into_iter().collect()
}

fn text(book: &Book) -> String {
    let catalog = book.catalog();
    let tracker = book.site.tracker();
    let config = &catalog.config;
    let mut text = format!("# {}\n", one_line(&config.title));
    if let Some(description) = &config.description {
        text += &format!("\n> {}\n", one_line(description));
    }
    let part = |is_wanted: fn(&Target) -> bool| {
        let pages = book.pages.iter().filter(|page| page.listed);
        pages
            .filter(|page| {
                page.about
                    .as_ref()
                    .is_some_and(|about| is_wanted(about) && *about.route() == page.route)
            })
            .filter_map(|page| {
                let about = page.about.as_ref()?;
                Some(line(
                    catalog,
                    about.route(),
                    tracker.title_of(about),
                    &page.head.description,
                ))
            })
            .collect::<String>()
    };
    let parts = [
        ("Guide", part(|about| matches!(about, Target::Page(_)))),
        (
            "Interviews",
            part(|about| matches!(about, Target::Interview(_))),
        ),
        (
            "Frameworks",
            part(|about| matches!(about, Target::Framework(_))),
        ),
        ("Topics", part(|about| matches!(about, Target::Topic(_)))),
        (
            "Questions",
            part(|about| matches!(about, Target::Question(_))),
        ),
    ];
    for (heading, lines) in parts.iter().filter(|(_, lines)| !lines.is_empty()) {
        text += &format!("\n## {heading}\n\n{lines}");
    }
    text
}

fn line(catalog: &Catalog, route: &Route, title: &str, description: &str) -> String {
    let mut url = whole_url(catalog, route).unwrap_or_default();
    if catalog.config.markdown_export {
        url.push_str(MARKDOWN_EXPORT);
    }
    let title = one_line(title).replace(['[', ']'], "");
    format!("- [{title}]({url}): {}\n", one_line(description))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
