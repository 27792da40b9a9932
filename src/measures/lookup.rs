//! Rows of a table of measures by name.

use super::Info;
use crate::error::{Error, Result};

/// Returns the row whose name or alias is `name`; case and `-` for `_` do not matter.
///
/// # Errors
/// A name that is not known: the message names the near ones.
pub(crate) fn find_row<'a, Row>(
    option: &str,
    name: &str,
    rows: &'a [Row],
    info: fn(&Row) -> &Info,
) -> Result<&'a Row> {
    let wanted = name.trim().to_lowercase().replace(['-', ' '], "_");
    let names = |row: &'a Row| std::iter::once(info(row).name).chain(info(row).aliases.iter().copied());
    rows.iter().find(|row| names(row).any(|known| known == wanted)).ok_or_else(|| {
        let choices: Vec<&str> = rows.iter().flat_map(names).collect();
        let near = crate::error::near(&wanted, &choices);
        let canonical: Vec<&str> = rows.iter().map(|row| info(row).name).collect();
        // The near names may be aliases; without any, the names of the rows are the choices.
        Error::unknown_option(option, name, if near.is_empty() { &canonical } else { &choices })
    })
}
