"""Tables in and out: pandas, polars, pyarrow, DuckDB; the Arrow capsules; the door; errors."""

from __future__ import annotations

import datetime as dt
import gc
import importlib
import json
import multiprocessing
import signal
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from communique import _core, errors
from communique.frame import from_any, to_output

PANDAS_3 = int(pd.__version__.split(".")[0]) >= 3
DAYS = [dt.date(2023, 4, 26), None, dt.date(1900, 1, 1)]
TIMES = [dt.datetime(2024, 1, 2, 3, 4, 5, 6), None, dt.datetime(1969, 12, 31, 23)]


def ints(*values: int, type: type = np.int64) -> bytes:
    return np.array(values, dtype=type).tobytes()


@pytest.fixture
def frame() -> _core.Frame:
    gap = bytes([1, 0, 1])
    return _core.Frame.from_columns(
        [
            ("term", "text", ["naïve", None, "日本 𝄞"], None),
            ("count", "int", ints(1, 2, 2**62), None),
            ("rank", "int", ints(1, 0, 3), gap),
            ("score", "float", ints(0.1, np.nan, -0.0, type=np.float64), None),
            ("yes", "bool", bytes([1, 0, 0]), None),
            ("maybe", "bool", bytes([1, 0, 0]), gap),
            ("date", "date", ints(19473, 0, -25567, type=np.int32), gap),
            ("time", "timestamp", ints(1704164645000006, 0, -3600 * 10**6), gap),
        ]
    )


def test_pandas_types_and_values(frame):
    table = to_output(frame, "pandas")
    assert {name: str(dtype) for name, dtype in table.dtypes.items()} == {
        "term": "str" if PANDAS_3 else "object",
        "count": "int64",
        "rank": "Int64",
        "score": "float64",
        "yes": "bool",
        "maybe": "boolean",
        "date": "datetime64[us]",
        "time": "datetime64[us]",
    }
    assert table["term"].isna().tolist() == [False, True, False]
    assert table["term"][2] == "日本 𝄞"
    assert table["count"].tolist() == [1, 2, 2**62]
    assert table["rank"].tolist() == [1, pd.NA, 3]
    assert table["maybe"].tolist() == [True, pd.NA, False]
    assert [None if pd.isna(day) else day.date() for day in table["date"]] == DAYS
    assert [None if pd.isna(time) else time.to_pydatetime() for time in table["time"]] == TIMES
    table.loc[0, "count"] = 7
    table.loc[0, "score"] = 1.5
    assert frame.column("count")[1][:8] == ints(1), "the table's memory is its own"


def test_numbers_taken_over_by_pandas_are_those_that_are_copied(frame):
    copied, taken = to_output(frame, "pandas"), to_output(frame, "pandas", spent=True)
    pd.testing.assert_frame_equal(taken, copied)
    taken["count"] += 1
    taken.loc[0, "rank"] = 7
    assert taken["count"].tolist() == [2, 3, 2**62 + 1]
    assert taken["rank"].tolist() == [7, pd.NA, 3]
    assert copied["count"].tolist() == [1, 2, 2**62]


