//! Lowers one file to a document.

use std::sync::Arc;

use super::cut_values;
use super::document::{Document, Entity};
use super::document_facts::FileFacts;
use super::fields::Fields;
use super::file_name::{from_id, without_number};
use super::head::{Head, Visibility};
use super::keys;
use super::kind::Kind;
use super::lints;
use super::lowering::{Lowering, aliases, visibility};
use super::registry::{KINDS, kind_of};
use super::title_section::TitleSection;
use super::values::Slug;
use crate::config::Marker;
use crate::diag::{Code, Diagnostic, Place, Span, excerpt};
use crate::source::ContentHash;
use crate::syntax::{Attributes, BlockKind, ParsedFile, Section};

/// Lowers a parsed file.
pub fn lower(file: &ParsedFile) -> Document {
    let kind = kind_of(&file.within);
    let sections = &file.outline.sections;
    let title_at = sections.iter().position(|section| section.level == 1);
    let title = title_at.and_then(|at| sections.get(at));
    let mut lowering = Lowering::new(file, title_at);
    misplaced_folder(&mut lowering);
    misplaced_interview(&mut lowering, kind);
    let no_attributes = Attributes::default();
    let attributes = title.map_or(&no_attributes, |title| &title.attributes);
    let groups = [kind.keys, keys::FILE];
    let mut fields = Fields::new(&file.path, kind.article, &groups, &file.fields, attributes);
    if file.unreadable_fields {
        fields = fields.incomplete();
    }
    cut_values::report(&mut lowering, &groups, &mut fields);
    let facts = FileFacts {
        short_title: fields.get(&keys::TITLE).map(Arc::from),
        description: fields.get(&keys::DESCRIPTION),
        added: fields.get(&keys::ADDED),
        updated: fields.get(&keys::UPDATED),
        reviewed: fields.get(&keys::REVIEWED),
        language: fields.get(&keys::LANG),
    };
    let head = head(
        &mut lowering,
        kind,
        title,
        &facts,
        visibility(&mut fields, Visibility::Public),
    );
    let head = Head {
        aliases: aliases(&mut fields),
        links: title
            .map(|title| lowering.heading_links(title))
            .unwrap_or_default(),
        ..head
    };
    let mut section = title_section(file, title);
    section.written |= facts.short_title.is_some();
    let entity = (kind.lower)(&mut lowering, head, fields, &section);
    lints::report(&mut lowering, kind);
    only_the_place(&mut lowering.diagnostics);
    Document {
        interface_hash: interface_hash(file, &entity, &facts),
        texts: lowering.texts.into_inner(),
        titles: lowering.titles.into_inner(),
        path: file.path.clone(),
        within: file.within.clone(),
        text: file.text.clone(),
        markdown: file.markdown.clone(),
        entity,
        facts,
        lists: lists(file),
        headings: file.outline.anchors.clone(),
        names: file.outline.names.clone(),
        codes: file.outline.codes.clone(),
        diagnostics: lowering.diagnostics,
    }
}

/// Returns the hash of everything that other files can see of a document. The titles of questions,
/// rounds, interviews and frameworks are only shown and do not count; menus and lists are sorted by
/// the titles of all others.
fn interface_hash(file: &ParsedFile, entity: &Entity, facts: &FileFacts) -> ContentHash {
    let short = facts.short_title.as_ref();
    let called = match entity {
        Entity::Interview(_) | Entity::Round(_) | Entity::Question(_) | Entity::Framework(_) => {
            None
        }
        Entity::Cover(_)
        | Entity::Page(_)
        | Entity::Topic(_)
        | Entity::Company(_)
        | Entity::Role(_)
        | Entity::Faq(_) => Some((&entity.head().title, short)),
    };
    let facts = FileFacts {
        short_title: None,
        ..facts.clone()
    };
    ContentHash::new(&(&file.path, &file.within, entity, facts, called))
}

fn title_section<'a>(file: &'a ParsedFile, title: Option<&'a Section>) -> TitleSection<'a> {
    let first = file.outline.sections.first();
    let opening_end = first.map_or(file.markdown.len(), |section| section.span.start);
    let opening = Span::new(file.body_start, opening_end);
    TitleSection {
        level: 1,
        written: title.is_some(),
        text: std::iter::once(opening)
            .chain(title.map(|title| title.body))
            .collect(),
        blocks: title.map_or(&file.outline.opening, |title| &title.blocks),
    }
}

/// Returns the lists of three or more items: the span of each list, and the first line of each item
/// without its marker.
fn lists(file: &ParsedFile) -> Vec<(Span, Vec<Span>)> {
    let outline = &file.outline;
    let sections = outline.sections.iter().flat_map(|section| &section.blocks);
    let lists = sections
        .chain(&outline.opening)
        .filter_map(|block| match &block.kind {
            BlockKind::List(items) if items.len() >= SHORTEST_LIST => Some((block.span, items)),
            BlockKind::List(_) | BlockKind::Paragraph | BlockKind::Quote | BlockKind::Other => None,
        });
    let first_line = |item: &Span| {
        let line = excerpt(&file.markdown, *item)
            .lines()
            .next()
            .unwrap_or_default();
        let text = line.trim_start_matches(|c: char| c.is_ascii_digit() || "-*+.) ".contains(c));
        let start = item.start + line.len() - text.len();
        Span::new(start, start + text.len())
    };
    lists
        .map(|(span, items)| (span, items.iter().map(first_line).collect()))
        .collect()
}

/// The number of items of the shortest list that counts.
const SHORTEST_LIST: usize = 3;

