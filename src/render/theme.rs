//! The theme: the templates that are part of the tool, a book's own in front of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;
use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use super::words::FALLBACK;
use super::{Fault, FaultOf, Html, PageModel, Words};
use crate::config::{Language, Strings, strings};
use crate::diag::{LineIndex, Position, Span};
use crate::source::{ContentHash, ContentTable, SourceFile};

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

/// Most pages are no longer.
const ROOM: usize = 16 * 1024;

/// Where components are at home.
const PARTS: &str = "parts.html";

/// Templates that are ready to render, and the style sheet.
#[derive(Debug)]
pub struct Theme {
    /// The templates in each language that the theme has texts for.
    voices: BTreeMap<Arc<str>, Voice>,
    english: Words,
    /// What all pages share, as templates see it, by its hash.
    sites: ContentTable<Value>,
    /// Of every file of the theme.
    pub hash: ContentHash,
    sources: Vec<(Arc<str>, Arc<str>)>,
}

/// The templates, speaking one language.
#[derive(Debug)]
struct Voice {
    words: Words,
    tera: Tera,
}

impl Theme {
    /// The default theme with the book's own files in front of it, one by one.
    ///
    /// # Errors
    /// A template that does not parse, or names what is not there.
    pub fn load(own: &[SourceFile]) -> Result<Self, Fault> {
        let files = files(own);
        blocks(&files)?;
        let strings = all_strings(&files)?;
        let english = Words::of(FALLBACK, &strings);
        let mut tera = speaking(Tera::new(), &english);
        let templates = files.iter().filter(|(name, _)| name.ends_with(".html"));
        let templates: Vec<(&str, &str)> =
            templates.map(|(name, text)| (&**name, &**text)).collect();
        tera.add_raw_templates(templates)
            .map_err(|error| fault(&error, &files, "base.html"))?;
        let voice = |tag: &String| {
            let words = Words::of(tag, &strings);
            let tera = speaking(tera.clone(), &words);
            (Arc::from(tag.as_str()), Voice { words, tera })
        };
        Ok(Self {
            voices: strings.keys().map(voice).collect(),
            english,
            sites: ContentTable::default(),
            hash: ContentHash::new(&files),
            sources: files,
        })
    }

    /// The files that pages link to, by name: style sheets, scripts and drawings.
    pub fn linked(&self) -> impl Iterator<Item = (&str, &str)> {
        let linked = |name: &str| {
            [".css", ".js", ".svg"]
                .iter()
                .any(|end| name.ends_with(end))
        };
        let files = self.sources.iter();
        files
            .filter(move |(name, _)| linked(name))
            .map(|(name, text)| (&**name, &**text))
    }

    /// The page of a model.
    ///
    /// # Errors
    /// A template that asks for what the model has not.
    pub fn page(&self, model: &PageModel) -> Result<String, Fault> {
        let template = model.page.template();
        let fault = |error: &tera::Error| fault(error, &self.sources, template);
        let site = || Value::from_serializable(&*model.site);
        let site = self.sites.get_or_make(model.site.hash_of(), site);
        let context = context(model, site);
        let voice = self.voice(&model.voice)?;
        let mut html = Vec::with_capacity(ROOM);
        let rendered = voice.tera.render_to(template, &context, &mut html);
        let html = rendered.and_then(|()| String::from_utf8(html).map_err(tera::Error::message));
        html.map_err(|error| fault(&error))
    }

    /// What a component shows of a value, given to it under the name of its parameter.
    ///
    /// # Errors
    /// A component that is not there, or asks for what the value has not.
    pub fn fragment(
        &self,
        voice: &Words,
        (component, parameter): (&'static str, &'static str),
        value: &impl Serialize,
    ) -> Result<Html, Fault> {
        let mut context = Context::new();
        context.insert(parameter, value);
        let voice = self.voice(&voice.tag)?;
        let html = voice
            .tera
            .render_component(component, &context, None, true)
            .map_err(|error| fault(&error, &self.sources, PARTS))?;
        Ok(Html::trusted(&html))
    }

    fn voice(&self, tag: &str) -> Result<&Voice, Fault> {
        self.voices.get(tag).ok_or_else(|| Fault {
            of: FaultOf::Template,
            file: format!("strings/{tag}.toml"),
            span: None,
            message: "there is no such file".to_owned(),
        })
    }

    /// The texts of the first of these languages that there are any in; of a wider one (`zh` for
    /// `zh-Hans`), where there are none in itself; or else in English.
    pub fn words(&self, languages: &[&Language]) -> &Words {
        let mut tags = languages.iter().flat_map(|language| language.wider());
        let voice = tags.find_map(|tag| self.voices.get(tag.as_str()));
        voice.map_or(&self.english, |voice| &voice.words)
    }
}

/// Every block that a template fills must be in the one it extends: otherwise what it holds would be
/// left out of every page without a word.
fn blocks(files: &[(Arc<str>, Arc<str>)]) -> Result<(), Fault> {
    let text_of = |name: &str| {
        let found = files.iter().find(|(known, _)| **known == *name);
        found.map(|(_, text)| &**text)
    };
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let Some((frame, _)) = tags(text, "extends").next() else {
            continue;
        };
        let frame = frame.trim_matches('"');
        let Some(frame_text) = text_of(frame) else {
            continue;
        };
        let known: Vec<&str> = tags(frame_text, "block").map(|(block, _)| block).collect();
        let extends = tags(frame_text, "extends").next().is_some();
        if let Some((block, _)) = tags(text, "block").find(|(block, _)| !known.contains(block))
            && !extends
        {
            return Err(Fault {
                of: FaultOf::Template,
                file: frame.to_owned(),
                span: None,
                message: format!("there is no block `{block}`, which `{name}` fills"),
            });
        }
    }
    Ok(())
}

