//! A warm memo gives what a cold build gives, after any script of edits.

use std::collections::BTreeSet;

use prepbook::build::{BuildOptions, Memo, Mode, build, diagnose};
use prepbook::catalog::Drafts;

use super::{assert_equal, cold, site};
use crate::book::Book;
use crate::site::titled;

/// How many edits a script has.
const EDITS: usize = 32;

/// The same numbers in every run, from xorshift.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.roll(among.len())]
    }
}

/// A book, and what its files were when the script began.
struct Script {
    book: Book,
    original: Vec<(String, String)>,
    dice: Dice,
    count: usize,
}

/// One edit: its name for reports, and what it does to a file's path and text.
type Edit = (&'static str, fn(&mut Script, &str, &str));

const KINDS_OF_EDITS: &[Edit] = &[
    ("change a word", |script, path, text| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (old, new) = (*script.dice.pick(&words), *script.dice.pick(&words));
        let text = text.replacen(old, new, 1 + script.dice.roll(3));
        script.book.write(path, text);
    }),
    ("change a title", |script, path, text| {
        let title = text
            .lines()
            .find(|line| line.starts_with("# "))
            .unwrap_or("# ");
        let new = format!("# Title number {}", script.count);
        script.book.write(path, text.replacen(title, &new, 1));
    }),
    ("change an id", |script, _, _| {
        let ids = [
            "fundamentals",
            "hr",
            "one-lever",
            "views-drop",
            "why-tiktok",
            "pay",
        ];
        let id = *script.dice.pick(&ids);
        let path = "content/interviews/tiktok-content-operations.md";
        let new = format!("{{#{id}-{} ", script.count);
        if let Some(text) = script.text(path) {
            script
                .book
                .write(path, text.replace(&format!("{{#{id} "), &new));
        }
    }),
    ("change topics", |script, path, text| {
        let topics = [
            "user-growth",
            "event-planning,data-analysis",
            "a-new-one",
            "motivation",
        ];
        let (from, to) = (*script.dice.pick(&topics), *script.dice.pick(&topics));
        let changed = text.replace(&format!("topics={from}"), &format!("topics={to}"));
        script.book.write(
            path,
            changed.replace("topics: [", &format!("topics: [{to}, ")),
        );
    }),
    ("change a summary", |script, path, text| {
        let new = format!("summary: number {}, and before:", script.count);
        script.book.write(
            path,
            text.replace(
                "summary:",
                &new.replace(':', "").replacen("summary", "summary:", 1),
            ),
        );
    }),
    ("write what bodies are warned of", |script, path, text| {
        let count = script.count;
        let more = format!(
            "\n<script>{count}</script> and $\\frac{{{count}$\n\n```no-language-{count}\nx\n```\n"
        );
        script.book.write(path, format!("{text}{more}"));
    }),
    ("delete a file", |script, path, _| script.book.remove(path)),
    ("add a question", |script, _, _| {
        let number = script.count;
        let ids = [
            "views-drop",
            "growth-plateau",
            "case-structure",
            "no-such-id",
        ];
        let text = format!(
            "---\ntopics: [data-analysis, new-{number}]\nuses: [event-plan]\n---\n# Added {number}?\n\n\
             As in [[{}]].\n\n## F: [[{}]]\n\nIndeed.\n",
            script.dice.pick(&ids),
            script.dice.pick(&ids[..2]),
        );
        script
            .book
            .write(&format!("content/questions/added-{number}.md"), text);
    }),
    ("ask a question again", |script, _, _| {
        let number = script.count;
        let text = format!(
            "---\ncompany: TikTok {}\nrole: Content operations\ndate: 2026-0{}\n---\n# Again {number}\n\n\
             ## Round: Talk\n\n### Q: [[views-drop]]\n\nNo idea.\n\n\
             ### Q: In other words? {{asks=one-lever}}\n\nRetention, as in [[growth-equation]].\n",
            script.dice.roll(2),
            1 + script.dice.roll(9),
        );
        script
            .book
            .write(&format!("content/interviews/again-{number}.md"), text);
    }),
    ("break front matter", |script, path, text| {
        script
            .book
            .write(path, text.replacen("\n---\n", "\n: [\n---\n", 1));
    }),
    ("make it a draft", |script, path, text| {
        script
            .book
            .write(path, text.replacen("---\n", "---\ndraft: true\n", 1));
    }),
    ("rename a file", |script, path, text| {
        script.book.remove(path);
        let renamed = path.replace(".md", &format!("-{}.md", script.count));
        script.book.write(&renamed, text);
    }),
    ("change the settings", |script, _, _| {
        let text = script.text("book.toml").unwrap_or_default();
        let base = format!("base-url = \"/under/{}/\"\ntitle", script.count);
        let lines = text.lines().filter(|line| !line.starts_with("base-url"));
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        script
            .book
            .write("book.toml", text.replacen("title", &base, 1));
    }),
    ("change the style", |script, _, _| {
        let style = format!("p {{ margin: {}px }}\n", script.count);
        script.book.write("themes/default/site.css", style);
    }),
];

