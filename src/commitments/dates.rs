//! Deadlines as ISO dates and intervals, against the date of the document.

use chrono::{Datelike, Days, NaiveDate, Weekday};

const DAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];
/// Words of deadlines that name no date.
const VAGUE: &[&str] = &[
    "near future",
    "the future",
    "as soon as possible",
    "early date",
    "earliest",
    "due course",
    "as it takes",
    "to come",
    "before long",
    "at once",
    "without delay",
    "as necessary",
    "as needed",
    "agreed period",
    "considerable period",
    "ahead of schedule",
    "near term",
    "coming months",
    "coming weeks",
    "coming years",
    "coming days",
];

/// Whether the deadline names no date.
pub(crate) fn vague(written: &str) -> bool {
    let lower = written.to_lowercase();
    VAGUE.iter().any(|phrase| lower.contains(phrase))
}

/// The date of a document: days since 1970-01-01.
fn date_of(days: i32) -> Option<NaiveDate> {
    let epoch = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    if days >= 0 {
        epoch.checked_add_days(Days::new(days.unsigned_abs().into()))
    } else {
        epoch.checked_sub_days(Days::new(days.unsigned_abs().into()))
    }
}

fn iso(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(next_year, next, 1)?.pred_opt()
}

/// The last day of a deadline that [`normalise`] made, in days since 1970-01-01; nothing where it is open or vague.
pub(crate) fn last_day(norm: &str) -> Option<i32> {
    let mut parts = norm.rsplit('/').next()?.split('-');
    let year: i32 = parts.next()?.parse().ok()?;
    let mut number = || parts.next().map(str::parse::<u32>).transpose().ok();
    let date = match (number()?, number()?) {
        (None, _) => NaiveDate::from_ymd_opt(year, 12, 31),
        (Some(month), None) => month_end(year, month),
        (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month, day),
    }?;
    i32::try_from(date.signed_duration_since(NaiveDate::from_ymd_opt(1970, 1, 1)?).num_days()).ok()
}

