//! The theme: the embedded templates, overridden by the book's own ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;
use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

use super::embedded::EMBEDDED;
use super::fault::{Fault, FaultKind};
use super::html::Html;
use super::model::PageModel;
use super::strings::{FALLBACK, Strings};
use super::structured_data::PageFields;
use crate::config::{Language, Phrases, parse_strings};
use crate::diag::{LineIndex, Position, Span};
use crate::source::{ContentHash, ContentTable, SourceFile};

/// The initial capacity for a page. Most pages fit.
const ROOM: usize = 16 * 1024;

/// The template that defines the components.
const PARTS: &str = "parts.html";

/// Compiled templates, and the files that pages link to.
#[derive(Debug)]
pub struct Theme {
    /// The templates in each language that the theme has strings for.
    locales: BTreeMap<Arc<str>, Locale>,
    english: Strings,
    /// The fields that all pages share, as template values, by their hash.
    sites: ContentTable<Value>,
    /// Hash of all files of the theme.
    pub hash: ContentHash,
    sources: Vec<(Arc<str>, Arc<str>)>,
}

/// The templates with the strings of one language.
#[derive(Debug)]
struct Locale {
    strings: Strings,
    tera: Tera,
}

impl Theme {
    /// Loads the default theme. Each of the book's own files replaces the default one of the same
    /// name.
    ///
    /// # Errors
    /// A template that cannot be parsed, or that refers to something missing.
    pub fn load(own: &[SourceFile]) -> Result<Self, Fault> {
        let files = files(own);
        blocks(&files)?;
        let phrases = all_phrases(&files)?;
        let english = Strings::from_files(FALLBACK, &phrases);
        let mut tera = with_strings(Tera::new(), &english);
        let templates = files.iter().filter(|(name, _)| name.ends_with(".html"));
        let templates: Vec<(&str, &str)> =
            templates.map(|(name, text)| (&**name, &**text)).collect();
        tera.add_raw_templates(templates)
            .map_err(|error| fault(&error, &files, "base.html"))?;
        let locale = |tag: &String| {
            let strings = Strings::from_files(tag, &phrases);
            let tera = with_strings(tera.clone(), &strings);
            (Arc::from(tag.as_str()), Locale { strings, tera })
        };
        Ok(Self {
            locales: phrases.keys().map(locale).collect(),
            english,
            sites: ContentTable::default(),
            hash: ContentHash::new(&files),
            sources: files,
        })
    }

    /// Returns the files that pages link to, by name: style sheets, scripts and drawings.
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

    /// Renders the page of a model.
    ///
    /// # Errors
    /// A template that refers to a missing field.
    pub fn page(&self, model: &PageModel) -> Result<String, Fault> {
        let template = model.template;
        let fault = |error: &tera::Error| fault(error, &self.sources, template);
        let site = || Value::from_serializable(&*model.site);
        let site = self.sites.get_or_make(model.site.hash_of(), site);
        let context = context(model, site);
        let locale = self.locale(&model.locale)?;
        let mut html = Vec::with_capacity(ROOM);
        let rendered = locale.tera.render_to(template, &context, &mut html);
        let html = rendered.and_then(|()| String::from_utf8(html).map_err(tera::Error::message));
        html.map_err(|error| fault(&error))
    }

    /// Renders a component with a value, which is passed under the name of the component's
    /// parameter.
    ///
    /// # Errors
    /// A missing component, or a component that refers to a missing field.
    pub fn fragment(
        &self,
        locale: &Strings,
        (component, parameter): (&'static str, &'static str),
        value: &impl Serialize,
    ) -> Result<Html, Fault> {
        let mut context = Context::new();
        context.insert(parameter, value);
        let locale = self.locale(&locale.tag)?;
        let html = locale
            .tera
            .render_component(component, &context, None, true)
            .map_err(|error| fault(&error, &self.sources, PARTS))?;
        Ok(Html::trusted(&html))
    }

    fn locale(&self, tag: &str) -> Result<&Locale, Fault> {
        self.locales.get(tag).ok_or_else(|| Fault {
            kind: FaultKind::Template,
            file: format!("strings/{tag}.toml"),
            span: None,
            message: "there is no such file".to_owned(),
        })
    }

    /// Returns the strings of the first of these languages that has any. A language without its own
    /// strings uses those of a wider language (`zh` for `zh-Hans`). The last resort is English.
    pub fn strings(&self, languages: &[&Language]) -> &Strings {
        let mut tags = languages.iter().flat_map(|language| language.wider());
        let locale = tags.find_map(|tag| self.locales.get(tag.as_str()));
        locale.map_or(&self.english, |locale| &locale.strings)
    }
}

/// Checks that every block of a template exists in the template that it extends. Otherwise its
/// content would silently be missing from every page.
fn blocks(files: &[(Arc<str>, Arc<str>)]) -> Result<(), Fault> {
    let text_of = |name: &str| {
        let file = files.iter().find(|(known, _)| **known == *name);
        file.map(|(_, text)| &**text)
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
                kind: FaultKind::Template,
                file: frame.to_owned(),
                span: None,
                message: format!("there is no block `{block}`, which `{name}` fills"),
            });
        }
    }
    Ok(())
}

