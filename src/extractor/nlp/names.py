"""A name in a text, and the rule that no two overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

LABELS = ("PER", "ORG", "LOC", "MISC", "EVENT")
SURE = frozenset(
    {
        "introduced", "work", "list", "ministry", "numbered", "title", "office", "speech", "apposition", "place_at",
        "event_ordinal",
    }
)  # fmt: skip
"""Rules that outweigh the model about a label: theirs was right on 96 of 100 names or more in 9,000 annotated rows."""


class Name(NamedTuple):
    """A name in the text: characters `start:end`."""

    start: int
    end: int
    label: str
    rule: str


def settle(layers: Iterable[list[Name]]) -> list[Name]:
    """The names of all layers, strongest layer first, without overlap: a longer one beats those inside it, else the stronger layer, else the longer, else the first."""
    ranked = [(layer, name) for layer, names in enumerate(layers) for name in names]
    ranked.sort(key=lambda r: (-(r[1].end - r[1].start), r[0], r[1].start))
    return apart(name for _, name in ranked)


def apart(names: Iterable[Name]) -> list[Name]:
    """Those names, in the order of preference given, that overlap none before them; sorted by place."""
    kept: list[Name] = []
    starts: list[int] = []
    for name in names:
        at = bisect_right(starts, name.start)
        if at and kept[at - 1].end > name.start:
            continue
        if at < len(kept) and kept[at].start < name.end:
            continue
        kept.insert(at, name)
        starts.insert(at, name.start)
    return kept
