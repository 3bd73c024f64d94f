"""Names: the model's, the rules' and the gazetteer's, settled in one place.

Two names never overlap; the longer one stays. Between equals, and for the label of one span, the priority is, from
the strongest:
1. numeric mentions and dates: no name overlaps one; a name that one begins or ends in gives way at its edge;
2. sure rules: works between quotation marks that a noun announces, whole names, ministries, people by title, office or
   what they say, introduced acronyms, places after a preposition of place;
3. the model's names;
4. names by head word, known acronyms, places: they fill what the model left, and widen what it cut short;
5. what the document itself has taught: a surface has one label, and a name of several words or an introduced acronym is
   found wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from extractor.lang.pack import LanguagePack
from extractor.nlp import rules
from extractor.nlp.acronyms import introduced
from extractor.nlp.consistency import agree, parted, taught
from extractor.nlp.edges import before_verbs, trimmed
from extractor.nlp.grammar import Grammar, grammar
from extractor.nlp.names import LABELS, SURE, Name, apart, settle
from extractor.nlp.rules import Candidate
from extractor.nlp.words import Words, split
from extractor.schema.mentions import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractor.schema.mentions import Mention


def entities(doc: Doc, pack: LanguagePack, mentions: Sequence[Mention]) -> list[Entity]:
    """The names of a document, in text order, none overlapping another or a numeric mention.

    Args:
        doc: what `analyse` gives; a Doc without a model's annotation gets the rules and lists alone.
        pack: the document's language.
        mentions: its numeric mentions and dates.

    >>> from extractor.lang import load_pack, default_language
    >>> from extractor.nlp.parsing import analyse
    >>> from extractor.schema import Document
    >>> pack = load_pack(default_language())
    >>> entities(analyse(Document(text="", lang=pack.code), pack), pack, [])
    []
    """
    text = doc.text
    if not pack.has_table("entities"):
        return model_entities(doc)
    words, numeric = split(text, doc), sorted((m.start, m.end) for m in mentions)
    layers = [trimmed(text, layer, numeric, pack) for layer in _layers(doc, words, pack)]
    names = apart(parted(text, settle(layers)))
    names = apart([*names, *trimmed(text, taught(words, names), numeric, pack)])
    return _as_entities(text, agree(text, names))


def model_entities(doc: Doc) -> list[Entity]:
    """The names that the model alone has found.

    >>> import spacy
    >>> model_entities(spacy.blank("xx")("Rien."))
    []
    """
    return _as_entities(doc.text, apart(_model_names(doc)))


def _layers(doc: Doc, words: Words, pack: LanguagePack) -> Iterator[list[Name]]:
    """The names that were found, by priority."""
    model = before_verbs(doc, _model_names(doc))
    found: list[Name] = []
    for rule in (rules.whole, rules.works, rules.by_head, rules.persons, rules.acronyms, rules.places):
        found += _names(words, rule(words, pack))
    yield [*_acronyms(words, [*found, *model], grammar(pack)), *(n for n in found if n.rule in SURE)]
    yield model
    yield [n for n in found if n.rule not in SURE]


def _model_names(doc: Doc) -> Iterator[Name]:
    for span in doc.ents:
        if span.label_ in LABELS:
            yield Name(span.start_char, span.end_char, span.label_, "model")


def _names(words: Words, candidates: Iterable[Candidate]) -> Iterator[Name]:
    for start, end, label, rule in candidates:
        if end > start:
            yield Name(words.starts[start], words.ends[end - 1], label, rule)


def _acronyms(words: Words, names: list[Name], shape: Grammar) -> Iterator[Name]:
    """Introduced acronyms and their long names, with the label of the name that begins where the long name does."""
    longest = {name.start: name for name in sorted(names, key=lambda n: n.end - n.start)}
    for start, end, acronym in introduced(words, shape):
        begin, stop = words.starts[start], words.ends[end - 1]
        known = longest.get(begin)
        sure = known is not None and known.label != "PER" and 2 * (known.end - begin) >= stop - begin
        label = known.label if known is not None and sure else "ORG"
        yield Name(begin, stop, label, "introduced")
        yield Name(words.starts[acronym], words.ends[acronym], label, "introduced")


def _as_entities(text: str, names: Iterable[Name]) -> list[Entity]:
    return [
        Entity(
            start=name.start,
            end=name.end,
            text=text[name.start : name.end],
            label=name.label,  # type: ignore[arg-type]
            modifier="exact",
            rule=f"entity.{name.rule}",
        )
        for name in names
    ]
