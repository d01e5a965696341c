//! The entities of a file, read off their debug form, so that no field is forgotten.

use std::collections::BTreeMap;
use std::fmt::Debug;

/// The entities of a file, each below its parent, in order.
#[derive(Debug)]
pub struct Entities(Vec<Row>);

/// An entity: where it is and what it has.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    depth: usize,
    kind: String,
    fields: BTreeMap<String, String>,
}

/// What is different between two versions of a file.
pub enum Change {
    None,
    /// Open values differ.
    Value(String),
    /// As many entities of each kind, differently placed.
    Tree(String),
    /// Entities, keys or closed values are gone, or new.
    Lost(String),
}

/// Types of entities in the debug form.
const KINDS: &[&str] = &[
    "Interview",
    "Round",
    "Question",
    "Asking",
    "Framework",
    "Step",
    "Term",
    "FaqFile",
    "Entry",
    "Page",
];

/// Fields that are made of places, words or other fields, and those in which every text is as good
/// as another.
const DERIVED: &[&str] = &[
    "span",
    "title_span",
    "anchor",
    "titled",
    "title_idx",
    "text_idx",
    "id_slot",
    "moved_from",
    "anchors",
    "links",
    "hash",
    "definitions",
    "spans",
    "title",
    "level",
    "heading",
    "named_parts",
];
const OPEN: &[&str] = &[
    "company",
    "role",
    "experience",
    "location",
    "applied_via",
    "first_contact",
    "duration",
    "date",
    "topics",
    "minutes",
    "interviewer",
    "use_when",
    "words",
    "synonyms",
    "parent",
    "website",
    "level",
    "uses",
    "evidence",
    "question",
    "aliases",
    "links",
    "summary",
    "description",
    "name",
    "url",
    "heard_back",
    "id",
    "order",
];

impl Entities {
    pub fn new(entity: &impl Debug) -> Self {
        let debug = format!("{entity:?}");
        let value = Reader { rest: &debug }.value();
        let mut rows = Vec::new();
        collect(&value, 0, &mut rows);
        Self(rows)
    }

    /// Compares two versions. `moved` says that only the number of `#` of a heading differs.
    pub fn compare(&self, after: &Self, moved: bool) -> Change {
        let kinds = |rows: &[Row]| {
            let mut kinds: Vec<String> = rows.iter().map(|row| row.kind.clone()).collect();
            kinds.sort();
            kinds
        };
        let places = |rows: &[Row]| -> Vec<(usize, String)> {
            rows.iter()
                .map(|row| (row.depth, row.kind.clone()))
                .collect()
        };
        if kinds(&self.0) != kinds(&after.0) {
            let is_heading = |kind: &String| matches!(&**kind, "Step" | "Entry");
            let lost = kinds(&self.0).into_iter().filter(|kind| !is_heading(kind));
            let kept = kinds(&after.0).into_iter().filter(|kind| !is_heading(kind));
            if moved && lost.eq(kept) {
                return Change::Tree("a step or an entry is a heading of the text".to_owned());
            }
            return Change::Lost(format!("{} entities, then {}", self.0.len(), after.0.len()));
        }
        if places(&self.0) != places(&after.0) {
            return Change::Tree("another tree".to_owned());
        }
        let mut values = Vec::new();
        for (before, after) in self.0.iter().zip(&after.0) {
            for name in before.fields.keys().chain(after.fields.keys()) {
                match (before.fields.get(name), after.fields.get(name)) {
                    (Some(old), Some(new)) if old == new => {}
                    (Some(old), Some(new)) if OPEN.contains(&&**name) => {
                        values.push(format!("{name}: {old}, then {new}"));
                    }
                    (old, new) if name == "parts" && moved => {
                        return Change::Tree(format!("{name}: {old:?}, then {new:?}"));
                    }
                    (old, new) => return Change::Lost(format!("{name}: {old:?}, then {new:?}")),
                }
            }
        }
        if values.is_empty() {
            Change::None
        } else {
            Change::Value(values.join("; "))
        }
    }
}

fn collect(value: &Value, depth: usize, rows: &mut Vec<Row>) {
    let Value::Struct { name, fields } = value else {
        if let Value::List(items) = value {
            items.iter().for_each(|item| collect(item, depth, rows));
        }
        return;
    };
    let is_entity = KINDS.contains(&&**name);
    let below = if is_entity { depth + 1 } else { depth };
    if is_entity {
        let mut own = BTreeMap::new();
        fields
            .iter()
            .for_each(|(name, value)| own_field(name, value, &mut own));
        rows.push(Row {
            depth,
            kind: name.clone(),
            fields: own,
        });
    }
    for (_, value) in fields {
        collect(value, below, rows);
    }
}

