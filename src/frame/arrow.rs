//! Arrow: a [`Frame`] leaves as a record batch or a C stream, and any C stream comes in as a frame.
//!
//! Numbers, dates and text leave without a copy: the arrays keep the column's own memory alive. What Arrow stores
//! otherwise (offsets, bits, repeated text written out) is made anew.
//!
//! With unsafe code: taking over a C stream that another library made (`take_stream`).
#![allow(unsafe_code)]

use std::collections::HashMap;
use std::ffi::c_void;
use std::iter::once;
use std::ptr::NonNull;
use std::sync::Arc;

use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{
    ArrayReader, ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, LargeStringArray,
    RecordBatch, RecordBatchIterator, RecordBatchOptions, TimestampMicrosecondArray, new_empty_array,
};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer, ToByteSlice};
use arrow_schema::{ArrowError, DataType, Field, Schema, TimeUnit};

use super::{Column, Frame, Strings, Values, from_arrays};
use crate::error::{Error, ErrorKind, Result};

/// The key under which settings travel, as JSON, in the metadata of Arrow schemas and Parquet files.
pub const SETTINGS_KEY: &str = "communique";

/// Column memory that an Arrow buffer keeps alive.
struct Owner(Arc<Values>);

impl AsRef<[u8]> for Owner {
    fn as_ref(&self) -> &[u8] {
        match &*self.0 {
            Values::Str(strings) => strings.parts().0.as_bytes(),
            Values::Dict(codes, _) => codes.to_byte_slice(),
            Values::Int(values) | Values::Timestamp(values) => values.to_byte_slice(),
            Values::Float(values) => values.to_byte_slice(),
            Values::Date(values) => values.to_byte_slice(),
            // Arrow packs these into bits, so they are never shared.
            Values::Bool(_) => &[],
        }
    }
}

fn data_type(values: &Values) -> DataType {
    match values {
        Values::Str(_) | Values::Dict(..) => DataType::LargeUtf8,
        Values::Int(_) => DataType::Int64,
        Values::Float(_) => DataType::Float64,
        Values::Bool(_) => DataType::Boolean,
        Values::Date(_) => DataType::Date32,
        Values::Timestamp(_) => DataType::Timestamp(TimeUnit::Microsecond, None),
    }
}

fn array(column: &Column) -> Result<ArrayRef> {
    if column.is_empty() {
        return Ok(new_empty_array(&data_type(column.values())));
    }
    let nulls = column.valid().map(NullBuffer::from);
    let shared = || Buffer::from(bytes::Bytes::from_owner(Owner(column.shared())));
    let rows = column.len();
    Ok(match column.values() {
        Values::Str(strings) => {
            // A buffer of text is far below 2^63 bytes.
            let offsets: Vec<i64> = once(0).chain(strings.parts().1.iter().map(|&end| end as i64)).collect();
            let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
            Arc::new(LargeStringArray::try_new(offsets, shared(), nulls).map_err(defect)?)
        }
        Values::Dict(codes, distinct) => {
            let (offsets, bytes) = written_out(codes, distinct, column.valid());
            let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
            Arc::new(LargeStringArray::try_new(offsets, bytes.into(), nulls).map_err(defect)?)
        }
        Values::Int(_) => Arc::new(Int64Array::new(ScalarBuffer::new(shared(), 0, rows), nulls)),
        Values::Float(_) => Arc::new(Float64Array::new(ScalarBuffer::new(shared(), 0, rows), nulls)),
        Values::Bool(values) => Arc::new(BooleanArray::new(values.as_slice().into(), nulls)),
        Values::Date(_) => Arc::new(Date32Array::new(ScalarBuffer::new(shared(), 0, rows), nulls)),
        Values::Timestamp(_) => {
            Arc::new(TimestampMicrosecondArray::new(ScalarBuffer::new(shared(), 0, rows), nulls))
        }
    })
}

