"""Time of `redline` and `reuse`: `python tests/bench/redline.py [STATEMENTS] [CORPUS]`; the sample corpus by default.

STATEMENTS is a folder of documents of which consecutive ones are compared, CORPUS files whose words that come again are
looked for. It judges nothing.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time

import communique as cq


def main() -> None:
    """Times each call once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", nargs="?", help="default: the sample corpus")
    parser.add_argument("corpus", nargs="?", help="default: the statements")
    given = parser.parse_args()
    cq.set_options(progress=False)
    documents = list(cq.load(given.statements) if given.statements else cq.sample())
    start, rows = time.perf_counter(), 0
    for a, b in itertools.pairwise(documents):
        rows += a._core.redline(b._core, "{}", (None, None, None)).num_rows
    print(f"redline   {len(documents) - 1:6,} pairs     {time.perf_counter() - start:7.2f} s {rows:9,} rows")
    path = given.corpus or given.statements
    for verb in ("reuse", "passages", "formulas"):
        corpus = cq.load(path) if path else cq.sample()
        start = time.perf_counter()
        found = getattr(corpus, verb)(output="arrow")
        took = time.perf_counter() - start
        print(f"{verb:10}{len(corpus):6,} documents {took:7.2f} s {found.num_rows:9,} rows")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


if __name__ == "__main__":
    main()
