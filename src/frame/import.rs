//! Arrow arrays of any maker to columns: every text, number, yes/no and date type, in any number of chunks.

use std::collections::{HashMap, HashSet};
use std::mem::take;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::iterator::ArrayIter;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type,
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayAccessor, ArrayRef};
use arrow_schema::{DataType, Field, FieldRef, TimeUnit};
use chrono::NaiveDate;

use super::arrow::SETTINGS_KEY;
use super::{Column, Floats, Frame, Strings, Values};
use crate::error::{Error, ErrorKind, Result};

/// Returns the table of all `arrays`, each of the type of `field`: a struct is a table, anything else its one column.
///
/// Whole numbers become `Int`, floats and decimals `Float`, text `Str` (dictionaries of text `Dict`), timestamps of
/// every unit microseconds in UTC, rounded down.
///
/// # Errors
/// The first error of `arrays`; two columns of one name; kind `BadValue` for a type or value that no column can hold.
pub fn from_arrays(field: &Field, arrays: impl Iterator<Item = Result<ArrayRef>>) -> Result<Frame> {
    let fields: Vec<FieldRef> = match field.data_type() {
        DataType::Struct(fields) => fields.iter().cloned().collect(),
        _ => vec![Arc::new(field.clone())],
    };
    let mut names = HashSet::new();
    if let Some(twice) = fields.iter().find(|field| !names.insert(field.name())) {
        return Err(Error::new(ErrorKind::Corrupt, format!("two columns are named '{}'", twice.name())));
    }
    let mut chunks = fields.iter().map(|field| Chunks::new(field)).collect::<Result<Vec<_>>>()?;
    for array in arrays {
        let array = array?;
        // Reading text and offsets trusts them, and these came from elsewhere.
        array.to_data().validate_full().map_err(|error| Error::new(ErrorKind::Corrupt, error.to_string()))?;
        let columns = match array.as_struct_opt() {
            Some(table) if table.null_count() > 0 => {
                return Err(Error::new(ErrorKind::Corrupt, "a row of the table is null as a whole"));
            }
            Some(table) => table.columns().to_vec(),
            None => vec![array],
        };
        chunks.iter_mut().zip(&columns).try_for_each(|(chunks, column)| chunks.append(column))?;
    }
    let settings = field
        .metadata()
        .get(SETTINGS_KEY)
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    let frame = chunks.into_iter().fold(Frame::new(), |frame, chunks| {
        let name = chunks.name.clone();
        frame.with(name, chunks.finish())
    });
    Ok(frame.with_settings(settings))
}

/// One column while its chunks come in.
struct Chunks {
    name: String,
    values: Values,
    valid: Vec<bool>,
    /// For repeated text: the distinct values so far and their codes.
    distinct: Strings,
    codes: HashMap<String, u32>,
}

impl Chunks {
    fn new(field: &Field) -> Result<Chunks> {
        use DataType::*;
        let values = match field.data_type() {
            Utf8 | LargeUtf8 | Utf8View | Null => Values::Str(Strings::new()),
            Dictionary(_, values) if matches!(**values, Utf8 | LargeUtf8 | Utf8View) => {
                Values::Dict(Vec::new(), Arc::default())
            }
            Int8 | Int16 | Int32 | Int64 | UInt8 | UInt16 | UInt32 | UInt64 => Values::Int(Vec::new()),
            Float16 | Float32 | Float64 => Values::Float(Floats::default()),
            Decimal32(..) | Decimal64(..) | Decimal128(..) | Decimal256(..) => {
                Values::Float(Floats::default())
            }
            Boolean => Values::Bool(Vec::new()),
            Date32 | Date64 => Values::Date(Vec::new()),
            Timestamp(..) => Values::Timestamp(Vec::new()),
            other => {
                return Err(Error::new(
                    ErrorKind::BadValue,
                    format!(
                        "column '{}' has the Arrow type {other}; text, numbers, booleans, dates and timestamps can be \
                         read: leave the column out or convert it first",
                        field.name()
                    ),
                ));
            }
        };
        let name = field.name().clone();
        Ok(Chunks { name, values, valid: Vec::new(), distinct: Strings::new(), codes: HashMap::new() })
    }

