"""Every example runs: docstrings and README."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import communique
from conftest import ROOT

MODULES = sorted(module.name for module in pkgutil.iter_modules(communique.__path__) if module.name != "_core")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name: str) -> None:
    if name == "plot":
        pytest.importorskip("matplotlib")
    module = importlib.import_module(f"communique.{name}")
    with pd.option_context("display.width", 100, "display.max_columns", 10):
        failed, _ = doctest.testmod(module, optionflags=FLAGS)
    assert failed == 0


def test_every_public_name_has_a_docstring_and_every_verb_an_example() -> None:
    for name in communique.__all__:
        assert getattr(communique, name).__doc__, name
    for name, verb in vars(communique._verbs.Verbs).items():
        if not name.startswith("_"):
            assert ">>>" in verb.__doc__, name
            assert "Returns:" in verb.__doc__, name


def test_readme(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    with pd.option_context("display.width", 100, "display.max_columns", 10):
        failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=FLAGS)
    assert failed == 0
    assert tried > 5
    commands = [line for block in re.findall(r"```bash\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    ours = [line for line in commands if line.startswith("communique ")]
    assert ours
    for line in ours:
        command = line.replace("communique ", f"{sys.executable} -m communique ", 1)
        command = command.replace("report/", f"{tmp_path}/report/")
        done = subprocess.run(command, shell=True, capture_output=True, check=False)
        assert done.returncode == 0, (line, done.stderr)


@pytest.mark.parametrize(("name", "least"), [("commitments", 20), ("large", 10)])
def test_guides(name: str, least: int) -> None:
    path = ROOT / "python" / "docs" / f"{name}.md"
    with pd.option_context("display.width", 100, "display.max_columns", 10):
        failed, tried = doctest.testfile(str(path), module_relative=False, optionflags=FLAGS)
    assert failed == 0
    assert tried >= least


def test_generated_files_are_up_to_date() -> None:
    done = subprocess.run([sys.executable, "python/generate.py", "--check"], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_manifest_of_the_seeds_is_up_to_date() -> None:
    done = subprocess.run([sys.executable, "seeds/make_manifest.py", "--check"], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
