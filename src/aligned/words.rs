//! The words of aligned sentences compared, and the whole text rebuilt from what changed.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::pieces::{Numbers, Pieces};
use super::{Row, Side};

/// What happened to a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// It stayed.
    Stayed,
    /// It is in the first text only.
    Went,
    /// It is in the second only.
    Came,
}

/// A stretch of text: bytes of the first text, bytes of the second; the side that lacks it is an empty range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    /// What happened to it.
    pub change: Change,
    /// Bytes of the first text.
    pub a: Range<usize>,
    /// Bytes of the second.
    pub b: Range<usize>,
}

/// One piece at a time, by its place in [`Pieces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Stayed(usize, usize),
    Went(usize),
    Came(usize),
}

impl Step {
    pub fn mirrored(self) -> Step {
        match self {
            Step::Stayed(a, b) => Step::Stayed(b, a),
            Step::Went(a) => Step::Came(a),
            Step::Came(b) => Step::Went(b),
        }
    }
}

/// How pieces `ours` of `a` become pieces `theirs` of `b`, and how many stayed.
pub(super) fn steps(
    (a, ours): (&Pieces, Range<usize>),
    (b, theirs): (&Pieces, Range<usize>),
    numbers: &Numbers<'_>,
) -> (Vec<Step>, usize) {
    let ops = capture_diff_slices(Algorithm::Myers, &a.ids[ours.clone()], &b.ids[theirs.clone()]);
    let mut stayed = 0;
    // Runs: how many stay, go, come; what goes and comes between two that stay is one run.
    let mut runs: Vec<[usize; 3]> = Vec::new();
    let mut push = |same: usize, went: usize, came: usize| match runs.last_mut() {
        Some(last) if same == 0 => (last[1], last[2]) = (last[1] + went, last[2] + came),
        Some(last) if last[1] + last[2] == 0 => *last = [last[0] + same, went, came],
        _ => runs.push([same, went, came]),
    };
    for op in ops {
        match op {
            DiffOp::Equal { len, .. } => {
                stayed += len;
                push(len, 0, 0);
            }
            DiffOp::Delete { old_len, .. } => push(0, old_len, 0),
            DiffOp::Insert { new_len, .. } => push(0, 0, new_len),
            DiffOp::Replace { old_len, new_len, .. } => push(0, old_len, new_len),
        }
    }
    // A lone word or mark between two larger changes is an accident of the comparison ("of", a comma): it reads better
    // as part of one change.
    let mut place = 1;
    let mut at = ours.start;
    while place < runs.len() {
        at += runs[place - 1][0] + runs[place - 1][1];
        let ([_, went, came], [same, went_after, came_after]) = (runs[place - 1], runs[place]);
        let words = a.ids[at..at + same].iter().filter(|&&id| numbers.is_word(id)).count();
        let (before, after) = (went.min(came), went_after.min(came_after));
        if same <= 2 && words <= 1 && before > same && after > same {
            at -= runs[place - 1][0] + runs[place - 1][1];
            runs[place - 1] = [runs[place - 1][0], went + same + went_after, came + same + came_after];
            runs.remove(place);
        } else {
            place += 1;
        }
    }
    let (mut steps, mut at, mut other) = (Vec::new(), ours.start, theirs.start);
    for [same, went, came] in runs {
        steps.extend((0..same).map(|step| Step::Stayed(at + step, other + step)));
        (at, other) = (at + same, other + same);
        steps.extend((at..at + went).map(Step::Went));
        steps.extend((other..other + came).map(Step::Came));
        (at, other) = (at + went, other + came);
    }
    (steps, stayed)
}

