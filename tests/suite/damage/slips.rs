//! Slips of the hand on a heading line, in front matter or at a fence.

use std::ops::Range;

/// A text with a slip in it.
pub struct Slip {
    pub text: String,
    /// The lines of the new text that it changed, from 1.
    pub lines: Range<usize>,
    pub name: &'static str,
    /// The first changed line.
    pub shown: String,
    /// Whether only the number of `#` of a heading differs.
    pub moved: bool,
    /// Whether a line of front matter is a comment now.
    pub commented: bool,
}

/// A generator of numbers that gives the same ones for the same seed. Source of the constants:
/// D. Knuth, MMIX.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = usize::try_from(self.0 >> 33).expect("31 bits");
        high % limit
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// Makes a slip in one line; none if the text has no line for it or the slip would change nothing.
pub fn make(text: &str, random: &mut Random) -> Option<Slip> {
    for _ in 0..20 {
        let lines: Vec<&str> = text.lines().collect();
        let targets = targets(&lines);
        if targets.is_empty() {
            return None;
        }
        let target = random.pick(&targets);
        let (name, new) = damage(lines[target], random)?;
        let mut damaged: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let mut last = target;
        match new {
            Damage::Line(line) => damaged[target] = line,
            Damage::Split(first, second) => {
                damaged[target] = first;
                damaged.insert(target + 1, second);
                last += 1;
            }
            Damage::JoinNext => {
                if target + 1 >= damaged.len() {
                    continue;
                }
                let next = damaged.remove(target + 1);
                damaged[target].push_str(&next);
            }
        }
        let shown = damaged[target].clone();
        let damaged = damaged.join("\n") + "\n";
        if damaged != *text {
            let (old, old_hashes) = without_hashes(lines[target]);
            let (new, new_hashes) = without_hashes(&shown);
            let is_heading = |hashes| (2..=6).contains(&hashes);
            let words = |line: &str| line.replace(['#', ' '], "");
            return Some(Slip {
                text: damaged,
                lines: target + 1..last + 1,
                name,
                moved: last == target
                    && words(old) == words(new)
                    && is_heading(old_hashes)
                    && is_heading(new_hashes),
                commented: old_hashes == 0 && new_hashes > 0 && is_key(new),
                shown,
            });
        }
    }
    None
}

fn without_hashes(line: &str) -> (&str, usize) {
    let words = line.trim_start_matches('#');
    (words.trim_start(), line.len() - words.len())
}

fn is_key(line: &str) -> bool {
    let (key, value) = line.split_once(':').unwrap_or_default();
    value.starts_with(' ') && key.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

/// The lines that are a heading, front matter or the edge of a fence.
fn targets(lines: &[&str]) -> Vec<usize> {
    let mut targets = Vec::new();
    let mut in_front = lines.first() == Some(&"---");
    let mut fence = None;
    for (n, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        if in_front {
            targets.push(n);
            in_front = n == 0 || *line != "---";
            continue;
        }
        let mark: String = trimmed
            .chars()
            .take_while(|c| *c == '`' || *c == '~')
            .collect();
        match &fence {
            None if mark.len() >= 3 => {
                targets.push(n);
                fence = Some(mark);
            }
            Some(open) if trimmed.trim_end() == open => {
                targets.push(n);
                fence = None;
            }
            None if line.starts_with('#') => targets.push(n),
            None | Some(_) => {}
        }
    }
    targets
}

enum Damage {
    Line(String),
    Split(String, String),
    JoinNext,
}

const INSERTED: &[char] = &[
    '#', '*', '{', '}', '=', ':', '"', '\'', ' ', '-', 'x', ',', '.', '[', ']', '`', '\t', '\\',
    '_', '\u{a0}', '：', '|', '<', '&', '$', '/', '(', '1',
];

const MARKERS: &[(&str, &[&str])] = &[
    (
        "Q:",
        &[
            "F:",
            "Q",
            "Q.",
            "q:",
            "Q -",
            "Question:",
            "QQ:",
            "Q;",
            "Q =",
            "Q1.",
        ],
    ),
    (
        "F:",
        &["Q:", "F", "F.", "f:", "F -", "Follow-up:", "FF:", "F;"],
    ),
    (
        "Round:",
        &[
            "Round", "Rounds:", "Rnd:", "Round -", "ROUND:", "Round;", "Q:",
        ],
    ),
    ("问：", &["问", "追问：", "问;", "题："]),
    ("追问：", &["追", "问：", "追问"]),
    ("轮：", &["轮", "轮;", "论："]),
];

fn damage(line: &str, random: &mut Random) -> Option<(&'static str, Damage)> {
    let chars: Vec<char> = line.chars().collect();
    if chars.is_empty() {
        return Some(("indent", Damage::Line("  x".to_owned())));
    }
    let at = random.below(chars.len());
    let (before, after) = chars.split_at(at);
    let line_of = |parts: &[&[char]]| Damage::Line(parts.concat().into_iter().collect());
    Some(match random.below(12) {
        0 | 1 => ("drop", line_of(&[before, &after[1..]])),
        2 => ("double", line_of(&[before, &after[..1], after])),
        3 if after.len() > 1 => (
            "swap",
            line_of(&[before, &[after[1], after[0]], &after[2..]]),
        ),
        3..=5 => (
            "insert",
            line_of(&[before, &[random.pick(INSERTED)], after]),
        ),
        6 => ("join", Damage::JoinNext),
        7 => (
            "split",
            Damage::Split(before.iter().collect(), after.iter().collect()),
        ),
        8 => {
            let indent = random.pick(&[" ", "  ", "   ", "    ", "\t"]);
            ("indent", Damage::Line(format!("{indent}{line}")))
        }
        9 => ("marker", marker(line, random)),
        10 => ("brace", brace(line, random)),
        _ => ("fence or hashes", fence(line, random)),
    })
}

fn marker(line: &str, random: &mut Random) -> Damage {
    for (marker, others) in MARKERS {
        if line.contains(marker) {
            return Damage::Line(line.replacen(marker, random.pick(others), 1));
        }
    }
    // The marker of a line without one is its number of hashes.
    Damage::Line(format!("#{line}"))
}

fn brace(line: &str, random: &mut Random) -> Damage {
    let changes: &[(&str, &str)] = &[
        ("{", ""),
        ("}", ""),
        ("{", "("),
        ("}", ")"),
        ("{", "{{"),
        ("}", "}}"),
        ("=", ":"),
        ("=", " = "),
        ("=", ""),
        ("#", ""),
        (",", ", "),
        (":", ""),
        (": ", ":"),
        (": ", "="),
        ("\"", "'"),
        ("[", ""),
        ("]", ""),
    ];
    let (from, to) = random.pick(changes);
    match line.rfind(from) {
        Some(at) => {
            let mut line = line.to_owned();
            line.replace_range(at..at + from.len(), to);
            Damage::Line(line)
        }
        None => Damage::Line(format!("{line} {{x}}")),
    }
}

fn fence(line: &str, random: &mut Random) -> Damage {
    let c = if line.trim_start().starts_with('`') {
        "`"
    } else {
        "#"
    };
    match random.below(3) {
        0 => Damage::Line(line.replacen(c, "", 1)),
        1 => Damage::Line(line.replacen(c, &c.repeat(2), 1)),
        _ => Damage::Line(line.replacen(c, "", 2)),
    }
}
