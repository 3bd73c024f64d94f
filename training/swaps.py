"""Name swaps: the same sentence with other names, so that the model learns contexts and not a list.

People get recombined names (the first name of one, the family name of another), the same ones throughout a unit. Other
names are exchanged for a name of the same label that was seen after the same word ("à", "l'", "groupe") and starts
alike (vowel or consonant), so that articles and elisions stay right without a rule about any language.
"""

from __future__ import annotations

import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from training.units import Name, Unit, rewrite

VOWELS = frozenset("aeiouyh")


class Listed:
    """First names, family names and towns of the open lists."""

    def __init__(self, first: Iterable[str], last: Iterable[str], towns: Iterable[str]) -> None:
        self.first, self.last = sorted(first), sorted(last)
        self.known = frozenset(towns)
        self.towns: dict[bool, list[str]] = {True: [], False: []}
        for town in sorted(self.known):
            if town.split(" ")[0] == town or town[0].isupper():
                self.towns[initial(town) in VOWELS].append(town)


def initial(name: str) -> str:
    """The first letter, lower case, without accent."""
    return unicodedata.normalize("NFD", name)[0].lower()


class Names:
    """Pools of names: those of the training units, and listed ones (people, towns) that no corpus names."""

    def __init__(self, units: Iterable[Unit], listed: Listed | None = None) -> None:
        self.listed = listed
        first, last, others = set(), set(), defaultdict(set)
        for unit in units:
            for name in unit.names or ():
                text = unit.text[name.start : name.end]
                if name.label == "PER":
                    parts = text.split(" ")
                    if len(parts) >= 2 and not text.isupper():
                        first.add(parts[0])
                        last.add(" ".join(parts[1:]))
                elif not text.isupper() or len(text) < 7:
                    others[_key(unit.text, name)].add(text)
        self.first, self.last = sorted(first), sorted(last)
        self.others = {k: sorted(v) for k, v in others.items() if len(v) >= 5}

    def person(self, rng: random.Random) -> tuple[str, str]:
        """A first name and a family name, half of them from the lists."""
        if self.listed and rng.random() < 0.5:
            return rng.choice(self.listed.first), rng.choice(self.listed.last)
        return rng.choice(self.first), rng.choice(self.last)

    def other(self, text: str, name: Name, rng: random.Random) -> str | None:
        """A name for the place of `name`: another town for a listed one, half the time, else one from the pools."""
        key = _key(text, name)
        if self.listed and text[name.start : name.end] in self.listed.known and rng.random() < 0.5:
            return rng.choice(self.listed.towns[key[2]])
        pool = self.others.get(key)
        return rng.choice(pool) if pool else None


def _key(text: str, name: Name) -> tuple[str, str, bool]:
    before = text[max(0, name.start - 20) : name.start].replace("’", "'").lower()
    if before.endswith("'"):
        word = before.replace("'", " '").split()[-2:]
        previous = "".join(word)[-4:]
    else:
        previous = (before.split() or [""])[-1] if before.endswith(" ") else before[-1:]
    return name.label, previous, initial(text[name.start]) in VOWELS


def swapped(unit: Unit, names: Names, rng: random.Random, people: float, rest: float) -> Unit:
    """`unit` with a share `people` of its persons and `rest` of its other names exchanged. Units with words stay."""
    if unit.words is not None or not unit.names:
        return unit
    edits: list[tuple[int, int, str]] = []
    known: dict[str, str] = {}
    exchange = rng.random() < people
    for name in unit.names:
        text = unit.text[name.start : name.end]
        if name.label == "PER" and exchange and not text.isupper():
            parts = text.split(" ")
            if text not in known:
                first, last = names.person(rng)
                if len(parts) >= 2:
                    known.update({text: f"{first} {last}", parts[0]: first, " ".join(parts[1:]): last, parts[-1]: last})
                elif rng.random() < 0.5:
                    known[text] = rng.choice((first, last))
            if text in known and _alike(text, known[text], unit.text, name.start):
                edits.append((name.start, name.end, known[text]))
        elif name.label == "LOC" and rng.random() < rest:
            other = names.other(unit.text, name, rng)
            if other:
                edits.append((name.start, name.end, other))
    return rewrite(unit, edits)


def _alike(old: str, new: str, text: str, start: int) -> bool:
    """Whether `new` can stand where `old` stood: after an elision both must start with a vowel."""
    if start and text[start - 1] in "'’":
        return (initial(new) in VOWELS) == (initial(old) in VOWELS)
    return True
