//! What became of a commitment: the relation of a later mention to an earlier one, and the rule that decided.

use super::mention::Mention;

/// The relation of two mentions, or of one that stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The later has no counterpart.
    Added,
    /// The same bond.
    Kept,
    /// Firmer.
    Strengthened,
    /// Less firm.
    Weakened,
    /// Scope, specificity, time or condition moves, and strength does not, or the other way.
    Shifted,
    /// The earlier has no counterpart.
    Dropped,
    /// The text says that the deed was done as promised.
    Fulfilled,
    /// The same document says it again.
    Restated,
    /// A headline or deck says it otherwise than the body.
    Distorted,
}

impl Relation {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Added => "added",
            Relation::Kept => "kept",
            Relation::Strengthened => "strengthened",
            Relation::Weakened => "weakened",
            Relation::Shifted => "shifted",
            Relation::Dropped => "dropped",
            Relation::Fulfilled => "fulfilled",
            Relation::Restated => "restated",
            Relation::Distorted => "distorted",
        }
    }
}

/// Similarity (of 1000) from which two mentions are one formula, in which a changed word is a change; below it are the words of
/// another writer.
pub(super) const FORMULA: u64 = 620;

/// The relation of `b` to the earlier `a`, and the rule: strength first, then what else moves.
pub(super) fn relation(a: &Mention, b: &Mention, similarity: u64) -> (Relation, &'static str) {
    use Relation::{Kept, Shifted, Strengthened, Weakened};
    match (a.strength, b.strength) {
        (0, 0) => return (Kept, "not_binding"),
        (0, _) => return (Strengthened, "becomes_binding"),
        (_, 0) if a.scope == "procedural" && b.talk => return (Kept, "talked_as_planned"),
        (_, 0) => return (Weakened, "no_longer_binding"),
        _ => {}
    }
    if a.words == b.words {
        return (Kept, "same_words");
    }
    let reach = |mention: &Mention| match mention.scope {
        "substantive" => 2,
        "procedural" => 1,
        _ => 0,
    };
    let step = |a: i32, b: i32| (b - a).signum();
    let strength = step(a.strength.into(), b.strength.into());
    let scope = step(reach(a), reach(b));
    let specificity = step(a.specificity.into(), b.specificity.into());
    if strength != 0 {
        let against = if scope == -strength { Some("scope_against_strength") } else { None };
        // What moves from talk to deeds may name less.
        let precise = specificity == -strength && scope != strength;
        let against = against.or(precise.then_some("specificity_against_strength"));
        return match (against, strength) {
            (Some(rule), _) => (Shifted, rule),
            (None, 1) => (Strengthened, "strength_up"),
            (None, _) => (Weakened, "strength_down"),
        };
    }
    let formula = similarity >= FORMULA;
    // A hedge that the classes' sums do not show, as where strength is at its end.
    if formula && a.soft != b.soft {
        return if a.soft > b.soft { (Strengthened, "hedge") } else { (Weakened, "hedge") };
    }
    if scope != 0 {
        return (Shifted, "scope");
    }
    if specificity != 0 {
        return (Shifted, "specificity");
    }
    if !same_time(a.deadline.as_deref(), b.deadline.as_deref(), formula) {
        return (Shifted, "deadline");
    }
    if formula {
        if a.condition != b.condition {
            return (Shifted, "condition");
        }
        if a.quantities != b.quantities {
            return (Shifted, "quantity");
        }
        if a.head != b.head
            && a.head.is_some()
            && b.head.is_some()
            && !b.content.contains(head(a))
            && !a.content.contains(head(b))
        {
            return (Shifted, "action");
        }
        if a.firm != b.firm {
            return if a.firm < b.firm { (Strengthened, "booster") } else { (Weakened, "booster") };
        }
        // What only changes its clause is not gone; a name that goes says more than a word.
        let gone = |a: &Mention, b: &Mention| -> usize {
            let gone = a.content.iter().filter(|stem| !b.sentence.contains(stem));
            gone.map(|stem| 1 + usize::from(a.names.contains(stem))).sum()
        };
        if gone(a, b) + gone(b, a) >= 2 {
            return (Shifted, "content");
        }
    }
    (Kept, "same_bond")
}

fn head(mention: &Mention) -> &String {
    static NONE: String = String::new();
    mention.head.as_ref().unwrap_or(&NONE)
}

/// Whether two deadlines are one: both missing, or one within the other ("2023" and "2023-06"). Words that no calendar knows ("at an
/// early date") count only in a formula.
fn same_time(a: Option<&str>, b: Option<&str>, formula: bool) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => {
            let dated = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
            a.starts_with(b) || b.starts_with(a) || !(formula || dated(a) && dated(b))
        }
        _ => false,
    }
}
