"""Errors that say what went wrong, where, and what to do about it.

Every error the library raises on purpose is an `ExtractorError`, so that a caller can catch one class.

>>> raise InputError("not UTF-8: byte 0xe9 at offset 17", where="notes.txt", hint="give --encoding latin-1")
Traceback (most recent call last):
...
extractor.errors.InputError: notes.txt: not UTF-8: byte 0xe9 at offset 17 (give --encoding latin-1)
"""

from __future__ import annotations


class ExtractorError(Exception):
    """Base of all errors of this package.

    Args:
        what: what is wrong, as a clause.
        where: the file, line or field it was found in; None when there is none.
        hint: what to do about it; None when there is nothing to say.
    """

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        self.what = what
        self.where = where
        self.hint = hint
        super().__init__((f"{where}: " if where else "") + what + (f" ({hint})" if hint else ""))


class InputError(ExtractorError):
    """A file, line or argument of the user's that cannot be read."""


class PackError(ExtractorError):
    """A language pack that is missing, malformed or contradicts itself."""


class SpanError(ExtractorError):
    """A span whose offsets and text do not agree with the document."""


class GoldError(ExtractorError):
    """A gold file that cannot be aligned with its text."""


class MissingDependencyError(ExtractorError):
    """An optional package that a feature needs and that is not installed."""
