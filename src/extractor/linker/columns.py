"""What the linkers read of a spaCy Doc, copied once into plain lists and shared by all of them.

Each look at a token of spaCy makes an object; `Doc.to_array` reads all tokens at once, and the copy is kept as long
as the Doc lives (a weak key: nothing outlasts a document).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import category
from weakref import WeakKeyDictionary

from extractor.lang.fold import fold

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

_ATTRIBUTES = ("IDX", "LENGTH", "LEMMA", "POS", "DEP", "HEAD", "MORPH", "IS_PUNCT", "SENT_START", "LIKE_NUM")
_CHILDREN = 64
"""Children of a token that are kept: a bound that keeps the work linear on texts that are no language."""
_INFLECTED = ("NOUN", "PROPN", "ADJ")


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One list for each attribute, one entry for each token; offsets are code points of the text, heads token indexes.

    `sentences` are the parser's, as character spans; none where nobody has said.
    """

    text: str
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
    children: list[list[int]]
    sentences: list[tuple[int, int]]


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
    text = doc.text
    folded = fold(text)
    names = _Names(doc.vocab.strings)
    lemmas = _Names(doc.vocab.strings, fold)
    table: Any = doc.to_array(list(_ATTRIBUTES)).reshape(-1, len(_ATTRIBUTES))
    starts, lengths, lemma_keys, tags, deps, _, morph_keys, punct, sentences, numeric = table.T.tolist()
    heads = [i + offset for i, offset in enumerate(table[:, _ATTRIBUTES.index("HEAD")].astype("int64").tolist())]
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]
    words = [folded[start:end] for start, end in zip(starts, ends, strict=True)]
    pos = [names[tag] for tag in tags]
    for i, word in enumerate(words):
        mark = len(word) == 1 and not word.isalnum() and word != "%" and category(word)[0] == "P"
        if mark and not numeric[i] and pos[i] in _INFLECTED:
            pos[i] = "PUNCT"  # dashes that a tagger takes for nouns
    return Columns(
        text=text,
        folded=folded,
        starts=starts,
        ends=ends,
        words=words,
        lemmas=[lemmas[key] for key in lemma_keys],
        pos=pos,
        deps=[names[key] for key in deps],
        heads=heads,
        morphs=["" if (morph := names[key]) == "_" else morph for key in morph_keys],
        punct=list(map(bool, punct)),
        children=_children(heads),
        sentences=_sentences(sentences, starts, ends) if doc.has_annotation("SENT_START") else [],
    )


class _Names(dict[int, str]):
    """Strings of a vocabulary by their keys, as `change` makes them; each is looked up once."""

    def __init__(self, strings: StringStore, change: Callable[[str], str] = str) -> None:
        self._strings, self._change = strings, change

    def __missing__(self, key: int) -> str:
        found = self[key] = self._change(self._strings[key])
        return found


def _children(heads: list[int]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i and len(children[head]) < _CHILDREN:
            children[head].append(i)
    return children


def _sentences(marks: list[int], starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    """Character spans from the marked starts; the first token always starts one."""
    firsts = [i for i, mark in enumerate(marks) if i == 0 or mark == 1]
    lasts = [i - 1 for i in firsts[1:]] + [len(marks) - 1]
    return [(starts[first], ends[last]) for first, last in zip(firsts, lasts, strict=False)]
