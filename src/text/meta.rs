//! Document variables: values and the columns they become.

use std::borrow::Cow;
use std::sync::Arc;

use crate::frame::{Column, Values, iso_date, iso_timestamp};

/// Document variables by name. The rows of a file share the names: one of its own for each value took longer to make
/// than the value.
pub type Fields = Vec<(Arc<str>, Meta)>;

/// A value of a document variable.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Meta {
    /// Unknown.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// Text.
    Str(String),
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since 1970-01-01T00:00.
    Timestamp(i64),
}

impl Meta {
    fn display(&self) -> Option<Cow<'_, str>> {
        Some(match self {
            Meta::Null => return None,
            Meta::Bool(value) => value.to_string().into(),
            Meta::Int(value) => value.to_string().into(),
            Meta::Float(value) => value.to_string().into(),
            Meta::Str(value) => value.into(),
            Meta::Date(value) => iso_date(*value).into(),
            Meta::Timestamp(value) => iso_timestamp(*value).into(),
        })
    }
}

/// A column of the one type that all values have; whole numbers among numbers become numbers; anything else is text.
pub(super) fn meta_column(rows: &[Meta]) -> Column {
    fn typed<T: Default>(
        rows: &[Meta],
        get: impl Fn(&Meta) -> Option<T>,
        make: impl Fn(Vec<T>) -> Values,
    ) -> Option<Column> {
        let mut values = Vec::with_capacity(rows.len());
        for row in rows {
            values.push(if *row == Meta::Null { T::default() } else { get(row)? });
        }
        Some(Column::with_nulls(make(values), rows.iter().map(|row| *row != Meta::Null).collect()))
    }
    let boolean = |row: &Meta| if let Meta::Bool(value) = row { Some(*value) } else { None };
    let int = |row: &Meta| if let Meta::Int(value) = row { Some(*value) } else { None };
    let float = |row: &Meta| match row {
        Meta::Float(value) => Some(*value),
        Meta::Int(value) => Some(*value as f64),
        _ => None,
    };
    let date = |row: &Meta| if let Meta::Date(value) = row { Some(*value) } else { None };
    let timestamp = |row: &Meta| if let Meta::Timestamp(value) = row { Some(*value) } else { None };
    if rows.iter().all(|row| *row == Meta::Null) {
        return rows.iter().map(Meta::display).collect();
    }
    typed(rows, boolean, Values::Bool)
        .or_else(|| typed(rows, int, Values::Int))
        .or_else(|| typed(rows, float, |values| Values::Float(values.into())))
        .or_else(|| typed(rows, date, Values::Date))
        .or_else(|| typed(rows, timestamp, Values::Timestamp))
        .unwrap_or_else(|| rows.iter().map(Meta::display).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_take_the_type_of_their_values() {
        assert_eq!(meta_column(&[Meta::Int(1), Meta::Null]).values(), &Values::Int(vec![1, 0]));
        assert_eq!(
            meta_column(&[Meta::Int(1), Meta::Float(0.5)]).values(),
            &Values::Float(vec![1.0, 0.5].into())
        );
        assert_eq!(meta_column(&[Meta::Int(1), Meta::Str("x".into())]).text(0), Some("1"));
        assert!(meta_column(&[Meta::Null]).is_null(0));
    }
}
