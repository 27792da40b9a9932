//! JSON lines: one object a row, in the order of the columns.

use std::io::Write;

use super::format::failed;
use super::{Frame, Values};
use crate::error::{Error, Result};

/// Writes one object a row and line. Null, NaN and the infinities, which JSON lacks, are `null`; dates are ISO 8601
/// strings.
pub(super) fn write(frame: &Frame, out: &mut dyn Write) -> Result<()> {
    let quoted = |text: &str| serde_json::to_string(text).map_err(|error| Error::internal(error.to_string()));
    let keys =
        frame.columns().iter().map(|(name, _)| Ok(quoted(name)? + ":")).collect::<Result<Vec<String>>>()?;
    let (mut line, mut cell) = (String::new(), String::new());
    for row in 0..frame.rows() {
        line.clear();
        for ((_, column), key) in frame.columns().iter().zip(&keys) {
            line.push(if line.is_empty() { '{' } else { ',' });
            line.push_str(key);
            cell.clear();
            let there = column.write_exact(row, &mut cell);
            match column.values() {
                _ if !there => line.push_str("null"),
                Values::Float(values) if !values[row].is_finite() => line.push_str("null"),
                Values::Int(_) | Values::Float(_) | Values::Bool(_) => line.push_str(&cell),
                Values::Str(_) | Values::Dict(..) | Values::Date(_) | Values::Timestamp(_) => {
                    line.push_str(&quoted(&cell)?);
                }
            }
        }
        line.push_str("}\n");
        out.write_all(line.as_bytes()).map_err(|error| failed(&error))?;
    }
    out.flush().map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::{Column, Strings};

    #[test]
    fn every_line_is_an_object_that_reads_back() -> Result<()> {
        let frame = Frame::new()
            .with("te\"xt", ["a\n\u{7}", "日本"].into_iter().collect::<Strings>())
            .with("x", vec![f64::NEG_INFINITY, 1e300])
            .with("yes", Column::with_nulls(Values::Bool(vec![true, true]), vec![true, false]))
            .with("date", vec![0, 1]);
        let mut out = Vec::new();
        write(&frame, &mut out)?;
        let text = String::from_utf8_lossy(&out);
        let expected = "{\"te\\\"xt\":\"a\\n\\u0007\",\"x\":null,\"yes\":true,\"date\":\"1970-01-01\"}\n\
                        {\"te\\\"xt\":\"日本\",\"x\":1e300,\"yes\":null,\"date\":\"1970-01-02\"}\n";
        assert_eq!(text, expected);
        for line in text.lines() {
            assert!(serde_json::from_str::<serde_json::Value>(line).is_ok());
        }
        Ok(())
    }
}
