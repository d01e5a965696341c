//! Which file of `src` needs which: paths in the code, resolved to the file that defines the name.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{File, code, tokens};

/// A path of modules, and perhaps a name in the last of them.
type Segments = Vec<String>;

/// A name that a file brings in with `use`.
struct Import {
    path: Segments,
    /// The name in this file; `*` for all names, `_` for a trait without a name.
    name: String,
    is_public: bool,
}

/// A file, as the module that it is.
struct Module {
    file: String,
    path: Segments,
    imports: Vec<Import>,
    /// Its tokens without `use` statements.
    body: Vec<String>,
    /// The names that it defines outside of braces, and inside of them.
    outer: BTreeSet<String>,
    inner: BTreeSet<String>,
}

/// Files, and the files of the same room that each needs.
pub struct FileGraph {
    arrows: BTreeMap<String, BTreeSet<String>>,
}

/// The room that a file of `src` is in: its first folder, or the file itself.
pub fn room(file: &str) -> &str {
    let within = file.strip_prefix("src/").unwrap_or(file);
    within.split('/').next().unwrap_or_default()
}

impl FileGraph {
    /// Reads the files of `src`.
    pub fn new(files: &[File]) -> Self {
        let modules: Vec<Module> = files.iter().map(Module::new).collect();
        let modules = Modules(
            modules
                .into_iter()
                .map(|module| (module.path.clone(), module))
                .collect(),
        );
        let arrows = modules.0.values().map(|module| {
            let mut needed = modules.needed_by(module);
            needed.retain(|file| *file != module.file && room(file) == room(&module.file));
            (module.file.clone(), needed)
        });
        Self {
            arrows: arrows.collect(),
        }
    }

    /// The files of its room that a file needs.
    pub fn needed_by(&self, file: &str) -> Vec<&str> {
        let needed = self.arrows.get(file).into_iter().flatten();
        needed.map(String::as_str).collect()
    }

    /// For every knot of files that need each other, a shortest circle in it, its first file again at
    /// its end.
    pub fn circles(&self) -> Vec<Vec<&str>> {
        let mut circles: Vec<Vec<&str>> = Vec::new();
        for start in self.arrows.keys() {
            let is_known = |circle: &Vec<&str>| circle.contains(&start.as_str());
            if circles.iter().any(is_known) {
                continue;
            }
            circles.extend(self.way_back(start));
        }
        circles
    }

    /// A shortest way from a file to itself.
    fn way_back<'a>(&'a self, start: &'a str) -> Option<Vec<&'a str>> {
        let mut ways: Vec<Vec<&str>> = vec![vec![start]];
        let mut seen = BTreeSet::new();
        while !ways.is_empty() {
            let mut longer = Vec::new();
            for way in ways {
                for next in self.needed_by(way.last()?) {
                    let mut way = way.clone();
                    way.push(next);
                    if next == start {
                        return Some(way);
                    }
                    if seen.insert(next) {
                        longer.push(way);
                    }
                }
            }
            ways = longer;
        }
        None
    }
}

impl Module {
    fn new(file: &File) -> Self {
        let path = file.path.strip_prefix("src/").unwrap_or(&file.path);
        let path = path.strip_suffix(".rs").unwrap_or(path);
        let path = path.strip_suffix("/mod").unwrap_or(path);
        let path: Segments = match path {
            "lib" => Vec::new(),
            path => path.split('/').map(str::to_owned).collect(),
        };
        let tokens = without_tests(tokens(&code(&file.text)));
        let (imports, body) = imports(&tokens);
        let (outer, inner) = definitions(&body);
        Self {
            file: file.path.clone(),
            path,
            imports,
            body,
            outer,
            inner,
        }
    }

    /// The import that has a name in this file.
    fn import(&self, name: &str) -> Option<&Import> {
        self.imports.iter().find(|import| import.name == name)
    }

    /// Every path of more than one part in its code, `use` statements aside.
    fn paths(&self) -> Vec<Segments> {
        let mut paths = Vec::new();
        let mut index = 0;
        while index < self.body.len() {
            let path = path_at(&self.body[index..]);
            let is_rest = index > 0 && self.body[index - 1] == "::";
            index += (2 * path.len()).max(1);
            if path.len() > 1 && !is_rest {
                paths.push(path);
            }
        }
        paths
    }
}

