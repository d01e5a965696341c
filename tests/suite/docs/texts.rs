//! The texts about the program, and what stands in them.

use std::fs;
use std::path::Path;

/// A text about the program.
pub struct Text {
    /// From the top of the repository, with `/`.
    pub path: String,
    pub text: String,
}

/// The project's files and the pages of the book in `docs/`, in path order. The changelog tells of
/// other times.
pub fn texts() -> Vec<Text> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = walkdir::WalkDir::new(top)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() != 1 || entry.path().is_file() || entry.file_name() == "docs"
        });
    let mut texts = Vec::new();
    for entry in entries {
        let entry = entry.expect("an entry");
        let path = entry.path().strip_prefix(top).expect("inside");
        let path = path.to_string_lossy().replace('\\', "/");
        if path.ends_with(".md") && path != "CHANGELOG.md" {
            let text = fs::read_to_string(entry.path()).expect("a text");
            texts.push(Text { path, text });
        }
    }
    texts
}

/// The text with its fences blanked.
pub fn outside_fences(text: &str) -> String {
    let mut fence: Option<&str> = None;
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => plain.push_str(line),
            Some(open) if line.trim_end() == open => fence = None,
            Some(_) => {}
        }
        plain.push('\n');
    }
    plain
}

/// What stands between backticks.
pub fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// What links and images lead to.
pub fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1);
    targets.filter_map(|rest| rest.split(')').next()).collect()
}

/// A block of code.
pub struct Fence {
    info: String,
    pub body: String,
    /// Why it is not run, from the comment above it.
    pub reason: Option<String>,
}

impl Fence {
    pub fn language(&self) -> &str {
        self.info.split_whitespace().next().unwrap_or_default()
    }

    pub fn title(&self) -> Option<&str> {
        let (_, rest) = self.info.split_once("title=\"")?;
        rest.split('"').next()
    }
}

/// The fences at the start of lines.
pub fn fences(text: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<(&str, Fence)> = None;
    let mut above = "";
    for line in text.lines() {
        let ticks = &line[..line.len() - line.trim_start_matches('`').len()];
        match &mut open {
            None if ticks.len() >= 3 => {
                let reason = above.strip_prefix("<!-- not run: ");
                let fence = Fence {
                    info: line[ticks.len()..].to_owned(),
                    body: String::new(),
                    reason: reason.map(str::to_owned),
                };
                open = Some((ticks, fence));
            }
            None => {}
            Some((opening, _)) if line.trim_end() == *opening => {
                fences.extend(open.take().map(|(_, fence)| fence));
            }
            Some((_, fence)) => {
                fence.body.push_str(line);
                fence.body.push('\n');
            }
        }
        above = line;
    }
    assert!(open.is_none(), "a fence without an end");
    fences
}