/// Repeated text as Arrow has plain text: where each row begins and the last one ends, and all bytes. Null rows are empty.
///
/// Most words are at most 16 bytes long: those are copied as 16 whatever they are, and the next row is written over what
/// is too much. Two columns of 1.4 million words take a third of the time that appending them one by one takes.
fn written_out(codes: &[u32], distinct: &Strings, valid: Option<&[bool]>) -> (Vec<i64>, Vec<u8>) {
    const FEW: usize = 16;
    let few = |text: &str| {
        let mut first = [0; FEW];
        let len = text.len().min(FEW);
        first[..len].copy_from_slice(&text.as_bytes()[..len]);
        (text.len(), first)
    };
    let all: Vec<(usize, [u8; FEW])> = distinct.iter().map(few).collect();
    let (mut offsets, mut end) = (Vec::with_capacity(codes.len() + 1), 0);
    offsets.push(0);
    for (row, &code) in codes.iter().enumerate() {
        // What stands in null rows means nothing.
        if valid.is_none_or(|valid| valid[row]) {
            end += all[code as usize].0;
        }
        // A buffer of text is far below 2^63 bytes.
        offsets.push(end as i64);
    }
    let mut bytes = vec![0; end + FEW];
    for (&code, place) in codes.iter().zip(offsets.windows(2)) {
        let (start, end) = (place[0] as usize, place[1] as usize);
        if end - start > FEW {
            bytes[start..end].copy_from_slice(distinct.get(code as usize).as_bytes());
        } else if let Some((_, first)) = all.get(code as usize) {
            bytes[start..start + FEW].copy_from_slice(first);
        }
    }
    bytes.truncate(end);
    (offsets, bytes)
}

fn defect(error: ArrowError) -> Error {
    Error::internal(format!("Arrow: {error}"))
}

fn from_producer(error: ArrowError) -> Error {
    Error::new(ErrorKind::Corrupt, format!("Arrow stream: {error}"))
}

impl Frame {
    /// The Arrow types of the columns, all nullable, with the settings as metadata.
    pub fn schema(&self) -> Schema {
        let fields = self
            .columns()
            .iter()
            .map(|(name, column)| Field::new(name, data_type(column.values()), true))
            .collect::<Vec<_>>();
        let metadata = HashMap::from([(SETTINGS_KEY.to_owned(), self.settings_json())]);
        Schema::new(fields).with_metadata(metadata)
    }

    /// The table as one record batch: text as `LargeUtf8`, dates as `Date32`, timestamps in microseconds. Shares the
    /// memory of all columns but repeated text and yes/no.
    ///
    /// # Errors
    /// Kind `Internal`, if Arrow refuses what this crate made.
    pub fn to_batch(&self) -> Result<RecordBatch> {
        let arrays = self.columns().iter().map(|(_, column)| array(column)).collect::<Result<Vec<_>>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(self.rows()));
        RecordBatch::try_new_with_options(Arc::new(self.schema()), arrays, &options).map_err(defect)
    }

    /// The table as an Arrow C stream of one batch.
    ///
    /// # Errors
    /// As [`Frame::to_batch`].
    pub fn to_stream(&self) -> Result<FFI_ArrowArrayStream> {
        let batch = self.to_batch()?;
        let schema = batch.schema();
        Ok(FFI_ArrowArrayStream::new(Box::new(RecordBatchIterator::new([Ok(batch)], schema))))
    }

    /// The table that a C stream holds; a stream of plain values (a series, a chunked array) is a table of the one
    /// column `plain`. Reading stops when `check`, called before each chunk, fails.
    ///
    /// # Errors
    /// Kind `Corrupt` if the producer fails or breaks the interface, `BadValue` for a type or a value that a frame
    /// cannot hold; the message names the column.
    pub fn from_stream(
        stream: FFI_ArrowArrayStream,
        plain: &str,
        check: impl Fn() -> Result<()>,
    ) -> Result<Frame> {
        if stream.release().is_none() || stream.get_next().is_none() {
            return Err(Error::new(ErrorKind::Corrupt, "Arrow stream: it was read already"));
        }
        let mut reader = ArrayStreamReader::try_new(stream).map_err(from_producer)?;
        let mut field = Field::clone(reader.field());
        if !matches!(field.data_type(), DataType::Struct(_)) {
            field.set_name(plain);
        }
        let chunks = std::iter::from_fn(|| match check() {
            Ok(()) => reader.next().map(|array| array.map_err(from_producer)),
            Err(error) => Some(Err(error)),
        });
        from_arrays(&field, chunks)
    }
}

