//! Parquet: one document a row.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, Date32Type, Date64Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::file::reader::ChunkReader;

use super::rows::Place;
use super::{Found, Job};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Encoding, Meta};

/// Rows in memory as Arrow at a time.
const BATCH: usize = 4096;

/// Reads a parquet file; a column of a type that no variable has (lists, structs ...) is a problem row.
pub(super) fn read(job: &Job<'_>, bytes: Vec<u8>) -> Result<Found> {
    let mut found = Found::default();
    let mut rows = Rows::open(job, bytes::Bytes::from(bytes), 0, usize::MAX, &mut found)?;
    rows.read(job, usize::MAX, &mut found)?;
    found.end(job);
    Ok(found)
}

/// The decoders are not proof against every damaged page; one file must not end the run.
fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(corrupt("a page that can't be decoded")))
}

fn corrupt(error: impl std::fmt::Display) -> Error {
    Error::new(ErrorKind::Corrupt, format!("not parquet, or damaged: {error}"))
}

/// The rows of a file, a batch at a time.
pub(super) struct Rows {
    batches: ParquetRecordBatchReader,
    /// How many were read.
    pub(super) row: u64,
}

impl Rows {
    /// Opens a file and passes over `skip` rows; `found` gets its columns. Batches are of about `bytes`.
    pub(super) fn open<T: ChunkReader + 'static>(
        job: &Job<'_>,
        input: T,
        skip: u64,
        bytes: usize,
        found: &mut Found,
    ) -> Result<Rows> {
        guarded(|| {
            let builder = ParquetRecordBatchReaderBuilder::try_new(input).map_err(corrupt)?;
            for field in builder.schema().fields() {
                if reader_of(field.data_type()).is_some() {
                    found.columns.push(field.name().clone());
                } else {
                    let (name, kind) = (field.name(), field.data_type());
                    let message = format!("the column '{name}' is {kind}; it is left out");
                    found.problem(job, ErrorKind::BadValue, message, None, "skipped");
                }
            }
            let groups = builder.metadata().row_groups();
            let size: i64 = groups.iter().map(|group| group.total_byte_size()).sum();
            let rows: i64 = groups.iter().map(|group| group.num_rows()).sum();
            let each = (size / rows.max(1)).max(1) as usize;
            let builder = builder.with_batch_size((bytes / each).clamp(1, BATCH));
            let batches = builder.with_offset(skip as usize).build().map_err(corrupt)?;
            Ok(Rows { batches, row: skip })
        })
    }

    /// Adds rows to `found` until they hold `most` bytes of text; returns whether there may be more.
    pub(super) fn read(&mut self, job: &Job<'_>, most: usize, found: &mut Found) -> Result<bool> {
        guarded(|| {
            let mut bytes = 0;
            while bytes < most {
                job.run.check()?;
                let Some(batch) = self.batches.next() else { return Ok(false) };
                let before = found.rows.len();
                self.take(job, &batch.map_err(corrupt)?, found);
                bytes += found.rows[before..].iter().map(|row| row.input.text.len()).sum::<usize>();
            }
            Ok(true)
        })
    }

    fn take(&mut self, job: &Job<'_>, batch: &RecordBatch, found: &mut Found) {
        let schema = batch.schema();
        let columns: Vec<(Arc<str>, &dyn Array, Reader)> = schema
            .fields()
            .iter()
            .zip(batch.columns())
            .filter_map(|(field, array)| {
                Some((field.name().as_str().into(), array.as_ref(), reader_of(field.data_type())?))
            })
            .collect();
        for index in 0..batch.num_rows() {
            self.row += 1;
            let value = |array: &dyn Array, read: Reader| {
                if array.is_null(index) { Meta::Null } else { read(array, index) }
            };
            let fields =
                columns.iter().map(|(name, array, read)| (name.clone(), value(*array, *read))).collect();
            found.row(job, Place { row: self.row, line: self.row }, fields, (Encoding::Utf8, 0));
        }
    }
}

/// Reads one value of an array; chosen once a column.
type Reader = fn(&dyn Array, usize) -> Meta;

