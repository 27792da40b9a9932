//! Reads the published numbers of `tests/golden/measures`, and the collection they are taken from where it is at hand.

use serde::Deserialize;
use serde_json::{Map, Value};
use std::path::Path;

/// One file of published numbers.
#[derive(Deserialize)]
pub struct Golden {
    pub case: Vec<Case>,
    pub table: Vec<Table>,
}

#[derive(Deserialize)]
pub struct Case {
    pub id: String,
    pub measure: String,
    pub inputs: Map<String, Value>,
    #[serde(default)]
    pub options: Map<String, Value>,
    #[serde(default = "one")]
    pub scale: f64,
    pub expected: f64,
    pub tolerance: f64,
    pub literature: String,
}

#[derive(Deserialize)]
pub struct Table {
    pub id: String,
    pub literature: String,
    pub constants: Map<String, Value>,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Value>>,
}

#[derive(Deserialize)]
pub struct Column {
    pub name: String,
    #[serde(default)]
    pub input: String,
    #[serde(default)]
    pub measure: String,
    #[serde(default)]
    pub options: Map<String, Value>,
    #[serde(default)]
    pub transform: String,
    #[serde(default)]
    pub infinite: Option<f64>,
    #[serde(default)]
    pub tolerance: f64,
}

fn one() -> f64 {
    1.0
}

pub fn number(map: &Map<String, Value>, name: &str) -> Option<f64> {
    map.get(name).and_then(Value::as_f64)
}

impl Table {
    /// One number for each row: a column by the input it stands for, or a constant.
    pub fn input(&self, name: &str) -> Option<Vec<f64>> {
        match self.columns.iter().position(|column| column.input == name) {
            Some(at) => Some(self.rows.iter().map(|row| row[at].as_f64().expect(name)).collect()),
            None => number(&self.constants, name).map(|value| vec![value]),
        }
    }

    /// Compares each scored column; `score` gives one by measure and options, `signs` is negative where a sign is.
    pub fn compare(&self, signs: &[f64], totals: &[f64], score: impl Fn(&Column) -> Vec<f64>) -> usize {
        let mut compared = 0;
        for (at, column) in self.columns.iter().enumerate().filter(|(_, column)| !column.measure.is_empty()) {
            let scores = score(column);
            assert_eq!(scores.len(), self.rows.len());
            for (row, &score) in scores.iter().enumerate() {
                let got = match column.transform.as_str() {
                    "" => score,
                    "log10" => score.log10(),
                    "sign" => score.copysign(signs[row]),
                    "times_n" => score * totals[row],
                    "per_ln10" => score / std::f64::consts::LN_10,
                    other => panic!("{}: transform '{other}'", self.id),
                };
                let got =
                    column.infinite.filter(|_| got.is_infinite()).map_or(got, |most| most.copysign(got));
                let expected = self.rows[row][at].as_f64().expect("a number");
                let good =
                    got == expected || (got - expected).abs() <= column.tolerance * expected.abs().max(1.0);
                assert!(good, "{} {} row {row}: {got} instead of {expected}", self.id, column.name);
                compared += 1;
            }
        }
        compared
    }
}

