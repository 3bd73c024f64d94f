"""The items of a list: noun phrases joined by commas and conjunctions, with or without a repeated preposition."""

from __future__ import annotations

from typing import NamedTuple

from extractor.linker.layout import Sentence
from extractor.linker.phrases import Phrase, is_nominal, over_parenthesis, phrase
from extractor.linker.reading import VERBAL, Reading
from extractor.linker.sequences import insertion_after, joints_at, matches, opening, openings


class Listed(NamedTuple):
    """A list: its items by words, the word after it, whether the text leaves it open."""

    items: list[tuple[int, int]]
    end: int
    open: bool


class Draft(NamedTuple):
    """An enumeration before it has an id."""

    sentence: Sentence
    label: tuple[int, int]
    listed: Listed
    complete: bool
    rule: str


def items_at(
    r: Reading,
    start: int,
    s: Sentence,
    prepositions: bool,
    repeated: bool = False,
    verb_follows: bool = False,
    mixed: bool = False,
) -> Listed:
    """The items joined from word `start` on, without articles.

    Args:
        prepositions: items may begin with a preposition ("de robots, de drones et d'avions").
        repeated: they must.
        mixed: the prepositions may differ ("à Verdun, à Lachine et dans Hochelaga").
        verb_follows: the list may be part of a subject, so that a verb may follow its last item.
    """
    table = r.pack.table("enumerations")
    items: list[tuple[int, int]] = []
    seen: set[str] = set()
    k = start
    closed = False
    while k < s.last:
        first = k
        if prepositions and (r.low[k] in table["joints"]["prepositions"] or (mixed and r.is_in(k, "locative"))):
            if items and not mixed and not r.is_in(k, "links") and r.low[k] not in seen:
                break
            seen.add(r.low[k])
            first = k + 1
        elif repeated:
            break
        p = phrase(r, first, s.last, listed=False) if first not in r.date_of else None
        if p is None or r.is_in(first, "subject_pronouns"):
            break
        last = _item_end(r, p, s)
        if not _ends(r, last, s):
            wide = phrase(
                r, first, s.last, wide=True, listed=False
            )  # "un capteur sans fil de la société X et un robot …"
            last = wide.last if wide is not None and _ends(r, wide.last, s) else last
        items.append((p.first, last))
        end = over_parenthesis(r, last, s.last)
        if closed:
            return Listed(items, end, _left_open(r, end, s))
        joint = next((words for words in joints_at(r, end) if end + len(words) < s.last), None)
        if _left_open(r, end, s):
            return Listed(items, _skip_end(r, end, s), True)
        if joint is None:
            return Listed(items, end, False)
        k = end + len(joint)
        closed = joint[-1] in table["joints"]["last"]
        if not _item_follows(r, k, s, prepositions, mixed, verb_follows and closed):
            return Listed(items, end, False)
    return Listed(items, min(k, s.last), False) if items else Listed([], start, False)


def _ends(r: Reading, i: int, s: Sentence) -> bool:
    """Whether an item can end before word `i`: a joint, a bracket or the end of the sentence follows."""
    return (
        i >= s.last
        or not r.low[i][0].isalnum()
        or r.is_in(i, "coordinators")
        or bool(joints_at(r, i))
        or opening(r, i, "enumerations", "cues", "ahead") is not None
    )


def _item_follows(r: Reading, k: int, s: Sentence, prepositions: bool, mixed: bool, verb_follows: bool) -> bool:
    """Whether an item, and not a new clause, begins at word `k`."""
    if (
        prepositions
        and k < s.last
        and (r.low[k] in r.pack.table("enumerations")["joints"]["prepositions"] or (mixed and r.is_in(k, "locative")))
    ):
        k += 1
    p = phrase(r, k, s.last, listed=False) if k < s.last and k not in r.date_of else None
    if p is None:
        return False
    if verb_follows:
        return True
    j = insertion_after(r, p.last, s.last)
    return not (
        j < s.last and (r.pos[j] == "AUX" or (r.pos[j] in VERBAL and r.token[j] >= 0 and r.syntax.finite(r.token[j])))
    )


def _item_end(r: Reading, p: Phrase, s: Sentence) -> int:
    """An item may go on over a sign that joins names ("médecine + Internet")."""
    last = p.last
    while last + 1 < s.last and r.is_in(last, "joiners") and is_nominal(r, last + 1):
        more = phrase(r, last + 1, s.last, listed=False)
        if more is None:
            break
        last = more.last
    return last


def _left_open(r: Reading, end: int, s: Sentence) -> bool:
    """Whether "etc." or the like closes the list at word `end`."""
    k = end + 1 if end < s.last and r.low[end] == "," else end
    closing = openings(r.pack, "enumerations", "ends", "open").get(r.low[k], ()) if k < s.last else ()
    return any(matches(r, k, words) for words in closing if k + len(words) <= s.last)


def _skip_end(r: Reading, end: int, s: Sentence) -> int:
    k = end + 1 if end < s.last and r.low[end] == "," else end
    for words in r.pack.table("enumerations")["ends"]["open"]:
        if matches(r, k, words):
            k += len(words)
            break
    return k + 1 if k < s.last and r.low[k] == "." and k + 1 < s.last else k


def counted(r: Reading, listed: Listed) -> bool:
    """Whether an item is a quantity ("dont 40 % de femmes"): shares are no list."""
    return any(k in r.mentions or r.low[k][0].isdigit() for first, last in listed.items for k in range(first - 1, last))
