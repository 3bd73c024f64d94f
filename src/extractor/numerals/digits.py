"""Numbers in digits, with the separators of a language."""

from __future__ import annotations

from decimal import Decimal
from typing import Any


def read_digits(surface: str, table: dict[str, Any]) -> Decimal:
    """The value of a folded digit token.

    A separator before exactly three digits groups when the language groups with it and the head is no zero;
    otherwise it marks the decimals. Two different separators: the last is the decimal one.

    Args:
        surface: as the token expression matched it.
        table: `digits` of the pack's numerals.toml.

    >>> fr = {"group": [" ", ".", "'"], "decimal": [",", "."], "english_group": ","}
    >>> [str(read_digits(s, fr)) for s in ("35.000", "31,5", "1 234 567,50", "0.500", "2.5", "1,234,567", "1'234.5")]
    ['35000', '31.5', '1234567.50', '0.500', '2.5', '1234567', '1234.5']
    """
    marks = [c for c in surface if not c.isdigit()]
    if not marks:
        return Decimal(surface)
    last = marks[-1]
    tail = surface[surface.rindex(last) + 1 :]
    only_groups = len(set(marks)) == 1 and len(tail) == 3
    if only_groups and _groups(last, len(marks), surface, table):
        return Decimal(surface.replace(last, ""))
    head = surface[: surface.rindex(last)]
    for mark in set(marks):
        head = head.replace(mark, "")
    return Decimal(f"{head}.{tail}")


def _groups(mark: str, count: int, surface: str, table: dict[str, Any]) -> bool:
    if surface.startswith("0"):
        return False
    return mark in table["group"] or (mark == table.get("english_group") and count > 1)
