"""All closed-form measures of association against five of them in numpy, in one run, each in a process of its own.

`python tests/bench/association.py [--pairs 10] [--threads N]`, in millions of pairs, 65,536 at a time. Arrays go in on
both sides; out come arrays of numpy, the core's table (which Arrow reads without a copy), and in the last line the
`pandas.DataFrame` of `cq.association`.
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
BLOCK = 1 << 16


def tables() -> dict[str, object]:
    """The counts of a block of pairs."""
    import numpy as np

    draw = np.random.default_rng(1)
    total = 90_000_000
    f1, f2 = (np.floor(10 ** draw.uniform(1, 5, BLOCK)) for _ in range(2))
    f = np.floor(np.minimum(f1, f2) * draw.uniform(0, 1, BLOCK) ** 4) + 1
    return {"f": f, "f1": f1, "f2": f2, "n": float(total)}


def core(pairs: float, threads: int | None) -> None:
    """The core's table, before it is a `pandas.DataFrame`."""
    import json

    import numpy as np

    import communique as cq
    from communique import _core

    given = tables()
    names = [name for name in cq.measures(family="association")["name"] if name not in NOT_CLOSED]
    packed = [(name, np.full(BLOCK, array, dtype=np.float64)) for name, array in given.items()]
    options = json.dumps({"measures": names})

    def work() -> int:
        made = []
        for _ in range(round(pairs * 1e6 / BLOCK)):
            made = [_core.numbers("association", packed, options, threads)]
        return len(made)

    measure(pairs, work)


def communique(pairs: float, threads: int | None) -> None:
    """`cq.association`."""
    import communique as cq

    given = tables()
    names = [name for name in cq.measures(family="association")["name"] if name not in NOT_CLOSED]

    def work() -> int:
        columns = 0
        for _ in range(round(pairs * 1e6 / BLOCK)):
            columns = cq.association(**given, measures=names, threads=threads).shape[1]
        return columns

    measure(pairs, work)


def numpy(pairs: float) -> None:
    """PMI, log-likelihood, chi-squared, t-score and logDice, each an expression over whole columns."""
    import numpy as np

    f, f1, f2, n = tables().values()

    def work() -> int:
        scores: list[object] = []
        for _ in range(round(pairs * 1e6 / BLOCK)):
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
    parser.add_argument("--threads", type=int)
    parser.add_argument("--side", choices=["communique", "core", "numpy"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.side == "communique":
        communique(given.pairs, given.threads)
    elif given.side == "core":
        core(given.pairs, given.threads)
    elif given.side == "numpy":
        numpy(given.pairs)
    else:
        threads = ["--threads", given.threads] if given.threads else []
        print(heading("M"), "(rows: measures)")
        theirs = child(__file__, "--side", "numpy", "--pairs", given.pairs)
        print(theirs.line("numpy, five measures"), flush=True)
        for side, name in (("core", "communique, all closed-form measures"), ("communique", "the same as a DataFrame")):
            ours = child(__file__, "--side", side, "--pairs", given.pairs, *threads)
            print(ours.line(name))
            wall, processor = ours.wall / theirs.wall, ours.processor / theirs.processor
            print(f"  {wall:.1f} times the wall clock of numpy, {processor:.1f} times the CPU time", flush=True)


if __name__ == "__main__":
    main()
