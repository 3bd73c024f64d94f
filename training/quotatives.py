"""Treebank sentences with the end that news puts on them ("…, a déclaré Liu Liehong"): see quotatives.conllu."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from training.swaps import VOWELS, Names
from training.units import Unit, Word

TEMPLATES = Path(__file__).parent / "quotatives.conllu"
QUOTES = (("« ", " »"), ('"', '"'), ("", ""))
ATTACHED = ("'", "’")

Row = tuple[str, str, str, str, int, str]


def templates() -> list[list[Row]]:
    """The written ends: rows of form, lemma, part of speech, features, head, relation."""
    ends: list[list[Row]] = []
    for line in TEMPLATES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# text"):
            ends.append([])
        elif line and line[0].isdigit():
            _, form, lemma, pos, _, morph, head, dep = line.split("\t")
            ends[-1].append((form, lemma, pos, "" if morph == "_" else morph, int(head), dep))
    return ends


def _fill(end: list[Row], names: Names, rng: random.Random) -> list[Row]:
    filled = []
    for form, lemma, pos, morph, head, dep in end:
        if form.startswith("{"):
            kind = form.strip("{}")
            first, last = names.person(rng)
            if kind == "first":
                form = first
            elif kind == "last":
                form = last.split(" ")[-1]
            else:
                form = _single(names, "LOC" if kind == "place" else "ORG", rng)
            form = form.replace("’", "'")
            lemma = form
        filled.append((form, lemma, pos, morph, head, dep))
    return filled


def _single(names: Names, label: str, rng: random.Random) -> str:
    """A one-word name that starts with a consonant, so that no elision is missed."""
    pools = [words for key, words in names.others.items() if key[0] == label and not key[2]]
    for _ in range(50):
        name = rng.choice(rng.choice(pools))
        if name.replace("-", "").isalpha() and name[0].lower() not in VOWELS:
            return name
    return rng.choice(names.last).split(" ")[-1]


def quoted(unit: Unit, ends: list[list[Row]], names: Names, rng: random.Random) -> Unit:
    """`unit` with one of `ends` before its full stop, perhaps in quotation marks; unchanged where that cannot be."""
    words = unit.words or ()
    if not 4 <= len(words) <= 30 or words[-1].pos != "PUNCT" or unit.text[words[-1].start :] != ".":
        return unit
    if any(mark in unit.text for mark in '«"') or len(unit.sentences) > 1:
        return unit
    root = next((i for i, w in enumerate(words) if w.head in (i, len(words)) or w.dep == "root"), -1)
    if root < 0 or words[root].pos != "VERB" or words[-1].head == len(words) - 1:
        return unit
    before, after = rng.choice(QUOTES)
    shift = int(bool(before))
    moved = [
        replace(w, start=w.start + len(before), end=w.end + len(before), head=_head(w, i, root, len(words)) + shift)
        for i, w in enumerate(words[:-1])
    ]
    text = before + unit.text[: words[-1].start].rstrip()
    root += shift
    if before:
        mark = before.strip()
        moved.insert(0, Word(0, len(mark), "PUNCT", "", mark, root, "punct"))
        mark = after.strip()
        moved.append(Word(len(text) + len(after) - len(mark), len(text) + len(after), "PUNCT", "", mark, root, "punct"))
        text += after
    base = len(moved)
    for form, lemma, pos, morph, head, dep in _fill(rng.choice(ends), names, rng):
        if form != "," and not form.startswith("-") and not text.endswith(ATTACHED):
            text += " "
        moved.append(Word(len(text), len(text) + len(form), pos, morph, lemma, base + head - 1 if head else root, dep))
        text += form
    moved.append(Word(len(text), len(text) + 1, "PUNCT", "", ".", root, "punct"))
    return replace(unit, text=text + ".", words=tuple(moved), names=None)


def _head(word: Word, index: int, root: int, size: int) -> int:
    return root if index == root or word.head >= size else word.head
