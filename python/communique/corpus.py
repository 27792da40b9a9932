"""The corpus: documents with their text, never altered, and the verbs on them."""

from __future__ import annotations

import json
import os
import re
import reprlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from . import _core
from ._verbs import Verbs
from .errors import NotInstalledError, OptionError
from .frame import from_any, to_output
from .lexicons import Lexicon
from .numbers import frequency_list, is_list
from .options import how, output_default

if TYPE_CHECKING:
    import pandas as pd

    from ._core import Corpus as CoreCorpus
    from ._core import Frame

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


class DocumentTermMatrix(NamedTuple):
    """Counts of terms in documents.

    Attributes:
        matrix: `scipy.sparse.csr_array` of int64; a row a document, a column a term.
        vocabulary: the terms, in the order of the columns (by code point).
        doc_ids: the ids, in the order of the rows.
    """

    matrix: Any
    vocabulary: list[str]
    doc_ids: list[str]

    def to_frame(self) -> pd.DataFrame:
        """Returns a sparse `pandas.DataFrame`: documents in rows, terms in columns."""
        import pandas as pd

        sparse: Any = pd.DataFrame.sparse
        frame: pd.DataFrame = sparse.from_spmatrix(self.matrix, index=self.doc_ids, columns=self.vocabulary)
        return frame