/// All modules by their paths.
struct Modules(BTreeMap<Segments, Module>);

impl Modules {
    fn needed_by(&self, module: &Module) -> BTreeSet<String> {
        let mut needed = BTreeSet::new();
        for import in &module.imports {
            let is_only_passed_on = import.is_public && !module.body.contains(&import.name);
            if !is_only_passed_on {
                needed.extend(self.resolve(module, &import.path, &mut Vec::new()));
            }
        }
        for path in module.paths() {
            let is_own_import = module.import(&path[0]).is_some_and(|import| {
                // the import of an item is an arrow already; that of a module says nothing yet
                self.absolute(module, &import.path)
                    .is_none_or(|path| !self.0.contains_key(&path))
            });
            if !is_own_import {
                needed.extend(self.resolve(module, &path, &mut Vec::new()));
            }
        }
        needed
    }

    /// A path as it reads from the top of the crate; nothing for a path into another crate.
    fn absolute(&self, module: &Module, path: &[String]) -> Option<Segments> {
        let (first, rest) = path.split_first()?;
        let mut absolute = match first.as_str() {
            "crate" | "prepbook" => Vec::new(),
            "self" => module.path.clone(),
            "super" => {
                let mut path = module.path.clone();
                path.pop()?;
                path
            }
            name => {
                let mut child = module.path.clone();
                child.push(name.to_owned());
                if self.0.contains_key(&child) {
                    child
                } else {
                    let import = module.import(name).filter(|import| import.path != path)?;
                    (import.path[0] != *name).then_some(())?;
                    self.absolute(module, &import.path)?
                }
            }
        };
        for segment in rest {
            match segment.as_str() {
                "self" => {}
                "super" => {
                    absolute.pop()?;
                }
                name => absolute.push(name.to_owned()),
            }
        }
        Some(absolute)
    }

    /// The files that define what a path names. A module alone has none: what is used of it has.
    fn resolve(
        &self,
        module: &Module,
        path: &[String],
        seen: &mut Vec<Segments>,
    ) -> BTreeSet<String> {
        let Some(path) = self.absolute(module, path) else {
            return BTreeSet::new();
        };
        if seen.contains(&path) {
            return BTreeSet::new();
        }
        seen.push(path.clone());
        let depth = (0..=path.len())
            .rev()
            .find(|depth| self.0.contains_key(&path[..*depth]));
        let Some(depth) = depth else {
            return BTreeSet::new();
        };
        match path.get(depth) {
            Some(name) => self.definers(&self.0[&path[..depth]], name, seen, true),
            // a function may have the name of the module that it is in
            None => {
                let (name, parent) = match path.split_last() {
                    Some((name, parent)) => (name, self.0.get(parent)),
                    None => return BTreeSet::new(),
                };
                let files = parent.map(|parent| self.definers(parent, name, seen, false));
                files.unwrap_or_default()
            }
        }
    }

    /// The files that define a name of a module; the module's own, where nobody knows better.
    fn definers(
        &self,
        module: &Module,
        name: &str,
        seen: &mut Vec<Segments>,
        or_itself: bool,
    ) -> BTreeSet<String> {
        if module.outer.contains(name) {
            return [module.file.clone()].into();
        }
        if let Some(import) = module.import(name) {
            let files = self.resolve(module, &import.path, seen);
            if !files.is_empty() {
                return files;
            }
        }
        if or_itself && !module.inner.contains(name) {
            for import in module.imports.iter().filter(|import| import.name == "*") {
                let mut path = import.path.clone();
                path.push(name.to_owned());
                let target = self.absolute(module, &import.path);
                let target = target.and_then(|target| self.0.get(&target));
                if target.is_some_and(|target| target.outer.contains(name)) {
                    return self.resolve(module, &path, seen);
                }
            }
        }
        match or_itself {
            true => [module.file.clone()].into(),
            false => BTreeSet::new(),
        }
    }
}

/// The words of a path that begins here: of `a::b::<C>` it is `a` and `b`.
fn path_at(tokens: &[String]) -> Segments {
    let is_word = |token: &String| token.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let mut path = Vec::new();
    let mut rest = tokens.iter();
    while let Some(word) = rest.next().filter(|token| is_word(token)) {
        path.push(word.clone());
        if rest.next().is_none_or(|next| next != "::") {
            break;
        }
    }
    path
}

