//! Numbers and lists in sentences.

/// `1 error`, `2 errors`, `1,200 errors`.
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", grouped(count))
}

/// With a comma between thousands.
pub(super) fn grouped(count: usize) -> String {
    match (count / 1000, count % 1000) {
        (0, below) => below.to_string(),
        (thousands, below) => format!("{},{below:03}", grouped(thousands)),
    }
}

/// `a`, `a or b`, `a, b or c`; nothing of nothing.
pub(super) fn either(names: &[String]) -> Option<String> {
    let (last, others) = names.split_last()?;
    Some(if others.is_empty() {
        last.clone()
    } else {
        format!("{} or {last}", others.join(", "))
    })
}