/// Steps as stretches of text. White space belongs to the piece after it; where only it differs, it went and came.
pub(super) fn ops(
    (a, ours): (&Side<'_>, &Pieces),
    (b, theirs): (&Side<'_>, &Pieces),
    steps: &[Step],
) -> Vec<Op> {
    let mut ops: Vec<Op> = Vec::new();
    let first = steps.iter().find_map(|step| match *step {
        Step::Stayed(at, _) | Step::Went(at) => Some(ours.list[at].start),
        Step::Came(_) => None,
    });
    let other = steps.iter().find_map(|step| match *step {
        Step::Stayed(_, at) | Step::Came(at) => Some(theirs.list[at].start),
        Step::Went(_) => None,
    });
    let (mut end, mut other_end) = (first.unwrap_or(0), other.unwrap_or(0));
    // Where what went and what came since the last piece that stayed begins: one stretch each, whichever is first.
    let (mut went, mut came) = (end, other_end);
    let changed = |ops: &mut Vec<Op>, went: Range<usize>, came: Range<usize>| {
        if !went.is_empty() {
            ops.push(Op { change: Change::Went, b: came.start..came.start, a: went.clone() });
        }
        if !came.is_empty() {
            ops.push(Op { change: Change::Came, a: went.end..went.end, b: came });
        }
    };
    for step in steps {
        match *step {
            Step::Went(at) => end = ours.list[at].end,
            Step::Came(at) => other_end = theirs.list[at].end,
            Step::Stayed(at, other) => {
                let (piece, same) = (ours.list[at], theirs.list[other]);
                if a.text[end..piece.start] != b.text[other_end..same.start] {
                    (end, other_end) = (piece.start, same.start);
                }
                changed(&mut ops, went..end, came..other_end);
                match ops.last_mut() {
                    Some(last) if last.change == Change::Stayed => {
                        (last.a.end, last.b.end) = (piece.end, same.end)
                    }
                    _ => ops.push(Op { change: Change::Stayed, a: end..piece.end, b: other_end..same.end }),
                }
                (end, other_end) = (piece.end, same.end);
                (went, came) = (end, other_end);
            }
        }
    }
    changed(&mut ops, went..end, came..other_end);
    ops
}

/// A step of the way from the first text to the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit<'b> {
    /// These bytes of the first text come next.
    Copy(Range<usize>),
    /// This text, which the first has not here, comes next.
    Insert(&'b str),
}

/// How the whole text of `a` becomes that of `b`, by what `rows` say; what no row copies went. Text between sentences
/// is copied where the two texts have the same before sentences that belong together.
pub fn script<'b>(a: &Side<'_>, b: &Side<'b>, rows: &[Row]) -> Vec<Edit<'b>> {
    let mut edits: Vec<Edit<'b>> = Vec::new();
    let mut push = |edit: Edit<'b>| match (edits.last_mut(), edit) {
        (_, Edit::Copy(range)) if range.is_empty() => {}
        (_, Edit::Insert("")) => {}
        (Some(Edit::Copy(last)), Edit::Copy(range)) if last.end == range.start => last.end = range.end,
        (_, edit) => edits.push(edit),
    };
    let mut ordered: Vec<&Row> = rows.iter().filter(|row| !row.b.is_empty()).collect();
    ordered.sort_by_key(|row| row.b.start);
    let mut at = 0;
    for row in ordered {
        let next = b.bytes(&row.b);
        let before = match row.a.start {
            _ if row.a.is_empty() => 0..0,
            0 => 0..a.starts[0],
            sentence => a.ends[sentence - 1]..a.starts[sentence],
        };
        let gap = &b.text[at..next.start];
        push(if &a.text[before.clone()] == gap { Edit::Copy(before) } else { Edit::Insert(gap) });
        for op in &row.ops {
            match op.change {
                Change::Stayed => push(Edit::Copy(op.a.clone())),
                Change::Came => push(Edit::Insert(&b.text[op.b.clone()])),
                Change::Went => {}
            }
        }
        at = next.end;
    }
    let rest = a.ends.last().copied().unwrap_or(0)..a.text.len();
    let gap = &b.text[at..];
    push(if &a.text[rest.clone()] == gap { Edit::Copy(rest) } else { Edit::Insert(gap) });
    edits
}

/// The text that `edits` make of `a`.
pub fn replay(a: &str, edits: &[Edit<'_>]) -> String {
    let mut text = String::new();
    for edit in edits {
        text.push_str(match edit {
            Edit::Copy(range) => &a[range.clone()],
            Edit::Insert(new) => new,
        });
    }
    text
}