/// The tokens without those of `mod tests { … }`.
fn without_tests(tokens: Vec<String>) -> Vec<String> {
    let start = tokens
        .windows(3)
        .position(|window| window == ["mod", "tests", "{"]);
    match start {
        Some(start) => {
            let end = start + block(&tokens[start..]);
            [&tokens[..start], &tokens[end..]].concat()
        }
        None => tokens,
    }
}

/// How many tokens there are to the end of the first `{ … }`.
fn block(tokens: &[String]) -> usize {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth == 1 => return index + 1,
            "}" => depth -= 1,
            _ => {}
        }
    }
    tokens.len()
}

/// The names that a file imports, and its tokens without the statements that do so.
fn imports(tokens: &[String]) -> (Vec<Import>, Vec<String>) {
    let (mut imports, mut body) = (Vec::new(), Vec::new());
    let mut index = 0;
    while index < tokens.len() {
        let next = tokens.get(index + 1);
        // `impl Trait + use<'a>` is none
        if tokens[index] == "use" && next.is_some_and(|next| next != "<") {
            let rest = &tokens[index + 1..];
            let end = rest.iter().position(|token| token == ";");
            let statement = &rest[..end.unwrap_or(rest.len())];
            let is_public = is_public(&tokens[..index]);
            imports.extend(leaves(statement).into_iter().map(|(path, name)| Import {
                path,
                name,
                is_public,
            }));
            index += statement.len() + 2;
        } else {
            body.push(tokens[index].clone());
            index += 1;
        }
    }
    (imports, body)
}

/// Whether `pub` or `pub(…)` stands at the end.
fn is_public(before: &[String]) -> bool {
    let before = match before {
        [rest @ .., close] if close == ")" => {
            let open = rest.iter().rposition(|token| token == "(");
            &rest[..open.unwrap_or(0)]
        }
        all => all,
    };
    before.last().is_some_and(|last| last == "pub")
}

/// The paths of a tree such as `a::{b, c::{self, D as E}}`, each with its name.
fn leaves(tree: &[String]) -> Vec<(Segments, String)> {
    let mut path: Segments = Vec::new();
    let mut rest = tree;
    while let [first, after @ ..] = rest {
        match first.as_str() {
            "::" => rest = after,
            "{" => {
                let inside = &after[..block(rest).saturating_sub(2)];
                return branches(inside)
                    .into_iter()
                    .flat_map(leaves)
                    .map(|(inner, name)| {
                        let name = match name.as_str() {
                            "self" => path.last().cloned().unwrap_or_default(),
                            _ => name,
                        };
                        ([path.clone(), inner].concat(), name)
                    })
                    .collect();
            }
            "as" => {
                let name = after.first().cloned().unwrap_or_default();
                return vec![(path, name)];
            }
            "*" => return vec![(path, "*".to_owned())],
            word => {
                path.push(word.to_owned());
                rest = after;
            }
        }
    }
    match path.last().cloned() {
        Some(name) => vec![(path, name)],
        None => Vec::new(),
    }
}

/// The parts of a list that commas outside of braces divide.
fn branches(list: &[String]) -> Vec<&[String]> {
    let mut depth = 0;
    let at_comma = |token: &String| {
        match token.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        depth == 0 && token == ","
    };
    list.split(at_comma).collect()
}

/// The names of items outside of braces, and inside of some.
fn definitions(tokens: &[String]) -> (BTreeSet<String>, BTreeSet<String>) {
    const ITEMS: [&str; 8] = [
        "fn", "struct", "enum", "trait", "type", "const", "static", "union",
    ];
    let (mut outer, mut inner) = (BTreeSet::new(), BTreeSet::new());
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate() {
        let name = match token.as_str() {
            "{" => {
                depth += 1;
                continue;
            }
            "}" => {
                depth -= 1;
                continue;
            }
            "macro_rules" => tokens.get(index + 2),
            item if ITEMS.contains(&item) => tokens.get(index + 1),
            _ => continue,
        };
        let names = if depth == 0 { &mut outer } else { &mut inner };
        names.extend(name.cloned());
    }
    (outer, inner)
}
