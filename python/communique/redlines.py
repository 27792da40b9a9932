"""Two documents compared, sentence by sentence and word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from . import _core
from .corpus import Corpus, _json
from .errors import OptionError
from .frame import to_output
from .options import how, output_default

if TYPE_CHECKING:
    import os

    import pandas as pd

__all__ = ["Redline", "View", "redline"]

View = Literal["inline", "side_by_side", "both"]
"""What a page shows: one text with what went and what came, both texts row by row, or the one and then the other."""


class Redline:
    """What became of each sentence of one document in another: a table, and a page to read.

    A notebook shows the text with its changes. Made by `redline`.
    """

    def __init__(self, a: Corpus, b: Corpus, options: dict[str, Any], threads: int | None = None) -> None:
        self._a, self._b, self._options, self._threads = a, b, _json(options), threads

    def table(self, *, output: str | None = None) -> pd.DataFrame:
        """Returns one row a sentence, with the words that changed: the columns of `Corpus.redline`.

        Arguments:
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.

        Example:
            >>> import communique as cq
            >>> a = "We will stay as long as we are needed here. We met in May, and talked about the sea and the law."
            >>> b = "We met in May, and talked about the sea and the law. We will not stay as long as we are needed."
            >>> table = cq.redline(a, b).table()
            >>> table[["relation", "words_removed", "words_added"]].fillna("").values.tolist()
            [['kept', '', ''], ['moved', 'here', 'not']]
        """
        frame = self._a._core.redline(self._b._core, self._options, how(self._threads))
        table: pd.DataFrame = to_output(frame, output or output_default())
        return table

    def html(self, view: View = "inline") -> str:
        """Returns the page: self-contained, without scripts, readable without colour and on paper.

        Arguments:
            view: "inline" (one text, with what went and what came), "side_by_side", or "both".

        Raises:
            UnknownNameError: a view that is not known.
        """
        if view not in get_args(View):
            raise _core.unknown_option("view", str(view), get_args(View))
        return self._a._core.redline_page(self._b._core, self._options, view, how(self._threads))

    def to_html(self, path: str | os.PathLike[str], view: View = "inline") -> None:
        """Writes the page to a file.

        Arguments:
            path: the file.
            view: as `html`.

        Raises:
            UnknownNameError: a view that is not known.
        """
        page = self.html(view)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)

    def _repr_html_(self) -> str:
        return self._a._core.redline_page(self._b._core, self._options, "fragment", how(self._threads))

    def __repr__(self) -> str:
        counts = self.table(output="pandas")["relation"].value_counts(sort=False)
        listed = ", ".join(f"{count} {relation}" for relation, count in counts.items())
        return f"<Redline {self._a.ids[0]!r} → {self._b.ids[0]!r}: {listed or 'no sentences'}>"


def redline(
    a: Corpus | str,
    b: Corpus | str,
    *,
    regions: str | list[str] | None = None,
    duplicates: str = "keep",
    threads: int | None = None,
) -> Redline:
    """Returns what became of each sentence of `a` in `b`, and of the words in it.

    Relations: kept (line ends and spaces do not count), edited, moved, split, merged, inserted, deleted. Exchanging `a`
    and `b` mirrors them.

    Arguments:
        a: the document before; of any corpus, or a text.
        b: the document after.
        regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
        duplicates: "drop" leaves out units that repeat another one of the document.
        threads: threads to use; the result does not depend on it.

    Raises:
        OptionError: a corpus that is not one document, or an option that is not valid.

    Example:
        >>> import communique as cq
        >>> c = cq.sample()
        >>> r = cq.redline(c["2019-10-14-joint-statement-31st-acm"], c["2020-10-22-joint-statement-32nd-acm"])
        >>> table = r.table()
        >>> row = table[table.words_removed == "ironclad"].iloc[0]
        >>> row.relation, c[row.doc_id_a].text[row.start_a : row.end_a] == row.evidence_a
        ('edited', True)
    """
    options = {"regions": regions, "duplicates": duplicates}
    made = Redline(_document("a", a), _document("b", b), options, threads)
    # Options are checked here, not when the table is asked for.
    made.table(output="arrow")
    return made


def _document(name: str, side: Corpus | str) -> Corpus:
    """A corpus of one document."""
    if isinstance(side, str):
        return Corpus([side], ids=[name])
    if not isinstance(side, Corpus):
        raise OptionError(f"{name}: must be a document or a text, not {type(side).__name__}")
    if len(side) != 1:
        raise OptionError(f"{name}: must be one document, not {len(side)}")
    return side
