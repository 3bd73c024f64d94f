"""Reading gold: annotated articles (`*.gold.json`) and sentence sets (`.jsonl`), aligned with their text.

Reading is lenient and aligning is strict. Fields that the contract does not know are passed over, and a field that is
left out holds its default. But a span whose words are not where the gold says, or nowhere in the text, is a
`GoldError`: a score against gold that has slipped says nothing.

Spans are named by `start` and `end`, or by their exact words; `n` (`qn` for the quantity of a statistic) is the n-th
occurrence of the words. Without it the occurrence that stands closest to the fact is meant, whole words first
("enfants" is not the end of "petits-enfants").
"""

from __future__ import annotations

import glob
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from extractor.errors import ExtractorError, GoldError, InputError
from extractor.evaluation.fields import KEYS, LETTERS, MENTION_FIELDS, MODELS, shapes
from extractor.schema import FACT, MENTION, Document, Extraction, Fact, Mention, Span

Row = Mapping[str, Any]


@dataclass(frozen=True)
class GoldDocument:
    """A document with what should be found in it.

    Attributes:
        file: name of the gold file, without its folder.
        extraction: the document, its mentions (entities after the numeric ones) and its facts.
        annotated: which of "mentions", "entities" and "facts" the file has at all; only those are scored.
        named: by kind of fact, the fields that the file names anywhere. A field that it never names was not annotated,
            and is not scored (statistics aside, of which the contract scores eight fields always).
    """

    file: str
    extraction: Extraction
    annotated: frozenset[str]
    named: Mapping[str, frozenset[str]]

    @property
    def document(self) -> Document:
        """The document itself."""
        return self.extraction.document


def read_gold(*paths: str | Path, lang: str | None = None) -> list[GoldDocument]:
    """Read gold files.

    Args:
        paths: `.json` files (an article each), `.jsonl` files (a sentence a line), or glob patterns of such.
        lang: language of the files that do not say; the default language of the package if None.

    Returns:
        The documents in the order of the paths; those of a pattern by name.

    Raises:
        InputError: a file is missing or is not UTF-8 or not JSON.
        GoldError: gold and text do not agree.
    """
    return [gold for path in _expand(paths) for gold in _read_file(path, lang)]


def _expand(paths: Sequence[str | Path]) -> Iterator[Path]:
    for path in paths:
        found = [path] if Path(path).exists() else sorted(glob.glob(str(path), recursive=True))
        if not found:
            raise InputError("no such gold file", where=str(path), hint="give .gold.json or .jsonl files")
        yield from map(Path, found)


def _read_file(path: Path, lang: str | None) -> list[GoldDocument]:
    if path.suffix == ".jsonl":
        lines = [(i, line) for i, line in enumerate(_decode(path).split("\n"), 1) if line.strip()]
        rows = [_sentence(_json(line, f"{path.name}, line {i}"), f"{path.name}, line {i}") for i, line in lines]
    else:
        rows = [_article(_json(_decode(path), path.name), path)]
    annotated = frozenset(part for row in rows for part in ("mentions", "entities", "facts") if part in row)
    if any(mention.get("type") == "entity" for row in rows for mention in row.get("mentions", ())):
        annotated |= {"entities"}
    named: dict[str, set[str]] = {kind: set() for kind in MODELS}
    for row in rows:
        for fact in row.get("facts", ()):
            named.get(fact.get("kind"), set()).update(fact)
    frozen = {kind: frozenset(fields) for kind, fields in named.items()}
    extractions = (_extraction(row, f"{path.name}: {row['id']}", lang) for row in rows)
    return [GoldDocument(path.name, extraction, annotated, frozen) for extraction in extractions]


