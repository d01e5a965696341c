//! The repository's own files, and Rust without its comments and strings.

use std::fs;
use std::iter::Peekable;
use std::path::Path;
use std::str::Chars;

/// A text file of the repository.
pub struct File {
    /// From the top of the repository, with `/`.
    pub path: String,
    pub text: String,
}

impl File {
    /// The module of `src` that it belongs to: `catalog` for `src/catalog/ids.rs`.
    pub fn module(&self) -> &str {
        let within = self.path.strip_prefix("src/").unwrap_or_default();
        let first = within.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How many modules it lies deep: 1 for `src/catalog/mod.rs`, 2 for `src/catalog/ids.rs`.
    pub fn depth(&self) -> usize {
        let stem = self.path.strip_suffix(".rs").unwrap_or(&self.path);
        let stem = stem.strip_suffix("/mod").unwrap_or(stem);
        stem.matches('/').count()
    }
}

/// The text of a file of the repository.
pub fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All text files below a folder of the repository, in path order, hidden ones left out.
pub fn below(folder: &str) -> Vec<File> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shown = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let entries = walkdir::WalkDir::new(top.join(folder)).sort_by_file_name();
    let mut files = Vec::new();
    for entry in entries.into_iter().filter_entry(shown) {
        let entry = entry.expect("an entry");
        let path = entry.path().strip_prefix(top).expect("inside");
        let path = path.to_string_lossy().replace('\\', "/");
        if entry.file_type().is_file()
            && let Ok(text) = fs::read_to_string(entry.path())
        {
            files.push(File { path, text });
        }
    }
    assert!(!files.is_empty(), "{folder} has no files");
    files
}

/// The Rust files below a folder.
pub fn rust(folder: &str) -> Vec<File> {
    let mut files = below(folder);
    files.retain(|file| file.path.ends_with(".rs"));
    assert!(!files.is_empty(), "{folder} has no Rust");
    files
}

/// Rust with every comment, string and character blanked; lines stay lines.
pub fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let mut blanked = String::new();
        match (c, next) {
            ('/', Some('/')) => skip_while(&mut chars, &mut blanked, |c| c != '\n'),
            ('/', Some('*')) => skip_past(&mut chars, &mut blanked, "*/"),
            ('r', Some('"' | '#')) if !is_word(last) && raw_hashes(&chars).is_some() => {
                let end = format!("\"{}", "#".repeat(raw_hashes(&chars).unwrap_or(0)));
                skip_while(&mut chars, &mut blanked, |c| c == '#');
                chars.next();
                skip_past(&mut chars, &mut blanked, &end);
            }
            ('"', _) => skip_quoted(&mut chars, &mut blanked, '"'),
            ('\'', Some(_)) if is_char(&chars) => skip_quoted(&mut chars, &mut blanked, '\''),
            _ => {
                code.push(c);
                last = c;
                continue;
            }
        }
        code.push(' ');
        code.extend(blanked.chars().filter(|c| *c == '\n'));
        last = ' ';
    }
    code
}

/// Its words in order, with everything between them that is no blank: `use`, `crate`, `::`, `x`, `;`.
pub fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut glued = false;
    for c in code.chars() {
        let grows =
            glued && is_word(c) && tokens.last().is_some_and(|last| last.ends_with(is_word));
        let colons = glued && c == ':' && tokens.last().is_some_and(|last| last == ":");
        match tokens.last_mut() {
            Some(last) if grows || colons => last.push(c),
            _ if c.is_whitespace() => {}
            _ => tokens.push(c.to_string()),
        }
        glued = !c.is_whitespace();
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The number of `#` that follow an `r`, if a raw string begins there.
fn raw_hashes(chars: &Peekable<Chars<'_>>) -> Option<usize> {
    let rest: String = chars
        .clone()
        .take_while(|c| matches!(c, '#' | '"'))
        .collect();
    rest.find('"')
}

/// Whether a character and not a lifetime follows the quote.
fn is_char(chars: &Peekable<Chars<'_>>) -> bool {
    let mut ahead = chars.clone();
    ahead.next() == Some('\\') || ahead.next() == Some('\'')
}

fn skip_while(chars: &mut Peekable<Chars<'_>>, blanked: &mut String, holds: fn(char) -> bool) {
    while let Some(c) = chars.next_if(|c| holds(*c)) {
        blanked.push(c);
    }
}

fn skip_past(chars: &mut Peekable<Chars<'_>>, blanked: &mut String, end: &str) {
    while !blanked.ends_with(end)
        && let Some(c) = chars.next()
    {
        blanked.push(c);
    }
}

fn skip_quoted(chars: &mut Peekable<Chars<'_>>, blanked: &mut String, quote: char) {
    while let Some(c) = chars.next() {
        blanked.push(c);
        if c == '\\' {
            blanked.extend(chars.next());
        } else if c == quote {
            return;
        }
    }
}

#[test]
fn code_is_what_is_left_of_rust() {
    let text =
        "use a; // tera\n/* toml\n */ let x = \"te\\\"ra\"; r#\"to\"ml\"#; for<'a> '\"' b'\\'' c";
    let left = "use a;  \n \n let x =  ;  ; for<'a>   b  c";
    assert_eq!(code(text), left);
    assert_eq!(
        tokens("use a::b_2 :: { c};"),
        ["use", "a", "::", "b_2", "::", "{", "c", "}", ";"]
    );
}