/// Adds a field of an entity, if it is a value of its own.
fn own_field(name: &str, value: &Value, own: &mut BTreeMap<String, String>) {
    if DERIVED.contains(&name) && name != "level" {
        return;
    }
    match value {
        Value::Struct { name: kind, .. } if KINDS.contains(&&**kind) => {}
        Value::Struct { name: kind, fields } if kind == "Head" => {
            for (name, value) in fields {
                if name != "id" || is_written(fields) {
                    own_field(name, value, own);
                }
            }
        }
        Value::Struct { name: kind, .. } if kind == "Body" => {}
        Value::List(items) if items.iter().any(holds_entities) => {}
        value => {
            let text = value.shown();
            if !matches!(&*text, "" | "None" | "[]") {
                own.insert(name.to_owned(), text);
            }
        }
    }
}

fn is_written(head: &[(String, Value)]) -> bool {
    let slot = head.iter().find(|(name, _)| name == "id_slot");
    slot.is_some_and(|(_, slot)| slot.shown() == "None")
}

fn holds_entities(value: &Value) -> bool {
    match value {
        Value::Struct { name, fields } => {
            KINDS.contains(&&**name) || fields.iter().any(|(_, value)| holds_entities(value))
        }
        Value::List(items) => items.iter().any(holds_entities),
        Value::Atom(_) => false,
    }
}

/// A value in debug form.
#[derive(Debug)]
enum Value {
    Struct {
        name: String,
        fields: Vec<(String, Value)>,
    },
    List(Vec<Value>),
    Atom(String),
}

impl Value {
    /// The value in short, without places and bodies.
    fn shown(&self) -> String {
        match self {
            Self::Struct { name, .. } if name == "Body" => String::new(),
            Self::Struct { name, fields } => {
                let shown: Vec<String> = fields
                    .iter()
                    .filter(|(name, _)| !DERIVED.contains(&&**name))
                    .map(|(_, value)| value.shown())
                    .collect();
                if fields.is_empty() {
                    name.clone()
                } else {
                    shown.join(" ")
                }
            }
            Self::List(items) => {
                let shown: Vec<String> = items.iter().map(Self::shown).collect();
                format!("[{}]", shown.join(", "))
            }
            Self::Atom(text) => text.clone(),
        }
    }
}

/// Reads the debug form.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip(&mut self, what: &str) -> bool {
        self.rest = self.rest.trim_start();
        match self.rest.strip_prefix(what) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) -> Value {
        self.rest = self.rest.trim_start();
        if self.skip("[") {
            return Value::List(self.items("]"));
        }
        if self.rest.starts_with('"') {
            return Value::Atom(self.string());
        }
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || "_.-:".contains(c)))
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        let name = name.to_owned();
        self.rest = rest;
        if self.skip("(") {
            let items = self.items(")");
            let fields = items.into_iter().map(|value| (String::new(), value));
            return Value::Struct {
                name,
                fields: fields.collect(),
            };
        }
        if self.skip("{") {
            return Value::Struct {
                name,
                fields: self.fields(),
            };
        }
        assert!(!name.is_empty(), "{:.60}", self.rest);
        Value::Atom(name)
    }

    fn items(&mut self, end: &str) -> Vec<Value> {
        let mut items = Vec::new();
        while !self.skip(end) {
            items.push(self.value());
            self.skip(",");
        }
        items
    }

    fn fields(&mut self) -> Vec<(String, Value)> {
        let mut fields = Vec::new();
        while !self.skip("}") {
            self.rest = self.rest.trim_start();
            let (name, rest) = self.rest.split_once(':').expect("a field");
            let name = name.to_owned();
            self.rest = rest;
            fields.push((name, self.value()));
            self.skip(",");
        }
        fields
    }

    fn string(&mut self) -> String {
        let mut escaped = false;
        let end = self.rest.char_indices().skip(1).find(|(_, c)| {
            let is_end = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            is_end
        });
        let (end, _) = end.expect("the end of a string");
        let (text, rest) = self.rest.split_at(end + 1);
        let text = text.trim_matches('"').to_owned();
        self.rest = rest;
        text
    }
}
