//! The site's own texts: complete in every language, and selected as the book says.

use std::collections::{BTreeMap, BTreeSet};

use prepbook::config::{LABELS, Language, Phrases, QUESTION_PARTS, parse_strings};
use prepbook::kinds::{
    Difficulty, Format, FrameworkShape, Outcome, Pressure, RoundKind, ToldBy, Tone,
};
use prepbook::render::{EMBEDDED, Theme};
use scraper::{Html, Selector};

use crate::book::{Book, pages};

/// Returns the texts of the default theme, by language.
fn embedded() -> BTreeMap<&'static str, Phrases> {
    let files = EMBEDDED.iter().filter_map(|(name, text)| {
        let tag = name.strip_prefix("strings/")?.strip_suffix(".toml")?;
        Some((tag, parse_strings(text).expect("texts that can be read")))
    });
    files.collect()
}

/// Returns the names in braces.
fn values(text: &str) -> BTreeSet<&str> {
    let parts = text.split('{').skip(1);
    parts
        .map(|part| part.split_once('}').expect("a closing brace").0)
        .collect()
}

#[test]
fn every_language_has_every_text() {
    let all = embedded();
    assert_eq!(all.keys().copied().collect::<Vec<_>>(), ["en", "zh"]);
    let english = &all["en"];
    for (tag, strings) in &all {
        let keys = |strings: &Phrases| strings.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(strings), keys(english), "{tag}");
        for (key, phrase) in strings {
            assert_eq!(
                values(&phrase.other),
                values(&english[key].other),
                "{tag}: {key}"
            );
            assert!(!phrase.other.trim().is_empty(), "{tag}: {key}");
            // English has two forms for counts, Chinese has one
            let counts = phrase.other.contains("{n}") && english[key].one.is_some();
            assert_eq!(
                phrase.one.is_some(),
                *tag == "en" && english[key].one.is_some(),
                "{tag}: {key}"
            );
            assert!(
                !counts || values(&phrase.other).contains("n"),
                "{tag}: {key}"
            );
        }
    }
}

/// Returns the quoted keys of a text that are before or after something, such as `"…" | t`.
fn keys<'t>(text: &'t str, before: &str, after: &str) -> BTreeSet<&'t str> {
    let parts: Vec<&str> = text.split('"').collect();
    let named = parts.windows(3).filter(|around| {
        around[0].trim_end().ends_with(before) && around[2].trim_start().starts_with(after)
    });
    named.map(|around| around[1]).collect()
}

