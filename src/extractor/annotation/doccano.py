"""doccano: JSON Lines, as its import for sequence labelling takes them and its export gives them.

Offsets are UTF-16 code units (doccano issues 2290 and 2484), in projects that do not count grapheme clusters. An export
says neither the words of a region nor any note on it; so the notes travel beside the text, in a column that doccano
keeps as metadata, and go with a region as long as its place and its label are those that were exported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extractor.annotation import notes
from extractor.annotation.offsets import Offsets, Unit, check_text
from extractor.annotation.origin import document_of, origin
from extractor.annotation.regions import SPAN, Annotated, Region, Relation, fact_labels, mention_labels, relation_labels
from extractor.errors import GoldError
from extractor.evaluation.fields import MODELS

UNIT: Unit = "utf-16"
ORIGIN = "extractor"
"""The column that doccano keeps for us."""


def lines(documents: Iterable[Annotated], relations: bool = True) -> Iterator[str]:
    """The lines of a file, without line ends.

    Args:
        documents: what to write.
        relations: write entities and relations, for a project that uses relations; else spans alone.
    """
    for annotated in documents:
        document, offsets = annotated.document, Offsets(annotated.document.text, UNIT)
        places = [(offsets.to_tool(region.start), offsets.to_tool(region.end)) for region in annotated.regions]
        said = [
            [start, end, region.label, notes.write(region.note)]
            for (start, end), region in zip(places, annotated.regions, strict=True)
            if region.note
        ]
        kept = json.dumps(origin(document) | {"notes": said}, ensure_ascii=False)
        row: dict[str, Any] = {"text": document.text}
        if relations:
            number = {region.id: i for i, region in enumerate(annotated.regions)}
            row["entities"] = [
                {"id": number[region.id], "start_offset": start, "end_offset": end, "label": region.label}
                for (start, end), region in zip(places, annotated.regions, strict=True)
            ]
            row["relations"] = [
                {"id": i, "from_id": number[relation.source], "to_id": number[relation.target], "type": relation.label}
                for i, relation in enumerate(annotated.relations)
            ]
        else:
            row["label"] = [
                [start, end, region.label] for (start, end), region in zip(places, annotated.regions, strict=True)
            ]
        yield json.dumps(row | {ORIGIN: kept}, ensure_ascii=False)


def read(text: str, where: str, unit: Unit = UNIT, lang: str | None = None) -> Iterator[Annotated]:
    """The documents of an export, every offset checked against the text.

    Args:
        text: of the file.
        where: its name, for errors.
        unit: what its offsets count.
        lang: language of the documents that do not say.

    Raises:
        GoldError: it is no such export, or its offsets and its text do not agree.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        try:
            found = _annotated(json.loads(line), number, place, unit, lang)
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
            what = f"not a line of doccano's: {type(error).__name__}: {error}"
            raise GoldError(what, where=place, hint="export as JSONL") from error
        yield found


def config() -> dict[str, str]:
    """The labels of a project, as doccano's import of labels takes them: those of spans, and those of relations.

    >>> sorted(config())
    ['relation-labels.json', 'span-labels.json']
    """
    spans = (*mention_labels(), SPAN, *fact_labels())
    relations = dict.fromkeys(name for kind in MODELS for name in relation_labels(kind))
    files = {"span-labels.json": spans, "relation-labels.json": relations}
    return {file: json.dumps([{"text": name} for name in names], indent=1) + "\n" for file, names in files.items()}


def _annotated(row: dict[str, Any], number: int, place: str, unit: Unit, lang: str | None) -> Annotated:
    kept = row.get(ORIGIN) or {}
    kept = json.loads(kept) if isinstance(kept, str) else kept
    if not isinstance(row.get("text"), str):
        raise GoldError("a line without text", where=place, hint="export as JSONL")
    check_text(row["text"], kept, place)
    document = document_of(row["text"], kept, str(row.get("id", f"line-{number}")), lang, place)
    regions = tuple(_regions(row, kept, Offsets(document.text, unit), place))
    relations = (Relation(str(r["from_id"]), str(r["to_id"]), str(r["type"])) for r in row.get("relations", ()))
    return Annotated(document, regions, tuple(relations))


def _regions(row: Mapping[str, Any], kept: Mapping[str, Any], offsets: Offsets, place: str) -> Iterator[Region]:
    said: dict[tuple[Any, ...], list[str]] = {}
    for start, end, label, note in reversed(kept.get("notes", ())):
        said.setdefault((start, end, label), []).append(note)
    marked = row.get("entities")
    if marked is None:
        marked = row.get("label", row.get("labels", ()))
    for number, item in enumerate(marked):
        if isinstance(item, Mapping):
            id, start, end, label = (item.get(key) for key in ("id", "start_offset", "end_offset", "label"))
        else:
            id, (start, end, label) = number, item
        where = f"{place}, {label} {id}"
        here = offsets.span(start, end, None, where)
        own = said.get((start, end, label))
        yield Region(str(id), *here, str(label), notes.read(own.pop(), where) if own else {})
