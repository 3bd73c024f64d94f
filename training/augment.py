"""Variants of a unit that news shows and the treebanks do not: apostrophes, no-break spaces, capitals, no final stop."""

from __future__ import annotations

import random
import re
import unicodedata

from training.units import Unit, map_characters, rewrite

TYPOGRAPHIC, STRAIGHT = "’", "'"
NO_BREAK = ("\u00a0", "\u202f")
SPACED_MARK = re.compile(r"(?<=«) | (?=[»:;!?%€$])|(?<=\d) (?=\d{3}(?!\d))")
FINAL_STOP = re.compile(r"\s?[.]\s*$")


def apostrophes(unit: Unit, rng: random.Random) -> Unit:
    """Every apostrophe typographic, or, more often, straight (the form the package folds its input to)."""
    old, new = (STRAIGHT, TYPOGRAPHIC) if rng.random() < 0.3 else (TYPOGRAPHIC, STRAIGHT)
    return map_characters(unit, lambda text: text.replace(old, new))


def no_break_spaces(unit: Unit, rng: random.Random) -> Unit:
    """No-break spaces where French typography puts them."""
    space = rng.choice(NO_BREAK)
    return map_characters(unit, lambda text: SPACED_MARK.sub(space, text))


def without_stop(unit: Unit) -> Unit:
    """The unit without its last full stop, as headlines and captions are written."""
    match = FINAL_STOP.search(unit.text)
    if not match or len(unit.text) < 4 or unit.text.endswith(".."):
        return unit
    if unit.names and unit.names[-1].end > match.start():
        return unit
    text = unit.text[: match.start()]
    words = unit.words
    if words is not None:
        kept = words[:-1]
        if words[-1].start < match.start() or any(w.head == len(kept) for w in kept) or words[-1].head == len(words):
            return unit
        root = len(words)
        words = tuple(
            w if w.head != root else type(w)(w.start, w.end, w.pos, w.morph, w.lemma, len(kept), w.dep) for w in kept
        )
    return Unit(text, words, unit.names, unit.group, unit.source, unit.sentences)


def _bare(text: str) -> str:
    kept = []
    for char in text:
        base = unicodedata.normalize("NFD", char)
        kept.append(base[0] if len(base) > 1 and base[0].isalpha() else char)
    return "".join(kept)


def capitals(unit: Unit, rng: random.Random) -> Unit:
    """The unit in capitals, accents kept or dropped."""
    text = "".join(c.upper() if len(c.upper()) == 1 else c for c in unit.text)
    if rng.random() < 0.4:
        text = _bare(text)
    return map_characters(unit, lambda _: text) if len(text) == len(unit.text) else unit


def bare_initials(unit: Unit) -> Unit:
    """Capital letters without their accents, as many newsrooms type them ("Etat", "Etats-Unis", "A Paris")."""
    return map_characters(unit, lambda text: "".join(_bare(c) if c.isupper() else c for c in text))


def varied(unit: Unit, rng: random.Random, capital_share: float) -> Unit:
    """One random variant of `unit`; most of the time only its apostrophes change."""
    unit = apostrophes(unit, rng)
    if rng.random() < 0.08:
        unit = no_break_spaces(unit, rng)
    if rng.random() < 0.15:
        unit = without_stop(unit)
    if rng.random() < 0.1:
        unit = bare_initials(unit)
    if len(unit.text) < 150 and rng.random() < capital_share:
        unit = capitals(unit, rng)
    return unit


def respaced(unit: Unit) -> Unit:
    """The unit with straight apostrophes and plain spaces: what the pipeline is fed after folding."""
    edits = [(m.start(), m.end(), " ") for m in re.finditer("[\u00a0\u202f]", unit.text)]
    return rewrite(unit, edits)