def test_pandas_needs_no_pyarrow(frame, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert len(to_output(frame)) == 3
    assert from_any(to_output(frame), text="term").column("rank") == frame.column("rank")


def test_text_shares_memory_and_is_what_lists_make(frame, sample, monkeypatch):
    empty = _core.Frame.from_columns([("term", "text", [], None), ("n", "int", b"", None)])
    nothing = _core.Frame.from_columns([("term", "text", ["", None, "\0"], None), ("none", "text", [None] * 3, None)])
    frames = [frame, frame.texts(), empty, nothing, sample.sentences(output="arrow"), sample.docs(output="arrow")]
    shared = [to_output(one) for one in frames]
    monkeypatch.setattr("communique.frame._texts", lambda *_: {})
    for table, one in zip(shared, frames, strict=True):
        made = to_output(one)
        pd.testing.assert_frame_equal(table, made)
        assert table.attrs == made.attrs
        assert table.dtypes.tolist() == made.dtypes.tolist()
        if len(table) and "term" in table:
            table.loc[0, "term"] = "changed"
            pd.testing.assert_frame_equal(to_output(one), made)


def test_attrs_survive_and_compare(frame):
    table = to_output(frame)
    assert table.attrs["communique"] == json.loads(frame.settings) == {}
    assert table.copy().attrs == table.head(1).attrs == table.attrs
    assert pd.concat([table, table]).attrs == table.attrs


def test_polars(frame):
    pl = pytest.importorskip("polars")
    table = to_output(frame, "polars")
    assert table.schema == {
        "term": pl.String,
        "count": pl.Int64,
        "rank": pl.Int64,
        "score": pl.Float64,
        "yes": pl.Boolean,
        "maybe": pl.Boolean,
        "date": pl.Date,
        "time": pl.Datetime("us"),
    }
    assert table["term"].to_list() == ["naïve", None, "日本 𝄞"]
    assert table["date"].to_list() == DAYS
    assert table["time"].to_list() == TIMES
    back = from_any(table, text="term")
    assert [back.column(name) for name in back.column_names if name != "score"] == [
        frame.column(name) for name in frame.column_names if name != "score"
    ]


def test_polars_missing_is_named(frame, monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(errors.NotInstalledError, match="pip install polars"):
        to_output(frame, "polars")


def test_pyarrow(frame):
    pa = pytest.importorskip("pyarrow")
    table = pa.table(to_output(frame, "arrow"))
    table.validate(full=True)
    assert pa.schema(frame).equals(table.schema)
    assert json.loads(table.schema.metadata[b"communique"]) == {}
    assert table["date"].to_pylist() == DAYS
    assert table["time"].to_pylist() == TIMES
    assert table["term"].type == pa.large_string()
    halves = pa.concat_tables([table.slice(0, 1), table.slice(1)])
    back = from_any(halves, text="term")
    assert back.column("term") == frame.column("term")
    assert back.column("rank") == frame.column("rank")


def test_duckdb(frame):
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    core = frame  # noqa: F841 - DuckDB finds it by its name
    relation = duckdb.sql("select sum(count)::bigint as n, max(term) as term from core")
    assert relation.fetchall() == [(2**62 + 3, "日本 𝄞")]
    assert from_any(relation, text="term").num_rows == 1


@pytest.mark.parametrize("rows", [0, 1])
def test_empty_tables(rows):
    columns = [("term", "text", [None] * rows, None), ("n", "int", ints(*range(rows)), None)]
    frame = _core.Frame.from_columns(columns)
    table = to_output(frame)
    assert table.shape == (rows, 2)
    assert str(table["term"].dtype) == ("str" if PANDAS_3 else "object")
    assert str(table["n"].dtype) == "int64"
    assert from_any(table, text="term").column("n") == frame.column("n")
    none = to_output(_core.Frame.from_columns([]))
    assert none.shape == (0, 0)


def growth(consume):
    """KiB that the largest memory of this process grows by when 600 capsules are made, dropped or consumed."""
    import resource

    import pyarrow as pa

    rows = 20_000
    frame = _core.Frame.from_columns([("n", "int", bytes(8 * rows), None), ("t", "text", ["x" * 100] * rows, None)])

    def once():
        capsule = frame.__arrow_c_stream__()
        if consume:
            assert pa.table(frame).num_rows == rows
            assert _core.from_stream(Holder(capsule), "text").num_rows == rows
            with pytest.raises(errors.InputError, match="read already"):
                _core.from_stream(Holder(capsule), "text")
        frame.__arrow_c_schema__()

    for _ in range(60):
        once()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(600):
        once()
    gc.collect()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


@pytest.mark.parametrize("consume", [False, True])
def test_capsules_dropped_or_consumed_leak_nothing(consume):
    pytest.importorskip("pyarrow")
    pytest.importorskip("resource")
    # In a process of its own: the largest memory of this one is that of other tests.
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        grown = pool.submit(growth, consume).result()
    # A round makes at least 160 kB of offsets, 2 MB more where it is consumed: 96 MB, and over a gigabyte.
    assert grown < 60_000


class Holder:
    def __init__(self, capsule):
        self.capsule = capsule

    def __arrow_c_stream__(self, requested_schema=None):
        return self.capsule


def test_arrow_outlives_the_frame():
    pa = pytest.importorskip("pyarrow")
    frame = _core.Frame.from_columns([("n", "int", ints(*range(100_000)), None)])
    table = pa.table(frame)
    del frame
    gc.collect()
    assert table["n"].to_pylist() == list(range(100_000))


def test_foreign_capsules_are_refused():
    frame = _core.Frame.from_columns([])
    with pytest.raises(ValueError, match="PyCapsule"):
        _core.from_stream(Holder(frame.__arrow_c_schema__()), "text")
    with pytest.raises(TypeError):
        _core.from_stream(Holder(None), "text")
    with pytest.raises(AttributeError):
        _core.from_stream(object(), "text")


def test_every_arrow_type():
    pa = pytest.importorskip("pyarrow")
    columns = {
        "text": pa.array(["a", None, "ç"], pa.string_view()),
        "code": pa.array(["x", None, "x"]).dictionary_encode(),
        "small": pa.array([1, None, 3], pa.uint8()),
        "half": pa.array([1.5, None, 2], pa.float32()),
        "money": pa.array([Decimal("1.25"), None, Decimal("2.50")]),
        "null": pa.nulls(3),
        "day": pa.array(DAYS, pa.date64()),
        "tokyo": pa.array(TIMES, pa.timestamp("ns", "Asia/Tokyo")),
    }
    frame = from_any(pa.table(columns))
    kinds = {name: frame.kind(name) for name in frame.column_names}
    assert kinds == {
        "text": "text",
        "code": "text",
        "small": "int",
        "half": "float",
        "money": "float",
        "null": "text",
        "day": "date",
        "tokyo": "timestamp",
    }
    code = frame.column("code")[1]
    assert code == ["x", None, "x"] and code[0] is code[2]
    with pytest.raises(errors.OptionError, match="column 'list' has the Arrow type List"):
        from_any(pa.table({"list": [[1]]}))
    with pytest.raises(errors.InputError, match="two columns are named 'a'"):
        from_any(pa.Table.from_arrays([pa.array([1]), pa.array([2])], ["a", "a"]))


def test_text_that_is_not_utf8_is_refused():
    pa = pytest.importorskip("pyarrow")
    broken = pa.StringArray.from_buffers(1, pa.py_buffer(ints(0, 2, type=np.int32)), pa.py_buffer(b"\xff\xfe"))
    with pytest.raises(errors.InputError, match=r"(?i)utf"):
        from_any(pa.chunked_array([broken]))


def test_plain_values_are_one_column():
    pl = pytest.importorskip("polars")
    pa = pytest.importorskip("pyarrow")
    texts = ["a", None, "b"]
    series = pd.Series(texts, name="x")
    sources = [texts, series, pl.Series("x", texts), pa.chunked_array([["a", None], ["b"]]), pa.array(texts)]
    for source in sources:
        assert from_any(source, text="body").column("body") == ("text", texts, None)


def test_pandas_columns_of_every_kind():
    table = pd.DataFrame(
        {
            "text": pd.Series(["a", None, np.nan], dtype=object),
            "string": pd.array(["a", pd.NA, "b"], dtype="string"),
            "category": pd.Categorical(["x", None, "x"]),
            "numbers": pd.Categorical([1, None, 1]),
            "int8": np.array([1, 2, 3], dtype=np.int8),
            "nullable": pd.array([1, None, 2**60], dtype="Int64"),
            "float": [1.5, np.nan, np.inf],
            "flag": pd.array([True, None, False], dtype="boolean"),
            "flags": pd.Series([True, None, False], dtype=object),
            "midnights": pd.to_datetime(["2024-01-01", None, "1900-01-01"]),
            "times": pd.to_datetime(["2024-01-01 12:00", None, "1900-01-01 00:00"]),
            "seoul": pd.to_datetime(["2024-01-01 12:00", None, "1990-01-01 00:00"]).tz_localize("Asia/Seoul"),
            "days": pd.Series(DAYS, dtype=object),
        }
    )
    table.index = pd.Index([7, 7, 9])
    frame = from_any(table)
    kinds = [frame.kind(name) for name in frame.column_names]
    times = ["date"] + ["timestamp"] * 2 + ["date"]
    assert kinds == ["text"] * 3 + ["int"] * 2 + ["int", "float"] + ["bool"] * 2 + times
    assert frame.column("text") == ("text", ["a", None, None], None)
    assert frame.column("category") == ("text", ["x", None, "x"], None)
    assert frame.column("nullable") == ("int", bytearray(ints(1, 0, 2**60)), bytearray([1, 0, 1]))
    assert to_output(frame)["seoul"][0] == pd.Timestamp("2024-01-01 12:00")
    assert to_output(frame)["days"][0] == pd.Timestamp("2023-04-26")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1, "a"], "column 'text' holds mixed"),
        ([b"a"], "column 'text' holds bytes"),
        (np.array([2**63], dtype=np.uint64), "column 'text': a number is outside 64 bits"),
        ([1j], "column 'text' holds complex"),
    ],
)
def test_columns_that_cannot_be_read(values, message):
    with pytest.raises(errors.OptionError, match=message):
        from_any(pd.DataFrame({"text": values}))