class Corpus(Verbs):
    """Documents with their text, never altered, and the verbs on them.

    Arguments:
        texts: the texts, one `str` each; `None` is a row of `problems()`.
        ids: their ids, unique; default: "0", "1", ...
        dates: their dates (ISO text, `datetime.date`, or pandas datetimes); unknown is None.
        meta: document variables: a mapping of names to values, or a table with a row a text. A column `date` is taken
            for the dates.
        rules: text of a file of region rules to use instead of the built-in ones.

    Raises:
        OptionError: lengths that differ, or two texts with one id.

    Example:
        >>> import communique as cq
        >>> c = cq.Corpus(["The US told us so.", "They agreed to deter."], ids=["a", "b"])
        >>> len(c), c["a"].text[4:6]
        (2, 'US')
    """

    _core: CoreCorpus

    def __init__(
        self,
        texts: Iterable[str | None],
        *,
        ids: Iterable[str] | None = None,
        dates: Iterable[Any] | None = None,
        meta: Mapping[str, Iterable[Any]] | Any = None,
        rules: str | None = None,
    ) -> None:
        if isinstance(texts, str):
            raise OptionError(f"texts={texts[:40]!r}: must be a list of texts; for one text write [text]")
        rows = [None if _missing(text) else text for text in texts]
        for place, text in enumerate(rows):
            if text is not None and not isinstance(text, str):
                raise OptionError(f"texts[{place}]={reprlib.repr(text)}: must be str, not {type(text).__name__}")
        columns: dict[str, Any] = {"id": range(len(rows)) if ids is None else list(ids)}
        if dates is not None:
            columns["date"] = list(dates)
        if meta is not None:
            columns = {**{str(name): list(meta[name]) for name in meta}, **columns}
        for name, column in columns.items():
            if len(column) != len(rows):
                raise OptionError(f"{name}: {len(column)} values for {len(rows)} texts")
        # A text column of a name that no variable has.
        name = "text" + "_" * max((len(name) for name in columns), default=0)
        frame = _frame_of({**columns, name: rows}, name)
        self._core = _core.Corpus.from_frame(frame, name, "id", "date" if "date" in columns else None, rules)

    @classmethod
    def _of(cls, core: CoreCorpus) -> Corpus:
        corpus = object.__new__(cls)
        corpus._core = core
        return corpus

    @classmethod
    def from_files(
        cls,
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
        threads: int | None = None,
    ) -> Corpus:
        """Returns a corpus read from files, folders and globs, in that order.

        Formats: txt, md with front matter, html, jsonl, csv, tsv, parquet, each also .gz and .zst. Encodings are
        found file by file and reported by `docs()`. A file that can't be read is a row of `problems()`.

        Arguments:
            paths: one path or several; a folder is read in the order of the names, or of its `manifest.toml`.
            text: column with the text, for jsonl, csv and parquet; default "text".
            id: column with the id; default "id" or "doc_id", else `path:row`. A text file's id is its path as given.
            date: column with the date; default "date".
            dates: a csv file that gives documents (by id, file name or stem) a date and variables.
            date_pattern: regular expression on the file name with groups year, month, day or one ISO date.
            encoding: read bytes as this encoding; default: found.
            input_format: read every file as this format; default: by its name.
            recursive: read folders within folders.
            rules: a file of region rules to use instead of the built-in ones.
            threads: threads to use; the result does not depend on it.

        Raises:
            FileNotFoundError: a path that does not exist.
            OptionError: an option that is not valid.

        Example:
            >>> import communique as cq
            >>> c = cq.Corpus.from_files("seeds/*.txt")
            >>> c["2019-10-14-joint-statement-31st-acm"].docs()["encoding"].tolist()
            ['utf-8']
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
        }
        return cls._of(_core.Corpus.open(paths_of(paths), json.dumps(options), how(threads)))

    @classmethod
    def from_dir(cls, path: str | os.PathLike[str], **options: Any) -> Corpus:
        """Returns a corpus of all documents in a folder; options as `from_files`.

        Raises:
            FileNotFoundError: no such folder.
            OptionError: the path is a file.

        Example:
            >>> import communique as cq
            >>> len(cq.Corpus.from_dir("seeds/"))
            29
        """
        if os.path.isfile(path):
            raise OptionError(f"path='{os.fspath(path)}': must be a folder; for files use Corpus.from_files")
        return cls.from_files(path, **options)

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        *,
        text: str = "text",
        id: str | None = None,
        date: str | None = None,
        rules: str | None = None,
    ) -> Corpus:
        """Returns a corpus with a document for each row of a table.

        Arguments:
            frame: `pandas.DataFrame`, `polars.DataFrame`, `pyarrow.Table`, or anything with `__arrow_c_stream__`.
            text: the column with the text.
            id: the column with the id; default "id" or "doc_id" where there is one, else the row number.
            date: the column with the date; default "date" where there is one.
            rules: text of a file of region rules.

        Every other column is kept as a document variable.

        Raises:
            UnknownNameError: a column that is not there.

        Example:
            >>> import pandas as pd, communique as cq
            >>> df = pd.DataFrame({"text": ["We will stay."], "country": ["Sarn"], "year": [2024]})
            >>> cq.Corpus.from_frame(df).kwic("will")[["pre", "keyword", "post", "country"]].values.tolist()
            [['We', 'will', 'stay', 'Sarn']]
        """
        return cls._of(_core.Corpus.from_frame(from_any(frame, text=text), text, id, date, rules))

    def dtm(self, *, output: str = "scipy", threads: int | None = None, **options: Any) -> DocumentTermMatrix:
        """Returns the document-term matrix: `(matrix, vocabulary, doc_ids)`.

        Arguments:
            output: "scipy" (`csr_array`, of int64, or of float64 where weighted; needs scipy).
            threads: threads to use; the result does not depend on it.
            options: as `terms`, but for `by`; `min_count`, `min_docs` and `top` apply over the whole corpus. Weights in
                place of the counts as in `similarity`: `weighting`, or `tf`, `df` and `norm`, with `smoothing`, `k`,
                `base`; they are those of the terms and documents in the matrix.

        Raises:
            NotInstalledError: scipy is not installed.
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> matrix, vocabulary, doc_ids = cq.sample().dtm(min_docs=20, stopwords="en")
            >>> matrix.shape == (len(doc_ids), len(vocabulary))
            True
            >>> float(cq.sample().dtm(weighting="tfidf_sklearn").matrix.power(2).sum().round(6))
            29.0
        """
        if output != "scipy":
            raise OptionError(f"output='{output}' is not known (choices: 'scipy')")
        try:
            import numpy as np
            from scipy.sparse import csr_array
        except ImportError as error:
            raise NotInstalledError("dtm needs scipy: pip install scipy") from error
        weighted, data, indices, indptr, vocabulary, _settings = self._core.dtm(_json(options), how(threads))
        cells = np.frombuffer(memoryview(data), np.float64 if weighted else np.int64)
        parts = (cells, np.frombuffer(memoryview(indices), np.int32), np.frombuffer(memoryview(indptr), np.int64))
        matrix = csr_array(parts, shape=(len(self), len(vocabulary)))
        return DocumentTermMatrix(matrix, vocabulary, self.ids)

    def report(self, out: str | os.PathLike[str] = "report", *, threads: int | None = None) -> str:
        """Writes tables (CSV and Parquet) and one self-contained page, `index.html`, to a folder.

        Arguments:
            out: the folder; made if it is not there.
            threads: threads to use; the result does not depend on it.

        Returns:
            A short summary: what was written, and where.
        """
        return self._core.report(os.fspath(out), how(threads))

    @property
    def ids(self) -> list[str]:
        """The ids, in order."""
        return self._core.ids()

    @property
    def variables(self) -> pd.DataFrame:
        """The document variables: `doc_id`, `date`, and what was read beside the text; a row a document."""
        table: pd.DataFrame = to_output(self._core.variables(), "pandas")
        return table

    def __getattr__(self, name: str) -> Any:
        """A document variable as a pandas Series: `c.year >= 2022` is a mask.

        Also `year` and `month` of the date, as in `by=`: a month is text such as "2024-05".
        """
        if name.startswith("_"):
            raise AttributeError(name)
        table = self.variables
        if name in ("year", "month") and name not in table:
            return _part(table["date"], name)
        if name not in table:
            known = ", ".join(repr(str(column)) for column in table.columns)
            raise AttributeError(f"{type(self).__name__} has no verb or variable '{name}' (variables: {known})")
        return table[name]

    def filter(self, keep: Any) -> Corpus:
        """Returns the documents for which `keep` is true, in order; they share the text of this corpus.

        Arguments:
            keep: a value a document (list, numpy array, pandas Series), a function of the table `variables` that
                returns one, or a query such as "year >= 2022 and kind == 'report'".

        Raises:
            OptionError: the number of values is not the number of documents, or the query is not valid.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> len(c.filter(lambda v: v["kind"] == "joint_statement")), len(c[c.year >= 2024])
            (7, 9)
        """
        places = self._places("keep", keep)
        if places is None:
            raise OptionError("keep=None: must be a mask, a function or a query")
        return Corpus._of(self._core.select(places))

    def compound(self, phrases: Any) -> Corpus:
        """Returns the same documents, in which each phrase counts as one term of every verb; they share the text.

        The words of a phrase are cut and folded as the text is, and `_` joins them: "joint statement" counts as
        `joint_statement`. The longest phrase comes first; none crosses a sentence. Patterns of `kwic`, `trends`,
        `lines` and `collocations` find the joined term as "joint statement" and as `joint_statement`; one of its words
        alone is no term any more.

        Arguments:
            phrases: a list of phrases, or a table with a column `term`, such as `multiwords()` and `ngrams()` return.

        Raises:
            OptionError: phrases that are not text. A phrase of one word is an error of the verb that is called.

        Example:
            >>> import communique as cq
            >>> c = cq.Corpus(["The joint statement stands."]).compound(["joint statement"])
            >>> c.tokens()[["start", "end", "term"]].values.tolist()
            [[0, 3, 'the'], [4, 19, 'joint_statement'], [20, 26, 'stands']]
        """
        table = hasattr(phrases, "columns") and "term" in phrases.columns
        listed = [phrases] if isinstance(phrases, str) else list(phrases["term"] if table else phrases)
        for phrase in listed:
            if not isinstance(phrase, str):
                raise OptionError(f"phrases: {reprlib.repr(phrase)} must be str, not {type(phrase).__name__}")
        return type(self)._of(self._core.compound(listed))

    @overload
    def __getitem__(self, key: str | int) -> Document: ...
    @overload
    def __getitem__(self, key: slice | Sequence[Any]) -> Corpus: ...
    def __getitem__(self, key: Any) -> Document | Corpus:
        """One document by id, unique stem or place; several by slice, list of ids, or a mask."""
        if isinstance(key, str):
            return Document._of(self._core.select([self._core.find(key)]))
        if isinstance(key, slice):
            return Corpus._of(self._core.select(list(range(len(self)))[key]))
        if hasattr(key, "__index__"):
            place = key.__index__()
            if not -len(self) <= place < len(self):
                raise IndexError(f"document {place} of {len(self)}")
            return Document._of(self._core.select([place % len(self)]))
        keys = list(key)
        if keys and all(isinstance(name, str) for name in keys):
            return Corpus._of(self._core.select([self._core.find(name) for name in keys]))
        return self.filter(keys)

    def _keyness(self, options: dict[str, Any], threads: int | None) -> Frame:
        """`keyness`, once its sides are places of documents, another corpus or a list."""
        target, reference = options["target"], options["reference"]
        options = {**options, "target": self._side("target", target), "reference": None}
        if isinstance(reference, Corpus):
            return self._core.keyness(_json(options), reference._core, None, how(threads))
        if is_list(reference):
            return self._core.keyness(_json(options), None, frequency_list("reference", reference), how(threads))
        options["reference"] = self._side("reference", reference)
        return self._core.verb("keyness", _json(options), how(threads))

    def _side(self, name: str, side: Any) -> list[int] | None:
        """The same as `_places`, which must be some, if there is a document at all."""
        places = self._places(name, side)
        if places == [] and len(self):
            if not isinstance(side, str):
                raise OptionError(f"{name}: must hold for at least one document")
            words = set(re.findall(r"\w+", side))
            empty = [column for column, values in self._queried().items() if column in words and values.isna().all()]
            why = f"; no document has a {empty[0]}" if empty else ""
            raise OptionError(f"{name}={side!r}: must hold for at least one document{why}")
        return places

    def _places(self, name: str, side: Any) -> list[int] | None:
        """The places of the documents that `side` asks for: a query, a function, or a mask."""
        if side is None:
            return None
        if isinstance(side, Corpus):
            if side is self:
                return list(range(len(self)))
            raise OptionError(f"{name}: must be a mask, a function or a query, not another corpus")
        if isinstance(side, str):
            side = self._query(name, side)
        values = list(side(self.variables) if callable(side) else side)
        if len(values) != len(self):
            raise OptionError(f"{name}: {len(values)} values for {len(self)} documents")
        return [place for place, value in enumerate(values) if not _missing(value) and bool(value)]

    def _queried(self) -> pd.DataFrame:
        """What queries ask of: the variables, and year and month of the date."""
        table = self.variables
        for part in ("year", "month"):
            if part not in table:
                table[part] = _part(table["date"], part)
        return table

    def _query(self, name: str, query: str) -> Any:
        """The mask of a query on the variables, and on year and month of the date."""
        from pandas.errors import UndefinedVariableError

        table = self._queried()
        try:
            mask = table.eval(query, engine="python")
        except UndefinedVariableError as error:
            wrong = str(error).split("'")[1]
            raise _core.unknown_option(name, wrong, [str(column) for column in table]) from error
        except Exception as error:
            raise OptionError(f"{name}={query!r}: {error}") from error
        if getattr(mask, "dtype", None) not in ("bool", "boolean") and len(self):
            raise OptionError(f"{name}={query!r}: must be a condition, such as year >= 2022")
        return mask

    def __iter__(self) -> Iterator[Document]:
        return (self[place] for place in range(len(self)))

    def __len__(self) -> int:
        return len(self._core)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} documents, {self._core.bytes:,} bytes of text>"

    def _repr_html_(self) -> str:
        table = to_output(self._core.variables(), "pandas").head(10)
        return f"<p>{len(self)} documents, {self._core.bytes:,} bytes of text</p>{table.to_html(index=False)}"

    def _verb(self, name: str, options: dict[str, Any], output: str | None, threads: int | None) -> Any:
        if name == "keyness":
            return to_output(self._keyness(options, threads), output or output_default())
        if name == "compare":
            options = {**options, **{side: self._side(side, options[side]) for side in ("a", "b")}}
        if name == "track":
            options = {**options, "docs": self._side("docs", options["docs"])}
        frame = self._core.verb(name, _json(options), how(threads))
        return to_output(frame, output or output_default(), spent=True)


class Document(Corpus):
    """One document: a corpus of one, with its text.

    Example:
        >>> import communique as cq
        >>> doc = cq.sample()["2019-10-14-joint-statement-31st-acm"]
        >>> row = doc.kwic("current force level").iloc[0]
        >>> doc.text[row.start:row.end]
        'current force level'
    """

    @property
    def id(self) -> str:
        """The document's id."""
        return self.ids[0]

    @property
    def text(self) -> str:
        """The text as it came; `start` and `end` of every table count its code points."""
        return self._core.text(0)

    @property
    def meta(self) -> dict[str, Any]:
        """The document's date and variables."""
        return {str(name): value for name, value in self.variables.iloc[0].items() if name != "doc_id"}

    def __repr__(self) -> str:
        return f"<Document {self.id!r}: {len(self.text):,} characters>"


