"""Commitments where they stand: sentences with trigger, actor, content, condition and deadline marked."""

from __future__ import annotations

import html
import itertools
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _core
from ._scoring import place
from .corpus import Corpus
from .errors import OptionError
from .frame import records

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from .lexicons import Lexicon

__all__ = ["Shown", "show"]

# Where two roles meet, the first one is drawn.
ROLES = ("trigger", "condition", "deadline", "actor", "content")
# Colours are see-through, so they fit light and dark pages; each role has an underline of its own.
STYLE = """
.cq-show{line-height:1.9;max-width:60em}
.cq-show p{margin:.5em 0}
.cq-show h4{margin:1em 0 .3em}
.cq-show .cq-n{opacity:.6;font-size:.75em;margin-inline-end:.6em}
.cq-show mark{color:inherit;border-radius:2px;padding:1px 0;text-underline-offset:.25em;text-decoration-thickness:2px}
.cq-show .cq-trigger{background:rgba(225,87,89,.28);font-weight:bold;text-decoration:underline solid 3px}
.cq-show .cq-actor{background:rgba(78,121,167,.28);text-decoration:underline double}
.cq-show .cq-content{background:rgba(89,161,79,.18);text-decoration:underline dotted}
.cq-show .cq-condition{background:rgba(176,122,161,.32);text-decoration:underline dashed}
.cq-show .cq-deadline{background:rgba(242,142,43,.32);text-decoration:underline wavy 1px}
.cq-show .cq-label{border:1px solid;border-radius:3px;font-size:.65em;padding:0 .35em;margin-inline:.3em;
vertical-align:.25em;white-space:nowrap;user-select:none}
"""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{font-family:system-ui,sans-serif;margin:2em;background:Canvas;color:CanvasText}}</style>
</head><body>
{body}
</body></html>
"""


class Piece(NamedTuple):
    """A stretch of a sentence with one role, and the labels that stand behind it."""

    text: str
    role: str | None
    notes: tuple[str, ...]
    labels: tuple[str, ...]


class Sentence(NamedTuple):
    """A sentence, cut into pieces."""

    doc_id: str
    sent_id: int
    region: str
    pieces: tuple[Piece, ...]


class Shown:
    """Sentences with what is marked in them: HTML in a notebook, text with [brackets] elsewhere."""

    def __init__(self, sentences: Sequence[Sentence], commitments: int, left_out: int) -> None:
        self.sentences = tuple(sentences)
        self.commitments = commitments
        self.left_out = left_out

    def _summary(self) -> str:
        more = f"; {self.left_out} more sentences (n=None shows all)" if self.left_out else ""
        return f"{self.commitments} commitments in {len(self.sentences)} sentences{more}"

    def __repr__(self) -> str:
        lines: list[str] = []
        doc_id = None
        for sentence in self.sentences:
            if sentence.doc_id != doc_id:
                doc_id = sentence.doc_id
                lines.append(f"# {doc_id}")
            text = "".join(map(_plain, sentence.pieces))
            lines.append(f"{sentence.sent_id:>4}  {' '.join(text.split())}")
        return "\n".join([*lines, f"({self._summary()})"])

    def _repr_html_(self) -> str:
        legend = " ".join(f'<mark class="cq-{role}">{role}</mark>' for role in ROLES)
        parts = [
            f'<div class="cq-show"><style>{STYLE}</style>',
            f'<p>{legend} <span class="cq-label">CLASS strength</span></p>',
        ]
        doc_id = None
        for sentence in self.sentences:
            if sentence.doc_id != doc_id:
                doc_id = sentence.doc_id
                parts.append(f'<h4 dir="auto">{html.escape(doc_id)}</h4>')
            number = f'<span class="cq-n">{sentence.sent_id} {html.escape(sentence.region)}</span>'
            parts.append(f'<p dir="auto">{number}{"".join(map(_marked, sentence.pieces))}</p>')
        parts.append(f'<p class="cq-n">{self._summary()}</p></div>')
        return "\n".join(parts)

    def to_html(self, path: str | os.PathLike[str], *, title: str = "Commitments") -> None:
        """Writes a page that stands alone: no script, nothing is fetched."""
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            # A lone surrogate can't be in a document, but a title may hold one.
            file.write(PAGE.format(title=html.escape(title), body=self._repr_html_()))


def show(
    corpus: Corpus,
    commitments: pd.DataFrame | None = None,
    *,
    sentences: str = "commitments",
    lexicon: Lexicon | str | os.PathLike[str] | None = None,
    regions: str | Sequence[str] | None = None,
    n: int | None = 100,
) -> Shown:
    """Returns the sentences of a document or corpus with their commitments marked.

    Arguments:
        corpus: a document or a corpus.
        commitments: the rows to mark: what `corpus.commitments()` returned, or a part of it; default: all.
        sentences: "commitments": those that hold one; "all": every sentence.
        lexicon: the lexicon to find with, where `commitments` is not given.
        regions: regions to read, as in `commitments`.
        n: how many sentences to show at most; None: all.

    Raises:
        OptionError: an option that is not valid; `commitments` is no such table, or of another corpus.

    Example:
        >>> import communique as cq
        >>> corpus = cq.Corpus(["If attacked, the two sides will respond by May. They met."], ids=["a"])
        >>> cq.show(corpus["a"])
        # a
           1  [condition: If attacked], [actor: the two sides] [WILL 3: will] [content: respond] [deadline: by May].
        (1 commitments in 1 sentences)
    """
    if not isinstance(corpus, Corpus):
        raise OptionError(f"corpus: must be a document or a corpus, not {type(corpus).__name__}")
    if sentences not in ("commitments", "all"):
        raise _core.unknown_option("sentences", str(sentences), ["commitments", "all"])
    if n is not None and (isinstance(n, bool) or not isinstance(n, int) or n < 1):
        raise OptionError(f"n={n!r}: must be a whole number from 1, or None")
    if commitments is None:
        given: Any = lexicon
        commitments = corpus.commitments(lexicon=given, regions=regions, output="pandas")
    elif lexicon is not None:
        raise OptionError("lexicon: can't be given beside the rows that were found with it")
    rows = _rows(commitments)
    held: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for row in rows:
        held.setdefault((row["doc_id"], int(row["sent_id"])), []).append(row)
    all_regions: Any = regions if sentences == "all" else "all"
    table = records(corpus.sentences(regions=all_regions, output="pandas"))
    known = {(row["doc_id"], row["sent_id"]) for row in table}
    for key in held:
        if key not in known:
            raise OptionError(f"commitments: sentence {key[1]} of {key[0]!r} is not among the sentences to show")
    chosen = [row for row in table if sentences == "all" or (row["doc_id"], row["sent_id"]) in held]
    kept = chosen[:n]
    made = [_sentence(row, held.get((row["doc_id"], row["sent_id"]), [])) for row in kept]
    count = sum(len(held.get((row["doc_id"], row["sent_id"]), [])) for row in kept)
    return Shown(made, count, len(chosen) - len(kept))


def _rows(commitments: Any) -> list[dict[str, Any]]:
    """The rows as dicts; of polars and Arrow tables too."""
    if hasattr(commitments, "to_frame") and not hasattr(commitments, "columns"):
        # One row of the table: a pandas series.
        commitments = commitments.to_frame().T
    if hasattr(commitments, "to_dicts"):
        rows = commitments.to_dicts()
    elif hasattr(commitments, "to_dict"):
        rows = commitments.to_dict("records")
    else:
        raise OptionError(f"commitments: must be a table of commitments, not {type(commitments).__name__}")
    for name in ("doc_id", "sent_id", "trigger_start", "trigger_class", "strength"):
        if rows and name not in rows[0]:
            raise OptionError(f"commitments: has no column {name!r}")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _sentence(row: Mapping[str, Any], commitments: Sequence[Mapping[str, Any]]) -> Sentence:
    start, end, text = int(row["start"]), int(row["end"]), str(row["text"])
    spans: list[tuple[int, int, str, str]] = []
    labels: dict[int, list[str]] = {}
    for number, record in enumerate(commitments, 1):
        for role in ROLES:
            at = place(record, f"{role}_")
            if at is None or at[1] <= start or at[0] >= end:
                continue
            a, b = max(at[0], start) - start, min(at[1], end) - start
            note = f"{role} of {record['trigger_class']} {record['strength']}"
            spans.append((a, b, role, f"{number}: {note}" if len(commitments) > 1 else note))
            if role == "trigger":
                labels.setdefault(b, []).append(f"{record['trigger_class']} {record['strength']}")
    edges = sorted({0, len(text), *(edge for a, b, _, _ in spans for edge in (a, b))})
    pieces: list[Piece] = []
    for a, b in itertools.pairwise(edges):
        here = [(role, note) for from_, to, role, note in spans if from_ <= a and b <= to]
        first = min((role for role, _ in here), key=ROLES.index, default=None)
        notes = tuple(dict.fromkeys(note for _, note in here))
        if pieces and pieces[-1][1:3] == (first, notes) and not pieces[-1].labels:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + text[a:b], labels=tuple(labels.get(b, ())))
        else:
            pieces.append(Piece(text[a:b], first, notes, tuple(labels.get(b, ()))))
    return Sentence(str(row["doc_id"]), int(row["sent_id"]), str(row["region"]), tuple(pieces))


def _plain(piece: Piece) -> str:
    if piece.role is None:
        return piece.text
    name = "; ".join(piece.labels) if piece.role == "trigger" and piece.labels else piece.role
    # Spaces at the edges stay outside the brackets.
    inner = piece.text.strip()
    if not inner:
        return piece.text
    before, after = piece.text.split(inner, 1)[0], piece.text.rsplit(inner, 1)[1]
    return f"{before}[{name}: {inner}]{after}"


def _marked(piece: Piece) -> str:
    text = html.escape(piece.text)
    if piece.role is not None:
        text = f'<mark class="cq-{piece.role}" title="{html.escape("; ".join(piece.notes))}">{text}</mark>'
    return text + "".join(f'<bdi class="cq-label">{html.escape(label)}</bdi>' for label in piece.labels)
