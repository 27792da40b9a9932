"""Measures of bare numbers: arrays in, a table out; and the table of measures."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from . import _core
from .errors import OptionError
from .frame import from_any, to_output

if TYPE_CHECKING:
    import pandas as pd

Names = str | Sequence[str] | None


def measures(search: str | None = None, family: str | None = None) -> pd.DataFrame:
    """Returns the table of measures: name, aliases, family, formula, reading, citation, doi, range, direction, ...

    Arguments:
        search: keep rows with this text in name, aliases, formula, reading or citation; case does not matter.
        family: "association", "keyness", "dispersion", "adjusted_frequency", "diversity", "readability", "weighting",
            "similarity" or "adjustment".

    Raises:
        OptionError: a family that is not known.

    Example:
        >>> import communique as cq
        >>> cq.measures("logdice")[["name", "family", "range_high"]]
               name       family  range_high
        0  log_dice  association        14.0
    """
    table: pd.DataFrame = to_output(_core.measures(search, family), "pandas")
    return table


def association(
    *,
    o11: Any = None,
    o12: Any = None,
    o21: Any = None,
    o22: Any = None,
    f: Any = None,
    f1: Any = None,
    f2: Any = None,
    n: Any = None,
    measures: Names = None,
    p_values: bool = False,
    threads: int | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Returns measures of association, one row a 2x2 table: from cells, or from `f`, `f1`, `f2` and `n`.

    Arguments:
        o11: pairs of both words; array or number. A number stands for all rows.
        o12: word 1 without word 2.
        o21: word 2 without word 1.
        o22: pairs of neither.
        f: pairs of both words.
        f1: all pairs with word 1.
        f2: all pairs with word 2.
        n: all pairs.
        measures: names or aliases (`cq.measures(family="association")`); default: those of the family.
        p_values: add a column `<name>_p` where a measure has a p-value.
        threads: threads to use; the result does not depend on it.
        options: base, alpha, comparisons, discount, span, continuity.

    Raises:
        OptionError: numbers that are no table, or an option that is not known.

    Example:
        >>> import communique as cq
        >>> cq.association(f=8, f1=1105, f2=44, n=15_000_000, measures=["pmi", "log_dice"]).round(2)
             pmi  log_dice
        0  11.27      7.83
    """
    cells = {"o11": o11, "o12": o12, "o21": o21, "o22": o22}
    sums = {"f": f, "f1": f1, "f2": f2, "n": n}
    given = [columns for columns in (cells, sums) if any(value is not None for value in columns.values())]
    if len(given) != 1 or any(value is None for value in given[0].values()):
        raise OptionError("association: give o11, o12, o21 and o22, or f, f1, f2 and n")
    columns = _rows(given[0], full=given[0] is cells)
    return _score("association", columns, measures, {"p_values": p_values, **options}, threads)


