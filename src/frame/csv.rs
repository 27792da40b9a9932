//! Comma-separated values: quoting by RFC 4180, UTF-8 without a mark, lines that end in `\n`.

use std::io::Write;

use super::Frame;
use super::format::failed;
use crate::error::{Error, Result};

/// Writes a line of names and a line a row. Null and NaN are empty fields, floats the shortest digits that read back
/// to the same number, dates ISO 8601.
pub(super) fn write(frame: &Frame, out: &mut dyn Write) -> Result<()> {
    if frame.columns().is_empty() {
        return Ok(());
    }
    let wrong = |error: csv::Error| match error.into_kind() {
        csv::ErrorKind::Io(error) => failed(&error),
        other => Error::internal(format!("CSV: {other:?}")),
    };
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(frame.columns().iter().map(|(name, _)| name)).map_err(wrong)?;
    let mut cell = String::new();
    for row in 0..frame.rows() {
        for (_, column) in frame.columns() {
            cell.clear();
            column.write_exact(row, &mut cell);
            writer.write_field(&cell).map_err(wrong)?;
        }
        writer.write_record(None::<&[u8]>).map_err(wrong)?;
    }
    writer.flush().map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Column, Strings, Values};

    #[test]
    fn quotes_only_what_needs_it() -> Result<()> {
        let frame = Frame::new()
            .with("te,xt", ["a \"b\"", "c\nd", "é"].into_iter().collect::<Strings>())
            .with("x", vec![0.1 + 0.2, f64::NAN, 1e-306])
            .with("n", Column::with_nulls(Values::Int(vec![-1, 0, 7]), vec![true, false, true]))
            .with("date", vec![19_782, 0, -1]);
        let mut out = Vec::new();
        write(&frame, &mut out)?;
        let expected = "\"te,xt\",x,n,date\n\"a \"\"b\"\"\",0.30000000000000004,-1,2024-02-29\n\
                        \"c\nd\",,,1970-01-01\né,1e-306,7,1969-12-31\n";
        assert_eq!(String::from_utf8_lossy(&out), expected);
        Ok(())
    }

    #[test]
    fn a_single_null_is_a_row_all_the_same() -> Result<()> {
        let mut out = Vec::new();
        write(&Frame::new().with("t", [None::<&str>, Some("x")].into_iter().collect::<Column>()), &mut out)?;
        assert_eq!(out, b"t\n\"\"\nx\n");
        Ok(())
    }
}
