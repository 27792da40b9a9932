//! Tables one after the other.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Column, Frame, Strings, Values};

/// The types of columns, from the narrower to the wider; what two of them share is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Null,
    Str,
    Int,
    Float,
    Bool,
    Date,
    Timestamp,
}

impl Kind {
    /// The type of the values that the column has; none where all are null.
    fn of(column: &Column) -> Kind {
        match (0..column.len()).all(|row| column.is_null(row)) {
            true => Kind::Null,
            false => Kind::declared(column),
        }
    }

    fn declared(column: &Column) -> Kind {
        match column.values() {
            Values::Str(_) | Values::Dict(..) => Kind::Str,
            Values::Int(_) => Kind::Int,
            Values::Float(_) => Kind::Float,
            Values::Bool(_) => Kind::Bool,
            Values::Date(_) => Kind::Date,
            Values::Timestamp(_) => Kind::Timestamp,
        }
    }

    /// The type that holds both: as in a corpus, whole numbers among numbers are numbers, anything else is text.
    fn with(self, other: Kind) -> Kind {
        match (self, other) {
            (Kind::Null, kind) | (kind, Kind::Null) => kind,
            (a, b) if a == b => a,
            (Kind::Int, Kind::Float) | (Kind::Float, Kind::Int) => Kind::Float,
            _ => Kind::Str,
        }
    }
}

impl Column {
    /// The rows of all `columns`, one after the other. The type is the one they have; whole numbers among numbers become
    /// numbers; a column of nulls has every type; anything else is text, as it would be shown.
    pub fn concat(columns: &[&Column]) -> Column {
        let kind = columns.iter().map(|column| Kind::of(column)).fold(Kind::Null, Kind::with);
        // Of columns that are all null or empty the first says the type.
        let first = || columns.first().map_or(Kind::Str, |column| Kind::declared(column));
        Column::concat_as(if kind == Kind::Null { first() } else { kind }, columns)
    }

    /// The rows of all `columns`, one after the other, as values of `kind`.
    fn concat_as(kind: Kind, columns: &[&Column]) -> Column {
        macro_rules! gather {
            ($variant:ident, $zero:expr, $($from:ident => $as:expr),+) => {{
                let mut all = Vec::with_capacity(columns.iter().map(|column| column.len()).sum());
                for column in columns {
                    match column.values() {
                        $(Values::$from(values) => all.extend(values.iter().map($as)),)+
                        _ => all.resize(all.len() + column.len(), $zero),
                    }
                }
                Values::$variant(all.into())
            }};
        }
        let values = match kind {
            Kind::Int => gather!(Int, 0, Int => |value| *value),
            Kind::Float => gather!(Float, f64::NAN, Float => |value| *value, Int => |value| *value as f64),
            Kind::Bool => gather!(Bool, false, Bool => |value| *value),
            Kind::Date => gather!(Date, 0, Date => |value| *value),
            Kind::Timestamp => gather!(Timestamp, 0, Timestamp => |value| *value),
            Kind::Str | Kind::Null => text(columns),
        };
        let valid = columns.iter().flat_map(|column| (0..column.len()).map(|row| !column.is_null(row)));
        Column::with_nulls(values, valid.collect())
    }

    /// A column of nulls, of so many rows.
    fn nulls(rows: usize) -> Column {
        (0..rows).map(|_| None::<&str>).collect()
    }
}

/// Text, numbered where all of it is.
fn text(columns: &[&Column]) -> Values {
    if columns.iter().any(|column| !matches!(column.values(), Values::Dict(..))) {
        let rows = columns.iter().map(|column| column.len()).sum();
        let bytes = columns.iter().map(|column| match column.values() {
            Values::Str(strings) => strings.parts().0.len(),
            _ => 0,
        });
        let mut all = Strings::with_capacity(rows, bytes.sum());
        for column in columns {
            for row in 0..column.len() {
                match column.text(row) {
                    Some(text) => all.push(text),
                    None => all.push(&column.display(row).unwrap_or_default()),
                }
            }
        }
        return Values::Str(all);
    }
    let (mut distinct, mut codes) = (Strings::new(), Vec::new());
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    for column in columns {
        let Values::Dict(of_rows, strings) = column.values() else { continue };
        // Of strings that no row has, none is taken over.
        let mut known = vec![u32::MAX; strings.len()];
        for &code in of_rows {
            let number = &mut known[code as usize];
            if *number == u32::MAX {
                let text = strings.get(code as usize);
                *number = *numbers.entry(text).or_insert_with(|| {
                    distinct.push(text);
                    distinct.len() as u32 - 1
                });
            }
            codes.push(*number);
        }
    }
    Values::Dict(codes, Arc::new(distinct))
}

