//! Why a formula is invalid.

/// Returns the message of the library, with the part of the formula that it is about.
pub(super) fn reason(error: &(dyn std::error::Error + 'static)) -> String {
    let drawn = error.to_string();
    let message = error
        .source()
        .map_or_else(|| drawn.clone(), ToString::to_string);
    let message = message.lines().next().unwrap_or_default();
    let context = drawn.lines().filter_map(|line| line.strip_prefix('│'));
    let context = context.map(|line| line.trim_start_matches(['…', ' ']).trim_end());
    let mut excerpts = context.filter(|line| !line.trim_matches('^').is_empty());
    match excerpts.next_back() {
        Some(excerpt) => format!("{}, near `{excerpt}`", message.trim_end_matches('.')),
        None => message.trim_end_matches('.').to_owned(),
    }
}
