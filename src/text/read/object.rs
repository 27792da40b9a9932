//! One object of JSON, its text apart: written where it stays, not into a value first.

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::pool::{Pool, Written};

/// Reads an object, the member `text` into the pool where it is a string: then null stands for it among the others.
///
/// # Errors
/// Whatever is not one object; the pool is then as it was.
pub(super) fn read(
    line: &str,
    text: &str,
    pool: &mut Pool,
) -> serde_json::Result<(Map<String, Value>, Option<Written>)> {
    let mark = pool.mark();
    let mut given = serde_json::Deserializer::from_str(line);
    let read = Object { text, pool, mark, is_text: false };
    let read = read.deserialize(&mut given).and_then(|read| given.end().map(|()| read));
    match read {
        Ok((members, true)) => Ok((members, pool.since(mark))),
        Ok((members, false)) => Ok((members, None)),
        Err(error) => {
            pool.rewind(mark);
            Err(error)
        }
    }
}

/// The object.
struct Object<'p> {
    text: &'p str,
    pool: &'p mut Pool,
    mark: usize,
    /// Whether the text was a string.
    is_text: bool,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = (Map<String, Value>, bool);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = (Map<String, Value>, bool);

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut given: A) -> Result<Self::Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = given.next_key::<String>()? {
            let value = if name == self.text {
                // Of members with one name the last counts.
                self.pool.rewind(self.mark);
                let value = given.next_value_seed(Member { pool: self.pool })?;
                self.is_text = value.is_none();
                value.unwrap_or(Value::Null)
            } else {
                given.next_value()?
            };
            members.insert(name, value);
        }
        Ok((members, self.is_text))
    }
}

/// A member: none where it is a string, which then is in the pool.
struct Member<'p> {
    pool: &'p mut Pool,
}

impl<'de> DeserializeSeed<'de> for Member<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Member<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any valid JSON value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.pool.push(text);
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Some(Value::Null))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, given: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(given)).map(Some)
    }

    fn visit_map<A: MapAccess<'de>>(self, given: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(given)).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Row;
    use super::*;
    use crate::text::Input;

    /// What [`read`] gives, and the text.
    fn both(line: &str) -> Option<(Map<String, Value>, Option<String>)> {
        let mut pool = Pool::default();
        pool.reserve(line.len());
        pool.push("before");
        let (mut members, written) = read(line, "text", &mut pool).ok()?;
        let mut row = Row { input: Input::default(), line: None, written };
        let there = row.written.is_some();
        pool.seal([&mut row]);
        if there {
            members.insert("text".into(), row.input.text.to_string().into());
        }
        Some((members, there.then(|| row.input.text.to_string())))
    }

    proptest! {
        #[test]
        fn objects_are_those_that_serde_reads(
            members in prop::collection::vec(("text|id|t\\\\u0065xt|a", "\"[a-z\\\\n\"é]{0,4}\"|\"(\\\\\\\\[nt\"u]|[ab]|\\\\\\\\u00e9){0,5}\"|-?[0-9]{1,2}(\\.5)?|1e400|null|true|\\[1, \\{\\}\\]|\\{\"text\": \"b\"\\}|x"), 0..5),
            after in "|,|\\}| |\\{\\}|\n",
        ) {
            let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
            let line = format!("{{{}}}{after}", members.join(", "));
            let plain = serde_json::from_str::<Map<String, Value>>(&line).ok();
            let text = plain.as_ref().and_then(|plain| plain.get("text")?.as_str().map(str::to_owned));
            prop_assert_eq!(both(&line), plain.map(|plain| (plain, text)), "{}", line);
        }
    }

    #[test]
    fn what_is_no_object_is_told_as_serde_tells_it() {
        for line in ["[1]", "1", "\"text\"", "null", "{\"text\": tru}", "{\"text\": \"a\"} {}", "", "{"] {
            let plain = serde_json::from_str::<Map<String, Value>>(line).map(|_| ());
            let ours = read(line, "text", &mut Pool::default()).map(|_| ());
            assert_eq!(
                ours.map_err(|error| error.to_string()),
                plain.map_err(|error| error.to_string()),
                "{line}"
            );
        }
    }
}