fn reader_of(kind: &DataType) -> Option<Reader> {
    Some(match kind {
        DataType::Null => |_, _| Meta::Null,
        DataType::Boolean => |array, at| Meta::Bool(array.as_boolean().value(at)),
        DataType::Utf8 => |array, at| Meta::Str(array.as_string::<i32>().value(at).to_owned()),
        DataType::LargeUtf8 => |array, at| Meta::Str(array.as_string::<i64>().value(at).to_owned()),
        DataType::Utf8View => |array, at| Meta::Str(array.as_string_view().value(at).to_owned()),
        DataType::Int8 => int::<Int8Type>,
        DataType::Int16 => int::<Int16Type>,
        DataType::Int32 => int::<Int32Type>,
        DataType::Int64 => int::<Int64Type>,
        DataType::UInt8 => int::<UInt8Type>,
        DataType::UInt16 => int::<UInt16Type>,
        DataType::UInt32 => int::<UInt32Type>,
        DataType::UInt64 => int::<UInt64Type>,
        DataType::Float32 => |array, at| Meta::Float(array.as_primitive::<Float32Type>().value(at).into()),
        DataType::Float64 => |array, at| Meta::Float(array.as_primitive::<Float64Type>().value(at)),
        DataType::Date32 => |array, at| Meta::Date(array.as_primitive::<Date32Type>().value(at)),
        DataType::Date64 => |array, at| {
            let days = array.as_primitive::<Date64Type>().value(at).div_euclid(86_400_000);
            i32::try_from(days).map_or(Meta::Null, Meta::Date)
        },
        DataType::Timestamp(TimeUnit::Second, _) => time::<TimestampSecondType, 1_000_000, 1>,
        DataType::Timestamp(TimeUnit::Millisecond, _) => time::<TimestampMillisecondType, 1000, 1>,
        DataType::Timestamp(TimeUnit::Microsecond, _) => time::<TimestampMicrosecondType, 1, 1>,
        DataType::Timestamp(TimeUnit::Nanosecond, _) => time::<TimestampNanosecondType, 1, 1000>,
        DataType::Dictionary(key, value) => match (key.as_ref(), value.as_ref()) {
            (DataType::Int8, DataType::Utf8 | DataType::LargeUtf8) => dictionary::<Int8Type>,
            (DataType::Int16, DataType::Utf8 | DataType::LargeUtf8) => dictionary::<Int16Type>,
            (DataType::Int32, DataType::Utf8 | DataType::LargeUtf8) => dictionary::<Int32Type>,
            (DataType::Int64, DataType::Utf8 | DataType::LargeUtf8) => dictionary::<Int64Type>,
            (DataType::UInt8, DataType::Utf8 | DataType::LargeUtf8) => dictionary::<UInt8Type>,
            (DataType::UInt16, DataType::Utf8 | DataType::LargeUtf8) => dictionary::<UInt16Type>,
            (DataType::UInt32, DataType::Utf8 | DataType::LargeUtf8) => dictionary::<UInt32Type>,
            _ => return None,
        },
        _ => return None,
    })
}

/// A whole number; one past 63 bits becomes text, so that no digit is lost.
fn int<T: ArrowPrimitiveType>(array: &dyn Array, at: usize) -> Meta
where
    T::Native: TryInto<i64> + std::fmt::Display,
{
    let value = array.as_primitive::<T>().value(at);
    value.try_into().map_or_else(|_| Meta::Str(value.to_string()), Meta::Int)
}

/// A time in microseconds; one past the range of 64 bits is null.
fn time<T: ArrowPrimitiveType<Native = i64>, const TIMES: i64, const PER: i64>(
    array: &dyn Array,
    at: usize,
) -> Meta {
    let value = array.as_primitive::<T>().value(at);
    value.checked_mul(TIMES).map_or(Meta::Null, |value| Meta::Timestamp(value.div_euclid(PER)))
}

fn dictionary<K: ArrowDictionaryKeyType>(array: &dyn Array, at: usize) -> Meta {
    let dictionary = array.as_dictionary::<K>();
    let Some(at) = dictionary.key(at) else { return Meta::Null };
    let values = dictionary.values();
    match values.data_type() {
        _ if values.is_null(at) => Meta::Null,
        DataType::LargeUtf8 => Meta::Str(values.as_string::<i64>().value(at).to_owned()),
        _ => Meta::Str(values.as_string::<i32>().value(at).to_owned()),
    }
}
