//! Similarities: of sets, and of weights.

use super::super::{Direction, Info};
use super::{ALIKE, Pair, Similarity};

const BOTH_EMPTY: &str = "both rows are empty";
const ONE_EMPTY: &str = "one of the rows is empty";
const SIGNED: Info = Info {
    range: (-1.0, 1.0),
    direction: Direction::Signed,
    reading: "1: the same; 0: unrelated; -1: opposite.",
    ..ALIKE
};

pub(super) const ROWS: &[Similarity] = &[
    Similarity {
        info: Info {
            name: "cosine",
            formula: "x.y/(|x| |y|)",
            undefined: ONE_EMPTY,
            reading: "1: the same proportions; 0: no term in common; below 0 only with negative weights.",
            default: true,
            ..SIGNED
        },
        score: |pair| {
            let (xy, xx, yy) = pair.products();
            xy / (xx.sqrt() * yy.sqrt())
        },
    },
    Similarity {
        info: Info {
            name: "cosine_set",
            aliases: &["ochiai", "otsuka"],
            formula: "|A and B|/sqrt(|A| |B|)",
            citation: "Ochiai 1957, Zoogeographical studies on the soleoid fishes found in Japan",
            doi: "10.2331/suisan.22.526",
            undefined: ONE_EMPTY,
            ..ALIKE
        },
        score: |pair| {
            let (both, a, b) = pair.sets();
            both / (a * b).sqrt()
        },
    },
    Similarity {
        info: Info {
            name: "correlation",
            aliases: &["pearson"],
            formula: "Pearson's r of x and y over all n columns",
            citation: "Pearson 1895, Note on regression and inheritance in the case of two parents, Proceedings of the Royal Society 58",
            doi: "10.1098/rspl.1895.0041",
            undefined: "one of the rows has the same value in all columns",
            ..SIGNED
        },
        score: correlation,
    },
    Similarity {
        info: Info {
            name: "jaccard",
            formula: "|A and B|/|A or B|",
            citation: "Jaccard 1912, The distribution of the flora in the alpine zone, New Phytologist 11(2)",
            doi: "10.1111/j.1469-8137.1912.tb05611.x",
            undefined: BOTH_EMPTY,
            default: true,
            ..ALIKE
        },
        score: |pair| {
            let (both, a, b) = pair.sets();
            both / (a + b - both)
        },
    },
    Similarity {
        info: Info {
            name: "extended_jaccard",
            aliases: &["ejaccard", "tanimoto"],
            formula: "x.y/(x.x + y.y - x.y)",
            citation: "Strehl, Ghosh & Mooney 2000, Impact of similarity measures on web-page clustering, AAAI workshop",
            doi: "",
            range: (-1.0 / 3.0, 1.0),
            undefined: BOTH_EMPTY,
            ..ALIKE
        },
        score: |pair| {
            let (xy, xx, yy) = pair.products();
            xy / (xx + yy - xy)
        },
    },
    Similarity {
        info: Info {
            name: "dice",
            aliases: &["sorensen_dice", "sorensen"],
            formula: "2 |A and B|/(|A| + |B|)",
            citation: "Dice 1945, Measures of the amount of ecologic association between species, Ecology 26(3)",
            doi: "10.2307/1932409",
            undefined: BOTH_EMPTY,
            ..ALIKE
        },
        score: |pair| {
            let (both, a, b) = pair.sets();
            2.0 * both / (a + b)
        },
    },
    Similarity {
        info: Info {
            name: "extended_dice",
            aliases: &["edice"],
            formula: "2 x.y/(x.x + y.y)",
            citation: "Dice 1945, Measures of the amount of ecologic association between species, Ecology 26(3)",
            doi: "10.2307/1932409",
            range: (-1.0, 1.0),
            undefined: BOTH_EMPTY,
            ..ALIKE
        },
        score: |pair| {
            let (xy, xx, yy) = pair.products();
            2.0 * xy / (xx + yy)
        },
    },
    Similarity {
        info: Info {
            name: "simple_matching",
            aliases: &["smc"],
            reading: "The share of the terms that are in both or in neither.",
            formula: "(n - |A| - |B| + 2 |A and B|)/n",
            citation: "Sokal & Michener 1958, A statistical method for evaluating systematic relationships",
            doi: "",
            undefined: "there are no columns",
            ..ALIKE
        },
        score: matching,
    },
    Similarity {
        info: Info {
            name: "hamann",
            formula: "2 simple_matching - 1",
            citation: "Hamann 1961, Merkmalsbestand und Verwandtschaftsbeziehungen der Farinosae, Willdenowia 2",
            doi: "",
            undefined: "there are no columns",
            ..SIGNED
        },
        score: |pair| 2.0 * matching(pair) - 1.0,
    },
];

fn matching(pair: &Pair) -> f64 {
    let (both, a, b) = pair.sets();
    (pair.columns - a - b + 2.0 * both) / pair.columns
}

/// By deviations from the means, not by sums of squares: rows of nearly one value keep their digits.
fn correlation(pair: &Pair) -> f64 {
    let (n, (sum_x, sum_y)) = (pair.columns, pair.totals());
    let (mean_x, mean_y) = (sum_x / n, sum_y / n);
    let (mut xx, mut yy, mut stored) = (0.0, 0.0, 0.0);
    let xy = pair.sum(|x, y| {
        let (dx, dy) = (x - mean_x, y - mean_y);
        (xx, yy, stored) = (xx + dx * dx, yy + dy * dy, stored + 1.0);
        dx * dy
    });
    let rest = n - stored;
    let (xx, yy) = (xx + rest * mean_x * mean_x, yy + rest * mean_y * mean_y);
    (xy + rest * mean_x * mean_y) / (xx.sqrt() * yy.sqrt())
}
