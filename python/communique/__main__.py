"""`python -m communique` and the console script: the same command line as the Rust binary."""

import sys

from . import _core


def main() -> int:
    """Runs the command line; returns its exit code."""
    try:
        return _core.cli(["communique", *sys.argv[1:]])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
