"""brat: a folder with a `.txt` and an `.ann` file for each document, in brat's standoff format.

Offsets are code points. Text-bound annotations (T) are regions, relations (R) relations, and an annotator's note (#) is
the note of a region. A region over a line break is written as fragments, as brat wants it.
"""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

from extractor.annotation import notes
from extractor.annotation.offsets import Offsets, Unit, check_text
from extractor.annotation.origin import document_of, origin
from extractor.annotation.regions import SPAN, Annotated, Region, Relation, fact_labels, mention_labels, relation_labels
from extractor.errors import GoldError
from extractor.evaluation.fields import MODELS

UNIT: Unit = "code-points"
CONFIG = "annotation.conf"
MANIFEST = "documents.jsonl"
"""Beside the documents: a line for each, with the name of its files and what document it is."""

_LINE = re.compile(r"[^\r\n]+")


def ann(annotated: Annotated) -> str:
    """The `.ann` file of a document.

    >>> from extractor.schema import Document
    >>> there = Annotated(Document(text="3 M€", lang="xx"), (Region("m1", 0, 4, "money", {"unit": "EUR"}),))
    >>> ann(there).splitlines()
    ['T1\\tmoney 0 4\\t3 M€', '#1\\tAnnotatorNotes T1\\tunit=EUR']
    """
    text, parts = annotated.document.text, []
    number = {region.id: f"T{i}" for i, region in enumerate(annotated.regions, 1)}
    for region in annotated.regions:
        pieces = [m.span() for m in _LINE.finditer(text, region.start, region.end)]
        place = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(text[start:end] for start, end in pieces)
        parts.append(f"{number[region.id]}\t{region.label} {place}\t{words}\n")
    noted = [region for region in annotated.regions if region.note]
    for i, region in enumerate(noted, 1):
        parts.append(f"#{i}\tAnnotatorNotes {number[region.id]}\t{notes.write(region.note)}\n")
    for i, relation in enumerate(annotated.relations, 1):
        ends = f"Arg1:{number[relation.source]} Arg2:{number[relation.target]}"
        parts.append(f"R{i}\t{relation.label} {ends}\n")
    return "".join(parts)


def manifest_line(stem: str, annotated: Annotated) -> str:
    """The line of the manifest for a document whose files are called `stem`."""
    return json.dumps({"file": stem} | origin(annotated.document), ensure_ascii=False) + "\n"


def file_stem(id: str, taken: set[str]) -> str:
    """A file name for a document, made of its id, that no other has; it is added to `taken`.

    >>> taken = set()
    >>> file_stem("a.txt", taken), file_stem("../a", taken), file_stem("a.jsonl", taken)
    ('a', 'a-2', 'a-3')
    """
    name = re.sub(r"[^\w.-]+", "-", re.sub(r"\.(txt|jsonl?)$", "", id)).strip("-.") or "document"
    stem, number = name, 1
    while stem in taken:
        number += 1
        stem = f"{name}-{number}"
    taken.add(stem)
    return stem


def read(ann: str, text: str, fields: dict[str, Any], where: str, unit: Unit = UNIT, lang: str | None = None) -> Annotated:
    """A document with what stands in its `.ann` file, every offset checked against the text.

    Args:
        ann: the `.ann` file.
        text: the `.txt` file.
        fields: its line of the manifest; empty if there is none.
        where: name of the `.ann` file, for errors.
        unit: what its offsets count.
        lang: language of the document if its manifest does not say.

    Raises:
        GoldError: a line that is no region, relation or note, or that does not agree with the text.
    """
    check_text(text, fields, where)
    document = document_of(text, fields, where.removesuffix(".ann") + ".txt", lang, where)
    offsets = Offsets(text, unit)
    marked: dict[str, tuple[int, int, str]] = {}
    said: dict[str, dict[str, str]] = {}
    relations: list[tuple[str, Relation]] = []
    for number, line in enumerate(ann.split("\n"), 1):
        line = line.removesuffix("\r")
        place = f"{where}, line {number}"
        if not line.strip():
            continue
        id, _, rest = line.partition("\t")
        if id.startswith("T"):
            marked[id] = _region(rest, offsets, place)
        elif id.startswith("R"):
            relations.append((place, _relation(rest, place)))
        elif id.startswith("#"):
            head, _, note = rest.partition("\t")
            kind, _, target = head.partition(" ")
            if kind == "AnnotatorNotes" and target.startswith("T"):
                said.setdefault(target, {}).update(notes.read(note, place))
        else:
            hint = "take it away: facts are regions with relations here, not events or attributes"
            raise GoldError(f"{line!r} is no region, relation or note", where=place, hint=hint)
    for place, relation in relations:
        if not {relation.source, relation.target} <= marked.keys():
            raise GoldError(f"relation {relation.label!r} with a region that is not there", where=place)
    regions = tuple(Region(id, *region, said.get(id, {})) for id, region in marked.items())
    return Annotated(document, regions, tuple(relation for _, relation in relations))


def config() -> dict[str, str]:
    """The `annotation.conf` of a folder: the labels, and which relations go from which.

    >>> config()["annotation.conf"].splitlines()[0]
    '[entities]'
    """
    entities = "\n".join((*mention_labels(), SPAN, *fact_labels()))
    relations = "\n".join(
        f"{name}\tArg1:{label}, Arg2:<ENTITY>"
        for kind, label in zip(MODELS, fact_labels(), strict=True)
        for name in relation_labels(kind)
    )
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    return {CONFIG: f"[entities]\n{entities}\n\n[relations]\n{overlap}\n{relations}\n\n[events]\n\n[attributes]\n"}


def _region(rest: str, offsets: Offsets, place: str) -> tuple[int, int, str]:
    head, _, words = rest.partition("\t")
    label, _, where = head.partition(" ")
    try:
        pieces = [(int(start), int(end)) for start, end in (piece.split(" ") for piece in where.split(";"))]
    except ValueError:
        raise GoldError(f"not a region: {rest!r}", where=place, hint="T1, tab, label start end, tab, words") from None
    for (_, before), (after, _) in pairwise(pieces):
        if offsets.text[offsets.from_tool(before) : offsets.from_tool(after)].strip():
            raise GoldError("a region of several pieces", where=place, hint="mark it in one piece")
    return *offsets.span(pieces[0][0], pieces[-1][1], words, place), label


def _relation(rest: str, place: str) -> Relation:
    match = re.fullmatch(r"(\S+) Arg1:(T\d+) Arg2:(T\d+)\s*", rest)
    if match is None:
        raise GoldError(f"not a relation between regions: {rest!r}", where=place)
    label, source, target = match.groups()
    return Relation(source, target, label)
