"""Throughput of the verbs: `python tests/bench/throughput.py [PATH] [--mb 100]`; the sample corpus repeated by default.

Prints megabytes of text per second of wall clock and of processor time, and rows. It judges nothing: compare figures of
one run only.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

import communique as cq

if TYPE_CHECKING:
    from collections.abc import Callable

CALLS: dict[str, Callable[[cq.Corpus], object]] = {
    "regions and sentences (first use)": lambda c: c.sentences(regions="nav"),
    "terms": lambda c: c.terms(),
    "terms, case fold, hyphens split": lambda c: c.terms(case="fold", hyphens="split", abbreviations="split"),
    "terms, one thread": lambda c: c.terms(threads=1),
    "terms by document": lambda c: c.terms(by="doc", top=10),
    "ngrams of two words": lambda c: c.ngrams(2, min_count=5),
    "kwic of one word": lambda c: c.kwic("deterrence"),
    "docs": lambda c: c.docs(),
}


def main() -> None:
    """Times each call once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?", help="files, a folder or a glob; default: the sample corpus")
    parser.add_argument("--mb", type=float, default=50, help="repeat the texts up to this size")
    given = parser.parse_args()
    cq.set_options(progress=False)
    texts = [doc.text for doc in (cq.load(given.path) if given.path else cq.sample())]
    size = sum(len(text.encode()) for text in texts) / 1e6
    times = max(1, round(given.mb / size))
    corpus, size = cq.Corpus(texts * times), size * times
    print(f"{size:.0f} MB, {len(corpus):,} documents, communique {cq.__version__}")
    print(f"{'':36}{'MB/s':>8}{'MB/CPU s':>10}{'rows':>12}")
    for name, call in CALLS.items():
        wall, processor = time.perf_counter(), time.process_time()
        rows = len(call(corpus))  # type: ignore[arg-type]
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        print(f"{name:36}{size / wall:8.0f}{size / processor:10.0f}{rows:12,}")


if __name__ == "__main__":
    main()
