//! What the tables of all families share: a row has an [`Info`], is found by its name or an alias, and keeps to its
//! range.

use super::Info;
use crate::error::{Error, Result};

/// A row of a table of measures.
pub trait Row {
    /// What is known about the measure.
    fn info(&self) -> &Info;
}

/// The row of `table` whose name or alias is `name` (case and the difference of `-`, ` ` and `_` do not matter).
///
/// # Errors
/// An unknown name; the error lists the near ones.
pub fn find<'a, R: Row>(table: &'a [R], name: &str) -> Result<&'a R> {
    let wanted = fold(name);
    let named = |other: &str| fold(other) == wanted;
    let hit = table.iter().find(|row| named(row.info().name));
    let hit = hit.or_else(|| table.iter().find(|row| row.info().aliases.iter().any(|alias| named(alias))));
    hit.ok_or_else(|| {
        let mut names: Vec<&str> = table.iter().map(|row| row.info().name).collect();
        let near = crate::error::near(&wanted, &aliases(table));
        names.extend(near);
        Error::unknown_option("measure", name, &names)
    })
}

fn aliases<R: Row>(table: &[R]) -> Vec<&'static str> {
    table.iter().flat_map(|row| row.info().aliases.iter().copied()).collect()
}

fn fold(name: &str) -> String {
    name.trim().to_lowercase().replace(['-', ' '], "_")
}

/// How far outside its range rounding may carry a value: a few hundred times the precision of a number.
const ROUNDING: f64 = 1e-12;

/// `value`, put back to the bound of `range` that rounding carried it past. What lies further outside is a defect and
/// stays visible.
pub(super) fn settle(value: f64, range: (f64, f64)) -> f64 {
    if value < range.0 && value > range.0 - ROUNDING {
        range.0
    } else if value > range.1 && value < range.1 + ROUNDING {
        range.1
    } else {
        value
    }
}

/// The tables `parts`, one after the other. `N` must be the number of their rows: checked when it is compiled.
pub(super) const fn join<T: Copy, const N: usize>(parts: &[&[T]]) -> [T; N] {
    let mut all = [parts[0][0]; N];
    let (mut part, mut at) = (0, 0);
    while part < parts.len() {
        let mut row = 0;
        while row < parts[part].len() {
            all[at] = parts[part][row];
            at += 1;
            row += 1;
        }
        part += 1;
    }
    assert!(at == N, "the number of rows");
    all
}

/// What holds for every table: unique names, words for all that is to be said, ranges that are ranges.
#[cfg(test)]
pub(super) fn check<R: Row>(table: &[R]) {
    let mut names: Vec<String> = Vec::new();
    for row in table {
        let info = row.info();
        for text in [info.name, info.reading, info.formula] {
            assert!(!text.is_empty(), "{}", info.name);
        }
        assert!(info.reading.ends_with('.') && !info.citation.ends_with('.'), "{}", info.name);
        assert!(info.range.0 < info.range.1, "{}", info.name);
        assert!(
            info.doi.is_empty() || info.doi.starts_with("10.") || info.doi.contains("://"),
            "{}",
            info.name
        );
        assert!(
            info.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'),
            "{}",
            info.name
        );
        for name in info.aliases.iter().chain([&info.name]) {
            let name = fold(name);
            assert!(!names.contains(&name), "{name} twice");
            assert_eq!(find(table, &name).map(|row| row.info().name), Ok(info.name));
            names.push(name);
        }
    }
    let error = find(table, "no_such_measure_at_all").err().map(|error| error.kind());
    assert_eq!(error, Some(crate::error::ErrorKind::UnknownOption));
}
