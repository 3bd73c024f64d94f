"""Training documents: units joined to documents of one to eight sentences, varied anew in every epoch."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy
from spacy.training import Example

from training.augment import varied
from training.gazetteer import NEAR, places
from training.gazetteer import people as listed_people
from training.quotatives import quoted, templates
from training.readers import inline_units, name_units, treebank_units
from training.swaps import Listed, Names, swapped
from training.units import Unit, join, reference

SYNTAX = {
    "sequoia": ("ud/fr_sequoia-ud-train.conllu", "ner/sequoia-parseme/sequoia-ner-train.jsonl"),
    "gsd": ("ud/fr_gsd-ud-dev.conllu", "ner/gsd-dev/gsd-dev.jsonl"),
    "fqb": ("ud/fr_fqb-ud-test.conllu", "ner/fqb/fqb.jsonl"),
}
DEV = ("ud/fr_sequoia-ud-dev.conllu", "ner/sequoia-parseme/sequoia-ner-dev.jsonl")
WIKINEWS = "ner/wikinews/wikinews.jsonl"
WRITTEN = tuple(f"ner/written/W{i}.jsonl" for i in range(1, 9))
INLINE = {path.stem: path for path in sorted((Path(__file__).parent / "written").glob("N*.txt"))}
"""News written for this project with invented people: one item a line, headlines, sentences and paragraphs mixed."""
PARAGRAPHS = frozenset(f"W{i}" for i in range(5, 9)) | {"wikinews", *INLINE}
QUOTABLE = frozenset({"sequoia", "gsd"})
HELD_WIKINEWS, HELD_GSD = 4, 5  # every fourth article, every fifth sentence


def held_back(unit: Unit, order: int) -> bool:
    """Whether a unit of GSD or Wikinews is kept for measuring: every fifth sentence, every fourth article."""
    if unit.source == "gsd":
        return order % HELD_GSD == 0
    return unit.source == "wikinews" and int(unit.group.rsplit("-", 1)[1]) % HELD_WIKINEWS == 0


def load_units(data: Path, held: bool, everything: bool = False) -> dict[str, list[Unit]]:
    """All training units by source; with `held` the held-back part of GSD and Wikinews and the Sequoia dev split.

    With `everything` the held-back part of GSD and Wikinews is trained on too; the Sequoia dev split never is.
    """
    units = {}
    for source, (conllu, names) in SYNTAX.items():
        if held and source == "fqb":
            continue
        whole = treebank_units(data / conllu, data / names, source)
        units[source] = [u for i, u in enumerate(whole) if everything or held_back(u, i) == held]
    if held:
        units["sequoia"] = treebank_units(data / DEV[0], data / DEV[1], "sequoia")
    units["wikinews"] = [u for u in name_units(data / WIKINEWS, "wikinews") if everything or held_back(u, 0) == held]
    if not held:
        for path in WRITTEN:
            units[Path(path).stem] = name_units(data / path, Path(path).stem)
        for source, file in INLINE.items():
            units[source] = inline_units(file, source)
    return units


def documents(units: list[Unit], rng: random.Random, longest: int = 8, shuffle: bool = True) -> Iterator[Unit]:
    """Consecutive units of one group joined to documents of 1 to `longest` sentences."""
    runs: list[list[Unit]] = []
    position = 0
    pool = list(units)
    if shuffle and pool and pool[0].source in {"gsd", "fqb", "W1", "W2", "W3", "W4"}:
        rng.shuffle(pool)
    while position < len(pool):
        size = 1 if rng.random() < 0.15 else rng.randint(1, longest)
        run = [pool[position]]
        while len(run) < size and position + len(run) < len(pool) and pool[position + len(run)].group == run[0].group:
            run.append(pool[position + len(run)])
        runs.append(run)
        position += len(run)
    if shuffle:
        rng.shuffle(runs)
    for run in runs:
        yield join(run)


def listed() -> Listed:
    """The open lists, for swaps."""
    first, last = listed_people()
    towns = {name for name, flag in places(NEAR) if name[0].isupper()}
    return Listed(first, last, towns)


@spacy.registry.readers("extractor.documents.v1")  # type: ignore[untyped-decorator]
def create_reader(
    data: str,
    sources: list[str],
    seed: int,
    vary: bool,
    syntax: bool,
    names: bool,
    people: float = 0.0,
    others: float = 0.0,
    ends: float = 0.0,
    everything: bool = False,
) -> Callable[[Any], Iterable[Example]]:
    """The reader the configs name: examples of `sources`, another variant of each unit at every call."""
    calls = 0
    written_ends = templates()
    units_by_source: dict[str, list[Unit]] = {}
    pools: list[Names] = []

    def read(nlp: Any) -> Iterator[Example]:
        nonlocal calls
        rng = random.Random(f"{seed}-{calls}")
        calls += 1
        if not units_by_source:
            units_by_source.update(load_units(Path(data), not vary, everything))
            pools.append(Names((u for units in units_by_source.values() for u in units), listed() if people else None))
        for source in sources:
            units = units_by_source.get(source, [])
            paragraph = source in PARAGRAPHS
            if ends and source in QUOTABLE:
                units = [quoted(u, written_ends, pools[0], rng) if rng.random() < ends else u for u in units]
            for unit in documents(units, rng, 1 if paragraph else 4 if source[0] == "W" else 8, shuffle=vary):
                if not names or not syntax:
                    unit = replace(unit, words=unit.words if syntax else None, names=unit.names if names else None)
                if vary:
                    unit = varied(swapped(unit, pools[0], rng, people, others), rng, 0.0 if unit.words else 0.08)
                doc = reference(nlp, unit)
                yield Example(nlp.make_doc(unit.text), doc)

    return read
