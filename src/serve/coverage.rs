//! A page for authors that shows the gaps of the book. No build contains it: it is made on request,
//! from the book that is served.

use crate::build::Book;
use crate::checks::{Coverage, Missing};
use crate::render::Html;

/// The path of the page.
pub const COVERAGE: &str = "/.prepbook/coverage/";

/// Renders the page. `base` is the prefix of the site's addresses, and `styles` are the addresses of
/// its style sheets.
pub fn page(book: &Book, base: &str, styles: &[String]) -> String {
    let coverage = Coverage::new(&book.catalog, &book.texts);
    let styles: String = styles
        .iter()
        .map(|style| {
            format!(
                "<link rel=\"stylesheet\" href=\"{}\">\n",
                Html::escaped(style)
            )
        })
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>Coverage</title>\n{styles}</head>\n\
         <body><div class=\"sheet\"><main id=\"main\">\n<h1>Coverage</h1>\n\
         <p>For authors: no build holds this page. <a href=\"{base}/\">To the site</a></p>\n\
         {counts}{gaps}{asked}</main></div></body></html>\n",
        base = Html::escaped(base),
        counts = counts(&coverage),
        gaps = gaps(&coverage, base),
        asked = asked_most_often(&coverage, base),
    )
}

/// The policy of the page: it uses the site's own styles, and the script that keeps it current.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      script-src 'self'; connect-src 'self'";

fn counts(coverage: &Coverage) -> String {
    let answered = format!("{} %", coverage.percent_answered());
    let rows = [
        ("Questions", coverage.questions.to_string()),
        ("Answered", answered),
        ("Interviews", coverage.interviews.to_string()),
        ("Rounds", coverage.rounds.to_string()),
        ("Frameworks", coverage.frameworks.to_string()),
        ("Topics", coverage.topics.to_string()),
        ("Takeaways", coverage.takeaways.to_string()),
        ("Words", coverage.words.to_string()),
    ];
    let row = |(name, value)| format!("<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>\n");
    format!("<table>\n{}</table>\n", rows.map(row).concat())
}

fn gaps(coverage: &Coverage, base: &str) -> String {
    let gaps = coverage.gaps().map(|(title, missing)| {
        let rows = missing.iter().map(|missing: &Missing| {
            let file = missing.file.as_deref().map_or_else(String::new, |file| {
                format!(" <code>{}</code>", Html::escaped(file))
            });
            let link = link(base, &missing.page, &missing.title);
            format!("<li>{link}{file}</li>\n")
        });
        section(title, rows.collect())
    });
    gaps.concat()
}

fn asked_most_often(coverage: &Coverage, base: &str) -> String {
    let rows = coverage.asked_most_often.iter().map(|question| {
        format!(
            "<li>{} <span>{} times</span></li>\n",
            link(base, &question.page, &question.title),
            question.times
        )
    });
    section("Asked most often", rows.collect())
}

/// Renders a heading with the number of rows, and the rows; nothing if there are none.
fn section(title: &str, rows: Vec<String>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let (count, rows) = (rows.len(), rows.concat());
    format!("<section><h2>{title}: {count}</h2>\n<ul>\n{rows}</ul></section>\n")
}

fn link(base: &str, page: &str, title: &str) -> String {
    format!(
        "<a href=\"{}\">{}</a>",
        Html::escaped(&format!("{base}{page}")),
        Html::escaped(title)
    )
}
