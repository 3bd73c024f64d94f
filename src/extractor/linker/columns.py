"""What the linkers read of a spaCy Doc, copied once into plain lists and shared by all of them.

Each look at a token of spaCy makes an object; `Doc.to_array` reads all tokens at once, and the copy is kept as long
as the Doc lives (a weak key: nothing outlasts a document).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category
from weakref import WeakKeyDictionary

from extractor.lang.fold import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ATTRIBUTES = ("IDX", "LENGTH", "LEMMA", "POS", "DEP", "HEAD", "MORPH", "IS_PUNCT", "LIKE_NUM")
_INFLECTED = ("NOUN", "PROPN", "ADJ")


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One list for each attribute, one entry for each token; offsets are code points of the text, heads token indexes."""

    folded: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lemmas: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    morphs: list[str]
    punct: list[bool]


_SHARED: WeakKeyDictionary[Doc, Columns] = WeakKeyDictionary()


def columns(doc: Doc) -> Columns:
    """The columns of a Doc, read at the first call.

    >>> import spacy
    >>> found = columns(spacy.blank("en")("Two words"))
    >>> found.starts, found.words
    ([0, 4], ['two', 'words'])
    """
    found = _SHARED.get(doc)
    if found is None or len(found.starts) != len(doc):
        found = _SHARED[doc] = _read(doc)
    return found


def _read(doc: Doc) -> Columns:
    strings = doc.vocab.strings
    known: dict[int, str] = {}

    def name(key: int) -> str:
        if key not in known:
            known[key] = strings[key]
        return known[key]

    rows = doc.to_array(list(_ATTRIBUTES)).astype("int64").tolist() if len(doc) else []
    folded = fold(doc.text)
    pos, words = [], []
    for start, length, _, tag, *_rest, numeric in rows:
        word = folded[start : start + length]
        mark = length == 1 and category(word)[0] == "P" and word != "%" and not numeric
        label = name(tag % 2**64)
        pos.append("PUNCT" if mark and label in _INFLECTED else label)  # dashes that a tagger takes for nouns
        words.append(word)
    return Columns(
        folded=folded,
        starts=[row[0] for row in rows],
        ends=[row[0] + row[1] for row in rows],
        words=words,
        lemmas=[fold(name(row[2] % 2**64)) for row in rows],
        pos=pos,
        deps=[name(row[4] % 2**64) for row in rows],
        heads=[i + row[5] for i, row in enumerate(rows)],
        morphs=[morph if (morph := name(row[6] % 2**64)) != "_" else "" for row in rows],
        punct=[bool(row[7]) for row in rows],
    )