def paths_of(paths: Paths) -> list[str]:
    """One path or several as a list of text."""
    several = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    return [os.fspath(path) for path in several]


def load(paths: Paths, **options: Any) -> Corpus:
    """Returns a corpus read from files, folders and globs: short for `Corpus.from_files`, with the same options.

    Example:
        >>> import communique as cq
        >>> len(cq.load("seeds/"))
        29
    """
    return Corpus.from_files(paths, **options)


def sample() -> Corpus:
    """Returns the sample corpus that comes with the package: 29 invented articles and statements on talks of allies.

    Example:
        >>> import communique as cq
        >>> cq.sample()
        <Corpus: 29 documents, 111,390 bytes of text>
    """
    return Corpus._of(_core.Corpus.sample())


def tokenize(text: str, **options: Any) -> list[str]:
    """Returns the terms of a text, as every verb counts them; usable as `analyzer` of scikit-learn's vectorizers.

    Arguments:
        text: the text.
        options: token options, as in `Corpus.terms`: hyphens, abbreviations, quotes, case, numbers, ...

    Example:
        >>> import communique as cq
        >>> cq.tokenize("The US told us: the ROS-US alliance stays.")
        ['the', 'US', 'told', 'us', 'the', 'ROS-US', 'alliance', 'stays']
    """
    return _core.tokenize(text, _json(options))


def _missing(text: Any) -> bool:
    """None, NaN and pandas' NA."""
    return text is None or type(text).__name__ == "NAType" or (isinstance(text, float) and text != text)


def _part(dates: pd.Series[Any], name: str) -> pd.Series[Any]:
    """The year of dates, or their month as by= has it: "2024-05"."""
    part: pd.Series[Any] = dates.dt.year if name == "year" else dates.dt.strftime("%Y-%m")
    return part


def _frame_of(columns: dict[str, Any], text: str) -> Frame:
    """Columns as the core takes them, by way of pandas, which knows all kinds of dates."""
    import pandas as pd

    held = {name: pd.Series(column, dtype=object if name == text else None) for name, column in columns.items()}
    return from_any(pd.DataFrame(held))


def _plain(value: Any) -> Any:
    """What JSON does not know: numpy numbers, sets, paths, lexicons."""
    if hasattr(value, "item"):
        return value.item()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, Lexicon):
        return value.to_toml()
    if isinstance(value, Iterable):
        return sorted(value) if isinstance(value, (set, frozenset)) else list(value)
    raise OptionError(f"{value!r}: must be text, a number, True, False, None or a list of these")


def _json(options: dict[str, Any]) -> str:
    return json.dumps(options, default=_plain)
