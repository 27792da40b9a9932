//! Some rows of 2x2 tables with all that measures share.

use super::cells::Cells;
use super::special::{deviance, difference_of_products, ln, ln_ratio_and_deviance};
use super::wide::wide;
use std::ops::Range;

/// Rows worked on at a time: what a block holds of them stays in the cache of a core.
pub(super) const CHUNK: usize = 1024;

/// `put!(column, rows, |row| expression)`: the expression for every row. A macro, because what a closure does may be
/// compiled apart from the loop, without its wide vectors.
macro_rules! put {
    ($column:expr, $rows:expr, |$row:ident| $value:expr) => {
        $column.resize($rows, 0.0);
        for ($row, to) in $column[..$rows].iter_mut().enumerate() {
            *to = $value;
        }
    };
}

impl Cells<'_> {
    /// Calls `work` with a block for each chunk of rows, and where the chunk lies. What is in `needs` is worked out.
    pub(super) fn blocks(&self, needs: Needs, mut work: impl FnMut(&Block, Range<usize>)) {
        let mut block = Block::new();
        let mut from = 0;
        while from < self.len() {
            let to = self.len().min(from + CHUNK);
            wide(
                #[inline(always)]
                || block.fill(self, from..to, needs),
            );
            work(&block, from..to);
            from = to;
        }
    }
}

/// Which costly columns of a [`Block`] a measure reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Needs(u8);

impl Needs {
    pub(super) const NOTHING: Needs = Needs(0);
    /// `l11` and `deviance`, which `half_g2` needs, too
    pub(super) const L11: Needs = Needs(1);
    /// `half_g2`
    pub(super) const G2: Needs = Needs(1 | 2);
    /// `ln_o11`
    pub(super) const LN_O11: Needs = Needs(4);
    /// `ln_p11`
    pub(super) const LN_P11: Needs = Needs(8);
    /// `ln_n`
    pub(super) const LN_N: Needs = Needs(16);

    pub(super) const fn and(self, other: Needs) -> Needs {
        Needs(self.0 | other.0)
    }

    fn has(self, other: Needs) -> bool {
        self.0 & other.0 == other.0
    }
}

/// Some rows of tables with their margins, expectations and shared logarithms, column by column.
///
/// `d` is O11 - E11 without cancellation; it is also E12 - O12, E21 - O21 and O22 - E22. `l11` is ln(O11/E11),
/// `half_g2` the sum of O ln(O/E) over the cells, 0 where a margin is, and `deviance` what the first cell adds to it;
/// `p11` is O11/N. All are NaN where they are 0/0.
pub(super) struct Block {
    pub o11: Vec<f64>,
    pub o12: Vec<f64>,
    pub o21: Vec<f64>,
    pub o22: Vec<f64>,
    pub r1: Vec<f64>,
    pub r2: Vec<f64>,
    pub c1: Vec<f64>,
    pub c2: Vec<f64>,
    pub n: Vec<f64>,
    pub e11: Vec<f64>,
    pub determinant: Vec<f64>,
    pub d: Vec<f64>,
    pub l11: Vec<f64>,
    pub deviance: Vec<f64>,
    pub half_g2: Vec<f64>,
    pub ln_o11: Vec<f64>,
    pub p11: Vec<f64>,
    pub ln_p11: Vec<f64>,
    pub ln_n: Vec<f64>,
}

impl Block {
    fn new() -> Block {
        let column = || Vec::with_capacity(CHUNK);
        Block {
            o11: column(),
            o12: column(),
            o21: column(),
            o22: column(),
            r1: column(),
            r2: column(),
            c1: column(),
            c2: column(),
            n: column(),
            e11: column(),
            determinant: column(),
            d: column(),
            l11: column(),
            deviance: column(),
            half_g2: column(),
            ln_o11: column(),
            p11: column(),
            ln_p11: column(),
            ln_n: column(),
        }
    }

