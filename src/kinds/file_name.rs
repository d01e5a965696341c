//! Names of files, and the ids and titles that are made from them.

use super::values::Slug;

/// Returns a name without its order number, which is one to three digits and a separator:
/// `02-cases` becomes `cases`.
pub fn without_number(name: &str) -> &str {
    let rest = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = name.len() - rest.len();
    match rest.strip_prefix(['-', '_', '.']) {
        Some(rest) if (1..=3).contains(&digits) && !rest.is_empty() => rest,
        _ => name,
    }
}

/// Returns the order number of a file's name, and the name: `02-cases` is `(2, "02-cases")`.
pub fn order_number(within: &str) -> (u32, String) {
    let name = within.rsplit_once('/').map_or(within, |(_, name)| name);
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = name.get(..digits).and_then(|digits| digits.parse().ok());
    let ordered = without_number(name).len() < name.len();
    (
        number.filter(|_| ordered).unwrap_or(u32::MAX),
        name.to_owned(),
    )
}

/// Returns the title that an id gives: `user-growth` becomes "User growth".
pub fn from_id(id: &Slug) -> String {
    let words = id.as_str().replace('-', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
