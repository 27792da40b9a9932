"""How calls run: threads, chunk size, progress, and the kind of table they return."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from .errors import OptionError

Progress = Callable[[int, int], None]

_DEFAULTS: dict[str, Any] = {"threads": None, "chunk_bytes": None, "progress": None, "output": "pandas"}
_current = dict(_DEFAULTS)


def set_options(**options: Any) -> None:
    """Sets defaults for all later calls.

    Arguments:
        threads: threads to use; None: all cores. Results do not depend on it.
        chunk_bytes: bytes of text in one unit of work; None: 1 MiB. Results do not depend on it.
        progress: False: never show progress; None: on terminals and in notebooks, from the second second on; or a
            function of (bytes done, bytes in all).
        output: "pandas", "polars" or "arrow".

    Raises:
        OptionError: an option that is not known.

    Example:
        >>> import communique as cq
        >>> cq.set_options(threads=2)
        >>> cq.set_options(threads=None)
    """
    for name in options:
        if name not in _DEFAULTS:
            raise OptionError(f"option '{name}' is not known (choices: {', '.join(map(repr, _DEFAULTS))})")
    _current.update(options)


@contextmanager
def using(**options: Any) -> Iterator[None]:
    """Sets options for the calls inside a `with` block.

    Example:
        >>> import communique as cq
        >>> with cq.using(threads=1, progress=False):
        ...     table = cq.sample().terms()
    """
    before = dict(_current)
    set_options(**options)
    try:
        yield
    finally:
        _current.update(before)


def output_default() -> str:
    """The kind of table that verbs return unless asked otherwise."""
    return str(_current["output"])


def how(threads: int | None) -> tuple[int | None, int | None, Progress | None]:
    """How one call runs, as the core takes it."""
    progress = _current["progress"]
    if progress is None:
        progress = _Bar() if _watched() else None
    return _current["threads"] if threads is None else threads, _current["chunk_bytes"], progress or None


def _watched() -> bool:
    """Whether somebody looks: a terminal, or a notebook."""
    return sys.stderr.isatty() or "ipykernel" in sys.modules


class _Bar:
    """A progress bar that shows once a call has taken a second; tqdm's where it is installed."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        if self.bar is None:
            if time.monotonic() - self.start < 1 or total == 0:
                return
            try:
                from tqdm.auto import tqdm
            except ImportError:
                self.bar = False
            else:
                self.bar = tqdm(total=total, unit="B", unit_scale=True, leave=False)
        if self.bar:
            self.bar.total = total
            self.bar.update(done - self.bar.n)
            if done >= total:
                self.bar.close()
