//! Markdown: text after front matter, which is metadata.
//!
//! Front matter is YAML between `---` lines, of which we read what collections use: `key: value`, quoted strings,
//! lists and blocks; or TOML between `+++` lines. The text after it stays as it is, marks included.

use serde_json::Value;

use super::rows::scalar;
use super::{Found, Job, manifest};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Fields, Meta, Problem};

/// Reads a Markdown file. Front matter that can't be read stays in the text, with a problem row.
pub(super) fn read(job: &Job<'_>, bytes: Vec<u8>) -> Result<Found> {
    let (mut decoded, mut found) = job.decode(bytes, None)?;
    let (meta, start) = match front_matter(&decoded.text) {
        Ok(front) => front,
        Err(error) => {
            let problem = Problem::skipped(&job.file.id, &error);
            found.problems.push(Problem { action: "kept", ..problem });
            (Vec::new(), 0)
        }
    };
    decoded.text.drain(..start);
    found.document(job, decoded).meta = meta;
    Ok(found)
}

/// The fields of front matter and where the text after it starts; no fields and 0 where there is none.
fn front_matter(text: &str) -> Result<(Fields, usize)> {
    let fence = match text.lines().next().map(str::trim_end) {
        Some("---") => "---",
        Some("+++") => "+++",
        _ => return Ok((Vec::new(), 0)),
    };
    let mut at = text.split_inclusive('\n').next().map_or(0, str::len);
    let start = at;
    for line in text[start..].split_inclusive('\n') {
        let ends = line.trim_end() == fence || (fence == "---" && line.trim_end() == "...");
        if ends {
            let (front, after) = (&text[start..at], at + line.len());
            let fields = if fence == "+++" { toml_fields(front)? } else { yaml_fields(front)? };
            return Ok((fields, after));
        }
        at += line.len();
    }
    // A rule across the page, not front matter.
    Ok((Vec::new(), 0))
}

fn toml_fields(front: &str) -> Result<Fields> {
    let table = manifest::parse(front).map_err(|error| {
        let line = error.line().map_or(1, |line| line + 1);
        error.at_line(line)
    })?;
    Ok(table.iter().map(|(key, value)| (key.as_str().into(), manifest::meta(value))).collect())
}

/// The fields of simple YAML.
fn yaml_fields(front: &str) -> Result<Fields> {
    let mut fields: Fields = Vec::new();
    let mut lines = front.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let bad = || {
            let message = format!("front matter is not `key: value`: '{}'", line.trim_end());
            Error::new(ErrorKind::Corrupt, message).at_line(index as u64 + 2)
        };
        if line.starts_with([' ', '\t', '-']) {
            return Err(bad());
        }
        let (key, value) = key_value(line).ok_or_else(bad)?;
        let mut block = Vec::new();
        let belongs =
            |line: &str| line.starts_with([' ', '\t']) || line.trim().is_empty() || line.starts_with("- ");
        while let Some((_, line)) = lines.next_if(|(_, line)| belongs(line)) {
            block.push(line);
        }
        while block.last().is_some_and(|line| line.trim().is_empty()) {
            block.pop();
        }
        let meta = if block.is_empty() { yaml_value(value) } else { yaml_block(value, &block) };
        fields.retain(|(name, _)| **name != *key);
        fields.push((key.into(), meta));
    }
    Ok(fields)
}

/// A line's key and the rest after its colon.
fn key_value(line: &str) -> Option<(String, &str)> {
    let (key, value) = match line.strip_prefix(['"', '\'']) {
        Some(rest) => {
            let (key, rest) = rest.split_once(&line[..1])?;
            (key, rest.trim_start().strip_prefix(':')?)
        }
        None => line.split_once(": ").or_else(|| Some((line.trim_end().strip_suffix(':')?, "")))?,
    };
    let key = key.trim();
    (!key.is_empty()).then(|| (key.to_owned(), value.trim()))
}

