"""What a document teaches about its names: one label a surface, every place of a surface, names run together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from extractor.nlp.names import SURE, Name
from extractor.nlp.words import Words, split

SURE_VOTES = 5
"""What a sure rule weighs against the model's labels for the same surface elsewhere in the document."""


def taught(words: Words, names: list[Name]) -> Iterator[Name]:
    """Further places of surfaces that are names elsewhere in the document: acronyms, and names of several words."""
    labels: dict[tuple[str, ...], Counter[str]] = {}
    first: dict[str, int] = {}
    for name in names:
        surface = tuple(split(words.text[name.start : name.end]).texts)
        if len(surface) > 1 or (surface[0].isupper() and len(surface[0]) > 1) or name.rule == "introduced":
            labels.setdefault(surface, Counter())[name.label] += 1
            first[surface[0]] = max(first.get(surface[0], 0), len(surface))
    for i, word in enumerate(words.texts):
        for size in range(min(first.get(word, 0), len(words) - i), 0, -1):
            count = labels.get(tuple(words.texts[i : i + size]))
            if count is not None:
                label = max(sorted(count), key=lambda each: count[each])
                yield Name(words.starts[i], words.ends[i + size - 1], label, "taught")
                break


def agree(text: str, names: list[Name]) -> list[Name]:
    """One label a surface: what a sure rule says somewhere, else what two of three of its places or more have."""
    labels: dict[str, Counter[str]] = {}
    for name in names:
        sure = name.rule in SURE
        labels.setdefault(text[name.start : name.end], Counter())[name.label] += SURE_VOTES if sure else 1
    agreed = []
    for name in names:
        count = labels[text[name.start : name.end]]
        label, votes = count.most_common(1)[0]
        agreed.append(name._replace(label=label) if 3 * votes >= 2 * count.total() else name)
    return agreed


def parted(text: str, names: list[Name]) -> Iterator[Name]:
    """The names, those apart that a model has run together: "WikiLeaks Julian Assange".

    The document must know the second one as a person of two words or more elsewhere, and not the whole.
    """
    places: dict[str, Counter[str]] = {}
    for name in names:
        places.setdefault(text[name.start : name.end], Counter())[name.label] += 1
    people = {surface for surface, count in places.items() if " " in surface and count.most_common(1)[0][0] == "PER"}
    for name in names:
        surface = text[name.start : name.end]
        person = next((tail for tail in _tails(surface) if tail in people), None) if name.rule == "model" else None
        if person is None or places[surface].total() > 1:
            yield name
            continue
        yield Name(name.end - len(person), name.end, "PER", "parted")
        rest = surface[: -len(person)].rstrip()
        if name.label != "PER" or rest in places:
            label = places[rest].most_common(1)[0][0] if rest in places else name.label
            yield Name(name.start, name.start + len(rest), label, "parted")


def _tails(surface: str) -> Iterator[str]:
    """The ends of a surface that begin after a space, the longest first."""
    at = surface.find(" ")
    while at >= 0:
        yield surface[at + 1 :]
        at = surface.find(" ", at + 1)
