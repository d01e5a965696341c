//! `llms.txt`: what the handbook holds, for language models: a title, a quote, lists of links.

use super::{Book, Inputs, Made, address, markdown_export};
use crate::catalog::{Catalog, Route, Target};

/// Where it stands in the output folder.
const PATH: &str = "llms.txt";

/// The file, where the book names its host: its links must lead somewhere from anywhere.
pub(super) fn llms(inputs: &Inputs<'_>) -> Made {
    match href(inputs.catalog) {
        Some(_) => inputs.of_book(PATH, text).into_iter().collect(),
        None => Made::default(),
    }
}

/// Its address, where there is one.
pub(super) fn href(catalog: &Catalog) -> Option<String> {
    let base = &catalog.config.base;
    base.origin
        .as_ref()
        .map(|_| format!("{}/{PATH}", base.path))
}

fn text(book: &Book) -> String {
    let catalog = &book.catalog;
    let config = &catalog.config;
    let mut text = format!("# {}\n", one_line(&config.title));
    if let Some(description) = &config.description {
        text += &format!("\n> {}\n", one_line(description));
    }
    let part = |of: fn(&Target) -> bool| {
        let pages = book.pages.iter().filter(|page| page.listed);
        pages
            .filter(|page| {
                page.about
                    .as_ref()
                    .is_some_and(|about| of(about) && *about.route() == page.route)
            })
            .filter_map(|page| {
                let about = page.about.as_ref()?;
                Some(line(
                    catalog,
                    about.route(),
                    book.texts.title_of(about),
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
    let mut url = address::whole(catalog, route).unwrap_or_default();
    if catalog.config.markdown_export {
        url.push_str(markdown_export::FILE);
    }
    let title = one_line(title).replace(['[', ']'], "");
    format!("- [{title}]({url}): {}\n", one_line(description))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
