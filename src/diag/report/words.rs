//! Writes numbers and lists for sentences.

/// Returns a number with its noun, such as `1 error`, `2 errors` or `1,200 errors`.
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count))
}

/// Writes a number with commas between thousands.
pub(super) fn grouped(count: usize) -> String {
    match (count / 1000, count % 1000) {
        (0, below) => below.to_string(),
        (thousands, below) => format!("{},{below:03}", grouped(thousands)),
    }
}

/// Joins names as in `a`, `a or b` or `a, b or c`; returns nothing if there are none.
pub(super) fn either(names: &[String]) -> Option<String> {
    let (last, others) = names.split_last()?;
    Some(if others.is_empty() {
        last.clone()
    } else {
        format!("{} or {last}", others.join(", "))
    })
}