/// Returns the first word after every tag of this name, with the tag's position.
fn tags<'t>(text: &'t str, name: &str) -> impl Iterator<Item = (&'t str, usize)> {
    text.match_indices("{%").filter_map(move |(at, _)| {
        let tag = text.get(at + 2..)?.trim_start_matches('-').trim_start();
        let rest = tag.strip_prefix(name)?;
        let word = rest.strip_prefix([' ', '\n', '\t'])?.trim_start();
        let end = word.find([' ', '%', '\n'])?;
        Some((word.get(..end)?, at))
    })
}

/// Inserts the listed fields of a page into a context, by their names. The fields after `;` are
/// inserted elsewhere. A field that is in neither list does not compile.
macro_rules! seen {
    ($page:ident: $($field:ident),* ; $($other:ident),*) => {{
        let PageModel { $($field,)* $($other: _,)* } = $page;
        let mut context = Context::new();
        $(context.insert(stringify!($field), $field);)*
        context
    }};
}

/// Returns the values that templates see of a page. `site` is shared by all pages.
fn context(page: &PageModel, site: Value) -> Context {
    let mut context = seen!(page:
        frame, href, title, description, markdown_export, canonical, listed, card, crumbs, edit, print, updated,
        language, direction, locale; site, structured_data, template, page);
    let data = page.structured_data.as_ref();
    let block = data.and_then(|data| {
        data.data_block(PageFields {
            canonical: page.canonical.as_deref(),
            description: &page.description,
            language: &page.language,
            crumbs: &page.crumbs,
            origin: page.site.origin.as_deref(),
        })
    });
    context.insert("structured_data_html", &block);
    context.insert_value("page", page.page.to_value());
    context.insert_value("site", site);
    context
}

/// Registers the filter `t`, which returns the text of a key: `{{ "n-rounds" | t(n=page.rounds)
/// }}`.
fn with_strings(mut tera: Tera, strings: &Strings) -> Tera {
    let strings = strings.clone();
    let ready: HashMap<String, Value> = strings
        .fixed()
        .map(|(key, text)| (key.to_owned(), text.into()))
        .collect();
    tera.register_filter("t", move |key: &str, values: Kwargs, _: &State| {
        if let Some(text) = ready.get(key) {
            return Ok(text.clone());
        }
        let value = |name: &str| {
            let value = values.get::<Value>(name).ok().flatten();
            // a quotient is a float, but counts must read `2` and not `2.0`
            value.map(|value| match value.as_f64() {
                Some(number) if number.fract() == 0.0 => format!("{number:.0}"),
                _ => value.to_string(),
            })
        };
        let text = strings.try_with(key, value).map_err(tera::Error::message)?;
        Ok(Value::from(text))
    });
    tera
}

/// Reads the texts of every `strings/<language>.toml`, by the language in lower case. A text that
/// the book's own file leaves out is taken from the default theme.
fn all_phrases(files: &[(Arc<str>, Arc<str>)]) -> Result<BTreeMap<String, Phrases>, Fault> {
    let mut all: BTreeMap<String, Phrases> = BTreeMap::new();
    let tag_of = |name: &str| {
        let tag = name.strip_prefix("strings/")?.strip_suffix(".toml")?;
        Some(tag.to_ascii_lowercase())
    };
    for (name, text) in files {
        let Some(tag) = tag_of(name) else { continue };
        let read = parse_strings(text).map_err(|found| Fault {
            kind: FaultKind::Template,
            file: name.to_string(),
            span: Some(found.span),
            message: found.message,
        })?;
        all.insert(tag, read);
    }
    for (name, text) in EMBEDDED {
        if let (Some(tag), Ok(read)) = (tag_of(name), parse_strings(text)) {
            let known = all.entry(tag).or_default();
            for (key, phrase) in read {
                known.entry(key).or_insert(phrase);
            }
        }
    }
    Ok(all)
}

/// Returns each file once: the book's own or the embedded one.
fn files(own: &[SourceFile]) -> Vec<(Arc<str>, Arc<str>)> {
    let embedded = EMBEDDED
        .iter()
        .filter(|(name, _)| own.iter().all(|file| *file.within != **name));
    let embedded = embedded.map(|(name, text)| (Arc::from(*name), Arc::from(*text)));
    let own_files = own
        .iter()
        .map(|file| (file.within.clone(), file.text.clone()));
    let mut files: Vec<_> = embedded.chain(own_files).collect();
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
                kind: FaultKind::Template,
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
            kind: FaultKind::Template,
            file: template.to_owned(),
            span: None,
            message: plain(&error.to_string()),
        },
    }
}

/// Returns the library's message in the style of our own: lower case, no final period.
fn plain(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