def _decode(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        byte = f"byte 0x{error.object[error.start]:02x} at offset {error.start}"
        raise InputError(f"not UTF-8: {byte}", where=str(path)) from error


def _json(text: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error}", where=where) from error
    if not isinstance(row, dict):
        raise GoldError("not a JSON object", where=where)
    return row


def _article(row: dict[str, Any], path: Path) -> dict[str, Any]:
    """An annotated article; its text lies beside the gold file or in the folder above."""
    name = str(row.get("document", path.name.removesuffix(".json").removesuffix(".gold") + ".txt"))
    for folder in (path.parent, path.parent.parent):
        if (folder / name).is_file():
            return row | {"id": name, "text": _decode(folder / name)}
    raise GoldError(
        f"its text {name!r} is missing", where=path.name, hint="put it beside the gold file or one folder up"
    )


def _sentence(row: dict[str, Any], where: str) -> dict[str, Any]:
    """A row of a sentence set: a document of its own, whose statistics become facts like the others."""
    if not isinstance(row.get("text"), str):
        raise GoldError("a row without text", where=where)
    statistics = [
        fact | {"kind": "statistic", "quantity": _named(fact.get("quantity"), fact, "qn")}
        for fact in row.get("statistics", ())
    ]
    facts = {"facts": [*statistics, *row.get("facts", ())]} if "statistics" in row or "facts" in row else {}
    return row | {"id": str(row.get("sent_id", row.get("id", where)))} | facts


def _named(name: Any, row: Row, nth: str) -> Any:
    """The words in `name` as a span specification, with the offsets or the count that stand beside them in `row`."""
    if not isinstance(name, str):
        return name
    return {"text": name} | {to: row[key] for to, key in (("start", "start"), ("end", "end"), ("n", nth)) if key in row}


def _extraction(row: Row, where: str, lang: str | None) -> Extraction:
    text: str = row["text"]
    raw = [*row.get("mentions", ()), *({"type": "entity"} | entity for entity in row.get("entities", ()))]
    try:
        language = row.get("lang") or lang or _default()
        document = Document(id=row["id"], text=text, lang=language, published=row.get("published"))
        mentions = [_mention(text, m, where) for m in raw]
        return Extraction(document=document, mentions=tuple(mentions), facts=tuple(_facts(row, mentions, where)))
    except ValidationError as error:
        first = error.errors()[0]
        raise GoldError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", where=where) from error
    except GoldError:
        raise
    except ExtractorError as error:
        raise GoldError(str(error), where=where) from error


def _default() -> str:
    from extractor.lang.pack import default_language

    return default_language()


# --- spans ---------------------------------------------------------------------------------------------------------


def locate(text: str, name: Any, *, where: str, near: Span | None = None) -> Span:
    """The span of `text` that gold names.

    Args:
        text: the document's text.
        name: the exact words, or {"start", "end"}, {"text", "n"}, or all of these.
        where: file and row, for the error.
        near: among several occurrences, the one closest to this span is meant.

    Raises:
        GoldError: the words are not there.

    >>> locate("ses petits-enfants et ses enfants", "enfants", where="a row").start
    26
    >>> locate("trois hommes et trois femmes", {"text": "trois", "n": 2}, where="a row").start
    16
    """
    if isinstance(name, str):
        name = {"text": name}
    if not isinstance(name, Mapping):
        raise GoldError(f"{name!r} names no span", where=where)
    words = name.get("text", name.get("surface"))
    if "start" in name and "end" in name:
        start, end = int(name["start"]), int(name["end"])
        if not 0 <= start <= end <= len(text) or (words is not None and text[start:end] != words):
            there = text[max(start, 0) : max(end, 0)]
            raise GoldError(f"offsets {start}:{end} hold {there!r}, not {words!r}", where=where)
        return Span.of(text, start, end)
    starts = _occurrences(text, words) if isinstance(words, str) and words else []
    nth = name.get("n")
    if nth is not None:
        starts = starts[nth - 1 : nth] if nth > 0 else []
    if not starts:
        raise GoldError(f"{words!r}" + (f" (occurrence {nth})" if nth else "") + " is not in the text", where=where)
    spans = [Span.of(text, start, start + len(words)) for start in starts]
    return spans[0] if near is None else min(spans, key=lambda span: (_gap(span, near), span.start))


def _occurrences(text: str, words: str) -> list[int]:
    """Where the words stand: without a letter or hyphen on either side, or if never so, without a letter, or at all."""
    starts = []
    at = text.find(words)
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)

    def bound(start: int) -> int:
        around = text[start - 1 : start] + text[start + len(words) : start + len(words) + 1]
        return 0 if any(c.isalnum() for c in around) else 1 if "-" in around else 2

    best = max(map(bound, starts), default=0)
    return [start for start in starts if bound(start) == best]


def _gap(a: Span, b: Span) -> tuple[bool, int]:
    """How far two spans stand apart; one that lies inside the other comes last."""
    return a.start < b.end and b.start < a.end, max(a.start - b.end, b.start - a.end, 0)


# --- mentions and facts ----------------------------------------------------------------------------------------------


def _mention(text: str, raw: Row, where: str) -> Mention:
    known = MENTION_FIELDS.get(str(raw.get("type")))
    if known is None:
        raise GoldError(f"{raw.get('type')!r} is no type of mention", where=where)
    span = locate(text, {k: raw[k] for k in ("start", "end", "text", "surface", "n") if k in raw}, where=where)
    fields = {k: v for k, v in raw.items() if k in known and v is not None}
    if raw["type"] == "date":
        fields.setdefault("grain", "day")  # not scored
    return MENTION.validate_python(fields | span.model_dump())


def _facts(row: Row, mentions: Sequence[Mention], where: str) -> list[Fact]:
    text: str = row["text"]
    raws = list(row.get("facts", ()))
    seen = dict.fromkeys(MODELS, 0)
    ids: list[str] = []
    for raw in raws:
        if raw.get("kind") not in MODELS:
            raise GoldError(f"{raw.get('kind')!r} is no kind of fact", where=where)
        seen[raw["kind"]] += 1
        ids.append(str(raw.get("id", f"{LETTERS[raw['kind']]}{seen[raw['kind']]}")))
    quantities = {
        id: _reference(text, raw.get("quantity"), mentions, f"{where}: quantity", measured=True)
        for id, raw in zip(ids, raws, strict=True)
        if raw["kind"] == "statistic"
    }
    return [
        _statistic(text, raw, id, mentions, quantities, where)
        if raw["kind"] == "statistic"
        else _fact(text, raw, id, where)
        for id, raw in zip(ids, raws, strict=True)
    ]


