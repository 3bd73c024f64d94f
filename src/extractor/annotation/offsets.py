"""Offsets as annotation tools count them, checked against the text.

We count code points, and so do Label Studio (its text regions, since 1.5) and brat. doccano counts UTF-16 code units,
as JavaScript does: a character beyond the basic plane, such as an emoji, counts as two there.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Mapping
from typing import Literal

from extractor.errors import GoldError

Unit = Literal["code-points", "utf-16"]
UNITS: tuple[Unit, ...] = ("code-points", "utf-16")

TEXT_CHANGED = "import it against the text that was exported"


class Offsets:
    """The offsets of one text in a tool's unit.

    >>> there = Offsets("📉 8 %", "utf-16")
    >>> there.to_tool(2), there.from_tool(3)
    (3, 2)
    """

    def __init__(self, text: str, unit: Unit = "code-points") -> None:
        self.text = text
        self.unit = unit
        self._wide = [i for i, c in enumerate(text) if ord(c) > 0xFFFF] if unit == "utf-16" else []
        self._wide_in_tool = [position + count for count, position in enumerate(self._wide)]
        self.length = self.to_tool(len(text))

    def to_tool(self, offset: int) -> int:
        """An offset of ours in the tool's unit."""
        return offset + bisect_left(self._wide, offset)

    def from_tool(self, offset: int) -> int | None:
        """An offset of the tool's in code points; None inside a character."""
        before = bisect_left(self._wide_in_tool, offset)
        if before and offset == self._wide_in_tool[before - 1] + 1:
            return None
        return offset - before

    def span(self, start: object, end: object, words: str | None, where: str) -> tuple[int, int]:
        """A region of the tool's as code points, once it is sure that it marks what the tool says it marks.

        Args:
            start: the tool's offset of the first character.
            end: the tool's offset after the last one.
            words: what the tool says stands there, if it does; its white space is not compared, for tools rewrite
                line ends.
            where: file and item, for the error.

        Raises:
            GoldError: the offsets are not of this text, cut a character in two, mark nothing, or mark other words.
        """
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= self.length:
            what = f"offsets {start}:{end} mark nothing in a text of {self.length} {self.unit}"
            raise GoldError(what, where=where, hint=self._hint(start, end, words))
        ours = self.from_tool(start), self.from_tool(end)
        if ours[0] is None or ours[1] is None:
            hint = "try --offsets code-points, or mark whole characters"
            raise GoldError(f"offsets {start}:{end} cut a character in two", where=where, hint=hint)
        there = self.text[ours[0] : ours[1]]
        if words is not None and _blank(there) != _blank(words):
            what = f"offsets {start}:{end} hold {there!r}, not {words!r}"
            raise GoldError(what, where=where, hint=self._hint(start, end, words))
        return ours[0], ours[1]

    def _hint(self, start: object, end: object, words: str | None) -> str:
        if words is None or not isinstance(start, int) or not isinstance(end, int):
            return TEXT_CHANGED
        other: Unit = "utf-16" if self.unit == "code-points" else "code-points"
        offsets = Offsets(self.text, other)
        ours = offsets.from_tool(start), offsets.from_tool(end)
        if None not in ours and _blank(self.text[ours[0] : ours[1]]) == _blank(words):
            return f"they agree in the other unit: --offsets {other}"
        return TEXT_CHANGED


def digest(text: str) -> str:
    """The SHA-256 of a text, by which an import knows that it is the text that was exported.

    >>> digest("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def check_text(text: str, origin: Mapping[str, object], where: str) -> None:
    """Refuse a text that is not the one that was exported, where the export left its digest.

    Raises:
        GoldError: it is another text.
    """
    if "sha256" in origin and origin["sha256"] != digest(text):
        hint = "a tool or editor rewrote it, often its line ends or spaces; export again, or put the text back"
        raise GoldError("the text is not the one that was exported", where=where, hint=hint)


def _blank(words: str) -> str:
    return "".join(words.replace("\\n", "\n").split())
