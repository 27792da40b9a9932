"""Published numbers of tests/golden/measures, through the functions for bare numbers."""

from __future__ import annotations

import math
import tomllib
from typing import Any

import numpy as np
import pandas as pd
import pytest

import communique as cq
from conftest import ROOT


def golden(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "tests/golden/measures" / f"{name}.toml").read_text(encoding="utf-8"))


def cases(name: str) -> list[Any]:
    return [pytest.param(case, id=f"{case['id']}-{at}") for at, case in enumerate(golden(name)["case"])]


def tables(name: str) -> list[Any]:
    return [pytest.param(table, id=table["id"]) for table in golden(name)["table"]]


def keyness_of(inputs: dict[str, Any], **options: Any) -> pd.DataFrame:
    return cq.keyness_of(
        count_target=inputs["f1"],
        size_target=inputs["n1"],
        count_reference=inputs["f2"],
        size_reference=inputs["n2"],
        **options,
    )


@pytest.mark.parametrize("case", cases("association"))
def test_association(case: dict[str, Any]) -> None:
    table = cq.association(**case["inputs"], measures=case["measure"], **case.get("options", {}))
    assert table.iloc[0, 0] * case.get("scale", 1.0) == pytest.approx(case["expected"], abs=case["tolerance"], rel=0)


@pytest.mark.parametrize("case", cases("keyness"))
def test_keyness(case: dict[str, Any]) -> None:
    if case["measure"] == "rank_sum":
        pytest.skip("a step of mann_whitney, not a measure")
    table = keyness_of(case["inputs"], measures=case["measure"], **case.get("options", {}))
    assert table.iloc[0, 0] * case.get("scale", 1.0) == pytest.approx(case["expected"], abs=case["tolerance"], rel=0)


def inputs_of(table: dict[str, Any]) -> dict[str, Any]:
    inputs = dict(table["constants"])
    for at, column in enumerate(table["columns"]):
        if column.get("input"):
            inputs[column["input"]] = np.array([row[at] for row in table["rows"]], dtype=float)
    return inputs


def compare(table: dict[str, Any], score: Any, signs: Any, totals: Any) -> None:
    for at, column in enumerate(table["columns"]):
        if not column.get("measure"):
            continue
        scores = score(column["measure"], column.get("options", {}))
        transform = {
            "": lambda x: x,
            "log10": np.log10,
            "minus_log10": lambda x: -np.log10(x),
            "sign": lambda x: np.copysign(x, signs),
            "times_n": lambda x: x * totals,
            "per_ln10": lambda x: x / math.log(10),
        }[column.get("transform", "")]
        with np.errstate(divide="ignore"):
            found = transform(np.asarray(scores))
        if "infinite" in column:
            most = column["infinite"]
            found = np.where(np.isinf(found), np.copysign(most, found), found)
        expected = np.array([row[at] for row in table["rows"]], dtype=float)
        close = (found == expected) | (
            np.abs(found - expected) <= column["tolerance"] * np.maximum(1, np.abs(expected))
        )
        assert close.all(), (column["name"], found[~close], expected[~close])


@pytest.mark.parametrize("table", tables("association"))
def test_association_tables(table: dict[str, Any]) -> None:
    inputs = inputs_of(table)
    signs = inputs["f"] - inputs["f1"] * inputs["f2"] / inputs["n"]
    compare(
        table, lambda name, options: cq.association(**inputs, measures=name, **options).iloc[:, 0], signs, inputs["n"]
    )


@pytest.mark.parametrize("table", tables("keyness"))
def test_keyness_tables(table: dict[str, Any]) -> None:
    inputs = inputs_of(table)

    def score(name: str, options: dict[str, Any]) -> pd.Series:
        known = {"k"} if name == "simple_maths" else {"alpha", "comparisons"}
        options = {option: value for option, value in options.items() if option in known}
        return keyness_of(inputs, measures=name, **options).iloc[:, 0]

    compare(table, score, 1.0, 1.0)


@pytest.mark.parametrize("case", cases("dispersion"))
def test_dispersion(case: dict[str, Any]) -> None:
    given = (case["frequencies"], case["sizes"])
    positions = case.get("positions")
    for kind, equal, change in (("expected", False, 0), ("equal", True, 0), ("complement", False, 1)):
        for name, expected in case.get(kind, {}).items():
            table = cq.dispersion(*given, positions=positions, measures=name, equal_sizes=equal)
            found = abs(change - table.iloc[0, 0]) if change else table.iloc[0, 0]
            assert found == pytest.approx(expected, abs=case["tolerance"], rel=0), name


@pytest.mark.parametrize("case", cases("diversity"))
def test_diversity(case: dict[str, Any]) -> None:
    if "call" in case:
        pytest.skip("a step of a measure, not a measure")
    tokens = case.get("tokens")
    if "cycle" in case:
        types, length = case["cycle"]
        tokens = [at % types for at in range(length)]
    table = cq.diversity(
        tokens, frequencies=case.get("frequencies"), measures=case["measure"], **case.get("options", {})
    )
    assert table.iloc[0, 0] == pytest.approx(case["expected"], abs=case["tolerance"], rel=0)


@pytest.mark.parametrize("case", cases("readability"))
def test_readability(case: dict[str, Any]) -> None:
    table = cq.readability_of(**case["counts"], measures=case["measure"])
    assert table.iloc[0, 0] == pytest.approx(case["expected"], abs=case["tolerance"], rel=0)