/// The columns that several tables have together: name and type, in the order in which they are first met.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shape(Vec<(String, Kind)>);

impl Shape {
    /// The columns of a table, with the types of the values that are there.
    pub fn of(frame: &Frame) -> Shape {
        Shape(frame.columns().iter().map(|(name, column)| (name.clone(), Kind::of(column))).collect())
    }

    /// The columns of both.
    pub fn join(&mut self, other: &Shape) {
        for (name, kind) in &other.0 {
            match self.0.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) => *known = known.with(*kind),
                None => self.0.push((name.clone(), *kind)),
            }
        }
    }
}

impl Frame {
    /// The table with the columns of `shape`; one that has no values anywhere keeps the type it has.
    pub(crate) fn in_shape(&self, shape: &Shape) -> Frame {
        let column = |(name, kind): &(String, Kind)| {
            let column = self.column(name).cloned().unwrap_or_else(|_| Column::nulls(self.rows()));
            let kind = if *kind == Kind::Null { Kind::declared(&column) } else { *kind };
            (
                name.clone(),
                if Kind::declared(&column) == kind { column } else { Column::concat_as(kind, &[&column]) },
            )
        };
        let columns = shape.0.iter().map(column);
        let frame = columns.fold(Frame::new(), |frame, (name, column)| frame.with(name, column));
        frame.with_settings(self.settings().clone())
    }

    /// The rows of all `frames`, one after the other, with the settings of the first. A column that a table lacks is
    /// null there; columns stand in the order in which they are first met.
    #[must_use]
    pub fn concat(frames: &[Frame]) -> Frame {
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in frames.iter().flat_map(Frame::columns) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        let mut whole = Frame::new();
        for name in names {
            let columns: Vec<Column> = frames
                .iter()
                .map(|frame| frame.column(name).cloned().unwrap_or_else(|_| Column::nulls(frame.rows())))
                .collect();
            whole = whole.with(name, Column::concat(&columns.iter().collect::<Vec<_>>()));
        }
        whole.with_settings(frames.first().map(|frame| frame.settings().clone()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(column: &Column) -> Vec<Option<String>> {
        (0..column.len()).map(|row| column.display(row)).collect()
    }

    #[test]
    fn types_are_those_of_a_corpus() {
        let ints = Column::from(vec![1i64, 2]);
        let floats = Column::from(vec![0.5]);
        let nulls = Column::nulls(1);
        let words: Column = [Some("a"), None].into_iter().collect();
        let all = Column::concat(&[&ints, &nulls, &floats]);
        assert_eq!(shown(&all), [Some("1".into()), Some("2".into()), None, Some("0.5".into())]);
        assert!(matches!(all.values(), Values::Float(_)));
        let all = Column::concat(&[&nulls, &ints]);
        assert_eq!((all.values(), all.is_null(0)), (&Values::Int(vec![0, 1, 2]), true));
        let all = Column::concat(&[&ints, &words]);
        assert_eq!(shown(&all), [Some("1".into()), Some("2".into()), Some("a".into()), None]);
        assert_eq!(Column::concat(&[&nulls, &nulls]).values(), Column::nulls(2).values());
    }

    #[test]
    fn repeated_text_stays_numbered() {
        let strings = |words: &[&str]| Arc::new(words.iter().collect::<Strings>());
        let a = Column::dict(vec![1, 1], strings(&["x", "y"]));
        let b = Column::dict(vec![0, 1], strings(&["y", "z"]));
        let all = Column::concat(&[&a, &b]);
        assert_eq!(all.values(), &Values::Dict(vec![0, 0, 0, 1], strings(&["y", "z"])));
    }

    #[test]
    fn lacking_columns_are_null() {
        let a = Frame::new().with("n", vec![1i64]);
        let b = Frame::new().with("n", vec![2i64]).with("t", ["x"].into_iter().collect::<Strings>());
        let all = Frame::concat(&[a, b]);
        assert_eq!((all.rows(), all.columns().len()), (2, 2));
        assert_eq!(
            all.columns().iter().map(|(_, column)| column.is_null(0)).collect::<Vec<_>>(),
            [false, true]
        );
        assert_eq!(Frame::concat(&[]).rows(), 0);
    }
}
