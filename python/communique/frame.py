"""Tables in and out: pandas from the core's columns, everything else through the Arrow C stream. No pyarrow needed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

import numpy as np

from communique import _core
from communique.errors import NotInstalledError, OptionError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ArrowStream", "Output", "from_any", "records", "to_output", "to_pandas"]

Output = Literal["pandas", "polars", "arrow"]
"""What a verb can return: ``pandas.DataFrame``, ``polars.DataFrame``, or the core's table for any Arrow reader."""

# In bytes of the machine's order, as `Frame.column` documents them.
_DTYPES = {"int": np.int64, "float": np.float64, "bool": np.bool_, "date": np.int32, "timestamp": np.int64}


class ArrowStream(Protocol):
    """Anything that gives an Arrow C stream: polars, pyarrow, DuckDB, pandas with pyarrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


def to_output(frame: _core.Frame, output: Output | str = "pandas", *, spent: bool = False) -> Any:
    """Returns the core's table as the library that ``output`` names.

    Arguments:
        frame: What a verb of the core returned.
        output: "pandas", "polars", or "arrow" for the table itself, which ``pyarrow.table``, ``polars.DataFrame`` and
            DuckDB read without copying numbers and text.
        spent: ``frame`` is not used again: pandas takes its numbers over instead of copying them.

    Returns:
        The table. In pandas, ``df.attrs["communique"]`` holds the settings; in Arrow, the schema's metadata does.

    Raises:
        OptionError: ``output`` is something else.
        NotInstalledError: polars is asked for and not installed.
    """
    if output == "pandas":
        return to_pandas(frame, spent=spent)
    if output == "polars":
        try:
            import polars
        except ImportError as error:
            raise NotInstalledError('output="polars" needs polars: pip install polars') from error
        return polars.DataFrame(frame)
    if output == "arrow":
        return frame
    raise _core.unknown_option("output", str(output), get_args(Output))


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dicts."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def to_pandas(frame: _core.Frame, *, spent: bool = False) -> pd.DataFrame:
    """Returns the core's table as a ``pandas.DataFrame`` with ``attrs["communique"]``.

    Columns are int64, float64 and bool, or the nullable Int64 and boolean where a value is missing; dates and
    timestamps ``datetime64[us]`` with NaT; text pandas' default: ``str`` since pandas 3, before that object with None.
    ``spent``: as in ``to_output``.
    """
    import pandas as pd

    names, rows = frame.column_names, frame.num_rows
    kinds = [frame.kind(name) for name in names]
    plain = [name for name, kind in zip(names, kinds, strict=True) if kind != "float"]
    texts = _texts(pd, frame) if "text" in kinds else {}
    settings = json.loads(frame.settings)
    # Last, since they may empty the frame.
    others = {name: texts[name] if name in texts else _series(pd, *frame.column(name, spent)) for name in plain}
    memory, starts = frame.floats(spent)
    floats = np.frombuffer(memoryview(memory), dtype=np.float64)
    # copy=False: the memory is ours alone, so pandas may keep it.
    if not others and starts == [at * rows for at in range(len(names))]:
        # One block of pandas.
        block = floats.reshape(len(names), rows).T
        table = pd.DataFrame(block, columns=names, index=pd.RangeIndex(rows), copy=False)
    else:
        begins = iter(starts)
        columns = {}
        for name in names:
            start = None if name in others else next(begins)
            columns[name] = others[name] if start is None else floats[start : start + rows]
        table = pd.DataFrame(columns, index=pd.RangeIndex(rows), copy=False)
    table.attrs["communique"] = settings
    return table


def _series(pd: Any, kind: str, data: Any, valid: bytearray | None) -> Any:
    if kind == "text":
        # An object array on the way: pandas takes four times as long over a list.
        cells = np.array(data, dtype=object)
        return pd.array(cells, dtype="str") if _text_is_str(pd) else cells
    values: Any = np.frombuffer(data, dtype=_DTYPES[kind])
    missing = None if valid is None else ~np.frombuffer(valid, dtype=np.bool_)
    if kind in ("date", "timestamp"):
        # pandas has no type for days alone; microseconds are what it makes of dates itself since 3.0.
        days = values.astype("datetime64[D]") if kind == "date" else None
        values = values.view("datetime64[us]") if days is None else days.astype("datetime64[us]")
        if missing is not None:
            values[missing] = np.datetime64("NaT")
        return values
    if missing is None:
        return values
    return pd.arrays.IntegerArray(values, missing) if kind == "int" else pd.arrays.BooleanArray(values, missing)


def _texts(pd: Any, frame: _core.Frame) -> dict[str, Any]:
    """The text columns as pandas would make them of lists of str, where it keeps ``str`` in Arrow's memory; else empty.

    They share the core's memory: half a million sentences took a second by way of lists.
    """
    if int(pd.__version__.split(".")[0]) < 3 or pd.StringDtype(na_value=np.nan).storage != "pyarrow":
        return {}
    try:
        import pyarrow as pa
    except ImportError:
        return {}
    if not hasattr(pa.RecordBatchReader, "from_stream"):
        return {}
    with pa.RecordBatchReader.from_stream(frame.texts()) as reader:
        table = reader.read_all()
    return {name: pd.array(table.column(name), dtype="str") for name in table.column_names}


def _text_is_str(pd: Any) -> bool:
    """Whether text is of dtype ``str`` here: always since pandas 3, before that if the user asked for it."""
    return bool(int(pd.__version__.split(".")[0]) >= 3 or pd.get_option("future.infer_string"))


def from_any(source: Any, *, text: str = "text") -> _core.Frame:
    """Returns a table for the core, with all the columns of ``source``.

    Arguments:
        source: A pandas or polars data frame, a pyarrow table, or anything with ``__arrow_c_stream__``; also a series
            or a list of texts, which becomes the column ``text``.
        text: The name of that column.

    Returns:
        The core's table. None, NaN and NaT are null; a pandas column of midnights is a date; times with a zone keep
        the clock of their zone.

    Raises:
        OptionError: A column holds what is neither text, number, yes/no, date nor time; the message names it.
        InputError: The maker of ``source`` failed.
    """
    if isinstance(source, _core.Frame):
        return source
    import pandas as pd

    if isinstance(source, pd.DataFrame):
        names = [str(name) for name in source.columns]
        # By position: names may repeat here, and then the core says so.
        parts = [(name, *_parts(pd, name, source.iloc[:, at])) for at, name in enumerate(names)]
        return _core.Frame.from_columns(parts)
    if isinstance(source, (pd.Series, pd.Index)):
        return _core.Frame.from_columns([(text, *_parts(pd, text, pd.Series(source)))])
    if hasattr(source, "__arrow_c_stream__"):
        return _core.from_stream(source, text)
    if hasattr(source, "to_pylist"):
        # A pyarrow array: one chunk, for which pyarrow has no stream.
        source = source.to_pylist()
    if isinstance(source, (list, tuple)):
        return _core.Frame.from_columns([(text, "text", list(source), None)])
    raise OptionError(
        f"a table is needed (pandas, polars, pyarrow, anything with __arrow_c_stream__) or a list of str,"
        f" not {type(source).__name__}"
    )


def _parts(pd: Any, name: str, series: Any) -> tuple[str, Any, bytes | None]:
    """Kind, data and validity of a pandas column, whatever holds it."""
    types, dtype = pd.api.types, series.dtype
    missing = series.isna().to_numpy(dtype=bool)
    valid = (~missing).tobytes() if missing.any() else None
    if isinstance(dtype, pd.CategoricalDtype):
        series, dtype = series.astype(object), np.dtype(object)
    held = None
    if not (types.is_bool_dtype(dtype) or types.is_numeric_dtype(dtype) or types.is_datetime64_any_dtype(dtype)):
        held = types.infer_dtype(series, skipna=True)
    if types.is_datetime64_any_dtype(dtype) or held in ("date", "datetime", "datetime64"):
        return *_times(pd, series), valid
    if types.is_bool_dtype(dtype) or held == "boolean":
        return "bool", _filled(series, missing, False, np.bool_), valid
    if types.is_integer_dtype(dtype) or held == "integer":
        try:
            return "int", _filled(series, missing, 0, np.int64), valid
        except OverflowError as error:
            raise OptionError(f"column '{name}': a number is outside 64 bits") from error
    if types.is_float_dtype(dtype) or held in ("floating", "mixed-integer-float", "decimal"):
        return "float", _filled(series, missing, np.nan, np.float64), valid
    if held in ("string", "empty"):
        cells = series.astype(object).to_numpy(dtype=object, copy=True)
        cells[missing] = None
        return "text", cells.tolist(), None
    raise OptionError(f"column '{name}' holds {held or dtype}; text, numbers, booleans, dates and times can be read")


def _filled(series: Any, missing: Any, fill: Any, dtype: Any) -> bytes:
    if missing.any():
        cells = series.astype(object).to_numpy(dtype=object, copy=True)
        cells[missing] = fill
    else:
        cells = series.to_numpy()
    if cells.dtype.kind == "u" and cells.size and int(cells.max()) > np.iinfo(np.int64).max:
        raise OverflowError
    return np.ascontiguousarray(cells.astype(dtype)).tobytes()


def _times(pd: Any, series: Any) -> tuple[str, bytes]:
    """Days if all are midnights, else microseconds; the clock of the zone, since a date is a local one."""
    if getattr(series.dtype, "tz", None) is None:
        series = pd.to_datetime(series)
    times = series.dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
    days = times.astype("datetime64[D]")
    if (np.isnat(times) | (days == times)).all():
        return "date", np.where(np.isnat(days), np.datetime64(0, "D"), days).astype(np.int64).astype(np.int32).tobytes()
    return "timestamp", times.tobytes()
