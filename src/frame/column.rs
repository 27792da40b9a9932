//! One column: values of one type, each of which may be null.

use std::fmt::Write;
use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate};

use super::Floats;

/// The first 16 bytes of `text`, as numbers that sort as they do; what is missing counts as 0, which is before, or equal to,
/// all there could be.
#[inline]
pub(crate) fn head(text: &str) -> [u64; 2] {
    let bytes = text.as_bytes();
    let first = bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut first = [0; 16];
        first[..bytes.len()].copy_from_slice(bytes);
        first
    });
    let first = u128::from_be_bytes(first);
    [(first >> 64) as u64, first as u64]
}

/// Strings back to back in one buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    bytes: String,
    ends: Vec<usize>,
}

impl Strings {
    /// No strings yet.
    pub fn new() -> Strings {
        Strings::default()
    }

    /// No strings yet, with room for so many, of so many bytes in all.
    pub fn with_capacity(strings: usize, bytes: usize) -> Strings {
        Strings { bytes: String::with_capacity(bytes), ends: Vec::with_capacity(strings) }
    }

    /// Adds `value` at the end.
    pub fn push(&mut self, value: &str) {
        self.bytes.push_str(value);
        self.ends.push(self.bytes.len());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The string at `index`; empty where there is none.
    pub fn get(&self, index: usize) -> &str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.bytes[start..end]
    }

    /// All of them in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// The buffer and where in it each string ends (bytes).
    pub fn parts(&self) -> (&str, &[usize]) {
        (&self.bytes, &self.ends)
    }
}

impl<S: AsRef<str>> FromIterator<S> for Strings {
    fn from_iter<I: IntoIterator<Item = S>>(values: I) -> Strings {
        let mut strings = Strings::new();
        values.into_iter().for_each(|value| strings.push(value.as_ref()));
        strings
    }
}

/// The values of a column, by type.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Values {
    /// Text, one string a row.
    Str(Strings),
    /// Text that repeats: a code a row into distinct values. Leaves as plain text.
    Dict(Vec<u32>, Arc<Strings>),
    /// Whole numbers.
    Int(Vec<i64>),
    /// Numbers; undefined is NaN.
    Float(Floats),
    /// Yes or no.
    Bool(Vec<bool>),
    /// Days since 1970-01-01.
    Date(Vec<i32>),
    /// Microseconds since 1970-01-01T00:00, no time zone.
    Timestamp(Vec<i64>),
}

/// Values of one type, each of which may be null. Cheap to clone: clones, and Arrow exports, share the values.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    values: Arc<Values>,
    valid: Option<Arc<[bool]>>,
}

impl Column {
    /// A column without nulls.
    pub fn new(values: Values) -> Column {
        Column { values: Arc::new(values), valid: None }
    }

    /// A column whose rows with `false` in `valid` are null.
    pub fn with_nulls(values: Values, valid: Vec<bool>) -> Column {
        let valid = valid.contains(&false).then(|| valid.into());
        let column = Column { values: Arc::new(values), valid };
        debug_assert!(column.valid.as_ref().is_none_or(|valid| valid.len() == column.len()));
        column
    }

    /// Text that repeats: `codes` into `values`.
    pub fn dict(codes: Vec<u32>, values: Arc<Strings>) -> Column {
        Column::new(Values::Dict(codes, values))
    }

    /// The values; those of null rows mean nothing.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// The numbers of a column of type `Int` or `Timestamp`; not copied if nobody else holds them.
    pub(crate) fn into_ints(self) -> Option<Vec<i64>> {
        match Arc::unwrap_or_clone(self.values) {
            Values::Int(values) | Values::Timestamp(values) => Some(values),
            _ => None,
        }
    }

    /// The values, to be kept alive by whoever else reads them.
    pub fn shared(&self) -> Arc<Values> {
        self.values.clone()
    }

    /// Which rows hold a value, where any does not.
    pub fn valid(&self) -> Option<&[bool]> {
        self.valid.as_deref()
    }

