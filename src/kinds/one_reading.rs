//! Values in a form that this language does not have, and that can mean only one thing.

use jiff::civil::Date;

/// The first three letters of the English months.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Returns the number in a text such as `40min`, `40 minutes`, `~40` or `40,`. A range and a text
/// with hours have none.
pub(super) fn count(text: &str) -> Option<String> {
    const UNITS: [&str; 7] = ["", "m", "min", "mins", "minute", "minutes", "分钟"];
    let text = text.trim_matches(|c: char| c.is_whitespace() || "~≈,;.'\"’”".contains(c));
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at_checked(digits)?;
    let unit = unit.trim().to_lowercase();
    let number: u32 = number.parse().ok().filter(|number| *number > 0)?;
    UNITS.contains(&&*unit).then(|| number.to_string())
}

/// Returns the date that a text such as `14.10.2026`, `2026-2-3`, `10/2026`, `14 Oct 2026` or
/// `2026年10月` means, as it is written here. `3/4/2026` has two readings and gives `None`, as has a
/// year of two digits.
pub(super) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.split_once('T').map_or(text, |(day, _)| day);
    let dotted = text.contains('.');
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "-/.,年月日".contains(c))
        .filter(|part| !part.is_empty())
        .collect();
    let (year, month, day) = match *parts.as_slice() {
        [year, month] if is_year(year) => (year, self::month(month)?, None),
        [month, year] if is_year(year) => (year, self::month(month)?, None),
        [year, month, day] if is_year(year) => (year, self::month(month)?, Some(day)),
        [first, second, year] if is_year(year) => {
            let (month, day) = month_and_day(first, second, dotted)?;
            (year, month, Some(day))
        }
        _ => return None,
    };
    let year: i16 = year.parse().ok()?;
    let Some(day) = day else {
        return Some(format!("{year}-{month:02}"));
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let date = Date::new(year, month, day.parse().ok()?).ok()?;
    Some(date.to_string())
}

fn is_year(text: &str) -> bool {
    text.len() == 4
        && text.starts_with(['1', '2'])
        && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the number of a month that is written as a number or as an English word.
fn month(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse() {
        return (1..=12).contains(&number).then_some(number);
    }
    let start = text.get(..3)?.to_lowercase();
    let index = MONTHS.iter().position(|month| **month == start)?;
    i8::try_from(index + 1).ok()
}

/// Returns which of two parts in front of a year is the month, and which the day. Dots say that the
/// day comes first.
fn month_and_day<'a>(first: &'a str, second: &'a str, dotted: bool) -> Option<(i8, &'a str)> {
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let as_day_first = month(second).map(|month| (month, first));
    let as_month_first = month(first).map(|month| (month, second));
    if dotted || !is_number(second) {
        return as_day_first;
    }
    match (as_day_first, as_month_first) {
        (Some(_), Some(_)) if first != second => None,
        (day_first, month_first) => day_first.or(month_first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_with_one_reading() {
        for (text, meant) in [
            ("14.10.2026", "2026-10-14"),
            ("3.4.2026", "2026-04-03"),
            ("2026-2-3", "2026-02-03"),
            ("2024-05-01T10:00:00Z", "2024-05-01"),
            ("2024/05/01", "2024-05-01"),
            ("2024.5", "2024-05"),
            ("10/2026", "2026-10"),
            ("14/10/2026", "2026-10-14"),
            ("10/14/2026", "2026-10-14"),
            ("5/5/2026", "2026-05-05"),
            ("14 October 2026", "2026-10-14"),
            ("Oct 14th, 2026", "2026-10-14"),
            ("March 2026", "2026-03"),
            ("2026年10月14日", "2026-10-14"),
            ("2026年3月", "2026-03"),
        ] {
            assert_eq!(date(text).as_deref(), Some(meant), "{text}");
        }
    }

    #[test]
    fn dates_with_none_or_two() {
        for text in [
            "3/4/2026",
            "14.10.26",
            "30.2.2026",
            "yesterday",
            "2026-13",
            "2026-02-30",
            "",
            "Q3 2026",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_minutes() {
        for (text, meant) in [
            ("40min", Some("40")),
            ("40 minutes", Some("40")),
            ("~40", Some("40")),
            ("40,", Some("40")),
            ("30-45", None),
            ("1h", None),
            ("0", None),
            ("soon", None),
            ("99999999999", None),
        ] {
            assert_eq!(count(text).as_deref(), meant, "{text}");
        }
    }
}
