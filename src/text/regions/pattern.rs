//! Regular expressions of rules: cut into their alternatives, which most units fail by their first byte.

use std::sync::OnceLock;

use memchr::{memchr, memchr2, memchr3};
use regex_automata::meta::{BuildError, Config, Regex};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// A regular expression over a whole unit.
#[derive(Debug)]
pub(super) struct Pattern {
    alternatives: Vec<Alternative>,
}

#[derive(Debug)]
struct Alternative {
    source: Hir,
    /// Made at first use: of the shipped rules many are never asked, and compiling all takes 20 ms.
    regex: OnceLock<Regex>,
    first: First,
}

/// What a look at bytes tells before the engine is asked.
#[derive(Debug)]
enum First {
    /// Nothing.
    Any,
    /// The bytes that a match can begin with, where it must begin with the unit.
    Begins(Box<[bool; 256]>),
    /// The same, at most three, where a match may begin anywhere. An engine that starts at the end of the unit does not
    /// look for them: a bracket that is not there cost 60 ns a unit.
    Holds(Vec<u8>),
}

impl First {
    fn of(hir: &Hir) -> First {
        let mut bytes = Box::new([false; 256]);
        if add_first(hir, &mut bytes) {
            return First::Any;
        }
        if hir.properties().look_set_prefix().contains(Look::Start) {
            return First::Begins(bytes);
        }
        let few: Vec<u8> = (0..=u8::MAX).filter(|&byte| bytes[usize::from(byte)]).collect();
        if few.len() <= 3 { First::Holds(few) } else { First::Any }
    }

    /// Whether a match can be in `text`.
    fn allows(&self, text: &[u8]) -> bool {
        match self {
            First::Any => true,
            First::Begins(bytes) => text.first().is_some_and(|&byte| bytes[usize::from(byte)]),
            First::Holds(bytes) => match bytes[..] {
                [] => false,
                [a] => memchr(a, text).is_some(),
                [a, b] => memchr2(a, b, text).is_some(),
                [a, b, c] => memchr3(a, b, c, text).is_some(),
                _ => true,
            },
        }
    }
}

impl Pattern {
    /// Returns the pattern of `source`; what is too large to compile shows in [`Pattern::check`].
    pub fn new(source: &str) -> Result<Pattern, Box<regex_syntax::Error>> {
        // With Unicode's \b the fast engines give up on text that is not ASCII: 20 times slower on curly quotes.
        let parsed = regex_syntax::parse(&source.replace(r"\b", r"(?-u:\b)"))?;
        let alternatives = match parsed.kind() {
            HirKind::Alternation(alternatives) => alternatives.iter().map(Alternative::new).collect(),
            _ => vec![Alternative::new(&parsed)],
        };
        Ok(Pattern { alternatives })
    }

    /// Compiles all of it.
    pub fn check(&self) -> Result<(), String> {
        self.alternatives.iter().try_for_each(|alternative| {
            let told = |error: Box<BuildError>| match error.size_limit() {
                Some(limit) => format!("compiled it exceeds the limit of {limit} bytes"),
                None => error.to_string(),
            };
            let regex = alternative.compile().map_err(told)?;
            // Another thread can't be here.
            _ = alternative.regex.set(regex);
            Ok(())
        })
    }

    /// Whether a text that begins with `byte` can match.
    pub fn allows(&self, byte: u8) -> bool {
        let allows = |of: &Alternative| match &of.first {
            First::Begins(bytes) => bytes[usize::from(byte)],
            _ => true,
        };
        self.alternatives.iter().any(allows)
    }

    /// Whether `text` matches.
    pub fn is_match(&self, text: &str) -> bool {
        self.alternatives.iter().any(|alternative| alternative.is_match(text))
    }
}

impl Alternative {
    fn new(hir: &Hir) -> Alternative {
        Alternative { source: hir.clone(), regex: OnceLock::new(), first: First::of(hir) }
    }

    /// From the parsed form: written out and parsed again, the letters of Unicode take as long as compiling them.
    fn compile(&self) -> Result<Regex, Box<BuildError>> {
        let config = Config::new().nfa_size_limit(Some(1 << 22));
        Regex::builder().configure(config).build_from_hir(&self.source).map_err(Box::new)
    }

    fn is_match(&self, text: &str) -> bool {
        self.first.allows(text.as_bytes())
            && self
                .regex
                .get_or_init(|| {
                    self.compile().expect("a file's patterns are checked; the shipped ones by a test")
                })
                .is_match(text)
    }
}

/// Adds the bytes that a match of `hir` can begin with; returns whether it can also be empty.
fn add_first(hir: &Hir, bytes: &mut [bool; 256]) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            literal.0.first().into_iter().for_each(|&byte| bytes[usize::from(byte)] = true);
            false
        }
        HirKind::Class(class) => {
            match class {
                Class::Bytes(class) => {
                    for range in class.ranges() {
                        bytes[usize::from(range.start())..=usize::from(range.end())].fill(true);
                    }
                }
                Class::Unicode(class) => {
                    let byte = |char: char| usize::from(char.encode_utf8(&mut [0; 4]).as_bytes()[0]);
                    for range in class.ranges() {
                        bytes[byte(range.start())..=byte(range.end())].fill(true);
                    }
                }
            }
            false
        }
        HirKind::Repetition(repetition) => add_first(&repetition.sub, bytes) | (repetition.min == 0),
        HirKind::Capture(capture) => add_first(&capture.sub, bytes),
        HirKind::Concat(parts) => parts.iter().all(|part| add_first(part, bytes)),
        HirKind::Alternation(parts) => parts.iter().fold(false, |empty, part| add_first(part, bytes) | empty),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_and_first_bytes_change_no_match() {
        let texts = [
            "", "a", "b", "ab", "ba", " a", "\na", "é", "éa", "한", "(a", "[", "a\nb", "A", "photo: x", "1",
            "a(", "©", "_", "-", "by a", "x by",
        ];
        for source in [
            "",
            "a",
            "^a",
            "^a|b",
            "^a|^b",
            "^(a|b)",
            "^a?b",
            "^a*",
            "^$",
            "(?i)^a|B$",
            "^[^a]",
            r"^\s*a",
            "^é",
            r"^\p{L}",
            r"^\W",
            r"\bby\b|^\(",
            r"[(\[]\s*a",
            r"[(\[é]$",
            r"a[ (]?$|(?i:ab?)$",
            r"(?i)\bb",
            r"[[:^ascii:]]$",
            "^(?:a|)b",
            "^[가-힣]",
            "(?s)^.",
            "^(?i:photo)s?:",
            "(?m)^b",
            "^(^a|b)",
            "a|^",
        ] {
            let pattern = Pattern::new(source).expect(source);
            let plain = regex::Regex::new(&source.replace(r"\b", r"(?-u:\b)")).expect(source);
            for text in texts {
                assert_eq!(pattern.is_match(text), plain.is_match(text), "{source} in {text:?}");
            }
        }
    }
}