/// What stands under a key: a list, text in a block (`|` keeps lines, anything else folds them), or nested lines as
/// they are.
fn yaml_block(value: &str, block: &[&str]) -> Meta {
    let trimmed = || block.iter().map(|line| line.trim());
    if value.starts_with(['|', '>']) {
        let depth =
            block.iter().filter(|line| !line.trim().is_empty()).map(|line| indent(line)).min().unwrap_or(0);
        let lines: Vec<&str> = block.iter().map(|line| line.get(depth..).unwrap_or("").trim_end()).collect();
        return Meta::Str(lines.join(if value.starts_with('|') { "\n" } else { " " }));
    }
    if !value.is_empty() {
        // A plain or quoted value that goes on in the next lines, or a list in brackets over several.
        return yaml_value(&std::iter::once(value).chain(trimmed()).collect::<Vec<_>>().join(" "));
    }
    let items: Option<Vec<Value>> = trimmed()
        .filter(|line| !line.is_empty())
        .map(|line| {
            line.strip_prefix('-')
                .filter(|rest| rest.is_empty() || rest.starts_with(' '))
                .map(|item| json(yaml_value(item)))
        })
        .collect();
    match items {
        Some(items) => Meta::Str(Value::Array(items).to_string()),
        None => Meta::Str(trimmed().collect::<Vec<_>>().join("\n")),
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// A value on one line; a list becomes JSON text, as it does from jsonl.
fn yaml_value(value: &str) -> Meta {
    let value = value.trim();
    if let Some((text, _)) = quoted(value).filter(|(_, after)| ends(after)) {
        return Meta::Str(text);
    }
    if value.starts_with('[') {
        return list(value)
            .map_or_else(|| Meta::Str(value.to_owned()), |items| Meta::Str(Value::Array(items).to_string()));
    }
    let value = value.split(" #").next().unwrap_or(value).trim_end();
    match value {
        "null" | "~" => Meta::Null,
        _ if value.starts_with('#') => Meta::Null,
        _ => scalar(value),
    }
}

/// The items of `[a, "b", c]`.
fn list(value: &str) -> Option<Vec<Value>> {
    let mut rest = value.strip_prefix('[')?.trim_start();
    let mut items = Vec::new();
    while !rest.starts_with(']') {
        let (item, after) = match quoted(rest) {
            Some((text, after)) => (Meta::Str(text), after),
            None => {
                let end = rest.find([',', ']'])?;
                (scalar(rest[..end].trim()), &rest[end..])
            }
        };
        items.push(json(item));
        let after = after.trim_start();
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
        if !after.starts_with([',', ']']) {
            return None;
        }
    }
    ends(&rest[1..]).then_some(items)
}

/// Whether no more of the value follows.
fn ends(after: &str) -> bool {
    after.trim().is_empty() || after.trim_start().starts_with('#')
}

/// The text of a quoted string and what follows it; `None` where it is not quoted, or not closed.
fn quoted(value: &str) -> Option<(String, &str)> {
    let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let mut text = String::new();
    let mut rest = value[1..].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '\'' if mark == '\'' && rest.next_if(|&(_, next)| next == '\'').is_some() => text.push('\''),
            _ if c == mark => return Some((text, &value[1 + at + 1..])),
            '\\' if mark == '"' => match rest.next()?.1 {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                'r' => text.push('\r'),
                '0' => text.push('\0'),
                kind @ ('x' | 'u' | 'U') => {
                    let length = [('x', 2), ('u', 4), ('U', 8)].iter().find(|(name, _)| *name == kind)?.1;
                    let digits: String = rest.by_ref().take(length).map(|(_, digit)| digit).collect();
                    text.push(char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?);
                }
                other => text.push(other),
            },
            _ => text.push(c),
        }
    }
    None
}

fn json(meta: Meta) -> Value {
    match meta {
        Meta::Bool(value) => value.into(),
        Meta::Int(value) => value.into(),
        Meta::Float(value) => value.into(),
        Meta::Str(value) => value.into(),
        Meta::Null | Meta::Date(_) | Meta::Timestamp(_) => Value::Null,
    }
}