    /// Whether the row is null.
    pub fn is_null(&self, row: usize) -> bool {
        self.valid.as_ref().is_some_and(|valid| !valid[row])
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        match &*self.values {
            Values::Str(values) => values.len(),
            Values::Dict(codes, _) => codes.len(),
            Values::Int(values) | Values::Timestamp(values) => values.len(),
            Values::Float(values) => values.len(),
            Values::Bool(values) => values.len(),
            Values::Date(values) => values.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of a row of a text column; `None` for null and for other types.
    pub fn text(&self, row: usize) -> Option<&str> {
        if self.is_null(row) {
            return None;
        }
        match &*self.values {
            Values::Str(values) => Some(values.get(row)),
            Values::Dict(codes, values) => Some(values.get(codes[row] as usize)),
            _ => None,
        }
    }

    /// The row as a reader would write it, dates in ISO 8601; `None` for null and NaN.
    pub fn display(&self, row: usize) -> Option<String> {
        if self.is_null(row) {
            return None;
        }
        match &*self.values {
            Values::Str(_) | Values::Dict(..) => self.text(row).map(str::to_owned),
            Values::Int(values) => Some(values[row].to_string()),
            Values::Float(values) => (!values[row].is_nan()).then(|| values[row].to_string()),
            Values::Bool(values) => Some(values[row].to_string()),
            Values::Date(values) => Some(iso_date(values[row])),
            Values::Timestamp(values) => Some(iso_timestamp(values[row])),
        }
    }

    /// Appends the row to `out` so that reading it back gives the same value, and returns `true`; `false` for null and
    /// NaN. Floats are the shortest digits that round-trip (`0.1`, `3.0`, `1e-306`), dates ISO 8601.
    pub fn write_exact(&self, row: usize, out: &mut String) -> bool {
        if self.is_null(row) {
            return false;
        }
        // Writing to a String does not fail.
        let _ = match &*self.values {
            Values::Str(values) => out.write_str(values.get(row)),
            Values::Dict(codes, values) => out.write_str(values.get(codes[row] as usize)),
            Values::Int(values) => write!(out, "{}", values[row]),
            Values::Float(values) if values[row].is_nan() => return false,
            Values::Float(values) => write!(out, "{:?}", values[row]),
            Values::Bool(values) => write!(out, "{}", values[row]),
            Values::Date(values) => out.write_str(&iso_date(values[row])),
            Values::Timestamp(values) => out.write_str(&iso_timestamp(values[row])),
        };
        true
    }

    /// The rows at `order`, in that order.
    #[must_use]
    pub fn take(&self, order: &[usize]) -> Column {
        fn pick<T: Copy>(values: &[T], order: &[usize]) -> Vec<T> {
            order.iter().map(|&row| values[row]).collect()
        }
        let values = match &*self.values {
            Values::Str(values) => Values::Str(order.iter().map(|&row| values.get(row)).collect()),
            Values::Dict(codes, values) => Values::Dict(pick(codes, order), values.clone()),
            Values::Int(values) => Values::Int(pick(values, order)),
            Values::Float(values) => Values::Float(pick(values, order).into()),
            Values::Bool(values) => Values::Bool(pick(values, order)),
            Values::Date(values) => Values::Date(pick(values, order)),
            Values::Timestamp(values) => Values::Timestamp(pick(values, order)),
        };
        match &self.valid {
            Some(valid) => Column::with_nulls(values, pick(valid, order)),
            None => Column::new(values),
        }
    }
}

/// Text columns with nulls.
impl<S: AsRef<str>> FromIterator<Option<S>> for Column {
    fn from_iter<I: IntoIterator<Item = Option<S>>>(rows: I) -> Column {
        let (mut strings, mut valid) = (Strings::new(), Vec::new());
        for row in rows {
            strings.push(row.as_ref().map_or("", AsRef::as_ref));
            valid.push(row.is_some());
        }
        Column::with_nulls(Values::Str(strings), valid)
    }
}

macro_rules! from {
    ($($type:ty => $variant:ident),+ $(,)?) => {
        $(impl From<$type> for Column {
            fn from(values: $type) -> Column {
                Column::new(Values::$variant(values))
            }
        })+
    };
}
from!(Strings => Str, Vec<i64> => Int, Floats => Float, Vec<bool> => Bool, Vec<i32> => Date);

impl From<Vec<f64>> for Column {
    fn from(values: Vec<f64>) -> Column {
        Column::from(Floats::from(values))
    }
}

/// Returns `YYYY-MM-DD` for days since 1970-01-01 (proleptic Gregorian); days past the year 262142 stay a number.
pub fn iso_date(days: i32) -> String {
    NaiveDate::from_epoch_days(days).map_or_else(|| days.to_string(), |date| date.to_string())
}

/// Returns `YYYY-MM-DDTHH:MM:SS`, with a fraction where there is one, for microseconds since 1970-01-01.
pub fn iso_timestamp(micros: i64) -> String {
    DateTime::from_timestamp_micros(micros).map_or_else(
        || micros.to_string(),
        |time| time.naive_utc().format("%Y-%m-%dT%H:%M:%S%.f").to_string(),
    )
}

/// Returns the days since 1970-01-01 of a date written `YYYY-MM-DD`, also before a `T` or a space and a time; `None`
/// for anything else, for example a day that month does not have.
pub fn parse_date(text: &str) -> Option<i32> {
    let day = text.trim().split(['T', ' ']).next()?;
    let shape = day.len() == 10
        && day
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !shape {
        return None;
    }
    // By a format it took a tenth of the time in which rows with a date are made documents.
    let (year, month, day) = (day[..4].parse().ok()?, day[5..7].parse().ok()?, day[8..].parse().ok()?);
    NaiveDate::from_ymd_opt(year, month, day).map(|date| date.to_epoch_days())
}

/// Returns the year and the month (1 to 12) of days since 1970-01-01.
pub fn year_month(days: i32) -> Option<(i32, u32)> {
    NaiveDate::from_epoch_days(days).map(|date| (date.year(), date.month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_round_trip() {
        for days in (-800_000..800_000).step_by(37) {
            assert_eq!(parse_date(&iso_date(days)), (iso_date(days).len() == 10).then_some(days));
        }
        assert_eq!(parse_date("2024-02-29"), Some(19782));
        assert_eq!(parse_date("2023-02-29"), None);
        assert_eq!(parse_date("2023-01-31T10:00:00"), Some(19388));
        assert_eq!(parse_date("last Friday"), None);
        assert_eq!(iso_timestamp(1_500_000), "1970-01-01T00:00:01.500");
    }

    #[test]
    fn nulls_survive_take() {
        let column: Column = [Some("a"), None, Some("c")].into_iter().collect();
        let taken = column.take(&[2, 1]);
        assert_eq!((taken.text(0), taken.text(1)), (Some("c"), None));
    }
}
