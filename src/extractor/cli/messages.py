"""What the command says on standard error, and how it ends."""

from __future__ import annotations

import os
import sys

from extractor.errors import ExtractorError

OK, FAILED, USAGE = 0, 1, 2
"""Exit status: all went well; some input failed or a check did not hold; the command line is wrong."""


def complain(error: ExtractorError, where: str | None = None) -> None:
    """Write an error to standard error, on one line."""
    place = f"{where}: " if where and where != error.where else ""
    print("extract: " + " ".join(f"{place}{error}".split()), file=sys.stderr)
    if os.environ.get("EXTRACT_DEBUG"):
        import traceback

        traceback.print_exception(error.__cause__ or error)


def internal(error: Exception) -> ExtractorError:
    """An error of ours, not of the user's."""
    first = (str(error).splitlines() or [""])[0]
    found = ExtractorError(f"internal error: {type(error).__name__}: {first}", hint="EXTRACT_DEBUG=1 shows the traceback")
    found.__cause__ = error
    return found


def colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def drop_output() -> None:
    """Send what is still buffered nowhere, so that Python does not fail on it once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
