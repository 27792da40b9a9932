"""Corpora that the tests share, and what to do where ../shared is absent."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

import communique as cq

ROOT = Path(__file__).resolve().parents[2]

HOSTILE = [
    "Émile’s 😀 flag 🇰🇷 waved.\r\nThe “two” sides\u00a0agreed — naïvely — to co\u0301operate.\r\n\r\n"
    "한국과 미국은 동맹이다. 尖閣諸島",
    "",
    "\ufeff\u00a0\n\n\u00a0 \u200b\n",
    "a\x00b NUL. e\u0301e\u0301 \U0001f468\u200d\U0001f469\u200d\U0001f467 family! ﷺ ﬁ ẞ İ",
    "مرحبا بالعالم. שלום עולם! ไทยแลนด์ สวัสดี",
]


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Ctrl-C works here and in processes that tests start: shells let what they run in the background ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def sample() -> cq.Corpus:
    """The sample corpus."""
    return cq.sample()


@pytest.fixture(scope="session")
def hostile() -> cq.Corpus:
    """Texts with all that makes bytes, characters and code points differ."""
    return cq.Corpus(HOSTILE)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that is not part of the project."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        pytest.skip("../shared is absent")
    return path


@pytest.fixture(scope="session")
def articles(shared: Path) -> cq.Corpus:
    """The five articles that the project started from."""
    return cq.load(str(shared / "seeds" / "*.txt"))