/// The deadline as an ISO date (`2021-03-18`), month (`2023-05`), year (`2023`), interval (`2022-07/2022-12`, `../2026`,
/// `2023/..`) or `vague`; nothing where the date of the document is needed and unknown, or the words are not understood.
pub(crate) fn normalise(written: &str, document: Option<i32>) -> Option<String> {
    if vague(written) {
        return Some("vague".to_owned());
    }
    let lower = written.to_lowercase().replace(['’', ','], " ");
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let has = |word: &str| words.contains(&word);
    let year = words.iter().find_map(|word| {
        (word.len() == 4)
            .then(|| word.parse::<i32>().ok())
            .flatten()
            .filter(|year| (1900..2200).contains(year))
    });
    let anchor = document.and_then(date_of);
    let month = words.iter().enumerate().find_map(|(at, word)| {
        let short = word.get(..3)?;
        let known = super::times::MONTHS[..12].iter().position(|month| month.starts_with(short))?;
        let whole = super::times::MONTHS[known];
        (*word == whole || *word == short || *word == "sept").then_some((at, known as u32 + 1))
    });
    let before = words.first().is_some_and(|word| matches!(*word, "before" | "until" | "till"));
    let open = words
        .first()
        .is_some_and(|word| matches!(*word, "starting" | "beginning" | "from" | "after" | "since"));
    let wrap = |value: String| match (open, before) {
        (true, _) => format!("{value}/.."),
        (_, true) => format!("../{value}"),
        _ => value,
    };
    let months = |year: i32, from: u32, to: u32| match open || before {
        true => wrap(format!("{year:04}-{from:02}")),
        false => format!("{year:04}-{from:02}/{year:04}-{to:02}"),
    };
    if let Some((at, month)) = month {
        let day = words
            .get(at + 1)
            .and_then(|word| word.trim_end_matches(|c: char| c.is_alphabetic()).parse::<u32>().ok())
            .filter(|day| (1..=31).contains(day));
        let day = day.or_else(|| {
            at.checked_sub(1)
                .and_then(|before| words[before].parse::<u32>().ok())
                .filter(|day| (1..=31).contains(day))
        });
        let of_year = match (year, anchor) {
            (Some(year), _) => year,
            (None, Some(anchor)) => {
                // The next such month from the document's date on.
                if month >= anchor.month() || day.is_none() && month == anchor.month() {
                    anchor.year()
                } else {
                    anchor.year() + 1
                }
            }
            (None, None) => return None,
        };
        if let Some(day) = day {
            return NaiveDate::from_ymd_opt(of_year, month, day).map(|date| wrap(iso(date)));
        }
        if has("end") {
            return month_end(of_year, month).map(iso);
        }
        return Some(wrap(format!("{of_year:04}-{month:02}")));
    }
    let relative_year = || {
        if let Some(year) = year {
            return Some(year);
        }
        let anchor = anchor?;
        if !(has("year")
            || has("half")
            || has("quarter")
            || has("spring")
            || has("summer")
            || has("fall")
            || has("autumn")
            || has("winter")
            || has("s"))
        {
            return None;
        }
        Some(anchor.year() + i32::from(has("next")))
    };
    if let Some(half) = ["first", "second"].iter().position(|word| has(word)).filter(|_| has("half")) {
        let year = relative_year()?;
        return Some(if half == 0 { months(year, 1, 6) } else { months(year, 7, 12) });
    }
    if let Some(quarter) =
        ["first", "second", "third", "fourth"].iter().position(|word| has(word)).filter(|_| has("quarter"))
    {
        let (year, from) = (relative_year()?, quarter as u32 * 3 + 1);
        return Some(months(year, from, from + 2));
    }
    for (season, from, to) in [("spring", 3, 5), ("summer", 6, 8), ("fall", 9, 11), ("autumn", 9, 11)] {
        if has(season) {
            let year = year.or_else(|| {
                anchor.map(|anchor| anchor.year() + i32::from(has("next") && anchor.month() >= from))
            })?;
            return Some(months(year, from, to));
        }
    }
    if let Some(year) = relative_year() {
        let end =
            has("end") || (has("by") || has("within")) && has("year") && !has("next") && !has("beginning");
        if end {
            return Some(format!("{year:04}-12-31"));
        }
        return Some(wrap(format!("{year:04}")));
    }
    let anchor = anchor?;
    let count = words.iter().find_map(|word| {
        word.parse::<u64>().ok().or_else(|| {
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
                .iter()
                .position(|known| known == word)
                .map(|at| at as u64 + 1)
        })
    });
    if let Some(count) = count.filter(|count| *count < 4000) {
        let days = if has("days") || has("day") {
            count
        } else if has("weeks") || has("week") {
            count * 7
        } else if has("months") || has("month") {
            count * 30
        } else if has("years") {
            count * 365
        } else {
            return None;
        };
        // "within 90 days of an event" does not start at the document.
        if has("of") || has("after") && words.first() != Some(&"after") {
            return None;
        }
        return anchor.checked_add_days(Days::new(days)).map(|end| format!("{}/{}", iso(anchor), iso(end)));
    }
    if has("today") || has("tonight") {
        return Some(iso(anchor));
    }
    if has("tomorrow") {
        return anchor.checked_add_days(Days::new(1)).map(iso);
    }
    if has("month") {
        let (year, month) = if has("next") {
            if anchor.month() == 12 { (anchor.year() + 1, 1) } else { (anchor.year(), anchor.month() + 1) }
        } else {
            (anchor.year(), anchor.month())
        };
        return if has("end") {
            month_end(year, month).map(iso)
        } else {
            Some(format!("{year:04}-{month:02}"))
        };
    }
    let mut named = DAYS.iter().filter(|(name, _)| has(name)).map(|(_, day)| {
        let ahead = (7 + day.num_days_from_monday() - anchor.weekday().num_days_from_monday()) % 7;
        anchor.checked_add_days(Days::new(u64::from(ahead)))
    });
    match (named.next().flatten(), named.next().flatten()) {
        (Some(first), Some(second)) if has("between") => {
            let (from, to) = if first <= second { (first, second) } else { (second, first) };
            Some(format!("{}/{}", iso(from), iso(to)))
        }
        (Some(day), _) => Some(wrap(iso(day))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn deadlines_against_a_date() {
        // 2022-07-29, a Friday.
        let date = Some(19_202);
        for (written, expected) in [
            ("by the end of 2023", Some("2023-12-31")),
            ("the second half of the year", Some("2022-07/2022-12")),
            ("starting next year", Some("2023/..")),
            ("within the year", Some("2022-12-31")),
            ("in the near future", Some("vague")),
            ("On March 18", Some("2023-03-18")),
            ("on August 2", Some("2022-08-02")),
            ("by August 12, 2025", Some("2025-08-12")),
            ("on Monday", Some("2022-08-01")),
            ("between Tuesday and Saturday", Some("2022-07-30/2022-08-02")),
            ("this month", Some("2022-07")),
            ("in the summer of next year", Some("2023-06/2023-08")),
            ("within 90 days", Some("2022-07-29/2022-10-27")),
            ("within 90 days of the date of this order", None),
            ("before the summit", None),
            ("before 2026", Some("../2026")),
        ] {
            assert_eq!(normalise(written, date).as_deref(), expected, "{written}");
        }
        assert_eq!(normalise("next year", None), None);
        assert_eq!(normalise("in 2026", None).as_deref(), Some("2026"));
    }
}
