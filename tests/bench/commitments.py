"""Commitments against a spaCy pipeline that only finds the same triggers, in one run, each in a process of its own.

`python tests/bench/commitments.py [PATH] [--mb 25] [--spacy-mb 1] [--threads 1]`. PATH is what `cq.load` takes; by
default the sample corpus is repeated. Ours is `corpus.commitments()`: sentences, tags, clauses, actors, columns. spaCy is
a blank English pipeline with the sentencizer and a `Matcher` with one pattern for each trigger of the lexicon.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import tempfile
from pathlib import Path

from sides import child, heading, measure


def write_texts(path: str | None, megabytes: float, file: Path) -> None:
    """Writes the text to a file of JSON lines, for both sides to read."""
    import communique as cq

    cq.set_options(progress=False)
    corpus = cq.load(path) if path else cq.sample()
    texts = [doc.text for doc in corpus]
    texts *= -int(-megabytes * 1e6 // sum(map(len, texts)))
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(text) + "\n" for text in texts)


def read_texts(file: str, megabytes: float) -> tuple[list[str], float]:
    """The first texts of the file, and their size in MB."""
    texts, size = [], 0
    with Path(file).open(encoding="utf-8") as lines:
        for line in lines:
            texts.append(json.loads(line))
            size += len(texts[-1].encode())
            if size > megabytes * 1e6:
                break
    return texts, size / 1e6


def communique(file: str, megabytes: float, threads: int) -> None:
    """`corpus.commitments()`."""
    import communique as cq

    cq.set_options(progress=False, threads=threads)
    texts, size = read_texts(file, megabytes)
    corpus = cq.Corpus(texts)
    cq.sample().commitments()  # the weights are read at the first call
    measure(size, lambda: len(corpus.commitments()))


def spacy(file: str, megabytes: float) -> None:
    """A `Matcher` over a blank English pipeline."""
    import spacy as peer
    from spacy.matcher import Matcher

    import communique as cq

    texts, size = read_texts(file, megabytes)
    pipeline = peer.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 10**9
    matcher = Matcher(pipeline.vocab)
    rows = cq.lexicon("commitment").rows()
    for row in rows[rows["table"] == "trigger"].itertuples():
        words = str(row.words).split()
        if words:
            first = [words[0], words[0] + "s", words[0].rstrip("e") + "ed", words[0].rstrip("e") + "ing"]
            matcher.add(row.id, [[{"LOWER": {"IN": first}}, *({"LOWER": word} for word in words[1:])]])

    def work() -> int:
        return sum(len(matcher(doc)) for doc in pipeline.pipe(texts))

    measure(size, work)


def main() -> None:
    """Runs both sides and prints their figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?")
    parser.add_argument("--mb", type=float, default=25)
    parser.add_argument("--spacy-mb", type=float, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--side", nargs=3)
    options = parser.parse_args()
    if options.side:
        name, file, megabytes = options.side
        if name == "spacy":
            spacy(file, float(megabytes))
        else:
            communique(file, float(megabytes), options.threads)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "texts.jsonl")
        write_texts(options.path, options.mb, file)
        print(heading("MB"))
        threads = ("--threads", options.threads)
        ours = child(__file__, *threads, "--side", "communique", file, options.mb)
        print(ours.line(f"communique, commitments, {options.threads} thread(s)"))
        if importlib.util.find_spec("spacy") is None:
            print("spaCy is not installed")
            return
        peer = child(__file__, "--side", "spacy", file, options.spacy_mb)
        print(peer.line("spaCy, the triggers alone"))
        print("communique:", ours.ratio(peer))


if __name__ == "__main__":
    main()
