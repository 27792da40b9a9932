//! What became of a commitment: the relation of a later mention to an earlier one, and the rule that decided.

use super::mention::Mention;
use super::parts::{Parts, without};

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

/// The rules where a list has other members, and nothing else moves.
pub(super) const PARTS: [&str; 3] = ["wider", "narrower", "other_parts"];

/// The relation of `b` to the earlier `a`, the rule, and the members of a list that only one of them has: these are told apart
/// from the bond, which is judged without them. What has a name of its own is a thing of its own; other words that join the list,
/// or leave it, move the scope.
pub(super) fn told(a: &Mention, b: &Mention, similarity: u64) -> (Relation, &'static str, Parts) {
    let parts = Parts::of(a, b);
    if parts.none() {
        let (relation, rule) = relation(a, b, similarity);
        return (relation, rule, parts);
    }
    let (mut before, mut after) = (without(a, &parts.gone), without(b, &parts.new));
    // A member that is named makes the whole more specific.
    if parts.gone.is_empty() {
        after.specificity = after.specificity.min(before.specificity);
    } else if parts.new.is_empty() {
        before.specificity = before.specificity.min(after.specificity);
    }
    let kept = match (parts.gone.is_empty(), parts.new.is_empty()) {
        (true, _) => PARTS[0],
        (_, true) => PARTS[1],
        _ => PARTS[2],
    };
    // Their words are aligned, so they are one formula.
    match relation(&before, &after, similarity.max(FORMULA)) {
        (Relation::Kept, _) if parts.named() => (Relation::Kept, kept, parts),
        (Relation::Kept, _) => (Relation::Shifted, kept, parts),
        (relation, rule) => (relation, rule, parts),
    }
}

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
        if !a.actors.is_empty()
            && !b.actors.is_empty()
            && !a.actors.iter().any(|name| b.actors.contains(name))
        {
            return (Shifted, "actor");
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