def keyness_of(
    *,
    count_target: Any,
    size_target: Any,
    count_reference: Any,
    size_reference: Any,
    measures: Names = None,
    p_values: bool = False,
    bounds: bool = False,
    threads: int | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Returns measures of keyness, one row a term, from its counts and the sizes of both sides.

    Arguments:
        count_target: occurrences in the target; array or number. A number stands for all rows.
        size_target: words of the target.
        count_reference: occurrences in the reference.
        size_reference: words of the reference.
        measures: names or aliases (`cq.measures(family="keyness")`); default: those of the family.
        p_values: add a column `<name>_p` where a measure has a p-value.
        bounds: add columns `<name>_low` and `<name>_high` where a measure has confidence bounds.
        threads: threads to use; the result does not depend on it.
        options: correction, base, alpha, comparisons, k, prior_size.

    Raises:
        OptionError: a count above its size, or an option that is not known.

    Example:
        >>> import communique as cq
        >>> cq.keyness_of(count_target=2, size_target=1e6, count_reference=1, size_reference=1e6, measures="log_ratio")
           log_ratio
        0        1.0
    """
    columns = {
        "count_target": count_target,
        "size_target": size_target,
        "count_reference": count_reference,
        "size_reference": size_reference,
    }
    options = {"p_values": p_values, "bounds": bounds, **options}
    return _score("keyness", _rows(columns), measures, options, threads)


def keyness(
    target: Any,
    reference: Any,
    *,
    target_words: int | None = None,
    reference_words: int | None = None,
    measures: Names = None,
    adjust: str = "holm",
    **options: Any,
) -> pd.DataFrame:
    """Returns which terms are more frequent in one frequency list than in another, most key first.

    Arguments:
        target: a mapping of terms to counts, a pandas Series, or a table with the columns term and count.
        reference: the same for the reference.
        target_words: size of the target; default: the sum of its counts.
        reference_words: size of the reference.
        measures: names or aliases; default: those of the family. The first one sorts.
        adjust: how p, of the first measure that has one, is corrected for the number of terms.
        options: as in `keyness_of`.

    Raises:
        OptionError: what is no frequency list, or an option that is not known.

    Example:
        >>> import communique as cq
        >>> cq.keyness({"deter": 12, "the": 90}, {"deter": 2, "the": 88})["term"].tolist()
        ['deter', 'the']
    """
    import pandas as pd

    sides = [_counts("target", target), _counts("reference", reference)]
    terms = sorted(set(sides[0]) | set(sides[1]))
    counts = [np.array([side.get(term, 0) for term in terms], dtype=np.float64) for side in sides]
    sizes = [
        sum(side.values()) if words is None else words
        for side, words in zip(sides, (target_words, reference_words), strict=True)
    ]
    columns = {
        "count_target": counts[0],
        "size_target": sizes[0],
        "count_reference": counts[1],
        "size_reference": sizes[1],
    }
    scores = _score("keyness", _rows(columns), measures, {"p_values": True, "bounds": True, **options}, None)
    p = [name for name in map(str, scores) if name.endswith("_p")]
    table = pd.DataFrame(
        {"term": terms, "count_target": counts[0].astype(int), "count_reference": counts[1].astype(int)}
    )
    for name, column, size in zip(("target", "reference"), counts, sizes, strict=True):
        table[f"per_million_{name}"] = column * 1e6 / size if size else np.nan
    table = pd.concat([table, scores.drop(columns=p)], axis=1)
    table["p"] = scores[p[0]] if p else np.nan
    table["p_adjusted"] = _adjust(table["p"], adjust, None)
    first = scores.columns[0]
    known = _core_directions()
    table = table.sort_values(
        [first, "count_target", "term"], ascending=[known.get(first) == "lower", False, True], na_position="last"
    ).reset_index(drop=True)
    table.attrs = scores.attrs
    return table


def keyness_texts(
    *,
    count_target: Any,
    size_target: Any,
    count_reference: Any,
    size_reference: Any,
    measures: Names = None,
    p_values: bool = True,
    **options: Any,
) -> pd.DataFrame:
    """Returns measures of keyness on texts for one term: its frequency in each text, and the sizes of the texts.

    Arguments:
        count_target: the frequency of the term in each text of the target.
        size_target: the words of each of these texts, or of all.
        count_reference: the frequency in each text of the reference.
        size_reference: the words of each of these texts, or of all.
        measures: names or aliases; default: all measures on texts.
        p_values: add a column `<name>_p` where a measure has a p-value.
        options: alpha, comparisons, permutations, seed.

    Example:
        >>> import communique as cq
        >>> cq.keyness_texts(
        ...     count_target=[3, 4, 5], size_target=100, count_reference=[0, 1, 2], size_reference=100,
        ...     measures="welch_t",
        ... ).round(3)
           welch_t  welch_t_p
        0    3.674      0.021
    """
    target = _rows({"count_target": count_target, "size_target": size_target})
    reference = _rows({"count_reference": count_reference, "size_reference": size_reference})
    return _score("keyness_texts", target | reference, measures, {"p_values": p_values, **options}, None)


def dispersion(
    frequencies: Any,
    sizes: Any = None,
    *,
    positions: Any = None,
    measures: Names = None,
    threads: int | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Returns measures of dispersion: one row for a term, or for each row of a matrix of terms by parts.

    Arguments:
        frequencies: the frequency of the term in each part; two-dimensional: a row a term.
        sizes: the words of each part; default: parts of one size, which holds the largest frequency a hundred times.
        positions: the places of the term in the whole corpus, from 0; for measures of distance.
        measures: names or aliases (`cq.measures(family="dispersion")`); default: those of the family.
        threads: threads to use; the result does not depend on it.
        options: equal_sizes.

    Raises:
        OptionError: lengths that differ, a frequency above the size of its part.

    Example:
        >>> import communique as cq
        >>> cq.dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11], measures=["range", "dp"]).round(2)
           range    dp
        0    5.0  0.18
    """
    matrix = _array("frequencies", frequencies)
    parts = matrix.shape[-1] if matrix.ndim else 1
    if sizes is None:
        sizes = np.full(parts, 100.0 * float(matrix.max(initial=1.0)))
    columns = {"frequencies": matrix.ravel(), "sizes": _array("sizes", sizes).ravel()}
    if positions is not None:
        columns["positions"] = _array("positions", positions).ravel()
    return _score("dispersion", columns, measures, options, threads)


def diversity(
    tokens: Any = None,
    *,
    frequencies: Any = None,
    function_words: Iterable[str] | None = None,
    measures: Names = None,
    threads: int | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Returns measures of lexical diversity: one row for a text, or for each of several.

    Arguments:
        tokens: the tokens of a text (any values, compared as they are), or a list of such lists.
        frequencies: instead, the frequencies of the types of one text; measures that need the order are NaN.
        function_words: words that are no content words, for lexical density.
        measures: names or aliases (`cq.measures(family="diversity")`); default: those of the family.
        threads: threads to use; the result does not depend on it.
        options: segment, window, threshold, closes, sample, seed.

    Raises:
        OptionError: an option that is not known or not valid.

    Example:
        >>> import communique as cq
        >>> cq.diversity("the two sides and the two flags".split(), measures=["ttr", "hapax_share"]).round(3)["ttr"][0]
        np.float64(0.714)
    """
    if (tokens is None) == (frequencies is None):
        raise OptionError("diversity: give tokens or frequencies")
    if frequencies is not None:
        columns = {"frequencies": _array("frequencies", frequencies).ravel()}
        return _score("diversity", columns, measures, options, threads)
    if isinstance(tokens, str):
        raise OptionError("tokens: must be a list of tokens; cut text with cq.tokenize")
    listed = list(tokens)
    nested = bool(listed) and not isinstance(listed[0], str) and isinstance(listed[0], Iterable)
    texts = [list(text) for text in listed] if nested else [listed]
    ids: dict[Any, int] = {}
    flat = [token for text in texts for token in text]
    columns = {
        "tokens": np.array([ids.setdefault(token, len(ids)) for token in flat], dtype=np.float64),
        "lengths": np.array([len(text) for text in texts], dtype=np.float64),
    }
    if function_words is not None:
        known = set(function_words)
        columns["function_words"] = np.array([token in known for token in flat], dtype=np.float64)
    return _score("diversity", columns, measures, options, threads)


def readability_of(*, measures: Names = None, **counts: Any) -> pd.DataFrame:
    """Returns readability formulas on counts that are already made, one row an input row.

    Arguments:
        measures: names or aliases (`cq.measures(family="readability")`); default: those of the family.
        counts: words, sentences, syllables, letters, ... A formula whose count is not given is NaN.

    Raises:
        OptionError: a count or a measure that is not known.

    Example:
        >>> import communique as cq
        >>> cq.readability_of(words=100, sentences=5, syllables=150, measures="flesch_reading_ease").round(1).iloc[0, 0]
        np.float64(59.6)
    """
    return _score("readability", _rows(counts), measures, {}, None)


def weighting(
    counts: Any, weighting: str | None = None, *, tf: str | None = None, df: str | None = None, **options: Any
) -> Any:
    """Returns the weights of a matrix of counts, documents in rows and terms in columns, in the same form.

    Arguments:
        counts: numbers in two dimensions (numpy, pandas, lists), a scipy sparse matrix, or what `dtm` returns.
        weighting: "tfidf", "tfidf_sklearn" or "bm25"; default: counts, or what `tf`, `df` and `norm` say.
        tf: weight of a term in its document (`cq.measures(family="weighting")`).
        df: weight of a term in all documents.
        options: norm, smoothing, k, base, floor, k1, b, bm25_variant: as in `Corpus.dtm`.

    Returns:
        A numpy array, or a `scipy.sparse.csr_array` where `counts` is sparse. Cells of 0 stay 0.

    Raises:
        OptionError: negative counts, an option that is not known, or options that do not go together.

    Example:
        >>> import communique as cq
        >>> cq.weighting([[2, 0], [1, 1]], "tfidf", base=2).tolist()
        [[0.0, 0.0], [0.0, 1.0]]
    """
    matrix = getattr(counts, "matrix", counts)
    sparse = hasattr(matrix, "tocsr")
    if sparse:
        # Each cell once and in order, as the core takes them; what was given is not changed.
        held = matrix.tocsr(copy=True)
        held.sum_duplicates()
        cells = {"data": held.data, "indices": held.indices, "indptr": held.indptr, "columns": held.shape[1]}
    else:
        array = _array("counts", matrix)
        if array.ndim != 2:
            raise OptionError(f"counts: must have two dimensions, not {array.ndim}")
        places = array != 0
        cells = {
            "data": array[places],
            "indices": np.nonzero(places)[1],
            "indptr": np.concatenate([[0], np.cumsum(places.sum(axis=1))]),
            "columns": array.shape[1],
        }
    columns = {name: _array(name, values).ravel() for name, values in cells.items()}
    named = {"weighting": weighting, "tf": tf, "df": df, **options}
    weights = np.asarray(_table("weighting", columns, named, None)["weight"], dtype=np.float64)
    if sparse:
        from scipy.sparse import csr_array

        return csr_array((weights, held.indices, held.indptr), shape=held.shape)
    made = np.zeros(array.shape)
    made[places] = weights
    return made


def similarity_of(
    x: Any, y: Any, *, measures: Names = None, threads: int | None = None, **options: Any
) -> pd.DataFrame:
    """Returns how alike two vectors are, or row by row two matrices of one shape: counts or weights of terms.

    Arguments:
        x: numbers, one a term; two-dimensional: a row a pair.
        y: the same for the other side.
        measures: names or aliases (`cq.measures(family="similarity")`); default: those of the family.
        threads: threads to use; the result does not depend on it.
        options: pseudocount.

    Raises:
        OptionError: shapes that differ, or an option that is not known.

    Example:
        >>> import communique as cq
        >>> cq.similarity_of([1, 1, 0], [1, 0, 1], measures=["cosine", "jaccard", "manhattan"]).round(3)
           cosine  jaccard  manhattan
        0     0.5    0.333        2.0
    """
    sides = [_array(name, values) for name, values in (("x", x), ("y", y))]
    if sides[0].shape != sides[1].shape or sides[0].ndim not in (1, 2):
        shapes = " and ".join(str(side.shape) for side in sides)
        raise OptionError(f"x, y: must be vectors of one length, or matrices of one shape, not {shapes}")
    columns = {"x": sides[0].ravel(), "y": sides[1].ravel(), "columns": _array("columns", [sides[0].shape[-1]])}
    return _score("similarity", columns, measures, options, threads)


def adjust(p: Any, method: str = "holm", *, comparisons: int | None = None) -> np.ndarray[Any, Any]:
    """Returns p-values corrected for many comparisons, in the same order; NaN stays NaN.

    Arguments:
        p: the p-values.
        method: "holm", "bonferroni", "sidak", "benjamini_hochberg" or "none".
        comparisons: the number of comparisons; default: of the p-values that are not NaN.

    Example:
        >>> import communique as cq
        >>> cq.adjust([0.01, 0.04], "bonferroni").tolist()
        [0.02, 0.08]
    """
    return _adjust(p, method, comparisons)


def _adjust(p: Any, method: str, comparisons: int | None) -> np.ndarray[Any, Any]:
    options = {"method": method, "comparisons": comparisons}
    frame = _core.numbers("adjust", [("p", _array("p", p).ravel())], json.dumps(options), None)
    return np.asarray(to_output(frame, "pandas")["p_adjusted"], dtype=np.float64)


def is_list(side: Any) -> bool:
    """Whether it is a frequency list: a mapping, a table with a column term, or a Series with terms as index."""
    if isinstance(side, Mapping):
        return True
    columns = getattr(side, "columns", None)
    if columns is not None:
        return "term" in list(columns)
    index = getattr(side, "index", None)
    return hasattr(side, "items") and index is not None and getattr(side, "dtype", None) not in ("bool", "boolean")


def frequency_list(name: str, side: Any) -> _core.Frame:
    """A frequency list as a table of the core."""
    import pandas as pd

    counts = _counts(name, side)
    return from_any(pd.DataFrame({"term": pd.Series(list(counts), dtype=object), "count": list(counts.values())}))


def _counts(name: str, side: Any) -> dict[str, Any]:
    """Terms and counts, terms that come twice added up."""
    if isinstance(side, Mapping):
        pairs: Iterable[tuple[Any, Any]] = side.items()
    elif is_list(side) and hasattr(side, "columns"):
        if "count" not in list(side.columns):
            raise OptionError(f"{name}: must have the columns term and count")
        pairs = zip(side["term"], side["count"], strict=True)
    elif is_list(side):
        pairs = side.items()
    else:
        raise OptionError(f"{name}: must be a mapping of terms to counts, a Series, or a table with term and count")
    counts: dict[str, Any] = {}
    for term, count in pairs:
        if not isinstance(term, str):
            raise OptionError(f"{name}: a term is {term!r}; must be text")
        counts[term] = counts.get(term, 0) + (count.item() if hasattr(count, "item") else count)
    return counts


def _core_directions() -> dict[str, str]:
    table = to_output(_core.measures(None, "keyness"), "pandas")
    return dict(zip(table["name"], table["direction"], strict=True))


def _array(name: str, values: Any) -> np.ndarray[Any, Any]:
    try:
        return np.ascontiguousarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise OptionError(f"{name}: must be numbers ({error})") from error


def _rows(columns: Mapping[str, Any], *, full: bool = True) -> dict[str, np.ndarray[Any, Any]]:
    """Columns of one length: single numbers stand for all rows; unless `full`, they stay single."""
    arrays = {name: _array(name, values).ravel() for name, values in columns.items()}
    length = next((len(array) for array in arrays.values() if len(array) != 1), 1)
    for name, array in arrays.items():
        if len(array) not in (1, length):
            raise OptionError(f"{name}: {len(array)} values; must be one, or as many as the others ({length})")
    if not full:
        return arrays
    return {name: np.ascontiguousarray(np.broadcast_to(array, length)) for name, array in arrays.items()}


def _score(
    what: str, columns: Mapping[str, Any], measures: Names, options: dict[str, Any], threads: int | None
) -> pd.DataFrame:
    names = [measures] if isinstance(measures, str) else None if measures is None else list(measures)
    return _table(what, columns, {"measures": names, **options}, threads)


def _table(what: str, columns: Mapping[str, Any], options: dict[str, Any], threads: int | None) -> pd.DataFrame:
    frame = _core.numbers(what, list(columns.items()), json.dumps(options), threads)
    table: pd.DataFrame = to_output(frame, "pandas", spent=True)
    return table
