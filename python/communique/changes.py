"""What changed between two documents, or two groups of them."""

from __future__ import annotations

import reprlib
from typing import TYPE_CHECKING, Any

from .corpus import Corpus, _json
from .errors import OptionError
from .frame import to_output
from .options import how, output_default

if TYPE_CHECKING:
    import pandas as pd


def compare(
    a: Corpus, b: Corpus, *, output: str | None = None, threads: int | None = None, **options: Any
) -> pd.DataFrame:
    """Returns what became of the commitments of `a` in `b`: one row a commitment; columns as `Corpus.compare`.

    Arguments:
        a: the earlier document or documents.
        b: the later ones; they may be of another corpus.
        output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
        threads: threads to use; the result does not depend on it.
        options: regions, duplicates and lexicon, as in `Corpus.compare`.

    Raises:
        OptionError: a side that is no document or corpus, or an option that is not known.

    Example:
        >>> import communique as cq
        >>> c = cq.sample()
        >>> table = cq.compare(c["2022-11-09-joint-statement-34th-acm"], c["2023-11-13-joint-statement-35th-acm"])
        >>> firmer = table[table["relation"] == "strengthened"].iloc[0]
        >>> f"{firmer.strength_a} -> {firmer.strength_b}: {firmer.words_added}"
        '4 -> 5: firmly'
    """
    for name, side in (("a", a), ("b", b)):
        if not isinstance(side, Corpus):
            raise OptionError(f"{name}={reprlib.repr(side)}: must be a document or a corpus")
    for name in ("a", "b"):
        if name in options:
            raise OptionError(f"{name}: given twice")
    frame = a._core.compare(b._core, _json(options), how(threads))
    table: pd.DataFrame = to_output(frame, output or output_default())
    return table