impl Script {
    fn new(seed: u64) -> Self {
        let book = Book::shipped();
        let sources = book.load();
        let files = sources.files.iter().chain([&sources.book]);
        let original = files.map(|file| (file.path.to_string(), file.text.to_string()));
        Self {
            original: original.collect(),
            book,
            dice: Dice(seed),
            count: 0,
        }
    }

    fn text(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.book.root().join(path)).ok()
    }

    /// Makes an edit that changes some file of the content folder, and says what it was.
    fn edit(&mut self) -> String {
        self.count += 1;
        let (name, act) = *self.dice.pick(KINDS_OF_EDITS);
        let sources = self.book.load();
        let file = self.dice.pick(&sources.files);
        act(self, file.path.as_str(), &file.text);
        format!("edit {}, {name}, at {}", self.count, file.path)
    }

    /// Puts every file back as it was, or only half of those that changed.
    fn repair(&mut self, all: bool) -> String {
        self.count += 1;
        let sources = self.book.load();
        for file in sources.files.iter().chain(&sources.theme) {
            let known = self
                .original
                .iter()
                .any(|(path, _)| *path == file.path.as_str());
            if !known && (all || self.dice.roll(2) == 0) {
                self.book.remove(file.path.as_str());
            }
        }
        for (path, text) in &self.original {
            if all || self.dice.roll(2) == 0 {
                self.book.write(path, text);
            }
        }
        format!(
            "edit {}, repair of {}",
            self.count,
            if all { "all" } else { "half" }
        )
    }
}

/// Runs a script with one memo, and compares each build with a cold one.
fn warm_equals_cold(seed: u64, diagnoses: bool) {
    let mut script = Script::new(seed);
    let mut memo = Memo::default();
    let options = BuildOptions::new(Mode::Serve, Drafts::Hidden);
    let (mut sound, mut broken, mut diagnosed) = (0, 0, 0);
    let mut sites = BTreeSet::new();
    let mut errors = 0;
    while script.count < EDITS {
        let what = match (errors, script.dice.roll(3)) {
            (0, _) | (_, 0) => script.edit(),
            (_, 1) => script.repair(false),
            _ => script.repair(true),
        };
        let sources = script.book.load();
        if diagnoses && let Some(found) = diagnose(&sources, &options, &mut memo) {
            let whole = build(&sources, &options, &mut Memo::default());
            let found: Vec<_> = found.iter().collect();
            assert_eq!(
                found,
                whole.diagnostics.iter().collect::<Vec<_>>(),
                "{what}"
            );
            diagnosed += 1;
            errors = whole.diagnostics.errors();
            // an editor builds now and then
            if script.dice.roll(2) == 0 {
                continue;
            }
        }
        let warm = build(&sources, &options, &mut memo);
        let cold = cold(&sources);
        assert_equal(&warm, &cold, &what);
        errors = cold.diagnostics.errors();
        match errors {
            0 => sound += 1,
            _ => broken += 1,
        }
        sites.insert(
            cold.artifacts
                .iter()
                .map(|file| file.key)
                .collect::<Vec<_>>(),
        );
    }
    if diagnoses {
        assert!(diagnosed >= EDITS / 4, "{diagnosed} diagnoses");
        return;
    }
    assert!(
        sound >= EDITS / 4 && broken >= 4,
        "{sound} sound and {broken} broken builds"
    );
    assert!(sites.len() >= EDITS / 4, "{} different sites", sites.len());
}

#[test]
fn a_warm_memo_gives_what_a_cold_build_gives() {
    warm_equals_cold(0x5eed_0001, false);
}

#[test]
fn and_after_another_script_of_edits() {
    warm_equals_cold(0x5eed_0002, false);
}

#[test]
fn a_book_that_is_only_diagnosed_has_the_diagnostics_of_a_build() {
    warm_equals_cold(0x5eed_0003, true);
    warm_equals_cold(0x5eed_0004, true);
}

#[test]
fn settings_and_theme_are_inputs_of_every_page() {
    let book = titled(&[("content/index.md", "# Cover\n\nText.\n")]);
    let mut memo = Memo::default();
    let options = BuildOptions::new(Mode::Serve, Drafts::Hidden);
    let guide =
        |word| format!("{{% extends \"base.html\" %}}{{% block main %}}{word}{{% endblock %}}");
    let mut sites = Vec::new();
    for (path, text) in [
        ("book.toml", "[book]\ntitle = \"Another\"\n".to_owned()),
        ("themes/default/site.css", "p { margin: 0 }".to_owned()),
        ("themes/default/site.css", "p { margin: 1 }".to_owned()),
        ("themes/default/home.html", guide("one")),
        ("themes/default/home.html", guide("two")),
        (
            "book.toml",
            "[book]\ntitle = \"Another\"\nbase-url = \"/x/\"\n".to_owned(),
        ),
    ] {
        book.write(path, text);
        let sources = book.load();
        let cold = cold(&sources);
        assert_equal(&build(&sources, &options, &mut memo), &cold, path);
        sites.push(site(&cold));
    }
    for pair in sites.windows(2) {
        assert!(pair[0] != pair[1], "an edit changed nothing");
    }
}