    #[inline(always)]
    fn fill(&mut self, cells: &Cells<'_>, range: Range<usize>, needs: Needs) {
        let rows = range.len();
        for (to, from) in [
            (&mut self.o11, &cells.o11),
            (&mut self.o12, &cells.o12),
            (&mut self.o21, &cells.o21),
            (&mut self.o22, &cells.o22),
        ] {
            to.clear();
            to.extend_from_slice(&from[range.clone()]);
        }
        let (o11, o12, o21, o22) =
            (&self.o11[..rows], &self.o12[..rows], &self.o21[..rows], &self.o22[..rows]);
        put!(self.r1, rows, |i| o11[i] + o12[i]);
        put!(self.r2, rows, |i| o21[i] + o22[i]);
        put!(self.c1, rows, |i| o11[i] + o21[i]);
        put!(self.c2, rows, |i| o12[i] + o22[i]);
        let (r1, r2, c1, c2) = (&self.r1[..rows], &self.r2[..rows], &self.c1[..rows], &self.c2[..rows]);
        put!(self.n, rows, |i| r1[i] + r2[i]);
        put!(self.determinant, rows, |i| difference_of_products(o11[i], o22[i], o12[i], o21[i]));
        let (n, determinant) = (&self.n[..rows], &self.determinant[..rows]);
        put!(self.e11, rows, |i| r1[i] * c1[i] / n[i]);
        put!(self.d, rows, |i| determinant[i] / n[i]);
        let (e11, d) = (&self.e11[..rows], &self.d[..rows]);
        if needs.has(Needs::L11) {
            self.l11.resize(rows, 0.0);
            self.deviance.resize(rows, 0.0);
            let (l11, deviance) = (&mut self.l11[..rows], &mut self.deviance[..rows]);
            for i in 0..rows {
                (l11[i], deviance[i]) = ln_ratio_and_deviance(o11[i], e11[i], d[i]);
            }
        }
        if needs.has(Needs::LN_O11) {
            put!(self.ln_o11, rows, |i| ln(o11[i]));
        }
        put!(self.p11, rows, |i| o11[i] / n[i]);
        if needs.has(Needs::LN_P11) {
            let p11 = &self.p11[..rows];
            put!(self.ln_p11, rows, |i| ln(p11[i]));
        }
        if needs.has(Needs::LN_N) {
            // Nearly always all rows are of one corpus.
            if n.iter().all(|&other| other == n[0]) {
                self.ln_n.clear();
                self.ln_n.resize(rows, ln(n[0]));
            } else {
                put!(self.ln_n, rows, |i| ln(n[i]));
            }
        }
        if needs.has(Needs::G2) {
            // Half at a time: all at once need more registers than there are.
            let first = &self.deviance[..rows];
            put!(self.half_g2, rows, |i| first[i] + deviance(o12[i], r1[i] * c2[i] / n[i], -d[i]));
            for (i, sum) in self.half_g2[..rows].iter_mut().enumerate() {
                *sum += deviance(o21[i], r2[i] * c1[i] / n[i], -d[i])
                    + deviance(o22[i], r2[i] * c2[i] / n[i], d[i]);
            }
        }
    }
}

/// `each!(block, out, |o11, e11| expression)`: the expression for every row, with the named columns of the block in
/// scope. The lengths are settled before the loop, so that it vectorizes, as wide as the processor has it.
macro_rules! each {
    ($block:expr, $out:expr, |$($column:ident),+| $value:expr) => {{
        let (block, out): (&crate::measures::block::Block, &mut [f64]) = ($block, $out);
        crate::measures::wide::wide(
            #[inline(always)]
            || {
                let rows = out.len();
                $(let $column = &block.$column[..rows];)+
                for (row, out) in out.iter_mut().enumerate() {
                    $(let $column = $column[row];)+
                    *out = $value;
                }
            },
        );
    }};
}
pub(super) use each;
