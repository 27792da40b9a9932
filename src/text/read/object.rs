//! One object of JSON, its text apart: written where it stays, not into a value first.

use std::sync::Arc;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::jsonl::meta;
use super::pool::{Pool, Written};
use crate::text::Fields;

/// What an object holds.
pub(super) struct Read {
    /// Its members, in the order of their first; null for a text that is in the pool.
    pub(super) fields: Fields,
    /// The text, where it is a string.
    pub(super) written: Option<Written>,
    /// Whether the text is an array or an object.
    pub(super) nested: bool,
}

/// The names of the members of some objects, each made once.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, usize, FixedState>,
    /// For each name, where it was among the members of the last object with it.
    places: Vec<usize>,
}

impl Names {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The number of a name, which may be that of `guess`.
    fn number(&mut self, name: &str, guess: usize) -> usize {
        if self.names.get(guess).is_some_and(|known| **known == *name) {
            return guess;
        }
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let (number, name) = (self.names.len(), Arc::<str>::from(name));
        self.names.push(name.clone());
        self.numbers.insert(name, number);
        self.places.push(0);
        number
    }
}

/// Reads an object, the member `text` into the pool where it is a string.
///
/// # Errors
/// Whatever is not one object; the pool is then as it was.
pub(super) fn read(line: &str, text: &str, names: &mut Names, pool: &mut Pool) -> serde_json::Result<Read> {
    let mark = pool.mark();
    let mut given = serde_json::Deserializer::from_str(line);
    let object = Object { text, names, pool, mark };
    let read = object.deserialize(&mut given).and_then(|read| given.end().map(|()| read));
    if read.is_err() {
        pool.rewind(mark);
    }
    read
}

/// The object.
struct Object<'p> {
    text: &'p str,
    names: &'p mut Names,
    pool: &'p mut Pool,
    mark: usize,
}

impl<'de> DeserializeSeed<'de> for Object<'_> {
    type Value = Read;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Read, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = Read;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut given: A) -> Result<Read, A::Error> {
        let Object { text, names, pool, mark } = self;
        let mut read = Read { fields: Vec::with_capacity(names.len()), written: None, nested: false };
        // Most objects have the members of those before, in their order.
        let mut guess = 0;
        while let Some(number) = given.next_key_seed(Name { names, guess })? {
            guess = number + 1;
            let name = names.names[number].clone();
            let value = if *name == *text {
                // Of members with one name the last counts.
                pool.rewind(mark);
                let value = given.next_value_seed(Member { pool })?;
                read.written = if value.is_none() { pool.since(mark) } else { None };
                read.nested = matches!(value, Some(Value::Array(_) | Value::Object(_)));
                value.unwrap_or_default()
            } else {
                given.next_value()?
            };
            match read.fields.get_mut(names.places[number]) {
                Some((other, before)) if Arc::ptr_eq(other, &name) => *before = meta(value),
                _ => {
                    names.places[number] = read.fields.len();
                    read.fields.push((name, meta(value)));
                }
            }
        }
        Ok(read)
    }
}

/// The name of a member, as a number.
struct Name<'n> {
    names: &'n mut Names,
    guess: usize,
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        Ok(self.names.number(name, self.guess))
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

    use serde_json::Map;

    use super::super::Row;
    use super::*;
    use crate::text::Input;

    /// What [`read`] gives: members, text, and whether that is nested.
    fn both(names: &mut Names, line: &str) -> Option<(Fields, Option<String>, bool)> {
        let mut pool = Pool::default();
        pool.reserve(line.len());
        pool.push("before");
        let Read { fields, written, nested } = read(line, "text", names, &mut pool).ok()?;
        let mut row = Row { input: Input::default(), line: None, written };
        let there = row.written.is_some();
        pool.seal([&mut row]);
        Some((fields, there.then(|| row.input.text.to_string()), nested))
    }

    proptest! {
        #[test]
        fn objects_are_those_that_serde_reads(
            objects in prop::collection::vec((
                prop::collection::vec(("text|id|t\\\\u0065xt|a", "\"[a-z\\\\n\"é]{0,4}\"|\"(\\\\\\\\[nt\"u]|[ab]|\\\\\\\\u00e9){0,5}\"|-?[0-9]{1,2}(\\.5)?|1e400|null|true|\\[1, \\{\\}\\]|\\{\"text\": \"b\"\\}|x"), 0..5),
                "|,|\\}| |\\{\\}|\n",
            ), 1..4),
        ) {
            let mut names = Names::default();
            for (members, after) in objects {
                let members: Vec<String> =
                    members.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
                let line = format!("{{{}}}{after}", members.join(", "));
                let plain = serde_json::from_str::<Map<String, Value>>(&line).ok().map(|mut plain| {
                    let nested = plain.get("text").is_some_and(|text| text.is_array() || text.is_object());
                    let text = plain.get("text").and_then(|text| Some(text.as_str()?.to_owned()));
                    if text.is_some() {
                        plain["text"] = Value::Null;
                    }
                    let fields = plain.into_iter().map(|(name, value)| (name.into(), meta(value)));
                    (fields.collect::<Fields>(), text, nested)
                });
                prop_assert_eq!(both(&mut names, &line), plain, "{}", line);
            }
        }
    }

    #[test]
    fn what_is_no_object_is_told_as_serde_tells_it() {
        for line in
            ["[1]", "1", "\"text\"", "null", "{\"text\": tru}", "{\"text\": \"a\"} {}", "", "{", "{1: 2}"]
        {
            let plain = serde_json::from_str::<Map<String, Value>>(line).map(|_| ());
            let ours = read(line, "text", &mut Names::default(), &mut Pool::default()).map(|_| ());
            assert_eq!(
                ours.map_err(|error| error.to_string()),
                plain.map_err(|error| error.to_string()),
                "{line}"
            );
        }
    }
}