def test_unknown_names_list_the_near_ones(frame):
    with pytest.raises(errors.OptionError, match="output='panda' is not known; did you mean 'pandas'"):
        to_output(frame, "panda")
    with pytest.raises(errors.UnknownNameError, match="did you mean 'term'") as caught:
        frame.column("terms")
    assert isinstance(caught.value, LookupError) and caught.value.kind == "unknown_column"
    with pytest.raises(errors.OptionError, match="text=a lone surrogate: must be text \\(row 1"):
        from_any(["a", "\ud800"])
    with pytest.raises(errors.OptionError, match="not dict"):
        from_any({})


def test_write(frame, tmp_path):
    for name in ("t.csv", "t.jsonl", "t.parquet", "t.txt"):
        frame.write(tmp_path / name)
        first = (tmp_path / name).read_bytes()
        frame.write(str(tmp_path / name))
        assert (tmp_path / name).read_bytes() == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv", "t.jsonl", "t.parquet", "t.txt"]
    table = pd.read_csv(tmp_path / "t.csv")
    assert table["term"][2] == "日本 𝄞" and table["score"][0] == 0.1
    rows = [json.loads(line) for line in (tmp_path / "t.jsonl").read_text("utf-8").splitlines()]
    assert rows[1]["rank"] is None and rows[0]["date"] == "2023-04-26"
    with pytest.raises(FileNotFoundError) as missing:
        frame.write(tmp_path / "no" / "t.csv")
    assert missing.value.errno == 2 and missing.value.filename.endswith("t.csv")
    with pytest.raises(errors.InputError, match=r"must end in one of \.csv"):
        frame.write(tmp_path / "t.xlsx")
    with pytest.raises(errors.OptionError, match="format='xlsx'"):
        frame.write(tmp_path / "t", "xlsx")