/// Reports a folder such as `question/` or `Frameworks/`, whose name is a misspelled kind.
fn misplaced_folder(lowering: &mut Lowering<'_>) {
    let within = lowering.file.within.clone();
    let Some((folder, rest)) = within.split_once('/') else {
        return;
    };
    let mut kinds = KINDS
        .iter()
        .filter_map(|kind| Some((kind.folder?, kind.name)));
    if kinds.clone().any(|(known, _)| known == folder) {
        return;
    }
    let plain = folder.to_lowercase();
    if let Some((known, _)) = kinds.find(|(known, name)| is_slip(&plain, known, name)) {
        let message = format!("the folder `{folder}` is nearly `{known}`");
        let help = format!("move the file to `{known}/{rest}`");
        lowering.report(Code::WrongPlaceFolder, Span::default(), message, help);
    }
}

/// Reports an interview among the free pages: it has the keys of one and rounds.
fn misplaced_interview(lowering: &mut Lowering<'_>, kind: &Kind) {
    let file = lowering.file;
    let mut sections = file.outline.sections.iter();
    let has_round = sections.any(|section| section.marker == Some(Marker::Round));
    let has_key = |name: &str| file.fields.iter().any(|field| field.key == name);
    let is_page =
        kind.folder.is_none() && !kind.holds_entities && file.within.as_ref() != "index.md";
    let is_elsewhere = !lowering.diagnostics.iter().any(is_of_place);
    if is_page && is_elsewhere && has_round && (has_key("company") || has_key("role")) {
        let name = file.within.rsplit('/').next().unwrap_or_default();
        let message = "this is an interview, and is not in the folder `interviews`";
        let help = format!("move the file to `interviews/{name}`");
        lowering.report(Code::WrongPlaceFolder, Span::default(), message, help);
    }
}

/// Removes the diagnostics that follow from a wrong place, as the file is read as a page of prose there.
fn only_the_place(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.iter().any(is_of_place) {
        diagnostics.retain(is_of_place);
    }
}

fn is_of_place(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == Code::WrongPlaceFolder
}

/// Returns whether a folder's name is the name of a kind in another case or number, or with one
/// letter too many, too few or out of place. A different letter makes another word (`rules`,
/// `roles`).
fn is_slip(folder: &str, known: &str, name: &str) -> bool {
    let near = |word: &str| {
        let same_length = folder.chars().count() == word.chars().count();
        match strsim::damerau_levenshtein(folder, word) {
            0 => true,
            1 => !same_length || sorted(folder) == sorted(word),
            _ => false,
        }
    };
    near(known) || near(name) || near(&format!("{name}s"))
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

fn head(
    lowering: &mut Lowering<'_>,
    kind: &Kind,
    title: Option<&Section>,
    facts: &FileFacts,
    visibility: Visibility,
) -> Head {
    let stem = stem(&lowering.file.within, kind);
    let (id, id_span) = match title {
        Some(section) if section.attributes.id.is_some() => lowering.id(section, &stem),
        _ => (
            stem_id(lowering, &stem),
            title.map_or(Span::default(), |title| title.text_span),
        ),
    };
    let words = title.map(|title| match title.marker {
        Some(marker) if kind.title_marker != Some(marker) => title.whole.clone(),
        _ => title.text.clone(),
    });
    let words = words.filter(|text| !text.is_empty());
    let words = words.or_else(|| facts.short_title.as_deref().map(str::to_owned));
    if words.is_none() && !kind.untitled && !lowering.file.unreadable_fields {
        no_title(lowering, kind, id_span, &id);
    }
    let title_span = title.map_or(Span::default(), |title| title.text_span);
    let is_made = title.is_none_or(|title| title.attributes.id.is_none());
    let moved_from = is_made.then(|| id.before_signs(&stem)).flatten();
    let title = words.unwrap_or_else(|| from_id(&id)).into();
    Head {
        id,
        title_idx: lowering.titled(&title, title_span),
        title,
        span: id_span,
        title_span,
        visibility,
        aliases: Vec::new(),
        moved_from,
        id_slot: None,
        links: Vec::new(),
    }
}

/// Reports a file without a title. The title of a page of prose can be made of its file's name.
fn no_title(lowering: &mut Lowering<'_>, kind: &Kind, span: Span, id: &Slug) {
    let path = &lowering.file.path;
    let diagnostic = Diagnostic::new(
        Code::MissingKey,
        Place::new(path, span),
        "the file has no title",
    );
    let diagnostic = match kind.holds_entities || kind.folder.is_some() {
        true => diagnostic.help("write a heading `# …` above the text"),
        false => {
            let place = Place::new(path, Span::point(lowering.file.body_start));
            let heading = format!("# {}", from_id(id));
            let help = format!("write a heading `{heading}` above the text");
            diagnostic.fix(help, place, format!("{heading}\n\n"))
        }
    };
    lowering.diagnostics.push(diagnostic);
}

/// Returns the part of a path that gives the id: the name of the file, or of its folder for an
/// `index.md`. Round files and free pages lose their order number.
fn stem(within: &str, kind: &Kind) -> String {
    let path = within.strip_suffix(".md").unwrap_or(within);
    let path = path.strip_suffix("/index").unwrap_or(path);
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    if kind.ordered {
        without_number(name).to_owned()
    } else {
        name.to_owned()
    }
}

fn stem_id(lowering: &mut Lowering<'_>, stem: &str) -> Slug {
    Slug::from_text(stem).unwrap_or_else(|| {
        let message = format!("no id can be made of the file name `{}`", stem);
        lowering.report(Code::BadId, Span::default(), message, "rename the file");
        Slug::stand_in(0)
    })
}
