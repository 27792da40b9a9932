//! Parquet: zstd, one row group a million rows, the settings under the key `communique`. The same table gives the
//! same bytes.

use std::io::Write;

use super::Frame;
use crate::error::Result;

/// Writes the table as one Parquet file. The compressed file is built in memory, beside a table that is there too.
#[cfg(feature = "parquet")]
pub(super) fn write(frame: &Frame, out: &mut dyn Write) -> Result<()> {
    use parquet::arrow::ArrowWriter;
    use parquet::basic::{Compression, ZstdLevel};
    use parquet::file::metadata::KeyValue;
    use parquet::file::properties::WriterProperties;

    use super::arrow::SETTINGS_KEY;
    use super::format::failed;
    use crate::error::Error;

    let defect = |error| Error::internal(format!("Parquet: {error}"));
    let settings = KeyValue::new(SETTINGS_KEY.to_owned(), frame.settings_json());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(concat!("communique ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(vec![settings]))
        .build();
    let batch = frame.to_batch()?;
    let mut file = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut file, batch.schema(), Some(properties)).map_err(defect)?;
    writer.write(&batch).map_err(defect)?;
    writer.close().map_err(defect)?;
    out.write_all(&file).and_then(|()| out.flush()).map_err(|error| failed(&error))
}

/// Says that this build cannot.
#[cfg(not(feature = "parquet"))]
pub(super) fn write(_: &Frame, _: &mut dyn Write) -> Result<()> {
    use crate::error::{Error, ErrorKind};
    Err(Error::new(ErrorKind::NotInstalled, "this build was made without Parquet (cargo feature 'parquet')"))
}

#[cfg(all(test, feature = "parquet"))]
mod tests {
    use super::*;
    use std::sync::Arc;

    use arrow_array::{ArrayRef, StructArray};
    use arrow_schema::{DataType, Field};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    use crate::error::Error;
    use crate::frame::{Column, Values, from_arrays};

    #[test]
    fn reads_back_and_is_the_same_each_time() -> Result<()> {
        let frame = Frame::new()
            .with("text", [Some("é"), None].into_iter().collect::<Column>())
            .with("n", Column::with_nulls(Values::Int(vec![0, 2]), vec![false, true]))
            .with("date", vec![0, 19_782])
            .with("time", Column::new(Values::Timestamp(vec![-1, 1])))
            .with_settings(serde_json::Map::from_iter([("verb".to_owned(), "kwic".into())]));
        let (mut first, mut second) = (Vec::new(), Vec::new());
        write(&frame, &mut first)?;
        write(&frame, &mut second)?;
        assert_eq!(first, second);

        let wrong = |error: &dyn std::fmt::Display| Error::internal(error.to_string());
        let builder =
            ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(first)).map_err(|e| wrong(&e))?;
        // The reader itself drops the metadata that the builder still has.
        let schema = builder.schema().clone();
        let reader = builder.build().map_err(|error| wrong(&error))?;
        let field = Field::new("", DataType::Struct(schema.fields().clone()), false)
            .with_metadata(schema.metadata().clone());
        let arrays = reader.map(|batch| {
            batch.map(|batch| Arc::new(StructArray::from(batch)) as ArrayRef).map_err(|e| wrong(&e))
        });
        let back = from_arrays(&field, arrays)?;
        assert_eq!(back.columns(), frame.columns());
        assert_eq!(back.settings(), frame.settings());
        Ok(())
    }
}
