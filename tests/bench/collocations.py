"""Collocations of all pairs against NLTK's `BigramCollocationFinder(window_size=5)`, in one run, on one thread.

`python tests/bench/collocations.py [--mb 100] [--nltk-mb 4]`. Each side runs in a fresh process and reports megabytes
of text a second and its peak memory. NLTK is given words that are already cut; ours cuts them. NLTK's window of 5 words
holds the word and the four after it: ours is `window=4, direction="right"`. The text is random words with frequencies
by Zipf's law, so that rare pairs go on appearing.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time

DISTINCT = 50_000


def texts(megabytes: float) -> list[str]:
    """Documents of some 100 kB each."""
    draw = random.Random(1)
    letters = "etaoinshrdlu"
    words = ["".join(draw.choices(letters, k=draw.randint(2, 9))) for _ in range(DISTINCT)]
    weights = [1 / (rank + 2.7) for rank in range(DISTINCT)]
    made, size = [], 0
    while size < megabytes * 1e6:
        drawn = draw.choices(words, weights, k=17_000)
        for start in range(0, len(drawn), 20):
            drawn[start] = drawn[start].title()
            drawn[min(start + 19, len(drawn) - 1)] += "."
        made.append(" ".join(drawn))
        size += len(made[-1])
    return made


def report(size: float, seconds: float, pairs: int) -> None:
    """Prints one line for the parent to read."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(size / seconds, peak, pairs, seconds)


def ours(megabytes: float, threads: int) -> None:
    """Times `Corpus.collocations`, layout included."""
    import communique as cq

    cq.set_options(progress=False)
    made = texts(megabytes)
    size = sum(map(len, made)) / 1e6
    corpus = cq.Corpus(made)
    del made
    start = time.perf_counter()
    table = corpus.collocations(
        window=4, direction="right", min_count=5, measures="log_likelihood", top=1000, threads=threads, output="arrow"
    )
    report(size, time.perf_counter() - start, len(table))


def theirs(megabytes: float) -> None:
    """Times the finder alone."""
    try:
        from nltk.collocations import BigramCollocationFinder
    except ImportError:
        sys.exit("this benchmark compares with NLTK: pip install nltk")
    made = texts(megabytes)
    words = [text.lower().replace(".", "").split() for text in made]
    start = time.perf_counter()
    pairs = 0
    for document in words:
        pairs += len(BigramCollocationFinder.from_words(document, window_size=5).ngram_fd)
    report(sum(map(len, made)) / 1e6, time.perf_counter() - start, pairs)


def child(*arguments: object) -> tuple[float, float]:
    """Runs one side in a process of its own."""
    command = [sys.executable, __file__, *map(str, arguments)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return float(output[0]), float(output[1])


def main() -> None:
    """Times both sides and prints the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=float, default=100)
    parser.add_argument("--nltk-mb", type=float, default=4)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--side", choices=["ours", "nltk"], help="run one side and print its figures")
    given = parser.parse_args()
    if given.side == "ours":
        ours(given.mb, given.threads)
        return
    if given.side == "nltk":
        theirs(given.nltk_mb)
        return
    speed, peak = child("--side", "ours", "--mb", given.mb, "--threads", given.threads)
    print(
        f"communique {given.mb:6.0f} MB {speed:8.2f} MB/s, peak {peak:6.0f} MB, {given.threads} thread(s)", flush=True
    )
    other, other_peak = child("--side", "nltk", "--nltk-mb", given.nltk_mb)
    print(f"nltk       {given.nltk_mb:6.0f} MB {other:8.2f} MB/s, peak {other_peak:6.0f} MB")
    print(f"ratio {speed / other:.0f}")


if __name__ == "__main__":
    main()
