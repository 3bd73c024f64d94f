"""The longest reading wins; builders are asked only when their reading is up, and may decline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from extractor.errors import PackError
from extractor.recognizers import dates, durations, money, numbers, ordinals, percent, quantities
from extractor.recognizers.matching import Context, Match
from extractor.recognizers.negatives import is_no_mention

Built = list[Any]
Builder = Callable[[Match, Context], Built]

BUILDERS: dict[str, Builder] = {
    "number": numbers.build,
    "ordinal": ordinals.build,
    "percent": percent.build,
    "money": money.build,
    "quantity": quantities.build,
    "duration": durations.build,
    "date": dates.build,
    "none": is_no_mention,
}
"""A family of patterns → what turns a match into mentions. A builder returns [] to decline."""


def choose(found: list[Match], context: Context) -> Built:
    """The mentions of an island: matches in order of length, each kept if its words are still free.

    `none.*` patterns keep their words free of any mention.
    """
    mentions: Built = []
    taken = bytearray(len(found[0].island.lexemes)) if found else bytearray()
    for match in found:
        first, after = match.first, match.last + 1
        if 1 in taken[first:after]:
            continue
        builder = BUILDERS.get(match.pattern.family)
        if builder is None:
            raise PackError(f"no recognizer for {match.pattern.name!r}", where=str(context.pack.path))
        try:
            built = builder(match, context)
        except ValidationError:  # a figure beyond what the contract can hold ("un tiers de mois", sixty digits) is no mention
            continue
        if built:
            taken[first:after] = b"\x01" * (after - first)
            mentions.extend(m for m in built if m is not None)
    return mentions
