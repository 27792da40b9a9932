//! Which rules a unit may meet: by a few looks at tables, one bit a rule, instead of one at every rule.
//!
//! A tenth of the time of asking each rule, for prose, which most rules are not about. The tables know the number of
//! words, the first byte, names and flags; what they let pass is asked in full.

use super::conditions::{Condition, FIELDS, FLAGS, View};
use super::facts::MANY;
use super::rules::Rule;

/// The rules of one kind, or some of them, in order.
#[derive(Debug)]
pub(super) struct Sieve {
    rules: Vec<u16>,
    /// Rules that allow a number of words, and a first byte.
    words: Vec<u64>,
    bytes: Vec<u64>,
    /// For each field the rules that allow one of its bits, and those that do not ask for the field.
    fields: [[u64; u32::BITS as usize]; FIELDS],
    free: [u64; FIELDS],
    /// Rules that allow a flag to be false, and true.
    flags: [[u64; 2]; FLAGS],
}

impl Sieve {
    /// How many rules it holds at most.
    pub(super) const MOST: usize = u64::BITS as usize;

    /// A sieve of `rules`, with their places in the file.
    pub(super) fn new(rules: &[(u16, &Rule)]) -> Sieve {
        let set = |allows: &dyn Fn(&Condition) -> bool| -> u64 {
            let allowed = rules.iter().map(|(_, rule)| rule.conditions.iter().all(allows));
            allowed.enumerate().fold(0, |set, (at, allowed)| set | u64::from(allowed) << at)
        };
        let of_field = |field: usize, bits: u32| {
            set(&|condition| match condition {
                Condition::Names { field: of, mask, holds: true } => {
                    *of as usize != field || mask & bits != 0
                }
                _ => true,
            })
        };
        let first = |byte: u8| {
            set(&|condition| match condition {
                Condition::Pattern { pattern, matches: true } => pattern.allows(byte),
                _ => true,
            })
        };
        let of_flag = |flag: usize, value: bool| {
            set(&|condition| match condition {
                Condition::Flag { flag: of, holds } => *of as usize != flag || *holds == value,
                _ => true,
            })
        };
        Sieve {
            rules: rules.iter().map(|(index, _)| *index).collect(),
            words: (0..=MANY).map(|words| set(&|condition| condition.allows(words))).collect(),
            bytes: (0..=u8::MAX).map(first).collect(),
            fields: std::array::from_fn(|field| std::array::from_fn(|at| of_field(field, 1 << at))),
            free: std::array::from_fn(|field| of_field(field, 0)),
            flags: std::array::from_fn(|flag| [of_flag(flag, false), of_flag(flag, true)]),
        }
    }

    /// The rules that `view` may meet, in order.
    #[inline]
    pub(super) fn may(&self, view: &View<'_, '_>) -> impl Iterator<Item = u16> {
        let mut left = self.words[view.words] & self.bytes[usize::from(view.first)];
        for (flag, rules) in self.flags.iter().enumerate() {
            left &= rules[(view.flags >> flag & 1) as usize];
        }
        for ((&bits, of_bit), free) in view.bits.iter().zip(&self.fields).zip(self.free) {
            // Long paragraphs, which few rules are about.
            if left == 0 {
                break;
            }
            let (mut bits, mut allowed) = (bits, free);
            while bits != 0 {
                allowed |= of_bit[bits.trailing_zeros() as usize];
                bits &= bits - 1;
            }
            left &= allowed;
        }
        std::iter::from_fn(move || {
            let at = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            self.rules.get(at).copied()
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::conditions::{Field, View};
    use super::super::facts::Facts;
    use super::super::rules::Rules;
    use crate::par::Run;
    use crate::text::units;

    /// The same without the tables.
    fn first(rules: &Rules, view: &View<'_, '_>, sure: bool) -> Option<Option<u16>> {
        let mut all = (0u16..).zip(&rules.rules).filter(|(_, rule)| rule.sure == sure);
        Some(all.find(|(_, rule)| rule.meets(view) == Some(true)).map(|(index, _)| index))
    }

    proptest! {
        #[test]
        fn the_tables_change_no_rule(
            text in "((By |Photo: |© |[(]|> |# |# [a-z]|[•\\-*] |1[.] |[A-Za-z]{1,9} |About|Menu|Read more|[a-z]{3}@[a-z]{2}[.]com|Tags: |\\PC){1,30}([.?:,)]|[.]{3})?\n{1,2}){1,8}",
            tag in prop::sample::select(vec!["", "nav", "h2", "p", "section"]),
            relative in prop::array::uniform4(0u32..1 << 13),
            flags in 0u32..1 << 4,
        ) {
            let units = units(&text);
            let tags = vec![tag; units.len()];
            let facts = Facts::new(&text, &units, &tags, &Run::serial());
            for index in 0..units.len() {
                let (mut view, rules) = (facts.view(index), Rules::builtin());
                prop_assert_eq!(rules.first(&view, true), first(rules, &view, true));
                for (field, bits) in
                    [Field::Position, Field::After, Field::Before, Field::Seen].into_iter().zip(relative)
                {
                    view.bits[field as usize] = bits;
                }
                view.flags ^= flags;
                for sure in [true, false] {
                    prop_assert_eq!(rules.first(&view, sure), first(rules, &view, sure));
                }
            }
        }
    }

    #[test]
    fn more_rules_than_bits_keep_their_order() {
        let rule = |at: usize| {
            format!("[[rule]]\nid = \"r{at}\"\nregion = \"nav\"\nwhy = \"-\"\nexact = [\"a{}\"]\n", at % 100)
        };
        let rules = Rules::from_toml(&(0..150).map(rule).collect::<String>()).expect("they parse");
        for (at, expected) in [(0, 0), (63, 63), (64, 64), (99, 99)] {
            let text = format!("a{at}");
            let units = units(&text);
            let facts = Facts::new(&text, &units, &[], &Run::serial());
            assert_eq!(rules.first(&facts.view(0), false), Some(Some(expected)));
        }
    }
}