impl Golden {
    /// Every case and table of `area` in the collection must be here, with the same numbers. The collection is not
    /// part of the repository: without it nothing is compared, and a line says so.
    pub fn covers(&self, area: &str, tables: &[&str]) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/reference_values.json");
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!(
                "skipped: no collection of reference values beside the repository; {area} not compared with it"
            );
            return;
        };
        let all: Value = serde_json::from_str(&text).expect("reference_values.json");
        let mut covered = 0;
        for theirs in all["cases"].as_array().expect("cases").iter().filter(|case| case["area"] == area) {
            let id = theirs["id"].as_str().expect("id");
            let ours: Vec<&Case> = self.case.iter().filter(|case| case.id == id).collect();
            assert!(!ours.is_empty(), "{id} is not covered");
            let expected: Vec<f64> = match &theirs["expected"] {
                Value::Object(several) => several.values().filter_map(Value::as_f64).collect(),
                single => vec![single.as_f64().expect(id)],
            };
            let mine: Vec<f64> = ours.iter().map(|case| case.expected).collect();
            assert!(
                mine.len() == expected.len() && mine.iter().zip(&expected).all(|(a, b)| equal(*a, *b)),
                "{id}"
            );
            for case in &ours {
                assert_eq!(Some(case.tolerance), theirs["abs_tol"].as_f64(), "{id}");
                assert_eq!(Some(case.literature.as_str()), theirs["literature"].as_str(), "{id}");
            }
            for (name, value) in theirs["inputs"].as_object().expect("inputs") {
                assert!(same(ours[0].inputs.get(&name.to_lowercase()), value), "{id}: {name}");
            }
            covered += 1;
        }
        for theirs in all["tables"].as_array().expect("tables") {
            let id = theirs["id"].as_str().expect("id");
            if !tables.contains(&id) {
                continue;
            }
            let ours =
                self.table.iter().find(|table| table.id == id).unwrap_or_else(|| panic!("no table {id}"));
            assert_eq!(ours.literature, theirs["literature"].as_str().expect("literature"));
            let names: Vec<&str> = ours.columns.iter().map(|column| column.name.as_str()).collect();
            let wanted: Vec<&str> =
                theirs["columns"].as_array().expect("columns").iter().filter_map(Value::as_str).collect();
            assert_eq!(names, wanted, "{id}");
            let rows = theirs["rows"].as_array().expect("rows");
            assert_eq!(ours.rows.len(), rows.len(), "{id}");
            for (mine, theirs) in ours.rows.iter().zip(rows) {
                assert!(
                    mine.iter().zip(theirs.as_array().expect("row")).all(|(a, b)| same(Some(a), b)),
                    "{id}"
                );
            }
        }
        assert!(covered > 0, "no case of {area}");
        eprintln!("{area}: all {covered} cases of the collection are covered");
    }
}

/// Equal but for the last digits, which serde_json may round.
fn equal(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 4e-15 * a.abs()
}

/// Equal as numbers, as texts or item by item.
fn same(mine: Option<&Value>, theirs: &Value) -> bool {
    match (mine, theirs) {
        (Some(Value::Number(a)), Value::Number(b)) => {
            equal(a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN))
        }
        (Some(Value::Array(a)), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(Some(a), b))
        }
        (Some(a), b) => a == b,
        (None, _) => false,
    }
}

/// Whether a row's `undefined` holds, read as it is written: conditions joined by "or", each two sums compared, or one
/// of two phrases on cells. `letters` gives the numbers; `cells` the four cells, and N.
pub fn undefined(condition: &str, letters: &dyn Fn(&str) -> f64, cells: [f64; 4]) -> bool {
    let total: f64 = cells.iter().sum();
    let sum = |text: &str| -> f64 {
        text.split(" + ")
            .map(|term| term.trim())
            .map(|term| term.parse().unwrap_or_else(|_| letters(term)))
            .sum()
    };
    condition.split(" or ").filter(|part| !part.is_empty()).any(|part| match part {
        "a cell is not whole" => cells.iter().any(|cell| cell.fract() != 0.0),
        "a cell is N" => cells.contains(&total),
        _ => {
            let (left, sign, right) = [" = ", " <= ", " >= "]
                .iter()
                .find_map(|sign| part.split_once(sign).map(|(left, right)| (left, *sign, right)))
                .unwrap_or_else(|| panic!("undefined: '{part}' is no condition"));
            let (left, right) = (sum(left), sum(right));
            match sign {
                " = " => left == right,
                " <= " => left <= right,
                _ => left >= right,
            }
        }
    })
}

/// Checks what holds for the rows of every table of measures.
pub fn complete<'a>(rows: impl Iterator<Item = &'a communique::measures::Info>) {
    let rows: Vec<_> = rows.collect();
    let mut names: Vec<&str> =
        rows.iter().flat_map(|row| row.aliases.iter().copied().chain([row.name])).collect();
    names.sort_unstable();
    if let Some(twice) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        panic!("'{}' names two measures", twice[0]);
    }
    for row in rows {
        let name = row.name;
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "{name}");
        assert!(row.reading.ends_with('.') && !row.formula.is_empty() && !row.citation.is_empty(), "{name}");
        assert!(row.range.0 < row.range.1, "{name}");
        let doi = row.doi;
        assert!(
            !row.citation.ends_with('.')
                && (doi.is_empty()
                    || doi.starts_with("10.")
                    || doi.starts_with("http")
                    || doi.starts_with("ISBN ")),
            "{name}: {doi}"
        );
    }
}
