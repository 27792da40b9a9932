//! Measures of the ranked frequencies as a line in the plane: Popescu and colleagues.

use super::super::{Direction, Info};
use super::{Diversity, RICH, Sample, defined, row};

const ARC: &str = "Popescu, Mačutek & Altmann 2008, Word frequency and arc length, Glottometrics 17";
const POPESCU: &str = "Popescu 2009, Word Frequency Studies";
const ONE: &str = "V < 2";

/// Rows on the arc: L its length, from rank to rank.
const fn arc(
    name: &'static str,
    alias: &'static [&'static str],
    reading: &'static str,
    formula: &'static str,
) -> Info {
    Info { name, aliases: alias, reading, formula, citation: ARC, range: (0.0, 1.0), undefined: ONE, ..RICH }
}

pub(super) const ROWS: &[Diversity] = &[
    row(
        arc(
            "popescu_b1",
            &["b1"],
            "1: the line of ranked frequencies falls in one step; lower: it bends.",
            "L/Lmax; L = sum(sqrt((f_r - f_(r+1))^2 + 1)), Lmax = sqrt((f_1 - 1)^2 + 1) + V - 2",
        ),
        |s, _| defined(s.v() > 1.0, length(s) / longest(s)),
    ),
    row(
        Info {
            range: (f64::NEG_INFINITY, 1.0),
            undefined: "V < 3, or f_1 = 1",
            ..arc(
                "popescu_b2",
                &["b2"],
                "1: the line of ranked frequencies falls in one step; 0: it is straight.",
                "(L - Lmin)/(Lmax - Lmin); Lmin = sqrt((V - 1)^2 + (f_1 - 1)^2)",
            )
        },
        |s, _| {
            let straight = (s.v() - 1.0).hypot(first(s) - 1.0);
            defined(s.v() > 2.0 && first(s) > 1.0, (length(s) - straight) / (longest(s) - straight))
        },
    ),
    row(
        arc("popescu_b3", &["b3"], "How much of the line is width: higher, more types.", "(V - 1)/L"),
        |s, _| defined(s.v() > 1.0, (s.v() - 1.0) / length(s)),
    ),
    row(
        Info {
            direction: Direction::Lower,
            range: (0.0, f64::INFINITY),
            ..arc(
                "popescu_b4",
                &["b4"],
                "How much of the line is height: higher, more repetition.",
                "(f_1 - 1)/L",
            )
        },
        |s, _| defined(s.v() > 1.0, (first(s) - 1.0) / length(s)),
    ),
    row(
        Info {
            range: (0.0, f64::INFINITY),
            ..arc("popescu_b5", &["b5"], "How much of the line is hapax legomena.", "V_1/L")
        },
        |s, _| defined(s.v() > 1.0, s.types_with(1) / length(s)),
    ),
    row(
        Info {
            name: "popescu_r1",
            aliases: &["r1"],
            formula: "1 - (F(h) - h^2/(2N)); h the rank (between ranks: by straight line) where f_r = r, F(h) the share of tokens of ranks up to h",
            citation: POPESCU,
            undefined: "every frequency is above its rank (no h), or the text is empty",
            range: (0.0, 1.5),
            ..RICH
        },
        r1,
    ),
    row(
        Info {
            name: "popescu_r4",
            aliases: &["r4"],
            reading: "1: all types equally frequent; towards 0: a few do it all.",
            formula: "1 - G; G = (V + 1 - 2 sum(r f_r)/N)/V, the Gini coefficient of the frequencies",
            citation: POPESCU,
            range: (0.0, 1.0),
            ..RICH
        },
        |s, _| {
            let weighted: f64 = s.ranked().iter().zip(1_u64..).map(|(&f, rank)| f as f64 * rank as f64).sum();
            1.0 - (s.v() + 1.0 - 2.0 * weighted / s.n()) / s.v()
        },
    ),
];

fn first(s: &Sample) -> f64 {
    s.ranked().first().map_or(f64::NAN, |&f| f as f64)
}

fn length(s: &Sample) -> f64 {
    s.ranked().windows(2).map(|pair| 1.0_f64.hypot((pair[0] - pair[1]) as f64)).sum()
}

fn longest(s: &Sample) -> f64 {
    1.0_f64.hypot(first(s) - 1.0) + s.v() - 2.0
}

fn r1(s: &Sample, _: &super::DiversityOptions) -> f64 {
    let Some(at) = s.ranked().iter().zip(1_u64..).position(|(&f, rank)| f <= rank) else {
        return f64::NAN;
    };
    let (rank, here) = (at as f64 + 1.0, s.ranked()[at] as f64);
    let h = match at.checked_sub(1).filter(|_| here < rank) {
        None => rank,
        Some(before) => {
            // Between (rank - 1, before) and (rank, here), where the line meets f = r.
            let before = s.ranked()[before] as f64;
            (before * rank - here * (rank - 1.0)) / (1.0 + before - here)
        }
    };
    let up_to: u64 = s.ranked().iter().take(h.floor() as usize).sum();
    1.0 - (up_to as f64 / s.n() - h * h / (2.0 * s.n()))
}
