"""All closed-form measures of association against five of them in numpy, in one run, each in a process of its own.

`python tests/bench/association.py [--pairs 10] [--block 65536] [--threads N]`, in millions of pairs, all at once or
as many at a time as --block says. Arrays go in on both sides; out come arrays of numpy, the core's table (which Arrow
reads without a copy), and in the last line the `pandas.DataFrame` of `cq.association`. All at once, most of the time of
either side goes to memory that is touched for the first time, and differs from run to run.
"""

from __future__ import annotations

import argparse

from sides import child, heading, measure

#: Sums of tails, and a search for bounds: their cost depends on the numbers.
NOT_CLOSED = {
    "fisher",
    "fisher_greater",
    "fisher_less",
    "fisher_log10",
    "collostruction_strength",
    "poisson",
    "poisson_log10",
    "binomial_likelihood",
    "hypergeometric_likelihood",
    "mi_conf",
    "log_ratio_conservative",
}


def tables(block: int) -> dict[str, object]:
    """The counts of a block of pairs."""
    import numpy as np

    draw = np.random.default_rng(1)
    total = 90_000_000
    f1, f2 = (np.floor(10 ** draw.uniform(1, 5, block)) for _ in range(2))
    f = np.floor(np.minimum(f1, f2) * draw.uniform(0, 1, block) ** 4) + 1
    return {"f": f, "f1": f1, "f2": f2, "n": float(total)}


def core(pairs: float, block: int, threads: int | None) -> None:
    """The core's table, before it is a `pandas.DataFrame`."""
    import json

    import numpy as np

    import communique as cq
    from communique import _core

    given = tables(block)
    names = [name for name in cq.measures(family="association")["name"] if name not in NOT_CLOSED]
    packed = [(name, np.full(block, array, dtype=np.float64)) for name, array in given.items()]
    options = json.dumps({"measures": names})

    def work() -> int:
        made = []
        for _ in range(round(pairs * 1e6 / block)):
            made = [_core.numbers("association", packed, options, threads)]
        return len(made)

    measure(pairs, work)


def communique(pairs: float, block: int, threads: int | None) -> None:
    """`cq.association`."""
    import communique as cq

    given = tables(block)
    names = [name for name in cq.measures(family="association")["name"] if name not in NOT_CLOSED]

    def work() -> int:
        columns = 0
        for _ in range(round(pairs * 1e6 / block)):
            columns = cq.association(**given, measures=names, threads=threads).shape[1]
        return columns

    measure(pairs, work)


def numpy(pairs: float, block: int) -> None:
    """PMI, log-likelihood, chi-squared, t-score and logDice, each an expression over whole columns."""
    import numpy as np

    f, f1, f2, n = tables(block).values()

    def work() -> int:
        scores: list[object] = []
        for _ in range(round(pairs * 1e6 / block)):
            expected = f1 * f2 / n
            cells = [
                (f, expected),
                (f1 - f, f1 * (n - f2) / n),
                (f2 - f, (n - f1) * f2 / n),
                (n - f1 - f2 + f, (n - f1) * (n - f2) / n),
            ]
            parts = [np.where(o > 0, o * np.log(np.where(o > 0, o, 1) / e), 0) for o, e in cells]
            scores = [
                np.log2(f / expected),
                2 * sum(parts),
                sum((o - e) ** 2 / e for o, e in cells),
                (f - expected) / np.sqrt(f),
                14 + np.log2(2 * f / (f1 + f2)),
            ]
        return len(scores)

    measure(pairs, work)


def main() -> None:
    """Times both sides and prints the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=float, default=10)
    parser.add_argument("--block", type=int, help="pairs at a time; default: all")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--side", choices=["communique", "core", "numpy"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    block = given.block or round(given.pairs * 1e6)
    if given.side == "communique":
        communique(given.pairs, block, given.threads)
    elif given.side == "core":
        core(given.pairs, block, given.threads)
    elif given.side == "numpy":
        numpy(given.pairs, block)
    else:
        how = ["--pairs", given.pairs, "--block", block]
        threads = ["--threads", given.threads] if given.threads else []
        print(heading("M"), "(rows: measures)")
        theirs = child(__file__, "--side", "numpy", *how)
        print(theirs.line("numpy, five measures"), flush=True)
        for side, name in (("core", "communique, all closed-form measures"), ("communique", "the same as a DataFrame")):
            ours = child(__file__, "--side", side, *how, *threads)
            print(ours.line(name))
            wall, processor = ours.wall / theirs.wall, ours.processor / theirs.processor
            print(f"  {wall:.1f} times the wall clock of numpy, {processor:.1f} times the CPU time", flush=True)


if __name__ == "__main__":
    main()