def _reference(
    text: str, name: Any, mentions: Sequence[Mention], where: str, near: Span | None = None, measured: bool = False
) -> Mention:
    """The mention that a fact names by its words or offsets: a quantity (`measured`) or else a date."""
    pool = [m for m in mentions if (m.type not in ("date", "ordinal", "entity") if measured else m.type == "date")]
    if isinstance(name, Mapping) and not {"start", "n"} & name.keys():
        name = name.get("text")
    if isinstance(name, Mapping):
        span = locate(text, name, where=where)
        pool = [m for m in pool if m.start < span.end and span.start < m.end]
        pool = [m for m in pool if (m.start, m.end) == (span.start, span.end)] or pool
    else:
        pool = [m for m in pool if m.text == name]
    if not pool:
        raise GoldError(f"{name!r} names no {'quantity' if measured else 'date'} among the mentions", where=where)
    return pool[0] if near is None else min(pool, key=lambda m: (_gap(m, near), m.start))


def _statistic(
    text: str, raw: Row, id: str, mentions: Sequence[Mention], quantities: Mapping[str, Mention], where: str
) -> Fact:
    quantity = quantities[id]
    fields = _common(text, raw, id, quantity, f"{where}: statistic {quantity.text!r}")
    fields |= {"quantity": quantity}
    if raw.get("period") is not None:
        fields["period"] = _reference(text, raw["period"], mentions, f"{where}: period", near=quantity)
    if raw.get("of") is not None:
        fields["of"] = _target(raw["of"], id, quantities, f"{where}: of")
    if (baseline := raw.get("baseline")) is not None:
        span = locate(text, baseline, where=f"{where}: baseline", near=quantity)
        kind = baseline.get("type", "other") if isinstance(baseline, Mapping) else "other"
        fields["baseline"] = span.model_dump() | {"type": kind}
    return FACT.validate_python(fields)


def _target(name: Any, id: str, quantities: Mapping[str, Mention], where: str) -> str:
    """The id of the statistic that `of` names, by id or by the words or offsets of its quantity."""
    if isinstance(name, str) and name in quantities:
        return name
    words = name if isinstance(name, str) else name.get("text")
    start = None if isinstance(name, str) else name.get("start")
    others = [
        other
        for other, m in quantities.items()
        if other != id and (m.start == start if start is not None else m.text == words)
    ]
    if not others:
        raise GoldError(f"{name!r} is the quantity of no other statistic", where=where)
    return min(others, key=lambda other: (_gap(quantities[other], quantities[id]), quantities[other].start))


def _fact(text: str, raw: Row, id: str, where: str) -> Fact:
    """An event, statement, position, publication or enumeration."""
    where = f"{where}: {raw['kind']}"
    anchor = None
    for key in KEYS[raw["kind"]][::-1]:  # a statement stands where its content stands: long, and there once
        if key is not None and isinstance(raw.get(key), str | Mapping) and anchor is None:
            if raw["kind"] == "enumeration" and isinstance(raw[key], str) and raw[key] not in text:
                continue
            anchor = locate(text, raw[key], where=f"{where}, {key}")
    return FACT.validate_python(_common(text, raw, id, anchor, where))


def _common(text: str, raw: Row, id: str, anchor: Span | None, where: str) -> dict[str, Any]:
    """The fields of a fact that its gold row gives, spans located near `anchor`, evidence filled in."""
    fields: dict[str, Any] = {"kind": raw["kind"], "id": id}
    for field, shape in shapes(MODELS[raw["kind"]]).items():
        given = raw.get(field)
        if given is None or field in ("quantity", "period", "of", "baseline"):
            continue
        at = f"{where}, {field}"
        if shape == "spans":
            fields[field] = tuple(locate(text, item, where=at, near=anchor) for item in given)
        elif shape == "span" or (shape == "label" and not (isinstance(given, str) and given not in text)):
            fields[field] = locate(text, given, where=at, near=anchor)
        else:
            fields[field] = given
    if raw.get("evidence") is not None:
        fields["evidence"] = locate(text, raw["evidence"], where=f"{where}, evidence", near=anchor)
    else:
        fields["evidence"] = line_around(text, anchor or Span.of(text, 0, 0))
    return fields


def line_around(text: str, span: Span) -> Span:
    """The line of the text that holds the start of a span.

    >>> line_around("un\\ndeux\\ntrois", Span(start=4, end=6, text="eu")).text
    'deux'
    """
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    return Span.of(text, start, len(text) if end < 0 else end)