/// The first word behind every tag of that name, and where it begins.
fn tags<'t>(text: &'t str, name: &str) -> impl Iterator<Item = (&'t str, usize)> {
    text.match_indices("{%").filter_map(move |(at, _)| {
        let tag = text.get(at + 2..)?.trim_start_matches('-').trim_start();
        let rest = tag.strip_prefix(name)?;
        let word = rest.strip_prefix([' ', '\n', '\t'])?.trim_start();
        let end = word.find([' ', '%', '\n'])?;
        Some((word.get(..end)?, at))
    })
}

/// The fields of a page by their names, but for those that templates see in another form. One that is
/// named on neither side does not compile.
macro_rules! seen {
    ($page:ident: $($field:ident),* ; $($other:ident),*) => {{
        let PageModel { $($field,)* $($other: _,)* } = $page;
        let mut context = Context::new();
        $(context.insert(stringify!($field), $field);)*
        context
    }};
}

/// What templates see of a page; `site` as all pages share it.
fn context(page: &PageModel, site: Value) -> Context {
    let mut context = seen!(page:
        frame, href, title, description, twin, canonical, listed, card, crumbs, edit, print, updated,
        language, direction, voice, page; site, facts);
    let facts = page.facts.as_ref().and_then(|facts| facts.block(page));
    context.insert("facts_html", &facts);
    context.insert_value("site", site);
    context
}

/// Templates whose filter `say` gives the text of a key: `{{ "n-rounds" | say(n=page.rounds) }}`.
fn speaking(mut tera: Tera, words: &Words) -> Tera {
    let words = words.clone();
    let ready: HashMap<String, Value> = words
        .fixed()
        .map(|(key, text)| (key.to_owned(), text.into()))
        .collect();
    tera.register_filter("say", move |key: &str, values: Kwargs, _: &State| {
        if let Some(text) = ready.get(key) {
            return Ok(text.clone());
        }
        let value = |name: &str| {
            let found = values.get::<Value>(name).ok().flatten();
            // a quotient is a float, and `2.0 minutes` is no way to count
            found.map(|value| match value.as_f64() {
                Some(number) if number.fract() == 0.0 => format!("{number:.0}"),
                _ => value.to_string(),
            })
        };
        let said = words.say(key, value).map_err(tera::Error::message)?;
        Ok(Value::from(said))
    });
    tera
}

/// The texts of every `strings/<language>.toml`, by the language in lower case. Of the default
/// theme's English none is lost: what a book's own file leaves out is still there.
fn all_strings(files: &[(Arc<str>, Arc<str>)]) -> Result<BTreeMap<String, Strings>, Fault> {
    let mut all: BTreeMap<String, Strings> = BTreeMap::new();
    let tag_of = |name: &str| {
        let tag = name.strip_prefix("strings/")?.strip_suffix(".toml")?;
        Some(tag.to_ascii_lowercase())
    };
    for (name, text) in files {
        let Some(tag) = tag_of(name) else { continue };
        let read = strings(text).map_err(|found| Fault {
            of: FaultOf::Template,
            file: name.to_string(),
            span: Some(found.span),
            message: found.message,
        })?;
        all.insert(tag, read);
    }
    for (name, text) in EMBEDDED {
        if let (Some(tag), Ok(read)) = (tag_of(name), strings(text)) {
            let known = all.entry(tag).or_default();
            for (key, phrase) in read {
                known.entry(key).or_insert(phrase);
            }
        }
    }
    Ok(all)
}

/// Each file once: the book's own, or else the embedded one.
fn files(own: &[SourceFile]) -> Vec<(Arc<str>, Arc<str>)> {
    let embedded = EMBEDDED
        .iter()
        .filter(|(name, _)| own.iter().all(|file| *file.within != **name));
    let embedded = embedded.map(|(name, text)| (Arc::from(*name), Arc::from(*text)));
    let own = own
        .iter()
        .map(|file| (file.within.clone(), file.text.clone()));
    let mut files: Vec<_> = embedded.chain(own).collect();
    files.sort();
    files
}

fn fault(error: &tera::Error, sources: &[(Arc<str>, Arc<str>)], template: &str) -> Fault {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let source = sources
                .iter()
                .find(|(name, _)| **name == *report.filename());
            let span = report.span();
            Fault {
                of: FaultOf::Template,
                file: report.filename().to_owned(),
                span: source.map(|(_, text)| {
                    let lines = LineIndex::new(text);
                    // The library counts columns from 0.
                    let offset = |line, column: usize| {
                        let column = column + 1;
                        lines.offset(Position { line, column })
                    };
                    let start = offset(span.start_line, span.start_col);
                    Span::new(start, offset(span.end_line, span.end_col))
                }),
                message: plain(report.message()),
            }
        }
        _ => Fault {
            of: FaultOf::Template,
            file: template.to_owned(),
            span: None,
            message: plain(&error.to_string()),
        },
    }
}

/// The library's sentence as the project's own messages are written: lower case, no final period.
fn plain(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