    fn append(&mut self, array: &ArrayRef) -> Result<()> {
        let row = self.valid.len();
        match array.logical_nulls() {
            Some(nulls) => self.valid.extend(nulls.iter()),
            None => self.valid.resize(row + array.len(), true),
        }
        let name = &self.name;
        let outside = |value: &dyn std::fmt::Display| {
            Error::new(ErrorKind::BadValue, format!("column '{name}': {value} is out of range"))
        };
        match &mut self.values {
            Values::Str(strings) => match array.data_type() {
                DataType::Utf8 => push_text(strings, array.as_string::<i32>()),
                DataType::LargeUtf8 => push_text(strings, array.as_string::<i64>()),
                DataType::Utf8View => push_text(strings, array.as_string_view()),
                _ => (0..array.len()).for_each(|_| strings.push("")),
            },
            Values::Dict(rows, _) => {
                let dictionary = array.as_any_dictionary();
                let mut chunk = Strings::new();
                match dictionary.values().data_type() {
                    DataType::Utf8 => push_text(&mut chunk, dictionary.values().as_string::<i32>()),
                    DataType::LargeUtf8 => push_text(&mut chunk, dictionary.values().as_string::<i64>()),
                    _ => push_text(&mut chunk, dictionary.values().as_string_view()),
                }
                let codes: Vec<u32> =
                    chunk.iter().map(|text| intern(&mut self.codes, &mut self.distinct, text)).collect();
                if codes.is_empty() {
                    // Then every row is null.
                    rows.resize(rows.len() + array.len(), 0);
                } else {
                    rows.extend(dictionary.normalized_keys().into_iter().map(|key| codes[key]));
                }
            }
            Values::Int(values) => match array.data_type() {
                DataType::Int8 => push::<Int8Type, _>(values, array, |value| Ok(value.into()))?,
                DataType::Int16 => push::<Int16Type, _>(values, array, |value| Ok(value.into()))?,
                DataType::Int32 => push::<Int32Type, _>(values, array, |value| Ok(value.into()))?,
                DataType::Int64 => push::<Int64Type, _>(values, array, Ok)?,
                DataType::UInt8 => push::<UInt8Type, _>(values, array, |value| Ok(value.into()))?,
                DataType::UInt16 => push::<UInt16Type, _>(values, array, |value| Ok(value.into()))?,
                DataType::UInt32 => push::<UInt32Type, _>(values, array, |value| Ok(value.into()))?,
                _ => push::<UInt64Type, _>(values, array, |value| {
                    i64::try_from(value).map_err(|_| outside(&value))
                })?,
            },
            Values::Float(held) => {
                let mut all = take(held).into_vec();
                let values = &mut all;
                match array.data_type() {
                    DataType::Float16 => push::<Float16Type, _>(values, array, |value| Ok(value.into()))?,
                    DataType::Float32 => push::<Float32Type, _>(values, array, |value| Ok(value.into()))?,
                    DataType::Float64 => push::<Float64Type, _>(values, array, Ok)?,
                    DataType::Decimal32(..) => push_decimal::<Decimal32Type>(values, array),
                    DataType::Decimal64(..) => push_decimal::<Decimal64Type>(values, array),
                    DataType::Decimal128(..) => push_decimal::<Decimal128Type>(values, array),
                    _ => push_decimal::<Decimal256Type>(values, array),
                }
                *held = all.into();
            }
            Values::Bool(values) => {
                values.extend(array.as_boolean().iter().map(|value| value.unwrap_or(false)));
            }
            Values::Date(values) => {
                let day = |days: i64| {
                    let known =
                        i32::try_from(days).ok().filter(|&days| NaiveDate::from_epoch_days(days).is_some());
                    known.ok_or_else(|| outside(&format!("day {days} from 1970-01-01")))
                };
                match array.data_type() {
                    DataType::Date32 => push::<Date32Type, _>(values, array, |days| day(days.into()))?,
                    _ => push::<Date64Type, _>(values, array, |millis| day(millis.div_euclid(86_400_000)))?,
                }
            }
            Values::Timestamp(values) => {
                let times =
                    |value: i64, factor: i64| value.checked_mul(factor).ok_or_else(|| outside(&value));
                match array.data_type() {
                    DataType::Timestamp(TimeUnit::Second, _) => {
                        push::<TimestampSecondType, _>(values, array, |value| times(value, 1_000_000))?;
                    }
                    DataType::Timestamp(TimeUnit::Millisecond, _) => {
                        push::<TimestampMillisecondType, _>(values, array, |value| times(value, 1_000))?;
                    }
                    DataType::Timestamp(TimeUnit::Microsecond, _) => {
                        push::<TimestampMicrosecondType, _>(values, array, Ok)?;
                    }
                    _ => {
                        push::<TimestampNanosecondType, _>(
                            values,
                            array,
                            |value| Ok(value.div_euclid(1_000)),
                        )?
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> Column {
        let values = match self.values {
            Values::Dict(codes, _) => Values::Dict(codes, Arc::new(self.distinct)),
            values => values,
        };
        Column::with_nulls(values, self.valid)
    }
}

fn push_text<'a>(strings: &mut Strings, array: impl ArrayAccessor<Item = &'a str>) {
    ArrayIter::new(array).for_each(|text| strings.push(text.unwrap_or("")));
}

/// Appends every value by `convert`; what a null row holds is not looked at.
fn push<T: ArrowPrimitiveType, V: Default>(
    values: &mut Vec<V>,
    array: &ArrayRef,
    convert: impl Fn(T::Native) -> Result<V>,
) -> Result<()> {
    values.reserve(array.len());
    for value in array.as_primitive::<T>() {
        values.push(value.map_or_else(|| Ok(V::default()), &convert)?);
    }
    Ok(())
}

fn push_decimal<T: arrow_array::types::DecimalType>(values: &mut Vec<f64>, array: &ArrayRef) {
    let array = array.as_primitive::<T>();
    values.extend((0..array.len()).map(|row| array.value_as_string(row).parse().unwrap_or(f64::NAN)));
}

fn intern(codes: &mut HashMap<String, u32>, distinct: &mut Strings, text: &str) -> u32 {
    if let Some(&code) = codes.get(text) {
        return code;
    }
    // Arrow dictionaries of one column hold far fewer than 2^32 distinct texts.
    let code = distinct.len() as u32;
    distinct.push(text);
    codes.insert(text.to_owned(), code);
    code
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::types::{Int8Type, UInt8Type};
    use arrow_array::*;

    fn read(chunks: Vec<ArrayRef>) -> Result<Column> {
        let field = Field::new("x", chunks[0].data_type().clone(), true);
        from_arrays(&field, chunks.into_iter().map(Ok))?.column("x").cloned()
    }

    fn shown(chunks: Vec<ArrayRef>) -> Result<Vec<Option<String>>> {
        let column = read(chunks)?;
        Ok((0..column.len()).map(|row| column.display(row)).collect())
    }

    #[test]
    fn text_of_every_kind() -> Result<()> {
        let rows = vec![Some("é"), None, Some("")];
        let expected: Column = rows.iter().copied().collect();
        assert_eq!(read(vec![Arc::new(StringArray::from(rows.clone()))])?, expected);
        assert_eq!(read(vec![Arc::new(LargeStringArray::from(rows.clone()))])?, expected);
        assert_eq!(read(vec![Arc::new(StringViewArray::from(rows.clone()))])?, expected);
        assert_eq!(read(vec![Arc::new(NullArray::new(2))])?, [None::<&str>, None].into_iter().collect());
        Ok(())
    }

    #[test]
    fn dictionaries_of_several_chunks_become_one() -> Result<()> {
        let a: DictionaryArray<Int8Type> = vec![Some("x"), None, Some("y")].into_iter().collect();
        let b: DictionaryArray<Int8Type> = vec![Some("y"), Some("z")].into_iter().collect();
        let none: DictionaryArray<Int8Type> = vec![None::<&str>].into_iter().collect();
        let column = read(vec![Arc::new(a), Arc::new(none), Arc::new(b)])?;
        let texts: Vec<_> = (0..column.len()).map(|row| column.text(row)).collect();
        assert_eq!(texts, [Some("x"), None, Some("y"), None, Some("y"), Some("z")]);
        assert!(matches!(column.values(), Values::Dict(_, distinct) if distinct.len() == 3));
        Ok(())
    }

    #[test]
    fn numbers_of_every_width() -> Result<()> {
        let small = PrimitiveArray::<UInt8Type>::from(vec![Some(255), None]);
        assert_eq!(shown(vec![Arc::new(small)])?, [Some("255".to_owned()), None]);
        let large: ArrayRef = Arc::new(UInt64Array::from(vec![Some(u64::MAX)]));
        let error = read(vec![large]).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("column 'x': 18446744073709551615 is out of range"));
        let money = Decimal128Array::from(vec![12_345]).with_data_type(DataType::Decimal128(10, 2));
        assert_eq!(shown(vec![Arc::new(money)])?, [Some("123.45".to_owned())]);
        Ok(())
    }

    #[test]
    fn times_of_every_unit_are_microseconds_in_utc() -> Result<()> {
        let seconds = TimestampSecondArray::from(vec![1]).with_timezone("+09:00");
        assert_eq!(shown(vec![Arc::new(seconds)])?, [Some("1970-01-01T00:00:01".to_owned())]);
        let nanos: ArrayRef = Arc::new(TimestampNanosecondArray::from(vec![-1]));
        assert_eq!(shown(vec![nanos])?, [Some("1969-12-31T23:59:59.999999".to_owned())]);
        let day: ArrayRef = Arc::new(Date64Array::from(vec![-1]));
        assert_eq!(shown(vec![day])?, [Some("1969-12-31".to_owned())]);
        let far: ArrayRef = Arc::new(Date32Array::from(vec![i32::MAX]));
        assert!(read(vec![far]).is_err());
        Ok(())
    }

    #[test]
    fn other_types_are_named() {
        let error = read(vec![Arc::new(BinaryArray::from(vec![&b"x"[..]]))]).err();
        let message = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(message.starts_with("column 'x' has the Arrow type Binary"), "{message}");
    }
}
