"""Annotated text, by character offsets: the one form every corpus is read into before spaCy sees it.

A `Unit` is a sentence, a paragraph or a document. Augmentation rewrites units as strings with offsets, and only at
the end is a unit laid over the tokens of the shipped tokenizer (`reference`), so that the model learns on exactly
the tokens it will meet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

SPACE_DEP = "dep"


@dataclass(frozen=True)
class Word:
    """One syntactic word on the surface: offsets into the unit, head as an index into the unit's words."""

    start: int
    end: int
    pos: str
    morph: str
    lemma: str
    head: int
    dep: str


@dataclass(frozen=True)
class Name:
    """One entity: offsets into the unit and label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Unit:
    """Text with words (None: no syntax known), names (None: no entities known) and sentence starts (offsets)."""

    text: str
    words: tuple[Word, ...] | None = None
    names: tuple[Name, ...] | None = None
    group: str = ""
    source: str = ""
    sentences: tuple[int, ...] = field(default=(0,))

    def check(self) -> None:
        """Raise ValueError when an offset leaves the text or two names overlap."""
        last = 0
        for name in self.names or ():
            if not last <= name.start < name.end <= len(self.text):
                raise ValueError(f"bad name {name} in {self.text!r}")
            last = name.end


def join(units: Sequence[Unit], glue: str = " ") -> Unit:
    """One unit from several, with `glue` between them (no glue after a text that ends in white space)."""
    text = ""
    words: list[Word] | None = []
    names: list[Name] | None = []
    starts: list[int] = []
    for unit in units:
        if text and not text[-1].isspace():
            text += glue
        at = len(text)
        if words is None or unit.words is None:
            words = None
        else:
            base = len(words)
            words += [replace(w, start=w.start + at, end=w.end + at, head=w.head + base) for w in unit.words]
        if names is None or unit.names is None:
            names = None
        else:
            names += [Name(n.start + at, n.end + at, n.label) for n in unit.names]
        starts += [s + at for s in unit.sentences]
        text += unit.text
    return Unit(
        text,
        None if words is None else tuple(words),
        None if names is None else tuple(names),
        units[0].group,
        units[0].source,
        tuple(starts),
    )


def rewrite(unit: Unit, edits: Sequence[tuple[int, int, str]]) -> Unit:
    """The unit with each `(start, end, new)` replaced; offsets of words and names follow.

    Edits do not overlap. An edit that covers a word or name boundary moves that boundary to the edge of the new text.
    """
    if not edits:
        return unit
    ordered = sorted(edits)
    parts: list[str] = []
    start_of: list[int] = []
    end_of: list[int] = []
    position = 0
    length = 0

    def keep(upto: int) -> None:
        nonlocal position, length
        parts.append(unit.text[position:upto])
        start_of.extend(range(length, length + upto - position))
        end_of.extend(range(length + 1, length + 1 + upto - position))
        length += upto - position
        position = upto

    for start, end, new in ordered:
        keep(start)
        parts.append(new)
        start_of.extend([length] + [length + len(new)] * (end - start - 1) if end > start else [])
        end_of.extend([length] * (end - start - 1) + [length + len(new)] if end > start else [])
        if end - start == len(new):  # one to one: inner boundaries survive
            start_of[len(start_of) - (end - start) :] = range(length, length + len(new))
            end_of[len(end_of) - (end - start) :] = range(length + 1, length + 1 + len(new))
        length += len(new)
        position = end
    keep(len(unit.text))
    words = unit.words and tuple(
        replace(w, start=start_of[w.start], end=max(start_of[w.start], end_of[w.end - 1])) for w in unit.words
    )
    names = unit.names and tuple(Name(start_of[n.start], end_of[n.end - 1], n.label) for n in unit.names)
    return replace(
        unit, text="".join(parts), words=words, names=names, sentences=tuple(start_of[s] for s in unit.sentences)
    )


def map_characters(unit: Unit, change: Callable[[str], str]) -> Unit:
    """The unit with its text changed one character to one character."""
    text = change(unit.text)
    if len(text) != len(unit.text):
        raise ValueError("the change is not one to one")
    return replace(unit, text=text)


def _owners(unit: Unit, tokens: Sequence[tuple[int, int]]) -> list[int | None]:
    """For each token the word whose annotation it takes, monotonically: equal groups pair up, otherwise overlap."""
    words = unit.words or ()
    owners: list[int | None] = []
    taken: set[int] = set()
    first = 0
    for start, end in tokens:
        while first < len(words) and words[first].end <= start:
            first += 1
        best, best_overlap = None, 0
        index = first
        candidates = []
        while index < len(words) and words[index].start < end:
            overlap = min(end, words[index].end) - max(start, words[index].start)
            candidates.append((index, overlap))
            index += 1
        inside = {i for i, _ in candidates}
        # several words under one token: the one whose head is outside the token wins
        for index, overlap in candidates:
            whole = words[index].start >= start and words[index].end <= end
            outside = words[index].head not in inside or words[index].head == index
            score = overlap + (1000 if whole and outside else 0) - (500 if index in taken else 0)
            if best is None or score > best_overlap:
                best, best_overlap = index, score
        if best is not None:
            taken.add(best)
        owners.append(best)
    return owners


def reference(nlp: Any, unit: Unit) -> Any:
    """The unit as a spaCy Doc over the tokens of `nlp`, with whatever annotation the unit carries."""
    from spacy.tokens import Doc

    raw = nlp.make_doc(unit.text)
    texts = [t.text for t in raw]
    spaces = [bool(t.whitespace_) for t in raw]
    values: dict[str, Any] = {}
    offsets = [(t.idx, t.idx + len(t)) for t in raw]
    if unit.words is not None:
        values.update(_syntax(unit, raw, offsets))
    doc = Doc(raw.vocab, words=texts, spaces=spaces, **values)
    if unit.names is not None:
        spans = []
        for name in unit.names:
            span = doc.char_span(name.start, name.end, label=name.label, alignment_mode="expand")
            if span is not None and (not spans or spans[-1].end <= span.start):
                spans.append(span)
        doc.set_ents(spans)
    return doc


def _is_link(text: str) -> bool:
    """Whether a piece of a word is only a hyphen with a letter (the first of "-t-il"), which stands for no word."""
    return len(text) == 2 and text[0] == "-"


def _syntax(unit: Unit, raw: Any, offsets: list[tuple[int, int]]) -> dict[str, Any]:
    words = unit.words or ()
    owners = _owners(unit, offsets)
    main: dict[int, int] = {}  # word → the token that stands for it
    for token, owner in enumerate(owners):
        if owner is not None and (owner not in main or raw[main[owner]].is_punct or _is_link(raw[main[owner]].text)):
            main[owner] = token
    heads, deps, pos, morphs, lemmas = [], [], [], [], []
    for token, owner in enumerate(owners):
        if owner is None:  # white space hangs on its neighbour
            heads.append(token - 1 if token else min(1, len(owners) - 1))
            deps.append(SPACE_DEP)
            pos.append("SPACE")
            morphs.append("")
            lemmas.append(raw[token].text)
            continue
        word = words[owner]
        if main[owner] != token:  # a further piece of one word
            heads.append(main[owner])
            deps.append("punct" if raw[token].is_punct else "fixed")
            pos.append("PUNCT" if raw[token].is_punct else word.pos)
            morphs.append("")
            lemmas.append(raw[token].text)
            continue
        target, guard = word.head, 0
        while target not in main and guard < 5:  # the head was swallowed by a neighbour's token
            target, guard = words[target].head, guard + 1
        heads.append(token if target == owner or target not in main else main[target])
        deps.append("ROOT" if heads[-1] == token else word.dep)
        pos.append(word.pos)
        morphs.append(word.morph)
        pieces = sum(o == owner for o in owners[max(0, token - 3) : token + 6])
        lemmas.append(word.lemma if pieces == 1 else raw[token].text)
    starts = set(unit.sentences)
    sent_starts = [any(s in starts for s in range(a, b)) for a, b in offsets]
    del sent_starts  # heads decide; roots of each sentence are apart by construction
    return {"pos": pos, "morphs": morphs, "lemmas": lemmas, "heads": heads, "deps": deps}
