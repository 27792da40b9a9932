"""What communique raises: one tree under :class:`CommuniqueError`, each also the built-in it resembles.

A missing file is the built-in :class:`FileNotFoundError`, Ctrl-C is :class:`KeyboardInterrupt`.
"""

from __future__ import annotations

__all__ = [
    "CommuniqueError",
    "InputError",
    "InternalError",
    "NotInstalledError",
    "OptionError",
    "RuleError",
    "UnknownNameError",
]


class CommuniqueError(Exception):
    """The base of all errors of this package.

    Attributes:
        kind: What went wrong, as one word that stays the same between versions, for example ``"bad_value"``.
        path: The file it went wrong in, or None.
        line: The line in that file, from 1, or None.
    """

    kind: str | None = None
    path: str | None = None
    line: int | None = None


class OptionError(CommuniqueError, ValueError):
    """An option has a value that is not among its choices or outside its limits."""


class RuleError(OptionError):
    """A file of rules (regions, lexicon) does not parse; the message says file and line."""


class UnknownNameError(CommuniqueError, LookupError):
    """No column or document has that name; the message lists the near ones."""


class InputError(CommuniqueError, OSError):
    """A file or table exists and can't be read or written, or does not hold what its format promises."""


class NotInstalledError(CommuniqueError, ImportError):
    """A part that this installation lacks; the message says how to add it."""


class InternalError(CommuniqueError):
    """A defect of this package, never of the input: please report it."""
