"""Names, dates and measured mentions by the number of their first word, and names mended where a recogniser has erred.

A recogniser of names swallows a verb behind a name, or runs two names into one; both are cut by word classes.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from extractor.schema import Date, Entity, Mention


def placed(
    mentions: list[Mention], starts: list[int], ends: list[int]
) -> tuple[dict[int, tuple[int, str]], dict[int, tuple[int, Date]], dict[int, tuple[int, Mention]]]:
    """Names, dates and measured mentions by their first word, with the word after their last."""
    names: dict[int, tuple[int, str]] = {}
    dates: dict[int, tuple[int, Date]] = {}
    others: dict[int, tuple[int, Mention]] = {}
    for mention in mentions:
        first = bisect_right(ends, mention.start)
        last = max(bisect_right(starts, mention.end - 1), first + 1)
        if first >= len(starts):
            continue
        if isinstance(mention, Entity):
            names[first] = (last, mention.label)
        elif isinstance(mention, Date):
            dates[first] = (last, mention)
        else:
            others[first] = (last, mention)
    return names, dates, others


def parted(
    names: dict[int, tuple[int, str]], text: str, starts: list[int], low: list[str], words: dict[str, frozenset[str]]
) -> dict[int, tuple[int, str]]:
    """Names without the person that a recogniser has run into them ("président du Sénat | Luc Baillet").

    A person begins at a given name inside another name, or behind the addressee of a verb whose subject must follow
    ("a raconté à l'AFP | Aminata Sarr, couturière"); houses and streets keep the given name they are called after.
    """
    found: dict[int, tuple[int, str]] = {}
    for first, (last, label) in names.items():
        cut = 0
        heard = (
            first > 0 and low[first - 1] in words["contracted"] and low[first] not in words["given_names"]
        )  # "explique au Temps X"
        if (label != "PER" or heard) and last - first > 2 and low[first] not in words["named_after"]:
            cut = next((k for k in range(first + 1, last - 1) if _begins_person(k, last, text, starts, low, words)), 0)
            if (
                not cut
                and text[starts[first] : starts[first + 1]].strip().isupper()
                and last - first < 5
                and last < len(low)
            ):
                addressed = first > 1 and any(low[k] in words["addressing"] for k in (first - 1, first - 2))
                apart = low[last] == "," and all(
                    text[starts[k] : starts[k] + 2].istitle() for k in range(first + 1, last)
                )
                cut = first + 1 if addressed and apart else 0
        found[first] = (cut or last, "ORG" if cut and label == "PER" else label)
        if cut:
            found[cut] = (last, "PER")
    return found


def _begins_person(
    k: int, last: int, text: str, starts: list[int], low: list[str], words: dict[str, frozenset[str]]
) -> bool:
    """Whether a given name stands at word `k` inside a name, tied to nothing in front, with a capital behind."""
    tied = (
        low[k - 1] in words["links"]
        or low[k - 1] in words["name_particles"]
        or low[k - 1] in words["coordinators"]
        or low[k - 1] in words["named_after"]
    )
    return (
        low[k] in words["given_names"] and not tied and text[starts[k]].isupper() and text[starts[last - 1]].isupper()
    )


def inside(spans: dict[int, tuple[int, Any]]) -> dict[int, int]:
    """For each word inside a span, the span's first word."""
    return {i: first for first, (last, _) in spans.items() for i in range(first, last)}
