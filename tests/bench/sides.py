"""Runs each side of a comparison in a process of its own, and prints wall clock, processor time, memory and ratios."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Figures:
    """What one side took."""

    wall: float
    processor: float
    peak: float
    """MB the process held at most."""
    grew: float
    """MB of these that came while the clock ran."""
    rows: int
    size: float
    """MB of text, or millions of rows."""

    @property
    def speed(self) -> float:
        """Size a second of wall clock."""
        return self.size / self.wall

    def ratio(self, other: Figures) -> str:
        """How much faster than `other` this was."""
        wall = self.speed / other.speed
        processor = self.size / self.processor / (other.size / other.processor)
        return f"{wall:.1f} times the speed by wall clock, {processor:.1f} times by CPU time"

    def line(self, name: str) -> str:
        """The figures as one line of the table."""
        return (
            f"{name:44}{self.size:7.0f}{self.wall:9.2f}{self.processor:9.2f}{self.speed:9.2f}"
            f"{self.size / self.processor:10.2f}{self.peak:9.0f}{self.grew:9.0f}{self.rows:12,}"
        )


def heading(unit: str) -> str:
    """The names of the columns of `Figures.line`."""
    names = (unit, "wall s", "CPU s", f"{unit}/s", f"{unit}/CPU s", "peak MB", "grew MB", "rows")
    widths = (7, 9, 9, 9, 10, 9, 9, 12)
    return " " * 44 + "".join(name.rjust(width) for name, width in zip(names, widths, strict=True))


def measure(size: float, work: Callable[[], int]) -> None:
    """In the child: runs `work`, which returns a number of rows, and prints its figures for the parent."""
    before = peak()
    wall, processor = time.perf_counter(), processor_time()
    rows = work()
    wall, processor = time.perf_counter() - wall, processor_time() - processor
    print(json.dumps(asdict(Figures(wall, processor, peak(), peak() - before, rows, size))))


def processor_time() -> float:
    """Seconds of this process and of the programs it ran."""
    programs = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + programs.ru_utime + programs.ru_stime


def peak() -> float:
    """MB this process held at most so far. Linux gives `ru_maxrss` of the parent to the child, but not `VmHWM`."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def child(script: str, *arguments: object) -> Figures:
    """In the parent: runs one side and returns its figures."""
    command = [sys.executable, script, *map(str, arguments)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Figures(**json.loads(output.splitlines()[-1]))
