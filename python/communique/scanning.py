"""Documents in files that need not fit in memory: read part by part, anew by every verb."""

from __future__ import annotations

import json
import os
from typing import Any

from . import _core
from ._verbs import Verbs
from .corpus import Paths, _json, paths_of
from .errors import OptionError
from .frame import to_output
from .options import how, output_default


class Scan(Verbs):
    """Documents in files, read part by part by every verb; made by `scan`.

    It has the verbs of a corpus that need not see all documents at once: docs, problems, regions, sentences, tokens,
    terms, ngrams, kwic, keyness, dispersion, collocations, commitments, near_misses; each returns the table that it
    returns for a corpus of the same files. Others raise `OptionError`.
    """

    def __init__(self, paths: list[str], options: dict[str, Any]) -> None:
        self._paths = paths
        self._core = _core.Source(paths, _json(options))

    def _verb(self, name: str, options: dict[str, Any], output: str | None, threads: int | None) -> Any:
        for side in ("target", "reference") if name == "keyness" else ():
            if not isinstance(options[side], (str, type(None))):
                raise OptionError(f'{side}: must be conditions, such as "year>=2022,kind=report", in a scan')
        frame = self._core.verb(name, _json(options), how(threads))
        return to_output(frame, output or output_default())

    def run(
        self,
        out: str | os.PathLike[str],
        tables: dict[str, dict[str, Any]],
        *,
        resume: bool = False,
        threads: int | None = None,
    ) -> dict[str, Any]:
        """Computes several tables in one pass over the files and writes them to a folder, as Parquet, with `run.json`.

        Every part that is done is kept in the folder until the tables are written, so that a run that was stopped, or
        killed, goes on from there with `resume=True`; the tables are the same, byte for byte.

        Arguments:
            out: the folder; made if it is not there.
            tables: for each verb its options: `{"terms": {}, "ngrams": {"n": 2, "min_count": 5}}`.
            resume: go on with an unfinished run of the same files and tables; without one, begin.
            threads: threads to use; results do not depend on it.

        Returns:
            What is in `run.json`: version, settings, inputs, counts, problems, timings.

        Raises:
            OptionError: a verb or an option that can't be computed part by part; an unfinished run in the folder.
            InputError: inputs that changed since the run was begun; a folder that can't be written to.

        Example:
            >>> import tempfile, communique as cq
            >>> with tempfile.TemporaryDirectory() as out:
            ...     summary = cq.scan("seeds/").run(out, {"terms": {"min_count": 2}, "docs": {}})
            >>> summary["documents"], [table["verb"] for table in summary["tables"]]
            (29, ['terms', 'docs', 'problems'])
        """
        summary: dict[str, Any] = json.loads(self._core.run(os.fspath(out), _json(tables), resume, how(threads)))
        return summary

    def __repr__(self) -> str:
        shown = ", ".join(map(repr, self._paths[:3])) + (", ..." if len(self._paths) > 3 else "")
        return f"<Scan: {shown}>"


def scan(
    paths: Paths,
    *,
    text: str | None = None,
    id: str | None = None,
    date: str | None = None,
    dates: str | os.PathLike[str] | None = None,
    date_pattern: str | None = None,
    encoding: str | None = None,
    input_format: str | None = None,
    recursive: bool = True,
    rules: str | os.PathLike[str] | None = None,
    memory: str | int = "2GB",
    part: str | int | None = None,
) -> Scan:
    """Returns documents in files, which every verb reads part by part: for corpora that do not fit in memory.

    Files, formats and options are those of `Corpus.from_files`. Nothing is read until a verb is called, and each call
    reads the files again; to compute several tables in one pass, use `Scan.run`. A file of rows (jsonl, csv, tsv,
    parquet) is read in blocks, plain or packed; any other file is one document, which is never cut. The encoding of a
    file in blocks is found from its first megabyte. In `keyness`, sides are conditions, such as
    "year>=2022,kind=report".

    Arguments:
        paths: one path or several.
        text: column with the text, for jsonl, csv and parquet; default "text".
        id: column with the id; default "id" or "doc_id", else `path:row`.
        date: column with the date; default "date".
        dates: a csv file that gives documents (by id, file name or stem) a date and variables.
        date_pattern: regular expression on the file name with groups year, month, day or one ISO date.
        encoding: read bytes as this encoding; default: found.
        input_format: read every file as this format; default: by its name.
        recursive: read folders within folders.
        rules: a file of region rules to use instead of the built-in ones.
        memory: memory for text and counts, in bytes or as "500MB"; what does not fit is put aside in files of the
            system's folder for temporary ones. The result comes on top, and so do the words of `collocations`, the
            cells of `dispersion` and `keyness`, and `by="doc"`.
        part: bytes of text read at a time; default: a thirty-second of the memory, 48 MiB at most. No result depends
            on it.

    Raises:
        OptionError: an option that is not valid. Paths are looked at when a verb is called.

    Example:
        >>> import communique as cq
        >>> c = cq.scan("seeds/", memory="500MB")
        >>> c.terms(stopwords="en", top=2)[["term", "count"]].values.tolist()
        [['agreed', 182], ['two', 172]]
    """
    options = {
        "text": text,
        "id": id,
        "date": date,
        "dates": None if dates is None else os.fspath(dates),
        "date_pattern": date_pattern,
        "encoding": encoding,
        "input_format": input_format,
        "recursive": recursive,
        "rules": None if rules is None else os.fspath(rules),
        "memory": str(memory),
        "part": None if part is None else str(part),
    }
    return Scan(paths_of(paths), options)
