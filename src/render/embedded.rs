//! The files of the default theme. `BLESS=1 cargo test --test suite -- tidy` writes this list from the folder.

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../themes/default/", $name)))),*]
    };
}

/// The files of the default theme, by their names in its folder.
pub const EMBEDDED: &[(&str, &str)] = embedded![
    "404.html",
    "base.html",
    "faq.html",
    "folder.html",
    "framework.html",
    "frameworks.html",
    "guide.html",
    "head.html",
    "home.html",
    "icon.svg",
    "interview.html",
    "interviews.html",
    "parts.html",
    "print.html",
    "question.html",
    "questions.html",
    "redirect.html",
    "round.html",
    "scripts/bank.js",
    "scripts/find.js",
    "scripts/search.js",
    "scripts/settings.js",
    "scripts/site.js",
    "search.html",
    "settings.html",
    "shapes.html",
    "site.css",
    "strings/en.toml",
    "strings/zh.toml",
    "takeaways.html",
    "term.html",
    "terms.html",
    "value.html",
    "values.html",
];
