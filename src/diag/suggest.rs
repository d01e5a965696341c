//! "did you mean": names near to one that was not found.

use std::borrow::Cow;

/// Below this likeness (Jaro-Winkler, 0 to 1) a name is no suggestion.
const LIKENESS: f64 = 0.8;

/// How many names are suggested at most.
const NAMES: usize = 3;

/// Those of `among` that are most like `given`, the likest first: at most three.
pub fn nearest<'a>(given: &str, among: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let given = lower_case(given);
    let letters = Letters::new(&given);
    let mut near: Vec<(f64, &str)> = Vec::new();
    for name in among {
        let worst = near
            .get(NAMES - 1)
            .map_or(LIKENESS, |(likeness, _)| *likeness);
        let lower = lower_case(name);
        if letters.likeness_at_most(&lower) < worst {
            continue;
        }
        let likeness = strsim::jaro_winkler(&given, &lower);
        // a folder and an ending in common do not make two files alike
        let whole = strsim::jaro_winkler(last_part(&given), last_part(&lower)) >= LIKENESS;
        if likeness >= worst && whole {
            near.push((likeness, name));
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
            near.dedup();
            near.truncate(NAMES);
        }
    }
    near.into_iter().map(|(_, name)| name).collect()
}

/// What tells a path from others in its folder: its end, without what kind of file it is.
fn last_part(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Ids mostly are so already, and then nothing is copied.
fn lower_case(name: &str) -> Cow<'_, str> {
    if name.chars().any(char::is_uppercase) {
        name.to_lowercase().into()
    } else {
        name.into()
    }
}

/// The letters of a name, however they stand: enough to see at once, for most of ten thousand
/// names, that they are not like it. The exact comparison is twenty times as dear.
struct Letters<'a> {
    name: &'a str,
    length: usize,
    /// How often each stands; letters that share a slot make names seem more alike, never less.
    counts: [u8; SLOTS],
}

const SLOTS: usize = 64;

impl<'a> Letters<'a> {
    fn new(name: &'a str) -> Self {
        let mut counts = [0_u8; SLOTS];
        for letter in name.chars() {
            if let Some(count) = counts.get_mut(letter as usize % SLOTS) {
                *count = count.saturating_add(1);
            }
        }
        Self {
            name,
            length: name.chars().count(),
            counts,
        }
    }

    /// What the likeness to `other` would be if all common letters stood in the right order.
    fn likeness_at_most(&self, other: &str) -> f64 {
        let mut counts = self.counts;
        let (mut length, mut common) = (0_usize, 0_usize);
        for letter in other.chars() {
            length += 1;
            if let Some(count) = counts.get_mut(letter as usize % SLOTS)
                && *count > 0
            {
                *count -= 1;
                common += 1;
            }
        }
        let prefix = self.name.chars().zip(other.chars()).take(4);
        let prefix = prefix.take_while(|(a, b)| a == b).count();
        let share = |length: usize| common as f64 / length.max(1) as f64;
        let jaro = (share(self.length) + share(length) + 1.0) / 3.0;
        jaro + 0.1 * prefix as f64 * (1.0 - jaro)
    }
}
