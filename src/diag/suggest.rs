//! "did you mean": finds names that are similar to an unknown one.

use std::borrow::Cow;

/// The least similarity (Jaro-Winkler, 0 to 1) of a suggestion.
const MIN_SIMILARITY: f64 = 0.8;

/// The most names that are suggested.
const MAX_NAMES: usize = 3;

/// Returns the names of `among` that are most similar to `given`, at most three, the best first.
pub fn nearest<'a>(given: &str, among: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let given = lower_case(given);
    let letters = Letters::new(&given);
    let mut near: Vec<(f64, &str)> = Vec::new();
    for name in among {
        let worst = near
            .get(MAX_NAMES - 1)
            .map_or(MIN_SIMILARITY, |(similarity, _)| *similarity);
        let lower = lower_case(name);
        if letters.max_similarity(&lower) < worst {
            continue;
        }
        let similarity = strsim::jaro_winkler(&given, &lower);
        // two paths in the same folder with the same extension are not similar for that alone
        let has_similar_name =
            strsim::jaro_winkler(file_stem(&given), file_stem(&lower)) >= MIN_SIMILARITY;
        if similarity >= worst && has_similar_name {
            near.push((similarity, name));
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
            near.dedup();
            near.truncate(MAX_NAMES);
        }
    }
    near.into_iter().map(|(_, name)| name).collect()
}

/// Returns the file name of a path without its extension.
fn file_stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Converts a name to lower case. Most ids are in lower case already, and are not copied.
fn lower_case(name: &str) -> Cow<'_, str> {
    if name.chars().any(char::is_uppercase) {
        name.to_lowercase().into()
    } else {
        name.into()
    }
}

/// The letters of a name in any order. They are enough to reject most of ten thousand names quickly;
/// the exact comparison takes twenty times as long.
struct Letters<'a> {
    name: &'a str,
    length: usize,
    /// The number of each letter. Letters that share a slot make names look more similar, never less.
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

    /// Returns the similarity to `other` if all common letters were in the right order.
    fn max_similarity(&self, other: &str) -> f64 {
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
