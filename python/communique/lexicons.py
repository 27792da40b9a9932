"""The open lexicon of commitments: look into it, change it, compare, save."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from . import _core
from .frame import to_output

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from ._core import Lexicon as CoreLexicon

__all__ = ["Lexicon", "lexicon"]


class Lexicon:
    """The words by which commitments are found, as rows; every verb with `lexicon=` takes one.

    A row of the table `trigger` opens a commitment ("pledge"), one of `bond` is a noun that names one ("commitment");
    `hedge` and `booster` change strength; `blocker` stops what stands under it. `rows()` shows all. The order in which
    rows are added changes nothing: the longest match wins, and no two rows of a table have the same words and frames.

    Example:
        >>> import communique as cq
        >>> lx = cq.lexicon("commitment").copy("rates")
        >>> lx.add("PLEDGE", "is prepared to adjust")
        'prepared-to-adjust'
        >>> table = cq.Corpus(["The Board is prepared to adjust its stance."]).commitments(lexicon=lx)
        >>> table[["trigger_class", "strength", "content"]].values.tolist()
        [['PLEDGE', 4, 'adjust its stance']]
    """

    _core: CoreLexicon

    def __init__(self, core: CoreLexicon) -> None:
        self._core = core

    @property
    def name(self) -> str:
        """The name."""
        return self._core.name

    @property
    def hash(self) -> str:
        """A fingerprint of all rows: the same rows, however they came in, have the same one."""
        return self._core.hash

    def copy(self, name: str | None = None) -> Lexicon:
        """Returns a lexicon with the same rows, by another name if one is given."""
        return Lexicon(self._core if name is None else self._core.rename(name))

    def add(
        self,
        cls: str,
        words: str,
        frames: str | Iterable[str] | None = None,
        *,
        verb: bool | None = None,
        id: str | None = None,
        be: str | None = None,
        source: str = "",
    ) -> str:
        """Adds a phrase that opens a commitment and returns the id of its row.

        Write the phrase as it stands in a text. A leading "is" or "are" means any form of *be*, a leading "remains" any
        form of *remain*; otherwise the first word is a verb, and all its forms match ("expects", "expected"), unless it
        is a modal. "to" with a verb at the end must follow and belongs to the content; a final "to", "that" or
        preposition says what follows. Adverbs may stand between the words. A row that is there with the same words
        gives way, so a phrase can be moved to another class.

        Arguments:
            cls: trigger class, such as "PLEDGE"; its base strength holds.
            words: the phrase.
            frames: what may follow, such as "to_verb", "that", "noun"; default: as the words say, else "to_verb". The
                guide lists all.
            verb: whether the first word is a verb, all forms of which match; default: as the words say.
            id: id of the row; default: the words.
            be: "be" or "remain", which must stand before; "": nothing; default: as the words say.
            source: where the phrase comes from.

        Raises:
            OptionError: a class or frame that is not known.
            RuleError: nothing is left to look for, or the id is taken.

        Example:
            >>> import communique as cq
            >>> lx = cq.lexicon()
            >>> lx.add("PLEDGE", "obliges itself to"), lx.add("PLAN", "targets", frames="noun")
            ('oblige-itself', 'target')
        """
        several = [frames] if isinstance(frames, str) else None if frames is None else list(frames)
        self._core, made = self._core.add(cls, words, several, verb, id, be, source)
        return made

    def add_hedge(self, words: str) -> str:
        """Adds words that lower strength by one and returns the id of their row; words that are there stay.

        Example:
            >>> import communique as cq
            >>> cq.lexicon().add_hedge("conditions permitting")
            'conditions-permitting'
        """
        self._core, made = self._core.add_words("hedge", words)
        return made

    def add_booster(self, words: str) -> str:
        """Adds words that raise strength by one and returns the id of their row; words that are there stay.

        Example:
            >>> import communique as cq
            >>> cq.lexicon().add_booster("legally bound")
            'legally-bound'
        """
        self._core, made = self._core.add_words("booster", words)
        return made

    def add_row(self, table: str, *, id: str | None = None, **fields: Any) -> str:
        """Adds a row to any table, as it stands in the TOML file, and returns its id.

        Arguments:
            table: "bond", "agent", "thing", "bond_booster", ...: a name in the column `table` of `rows()`.
            id: id of the row; default: the words.
            fields: words, any, class_ (for class), verb, be, then, frames, status, reason, source, ...

        Raises:
            OptionError: a table that is not known.
            RuleError: a field that is not known or does not fit; an id that is taken.

        Example:
            >>> import communique as cq
            >>> cq.lexicon().add_row("agent", any="firms suppliers", id="companies")
            'companies'
        """
        row = {("class" if name == "class_" else name): value for name, value in fields.items()}
        if isinstance(row.get("frames"), str):
            row["frames"] = [row["frames"]]
        self._core, made = self._core.add_row(table, json.dumps({"id": id or "", **row}))
        return made

    def block(self, words: str, reason: str | None = None) -> list[str]:
        """Stops a phrase and returns the ids of the rows that changed.

        What the phrase would open is a near miss from now on, and so is what stands in a clause under it. "to" or
        "that" at the end blocks the phrase before that alone; "to" with a verb blocks it before that verb alone.

        Arguments:
            words: the phrase, as for `add`: "expects that", "stands ready to", "will consider", "commitment".
            reason: near-miss reason; default: that of the row that blocks these words already, else
                "assertive_that_clause" before "that" and "description_or_elaboration" elsewhere.

        Raises:
            OptionError: a reason that is none.

        Example:
            >>> import communique as cq
            >>> lx = cq.lexicon()
            >>> lx.block("stands ready to")
            ['stand-ready']
            >>> corpus = cq.Corpus(["The Board stands ready to act."])
            >>> corpus.near_misses(lexicon=lx)[["candidate", "rule_id", "entry"]].values.tolist()
            [['stands ready to', 'blocked', 'stand-ready']]
        """
        self._core, touched = self._core.block(words, reason)
        return touched

    def remove(self, id_or_words: str) -> int:
        """Takes rows away by id or words, or one word out of lists of words, and returns how many rows that were.

        Raises:
            UnknownNameError: nothing has that name; the message lists the near ones.

        Example:
            >>> import communique as cq
            >>> lx = cq.lexicon()
            >>> lx.remove("look-forward"), lx.remove("is scheduled to")
            (1, 1)
        """
        self._core, count = self._core.remove(id_or_words)
        return count

    def diff(self, other: Lexicon) -> pd.DataFrame:
        """Returns what `other` has that this one has not, and the other way round.

        Returns:
            A table with the column change ("added": only `other` has it, "removed": only this one, "changed":
            as `other` has it), then the columns of `rows()`.

        Example:
            >>> import communique as cq
            >>> lx = cq.lexicon().copy("mine")
            >>> _ = lx.add_hedge("conditions permitting")
            >>> cq.lexicon().diff(lx)[["change", "table", "words"]].values.tolist()
            [['added', 'hedge', 'conditions permitting']]
        """
        table: pd.DataFrame = to_output(self._core.diff(other._core), "pandas")
        return table

    def rows(self) -> pd.DataFrame:
        """Returns all rows, classes first.

        Returns:
            A table with the columns

            - table (text): class, trigger, bond, ...: what the row does.
            - id (text): what `rule_ids` of a commitment names.
            - class (text): trigger class; base (int): its strength, 1 to 5.
            - words (text): what stands in the text.
            - be (text): what must stand before; then (text): what must follow; frames (text): what may follow.
            - status, reason (text): status of its records; near-miss reason.
            - flags (text): verb (all forms match), hedge (the words are a hedge), renew, speech, need, alone, ...
            - source (text): where the row comes from.

        Example:
            >>> import communique as cq
            >>> rows = cq.lexicon().rows()
            >>> rows[rows["id"] == "vow"][["table", "class", "base", "frames"]].values.tolist()
            [['trigger', 'PLEDGE', 4, 'to_verb that noun']]
        """
        table: pd.DataFrame = to_output(self._core.rows(), "pandas")
        return table

    def to_toml(self) -> str:
        """Returns the lexicon as a TOML file, rows sorted."""
        return self._core.to_toml()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the lexicon to a TOML file, which `cq.lexicon(path)` reads."""
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(self.to_toml())

    def __eq__(self, other: object) -> bool:
        """Whether all rows are the same; the name does not count."""
        return isinstance(other, Lexicon) and self.hash == other.hash

    # It can change, so it is no key of a dict.
    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self._core)

    def __repr__(self) -> str:
        return f"<Lexicon {self.name!r}: {len(self)} rows, {self.hash}>"


def lexicon(name: str | os.PathLike[str] = "commitment") -> Lexicon:
    """Returns a lexicon to look at, or to change and hand to `commitments(lexicon=...)`.

    Arguments:
        name: "commitment", the one that comes with the package, or a TOML file; TOML itself where it has several lines.

    Raises:
        FileNotFoundError: no such file.
        RuleError: the file does not parse; the message says file and line.

    Example:
        >>> import communique as cq
        >>> cq.lexicon("commitment").name
        'commitment'
    """
    return Lexicon(_core.Lexicon.read(os.fspath(name)))
