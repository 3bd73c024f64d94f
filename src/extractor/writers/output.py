"""Where to write: a file that is there only once it is whole, or standard output."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from extractor.errors import InputError


@contextmanager
def open_output(path: str | None = None) -> Iterator[IO[bytes]]:
    """Where to write: standard output, or a file that is there only once it is whole.

    The bytes go to a temporary file beside `path`, which takes its place when the block ends well, and is removed when
    it does not. A device or a pipe is written to directly.

    Raises:
        InputError: the file cannot be written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = os.path.join(folder, "facts.jsonl")
    ...     with open_output(path) as out:
    ...         there = os.path.exists(path), out.write(b"{}")
    ...     there, os.listdir(folder)
    ((False, 2), ['facts.jsonl'])
    """
    if path is None or path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = os.path.realpath(path)
    mode = _mode(target, path)
    if mode is not None and not stat.S_ISREG(mode):
        with open(target, "wb") as device:
            yield device
        return
    part = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.{os.getpid()}.part")
    try:
        file = open(part, "wb")  # noqa: SIM115 (closed below, before it is renamed)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=path) from None
    try:
        with file:
            yield file
        if mode is not None:
            os.chmod(part, stat.S_IMODE(mode))
        os.replace(part, target)
    except BaseException:
        os.unlink(part)
        raise


def _mode(target: str, path: str) -> int | None:
    """The mode of what is there already; None when nothing is."""
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", where=path) from None
    if stat.S_ISDIR(mode):
        raise InputError("is a directory", where=path, hint="give the name of a file")
    return mode
