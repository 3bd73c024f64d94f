"""Exchange rates that the equivalents of a document imply: two that disagree show a misread amount."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.linker.frames import Draft

TOLERANCE = 2
"""Rates that differ by more than this factor are not of one day, or one of them is misread."""


class _Rate(NamedTuple):
    """How much of the second currency one unit of the first is, by the draft of an equivalent."""

    value: Decimal
    place: int
    draft: Draft


def rate_warnings(drafts: Sequence[Draft], ids: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """Warnings for equivalents whose implied exchange rate most others of the document contradict.

    "1,2 milliard de dinars (355 millions d'euros)" and "3 milliards de dinars (887.000 euros)" cannot both be right:
    with only two of a pair of currencies both are warned of, with more those that disagree with most of the others.

    Args:
        drafts: settled drafts in text order.
        ids: id of a draft (`id(draft)`) → id of its fact.

    Returns:
        For `id(draft)` of each equivalent in doubt, what is wrong.
    """
    pairs: dict[tuple[str, str], list[_Rate]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        found = _implied(draft)
        if found is not None:
            pairs[found[0]].append(_Rate(found[1], place, draft))
    said: dict[int, tuple[str, ...]] = {}
    for (one, other), rates in pairs.items():
        ordered = sorted(rates)
        values = [rate.value for rate in ordered]
        for rate in ordered:
            near = bisect_right(values, rate.value * TOLERANCE) - bisect_left(values, rate.value / TOLERANCE)
            if 2 * (len(values) - near) <= len(values) - 1:
                continue
            against = next(r for r in (ordered[len(ordered) // 2], ordered[0], ordered[-1]) if _apart(r.value, rate.value))
            said[id(rate.draft)] = (
                f"1 {one} = {_plain(rate.value)} {other} by this amount, {_plain(against.value)} {other} by "
                f"{ids[id(against.draft)]}: one of them may be misread",
            )
    return said


def _implied(draft: Draft) -> tuple[tuple[str, str], Decimal] | None:
    """The two currencies of an equivalent, in alphabetic order, and how much of the second one of the first is."""
    if draft.role != "equivalent" or draft.of is None or draft.kind != "money" or draft.of.kind != "money":
        return None
    sides = []
    for side in (draft.of, draft):
        value, unit = getattr(side.mention, "value", None), getattr(side.mention, "unit", None)
        if value is None or unit is None or value <= 0:
            return None
        sides.append((str(unit), Decimal(value)))
    (one, a), (other, b) = sorted(sides)
    return ((one, other), b / a) if one != other else None


def _plain(rate: Decimal) -> str:
    """Three significant digits in plain notation."""
    return f"{Decimal(f'{rate:.3g}'):f}"


def _apart(a: Decimal, b: Decimal) -> bool:
    return a > b * TOLERANCE or b > a * TOLERANCE
