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

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.nlp import rules
from extractor.nlp.acronyms import introduced
from extractor.nlp.grammar import Grammar, grammar
from extractor.nlp.rules import Candidate
from extractor.nlp.words import Words, key, split
from extractor.schema.mentions import Entity

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractor.schema.mentions import Mention

SURE = frozenset(
    {"work", "list", "ministry", "numbered", "title", "office", "speech", "apposition", "place_at", "event_ordinal"}
)
"""Rules that outweigh the model about a label; they were right on 97 of 100 names or more of annotated news."""
SURE_VOTES = 5
"""What a sure rule weighs against the model's labels for the same surface elsewhere in the document."""
LABELS = ("PER", "ORG", "LOC", "MISC", "EVENT")
_EDGE = " \t\r\n\u00a0\u202f\u2009\"'\u2018\u2019\u201c\u201d«»()[]{},;:!?…*–—-/"


class Name(NamedTuple):
    """A name in the text: characters `start:end`."""

    start: int
    end: int
    label: str
    rule: str


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
    shape = grammar(pack)
    layers = [_trimmed(text, layer, numeric, shape) for layer in _layers(doc, words, pack)]
    names = _settle(layers)
    names = _apart([*names, *_trimmed(text, _taught(words, names, shape), numeric, shape)])
    return _as_entities(text, _agree(text, names))


def model_entities(doc: Doc) -> list[Entity]:
    """The names that the model alone has found.

    >>> import spacy
    >>> model_entities(spacy.blank("xx")("Rien."))
    []
    """
    return _as_entities(doc.text, _apart(_model_names(doc)))


def _layers(doc: Doc, words: Words, pack: LanguagePack) -> Iterator[list[Name]]:
    """The names that were found, by priority."""
    model = list(_model_names(doc))
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


def _trimmed(text: str, names: Iterable[Name], numeric: list[tuple[int, int]], shape: Grammar) -> list[Name]:
    """Names without quotation marks and the like at their edges, cut off at numeric mentions, unless
    that leaves half of them or less; no generic words."""
    kept = []
    for name in names:
        start, end = _clear(text, *_strip(text, name.start, name.end), numeric)
        start, end = _without_tail(text, *_strip(text, start, end), shape)
        if 2 * (end - start) > name.end - name.start and _is_name(text[start:end], shape):
            kept.append(name._replace(start=start, end=end))
    return kept


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _without_tail(text: str, start: int, end: int, shape: Grammar) -> tuple[int, int]:
    """A name without the lower-case function words a model may leave there ("Championnats du monde d'")."""
    while True:
        start, end = _strip(text, start, end)
        at = max(text.rfind(sign, start, end) for sign in (" ", "\u00a0", "'", "\u2019"))
        last = text[at + 1 : end]
        if at <= start or not last.islower() or key(last) not in shape.function:
            return start, end
        end = at


def _clear(text: str, start: int, end: int, numeric: list[tuple[int, int]]) -> tuple[int, int]:
    """The stretch without the numeric mentions at its edges; empty when one stands in its middle."""
    from bisect import bisect_left

    at = max(0, bisect_left(numeric, (start, start)) - 1)
    for begin, stop in numeric[at:]:
        if begin >= end:
            break
        if stop <= start:
            continue
        if "-" in (text[begin - 1 : begin], text[stop : stop + 1]):  # within a word: "Cent-Jours"
            return start, start
        if begin <= start:
            start = stop
        elif stop >= end:
            end = begin
        else:
            return start, start
    return start, max(start, end)


def _is_name(surface: str, shape: Grammar) -> bool:
    """Whether a surface can be a name: it has a letter, and is no generic word, date word or number."""
    if not any(c.isalpha() for c in surface):
        return False
    return key(surface) not in shape.generic and not (len(surface) == 1 and not surface.isupper())


def _settle(layers: Iterable[list[Name]]) -> list[Name]:
    """No two names overlap: a longer one beats those inside it, else the stronger layer, else the longer, else the first."""
    ranked = [(layer, name) for layer, names in enumerate(layers) for name in names]
    ranked.sort(key=lambda r: (-(r[1].end - r[1].start), r[0], r[1].start))
    return _apart(name for _, name in ranked)


def _apart(names: Iterable[Name]) -> list[Name]:
    """Those names, in the order of preference given, that overlap none before them; sorted by place."""
    from bisect import bisect_right

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


def _taught(words: Words, names: list[Name], shape: Grammar) -> Iterator[Name]:
    """Further places of surfaces that are names elsewhere in the document: acronyms, and names of several words."""
    labels: dict[tuple[str, ...], Counter[str]] = {}
    first: dict[str, int] = {}
    for name in names:
        surface = tuple(split(words.text[name.start : name.end]).texts)
        if len(surface) > 1 or (surface[0].isupper() and len(surface[0]) > 1) or name.rule == "introduced":
            labels.setdefault(surface, Counter())[name.label] += 1
            first[surface[0]] = max(first.get(surface[0], 0), len(surface))
    for i, word in enumerate(words.texts):
        for size in range(first.get(word, 0), 0, -1):
            count = labels.get(tuple(words.texts[i : i + size]))
            if count is not None:
                label = max(sorted(count), key=lambda each: count[each])
                yield Name(words.starts[i], words.ends[i + size - 1], label, "taught")
                break


def _agree(text: str, names: list[Name]) -> list[Name]:
    """One label a surface: what a sure rule says somewhere, else what two of three of its places or more have."""
    labels: dict[str, Counter[str]] = {}
    for name in names:
        sure = name.rule in SURE or name.rule == "introduced"
        labels.setdefault(text[name.start : name.end], Counter())[name.label] += SURE_VOTES if sure else 1
    agreed = []
    for name in names:
        count = labels[text[name.start : name.end]]
        label, votes = count.most_common(1)[0]
        agreed.append(name._replace(label=label) if 3 * votes >= 2 * count.total() else name)
    return agreed


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