def test_parquet_is_read_by_others(frame, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    pl = pytest.importorskip("polars")
    frame.write(tmp_path / "t.parquet")
    table = pq.read_table(tmp_path / "t.parquet")
    assert json.loads(table.schema.metadata[b"communique"]) == {}
    assert table["date"].to_pylist() == DAYS
    assert pl.read_parquet(tmp_path / "t.parquet")["time"].to_list() == TIMES


def test_errors_take_one_message_and_pickle():
    pickle = importlib.import_module("pickle")
    for name in errors.__all__:
        error = getattr(errors, name)("a message")
        assert str(error) == "a message"
        assert isinstance(error, errors.CommuniqueError)
        assert (error.kind, error.path, error.line) == (None, None, None)
        assert str(pickle.loads(pickle.dumps(error))) == "a message"


probe = pytest.mark.skipif(not hasattr(_core, "_probe"), reason="only debug builds have the probe")


@probe
def test_door_returns():
    assert _core._probe("well", 0) == 0


@probe
def test_door_turns_errors_and_panics_into_exceptions(capfd):
    with pytest.raises(errors.OptionError, match="how=error"):
        _core._probe("error", 0)
    with pytest.raises(errors.InternalError, match="a panic on panic"):
        _core._probe("panic", 0)


@probe
def test_door_reports_progress():
    seen: list[tuple[int, int]] = []
    start = time.perf_counter()
    _core._probe("well", 400, lambda done, total: seen.append((done, total)))
    assert len(seen) <= 10 * (time.perf_counter() - start) + 1
    assert seen == sorted(seen) and seen[-1] == (400, 400)

    def fail(done, total):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _core._probe("well", 60_000, fail)


@probe
def test_door_lets_ctrl_c_through_and_others_work():
    ticks: list[float] = []
    stop = threading.Event()

    def tick():
        while not stop.wait(0.01):
            ticks.append(time.perf_counter())

    thread = threading.Thread(target=tick)
    thread.start()
    timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
    timer.start()
    start = time.perf_counter()
    try:
        with pytest.raises(KeyboardInterrupt):
            _core._probe("well", 60_000)
    finally:
        stop.set()
        thread.join()
    assert time.perf_counter() - start < 5
    assert len(ticks) > 5, "other threads run meanwhile"


def test_ctrl_c_stops_a_stream_made_in_python():
    pa = pytest.importorskip("pyarrow")
    schema = pa.schema([("text", pa.string())])

    def batches():
        while True:
            time.sleep(0.01)
            yield pa.record_batch([["a"]], schema=schema)

    threading.Timer(0.2, signal.raise_signal, [signal.SIGINT]).start()
    with pytest.raises(KeyboardInterrupt):
        from_any(pa.RecordBatchReader.from_batches(schema, batches()))


def test_a_failing_stream_says_why():
    pa = pytest.importorskip("pyarrow")
    schema = pa.schema([("text", pa.string())])

    def batches():
        yield pa.record_batch([["a"]], schema=schema)
        raise RuntimeError("the disk is gone")

    with pytest.raises(errors.InputError, match="the disk is gone"):
        from_any(pa.RecordBatchReader.from_batches(schema, batches()))