/// Takes over the stream behind the pointer of a capsule named `arrow_array_stream`, leaving a released one there.
///
/// Crate-private although it is not marked unsafe: pyo3 and unsafe code may not be in one file, so this file vouches
/// for the one caller.
#[cfg_attr(not(feature = "python"), allow(dead_code))]
pub(crate) fn take_stream(pointer: NonNull<c_void>) -> FFI_ArrowArrayStream {
    // SAFETY: the one caller (python::frame) has the pointer from a capsule that is alive and whose name Python
    // checked; the Arrow PyCapsule interface promises that such a capsule holds an initialised, aligned
    // ArrowArrayStream. The GIL, or the capsule's single reference, keeps others from taking it at the same time.
    unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr().cast()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn round_trip(frame: &Frame) -> Result<Frame> {
        Frame::from_stream(frame.to_stream()?, "text", || Ok(()))
    }

    #[test]
    fn every_type_survives() -> Result<()> {
        let distinct = Arc::new(Strings::from_iter(["Ja", "日本語", ""]));
        let valid = vec![true, false, true];
        let frame = Frame::new()
            .with("text", ["naïve", "", "𝄞 clef"].into_iter().collect::<Strings>())
            .with("gaps", [None, Some("€"), None].into_iter().collect::<Column>())
            .with("int", vec![i64::MIN, 0, i64::MAX])
            .with("int_gaps", Column::with_nulls(Values::Int(vec![1, 0, 3]), valid.clone()))
            .with("float", vec![0.1, f64::INFINITY, -0.0])
            .with("bool", Column::with_nulls(Values::Bool(vec![true, false, false]), valid.clone()))
            .with("date", Column::with_nulls(Values::Date(vec![-719_162, 0, 19_782]), valid.clone()))
            .with("time", Column::new(Values::Timestamp(vec![-1, 0, 1_700_000_000_000_001])))
            .with_settings(serde_json::Map::from_iter([("verb".to_owned(), "terms".into())]));
        let back = round_trip(&frame)?;
        assert_eq!(back.columns(), frame.columns());
        assert_eq!(back.settings(), frame.settings());

        let dict = Frame::new().with("code", Column::dict(vec![2, 0, 1, 0], distinct));
        let texts: Vec<_> = (0..4).map(|row| dict.column("code").map(|c| c.text(row))).collect();
        let back = round_trip(&dict)?;
        assert_eq!(texts, (0..4).map(|row| back.column("code").map(|c| c.text(row))).collect::<Vec<_>>());
        Ok(())
    }

    proptest! {
        #[test]
        fn repeated_text_is_written_out_as_it_is(
            words in prop::collection::vec("[a-zé]{0,20}", 0..6),
            rows in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..40),
        ) {
            let text = |at: &prop::sample::Index| if words.is_empty() { 7 } else { at.index(words.len()) };
            let codes = rows.iter().map(|(at, _)| text(at) as u32).collect();
            let valid: Vec<bool> = rows.iter().map(|(_, valid)| *valid && !words.is_empty()).collect();
            let distinct = Arc::new(words.iter().collect::<Strings>());
            let column = Column::with_nulls(Values::Dict(codes, distinct), valid);
            let back = round_trip(&Frame::new().with("word", column.clone())).expect("a table of ours");
            let back = back.column("word").expect("the one column");
            for row in 0..rows.len() {
                prop_assert_eq!(back.text(row), column.text(row));
            }
        }
    }

    #[test]
    fn empty_tables_survive() -> Result<()> {
        assert!(round_trip(&Frame::new())?.columns().is_empty());
        let frame = Frame::new()
            .with("text", Strings::new())
            .with("code", Column::dict(Vec::new(), Arc::default()))
            .with("count", Vec::<i64>::new())
            .with("date", Vec::<i32>::new());
        let back = round_trip(&frame)?;
        assert_eq!(back.rows(), 0);
        assert_eq!(back.columns().len(), 4);
        assert_eq!(back.column("count")?, frame.column("count")?);
        Ok(())
    }

    #[test]
    fn numbers_and_text_are_not_copied() -> Result<()> {
        let frame = Frame::new()
            .with("n", vec![1i64, 2, 3])
            .with("t", ["a", "b", "c"].into_iter().collect::<Strings>());
        let batch = frame.to_batch()?;
        for (column, buffer) in [(0, 0), (1, 1)] {
            let exported = arrow_array::Array::to_data(batch.column(column)).buffers()[buffer].as_ptr();
            let owner = Owner(frame.columns()[column].1.shared());
            assert_eq!(exported, owner.as_ref().as_ptr());
        }
        Ok(())
    }

    #[test]
    fn a_stream_is_read_once() -> Result<()> {
        let mut stream = Frame::new().with("n", vec![1i64]).to_stream()?;
        let pointer = NonNull::from(&mut stream).cast();
        assert_eq!(Frame::from_stream(take_stream(pointer), "text", || Ok(()))?.rows(), 1);
        let again = Frame::from_stream(take_stream(pointer), "text", || Ok(()));
        assert_eq!(again.err().map(|error| error.kind()), Some(ErrorKind::Corrupt));
        Ok(())
    }
}
