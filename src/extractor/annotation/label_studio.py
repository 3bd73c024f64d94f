"""Label Studio: a JSON list of tasks, as its import takes it and its JSON export gives it.

Offsets are code points: its editor counts them so that Python can use them (label-studio-frontend, pull request 308),
in all versions since 1.5. The note of a region is a text area of that region, the field of a relation is its label.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from extractor.annotation import notes
from extractor.annotation.offsets import Offsets, Unit, check_text
from extractor.annotation.origin import document_of, origin
from extractor.annotation.regions import SPAN, Annotated, Region, Relation, fact_labels, mention_labels, relation_labels
from extractor.errors import GoldError
from extractor.evaluation.fields import MODELS

UNIT: Unit = "code-points"

_LABELS, _NOTE, _TEXT = "label", "note", "text"


def tasks(documents: Iterable[tuple[Annotated, bool]], version: str) -> Iterator[str]:
    """The pieces of a file of tasks.

    Args:
        documents: what to write, and whether people made it (an annotation) or the extractor did (a prediction).
        version: of the extractor, for its predictions.

    >>> list(tasks([], "1"))
    ['[', '\\n]\\n']
    """
    yield "["
    for number, (annotated, human) in enumerate(documents):
        result = list(_result(annotated))
        made = {"annotations": [{"result": result}]} if human else {"predictions": [{"model_version": version, "result": result}]}
        task = {"data": {"text": annotated.document.text} | origin(annotated.document)} | made
        yield (",\n" if number else "\n") + json.dumps(task, ensure_ascii=False)
    yield "\n]\n"


def read(text: str, where: str, unit: Unit = UNIT, predictions: bool = False, lang: str | None = None) -> Iterator[Annotated]:
    """The documents of a JSON export, every offset checked against the text.

    Args:
        text: of the file.
        where: its name, for errors.
        unit: what its offsets count; UTF-16 in exports of versions before 1.5.
        predictions: take the predictions of a task that nobody has annotated, instead of refusing it.
        lang: language of the tasks that do not say.

    Raises:
        GoldError: it is no such export, a task is not annotated, or annotated more than once, or its offsets and its
            text do not agree.
    """
    try:
        rows = json.loads(text)
    except json.JSONDecodeError as error:
        raise GoldError(f"not JSON: {error}", where=where, hint="export as JSON") from error
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        place = f"{where}, task {row.get('id', number) if isinstance(row, dict) else number}"
        if not isinstance(row, dict) or not isinstance(row.get("data"), dict):
            raise GoldError("not a task", where=place, hint="export as JSON, not as JSON-MIN or CSV")
        data = row["data"]
        if not isinstance(data.get("text"), str):
            raise GoldError("a task without data.text", where=place, hint="export as JSON, with the data of the tasks")
        check_text(data["text"], data, place)
        document = document_of(data["text"], data, f"task-{number}", lang, place)
        try:
            found = _annotated(document, _chosen(row, predictions, place), Offsets(document.text, unit), place)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            what = f"not a result of Label Studio: {type(error).__name__}: {error}"
            raise GoldError(what, where=place, hint="export as JSON") from error
        yield found


def config() -> dict[str, str]:
    """The labelling configuration of a project: labels, relations, and a note on each region.

    >>> config()["labels.xml"][:6]
    '<View>'
    """
    labels = "\n".join(f"    <Label value={quoteattr(name)}/>" for name in (*mention_labels(), SPAN, *fact_labels()))
    names = dict.fromkeys(name for kind in MODELS for name in relation_labels(kind))
    relations = "\n".join(f"    <Relation value={quoteattr(name)}/>" for name in names)
    view = f"""<View>
  <Style>.htx-text{{ white-space: pre-wrap; }}</Style>
  <Relations>
{relations}
  </Relations>
  <Labels name="{_LABELS}" toName="{_TEXT}">
{labels}
  </Labels>
  <Text name="{_TEXT}" value="$text" granularity="symbol"/>
  <TextArea name="{_NOTE}" toName="{_TEXT}" perRegion="true" editable="true" displayMode="region-list"/>
</View>
"""
    return {"labels.xml": view}


def _result(annotated: Annotated) -> Iterator[dict[str, Any]]:
    offsets = Offsets(annotated.document.text, UNIT)
    for region in annotated.regions:
        place = {"start": offsets.to_tool(region.start), "end": offsets.to_tool(region.end)}
        words = annotated.document.text[region.start : region.end]
        common = {"id": region.id, "to_name": _TEXT}
        marked = place | {"text": words, "labels": [region.label]}
        yield common | {"from_name": _LABELS, "type": "labels", "value": marked}
        if region.note:
            said = place | {"text": [notes.write(region.note)]}
            yield common | {"from_name": _NOTE, "type": "textarea", "value": said}
    for relation in annotated.relations:
        ends = {"from_id": relation.source, "to_id": relation.target}
        yield {"type": "relation"} | ends | {"direction": "right", "labels": [relation.label]}


def _chosen(row: Mapping[str, Any], predictions: bool, place: str) -> list[dict[str, Any]]:
    """The result of the annotation that counts: the ground truth, or the only one there is."""
    done = [a for a in row.get("annotations", ()) if not a.get("was_cancelled")]
    done = [a for a in done if a.get("ground_truth")] or done
    if not done and predictions:
        done = row.get("predictions", [])[-1:]
    if not done:
        hint = "finish it in the tool, or --predictions takes what the extractor had read"
        raise GoldError("a task that nobody has annotated", where=place, hint=hint)
    if len(done) > 1:
        raise GoldError(f"{len(done)} annotations of one task", where=place, hint="set one of them as ground truth")
    result: list[dict[str, Any]] = done[0].get("result", [])
    return result


def _annotated(document: Any, result: list[dict[str, Any]], offsets: Offsets, place: str) -> Annotated:
    said: dict[str, dict[str, str]] = {}
    for item in result:
        if item.get("type") == "textarea":
            lines = item["value"].get("text", [])
            text = "\n".join(lines) if isinstance(lines, list) else str(lines)
            said[item["id"]] = notes.read(text, f"{place}, region {item['id']}")
    regions, relations = [], []
    for item in result:
        if item.get("type") == "labels":
            where, value = f"{place}, region {item['id']}", item["value"]
            labels = value.get("labels") or [""]
            if len(labels) > 1:
                raise GoldError(f"two labels on one region: {labels}", where=where, hint="mark the words twice")
            start, end = offsets.span(value.get("start"), value.get("end"), value.get("text"), where)
            regions.append(Region(item["id"], start, end, labels[0], said.get(item["id"], {})))
        elif item.get("type") == "relation":
            ends = (item["from_id"], item["to_id"])
            source, target = reversed(ends) if item.get("direction") == "left" else ends
            labels = item.get("labels") or [""]
            relations += [Relation(source, target, label) for label in labels]
    return Annotated(document, tuple(regions), tuple(relations))