#[test]
fn templates_and_models_name_texts_that_exist_and_no_text_is_left_over() {
    let english = &embedded()["en"];
    let mut used = BTreeSet::new();
    for (name, text) in EMBEDDED.iter().filter(|(name, _)| name.ends_with(".html")) {
        for key in keys(text, "", "| t") {
            assert!(english.contains_key(key), "{name}: `{key}`");
            used.insert(key.to_owned());
        }
    }
    let mut sources = String::new();
    for folder in ["src/outputs", "src/pages", "src/render"] {
        let folder = format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"));
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry.expect("an entry");
            if entry.file_type().is_file() {
                sources += &std::fs::read_to_string(entry.path()).expect("a file");
            }
        }
    }
    for call in [".text(", ".with(", ".count(", ".said("] {
        for key in keys(&sources, call, "") {
            assert!(english.contains_key(key), "`{key}`");
        }
    }
    for part in QUESTION_PARTS {
        assert!(english.contains_key(part.key), "`{}`", part.key);
        used.insert(part.key.to_owned());
    }
    // keys in tables of the code are quoted and alone
    used.extend(
        english
            .keys()
            .filter(|key| sources.contains(&format!("\"{key}\"")))
            .cloned(),
    );
    let values = english
        .keys()
        .filter(|key| key.starts_with("value-") || key.starts_with("alert-"));
    used.extend(values.cloned());
    let unused: Vec<&String> = english.keys().filter(|key| !used.contains(*key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_fixed_value_has_a_label() {
    let mut words = BTreeSet::new();
    words.extend(Difficulty::ALL.iter().map(|one| one.as_str()));
    words.extend(RoundKind::ALL.iter().map(|one| one.as_str()));
    words.extend(Format::ALL.iter().map(|one| one.as_str()));
    words.extend(Tone::ALL.iter().map(|one| one.as_str()));
    words.extend(Pressure::ALL.iter().map(|one| one.as_str()));
    words.extend(Outcome::ALL.iter().map(|one| one.as_str()));
    words.extend(ToldBy::ALL.iter().map(|one| one.as_str()));
    words.extend(FrameworkShape::ALL.iter().map(|one| one.as_str()));
    assert_eq!(LABELS.iter().copied().collect::<BTreeSet<_>>(), words);
    for (tag, strings) in embedded() {
        let labeled: BTreeSet<&str> = strings
            .keys()
            .filter_map(|key| key.strip_prefix("value-"))
            .collect();
        assert_eq!(labeled, words, "{tag}");
    }
}

#[test]
fn languages_fall_back_from_narrow_to_wide() {
    let theme = Theme::load(&[]).expect("the default theme loads");
    let tag = |languages: &[&str]| {
        let languages: Vec<Language> = languages
            .iter()
            .map(|tag| Language::parse(tag).expect("a tag"))
            .collect();
        theme
            .strings(&languages.iter().collect::<Vec<_>>())
            .tag
            .to_string()
    };
    assert_eq!(tag(&["zh-Hans-CN"]), "zh");
    assert_eq!(tag(&["ZH"]), "zh");
    assert_eq!(tag(&["el"]), "en");
    assert_eq!(tag(&["el", "zh-Hant"]), "zh");
    assert_eq!(tag(&["en-GB", "zh"]), "en");
    for (tag, direction) in [
        ("en", "ltr"),
        ("he", "rtl"),
        ("ar-EG", "rtl"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("ur", "rtl"),
    ] {
        assert_eq!(
            Language::parse(tag).expect("a tag").direction(),
            direction,
            "{tag}"
        );
    }
    for none in ["", "e", "en_US", "Simplified Chinese", "en-", "12"] {
        assert_eq!(Language::parse(none), None, "{none}");
    }
}

const QUESTION: &str = "---\ndifficulty: hard\n---\n# Why us?\n\nBecause.\n";

fn book(settings: &str, files: &[(&str, &str)]) -> Book {
    let mut all = vec![
        ("book.toml", settings),
        ("content/questions/why-us.md", QUESTION),
    ];
    all.extend(files);
    Book::of(&all)
}

#[test]
fn a_site_speaks_the_language_of_its_book() {
    let built = book("[book]\ntitle = \"手册\"\nlanguage = \"zh-Hans\"\n", &[]).build();
    assert_eq!(built.diagnostics.errors(), 0);
    let pages = pages(&built);
    let question = &pages["questions/why-us/index.html"];
    for said in [
        "<html lang=\"zh-Hans\" dir=\"ltr\">",
        "跳到正文",
        "面试官提问",
        "困难",
        "参考回答",
    ] {
        assert!(question.contains(said), "{said}: {question}");
    }
    // no page has an English word left
    for (path, html) in pages.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = Html::parse_document(html);
        let all = Selector::parse("body").expect("a selector");
        let text: String = html.select(&all).flat_map(|body| body.text()).collect();
        let text = text.replace("Why us?", "").replace("Because.", "");
        let english: Vec<&str> = text
            .split(|c: char| !c.is_ascii_alphabetic())
            .filter(|word| word.len() > 1) // a letter alone is a key
            .collect();
        assert!(english.is_empty(), "{path}: {english:?}");
    }
}

#[test]
fn labels_rename_values_everywhere() {
    let built = book(
        "[book]\ntitle = \"A book\"\n[labels]\nhard = \"Senior <1>\"\n",
        &[],
    )
    .build();
    assert_eq!(built.diagnostics.errors(), 0, "{:?}", built.diagnostics);
    let pages = pages(&built);
    assert!(
        pages["questions/why-us/index.html"].contains("</span> Senior &lt;1&gt;</a>"),
        "{}",
        pages["questions/why-us/index.html"]
    );
    assert!(pages["difficulties/hard/index.html"].contains("<h1>Senior &lt;1&gt; questions</h1>"));
    assert!(
        pages
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
            .all(|(_, html)| !html.contains("Hard")),
        "in links and titles too"
    );
}

#[test]
fn a_file_of_another_language_is_marked_and_its_page_speaks_it() {
    let faq = "---\nlang: he\n---\n# שאלות\n\n## כמה סבבים יש?\n\nשלושה.\n";
    let chinese = "---\nlang: zh\n---\n# 指南\n\n> [!TIP]\n> 提前准备。\n";
    let built = book(
        "[book]\ntitle = \"A book\"\n",
        &[("content/faq/he.md", faq), ("content/guide/zh.md", chinese)],
    )
    .build();
    assert_eq!(built.diagnostics.errors(), 0, "{:?}", built.diagnostics);
    let pages = pages(&built);
    let guide = &pages["guide/zh/index.html"];
    assert!(guide.contains("<html lang=\"zh\" dir=\"ltr\">"), "{guide}");
    assert!(
        guide.contains("<header class=\"top\" lang=\"en\" dir=\"ltr\">"),
        "{guide}"
    );
    assert!(
        guide.contains("<p class=\"alert-title\">提示</p>"),
        "{guide}"
    );
    let faq = &pages["faq/index.html"];
    assert!(faq.contains("<html lang=\"en\" dir=\"ltr\">"), "{faq}");
    assert!(
        faq.contains("<div class=\"text\" lang=\"he\" dir=\"rtl\">\n<p>שלושה.</p>"),
        "{faq}"
    );
    let question = &pages["questions/why-us/index.html"];
    assert!(
        !question.contains("<div class=\"text\" lang="),
        "a page's own text is of its language"
    );
}

#[test]
fn a_book_changes_single_texts() {
    let strings = "answer = \"What we would say\"\nn-questions = { one = \"a single one\", other = \"{n} of them\" }\n";
    let book = book(
        "[book]\ntitle = \"A book\"\n",
        &[("themes/default/strings/en.toml", strings)],
    );
    let built = pages(&book.build());
    assert!(built["questions/why-us/index.html"].contains("<h2>What we would say</h2>"));
    assert!(
        built["questions/why-us/index.html"].contains("The interviewer asks"),
        "the others are still there"
    );
    book.write("themes/default/strings/en.toml", "answer = 3\n");
    let report = format!("{:?}", book.build().diagnostics);
    assert!(
        report.contains("TemplateError") && report.contains("themes/default/strings/en.toml"),
        "{report}"
    );
}
