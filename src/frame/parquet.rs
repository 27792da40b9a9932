//! Parquet: zstd, one row group a million rows, the settings under the key `communique`. The same table gives the
//! same bytes.

use std::io::Write;
use std::path::Path;
#[cfg(feature = "parquet")]
use std::path::PathBuf;

use super::Frame;
#[cfg(feature = "parquet")]
use super::from_arrays;
use crate::error::{Error, ErrorKind, Result};

/// Writes the table as one Parquet file. The compressed file is built in memory, beside a table that is there too.
#[cfg(feature = "parquet")]
pub(super) fn write(frame: &Frame, out: &mut dyn Write) -> Result<()> {
    use super::format::failed;

    let mut file = Vec::new();
    let mut writer = writer(frame, &mut file)?;
    writer.write(&frame.to_batch()?).map_err(defect)?;
    writer.close().map_err(defect)?;
    out.write_all(&file).and_then(|()| out.flush()).map_err(|error| failed(&error))
}

#[cfg(feature = "parquet")]
fn defect(error: ::parquet::errors::ParquetError) -> Error {
    Error::internal(format!("Parquet: {error}"))
}

/// A writer of tables with the columns and the settings of `frame`.
#[cfg(feature = "parquet")]
fn writer<W: Write + Send>(frame: &Frame, out: W) -> Result<::parquet::arrow::ArrowWriter<W>> {
    use ::parquet::arrow::ArrowWriter;
    use ::parquet::basic::{Compression, ZstdLevel};
    use ::parquet::file::metadata::KeyValue;
    use ::parquet::file::properties::WriterProperties;

    use super::arrow::SETTINGS_KEY;

    let settings = KeyValue::new(SETTINGS_KEY.to_owned(), frame.settings_json());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(concat!("communique ", env!("CARGO_PKG_VERSION")).to_owned())
        .set_key_value_metadata(Some(vec![settings]))
        .build();
    ArrowWriter::try_new(out, std::sync::Arc::new(frame.schema()), Some(properties)).map_err(defect)
}

/// A Parquet file written some rows at a time; there is nothing under its name until it is whole.
#[cfg(feature = "parquet")]
pub(crate) struct ParquetFile {
    path: PathBuf,
    temporary: PathBuf,
    writer: ::parquet::arrow::ArrowWriter<std::fs::File>,
    rows: usize,
}

#[cfg(feature = "parquet")]
impl ParquetFile {
    /// Begins a file with the columns, the settings and the rows of `frame`.
    pub fn create(path: &Path, frame: &Frame) -> Result<ParquetFile> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let temporary = path.with_file_name(format!(".{name}.tmp"));
        let file = std::fs::File::create(&temporary)
            .map_err(|error| Error::io(temporary.display().to_string(), "creating", &error))?;
        let mut file =
            ParquetFile { path: path.to_owned(), writer: writer(frame, file)?, temporary, rows: 0 };
        file.write(frame)?;
        Ok(file)
    }

    fn failed(&self, error: &::parquet::errors::ParquetError) -> Error {
        Error::new(ErrorKind::Io, format!("writing: {error}")).at_path(self.path.display().to_string())
    }

    /// Adds rows; the columns are those of the first.
    pub fn write(&mut self, frame: &Frame) -> Result<()> {
        self.rows += frame.rows();
        let batch = frame.to_batch()?;
        self.writer.write(&batch).map_err(|error| self.failed(&error))
    }

    /// Ends the file and returns how many rows it has.
    pub fn finish(mut self) -> Result<usize> {
        self.writer.finish().map_err(|error| self.failed(&error))?;
        std::fs::rename(&self.temporary, &self.path)
            .map_err(|error| Error::io(self.path.display().to_string(), "writing", &error))?;
        Ok(self.rows)
    }
}

/// The table in a Parquet file that this crate wrote.
#[cfg(feature = "parquet")]
pub(crate) fn read_parquet(path: &Path) -> Result<Frame> {
    use std::sync::Arc;

    use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use arrow_array::{ArrayRef, StructArray};
    use arrow_schema::{DataType, Field};

    let at = || path.display().to_string();
    let wrong =
        |error: &dyn std::fmt::Display| Error::new(ErrorKind::Corrupt, error.to_string()).at_path(at());
    let file = std::fs::File::open(path).map_err(|error| Error::io(at(), "can't be read", &error))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| wrong(&error))?;
    // The reader itself drops the metadata that the builder still has.
    let schema = builder.schema().clone();
    let field = Field::new("", DataType::Struct(schema.fields().clone()), false)
        .with_metadata(schema.metadata().clone());
    let reader = builder.build().map_err(|error| wrong(&error))?;
    let arrays = reader.map(|batch| {
        batch.map(|batch| Arc::new(StructArray::from(batch)) as ArrayRef).map_err(|error| wrong(&error))
    });
    from_arrays(&field, arrays)
}

/// Says that this build cannot.
#[cfg(not(feature = "parquet"))]
fn without<T>() -> Result<T> {
    Err(Error::new(ErrorKind::NotInstalled, "this build was made without Parquet (cargo feature 'parquet')"))
}

#[cfg(not(feature = "parquet"))]
pub(super) fn write(_: &Frame, _: &mut dyn Write) -> Result<()> {
    without()
}

#[cfg(not(feature = "parquet"))]
pub(crate) struct ParquetFile;

#[cfg(not(feature = "parquet"))]
impl ParquetFile {
    pub fn create(_: &Path, _: &Frame) -> Result<ParquetFile> {
        without()
    }

    pub fn write(&mut self, _: &Frame) -> Result<()> {
        without()
    }

    pub fn finish(self) -> Result<usize> {
        without()
    }
}

#[cfg(not(feature = "parquet"))]
pub(crate) fn read_parquet(_: &Path) -> Result<Frame> {
    without()
}

#[cfg(all(test, feature = "parquet"))]
mod tests {
    use super::*;

    use crate::frame::{Column, Values};

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

        let path = std::env::temp_dir().join(format!("communique-{}.parquet", std::process::id()));
        let mut file = ParquetFile::create(&path, &frame)?;
        file.write(&frame)?;
        assert_eq!(file.finish()?, 4);
        assert_eq!(read_parquet(&path)?.columns(), Frame::concat(&[frame.clone(), frame.clone()]).columns());
        std::fs::write(&path, first).expect("the temporary folder can be written to");
        let back = read_parquet(&path)?;
        let _ = std::fs::remove_file(&path);
        assert_eq!(back.columns(), frame.columns());
        assert_eq!(back.settings(), frame.settings());
        Ok(())
    }
}
